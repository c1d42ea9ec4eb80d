/* Stories: reports that tell of the same deeds. Likeness of words and names, within a window of days;
 * average link, so that a chain of next steps does not make one story. */
#include "story/corpus.h"

#include <stdlib.h>

enum {
    DAYS_NEAR = 1, /* published so near: the usual likeness will do */
    DAYS_FAR = 3,  /* farther apart: never one story unless a family */
    WORDS_LEAST = 5,
    BLOCK_LIMIT = 4096, /* reports in one square of likenesses: 64 MiB */
};
static const double LEAD_PART = 0.3, LIKE_ENOUGH = 0.22, LIKE_FAR = 0.35, LIKE_LEAST = 0.05;
static const double FAMILY_LIKENESS = 0.5, FURNISHED_PART = 0.8;
static const ch__weighting NAMES_COUNT = {
    .skip_standing = true, .title_times = 2, .capital_factor = 1.3f};

typedef struct edge {
    uint32_t a, b;
    float like;
} edge;

typedef struct graph {
    const ch__corpus *corpus;
    ch__table kin_of; /* (a, b) -> link + 1 */
    const ch__links *links;
    edge *edges;
    uint32_t n, capacity;
} graph;

static uint64_t pair_key(uint32_t a, uint32_t b) { return (uint64_t)a << 32 | b; }

static double likeness(const graph *g, uint32_t a, uint32_t b)
{
    const ch__doc *x = &g->corpus->docs[a], *y = &g->corpus->docs[b];
    const uint32_t *link = ch__table_find(&g->kin_of, pair_key(a, b));
    const ch__kinship *kin = link && *link ? &g->links->items[*link - 1] : NULL;
    const int32_t days = ch__days_between(x, y);
    if (days > DAYS_FAR) return 0;
    if (x->word_n + x->title_n < WORDS_LEAST || y->word_n + y->title_n < WORDS_LEAST) return 0;
    const bool is_family = kin && ch__is_family(kin);
    double like = (1 - LEAD_PART) * ch__cosine(&x->whole, &y->whole) +
                  LEAD_PART * ch__cosine(&x->lead, &y->lead);
    if (kin && !is_family && kin->is_same_publisher && kin->shared >= 20)
        like = FURNISHED_PART * kin->rests; /* what they share is the publisher's furniture */
    if (is_family) return like > FAMILY_LIKENESS ? like : FAMILY_LIKENESS;
    return days > DAYS_NEAR && like < LIKE_FAR ? 0 : like;
}

/* ---- who may be like whom: an index of the terms that are not everywhere ---- */

typedef struct index {
    uint32_t *starts, *docs; /* docs of term t: docs[starts[t] .. starts[t + 1]) */
    float *weights;
} index;

static bool is_telling(const ch__corpus *corpus, uint32_t term)
{
    const uint32_t most = corpus->doc_n / 10 > 50 ? corpus->doc_n / 10 : 50;
    return corpus->frequency[term] > 1 && corpus->frequency[term] <= most;
}

static ch_status make_index(const ch__corpus *corpus, index *out, ch_error *err)
{
    size_t n = 0;
    CH_TRY(CH__NEW(corpus->arena, (size_t)corpus->word_n + 2, &out->starts, err));
    for (uint32_t i = 0; i < corpus->doc_n; i++)
        for (uint32_t k = 0; k < corpus->docs[i].whole.n; k++)
            if (is_telling(corpus, corpus->docs[i].whole.terms[k]))
                out->starts[corpus->docs[i].whole.terms[k] + 1]++, n++;
    for (uint32_t t = 1; t <= corpus->word_n + 1; t++) out->starts[t] += out->starts[t - 1];
    CH_TRY(CH__NEW(corpus->arena, n, &out->docs, err));
    CH_TRY(CH__NEW(corpus->arena, n, &out->weights, err));
    uint32_t *at;
    CH_TRY(CH__NEW(corpus->arena, (size_t)corpus->word_n + 2, &at, err));
    memcpy(at, out->starts, ((size_t)corpus->word_n + 2) * sizeof *at);
    for (uint32_t i = 0; i < corpus->doc_n; i++) {
        const ch__vector *v = &corpus->docs[i].whole;
        for (uint32_t k = 0; k < v->n; k++) {
            if (!is_telling(corpus, v->terms[k])) continue;
            out->docs[at[v->terms[k]]] = i;
            out->weights[at[v->terms[k]]++] = v->weights[k];
        }
    }
    return CH_OK;
}

