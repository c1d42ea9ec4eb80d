/* Runs the passes of the mention layer and hands out what they found. */
#include "names/mentions.h"

#include "base/calendar.h"
#include "base/text.h"

static ch_status allot(ch__bench *b, uint32_t **out)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(b->arena, b->a->token_n, sizeof **out, &memory, b->err));
    *out = memory;
    return CH_OK;
}

static ch_status set_up(ch__bench *b)
{
    ch__date date;
    b->has_day = ch__date_parse(b->a->report.published, &date);
    b->day = b->has_day ? ch__date_days(date) : CH__DAY_MAX;
    CH_TRY(ch__cues_read(ch__knowledge_references(b->knowledge), b->arena, &b->cues, b->err));
    CH_TRY(allot(b, &b->stretch_of));
    CH_TRY(allot(b, &b->run_of));
    CH_TRY(allot(b, &b->item_of));
    CH_TRY(ch__seen_init(&b->names, b->arena, b->a->token_n, b->err));
    CH_TRY(ch__seen_init(&b->shorts, b->arena, 2 * b->a->token_n, b->err));
    return ch__seen_init(&b->persons, b->arena, b->a->token_n, b->err);
}

/* Nobody is named by it: an unresolved pronoun, a description of nobody in particular. */
static bool is_empty(const ch__item *item)
{
    if (item->m.kind == CH_MENTION_PLACE && item->m.is_place) return false;
    return !item->m.key.n && item->group_n == 0;
}

static ch_status set_group(ch__bench *b, const ch__item *item, const uint32_t *index_of,
                           ch_mention *out)
{
    if (item->group_n < 2) return CH_OK;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(b->arena, item->group_n, sizeof(uint32_t), &memory, b->err));
    uint32_t *group = memory, n = 0;
    for (uint32_t i = 0; i < item->group_n; i++)
        if (index_of[item->group[i]] != CH_NONE) group[n++] = index_of[item->group[i]];
    out->stands_for = group;
    out->stands_for_n = n;
    return CH_OK;
}

static ch_status hand_out(ch__bench *b)
{
    void *mentions = NULL, *numbers = NULL;
    ch_analysis *a = b->a;
    uint32_t n = 0;
    CH_TRY(ch_arena_alloc(b->arena, b->item_n, sizeof(ch_mention), &mentions, b->err));
    CH_TRY(ch_arena_alloc(b->arena, b->item_n, sizeof(uint32_t), &numbers, b->err));
    uint32_t *index_of = numbers;
    ch_mention *out = mentions;
    for (uint32_t i = 0; i < b->item_n; i++) index_of[i] = is_empty(&b->items[i]) ? CH_NONE : n++;
    for (uint32_t i = 0; i < b->item_n; i++) {
        if (index_of[i] == CH_NONE) continue;
        ch__item_span(b, &b->items[i]);
        out[index_of[i]] = b->items[i].m;
        CH_TRY(set_group(b, &b->items[i], index_of, &out[index_of[i]]));
    }
    for (uint32_t t = 0; t < a->token_n; t++)
        a->mention_of_token[t] = b->item_of[t] == CH_NONE ? CH_NONE : index_of[b->item_of[t]];
    a->mentions = out;
    a->mention_n = n;
    return CH_OK;
}

ch_status ch__names_run(const ch__knowledge *knowledge, ch_analysis *a, ch_error *err)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(&a->arena, 1, sizeof(ch__bench), &memory, err));
    ch__bench *b = memory;
    *b = (ch__bench){.knowledge = knowledge, .a = a, .arena = &a->arena, .err = err};
    CH_TRY(allot(b, &a->mention_of_token));
    CH_TRY(set_up(b));
    CH_TRY(ch__stretches_find(b));
    CH_TRY(ch__runs_find(b));
    CH_TRY(ch__phrases_build(b));
    CH_TRY(ch__discourse_resolve(b));
    return hand_out(b);
}
