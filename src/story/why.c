/* Why two reports were joined, in words. */
#include "story/corpus.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* Reasons with "; " between them. */
typedef struct reasons {
    ch_arena *arena;
    ch_sv text;
    ch_status status;
    ch_error *err;
} reasons;

static void add_reason(reasons *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add_reason(reasons *r, const char *format, ...)
{
    char line[512];
    va_list args;
    if (r->status != CH_OK) return;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (r->text.n)
        r->status =
            ch_arena_format(r->arena, &r->text, r->err, "%.*s; %s", CH_SV_ARG(r->text), line);
    else
        r->status = ch_arena_format(r->arena, &r->text, r->err, "%s", line);
}

/* ---- shingles ---- */

enum { WIDE_SHINGLE = 8 };

/* Share of the doc's shingles of eight words that the other has. */
static ch_status wide_share(const ch__doc *doc, const ch__doc *other, double *out, ch_error *err)
{
    ch_arena scratch;
    ch__table have = {.n = 0};
    uint32_t *value, n = 0, shared = 0;
    ch_status status = CH_OK;
    ch_arena_init(&scratch, 0);
    for (uint32_t i = 0; i + WIDE_SHINGLE <= other->word_n && status == CH_OK; i++)
        status =
            ch__table_put(&have, ch__shingle_at(other, i, WIDE_SHINGLE), &value, &scratch, err);
    for (uint32_t i = 0; i + WIDE_SHINGLE <= doc->word_n && status == CH_OK; i++, n++)
        shared += ch__table_find(&have, ch__shingle_at(doc, i, WIDE_SHINGLE)) != NULL;
    ch_arena_deinit(&scratch);
    *out = n ? (double)shared / n : 0;
    return status;
}

/* ---- spellings ---- */

enum { SPELLING_LEAST = 6, SPELLING_TRIES = 12 };

static bool differ_by_one(ch_sv a, ch_sv b)
{
    if (a.n < b.n) {
        const ch_sv longer = b;
        b = a;
        a = longer;
    }
    if (a.n > b.n + 1) return false;
    size_t head = 0, tail = 0;
    while (head < b.n && ch__to_lower(a.p[head]) == ch__to_lower(b.p[head])) head++;
    while (tail < b.n - head &&
           ch__to_lower(a.p[a.n - 1 - tail]) == ch__to_lower(b.p[b.n - 1 - tail]))
        tail++;
    return a.n == b.n ? head + tail + 1 == b.n : head + tail == b.n;
}

static bool has_word(const ch__doc *doc, uint32_t id)
{
    for (uint32_t i = 0; i < doc->word_n; i++)
        if (doc->words[i].id == id) return true;
    return false;
}

/* An ending is no other spelling: "Houthi", "Houthis". */
static bool is_inflected(ch_sv a, ch_sv b)
{
    const ch_sv longer = a.n > b.n ? a : b, shorter = a.n > b.n ? b : a;
    return longer.n > shorter.n && ch__sv_starts(longer, shorter);
}

/* A name that the record spells otherwise elsewhere, and more often; 0: none. */
static uint32_t other_spelling(const ch__corpus *corpus, uint32_t id, const ch__doc *a,
                               const ch__doc *b)
{
    const ch_sv spelling = corpus->spellings[id];
    for (uint32_t other = 1; other < corpus->word_n; other++) {
        const ch_sv candidate = corpus->spellings[other];
        if (other == id || candidate.n < SPELLING_LEAST || candidate.p[0] != spelling.p[0])
            continue;
        if (corpus->frequency[other] < corpus->frequency[id]) continue;
        if (!differ_by_one(spelling, candidate) || is_inflected(spelling, candidate)) continue;
        if (!has_word(a, other) && !has_word(b, other)) return other;
    }
    return 0;
}

static void add_spellings(const ch__corpus *corpus, reasons *r, const ch__doc *doc,
                          const ch__doc *other)
{
    for (uint32_t i = 0, tries = 0; i < doc->word_n && tries < SPELLING_TRIES; i++) {
        const ch__word *word = &doc->words[i];
        if (!word->is_capital || word->end - word->begin < SPELLING_LEAST) continue;
        if (corpus->frequency[word->id] * 20 > corpus->doc_n + 60) continue;
        if (!has_word(other, word->id)) continue;
        tries++;
        const uint32_t variant = other_spelling(corpus, word->id, doc, other);
        if (!variant) continue;
        add_reason(r, "both spell it %.*s, others %.*s", CH_SV_ARG(corpus->spellings[word->id]),
                   CH_SV_ARG(corpus->spellings[variant]));
        return;
    }
}

/* ---- credit ---- */

/* Somebody whom both give as their source on the same channel: one post, one broadcast. */
static ch_status add_credit(ch_record *record, reasons *r, const ch__doc *doc, const ch__doc *other)
{
    ch__db *db = record->db;
    ch__cursor *cursor = NULL;
    bool has_row;
    CH_TRY(ch__db_cursor(
        db,
        "SELECT s.entity, min(s.channel) FROM source AS s JOIN event USING (event) "
        "JOIN coding USING (coding) WHERE event.report = ?1 AND superseded IS NULL "
        "AND s.channel IS NOT NULL AND s.entity IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM source AS t JOIN event AS e USING (event) WHERE e.report = ?2 AND "
        "t.entity = s.entity AND t.channel = s.channel) GROUP BY s.entity ORDER BY s.entity LIMIT "
        "1",
        CH__VALUES(ch__integer(doc->row), ch__integer(other->row)), &cursor, r->err));
    const ch_status status = db->api->step(cursor, &has_row, r->err);
    if (status == CH_OK && has_row)
        add_reason(r, "both credit %.*s on %.*s", CH_SV_ARG(ch__db_text(db, cursor, 0)),
                   CH_SV_ARG(ch__db_text(db, cursor, 1)));
    db->api->reset(cursor);
    return status;
}

/* ---- quotations ---- */

static uint32_t shared_quotation(const ch__doc *doc, const ch__doc *other)
{
    uint32_t run = 0, most = 0;
    for (uint32_t i = 0; i + CH__SHINGLE <= doc->word_n; i++) {
        const bool is_in = doc->words[i].is_quoted && doc->words[i + CH__SHINGLE - 1].is_quoted &&
                           ch__find_shingle(other, ch__shingle_at(doc, i, CH__SHINGLE)) != CH_NONE;
        run = !is_in ? 0 : run ? run + 1 : CH__SHINGLE;
        if (run > most) most = run;
    }
    return most;
}

/* ---- all of it ---- */

static int percent(double part) { return (int)lround(100 * part); }

ch_status ch__why_family(const ch__corpus *corpus, ch_record *record, const ch__doc *doc,
                         const ch__doc *other, const ch__kinship *kin, ch_sv *out, ch_error *err)
{
    reasons r = {.arena = corpus->arena, .err = err};
    double share, told, order;
    CH_TRY(wide_share(doc, other, &share, err));
    CH_TRY(ch__align(corpus, doc, other, &told, &order, err));
    if (share >= 0.995)
        add_reason(&r, "all its text");
    else if (share > 0)
        add_reason(&r, "%d %% of its %d-word shingles", percent(share), WIDE_SHINGLE);
    if (kin->own_passage >= 20 && share < 0.995)
        add_reason(&r, "a passage of %u words", kin->own_passage);
    const uint32_t quoted = shared_quotation(doc, other);
    if (quoted >= 8 && share < 0.995) add_reason(&r, "a quotation of %u words", quoted);
    if (ch__is_rewrite(kin))
        add_reason(&r, "%u of the %u names and figures", kin->anchors, kin->all_anchors);
    if (told >= 0.5 && order >= 0.6 && share < 0.995) add_reason(&r, "the same order of facts");
    add_spellings(corpus, &r, doc, other);
    CH_TRY(add_credit(record, &r, doc, other));
    *out = r.text;
    return r.status;
}

/* The names and rare words that count most in the likeness of the two. */
enum { TELLING_N = 4 };

ch_status ch__why_story(const ch__corpus *corpus, const ch__doc *doc, const ch__doc *other,
                        bool is_family, ch_sv *out, ch_error *err)
{
    reasons r = {.arena = corpus->arena, .err = err};
    uint32_t best[TELLING_N] = {0};
    double most[TELLING_N] = {0};
    const ch__vector *a = &doc->whole, *b = &other->whole;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->terms[i] != b->terms[j]) {
            if (a->terms[i] < b->terms[j])
                i++;
            else
                j++;
            continue;
        }
        double weight = (double)a->weights[i] * (double)b->weights[j];
        uint32_t term = a->terms[i];
        for (uint32_t k = 0; k < TELLING_N; k++) {
            if (weight <= most[k]) continue;
            const double w = most[k];
            const uint32_t t = best[k];
            most[k] = weight, best[k] = term;
            weight = w, term = t;
        }
        i++, j++;
    }
    ch_sv words = {"", 0};
    for (uint32_t k = 0; k < TELLING_N && best[k]; k++)
        CH_TRY(ch_arena_format(corpus->arena, &words, err, "%.*s%s%.*s", CH_SV_ARG(words),
                               k ? ", " : "", CH_SV_ARG(corpus->spellings[best[k]])));
    if (is_family) add_reason(&r, "the same text");
    if (words.n) add_reason(&r, "both tell of %.*s", CH_SV_ARG(words));
    const int32_t days = ch__days_between(doc, other);
    if (!days) add_reason(&r, "the same day");
    if (days == 1) add_reason(&r, "a day apart");
    if (days > 1) add_reason(&r, "%d days apart", (int)days);
    *out = r.text;
    return r.status;
}
