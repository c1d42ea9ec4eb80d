/* Which words begin a sentence: a small encoder over the words of a paragraph, with context. */
#include "language/model.h"

enum { CORE_WORDS = 240, HALO_WORDS = 8 };

typedef struct work {
    ch__batch batch;
    ch__features features[2 * (CORE_WORDS + 2 * HALO_WORDS) + 2];
    uint32_t word_of_row[2 * (CORE_WORDS + 2 * HALO_WORDS) + 2];
} work;

static bool is_space_before(const ch_token *tokens, uint32_t i)
{
    return i == 0 || tokens[i - 1].is_space_after;
}

/* Rows of words [begin, end), a blank one before each paragraph. */
static void fill(const ch_token *tokens, const uint8_t *is_paragraph, uint32_t begin, uint32_t end,
                 work *w)
{
    uint32_t row = 0;
    w->batch.features[row++] = NULL;
    for (uint32_t i = begin; i < end; i++) {
        if (is_paragraph[i] && row > 1) w->batch.features[row++] = NULL;
        ch__features_of(tokens[i].form, tokens[i].lower, is_space_before(tokens, i),
                        tokens[i].is_space_after, &w->features[row]);
        w->word_of_row[row] = i;
        w->batch.features[row] = &w->features[row];
        row++;
    }
    w->batch.features[row++] = NULL;
    w->batch.row_n = row;
}

static bool begins(const ch__splitter *splitter, const float *x)
{
    float score = splitter->bias;
    for (uint32_t i = 0; i < splitter->encoder.shape.width; i++)
        score += splitter->weight[i] * x[i];
    return score > 0;
}

ch_status ch__split(const ch__language *language, const ch_token *tokens, uint32_t n,
                    uint8_t *is_start, ch_arena *arena, ch_error *err)
{
    const uint32_t width = language->splitter.encoder.shape.width;
    void *memory;
    CH_TRY(ch_arena_alloc(arena, 1, sizeof(work), &memory, err));
    work *w = memory;
    CH_TRY(ch_arena_alloc(arena, n, 1, &memory, err));
    uint8_t *is_paragraph = memory;
    memcpy(is_paragraph, is_start, n);
    CH_TRY(ch__batch_new(arena, width, 2 * (CORE_WORDS + 2 * HALO_WORDS) + 2, &w->batch, err));
    for (uint32_t core = 0; core < n; core += CORE_WORDS) {
        const uint32_t core_end = n - core > CORE_WORDS ? core + CORE_WORDS : n;
        const uint32_t begin = core > HALO_WORDS ? core - HALO_WORDS : 0;
        const uint32_t end = n - core_end > HALO_WORDS ? core_end + HALO_WORDS : n;
        fill(tokens, is_paragraph, begin, end, w);
        ch__encode(&language->splitter.encoder, &language->vectors, &w->batch);
        for (uint32_t row = 0; row < w->batch.row_n; row++) {
            if (!w->batch.features[row]) continue;
            const uint32_t word = w->word_of_row[row];
            if (word < core || word >= core_end || is_paragraph[word]) continue;
            is_start[word] = begins(&language->splitter, ch__batch_row(&w->batch, width, row));
        }
    }
    return CH_OK;
}
