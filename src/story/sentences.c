/* Sentences of one report against those of another. */
#include "story/corpus.h"

/* A sentence has a counterpart where two neighbouring sentences of the other report hold this part of
 * its weight in words. */
static const double COUNTERPART = 0.5;
/* In a rewrite facts are cut up and told in another order: there the whole other report counts. */
static const double TOLD_SOMEWHERE = 0.4;

/* [first, last) words of each sentence. */
static ch_status place_sentences(ch_arena *arena, const ch__doc *doc, ch_span **out, ch_error *err)
{
    CH_TRY(CH__NEW(arena, doc->sentence_n, out, err));
    uint32_t word = 0;
    for (uint32_t i = 0; i < doc->sentence_n; i++) {
        while (word < doc->word_n && doc->words[word].begin < doc->sentences[i].begin) word++;
        (*out)[i].begin = word;
        while (word < doc->word_n && doc->words[word].begin < doc->sentences[i].end) word++;
        (*out)[i].end = word;
    }
    return CH_OK;
}

typedef struct side {
    const ch__doc *doc;
    ch_span *places;
    ch__table sentences_of; /* word -> first entry + 1 of its list */
    uint32_t *entries, *next;
    uint32_t entry_n;
    ch__table roots; /* of all its words */
} side;

static ch_status list_words(ch_arena *arena, side *s, ch_error *err)
{
    CH_TRY(place_sentences(arena, s->doc, &s->places, err));
    CH_TRY(CH__NEW(arena, (size_t)s->doc->word_n + 1, &s->entries, err));
    CH_TRY(CH__NEW(arena, (size_t)s->doc->word_n + 1, &s->next, err));
    for (uint32_t i = 0; i < s->doc->sentence_n; i++)
        for (uint32_t w = s->places[i].begin; w < s->places[i].end; w++) {
            uint32_t *head;
            CH_TRY(ch__table_put(&s->sentences_of, s->doc->words[w].id, &head, arena, err));
            if (*head && s->entries[*head] == i) continue;
            s->entries[++s->entry_n] = i;
            s->next[s->entry_n] = *head;
            *head = s->entry_n;
        }
    return CH_OK;
}

/* The sentence of `other` that, with the one after it, holds most of the words; *out_part how much
 * of their weight. `sums` has a zero for each sentence of `other` and one more. */
static uint32_t best_counterpart(const ch__corpus *corpus, const side *mine, uint32_t at,
                                 const side *other, double *sums, double *out_part)
{
    double whole = 0, most = 0;
    uint32_t best = CH_NONE;
    for (uint32_t w = mine->places[at].begin; w < mine->places[at].end; w++) {
        const uint32_t id = mine->doc->words[w].id;
        const double weight = ch__rarity(corpus, id);
        whole += weight;
        const uint32_t *head = ch__table_find(&other->sentences_of, id);
        uint32_t before = CH_NONE; /* each pair of neighbours gets the word once */
        for (uint32_t e = head ? *head : 0; e; e = other->next[e]) { /* backwards */
            const uint32_t i = other->entries[e];
            if (i + 1 != before) sums[i] += weight;
            if (i) sums[i - 1] += weight;
            before = i;
        }
    }
    for (uint32_t i = 0; i < other->doc->sentence_n; i++) {
        if (sums[i] > most) most = sums[best = i];
        sums[i] = 0;
    }
    *out_part = whole > 0 ? most / whole : 1;
    return best;
}

/* "signed", "signature", "signs" are one root; short words have none. */
enum { ROOT = 5, ROOTED = 4 };

static uint64_t root_of(const ch__doc *doc, uint32_t word)
{
    char lower[ROOT];
    const ch__word *w = &doc->words[word];
    const uint32_t n = w->end - w->begin < ROOT ? w->end - w->begin : ROOT;
    const bool is_figure = ch__is_digit(doc->about.report.text.p[w->begin]);
    if (n < ROOTED && !w->is_anchor && !is_figure) return 0;
    for (uint32_t i = 0; i < n; i++)
        lower[i] = ch__to_lower(doc->about.report.text.p[w->begin + i]);
    return ch__hash((ch_sv){lower, n});
}

