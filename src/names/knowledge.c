#include "names/knowledge.h"

#include "base/text.h"
#include "names/knowledge_format.h"
#include "names/words.h"

#include <stdlib.h>

typedef struct table {
    const uint32_t *words;
    uint32_t n, width; /* rows of `width` words */
} table;

struct ch__knowledge {
    ch_sv text, references;
    table slots, names, readings, entries, terms, person_terms, keys, members;
};

static ch_status open_table(const ch__container *data, const char *section, uint32_t width,
                            table *out, ch_error *err)
{
    const ch_sv bytes = ch__container_section(data, section);
    if (bytes.n % (width * 4) != 0 || bytes.n / 4 >= UINT32_MAX)
        return ch_fail(err, CH_E_FORMAT, section, CH_NOWHERE, "%zu bytes are no rows of %u",
                       bytes.n, width * 4);
    *out =
        (table){(const uint32_t *)(const void *)bytes.p, (uint32_t)(bytes.n / (width * 4)), width};
    return CH_OK;
}

static ch_status open_tables(const ch__container *data, ch__knowledge *k, ch_error *err)
{
    k->text = ch__container_section(data, "names/text");
    k->references = ch__container_section(data, "references/references.tsv");
    CH_TRY(open_table(data, "names/slots", CH__SLOT_WORDS, &k->slots, err));
    CH_TRY(open_table(data, "names/names", CH__NAME_WORDS, &k->names, err));
    CH_TRY(open_table(data, "names/readings", CH__READING_WORDS, &k->readings, err));
    CH_TRY(open_table(data, "names/entries", CH__ENTRY_WORDS, &k->entries, err));
    CH_TRY(open_table(data, "names/terms", CH__TERM_WORDS, &k->terms, err));
    CH_TRY(open_table(data, "names/person-terms", 1, &k->person_terms, err));
    CH_TRY(open_table(data, "names/keys", CH__PAIR_WORDS, &k->keys, err));
    CH_TRY(open_table(data, "names/members", CH__PAIR_WORDS, &k->members, err));
    if (k->slots.n & (k->slots.n - 1))
        return ch_fail(err, CH_E_FORMAT, "names/slots", CH_NOWHERE,
                       "%u slots, expected a power of 2", k->slots.n);
    return CH_OK;
}

ch_status ch__knowledge_open(const ch__container *data, ch__knowledge **out, ch_error *err)
{
    ch__knowledge *k = calloc(1, sizeof *k);
    if (!k) return ch_fail(err, CH_E_NOMEM, "names", CH_NOWHERE, "no memory");
    const ch_status status = open_tables(data, k, err);
    if (status != CH_OK) {
        free(k);
        return status;
    }
    *out = k;
    return CH_OK;
}

ch_sv ch__knowledge_references(const ch__knowledge *knowledge) { return knowledge->references; }

void ch__knowledge_close(ch__knowledge *knowledge) { free(knowledge); }

/* Row i, or NULL: an index from the file is never trusted. */
static const uint32_t *row(const table *t, uint32_t i)
{
    return i < t->n ? t->words + (size_t)i * t->width : NULL;
}

/* Row i of a table that is known to have it. */
static const uint32_t *known_row(const table *t, uint32_t i)
{
    return t->words + (size_t)i * t->width;
}

static ch_sv string(const ch__knowledge *k, uint32_t offset)
{
    if (offset == 0 || k->text.n < 2 || offset > k->text.n - 2) return (ch_sv){NULL, 0};
    const unsigned char *p = (const unsigned char *)k->text.p + offset;
    const size_t n = (size_t)(p[0] | p[1] << 8);
    if (n > k->text.n - 2 - offset) return (ch_sv){NULL, 0};
    return (ch_sv){k->text.p + offset + 2, n};
}

static int32_t as_signed(uint32_t word)
{
    int32_t value;
    memcpy(&value, &word, sizeof value);
    return value;
}

static const uint32_t *find_name(const ch__knowledge *k, ch_sv text)
{
    if (k->slots.n == 0) return NULL;
    const uint64_t hash = ch__hash(text);
    const uint32_t mask = k->slots.n - 1, high = (uint32_t)(hash >> 32);
    uint32_t at = (uint32_t)hash & mask;
    for (uint32_t step = 0; step < k->slots.n; step++, at = (at + 1) & mask) {
        const uint32_t *slot = k->slots.words + (size_t)at * CH__SLOT_WORDS;
        if (slot[1] == 0) return NULL;
        if (slot[0] != high) continue;
        const uint32_t *name = row(&k->names, slot[1] - 1);
        if (name && ch__sv_eq(string(k, name[CH__NAME_TEXT]), text)) return name;
    }
    return NULL;
}

