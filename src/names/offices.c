/* Who is meant by a person's name: by the name, by title and country, by the day. */
#include "names/mentions.h"

#include "base/text.h"
#include "names/words.h"

enum {
    TERM_MAX = 8,
    TOLD_MAX = 8,
    SCORE_KEY = 1 << 20, /* outweighs any prior: 16 bits */
    SCORE_OFFICE = 1 << 19,
    SCORE_TERM = 1 << 18,
    SCORE_FULL = 1 << 17,
    SKELETON_MAX = 48,
    NEAR_PERCENT = 50, /* share of a skeleton that must agree to call two spellings one name */
    GIVEN_PERCENT = 50,
    HEAD_RANK = 900, /* offices so public that title and country alone identify */
};

typedef struct want {
    ch_sv key, title; /* what the words around the name say; may be empty */
    bool is_former;
} want;

static bool held_office(const ch__bench *b, uint32_t person, const want *w)
{
    ch__term term;
    for (uint32_t i = 0; ch__knowledge_person_term(b->knowledge, person, i, &term); i++)
        if (ch__sv_eq(term.office, w->title) && (!w->key.n || ch__sv_eq(term.key, w->key)))
            return true;
    return false;
}

static bool served_key(const ch__bench *b, uint32_t person, ch_sv key)
{
    ch__term term;
    for (uint32_t i = 0; ch__knowledge_person_term(b->knowledge, person, i, &term); i++)
        if (ch__sv_eq(term.key, key)) return true;
    return false;
}

static uint32_t key_count(const ch__bench *b, ch_sv key)
{
    for (uint32_t i = 0; i < b->total_n; i++)
        if (ch__sv_eq(b->total[i].key, key)) return b->total[i].count;
    return 0;
}

/* How well a known person fits; 0: not at all. */
static uint32_t fit(const ch__bench *b, const ch__reading *r, const want *w, bool is_full)
{
    ch__term term;
    bool was_former = false;
    const bool has_term =
        b->has_day && ch__knowledge_office_at(b->knowledge, r->entry, b->day, &term, &was_former);
    const bool is_current = has_term && !was_former;
    const bool is_same = w->key.n && (ch__sv_eq(r->key, w->key) || served_key(b, r->entry, w->key));
    const bool has_held = w->title.n && held_office(b, r->entry, w);
    const uint32_t told = key_count(b, r->key);
    if (w->key.n && !is_same && (!is_full || w->title.n)) return 0;
    if (!is_full && !w->key.n && !has_held && !told && b->has_day && !is_current) return 0;
    if (!is_full && (r->flags & CH__READING_COMMON) && !told && !has_held) return 0;
    uint32_t score = 1u + r->prior + (told > 40 ? 40 : told) * 1500u;
    if (r->detail.n) score += 64; /* with a Wikidata id: the better known of two */
    if (is_full) score += SCORE_FULL;
    if (is_same) score += SCORE_KEY;
    if (has_held) score += SCORE_OFFICE;
    if (is_current != w->is_former) score += SCORE_TERM;
    return score;
}

/* "Foreign Minister of Iran" */
static ch_status set_office(ch__bench *b, ch__item *item, ch_sv office, ch_sv key)
{
    ch__reading r;
    if (!office.n || ch__sv_is(office, "Spokesperson") ||
        !ch__knowledge_by_key(b->knowledge, key, &r))
        return CH_OK;
    return ch_arena_format(b->arena, &item->m.office, b->err, "%.*s of %.*s", CH_SV_ARG(office),
                           CH_SV_ARG(r.name));
}

static bool is_state(ch_sv key)
{
    return key.n == 3 && ch__is_upper(key.p[0]) && ch__is_upper(key.p[2]);
}

