/* TF-IDF vectors of length 1. How rare a word is comes from the record and, as if they were so many more
 * reports of it, from the table of common words: a record of three reports knows nothing of words. */
#include "story/corpus.h"

#include <math.h>
#include <stdlib.h>

/* A hundred: the table decides in small records and fades in large ones. */
enum { TABLE_REPORTS = 100 };

double ch__rarity(const ch__corpus *corpus, uint32_t word)
{
    const double common = TABLE_REPORTS * (double)corpus->commonness[word];
    return log((corpus->doc_n + TABLE_REPORTS + 1.0) / (corpus->frequency[word] + common + 0.5));
}

static int compare_words(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Sorted marks (word * 2 + not a capital) become terms with weights. */
static void weigh(const ch__corpus *corpus, const uint64_t *marks, uint32_t n,
                  const ch__weighting *how, ch__vector *out)
{
    double square = 0;
    for (uint32_t i = 0, end; i < n; i = end) {
        const uint32_t word = (uint32_t)(marks[i] >> 1);
        const bool is_capital = !(marks[i] & 1); /* capitals sort first */
        for (end = i; end < n && marks[end] >> 1 == word;) end++;
        double weight = (1 + log(end - i)) * ch__rarity(corpus, word);
        if (is_capital) weight *= how->capital_factor;
        out->terms[out->n] = word;
        out->weights[out->n++] = (float)weight;
        square += weight * weight;
    }
    for (uint32_t i = 0; i < out->n; i++)
        out->weights[i] = (float)(out->weights[i] / (square > 0 ? sqrt(square) : 1));
}

ch_status ch__weigh_words(const ch__corpus *corpus, const ch__doc *doc, const bool *is_left_out,
                          const ch__weighting *how, uint32_t word_limit, ch__vector *out,
                          ch_error *err)
{
    uint64_t *marks;
    uint32_t n = 0, taken = 0;
    const size_t size = (size_t)doc->title_n * how->title_times + doc->word_n;
    CH_TRY(CH__NEW(corpus->arena, size, &marks, err));
    for (uint32_t t = 0; t < how->title_times; t++)
        for (uint32_t i = 0; i < doc->title_n; i++)
            marks[n++] = (uint64_t)doc->title[i].id << 1 | 1;
    for (uint32_t i = 0; i < doc->word_n && taken < word_limit; i++) {
        const ch__word *word = &doc->words[i];
        if ((is_left_out && is_left_out[i]) || (how->skip_standing && word->is_standing)) continue;
        marks[n++] = (uint64_t)word->id << 1 | !word->is_capital;
        taken++;
    }
    if (n) qsort(marks, n, sizeof *marks, compare_words);
    *out = (ch__vector){.n = 0};
    CH_TRY(CH__NEW(corpus->arena, n, &out->terms, err));
    CH_TRY(CH__NEW(corpus->arena, n, &out->weights, err));
    weigh(corpus, marks, n, how, out);
    return CH_OK;
}

/* Words of the opening and, without a title, of its stead. */
enum { LEAD_WORDS = 60, HEAD_WORDS = 15 };

ch_status ch__weigh_all(ch__corpus *corpus, const ch__weighting *how, ch_error *err)
{
    ch__weighting once = *how;
    once.title_times = 1;
    for (uint32_t i = 0; i < corpus->doc_n; i++) {
        ch__doc *doc = &corpus->docs[i];
        CH_TRY(ch__weigh_words(corpus, doc, NULL, how, UINT32_MAX, &doc->whole, err));
        CH_TRY(ch__weigh_words(corpus, doc, NULL, &once, LEAD_WORDS, &doc->lead, err));
        CH_TRY(ch__weigh_words(corpus, doc, NULL, &once, doc->title_n ? 0 : HEAD_WORDS, &doc->head,
                               err));
    }
    return CH_OK;
}

double ch__cosine(const ch__vector *a, const ch__vector *b)
{
    double sum = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->terms[i] == b->terms[j])
            sum += (double)a->weights[i++] * (double)b->weights[j++];
        else if (a->terms[i] < b->terms[j])
            i++;
        else
            j++;
    }
    return sum;
}
