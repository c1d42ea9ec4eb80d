/* train_vectors OUT CUTS RAW... - word vectors by structured skip-gram with negative sampling.
 *
 * One output table for each place around the word (Ling et al. 2015), which serves syntax better than
 * a bag of neighbours. One thread, fixed seed: same input, same vectors.
 */
#include "trainer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    VOCABULARY = 48000,
    WINDOW = 3,
    NEGATIVES = 4,
    SLOTS = 1 << 22,
    UNIGRAM = 1 << 22,
    WIDTH = CH__VECTOR_WIDTH
};
#define RATE   0.03f
#define SAMPLE 2e-4

typedef struct entry {
    uint64_t norm;
    uint32_t count, id; /* id + 1 in the vocabulary */
} entry;

typedef struct corpus {
    uint32_t *words; /* slot of the entry + 1, 0 ends a paragraph */
    size_t n, capacity;
    entry *entries;
    uint32_t entry_n;
} corpus;

static void add_word(corpus *c, uint32_t word)
{
    if (c->n == c->capacity) {
        c->capacity = c->capacity ? c->capacity * 2 : 1 << 22;
        c->words = realloc(c->words, c->capacity * sizeof *c->words);
        if (!c->words) die("no memory");
    }
    c->words[c->n++] = word;
}

static uint32_t slot_of(corpus *c, uint64_t norm)
{
    uint32_t at = (uint32_t)norm & (SLOTS - 1);
    while (c->entries[at].count && c->entries[at].norm != norm) at = (at + 1) & (SLOTS - 1);
    if (!c->entries[at].count && ++c->entry_n > SLOTS / 2) die("too many different words");
    c->entries[at].norm = norm;
    c->entries[at].count++;
    return at + 1;
}

static void read_paragraph(corpus *c, const ch__tokenizer *t, ch_sv text)
{
    ch_arena arena;
    ch_error err;
    ch__atom *atoms;
    uint32_t n;
    ch_arena_init(&arena, 0);
    require(ch__atoms(t, text, &arena, &atoms, &n, &err), &err);
    uint8_t *cuts = allocate(n, 1);
    ch__cuts(t, text, atoms, n, cuts);
    for (uint32_t i = 0, first = 0; i < n; i++) {
        if (cuts[i] == CH__CUT_JOIN) continue;
        const ch_sv form = {text.p + atoms[first].begin, atoms[i].end - atoms[first].begin};
        char lower[2 * CH__WORD_BYTES_MAX + 64];
        ch__features features;
        first = i + 1;
        if (form.n > CH__WORD_BYTES_MAX) continue;
        ch__features_of(form, (ch_sv){lower, ch__lower_write(form, lower)}, true, true, &features);
        add_word(c, slot_of(c, features.norm));
    }
    add_word(c, 0);
    free(cuts);
    ch_arena_deinit(&arena);
}

static int by_count(const void *a, const void *b)
{
    const entry *x = *(entry *const *)a, *y = *(entry *const *)b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    return x->norm < y->norm ? -1 : x->norm > y->norm;
}

static uint32_t choose_vocabulary(corpus *c, entry ***out)
{
    entry **all = allocate(c->entry_n, sizeof *all);
    uint32_t n = 0;
    for (uint32_t i = 0; i < SLOTS; i++)
        if (c->entries[i].count) all[n++] = &c->entries[i];
    qsort(all, n, sizeof *all, by_count);
    if (n > VOCABULARY) n = VOCABULARY;
    for (uint32_t i = 0; i < n; i++) all[i]->id = i + 1;
    *out = all;
    return n;
}

typedef struct skipgram {
    float *in, *out; /* (n, WIDTH), (2 * WINDOW, n, WIDTH) */
    uint32_t n, *unigram;
    float *keep; /* (n,) share of occurrences that are used */
    random_state random;
} skipgram;

static void step(skipgram *s, float *in, float *gradient, uint32_t place, uint32_t word,
                 float label, float rate)
{
    float *out = s->out + ((size_t)place * s->n + word) * WIDTH, dot = 0;
    float lane[16] = {0};
    for (uint32_t i = 0; i < WIDTH; i += 16)
        for (uint32_t j = 0; j < 16; j++) lane[j] += in[i + j] * out[i + j];
    for (uint32_t j = 0; j < 16; j++) dot += lane[j];
    const float g = (label - 1.0f / (1.0f + expf(-dot))) * rate;
    for (uint32_t i = 0; i < WIDTH; i++) {
        gradient[i] += g * out[i];
        out[i] += g * in[i];
    }
}

