#include "language/parser.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__linux__) &&       \
    !defined(__SANITIZE_ADDRESS__)
#define FAST __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FAST
#endif

size_t ch__parser_float_n(ch__parser *parser)
{
    const size_t width = parser->encoder.shape.width, wide = 2 * (size_t)parser->shape.hidden;
    parser->tag_columns = ch__column_round(parser->shape.tag_n);
    parser->script_columns = ch__column_round(parser->shape.script_n);
    parser->action_columns = ch__column_round(1 + 2 * parser->shape.label_n);
    return (width + 1) * parser->tag_columns + (width + 1) * parser->script_columns +
           width * CH__SLOT_N * wide + wide + 2 * CH__SLOT_N * wide +
           CH__LABEL_SLOT_N * (parser->shape.label_n + 1) * wide + CH__DISTANCE_N * wide +
           (parser->shape.hidden + 1) * (size_t)parser->action_columns;
}

void ch__parser_place(ch__parser *parser, const float *floats)
{
    const size_t width = parser->encoder.shape.width, wide = 2 * (size_t)parser->shape.hidden;
    parser->tag_weight = floats, floats += width * parser->tag_columns;
    parser->tag_bias = floats, floats += parser->tag_columns;
    parser->script_weight = floats, floats += width * parser->script_columns;
    parser->script_bias = floats, floats += parser->script_columns;
    parser->slot_weight = floats, floats += width * CH__SLOT_N * wide;
    parser->hidden_bias = floats, floats += wide;
    parser->slot_empty = floats, floats += CH__SLOT_N * wide;
    parser->slot_root = floats, floats += CH__SLOT_N * wide;
    parser->label = floats, floats += CH__LABEL_SLOT_N * (parser->shape.label_n + 1) * wide;
    parser->distance = floats, floats += CH__DISTANCE_N * wide;
    parser->action_weight = floats, floats += (size_t)parser->shape.hidden * parser->action_columns;
    parser->action_bias = floats;
}

void ch__state_begin(ch__state *state, int32_t n)
{
    state->n = n;
    state->next = 0;
    state->depth = 1;
    state->stack[0] = CH__SLOT_ROOT;
    for (int32_t i = 0; i < n; i++) {
        state->head[i] = state->left[i] = state->right[i] = CH__SLOT_EMPTY;
        state->label[i] = 0;
    }
}

void ch__state_slots(const ch__state *s, int32_t slots[CH__SLOT_N])
{
    const int32_t s0 = s->stack[s->depth - 1];
    const int32_t s1 = s->depth > 1 ? s->stack[s->depth - 2] : CH__SLOT_EMPTY;
    slots[CH__SLOT_S0] = s0;
    slots[CH__SLOT_S1] = s1;
    slots[CH__SLOT_S2] = s->depth > 2 ? s->stack[s->depth - 3] : CH__SLOT_EMPTY;
    slots[CH__SLOT_B0] = s->next < s->n ? s->next : CH__SLOT_EMPTY;
    slots[CH__SLOT_B1] = s->next + 1 < s->n ? s->next + 1 : CH__SLOT_EMPTY;
    slots[CH__SLOT_S0_LEFT] = s0 >= 0 ? s->left[s0] : CH__SLOT_EMPTY;
    slots[CH__SLOT_S0_RIGHT] = s0 >= 0 ? s->right[s0] : CH__SLOT_EMPTY;
    slots[CH__SLOT_S1_LEFT] = s1 >= 0 ? s->left[s1] : CH__SLOT_EMPTY;
    slots[CH__SLOT_S1_RIGHT] = s1 >= 0 ? s->right[s1] : CH__SLOT_EMPTY;
    slots[CH__SLOT_B0_LEFT] = s->next < s->n ? s->left[s->next] : CH__SLOT_EMPTY;
}

