/* Words -> tags, lemmas and heads. */
#include "language/language.h"

#include "language/model.h"
#include "language/tree.h"

enum { BATCH_ROWS = 200 }; /* fits the second-level cache; longer sentences go alone */

typedef struct work {
    ch__batch batch;
    ch__features *features; /* (row_max,) */
    uint32_t *token_of_row; /* (row_max,) */
    float *slots;           /* (row_max, CH__SLOT_N * 2 * hidden) */
    float *scores;          /* (row_max, columns of the widest head) */
    ch__state state;
} work;

static uint32_t longest_sentence(const ch_analysis *a)
{
    uint32_t longest = 0;
    for (uint32_t s = 0; s < a->sentence_n; s++) {
        const uint32_t n = a->sentences[s].token_end - a->sentences[s].token_begin;
        if (n > longest) longest = n;
    }
    return longest;
}

static ch_status make_state(ch_arena *arena, uint32_t n, ch__state *state, ch_error *err)
{
    void *memory;
    CH_TRY(ch_arena_alloc(arena, 4 * ((size_t)n + 1), sizeof(int32_t), &memory, err));
    state->stack = memory;
    state->head = state->stack + n + 1;
    state->left = state->head + n + 1;
    state->right = state->left + n + 1;
    CH_TRY(ch_arena_alloc(arena, n, 1, &memory, err));
    state->label = memory;
    return CH_OK;
}

static ch_status make_work(const ch__language *l, ch_analysis *a, work *w, ch_error *err)
{
    const ch__parser *parser = &l->parser;
    const uint32_t longest = longest_sentence(a);
    const uint32_t rows = ch__row_round((longest > BATCH_ROWS ? longest : BATCH_ROWS) + 2);
    void *memory;
    CH_TRY(ch__batch_new(&a->arena, parser->encoder.shape.width, rows, &w->batch, err));
    CH_TRY(ch_arena_alloc(&a->arena, rows, sizeof *w->features, &memory, err));
    w->features = memory;
    CH_TRY(ch_arena_alloc(&a->arena, rows, sizeof *w->token_of_row, &memory, err));
    w->token_of_row = memory;
    const size_t slot_columns = (size_t)CH__SLOT_N * 2 * parser->shape.hidden;
    CH_TRY(ch_arena_alloc(&a->arena, rows * slot_columns, sizeof(float), &memory, err));
    w->slots = memory;
    const uint32_t columns =
        parser->tag_columns > parser->script_columns ? parser->tag_columns : parser->script_columns;
    CH_TRY(ch_arena_alloc(&a->arena, (size_t)rows * columns, sizeof(float), &memory, err));
    w->scores = memory;
    return make_state(&a->arena, longest, &w->state, err);
}

static void fill(const ch_analysis *a, uint32_t begin, uint32_t end, work *w)
{
    uint32_t row = 0;
    w->batch.features[row++] = NULL;
    for (uint32_t s = begin; s < end; s++) {
        for (uint32_t t = a->sentences[s].token_begin; t < a->sentences[s].token_end; t++, row++) {
            const ch_token *token = &a->tokens[t];
            ch__features_of(token->form, token->lower, t == 0 || token[-1].is_space_after,
                            token->is_space_after, &w->features[row]);
            w->batch.features[row] = &w->features[row];
            w->token_of_row[row] = t;
        }
        w->batch.features[row++] = NULL;
    }
    w->batch.row_n = row;
}

static ch_status tag(const ch__language *l, ch_analysis *a, work *w, ch_error *err)
{
    const ch__parser *parser = &l->parser;
    const uint32_t width = parser->encoder.shape.width, rows = ch__row_round(w->batch.row_n);
    const float *x = w->batch.x + width;
    ch__matrix_multiply(rows, parser->tag_columns, width, x, width, parser->tag_weight,
                        parser->tag_columns, parser->tag_bias, w->scores, parser->tag_columns);
    for (uint32_t row = 0; row < w->batch.row_n; row++) {
        if (!w->batch.features[row]) continue;
        const float *scores = w->scores + (size_t)row * parser->tag_columns;
        const ch__tag *best = &l->tags[ch__argmax(scores, parser->shape.tag_n)];
        ch_token *token = &a->tokens[w->token_of_row[row]];
        token->upos = best->upos;
        token->xpos = best->xpos;
        token->feats = best->feats;
    }
    ch__matrix_multiply(rows, parser->script_columns, width, x, width, parser->script_weight,
                        parser->script_columns, parser->script_bias, w->scores,
                        parser->script_columns);
    for (uint32_t row = 0; row < w->batch.row_n; row++) {
        if (!w->batch.features[row]) continue;
        const float *scores = w->scores + (size_t)row * parser->script_columns;
        ch_token *token = &a->tokens[w->token_of_row[row]];
        CH_TRY(ch__script_apply(&l->scripts[ch__argmax(scores, parser->shape.script_n)],
                                token->form, token->lower, &a->arena, &token->lemma, err));
    }
    return CH_OK;
}

