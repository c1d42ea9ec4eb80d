/* src/language/parser.h - greedy arc-hybrid transitions over encoded words.
 *
 * Kuhlmann et al. 2011, dynamic oracle of Goldberg and Nivre 2013 in the trainer. The words of ten
 * places of the state (stack, buffer, their outer children) are projected once a word and summed at
 * each step, as Chen and Manning 2014. Trees are projective with one root.
 */
#ifndef CH_LANGUAGE_PARSER_H
#define CH_LANGUAGE_PARSER_H

#include "chancery/language.h"
#include "language/network.h"

enum {
    CH__SLOT_S0,
    CH__SLOT_S1,
    CH__SLOT_S2,
    CH__SLOT_B0,
    CH__SLOT_B1,
    CH__SLOT_S0_LEFT,
    CH__SLOT_S0_RIGHT,
    CH__SLOT_S1_LEFT,
    CH__SLOT_S1_RIGHT,
    CH__SLOT_B0_LEFT,
    CH__SLOT_N,
    CH__LABEL_SLOT_FIRST = CH__SLOT_S0_LEFT, /* the label of the word there is seen, too */
    CH__LABEL_SLOT_N = CH__SLOT_N - CH__LABEL_SLOT_FIRST,
    CH__DISTANCE_N = 8,
    CH__HIDDEN_MAX = 256,
    CH__LABEL_MAX = 64, /* relations a model may have */
    CH__ACTION_MAX = 160
};
#define CH__SLOT_EMPTY (-1)
#define CH__SLOT_ROOT  (-2)

typedef struct ch__parser_shape {
    uint32_t hidden;  /* a multiple of 16, at most CH__HIDDEN_MAX */
    uint32_t label_n; /* at most CH__LABEL_MAX */
    uint32_t tag_n, script_n;
} ch__parser_shape;

typedef struct ch__parser {
    ch__encoder encoder;
    ch__parser_shape shape;
    uint32_t tag_columns, script_columns, action_columns; /* rounded up */
    uint32_t root_label;
    const float *tag_weight, *tag_bias;       /* (width, tag_columns) */
    const float *script_weight, *script_bias; /* (width, script_columns) */
    const float *slot_weight;                 /* (width, CH__SLOT_N * 2 * hidden) */
    const float *hidden_bias;                 /* (2 * hidden,) */
    const float *slot_empty, *slot_root;      /* (CH__SLOT_N, 2 * hidden) */
    const float *label; /* (CH__LABEL_SLOT_N, label_n + 1, 2 * hidden), last: no word */
    const float
        *distance; /* (CH__DISTANCE_N, 2 * hidden) between the top of stack and the buffer */
    const float *action_weight, *action_bias; /* (hidden, action_columns) */
} ch__parser;

/* Floats after the encoder's; sets the rounded column counts. */
size_t ch__parser_float_n(ch__parser *parser);
void ch__parser_place(ch__parser *parser, const float *floats);

/* A state over words 0 .. n-1 of one sentence. Arrays are the caller's, n (stack: n + 1) long. */
typedef struct ch__state {
    int32_t n, next, depth;
    int32_t *stack;        /* stack[0] is CH__SLOT_ROOT */
    int32_t *head;         /* CH__SLOT_EMPTY until known, CH__SLOT_ROOT for the root */
    int32_t *left, *right; /* outermost children */
    uint8_t *label;
} ch__state;

void ch__state_begin(ch__state *state, int32_t n);
static inline bool ch__state_is_end(const ch__state *s) { return s->next == s->n && s->depth == 1; }
static inline bool ch__can_shift(const ch__state *s) { return s->next < s->n; }
static inline bool ch__can_left(const ch__state *s) { return s->depth > 1 && s->next < s->n; }
static inline bool ch__can_right(const ch__state *s)
{
    return s->depth > 2 || (s->depth == 2 && s->next == s->n); /* the root is attached last */
}
void ch__state_slots(const ch__state *state, int32_t slots[CH__SLOT_N]);
uint32_t ch__state_distance(const ch__state *state);
/* Action 0 shifts, 1 + l makes a left arc, 1 + label_n + l a right arc. */
void ch__state_apply(ch__state *state, uint32_t action, uint32_t label_n);

/* Scores of all actions; wide (2 * hidden) and hidden get the layer's values. `slots_of` is the
 * (n, CH__SLOT_N * 2 * hidden) matrix of projected words. */
void ch__parser_score(const ch__parser *parser, const ch__state *state, const float *slots_of,
                      float *wide, float *hidden, float *scores);
/* The best action the state allows. */
uint32_t ch__parser_best(const ch__parser *parser, const ch__state *state, const float *scores);

#endif
