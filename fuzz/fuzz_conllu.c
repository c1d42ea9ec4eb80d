/* CoNLL-U of any bytes: read or refused with a byte inside; what is read hangs together. */
#include "fuzz.h"

#include "language/conllu.h"

static void check_sentences(const ch__conllu *file)
{
    uint32_t next = 0;
    for (uint32_t s = 0; s < file->sentence_n; s++) {
        const ch__conllu_sentence *sentence = &file->sentences[s];
        CHECK(sentence->word_begin == next && sentence->word_end >= next);
        next = sentence->word_end;
        for (uint32_t i = sentence->word_begin; i < sentence->word_end; i++) {
            CHECK(file->words[i].head <= sentence->word_end - sentence->word_begin);
            CHECK(file->words[i].multiword_n <= sentence->word_end - i);
        }
    }
    CHECK(next == file->word_n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ch_arena arena;
    ch_error err;
    ch__conllu file;
    ch_arena_init(&arena, FUZZ_ARENA_LIMIT);
    const ch_status status = ch__conllu_read(input_text(data, size), "input", &arena, &file, &err);
    if (status == CH_OK) check_sentences(&file);
    if (status == CH_E_FORMAT) {
        check_error(status, &err);
        CHECK(err.byte <= size);
    }
    ch_arena_deinit(&arena);
    return 0;
}
