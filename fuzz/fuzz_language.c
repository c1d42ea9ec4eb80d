/* Words, sentences and trees of any text: spans in order and inside, each sentence a tree with one root.
 * ENGLISH_MODEL is the path of english.model. */
#include "fuzz.h"

#include "language/language.h"

#include <stdio.h>

static ch__language *load(void)
{
    FILE *file = fopen(ENGLISH_MODEL, "rb");
    CHECK(file && fseek(file, 0, SEEK_END) == 0);
    const long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size); /* lives as long as the process */
    CHECK(bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size);
    fclose(file);
    ch__container container;
    ch__language *language = NULL;
    CHECK(ch__container_open((ch_sv){bytes, (size_t)size}, "english.model", &container, NULL) ==
          CH_OK);
    CHECK(ch__language_open(&container, &language, NULL) == CH_OK);
    return language;
}

static void check_sentence(const ch_analysis *a, const ch_sentence *sentence, uint32_t *at)
{
    uint32_t roots = 0;
    const uint32_t n = sentence->token_end - sentence->token_begin;
    for (uint32_t t = sentence->token_begin; t < sentence->token_end; t++) {
        const ch_token *token = &a->tokens[t];
        CHECK(token->span.begin >= *at && token->span.end > token->span.begin);
        CHECK(token->span.end <= a->report.text.n && token->lower.n && token->lemma.n &&
              token->feats.n);
        *at = token->span.end;
        roots += token->head == CH_NONE;
        uint32_t up = t, steps = 0;
        for (; a->tokens[up].head != CH_NONE; up = a->tokens[up].head) CHECK(++steps <= n);
        CHECK(up >= sentence->token_begin && up < sentence->token_end);
    }
    CHECK(roots == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ch__language *language;
    if (!language) language = load();
    const ch_sv text = input_text(data, size);
    if (size > 1 << 14 || ch__utf8_invalid_at(text) < size || (size && memchr(data, 0, size)))
        return 0;
    ch_analysis a = {.report.text = text};
    ch_arena_init(&a.arena, FUZZ_ARENA_LIMIT);
    if (ch__language_run(language, &a, NULL) == CH_OK) {
        uint32_t at = 0, next = 0;
        for (uint32_t s = 0; s < a.sentence_n; next = a.sentences[s++].token_end) {
            CHECK(a.sentences[s].token_begin == next && a.sentences[s].token_end > next);
            check_sentence(&a, &a.sentences[s], &at);
        }
        CHECK(next == a.token_n);
    }
    ch_arena_deinit(&a.arena);
    return 0;
}