static ch_status set_person(ch__bench *b, ch__item *item, const ch__reading *r, const want *w)
{
    ch__term term;
    bool was_former = false;
    const int32_t day = b->has_day ? b->day : CH__DAY_MAX - 1;
    const bool has_term = ch__knowledge_office_at(b->knowledge, r->entry, day, &term, &was_former);
    item->entry = r->entry;
    item->m.entity = r->name;
    item->m.key = r->key.n && (!w->key.n || is_state(w->key)) ? r->key : w->key;
    item->m.rule = "person.known";
    if (!has_term && !item->m.sector.n) item->m.sector = r->sector;
    if (w->is_former) item->m.sector = CH_SV("ELI");
    if (!has_term || w->is_former) return CH_OK;
    if (!was_former || !b->has_day) {
        if (!w->title.n || !item->m.sector.n) item->m.sector = term.sector;
        return set_office(b, item, term.office, term.key);
    }
    if (!w->title.n && !item->m.sector.n) item->m.sector = CH_SV("ELI");
    return CH_OK;
}

/* Consonants of a word with the letters that transcriptions swap made one: "Pezeshkian" "pzkn". */
static uint32_t skeleton(ch_sv folded, char out[SKELETON_MAX])
{
    uint32_t n = 0;
    for (size_t i = 0; i < folded.n && n < SKELETON_MAX; i++) {
        char c = folded.p[i];
        if (strchr("aeiouyhw' -", c)) continue;
        if (c == 'q' || c == 'c' || c == 'g' || c == 'x') c = 'k';
        if (c == 'v') c = 'f';
        if (c == 'j' || c == 's') c = 'z';
        if (c == 'd') c = 't';
        if (c == 'b') c = 'p';
        if (n && out[n - 1] == c) continue;
        out[n++] = c;
    }
    return n;
}

/* Length of the longest common subsequence, in percent of the longer one. */
static uint32_t agreement(const char *a, uint32_t a_n, const char *b, uint32_t b_n)
{
    uint32_t row[SKELETON_MAX + 1] = {0};
    for (uint32_t i = 0; i < a_n; i++) {
        uint32_t before = 0;
        for (uint32_t j = 0; j < b_n; j++) {
            const uint32_t above = row[j + 1];
            row[j + 1] = a[i] == b[j] ? before + 1 : above > row[j] ? above : row[j];
            before = above;
        }
    }
    const uint32_t longer = a_n > b_n ? a_n : b_n;
    return longer ? row[b_n] * 100 / longer : 0;
}

static ch_sv last_word(ch_sv words)
{
    size_t at = words.n;
    while (at > 0 && words.p[at - 1] != ' ') at--;
    return (ch_sv){words.p + at, words.n - at};
}

static ch_sv first_word(ch_sv words)
{
    const char *blank = memchr(words.p, ' ', words.n);
    return (ch_sv){words.p, blank ? (size_t)(blank - words.p) : words.n};
}

static ch_sv name_text(const ch__bench *b, const ch__run *run)
{
    const ch_span span = {b->a->tokens[run->name_begin].span.begin,
                          b->a->tokens[run->name_end - 1].span.end};
    return ch__span_text(b->a->report.text, span);
}

/* "Ivan Petrenko" is not Pavlo Petrenko; "Mohammed Morsi" is Mohamed Morsi, "J. Biden" Joe Biden. */
static bool given_fits(ch_sv name, ch_sv known)
{
    ch__words left = {0}, right = {0};
    if (!ch__words_add(&left, name, true) || !ch__words_add(&right, known, true)) return false;
    if (left.word_n < 2 || right.word_n < 2) return true;
    const ch_sv a = first_word(ch__words_text(&left)), b = first_word(ch__words_text(&right));
    if (!a.n || !b.n || ch__sv_starts(a, b) || ch__sv_starts(b, a)) return true;
    char x[SKELETON_MAX], y[SKELETON_MAX];
    const uint32_t x_n = skeleton(a, x), y_n = skeleton(b, y);
    return a.p[0] == b.p[0] && agreement(x, x_n, y, y_n) >= GIVEN_PERCENT;
}

