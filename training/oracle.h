/* training/oracle.h - what each transition would cost: gold arcs it puts out of reach. */
#ifndef CH_TRAINING_ORACLE_H
#define CH_TRAINING_ORACLE_H

#include "language/parser.h"

/* Gold tree of one sentence; heads are 0-based words, CH__SLOT_ROOT for the root. */
typedef struct gold_tree {
    const int32_t *head;
    const uint8_t *label;
    const int32_t
        *child_begin; /* (n + 1,) children of word i: children[child_begin[i] ..], ascending */
    const int32_t *children;
} gold_tree;

typedef struct costs {
    int32_t shift, left, right; /* INT32_MAX: not allowed */
} costs;

/* Goldberg and Nivre 2013 for arc-hybrid. is_stacked[i]: word i is on the stack. */
costs oracle_costs(const ch__state *state, const gold_tree *gold, const uint8_t *is_stacked);

#endif
