#include "oracle.h"

/* Gold dependants of `word` that still wait in the buffer. */
static int32_t waiting(const gold_tree *gold, int32_t word, int32_t next)
{
    int32_t n = 0;
    for (int32_t i = gold->child_begin[word + 1]; i-- > gold->child_begin[word];) {
        if (gold->children[i] < next) break;
        n++;
    }
    return n;
}

static int32_t shift_cost(const ch__state *s, const gold_tree *gold, const uint8_t *is_stacked)
{
    const int32_t word = s->next, head = gold->head[word], top = s->stack[s->depth - 1];
    int32_t cost = head >= 0 && head < word && head != top && is_stacked[head];
    for (int32_t i = gold->child_begin[word]; i < gold->child_begin[word + 1]; i++) {
        if (gold->children[i] >= word) break;
        cost += is_stacked[gold->children[i]];
    }
    return cost;
}

costs oracle_costs(const ch__state *s, const gold_tree *gold, const uint8_t *is_stacked)
{
    costs c = {INT32_MAX, INT32_MAX, INT32_MAX};
    if (ch__can_shift(s)) c.shift = shift_cost(s, gold, is_stacked);
    if (s->depth < 2) return c;
    const int32_t top = s->stack[s->depth - 1], head = gold->head[top];
    const int32_t below = s->stack[s->depth - 2], lost = waiting(gold, top, s->next);
    if (ch__can_left(s))
        c.left =
            lost + (head != s->next && (head == below || head > s->next || head == CH__SLOT_ROOT));
    if (ch__can_right(s))
        c.right = lost + (head != below && (head >= s->next || head == CH__SLOT_ROOT));
    return c;
}
