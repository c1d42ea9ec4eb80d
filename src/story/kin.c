/* How much two reports share, and whether that makes them kin. */
#include "story/corpus.h"

/* Which of the words of `doc` stand in a shingle that `other` has too. */
static void mark_shared(const ch__doc *doc, const ch__doc *other, bool *is_shared)
{
    for (uint32_t i = 0; i + CH__SHINGLE <= doc->word_n; i++) {
        const uint64_t shingle = ch__shingle_at(doc, i, CH__SHINGLE);
        const uint32_t at = ch__find_shingle(doc, shingle);
        if (at == CH_NONE || doc->is_standing[at]) continue;
        if (ch__find_shingle(other, shingle) == CH_NONE) continue;
        for (uint32_t j = i; j < i + CH__SHINGLE; j++) is_shared[j] = true;
    }
}

typedef struct tally {
    uint32_t shared, own, own_shared, passage, own_passage;
} tally;

/* "Own" words stand outside quotation marks and standing text. */
static tally count(const ch__doc *doc, const bool *is_shared)
{
    tally t = {0};
    uint32_t run = 0, own_run = 0;
    for (uint32_t i = 0; i < doc->word_n; i++) {
        const ch__word *word = &doc->words[i];
        const bool is_own = !word->is_quoted;
        t.own += is_own && !word->is_standing;
        t.shared += is_shared[i];
        t.own_shared += is_shared[i] && is_own;
        run = is_shared[i] ? run + 1 : 0;
        own_run = is_shared[i] ? own_run + is_own : 0;
        if (run > t.passage) t.passage = run;
        if (own_run > t.own_passage) t.own_passage = own_run;
    }
    return t;
}

static uint32_t larger(uint32_t a, uint32_t b) { return a > b ? a : b; }

/* Likeness of what the two do not share. */
static ch_status compare_rests(const ch__corpus *corpus, const ch__doc *a, const ch__doc *b,
                               bool *shared_a, bool *shared_b, double *out, ch_error *err)
{
    const ch__weighting how = {.skip_standing = true, .title_times = 1, .capital_factor = 1};
    ch__vector rest_a, rest_b;
    CH_TRY(ch__weigh_words(corpus, a, shared_a, &how, UINT32_MAX, &rest_a, err));
    CH_TRY(ch__weigh_words(corpus, b, shared_b, &how, UINT32_MAX, &rest_b, err));
    *out = ch__cosine(&rest_a, &rest_b);
    return CH_OK;
}

static double weight_of_anchors(const ch__corpus *corpus, const ch__doc *doc)
{
    double sum = 0;
    for (uint32_t i = 0; i < doc->anchor_n; i++) sum += ch__rarity(corpus, doc->anchors[i]);
    return sum;
}

/* Weighed by rarity: that both name Washington says little. */
static void compare_anchors(const ch__corpus *corpus, const ch__doc *a, const ch__doc *b,
                            ch__kinship *out)
{
    double both = 0;
    for (uint32_t i = 0, j = 0; i < a->anchor_n && j < b->anchor_n;) {
        const uint32_t x = a->anchors[i], y = b->anchors[j];
        if (x == y) both += ch__rarity(corpus, x), out->anchors++;
        i += x <= y;
        j += y <= x;
    }
    const double of_a = weight_of_anchors(corpus, a), of_b = weight_of_anchors(corpus, b);
    const double least = of_a < of_b ? of_a : of_b, all = of_a + of_b - both;
    out->all_anchors = a->anchor_n + b->anchor_n - out->anchors;
    out->anchors_of_poorer = least > 0 ? both / least : 0;
    out->anchors_of_all = all > 0 ? both / all : 0;
}

static ch_status compare_in(ch__corpus *corpus, ch__pair pair, ch__kinship *out, ch_error *err)
{
    const ch__doc *a = &corpus->docs[pair.a], *b = &corpus->docs[pair.b];
    bool *shared_a, *shared_b;
    CH_TRY(CH__NEW(corpus->arena, a->word_n, &shared_a, err));
    CH_TRY(CH__NEW(corpus->arena, b->word_n, &shared_b, err));
    mark_shared(a, b, shared_a);
    mark_shared(b, a, shared_b);
    const tally in_a = count(a, shared_a), in_b = count(b, shared_b);
    const tally *shorter = a->word_n <= b->word_n ? &in_a : &in_b;
    *out = (ch__kinship){
        .a = pair.a,
        .b = pair.b,
        .shared = shorter->shared,
        .own_shared = shorter->own_shared,
        .own_share = shorter->own ? (double)shorter->own_shared / shorter->own : 0,
        .passage = larger(in_a.passage, in_b.passage),
        .own_passage = larger(in_a.own_passage, in_b.own_passage),
        .titles = ch__cosine(&a->head, &b->head),
        .wholes = ch__cosine(&a->whole, &b->whole),
        .days = ch__days_between(a, b),
        .is_same_publisher = ch__same_publisher(a, b),
    };
    compare_anchors(corpus, a, b, out);
    return compare_rests(corpus, a, b, shared_a, shared_b, &out->rests, err);
}

ch_status ch__compare(const ch__corpus *corpus, ch__pair pair, ch__kinship *out, ch_error *err)
{
    ch_arena scratch;
    ch__corpus view = *corpus; /* the same docs, with an arena of its own */
    ch_arena_init(&scratch, 0);
    view.arena = &scratch;
    const ch_status status = compare_in(&view, pair, out, err);
    ch_arena_deinit(&scratch);
    return status;
}

enum {
    SHARED_LEAST = 12,     /* own words: less is a name and its title */
    PASSAGE_LEAST = 8,     /* words in one run */
    PASSAGE_ENOUGH = 60,   /* one unbroken passage taken over */
    DAYS_OF_PUBLISHER = 3, /* later items of one publisher with the same sentences are a template */
};
static const double SHARE_ENOUGH = 0.22, WHOLES_LEAST = 0.25;

/* Two items of one publisher: what they share is set under both, if it comes in one block while
 * headlines and the rest tell of other things. */
static bool is_furniture(const ch__kinship *kin)
{
    const bool is_one_block = kin->passage >= 0.9 * kin->shared;
    return kin->own_share < (is_one_block ? 0.95 : 0.75) && kin->titles < 0.2 && kin->rests < 0.3 &&
           kin->passage >= 0.5 * kin->shared;
}

/* Who reports an event with eyes of his own has sources and figures of his own. Where two publishers
 * have nearly all names and figures in common, one text was rewritten. */
enum { ANCHORS_LEAST = 8 };
static const double ANCHORS_OF_POORER = 0.65, ANCHORS_OF_ALL = 0.5, REWRITE_WHOLES = 0.18;

bool ch__is_rewrite(const ch__kinship *kin)
{
    return !kin->is_same_publisher && kin->days <= DAYS_OF_PUBLISHER &&
           kin->anchors >= ANCHORS_LEAST && kin->wholes >= REWRITE_WHOLES &&
           kin->anchors_of_poorer >= ANCHORS_OF_POORER && kin->anchors_of_all >= ANCHORS_OF_ALL;
}

bool ch__is_family(const ch__kinship *kin)
{
    if (ch__is_rewrite(kin)) return true;
    if (kin->own_shared < SHARED_LEAST || kin->own_passage < PASSAGE_LEAST) return false;
    if (kin->wholes < WHOLES_LEAST) return false;
    if (kin->is_same_publisher && (kin->days > DAYS_OF_PUBLISHER || is_furniture(kin)))
        return false;
    return kin->own_share >= SHARE_ENOUGH || kin->own_passage >= PASSAGE_ENOUGH;
}
