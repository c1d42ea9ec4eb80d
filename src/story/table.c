#include "story/corpus.h"

static uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= 0x9e3779b97f4a7c15u;
    return x ^ x >> 29;
}

static uint32_t slot_of(const ch__table *table, uint64_t key)
{
    uint32_t at = (uint32_t)mix(key) & (table->capacity - 1);
    while (table->keys[at] && table->keys[at] != key) at = (at + 1) & (table->capacity - 1);
    return at;
}

/* 0 marks a free slot. */
static uint64_t key_of(uint64_t key) { return key ? key : 1; }

uint32_t *ch__table_find(const ch__table *table, uint64_t key)
{
    if (!table->capacity) return NULL;
    const uint32_t at = slot_of(table, key_of(key));
    return table->keys[at] ? &table->values[at] : NULL;
}

static ch_status grow(ch__table *table, ch_arena *arena, ch_error *err)
{
    ch__table bigger = {.n = table->n, .capacity = table->capacity ? 2 * table->capacity : 256};
    if (bigger.capacity < table->capacity)
        return ch_fail(err, CH_E_LIMIT, "record", CH_NOWHERE, "too many reports to compare");
    CH_TRY(CH__NEW(arena, bigger.capacity, &bigger.keys, err));
    CH_TRY(CH__NEW(arena, bigger.capacity, &bigger.values, err));
    for (uint32_t i = 0; i < table->capacity; i++) {
        if (!table->keys[i]) continue;
        const uint32_t at = slot_of(&bigger, table->keys[i]);
        bigger.keys[at] = table->keys[i];
        bigger.values[at] = table->values[i];
    }
    *table = bigger;
    return CH_OK;
}

ch_status ch__table_put(ch__table *table, uint64_t key, uint32_t **out, ch_arena *arena,
                        ch_error *err)
{
    if (2 * (uint64_t)table->n >= table->capacity) CH_TRY(grow(table, arena, err));
    const uint32_t at = slot_of(table, key_of(key));
    table->n += !table->keys[at];
    table->keys[at] = key_of(key);
    *out = &table->values[at];
    return CH_OK;
}
