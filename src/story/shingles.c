/* Shingles of five words: which reports share some, and which stand in everything of a publisher. */
#include "story/corpus.h"

#include <stdlib.h>

typedef struct posting {
    uint64_t shingle;
    uint32_t doc, at; /* at: in the doc's shingles */
} posting;

/* Text that stands in at least so many unlike reports of a publisher belongs to none of them. */
enum { STANDING_N = 3 };
/* Shingles of more reports are phrases of the language; of as many, no sign of kinship. */
enum { POSTING_LIMIT = 64, PAIRING_LIMIT = 30 };
/* A pair is worth comparing when it shares so many. */
enum { SHARED_SHINGLES = 2, SHARED_ANCHORS = 4 };
static const double ALIKE = 0.55; /* two tellings of one matter */

uint64_t ch__shingle_at(const ch__doc *doc, uint32_t word, uint32_t width)
{
    uint64_t hash = width;
    for (uint32_t i = 0; i < width; i++) {
        hash = (hash ^ doc->words[word + i].id) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 31;
    }
    return hash;
}

static int compare_shingles(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static int compare_postings(const void *a, const void *b)
{
    const posting *x = a, *y = b;
    if (x->shingle != y->shingle) return x->shingle < y->shingle ? -1 : 1;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

uint32_t ch__find_shingle(const ch__doc *doc, uint64_t shingle)
{
    uint32_t low = 0, high = doc->shingle_n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (doc->shingles[middle] < shingle)
            low = middle + 1;
        else
            high = middle;
    }
    return low < doc->shingle_n && doc->shingles[low] == shingle ? low : CH_NONE;
}

static ch_status shingle_doc(ch__corpus *corpus, ch__doc *doc, ch_error *err)
{
    const uint32_t n = doc->word_n < CH__SHINGLE ? 0 : doc->word_n - CH__SHINGLE + 1;
    CH_TRY(CH__NEW(corpus->arena, n, &doc->shingles, err));
    for (uint32_t i = 0; i < n; i++) doc->shingles[i] = ch__shingle_at(doc, i, CH__SHINGLE);
    if (n) qsort(doc->shingles, n, sizeof *doc->shingles, compare_shingles);
    for (uint32_t i = 0; i < n; i++)
        if (!i || doc->shingles[i] != doc->shingles[i - 1])
            doc->shingles[doc->shingle_n++] = doc->shingles[i];
    return CH__NEW(corpus->arena, doc->shingle_n, &doc->is_standing, err);
}

static ch_status list_postings(ch__corpus *corpus, posting **out, size_t *out_n, ch_error *err)
{
    size_t n = 0;
    for (uint32_t i = 0; i < corpus->doc_n; i++) {
        CH_TRY(shingle_doc(corpus, &corpus->docs[i], err));
        n += corpus->docs[i].shingle_n;
    }
    CH_TRY(CH__NEW(corpus->arena, n, out, err));
    n = 0;
    for (uint32_t i = 0; i < corpus->doc_n; i++)
        for (uint32_t j = 0; j < corpus->docs[i].shingle_n; j++)
            (*out)[n++] = (posting){corpus->docs[i].shingles[j], i, j};
    if (n) qsort(*out, n, sizeof **out, compare_postings);
    *out_n = n;
    return CH_OK;
}

/* How many unlike reports of the publisher of item `first` hold it, up to STANDING_N. */
static uint32_t unlike_n(const ch__corpus *corpus, const posting *items, uint32_t n, uint32_t first,
                         bool is_host)
{
    const ch__doc *unlike[STANDING_N];
    uint32_t found = 0;
    const ch__doc *docs = corpus->docs;
    const uint32_t key = is_host ? docs[items[first].doc].host : docs[items[first].doc].source;
    if (!key) return 0;
    for (uint32_t i = first; i < n && found < STANDING_N; i++) {
        const ch__doc *doc = &docs[items[i].doc];
        if ((is_host ? doc->host : doc->source) != key) continue;
        bool is_alike = false;
        for (uint32_t k = 0; k < found && !is_alike; k++)
            is_alike = ch__cosine(&unlike[k]->whole, &doc->whole) >= ALIKE;
        if (!is_alike) unlike[found++] = doc;
    }
    return found;
}

static bool is_standing(const ch__corpus *corpus, const posting *items, uint32_t n)
{
    for (uint32_t first = 0; first + STANDING_N <= n; first++)
        if (unlike_n(corpus, items, n, first, false) >= STANDING_N ||
            unlike_n(corpus, items, n, first, true) >= STANDING_N)
            return true;
    return false;
}

/* The same reports hold the neighbouring shingles too: remember the verdict. */
static ch_status judge_standing(ch__corpus *corpus, const posting *items, uint32_t n,
                                ch__table *known, bool *out, ch_error *err)
{
    uint64_t hash = n;
    uint32_t *verdict;
    if (n < STANDING_N) return *out = false, CH_OK;
    for (uint32_t i = 0; i < n; i++)
        hash = ((hash ^ items[i].doc) * 0x9e3779b97f4a7c15u) ^ (hash >> 29);
    CH_TRY(ch__table_put(known, hash, &verdict, corpus->arena, err));
    if (!*verdict) *verdict = is_standing(corpus, items, n) ? 2 : 1;
    *out = *verdict == 2;
    return CH_OK;
}

static ch_status count_pairs(ch__corpus *corpus, const posting *items, uint32_t n,
                             ch__table *counts, ch_error *err)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = i + 1; j < n; j++) {
            uint32_t *count;
            CH_TRY(ch__table_put(counts, (uint64_t)items[i].doc << 32 | items[j].doc, &count,
                                 corpus->arena, err));
            ++*count;
        }
    return CH_OK;
}