static ch_status list_roots(ch_arena *arena, side *s, ch_error *err)
{
    uint32_t *value;
    for (uint32_t i = 0; i < s->doc->word_n; i++) {
        const uint64_t root = root_of(s->doc, i);
        if (root) CH_TRY(ch__table_put(&s->roots, root, &value, arena, err));
    }
    return CH_OK;
}

/* How many of the sentence's roots the other report has, wherever; words that are everywhere count
 * less than one. */
static double part_anywhere(const ch__corpus *corpus, const side *mine, uint32_t at,
                            const side *other)
{
    double all = 0, found = 0;
    for (uint32_t w = mine->places[at].begin; w < mine->places[at].end; w++) {
        const uint64_t root = root_of(mine->doc, w);
        const double rarity = ch__rarity(corpus, mine->doc->words[w].id);
        const double weight = !root ? 0 : rarity < 1 ? rarity : 1;
        all += weight;
        if (root && ch__table_find(&other->roots, root)) found += weight;
    }
    return all > 0 ? found / all : 0;
}

static ch_status open_sides(ch_arena *arena, const ch__doc *a, const ch__doc *b, side sides[2],
                            double **out_sums, ch_error *err)
{
    sides[0] = (side){.doc = a};
    sides[1] = (side){.doc = b};
    CH_TRY(list_words(arena, &sides[0], err));
    CH_TRY(list_words(arena, &sides[1], err));
    return CH__NEW(arena, (size_t)a->sentence_n + b->sentence_n + 2, out_sums, err);
}

ch_status ch__without_counterpart(const ch__corpus *corpus, const ch__doc *doc,
                                  const ch__doc *other, ch_span **out, uint32_t *out_n,
                                  ch_error *err)
{
    side sides[2];
    double *sums, part;
    CH_TRY(CH__NEW(corpus->arena, doc->sentence_n, out, err));
    *out_n = 0;
    CH_TRY(open_sides(corpus->arena, doc, other, sides, &sums, err));
    CH_TRY(list_roots(corpus->arena, &sides[1], err));
    for (uint32_t i = 0; i < doc->sentence_n; i++) {
        (void)best_counterpart(corpus, &sides[0], i, &sides[1], sums, &part);
        if (part < COUNTERPART && part_anywhere(corpus, &sides[0], i, &sides[1]) < TOLD_SOMEWHERE)
            (*out)[(*out_n)++] = doc->sentences[i];
    }
    return CH_OK;
}

static ch_status align_in(const ch__corpus *corpus, ch_arena *arena, const ch__doc *a,
                          const ch__doc *b, double *out_told, double *out_order, ch_error *err)
{
    side sides[2];
    double *sums, part;
    uint32_t told = 0, forward = 0, steps = 0, last = CH_NONE;
    if (a->sentence_n > b->sentence_n) {
        const ch__doc *longer = a;
        a = b;
        b = longer;
    }
    CH_TRY(open_sides(arena, a, b, sides, &sums, err));
    for (uint32_t i = 0; i < a->sentence_n; i++) {
        const uint32_t at = best_counterpart(corpus, &sides[0], i, &sides[1], sums, &part);
        if (at == CH_NONE || part < COUNTERPART) continue;
        told++;
        if (last != CH_NONE && at != last) steps++, forward += at > last;
        last = at;
    }
    *out_told = a->sentence_n ? (double)told / a->sentence_n : 0;
    *out_order = steps ? 2.0 * forward / steps - 1 : 0;
    return CH_OK;
}

ch_status ch__align(const ch__corpus *corpus, const ch__doc *a, const ch__doc *b, double *out_told,
                    double *out_order, ch_error *err)
{
    ch_arena scratch;
    ch_arena_init(&scratch, 0);
    const ch_status status = align_in(corpus, &scratch, a, b, out_told, out_order, err);
    ch_arena_deinit(&scratch);
    return status;
}