static void parse_sentence(const ch__language *l, ch_analysis *a, const ch_sentence *sentence,
                           const float *slots, ch__state *state)
{
    float wide[2 * CH__HIDDEN_MAX], hidden[CH__HIDDEN_MAX], scores[CH__ACTION_MAX];
    ch__state_begin(state, (int32_t)(sentence->token_end - sentence->token_begin));
    while (!ch__state_is_end(state)) {
        ch__parser_score(&l->parser, state, slots, wide, hidden, scores);
        ch__state_apply(state, ch__parser_best(&l->parser, state, scores), l->parser.shape.label_n);
    }
    for (int32_t i = 0; i < state->n; i++) {
        ch_token *token = &a->tokens[sentence->token_begin + (uint32_t)i];
        const int32_t head = state->head[i];
        token->head = head < 0 ? CH_NONE : sentence->token_begin + (uint32_t)head;
        token->deprel = head < 0 ? CH_DEPREL_ROOT : l->deprels[state->label[i]];
    }
}

static void parse(const ch__language *l, ch_analysis *a, uint32_t begin, uint32_t end, work *w)
{
    const ch__parser *parser = &l->parser;
    const uint32_t width = parser->encoder.shape.width;
    const uint32_t columns = CH__SLOT_N * 2 * parser->shape.hidden;
    memset(w->slots, 0, (size_t)ch__row_round(w->batch.row_n) * columns * sizeof(float));
    ch__matrix_multiply(ch__row_round(w->batch.row_n), columns, width, w->batch.x + width, width,
                        parser->slot_weight, columns, NULL, w->slots, columns);
    uint32_t row = 1;
    for (uint32_t s = begin; s < end; s++) {
        parse_sentence(l, a, &a->sentences[s], w->slots + (size_t)row * columns, &w->state);
        row += a->sentences[s].token_end - a->sentences[s].token_begin + 1;
    }
}

/* As many sentences from `begin` as fit one batch, at least one. */
static uint32_t batch_end(const ch_analysis *a, uint32_t begin)
{
    uint32_t rows = 1, end = begin;
    while (end < a->sentence_n) {
        rows += a->sentences[end].token_end - a->sentences[end].token_begin + 1;
        if (rows > BATCH_ROWS && end > begin) break;
        end++;
    }
    return end;
}

ch_status ch__tag_and_parse(const ch__language *l, ch_analysis *a, ch_error *err)
{
    if (a->sentence_n == 0) return CH_OK;
    work w = {0};
    CH_TRY(make_work(l, a, &w, err));
    for (uint32_t begin = 0, end; begin < a->sentence_n; begin = end) {
        end = batch_end(a, begin);
        fill(a, begin, end, &w);
        ch__encode(&l->parser.encoder, &l->vectors, &w.batch);
        CH_TRY(tag(l, a, &w, err));
        parse(l, a, begin, end, &w);
    }
    ch__tree_link(a->tokens, a->token_n);
    return CH_OK;
}

ch_status ch__language_run(const ch__language *language, ch_analysis *a, ch_error *err)
{
    CH_TRY(ch__segment(language, a, err));
    return ch__tag_and_parse(language, a, err);
}

ch_status ch__language_run_tokens(const ch__language *language, ch_analysis *a, ch_error *err)
{
    for (uint32_t s = 0; s < a->sentence_n; s++)
        for (uint32_t t = a->sentences[s].token_begin; t < a->sentences[s].token_end; t++)
            a->tokens[t].sentence = s;
    return ch__tag_and_parse(language, a, err);
}