static bool set_match(const ch__knowledge *k, const ch__words *words, uint32_t token_end,
                      ch__match *out)
{
    const uint32_t *name = find_name(k, ch__words_text(words));
    if (!name || name[CH__NAME_READING_N] == 0) return false;
    *out = (ch__match){.token_end = token_end,
                       .reading_begin = name[CH__NAME_READINGS],
                       .reading_end = name[CH__NAME_READINGS] + name[CH__NAME_READING_N],
                       .upper_mask = words->upper_mask,
                       .caps_mask = words->caps_mask,
                       .word_n = words->word_n};
    return true;
}

/* May a name run on over a token that holds no word? Hyphens, apostrophes and the dot of "St ." */
static bool may_cross(ch_sv form)
{
    const ch_sv joints[] = {CH_SV_INIT("-"),  CH_SV_INIT("'"),       CH_SV_INIT("\u2019"),
                            CH_SV_INIT("'s"), CH_SV_INIT("\u2019s"), CH_SV_INIT("\u2013"),
                            CH_SV_INIT(".")};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (ch__sv_eq(form, joints[i])) return true;
    return false;
}

/* How many words the longest name has that begins with the first word so far. */
static uint32_t longest_from(const ch__knowledge *k, const ch__words *words)
{
    const ch_sv all = ch__words_text(words);
    const char *blank = memchr(all.p, ' ', all.n);
    const ch_sv first = {all.p, blank ? (size_t)(blank - all.p) : all.n};
    if (first.n == 1 && ch__is_alpha(first.p[0])) return CH__WORDS_MAX; /* "J." may become "jd" */
    const uint32_t *name = find_name(k, first);
    return name ? name[CH__NAME_LONGEST] : 0;
}

uint32_t ch__knowledge_match(const ch__knowledge *knowledge, const ch_token *tokens,
                             uint32_t token_end, uint32_t at, ch__match out[CH__MATCH_MAX])
{
    ch__words words = {0};
    uint32_t n = 0, longest = 0;
    for (uint32_t i = at; i < token_end && n < CH__MATCH_MAX; i++) {
        const uint32_t before = words.n;
        if (!ch__words_add(&words, tokens[i].form, i == at || tokens[i - 1].is_space_after)) break;
        if (words.n == before) {
            if (i == at || !may_cross(tokens[i].form)) break;
            continue;
        }
        if (i == at && (longest = longest_from(knowledge, &words)) == 0) break;
        if (words.word_n > longest) break;
        if (set_match(knowledge, &words, i + 1, &out[n])) n++;
    }
    for (uint32_t i = 0; i < n / 2; i++) {
        const ch__match shorter = out[i];
        out[i] = out[n - 1 - i];
        out[n - 1 - i] = shorter;
    }
    return n;
}

bool ch__knowledge_find(const ch__knowledge *knowledge, ch_sv text, ch__match *out)
{
    ch__words words = {0};
    return ch__words_add(&words, text, true) && words.n && set_match(knowledge, &words, 0, out);
}

static double degrees(uint32_t word) { return (double)as_signed(word) / 100000.0; }

bool ch__knowledge_entry(const ch__knowledge *knowledge, uint32_t entry, ch__reading *out)
{
    const uint32_t *e = row(&knowledge->entries, entry);
    if (!e) return false;
    *out = (ch__reading){.entry = entry,
                         .kind = (uint8_t)(e[CH__ENTRY_KIND] & 0xFF),
                         .prior = (uint16_t)(e[CH__ENTRY_KIND] >> 16),
                         .from_day = CH__DAY_MIN,
                         .to_day = CH__DAY_MAX,
                         .key = string(knowledge, e[CH__ENTRY_KEY]),
                         .sector = string(knowledge, e[CH__ENTRY_SECTOR]),
                         .name = string(knowledge, e[CH__ENTRY_NAME]),
                         .country = string(knowledge, e[CH__ENTRY_COUNTRY]),
                         .office = string(knowledge, e[CH__ENTRY_OFFICE]),
                         .detail = string(knowledge, e[CH__ENTRY_DETAIL]),
                         .region = string(knowledge, e[CH__ENTRY_REGION]),
                         .population = e[CH__ENTRY_POPULATION]};
    if (out->kind != CH__ENTRY_PERSON) {
        out->latitude = degrees(e[CH__ENTRY_LATITUDE]);
        out->longitude = degrees(e[CH__ENTRY_LONGITUDE]);
    }
    return true;
}

