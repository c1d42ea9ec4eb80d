/* The small words of reference: pronouns, "both countries", "hundreds of", "bin". The table is short
 * and is read into the report's arena each time: opening keeps no state. */
#include "names/mentions.h"

#include "base/text.h"

static const char *const class_names[CH__CUE_N] = {
    [CH__CUE_NONE] = "",
    [CH__CUE_HE] = "he",
    [CH__CUE_IT] = "it",
    [CH__CUE_THEY] = "they",
    [CH__CUE_WE] = "we",
    [CH__CUE_COUNTRY] = "country",
    [CH__CUE_SIDE] = "side",
    [CH__CUE_PERSON] = "person",
    [CH__CUE_BODY] = "body",
    [CH__CUE_CITY] = "city",
    [CH__CUE_QUANTITY] = "quantity",
    [CH__CUE_PAIR] = "pair",
    [CH__CUE_PARTICLE] = "particle",
    [CH__CUE_SUFFIX] = "suffix",
    [CH__CUE_COMPANY] = "company",
    [CH__CUE_OF] = "of",
    [CH__CUE_FROM] = "from",
    [CH__CUE_IN] = "in",
    [CH__CUE_ALLY] = "ally",
    [CH__CUE_MEMBER] = "member",
    [CH__CUE_CROWD] = "crowd",
    [CH__CUE_GENDER] = "gender",
};

static bool next_row(ch_sv *table, ch_sv *out)
{
    while (ch__sv_split(table, '\n', out))
        if (out->n && out->p[0] != '#') return true;
    return false;
}

static uint8_t class_of(ch_sv name)
{
    for (uint8_t i = 1; i < CH__CUE_N; i++)
        if (ch__sv_is(name, class_names[i])) return i;
    return CH__CUE_NONE;
}

static void put(ch__cues *cues, ch__cue cue)
{
    uint32_t at = (uint32_t)ch__hash(cue.word) & cues->mask;
    while (cues->slot[at].word.n && !ch__sv_eq(cues->slot[at].word, cue.word))
        at = (at + 1) & cues->mask;
    cues->slot[at] = cue;
}

static ch_status read_row(ch_sv line, ch__cues *cues, ch_error *err)
{
    ch_sv row = line, word = {0}, class_name = {0}, gender = {0}, count = {0};
    const bool is_whole = ch__sv_split(&row, '\t', &word) &&
                          ch__sv_split(&row, '\t', &class_name) &&
                          ch__sv_split(&row, '\t', &gender) && ch__sv_split(&row, '\t', &count);
    ch__cue cue = {.word = word, .class_id = class_of(class_name), .gender = '-'};
    if (!is_whole || !word.n || cue.class_id == CH__CUE_NONE)
        return ch_fail(err, CH_E_FORMAT, "references", CH_NOWHERE,
                       "row \"%.*s\", expected word, class, gender, count", CH_SV_ARG(line));
    if (gender.n) cue.gender = gender.p[0];
    uint32_t value = 0;
    if (ch__sv_to_u32(count, &value) && value < 100) cue.count = (uint8_t)value;
    put(cues, cue);
    return CH_OK;
}

ch_status ch__cues_read(ch_sv table, ch_arena *arena, ch__cues *out, ch_error *err)
{
    ch_sv rest = table, line;
    uint32_t rows = 0, slots = 64;
    if (table.n)
        while (next_row(&rest, &line)) rows++;
    while (slots < rows * 2) slots *= 2;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(arena, slots, sizeof *out->slot, &memory, err));
    *out = (ch__cues){memory, slots - 1};
    rest = table;
    if (table.n) next_row(&rest, &line); /* the names of the columns */
    if (table.n)
        while (next_row(&rest, &line)) CH_TRY(read_row(line, out, err));
    return CH_OK;
}

const ch__cue *ch__cue_of(const ch__cues *cues, ch_sv word)
{
    if (!word.n) return NULL;
    for (uint32_t at = (uint32_t)ch__hash(word) & cues->mask; cues->slot[at].word.n;
         at = (at + 1) & cues->mask)
        if (ch__sv_eq(cues->slot[at].word, word)) return &cues->slot[at];
    return NULL;
}

ch_status ch__seen_init(ch__seen *seen, ch_arena *arena, uint32_t capacity, ch_error *err)
{
    uint32_t slots = 16;
    while (slots / 2 < capacity) slots *= 2;
    void *hash = NULL, *value = NULL;
    CH_TRY(ch_arena_alloc(arena, slots, sizeof *seen->hash, &hash, err));
    CH_TRY(ch_arena_alloc(arena, slots, sizeof *seen->value, &value, err));
    *seen = (ch__seen){hash, value, slots - 1};
    return CH_OK;
}

static uint32_t slot_of(const ch__seen *seen, ch_sv word, uint64_t *out_hash)
{
    const uint64_t hash = ch__hash(word) | 1; /* 0 marks a free slot */
    uint32_t at = (uint32_t)(hash >> 8) & seen->mask;
    while (seen->hash[at] && seen->hash[at] != hash) at = (at + 1) & seen->mask;
    *out_hash = hash;
    return at;
}

uint32_t ch__seen_get(const ch__seen *seen, ch_sv word)
{
    uint64_t hash;
    const uint32_t at = slot_of(seen, word, &hash);
    return seen->hash[at] ? seen->value[at] : CH_NONE;
}

/* Never more words than the table was made for: tokens of the report. */
void ch__seen_set(ch__seen *seen, ch_sv word, uint32_t value)
{
    uint64_t hash;
    const uint32_t at = slot_of(seen, word, &hash);
    seen->hash[at] = hash;
    seen->value[at] = value;
}