static ch_status add_edges_of(graph *g, const index *terms, uint32_t doc, double *sums,
                              ch_error *err)
{
    const ch__vector *v = &g->corpus->docs[doc].whole;
    for (uint32_t k = 0; k < v->n; k++)
        if (is_telling(g->corpus, v->terms[k]))
            for (uint32_t p = terms->starts[v->terms[k]];
                 p < terms->starts[v->terms[k] + 1] && terms->docs[p] < doc; p++)
                sums[terms->docs[p]] += (double)v->weights[k] * (double)terms->weights[p];
    for (uint32_t other = 0; other < doc; other++) {
        const bool may_be =
            sums[other] >= LIKE_LEAST / 2 || ch__table_find(&g->kin_of, pair_key(other, doc));
        sums[other] = 0;
        const double like = may_be ? likeness(g, other, doc) : 0;
        if (like < LIKE_LEAST) continue;
        CH_TRY(CH__PUSH(g->corpus->arena, &g->edges, &g->n, &g->capacity, err));
        g->edges[g->n - 1] = (edge){other, doc, (float)like};
    }
    return CH_OK;
}

/* ---- average link within a connected block ---- */

typedef struct block {
    uint32_t n;
    uint32_t *docs; /* members */
    float *like;    /* n * n: sums of likeness between clusters */
    uint32_t *size; /* of the cluster at each place; 0: merged away */
    uint32_t *chain;
} block;

static double average(const block *b, uint32_t i, uint32_t j)
{
    return (double)b->like[(size_t)i * b->n + j] / ((double)b->size[i] * b->size[j]);
}

static uint32_t nearest(const block *b, uint32_t i, uint32_t before)
{
    uint32_t best = before;
    double most = before == CH_NONE ? -1 : average(b, i, before);
    for (uint32_t j = 0; j < b->n; j++)
        if (j != i && b->size[j] && average(b, i, j) > most) most = average(b, i, best = j);
    return best;
}

static uint32_t root_of(uint32_t *group_of, uint32_t i)
{
    while (group_of[i] != i) i = group_of[i] = group_of[group_of[i]];
    return i;
}

static void join(uint32_t *group_of, uint32_t a, uint32_t b)
{
    a = root_of(group_of, a);
    b = root_of(group_of, b);
    if (a < b)
        group_of[b] = a;
    else
        group_of[a] = b;
}

static void merge(block *b, uint32_t into, uint32_t from)
{
    for (uint32_t k = 0; k < b->n; k++) {
        b->like[(size_t)into * b->n + k] += b->like[(size_t)from * b->n + k];
        b->like[(size_t)k * b->n + into] = b->like[(size_t)into * b->n + k];
    }
    b->size[into] += b->size[from];
    b->size[from] = 0;
}

/* Chains of nearest neighbours (Murtagh 1983): n^2 steps, the same tree as always taking the
 * nearest two; cutting it at LIKE_ENOUGH is leaving out the merges below. */
static void link_block(block *b, uint32_t *group_of)
{
    uint32_t chain_n = 0;
    for (uint32_t left = b->n, first = 0; left > 1;) {
        while (!chain_n) {
            if (b->size[first])
                b->chain[chain_n++] = first;
            else
                first++;
        }
        const uint32_t top = b->chain[chain_n - 1];
        const uint32_t before = chain_n > 1 ? b->chain[chain_n - 2] : CH_NONE;
        const uint32_t next = nearest(b, top, before);
        if (next != before) {
            b->chain[chain_n++] = next;
            continue;
        }
        const double like = average(b, top, next);
        chain_n -= 2;
        left--;
        if (like >= LIKE_ENOUGH) join(group_of, b->docs[top], b->docs[next]);
        merge(b, top < next ? top : next, top < next ? next : top);
    }
}

static ch_status link_docs(const graph *g, uint32_t *docs, uint32_t n, uint32_t *place,
                           const uint32_t *edges, uint32_t edge_n, uint32_t *group_of,
                           ch_error *err)
{
    ch_arena scratch;
    block b = {.n = n, .docs = docs};
    ch_arena_init(&scratch, 0);
    ch_status status = CH__NEW(&scratch, (size_t)n * n, &b.like, err);
    if (status == CH_OK) status = CH__NEW(&scratch, n, &b.size, err);
    if (status == CH_OK) status = CH__NEW(&scratch, (size_t)n + 1, &b.chain, err);
    for (uint32_t i = 0; i < n && status == CH_OK; i++) place[docs[i]] = i, b.size[i] = 1;
    for (uint32_t k = 0; k < edge_n && status == CH_OK; k++) {
        const edge *e = &g->edges[edges[k]];
        const uint32_t i = place[e->a], j = place[e->b];
        b.like[(size_t)i * n + j] = b.like[(size_t)j * n + i] = e->like;
    }
    if (status == CH_OK) link_block(&b, group_of);
    ch_arena_deinit(&scratch);
    return status;
}

