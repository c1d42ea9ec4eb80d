#include "language/tree.h"

static bool is_bare(uint8_t deprel)
{
    return deprel == CH_DEPREL_AUX || deprel == CH_DEPREL_AUX_PASS || deprel == CH_DEPREL_COP;
}

/* UD auxiliaries have no arguments: one that hangs on "has" belongs to the verb "has" helps. Moving a
 * word to its grandparent cannot make a cycle. */
static void raise_from_auxiliaries(ch_token *tokens, uint32_t token_n)
{
    for (uint32_t i = 0; i < token_n; i++) {
        const uint8_t rel = tokens[i].deprel;
        if (rel != CH_DEPREL_NSUBJ && rel != CH_DEPREL_NSUBJ_PASS && rel != CH_DEPREL_OBJ &&
            rel != CH_DEPREL_OBL && rel != CH_DEPREL_ADVCL && rel != CH_DEPREL_ADVMOD)
            continue;
        const uint32_t head = tokens[i].head;
        if (head != CH_NONE && is_bare(tokens[head].deprel) && tokens[head].head != CH_NONE)
            tokens[i].head = tokens[head].head;
    }
}

void ch__tree_link(ch_token *tokens, uint32_t token_n)
{
    raise_from_auxiliaries(tokens, token_n);
    for (uint32_t i = 0; i < token_n; i++) tokens[i].child = tokens[i].sibling = CH_NONE;
    for (uint32_t i = token_n; i-- > 0;) { /* backwards: lists come out in text order */
        const uint32_t head = tokens[i].head;
        if (head == CH_NONE) continue;
        tokens[i].sibling = tokens[head].child;
        tokens[head].child = i;
    }
}

uint32_t ch__tree_child(const ch_token *tokens, uint32_t of, ch_deprel deprel)
{
    CH__EACH_CHILD(tokens, of, c)
    if (tokens[c].deprel == deprel) return c;
    return CH_NONE;
}

void ch__tree_range(const ch_token *tokens, uint32_t of, uint32_t *out_first, uint32_t *out_last)
{
    uint32_t first = of, last = of;
    for (uint32_t at = of; tokens[at].child != CH_NONE;) { /* down the left edge */
        at = tokens[at].child;
        if (at >= first) break;
        first = at;
    }
    for (uint32_t at = of;;) { /* down the right edge */
        uint32_t rightmost = CH_NONE;
        CH__EACH_CHILD(tokens, at, c) rightmost = c;
        if (rightmost == CH_NONE || rightmost <= last) break;
        last = at = rightmost;
    }
    *out_first = first;
    *out_last = last;
}

bool ch__tree_under(const ch_token *tokens, uint32_t token, uint32_t of)
{
    for (uint32_t at = token; at != CH_NONE; at = tokens[at].head)
        if (at == of) return true;
    return false;
}

ch_sv ch__tree_preposition(const ch_token *tokens, uint32_t of)
{
    const uint32_t c = ch__tree_child(tokens, of, CH_DEPREL_CASE);
    return c == CH_NONE ? (ch_sv){NULL, 0} : tokens[c].lower;
}