static int compare_pairs(const void *a, const void *b)
{
    const ch__pair *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static ch_status list_pairs(ch__corpus *corpus, const ch__table *counts, uint32_t least,
                            ch__pair **out, uint32_t *out_n, ch_error *err)
{
    uint32_t n = 0;
    CH_TRY(CH__NEW(corpus->arena, counts->n, out, err));
    for (uint32_t i = 0; i < counts->capacity; i++)
        if (counts->keys[i] && counts->values[i] >= least)
            (*out)[n++] = (ch__pair){(uint32_t)(counts->keys[i] >> 32), (uint32_t)counts->keys[i]};
    if (n) qsort(*out, n, sizeof **out, compare_pairs);
    *out_n = n;
    return CH_OK;
}

static void spread_standing(ch__doc *doc)
{
    for (uint32_t i = 0; i + CH__SHINGLE <= doc->word_n; i++) {
        const uint32_t at = ch__find_shingle(doc, ch__shingle_at(doc, i, CH__SHINGLE));
        if (at == CH_NONE || !doc->is_standing[at]) continue;
        for (uint32_t j = i; j < i + CH__SHINGLE; j++) doc->words[j].is_standing = true;
    }
}

ch_status ch__mark_standing(ch__corpus *corpus, ch__pair **out_pairs, uint32_t *out_n,
                            ch_error *err)
{
    posting *items;
    size_t n;
    ch__table known = {.n = 0}, counts = {.n = 0};
    CH_TRY(list_postings(corpus, &items, &n, err));
    for (size_t i = 0, end; i < n; i = end) {
        bool is_out = false;
        for (end = i; end < n && items[end].shingle == items[i].shingle;) end++;
        const uint32_t run = end - i < POSTING_LIMIT ? (uint32_t)(end - i) : POSTING_LIMIT;
        CH_TRY(judge_standing(corpus, items + i, run, &known, &is_out, err));
        for (size_t k = i; k < end && is_out; k++)
            corpus->docs[items[k].doc].is_standing[items[k].at] = true;
        if (!is_out && end - i <= PAIRING_LIMIT)
            CH_TRY(count_pairs(corpus, items + i, run, &counts, err));
    }
    for (uint32_t i = 0; i < corpus->doc_n; i++) spread_standing(&corpus->docs[i]);
    return list_pairs(corpus, &counts, SHARED_SHINGLES, out_pairs, out_n, err);
}

/* ---- rewrites share no shingles, but rare names ---- */

static ch_status list_anchor_postings(ch__corpus *corpus, posting **out, size_t *out_n,
                                      ch_error *err)
{
    size_t n = 0;
    for (uint32_t i = 0; i < corpus->doc_n; i++) n += corpus->docs[i].anchor_n;
    CH_TRY(CH__NEW(corpus->arena, n, out, err));
    n = 0;
    for (uint32_t i = 0; i < corpus->doc_n; i++)
        for (uint32_t j = 0; j < corpus->docs[i].anchor_n; j++)
            (*out)[n++] = (posting){corpus->docs[i].anchors[j], i, j};
    if (n) qsort(*out, n, sizeof **out, compare_postings);
    *out_n = n;
    return CH_OK;
}

ch_status ch__add_anchored(ch__corpus *corpus, ch__pair **pairs, uint32_t *n, ch_error *err)
{
    posting *items;
    size_t item_n;
    ch__table counts = {.n = 0};
    uint32_t *count;
    CH_TRY(list_anchor_postings(corpus, &items, &item_n, err));
    for (size_t i = 0, end; i < item_n; i = end) {
        for (end = i; end < item_n && items[end].shingle == items[i].shingle;) end++;
        if (end - i > 1 && end - i <= PAIRING_LIMIT)
            CH_TRY(count_pairs(corpus, items + i, (uint32_t)(end - i), &counts, err));
    }
    for (uint32_t i = 0; i < *n; i++) { /* those that are known go in once */
        CH_TRY(ch__table_put(&counts, (uint64_t)(*pairs)[i].a << 32 | (*pairs)[i].b, &count,
                             corpus->arena, err));
        *count += SHARED_ANCHORS;
    }
    return list_pairs(corpus, &counts, SHARED_ANCHORS, pairs, n, err);
}
