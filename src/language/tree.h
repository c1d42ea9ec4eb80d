/* src/language/tree.h - walking a dependency tree. Token indices are those of ch_analysis.tokens. */
#ifndef CH_LANGUAGE_TREE_H
#define CH_LANGUAGE_TREE_H

#include "base/text.h"
#include "chancery/analysis.h"

/* Lift arguments off auxiliaries, then fill child and sibling of all tokens from their heads. Linear. */
void ch__tree_link(ch_token *tokens, uint32_t token_n);

/* for (uint32_t c = t->child; c != CH_NONE; c = tokens[c].sibling) */
#define CH__EACH_CHILD(tokens, of, c)                                                              \
    for (uint32_t c = (tokens)[of].child; c != CH_NONE; c = (tokens)[c].sibling)

/* First dependant of `of` with the relation, CH_NONE if none. */
uint32_t ch__tree_child(const ch_token *tokens, uint32_t of, ch_deprel deprel);

/* Leftmost and rightmost token of the subtree of `of` (inclusive); trees are projective enough for
 * this to be the phrase. */
void ch__tree_range(const ch_token *tokens, uint32_t of, uint32_t *out_first, uint32_t *out_last);

/* Does `token` lie in the subtree of `of` (itself included)? */
bool ch__tree_under(const ch_token *tokens, uint32_t token, uint32_t of);

/* The preposition of a nominal ("in" of "in Minsk"): its case child's lower form, fixed parts joined
 * by one blank are NOT joined; empty if none. */
ch_sv ch__tree_preposition(const ch_token *tokens, uint32_t of);

static inline bool ch__is_subject(uint8_t deprel)
{
    return deprel == CH_DEPREL_NSUBJ || deprel == CH_DEPREL_NSUBJ_PASS ||
           deprel == CH_DEPREL_NSUBJ_OUTER;
}

#endif
