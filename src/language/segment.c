/* Text -> words and sentences. */
#include "language/layout.h"
#include "language/model.h"

static ch_status lower_of(ch_token *token, char **buffer, ch_arena *arena, size_t *left,
                          ch_error *err)
{
    token->lower = token->form;
    if (!ch__lower_differs(token->form)) return CH_OK;
    const size_t need = token->form.n * 3 / 2 + 4;
    if (need > *left) { /* blocks, not one allocation a word */
        const size_t size = need > 16384 ? need : 16384;
        void *memory;
        CH_TRY(ch_arena_alloc(arena, size, 1, &memory, err));
        *buffer = memory;
        *left = size;
    }
    const size_t n = ch__lower_write(token->form, *buffer);
    token->lower = (ch_sv){*buffer, n};
    *buffer += n;
    *left -= n;
    return CH_OK;
}

static uint32_t count_words(const uint8_t *cuts, uint32_t n)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < n; i++) words += cuts[i] != CH__CUT_JOIN;
    return words;
}

/* One token for each run of atoms joined; contractions are counted on their first word. */
static ch_status make_tokens(ch_analysis *a, const ch__atom *atoms, const uint8_t *cuts, uint32_t n,
                             ch_error *err)
{
    void *memory;
    const uint32_t word_n = count_words(cuts, n);
    CH_TRY(ch_arena_alloc(&a->arena, word_n, sizeof *a->tokens, &memory, err));
    a->tokens = memory;
    char *buffer = NULL;
    size_t left = 0;
    uint32_t first = 0, contraction = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (cuts[i] == CH__CUT_JOIN) continue;
        ch_token *token = &a->tokens[a->token_n];
        token->span = (ch_span){atoms[first].begin, atoms[i].end};
        token->form = ch__span_text(a->report.text, token->span);
        token->is_space_after = atoms[i].is_space_after;
        CH_TRY(lower_of(token, &buffer, &a->arena, &left, err));
        if (first == 0 || cuts[first - 1] != CH__CUT_CLITIC) contraction = a->token_n;
        const uint32_t size = a->token_n - contraction + 1;
        if (size > 1) a->tokens[contraction].multiword_n = (uint8_t)(size > 255 ? 255 : size);
        a->token_n++;
        first = i + 1;
    }
    return CH_OK;
}

static void mark_paragraphs(const ch_analysis *a, uint8_t *is_start)
{
    const uint32_t width = ch__wrap_width(a->report.text);
    for (uint32_t i = 0; i < a->token_n; i++)
        is_start[i] =
            i == 0 || (a->tokens[i - 1].is_space_after &&
                       ch__is_paragraph_end(a->report.text, width, a->tokens[i - 1].span.end,
                                            a->tokens[i].span.begin));
}

/* No sentence is longer than CH__SENTENCE_WORDS_MAX, whatever the text. */
static void force_starts(uint8_t *is_start, uint32_t n)
{
    for (uint32_t i = 0, run = 0; i < n; i++) {
        run = is_start[i] ? 1 : run + 1;
        if (run > CH__SENTENCE_WORDS_MAX) is_start[i] = 1, run = 1;
    }
}

static ch_status make_sentences(ch_analysis *a, const uint8_t *is_start,
                                const uint8_t *is_paragraph, ch_error *err)
{
    uint32_t n = 0, paragraph = 0;
    void *memory;
    for (uint32_t i = 0; i < a->token_n; i++) n += is_start[i];
    CH_TRY(ch_arena_alloc(&a->arena, n, sizeof *a->sentences, &memory, err));
    a->sentences = memory;
    for (uint32_t i = 0; i < a->token_n; i++) {
        if (is_start[i]) {
            paragraph += i > 0 && is_paragraph[i];
            a->sentences[a->sentence_n++] =
                (ch_sentence){.span = a->tokens[i].span, .token_begin = i, .paragraph = paragraph};
        }
        ch_sentence *sentence = &a->sentences[a->sentence_n - 1];
        sentence->token_end = i + 1;
        sentence->span.end = a->tokens[i].span.end;
        a->tokens[i].sentence = a->sentence_n - 1;
    }
    return CH_OK;
}

ch_status ch__segment(const ch__language *language, ch_analysis *a, ch_error *err)
{
    ch__atom *atoms;
    uint32_t atom_n;
    void *memory;
    CH_TRY(ch__atoms(&language->tokenizer, a->report.text, &a->arena, &atoms, &atom_n, err));
    CH_TRY(ch_arena_alloc(&a->arena, atom_n, 1, &memory, err));
    uint8_t *cuts = memory;
    ch__cuts(&language->tokenizer, a->report.text, atoms, atom_n, cuts);
    CH_TRY(make_tokens(a, atoms, cuts, atom_n, err));
    CH_TRY(ch_arena_alloc(&a->arena, a->token_n, 2, &memory, err));
    uint8_t *is_start = memory, *is_paragraph = is_start + a->token_n;
    mark_paragraphs(a, is_paragraph);
    memcpy(is_start, is_paragraph, a->token_n);
    CH_TRY(ch__split(language, a->tokens, a->token_n, is_start, &a->arena, err));
    force_starts(is_start, a->token_n);
    return make_sentences(a, is_start, is_paragraph, err);
}