bool ch__knowledge_reading(const ch__knowledge *knowledge, const ch__match *match, uint32_t i,
                           ch__reading *out)
{
    const uint32_t *r = i < match->reading_end ? row(&knowledge->readings, i) : NULL;
    if (!r) return false;
    const uint32_t upper = r[CH__READING_CASE] & 0xFFFF, caps = r[CH__READING_CASE] >> 16;
    if ((upper & ~match->upper_mask) || (caps & ~match->caps_mask)) return false;
    if (!ch__knowledge_entry(knowledge, r[CH__READING_ENTRY], out)) return false;
    out->form = (uint8_t)(r[CH__READING_FORM] & 0xFF);
    out->flags = (uint16_t)(r[CH__READING_FORM] >> 8);
    out->from_day = as_signed(r[CH__READING_FROM]);
    out->to_day = as_signed(r[CH__READING_TO]);
    return true;
}

bool ch__knowledge_by_key(const ch__knowledge *knowledge, ch_sv key, ch__reading *out)
{
    uint32_t low = 0, high = knowledge->keys.n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const uint32_t *pair = known_row(&knowledge->keys, middle);
        const int order = ch__sv_compare(string(knowledge, pair[0]), key);
        if (order == 0) return ch__knowledge_entry(knowledge, pair[1], out);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool read_term(const ch__knowledge *k, uint32_t index, ch__term *out)
{
    const uint32_t *t = row(&k->terms, index);
    if (!t) return false;
    *out = (ch__term){.person = t[CH__TERM_PERSON],
                      .key = string(k, t[CH__TERM_KEY]),
                      .office = string(k, t[CH__TERM_OFFICE]),
                      .sector = string(k, t[CH__TERM_SECTOR]),
                      .rank = (uint16_t)t[CH__TERM_RANK],
                      .from_day = as_signed(t[CH__TERM_FROM]),
                      .to_day = as_signed(t[CH__TERM_TO])};
    return true;
}

bool ch__knowledge_person_term(const ch__knowledge *knowledge, uint32_t person, uint32_t i,
                               ch__term *out)
{
    const uint32_t *e = row(&knowledge->entries, person);
    if (!e || (e[CH__ENTRY_KIND] & 0xFF) != CH__ENTRY_PERSON || i >= e[CH__ENTRY_LONGITUDE])
        return false;
    const uint32_t *index = row(&knowledge->person_terms, e[CH__ENTRY_LATITUDE] + i);
    return index && read_term(knowledge, *index, out);
}

bool ch__knowledge_office_at(const ch__knowledge *knowledge, uint32_t person, int32_t day,
                             ch__term *out, bool *out_is_former)
{
    ch__term term, best = {0};
    bool found = false, is_former = true;
    for (uint32_t i = 0; ch__knowledge_person_term(knowledge, person, i, &term); i++) {
        if (term.from_day > day) continue;
        const bool is_over = term.to_day < day;
        const bool is_better = !found || (is_former && !is_over) ||
                               (is_over == is_former &&
                                (is_over ? term.to_day >= best.to_day : term.rank >= best.rank));
        if (!is_better) continue;
        best = term;
        found = true;
        is_former = is_over;
    }
    if (!found) return false;
    *out = best;
    *out_is_former = is_former;
    return true;
}

/* First term of (key, office): terms are sorted by the bytes of both. */
static uint32_t first_term(const ch__knowledge *k, ch_sv key, ch_sv office)
{
    uint32_t low = 0, high = k->terms.n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const uint32_t *t = known_row(&k->terms, middle);
        int order = ch__sv_compare(string(k, t[CH__TERM_KEY]), key);
        if (order == 0) order = ch__sv_compare(string(k, t[CH__TERM_OFFICE]), office);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t ch__knowledge_holders(const ch__knowledge *knowledge, ch_sv key, ch_sv office, int32_t day,
                               ch__term *out, uint32_t capacity)
{
    uint32_t n = 0;
    ch__term term;
    for (uint32_t i = first_term(knowledge, key, office); read_term(knowledge, i, &term); i++) {
        if (!ch__sv_eq(term.key, key) || !ch__sv_eq(term.office, office)) break;
        if (term.from_day > day || term.to_day < day || capacity == 0) continue;
        if (n == capacity) n--; /* the earliest goes */
        for (uint32_t to = n; to > 0; to--) out[to] = out[to - 1];
        out[0] = term;
        n++;
    }
    return n;
}

bool ch__knowledge_is_member(const ch__knowledge *knowledge, ch_sv organisation, ch_sv country)
{
    uint32_t low = 0, high = knowledge->members.n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const uint32_t *pair = known_row(&knowledge->members, middle);
        int order = ch__sv_compare(string(knowledge, pair[0]), organisation);
        if (order == 0) order = ch__sv_compare(string(knowledge, pair[1]), country);
        if (order == 0) return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}