static bool best_person(const ch__bench *b, const ch__run *run, const want *w, ch__reading *out)
{
    if (run->stretch == CH_NONE) return false;
    const ch__stretch *s = &b->stretches[run->stretch];
    const bool is_whole = s->begin <= run->name_begin && s->end >= run->name_end; /* "Le Drian" */
    uint32_t best = 0;
    for (uint32_t i = s->match.reading_begin; i < s->match.reading_end; i++) {
        ch__reading r;
        if (!ch__knowledge_reading(b->knowledge, &s->match, i, &r) || r.kind != CH__ENTRY_PERSON)
            continue;
        const bool is_full = r.form == CH__FORM_NAME && s->match.word_n > 1;
        if (!is_full && !is_whole && !given_fits(name_text(b, run), r.name)) continue;
        const uint32_t score = fit(b, &r, w, is_full);
        if (score <= best) continue;
        best = score;
        *out = r;
    }
    return best > 0;
}

typedef enum likeness { LIKE_NOT, LIKE_NEAR, LIKE_SAME } likeness;

/* Are two names the same (a word of three letters or more in common that is no given name), near
 * (same given name, or family names whose skeletons agree), or neither? */
static likeness compare_names(ch_sv name, ch_sv known)
{
    ch__words left = {0}, right = {0};
    if (!ch__words_add(&left, name, true) || !ch__words_add(&right, known, true) || !left.n ||
        !right.n)
        return LIKE_NOT;
    const ch_sv a = ch__words_text(&left), b = ch__words_text(&right);
    ch_sv rest = a, word;
    uint32_t at = 0;
    while (ch__sv_split(&rest, ' ', &word)) {
        const bool is_family = left.word_n == 1 || at > 0;
        at++;
        if (word.n < 3 || !is_family) continue;
        ch_sv others = b, other;
        for (uint32_t j = 0; ch__sv_split(&others, ' ', &other); j++)
            if (ch__sv_eq(word, other) && (j > 0 || right.word_n == 1)) return LIKE_SAME;
    }
    char x[SKELETON_MAX], y[SKELETON_MAX];
    const uint32_t x_n = skeleton(last_word(a), x), y_n = skeleton(last_word(b), y);
    const uint32_t percent = agreement(x, x_n, y, y_n);
    if (left.word_n > 1 && ch__sv_eq(first_word(a), first_word(b)) && percent >= NEAR_PERCENT / 2)
        return LIKE_NEAR;
    return percent >= NEAR_PERCENT && x_n > 1 && y_n > 1 ? LIKE_NEAR : LIKE_NOT;
}

/* Offices that several people hold at once: a name unlike the one on record is simply another. */
static bool is_shared_office(ch_sv office)
{
    return ch__sv_in(
        office,
        CH_SV("Spokesperson|Spokesman|Spokeswoman|Official|Ambassador|Minister|Deputy Minister"));
}

static ch_status set_holder(ch__bench *b, ch__item *item, const ch__term *term, ch_sv name,
                            likeness like)
{
    ch__reading r;
    if (!ch__knowledge_entry(b->knowledge, term->person, &r)) return CH_OK;
    item->entry = term->person;
    item->m.entity = r.name;
    item->m.key = term->key;
    if (!item->m.sector.n) item->m.sector = term->sector;
    CH_TRY(set_office(b, item, term->office, term->key));
    if (like == LIKE_SAME) {
        item->m.rule = "person.office";
        return CH_OK;
    }
    item->m.rule = "person.variant";
    item->m.is_variant = true;
    return ch_arena_format(b->arena, &item->m.note, b->err,
                           "\"%.*s\" %s the %.*s of %.*s on that day, %.*s", CH_SV_ARG(name),
                           like == LIKE_NEAR ? "is spelt like" : "stands where the record has",
                           CH_SV_ARG(term->office), CH_SV_ARG(term->key), CH_SV_ARG(r.name));
}

