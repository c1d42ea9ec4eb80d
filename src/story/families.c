/* Families: reports joined by what they share. */
#include "story/corpus.h"

static uint32_t root_of(uint32_t *group_of, uint32_t i)
{
    while (group_of[i] != i) i = group_of[i] = group_of[group_of[i]];
    return i;
}

/* The least member stands for the group, so the order of joining does not matter. */
static void join(uint32_t *group_of, uint32_t a, uint32_t b)
{
    a = root_of(group_of, a);
    b = root_of(group_of, b);
    if (a < b)
        group_of[b] = a;
    else
        group_of[a] = b;
}

ch_status ch__find_families(ch__corpus *corpus, ch__links *out_links, uint32_t *group_of,
                            ch_error *err)
{
    const ch__weighting plain = {.title_times = 1, .capital_factor = 1};
    ch__pair *pairs;
    uint32_t pair_n;
    CH_TRY(ch__weigh_all(corpus, &plain, err));
    CH_TRY(ch__mark_standing(corpus, &pairs, &pair_n, err));
    CH_TRY(ch__add_anchored(corpus, &pairs, &pair_n, err));
    CH_TRY(CH__NEW(corpus->arena, pair_n, &out_links->items, err));
    for (uint32_t i = 0; i < corpus->doc_n; i++) group_of[i] = i;
    for (uint32_t i = 0; i < pair_n; i++) {
        ch__kinship *kin = &out_links->items[out_links->n++];
        CH_TRY(ch__compare(corpus, pairs[i], kin, err));
        if (ch__is_family(kin)) join(group_of, kin->a, kin->b);
    }
    for (uint32_t i = 0; i < corpus->doc_n; i++) group_of[i] = root_of(group_of, i);
    return CH_OK;
}
