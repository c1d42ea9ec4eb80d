/* Which words begin a sentence: a small encoder over the words of a paragraph, with context. */
#include "language/model.h"

enum { CORE_WORDS = 240, HALO_WORDS = 8, DATELINE_WORDS = 12 };

/* Sentence F1 on EWT dev, GUM dev and 111 news reports: 89.5, 94.9, 97.0 at zero; 89.4, 94.7, 97.9
 * at these. */
#define NEEDED_UNMARKED     3.0f
#define NEEDED_ABBREVIATION 2.0f
#define NEEDED_INITIAL      5.0f

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

static bool is_one_of(ch_sv form, const char *const *marks)
{
    for (; *marks; marks++)
        if (ch__sv_is(form, *marks)) return true;
    return false;
}

static bool is_closer(ch_sv form)
{
    static const char *const CLOSERS[] = {"\"", "'", "''", "\u201D", "\u2019", ")", "]", NULL};
    return is_one_of(form, CLOSERS);
}

/* "." "?!" "..." but not "Inc." */
static bool is_final_mark(ch_sv form)
{
    for (size_t i = 0; i < form.n; i++)
        if (!memchr(".!?", form.p[i], 3)) return ch__sv_is(form, "\u2026");
    return form.n > 0;
}

/* The log-odds a start needs, by what stands before it. Web text ends many sentences without a mark,
 * news hardly any: there the model must be surer. */
static float needed(const ch_token *tokens, uint32_t word)
{
    uint32_t before = word - 1;
    for (uint32_t back = 0; back < 2 && before > 0 && is_closer(tokens[before].form); back++)
        before--;
    const ch_sv form = tokens[before].form;
    if (is_final_mark(form)) return 0;
    if (form.n < 2 || form.p[form.n - 1] != '.') return NEEDED_UNMARKED;
    return form.n == 2 && ch__is_upper(form.p[0]) ? NEEDED_INITIAL : NEEDED_ABBREVIATION;
}

/* "MINSK, May 21. /TASS/." and "KABUL (AP) - The ...": the place, day and agency that open a report
 * are not a sentence apart from each other or from what follows the dash. */
static bool is_in_dateline(const ch_token *tokens, uint32_t n, const uint8_t *is_paragraph,
                           uint32_t word)
{
    static const char *const DASHES[] = {"-", "--", "\u2013", "\u2014", NULL};
    uint32_t begin = word;
    while (begin > 0 && word - begin < DATELINE_WORDS && !is_paragraph[begin]) begin--;
    if (!is_paragraph[begin] || !ch__is_upper(tokens[begin].form.p[0])) return false;
    if (ch__sv_is(tokens[word].form, "/"))
        return word + 2 < n && ch__is_upper(tokens[word + 1].form.p[0]) &&
               ch__sv_is(tokens[word + 2].form, "/");
    return word - begin >= 3 && is_one_of(tokens[word - 1].form, DASHES) &&
           ch__sv_is(tokens[word - 2].form, ")");
}

static bool begins(const ch__splitter *splitter, const float *x, float least)
{
    float score = splitter->bias;
    for (uint32_t i = 0; i < splitter->encoder.shape.width; i++)
        score += splitter->weight[i] * x[i];
    return score > least;
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
            is_start[word] = begins(&language->splitter, ch__batch_row(&w->batch, width, row),
                                    needed(tokens, word)) &&
                             !is_in_dateline(tokens, n, is_paragraph, word);
        }
    }
    return CH_OK;
}
