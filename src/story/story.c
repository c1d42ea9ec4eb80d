/* The groups of a record, each with its origin first and the reason of each join. */
#include "story/corpus.h"

#include <stdlib.h>

typedef struct grouping {
    ch_record *record;
    ch__corpus corpus;
    ch_group_kind kind;
    ch__links links;
    uint32_t *group_of;
} grouping;

/* What qsort has no argument for. */
typedef struct place {
    uint32_t doc, origin_doc;
    int32_t day, origin_day; /* undated: last */
} place;

static int32_t order_of_day(const ch__doc *doc)
{
    return doc->day == INT32_MIN ? INT32_MAX : doc->day;
}

/* Docs are numbered by id, so ties of day are broken by id. */
static int compare_places(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->origin_day != y->origin_day) return x->origin_day < y->origin_day ? -1 : 1;
    if (x->origin_doc != y->origin_doc) return x->origin_doc < y->origin_doc ? -1 : 1;
    if ((x->doc == x->origin_doc) != (y->doc == y->origin_doc))
        return x->doc == x->origin_doc ? -1 : 1;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* Of reports of one day that one comes first with which the others have most in common. */
static bool is_earlier(const grouping *g, const double *ties, uint32_t a, uint32_t b)
{
    const int32_t x = order_of_day(&g->corpus.docs[a]), y = order_of_day(&g->corpus.docs[b]);
    if (x != y) return x < y;
    return ties[a] > ties[b] || (!(ties[a] < ties[b]) && a < b);
}

static ch_status sum_ties(const grouping *g, double **out, ch_error *err)
{
    CH_TRY(CH__NEW(g->corpus.arena, g->corpus.doc_n, out, err));
    for (uint32_t i = 0; i < g->links.n; i++) {
        const ch__kinship *kin = &g->links.items[i];
        if (!ch__is_family(kin)) continue;
        (*out)[kin->a] += kin->own_share + kin->anchors_of_all;
        (*out)[kin->b] += kin->own_share + kin->anchors_of_all;
    }
    return CH_OK;
}

/* Members of groups of two and more, in the order of the answer. */
static ch_status order_members(grouping *g, place **out, uint32_t *out_n, ch_error *err)
{
    const ch__doc *docs = g->corpus.docs;
    uint32_t *sizes, *origins, n = 0;
    double *ties;
    CH_TRY(sum_ties(g, &ties, err));
    CH_TRY(CH__NEW(g->corpus.arena, g->corpus.doc_n, &sizes, err));
    CH_TRY(CH__NEW(g->corpus.arena, g->corpus.doc_n, &origins, err));
    CH_TRY(CH__NEW(g->corpus.arena, g->corpus.doc_n, out, err));
    for (uint32_t i = 0; i < g->corpus.doc_n; i++) {
        const uint32_t group = g->group_of[i];
        if (!sizes[group]++ || is_earlier(g, ties, i, origins[group])) origins[group] = i;
    }
    for (uint32_t i = 0; i < g->corpus.doc_n; i++) {
        const uint32_t group = g->group_of[i], origin = origins[group];
        if (sizes[group] < 2) continue;
        (*out)[n++] = (place){i, origin, order_of_day(&docs[i]), order_of_day(&docs[origin])};
    }
    if (n) qsort(*out, n, sizeof **out, compare_places);
    *out_n = n;
    return CH_OK;
}

/* ---- families ---- */

static int compare_kin(const void *key, const void *item)
{
    const ch__pair *pair = key;
    const ch__kinship *kin = item;
    if (pair->a != kin->a) return pair->a < kin->a ? -1 : 1;
    return pair->b < kin->b ? -1 : pair->b > kin->b;
}

/* The comparison of the two, if it made them kin. */
static const ch__kinship *kin_of(const grouping *g, uint32_t a, uint32_t b)
{
    const ch__pair pair = {a < b ? a : b, a < b ? b : a};
    const ch__kinship *kin =
        g->links.n ? bsearch(&pair, g->links.items, g->links.n, sizeof *kin, compare_kin) : NULL;
    return kin && ch__is_family(kin) ? kin : NULL;
}

/* The earlier member it has most in common with; the origin, if that is kin. If none is, a later one:
 * it came in through that. */