uint32_t ch__state_distance(const ch__state *s)
{
    const int32_t s0 = s->stack[s->depth - 1];
    if (s0 < 0 || s->next >= s->n) return 0;
    const int32_t distance = s->next - s0;
    return distance <= 4 ? (uint32_t)distance : distance <= 6 ? 5 : distance <= 10 ? 6 : 7;
}

static void attach(ch__state *s, int32_t child, int32_t head, uint32_t label)
{
    s->head[child] = head;
    s->label[child] = (uint8_t)label;
    if (head < 0) return;
    if (child < head)
        s->left[head] = child;
    else
        s->right[head] = child;
}

void ch__state_apply(ch__state *s, uint32_t action, uint32_t label_n)
{
    if (action == 0) {
        s->stack[s->depth++] = s->next++;
        return;
    }
    const int32_t child = s->stack[--s->depth];
    if (action <= label_n)
        attach(s, child, s->next, action - 1);
    else
        attach(s, child, s->stack[s->depth - 1], action - 1 - label_n);
}

static void add(float *to, const float *from, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) to[i] += from[i];
}

FAST static void score(const ch__parser *parser, const float *const *parts, uint32_t part_n,
                       float *wide, float *hidden, float *scores)
{
    const uint32_t h = parser->shape.hidden, columns = parser->action_columns;
    memcpy(wide, parser->hidden_bias, 2 * h * sizeof *wide);
    for (uint32_t p = 0; p < part_n; p++) add(wide, parts[p], 2 * h);
    for (uint32_t i = 0; i < h; i++) hidden[i] = wide[i] > wide[h + i] ? wide[i] : wide[h + i];
    memcpy(scores, parser->action_bias, columns * sizeof *scores);
    for (uint32_t k = 0; k < h; k++) {
        const float *weight = parser->action_weight + (size_t)k * columns, value = hidden[k];
        for (uint32_t a = 0; a < columns; a++) scores[a] += value * weight[a];
    }
}

void ch__parser_score(const ch__parser *parser, const ch__state *state, const float *slots_of,
                      float *wide, float *hidden, float *scores)
{
    const uint32_t w = 2 * parser->shape.hidden, label_n = parser->shape.label_n;
    int32_t slots[CH__SLOT_N];
    ch__state_slots(state, slots);
    const float *parts[CH__SLOT_N + CH__LABEL_SLOT_N + 1];
    uint32_t n = 0;
    for (uint32_t i = 0; i < CH__SLOT_N; i++)
        parts[n++] = slots[i] >= 0 ? slots_of + ((size_t)slots[i] * CH__SLOT_N + i) * w
                     : slots[i] == CH__SLOT_ROOT ? parser->slot_root + i * w
                                                 : parser->slot_empty + i * w;
    for (uint32_t i = 0; i < CH__LABEL_SLOT_N; i++) {
        const int32_t word = slots[CH__LABEL_SLOT_FIRST + i];
        const uint32_t label = word >= 0 ? state->label[word] : label_n;
        parts[n++] = parser->label + ((size_t)i * (label_n + 1) + label) * w;
    }
    parts[n++] = parser->distance + ch__state_distance(state) * w;
    score(parser, parts, n, wide, hidden, scores);
}

uint32_t ch__parser_best(const ch__parser *parser, const ch__state *s, const float *scores)
{
    const uint32_t label_n = parser->shape.label_n, root = parser->root_label;
    uint32_t best = UINT32_MAX;
    if (ch__can_shift(s)) best = 0;
    if (ch__can_left(s))
        for (uint32_t l = 0; l < label_n; l++)
            if (l != root && (best == UINT32_MAX || scores[1 + l] > scores[best])) best = 1 + l;
    if (ch__can_right(s)) {
        if (s->depth == 2) return 1 + label_n + root;
        for (uint32_t l = 0; l < label_n; l++) {
            const uint32_t action = 1 + label_n + l;
            if (l != root && (best == UINT32_MAX || scores[action] > scores[best])) best = action;
        }
    }
    return best;
}