static void train_word(skipgram *s, const uint32_t *words, int n, int at, float rate)
{
    for (int offset = -WINDOW; offset <= WINDOW; offset++) {
        const int other = at + offset;
        if (offset == 0 || other < 0 || other >= n) continue;
        const uint32_t place = (uint32_t)(offset < 0 ? offset + WINDOW : offset + WINDOW - 1);
        float *in = s->in + (size_t)words[at] * WIDTH, gradient[WIDTH] = {0};
        step(s, in, gradient, place, words[other], 1, rate);
        for (int k = 0; k < NEGATIVES; k++)
            step(s, in, gradient, place, s->unigram[(random_next(&s->random) >> 32) % UNIGRAM], 0,
                 rate);
        for (uint32_t i = 0; i < WIDTH; i++) in[i] += gradient[i];
    }
}

static void train(skipgram *s, const corpus *c)
{
    enum { PARAGRAPH_MAX = 4096 };
    uint32_t words[PARAGRAPH_MAX];
    int n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const uint32_t id = c->words[i] ? c->entries[c->words[i] - 1].id : 0;
        const bool is_kept = id && random_unit(&s->random) < s->keep[id - 1];
        if (is_kept) words[n++] = id - 1;
        if (c->words[i] && n < PARAGRAPH_MAX) continue;
        const float rate = RATE * (1.0f - 0.98f * (float)i / (float)c->n);
        for (int at = 0; at < n; at++) train_word(s, words, n, at, rate);
        n = 0;
    }
}

static void prepare(skipgram *s, const corpus *c, entry **vocabulary, uint32_t n)
{
    s->n = n;
    s->in = allocate((size_t)n * WIDTH, sizeof(float));
    s->out = allocate((size_t)n * WIDTH * 2 * WINDOW, sizeof(float));
    s->unigram = allocate(UNIGRAM, sizeof *s->unigram);
    s->keep = allocate(n, sizeof *s->keep);
    s->random.x = 20261123;
    for (size_t i = 0; i < (size_t)n * WIDTH; i++)
        s->in[i] = (random_unit(&s->random) - 0.5f) / WIDTH;
    double total = 0, sum = 0;
    for (uint32_t i = 0; i < n; i++) total += pow(vocabulary[i]->count, 0.75);
    for (uint32_t i = 0, at = 0; i < n; i++) {
        sum += pow(vocabulary[i]->count, 0.75);
        for (; at < UNIGRAM && at < sum / total * UNIGRAM; at++) s->unigram[at] = i;
        const double frequency = vocabulary[i]->count / (double)c->n;
        s->keep[i] = (float)(sqrt(SAMPLE / frequency) + SAMPLE / frequency);
    }
}

/* Each vector to unit variance, then to bytes. */
static void quantise(const skipgram *s, float scale, int8_t *rows)
{
    for (uint32_t i = 0; i < s->n; i++) {
        double square = 1e-9;
        for (uint32_t k = 0; k < WIDTH; k++) square += s->in[i * WIDTH + k] * s->in[i * WIDTH + k];
        const double factor = sqrt(WIDTH / square) / scale;
        for (uint32_t k = 0; k < WIDTH; k++) {
            const double value = s->in[i * WIDTH + k] * factor;
            rows[i * WIDTH + k] = (int8_t)lrint(value > 127 ? 127 : value < -127 ? -127 : value);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) die("usage: train_vectors OUT CUTS RAW...");
    const ch__container part = read_part(argv[2]);
    ch__tokenizer tokenizer;
    load_tokenizer(&part, &tokenizer);
    corpus c = {.entries = allocate(SLOTS, sizeof(entry))};
    for (int f = 3; f < argc; f++) {
        ch_sv rest = read_file(argv[f]), line;
        char *bytes = (char *)(uintptr_t)rest.p;
        while (rest.p && ch__sv_split(&rest, '\n', &line))
            if (line.n) read_paragraph(&c, &tokenizer, line);
        free(bytes);
    }
    entry **vocabulary;
    const uint32_t n = choose_vocabulary(&c, &vocabulary);
    fprintf(stderr, "vectors: %zu words, %u different, %u kept, least %u times\n", c.n, c.entry_n,
            n, vocabulary[n - 1]->count);
    skipgram s;
    prepare(&s, &c, vocabulary, n);
    train(&s, &c);
    const float scale = 3.5f / 127;
    int8_t *rows = allocate((size_t)n * WIDTH, 1);
    quantise(&s, scale, rows);
    uint32_t slot_n = 1;
    while (slot_n < 2 * n) slot_n *= 2;
    uint32_t *slots = allocate(slot_n * 2ul, sizeof *slots);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = (uint32_t)vocabulary[i]->norm & (slot_n - 1);
        while (slots[2 * at + 1]) at = (at + 1) & (slot_n - 1);
        slots[2 * at] = (uint32_t)(vocabulary[i]->norm >> 32);
        slots[2 * at + 1] = i + 1;
    }
    const ch__section sections[] = {{"vectors.slots", {(const char *)slots, slot_n * 8ul}},
                                    {"vectors.rows", {(const char *)rows, (size_t)n * WIDTH}},
                                    {"vectors.scale", {(const char *)&scale, sizeof scale}}};
    write_part(argv[1], sections, 3);
    return 0;
}