static uint32_t choose_parent(const grouping *g, const place *members, uint32_t n, uint32_t at,
                              const ch__kinship **out_kin)
{
    uint32_t best = CH_NONE;
    *out_kin = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const ch__kinship *kin = i == at ? NULL : kin_of(g, members[at].doc, members[i].doc);
        if (!kin || (i > at && best != CH_NONE)) continue;
        if (!i) return *out_kin = kin, 0;
        if (*out_kin && kin->own_share <= (*out_kin)->own_share) continue;
        best = i;
        *out_kin = kin;
    }
    return best;
}

static ch_status fill_family(grouping *g, const place *members, uint32_t n, uint32_t at,
                             ch_group_member *out, ch_error *err)
{
    const ch__doc *docs = g->corpus.docs, *doc = &docs[members[at].doc];
    const ch__doc *origin = &docs[members[0].doc];
    const ch__kinship *kin;
    ch_span *spans;
    out->joined_to = choose_parent(g, members, n, at, &kin);
    if (kin)
        CH_TRY(ch__why_family(&g->corpus, g->record, doc, &docs[members[out->joined_to].doc], kin,
                              &out->why, err));
    CH_TRY(ch__without_counterpart(&g->corpus, doc, origin, &spans, &out->added_n, err));
    out->added = spans;
    CH_TRY(ch__without_counterpart(&g->corpus, origin, doc, &spans, &out->dropped_n, err));
    out->dropped = spans;
    return CH_OK;
}

/* ---- stories ---- */

static ch_status fill_story(grouping *g, const place *members, uint32_t n, uint32_t at,
                            ch_group_member *out, ch_error *err)
{
    const ch__doc *docs = g->corpus.docs, *doc = &docs[members[at].doc];
    double most = -1;
    for (uint32_t i = 0; i < n; i++) {
        const double like =
            i == at || (i > at && at) ? -1 : ch__cosine(&doc->whole, &docs[members[i].doc].whole);
        if (like > most) most = like, out->joined_to = i;
    }
    const uint32_t other = members[out->joined_to].doc;
    return ch__why_story(&g->corpus, doc, &docs[other], kin_of(g, members[at].doc, other) != NULL,
                         &out->why, err);
}

static ch_status visit_group(grouping *g, const place *members, uint32_t n, ch_group_visitor visit,
                             void *context, ch_error *err)
{
    ch_group_member *out;
    CH_TRY(CH__NEW(g->corpus.arena, n, &out, err));
    for (uint32_t i = 0; i < n; i++) {
        out[i] = (ch_group_member){
            .report = &g->corpus.docs[members[i].doc].about, .joined_to = CH_NONE, .why = {"", 0}};
        if (!i) continue;
        if (g->kind == CH_GROUP_FAMILIES)
            CH_TRY(fill_family(g, members, n, i, &out[i], err));
        else
            CH_TRY(fill_story(g, members, n, i, &out[i], err));
    }
    const ch_group group = {out, n};
    return visit(context, &group, err);
}

static ch_status run(grouping *g, ch_group_visitor visit, void *context, ch_error *err)
{
    place *members;
    uint32_t n;
    CH_TRY(ch__corpus_load(g->record, &g->corpus, err));
    CH_TRY(CH__NEW(g->corpus.arena, g->corpus.doc_n, &g->group_of, err));
    CH_TRY(ch__find_families(&g->corpus, &g->links, g->group_of, err));
    if (g->kind == CH_GROUP_STORIES)
        CH_TRY(ch__find_stories(&g->corpus, &g->links, g->group_of, err));
    CH_TRY(order_members(g, &members, &n, err));
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && members[end].origin_doc == members[i].origin_doc;) end++;
        CH_TRY(visit_group(g, members + i, end - i, visit, context, err));
    }
    return CH_OK;
}

ch_status ch_record_groups(ch_record *record, ch_group_kind kind, ch_group_visitor visit,
                           void *context, ch_error *err)
{
    ch_arena arena;
    ch_arena_init(&arena, 0);
    grouping g = {.record = record, .kind = kind, .corpus = {.arena = &arena}};
    const ch_status status = run(&g, visit, context, err);
    ch_arena_deinit(&arena);
    return status;
}
