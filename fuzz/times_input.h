/* A text cut into tokens in the plainest way, with tags taken from the bytes, for the times targets. */
#ifndef CH_FUZZ_TIMES_INPUT_H
#define CH_FUZZ_TIMES_INPUT_H

#include "fuzz.h"
#include "names/names.h"

/* Words at white space and at every sign; a sentence at every newline, a paragraph at every second. */
static inline bool cut_for_times(ch_sv text, ch_analysis *a)
{
    void *tokens = NULL, *sentences = NULL;
    if (ch_arena_alloc(&a->arena, text.n + 1, sizeof(ch_token), &tokens, NULL) != CH_OK ||
        ch_arena_alloc(&a->arena, text.n + 1, sizeof(ch_sentence), &sentences, NULL) != CH_OK)
        return false;
    a->tokens = tokens, a->sentences = sentences, a->report.text = text;
    uint32_t sentence_begin = 0, newlines = 0;
    for (uint32_t at = 0; at <= text.n;) {
        if (at == text.n || text.p[at] == '\n') {
            if (a->token_n > sentence_begin) {
                const ch_token *first = &a->tokens[sentence_begin],
                               *last = &a->tokens[a->token_n - 1];
                a->sentences[a->sentence_n++] = (ch_sentence){
                    {first->span.begin, last->span.end}, sentence_begin, a->token_n, newlines / 2};
                sentence_begin = a->token_n;
            }
            newlines++;
            at++;
            continue;
        }
        if (ch__is_space(text.p[at])) {
            at++;
            continue;
        }
        uint32_t end = at + 1;
        if (ch__is_alpha(text.p[at]) || ch__is_digit(text.p[at]))
            while (end < text.n && (ch__is_alpha(text.p[end]) || ch__is_digit(text.p[end]))) end++;
        while (end < text.n && (text.p[end] & 0xC0) == 0x80) end++;
        const ch_sv form = {text.p + at, end - at};
        const uint32_t n = a->token_n++;
        a->tokens[n] = (ch_token){.span = {at, end},
                                  .form = form,
                                  .lower = form,
                                  .lemma = form,
                                  .head = n > sentence_begin ? n - 1 : CH_NONE,
                                  .child = CH_NONE,
                                  .sibling = CH_NONE,
                                  .sentence = a->sentence_n,
                                  .xpos = (uint8_t)(ch__hash(form) % CH_XPOS_N)};
        at = end;
    }
    return true;
}

static inline void check_times(const ch_analysis *a)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < a->time_n; i++) {
        const ch_timex *t = &a->times[i];
        CHECK(t->span.begin >= at && t->span.end > t->span.begin &&
              t->span.end <= a->report.text.n);
        CHECK(t->type <= CH_TIMEX_SET && t->value.n && t->rule && t->rule[0]);
        CHECK(t->token_begin < t->token_end && t->token_end <= a->token_n);
        CHECK(t->sentence < a->sentence_n);
        at = t->span.end;
    }
}

#endif