/* Somebody with this title in this country on that day: does the name fit? */
static ch_status link_by_office(ch__bench *b, ch__item *item, const want *w, bool *out_found)
{
    ch__term terms[TERM_MAX];
    const ch_sv name = name_text(b, &b->runs[item->run]);
    const uint32_t n = ch__knowledge_holders(b->knowledge, w->key, w->title,
                                             b->has_day ? b->day : 0, terms, TERM_MAX);
    uint32_t best = CH_NONE;
    likeness best_like = LIKE_NOT;
    for (uint32_t i = 0; i < n; i++) {
        ch__reading r;
        if (!ch__knowledge_entry(b->knowledge, terms[i].person, &r)) continue;
        likeness like = compare_names(name, r.name);
        if (like == LIKE_NEAR && is_shared_office(terms[i].office)) like = LIKE_NOT;
        if (best != CH_NONE && like <= best_like) continue;
        best = i;
        best_like = like;
    }
    *out_found = false;
    const bool is_clear = best_like == LIKE_NOT && n == 1 && item->is_firm &&
                          terms[0].rank >= HEAD_RANK && b->runs[item->run].stretch == CH_NONE &&
                          b->runs[item->run].name_end > b->runs[item->run].name_begin + 1;
    if (best == CH_NONE || !b->has_day || (best_like == LIKE_NOT && !is_clear)) return CH_OK;
    *out_found = true;
    return set_holder(b, item, &terms[best], name, best_like);
}

/* "President Al-Sisi" in a report on Egypt: one of the states told has that holder. */
static ch_status link_by_told(ch__bench *b, ch__item *item, const want *w, bool *out_found)
{
    ch__term terms[TERM_MAX];
    const ch_sv name = name_text(b, &b->runs[item->run]);
    *out_found = false;
    for (uint32_t i = 0; i < b->total_n && i < TOLD_MAX && b->has_day; i++) {
        const uint32_t n =
            ch__knowledge_holders(b->knowledge, b->total[i].key, w->title, b->day, terms, TERM_MAX);
        for (uint32_t j = 0; j < n; j++) {
            ch__reading r;
            if (!ch__knowledge_entry(b->knowledge, terms[j].person, &r) ||
                compare_names(name, r.name) != LIKE_SAME)
                continue;
            *out_found = true;
            return set_holder(b, item, &terms[j], name, LIKE_SAME);
        }
    }
    return CH_OK;
}

ch_status ch__person_link(ch__bench *b, ch__item *item, ch_sv key, ch_sv title, bool is_former)
{
    const ch__run *run = &b->runs[item->run];
    const want w = {key, title, is_former};
    ch__reading r;
    bool is_found = false;
    if (best_person(b, run, &w, &r)) return set_person(b, item, &r, &w);
    if (key.n && title.n && !is_former && !run->is_prefixed)
        CH_TRY(link_by_office(b, item, &w, &is_found));
    if (!key.n && title.n && !is_former) CH_TRY(link_by_told(b, item, &w, &is_found));
    if (is_found) return CH_OK;
    item->m.entity = name_text(b, run);
    item->m.key = key;
    item->m.rule = "person.unknown";
    if (!key.n) ch__coref_country(b, item, &item->m.key, &item->m.rule);
    if (!item->m.sector.n) item->m.sector = CH_SV("CVL");
    if (!key.n && strcmp(item->m.rule, "discourse.country") == 0)
        item->m.note = CH_SV("no country told; the one told most");
    if (title.n && key.n && !is_former && !run->is_prefixed) return set_office(b, item, title, key);
    return CH_OK;
}

ch_status ch__office_link(ch__bench *b, ch__item *item, ch_sv key, ch_sv title, bool *out_found)
{
    ch__term term[2];
    ch__reading r;
    *out_found = false;
    if (!b->has_day || !key.n || !title.n) return CH_OK;
    const uint32_t n = ch__knowledge_holders(b->knowledge, key, title, b->day, term, 2);
    if (n == 0 || !ch__knowledge_entry(b->knowledge, term[0].person, &r)) return CH_OK;
    *out_found = true;
    item->entry = term[0].person;
    item->m.entity = r.name;
    item->m.rule = "person.office";
    CH_TRY(set_office(b, item, title, key));
    return ch_arena_format(b->arena, &item->m.note, b->err, "%.*s of %.*s on that day",
                           CH_SV_ARG(title), CH_SV_ARG(key));
}