/* Blocks: docs connected by edges that could carry a merge. `block_of` gets the least member. */
static void find_blocks(const graph *g, double least, uint32_t *block_of)
{
    for (uint32_t i = 0; i < g->corpus->doc_n; i++) block_of[i] = i;
    for (uint32_t k = 0; k < g->n; k++)
        if ((double)g->edges[k].like >= least) join(block_of, g->edges[k].a, g->edges[k].b);
    for (uint32_t i = 0; i < g->corpus->doc_n; i++) block_of[i] = root_of(block_of, i);
}

static uint32_t largest_block(const uint32_t *block_of, uint32_t n, uint32_t *counts)
{
    uint32_t most = 0;
    memset(counts, 0, n * sizeof *counts);
    for (uint32_t i = 0; i < n; i++)
        if (++counts[block_of[i]] > most) most = counts[block_of[i]];
    return most;
}

static ch_status link_all(const graph *g, uint32_t *group_of, ch_error *err)
{
    const uint32_t n = g->corpus->doc_n;
    uint32_t *block_of, *counts, *docs, *place, *edges, *ends, *edge_counts;
    CH_TRY(CH__NEW(g->corpus->arena, n, &block_of, err));
    CH_TRY(CH__NEW(g->corpus->arena, n, &counts, err));
    CH_TRY(CH__NEW(g->corpus->arena, n, &docs, err));
    CH_TRY(CH__NEW(g->corpus->arena, n, &place, err));
    CH_TRY(CH__NEW(g->corpus->arena, n, &ends, err));
    CH_TRY(CH__NEW(g->corpus->arena, n, &edge_counts, err));
    CH_TRY(CH__NEW(g->corpus->arena, g->n, &edges, err));
    double least = LIKE_ENOUGH;
    do {
        find_blocks(g, least, block_of);
        least += 0.02;
    } while (largest_block(block_of, n, counts) > BLOCK_LIMIT && least < 1);
    /* members and inner edges of each block, side by side */
    uint32_t *starts, *edge_starts;
    CH_TRY(CH__NEW(g->corpus->arena, (size_t)n + 1, &starts, err));
    CH_TRY(CH__NEW(g->corpus->arena, (size_t)n + 1, &edge_starts, err));
    for (uint32_t k = 0; k < g->n; k++)
        if (block_of[g->edges[k].a] == block_of[g->edges[k].b])
            edge_counts[block_of[g->edges[k].a]]++;
    for (uint32_t i = 0; i < n; i++) {
        starts[i + 1] = starts[i] + counts[i];
        edge_starts[i + 1] = edge_starts[i] + edge_counts[i];
        ends[i] = starts[i];
        place[i] = edge_starts[i];
    }
    for (uint32_t i = 0; i < n; i++) docs[ends[block_of[i]]++] = i;
    for (uint32_t k = 0; k < g->n; k++)
        if (block_of[g->edges[k].a] == block_of[g->edges[k].b])
            edges[place[block_of[g->edges[k].a]]++] = k;
    for (uint32_t i = 0; i < n; i++)
        if (counts[i] > 1)
            CH_TRY(link_docs(g, docs + starts[i], counts[i], place, edges + edge_starts[i],
                             edge_counts[i], group_of, err));
    return CH_OK;
}

ch_status ch__find_stories(ch__corpus *corpus, const ch__links *links, uint32_t *group_of,
                           ch_error *err)
{
    graph g = {.corpus = corpus, .links = links};
    index terms;
    double *sums;
    CH_TRY(ch__weigh_all(corpus, &NAMES_COUNT, err));
    for (uint32_t i = 0; i < links->n; i++) {
        uint32_t *link;
        CH_TRY(ch__table_put(&g.kin_of, pair_key(links->items[i].a, links->items[i].b), &link,
                             corpus->arena, err));
        *link = i + 1;
    }
    CH_TRY(make_index(corpus, &terms, err));
    CH_TRY(CH__NEW(corpus->arena, corpus->doc_n, &sums, err));
    for (uint32_t i = 0; i < corpus->doc_n; i++) CH_TRY(add_edges_of(&g, &terms, i, sums, err));
    for (uint32_t i = 0; i < corpus->doc_n; i++) group_of[i] = i;
    CH_TRY(link_all(&g, group_of, err));
    for (uint32_t i = 0; i < corpus->doc_n; i++) group_of[i] = root_of(group_of, i);
    return CH_OK;
}
