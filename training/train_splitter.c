/* train_splitter OUT CUTS VECTORS DEV TREEBANK... - which words begin a sentence.
 *
 * Whole documents, sentence marks hidden; a paragraph's first word needs no decision.
 */
#include "encoder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { EPOCHS = 14, BATCH_WORDS = 400, PIECE_WORDS = 220 };
#define RATE 0.002f

typedef struct words {
    uint32_t n;
    ch__features *features;
    uint8_t *is_start, *is_paragraph;
} words;

static void read_words(int file_n, char **files, words *out)
{
    treebank bank;
    ch_error err;
    ch_analysis a = {0};
    treebank_read(&bank, file_n, files);
    require(ch__conllu_tokens(&bank.all, &a, &err), &err);
    out->n = a.token_n;
    out->features = allocate(a.token_n, sizeof *out->features);
    out->is_start = allocate(a.token_n, 1);
    out->is_paragraph = allocate(a.token_n, 1);
    for (uint32_t s = 0; s < a.sentence_n; s++) {
        const uint32_t begin = a.sentences[s].token_begin;
        out->is_start[begin] = 1;
        out->is_paragraph[begin] =
            s == 0 || a.sentences[s].paragraph != a.sentences[s - 1].paragraph;
    }
    for (uint32_t i = 0; i < a.token_n; i++)
        ch__features_of(a.tokens[i].form, a.tokens[i].lower,
                        i == 0 || a.tokens[i - 1].is_space_after, a.tokens[i].is_space_after,
                        &out->features[i]);
}

/* Pieces of whole paragraphs, long ones cut: [begin[i], begin[i + 1]). */
static uint32_t cut_pieces(const words *w, uint32_t **out)
{
    uint32_t n = 0;
    *out = allocate(w->n + 2, sizeof **out);
    for (uint32_t i = 0; i < w->n; i++)
        if (i == 0 || w->is_paragraph[i] || i - (*out)[n - 1] >= PIECE_WORDS) (*out)[n++] = i;
    (*out)[n] = w->n;
    return n;
}

typedef struct job {
    network *net;
    tape *t;
    const words *w;
    uint32_t word_of_row[BATCH_WORDS * 2 + 2 * PIECE_WORDS + 64];
    float *weight; /* (width + 1,) */
    bool is_training;
    uint32_t right, found, gold;
} job;

static void *work(void *argument)
{
    job *j = argument;
    network *n = j->net;
    const uint32_t width = n->shape.width;
    float *d_weight = j->t->d_dense + (j->weight - n->dense);
    network_forward(n, j->t, j->is_training);
    for (uint32_t r = 0; r < j->t->row_n; r++) {
        if (!j->t->is_word[r]) continue;
        const uint32_t word = j->word_of_row[r];
        if (j->w->is_paragraph[word]) {
            j->right++, j->found++, j->gold++;
            continue;
        }
        const float *x = tape_row(j->t, n, r);
        float score = j->weight[width];
        for (uint32_t i = 0; i < width; i++) score += j->weight[i] * x[i];
        j->found += score > 0;
        j->gold += j->w->is_start[word];
        j->right += score > 0 && j->w->is_start[word];
        if (!j->is_training) continue;
        const float d = 1.0f / (1.0f + expf(-score)) - (float)j->w->is_start[word];
        float *dx = tape_gradient(j->t, n, r);
        for (uint32_t i = 0; i < width; i++) dx[i] += d * j->weight[i], d_weight[i] += d * x[i];
        d_weight[width] += d;
    }
    if (j->is_training) network_backward(n, j->t);
    return NULL;
}

static void add_piece(job *j, uint32_t begin, uint32_t end, bool is_training)
{
    tape_blank(j->t);
    for (uint32_t i = begin; i < end; i++) {
        j->word_of_row[j->t->row_n] = i;
        const bool is_dropped = is_training && random_unit(&j->t->random) < 0.1f;
        tape_word(j->t, j->net, &j->w->features[i], is_dropped);
    }
}

static double pass(job *jobs, const words *w, const uint32_t *begin, const uint32_t *order,
                   uint32_t n, float rate, bool is_training)
{
    uint32_t right = 0, found = 0, gold = 0;
    for (uint32_t k = 0; k < n;) {
        uint32_t total = 0;
        for (uint32_t s = 0; s < SHARDS; s++) {
            jobs[s].w = w, jobs[s].is_training = is_training;
            jobs[s].right = jobs[s].found = jobs[s].gold = 0;
            jobs[s].t->random.x = (k + 1) * 7919ull + s * 104729 + jobs[0].net->step * 15485863ull;
            tape_clear(jobs[s].t);
            while (k < n && jobs[s].t->row_n < BATCH_WORDS) {
                add_piece(&jobs[s], begin[order[k]], begin[order[k] + 1], is_training);
                k++;
            }
            tape_blank(jobs[s].t);
            total += jobs[s].t->row_n;
        }
        if (is_training) network_prepare(jobs[0].net);
        run_shards(work, jobs, sizeof *jobs);
        if (is_training) network_update(jobs[0].net, jobs[0].t, (float)total, rate);
        for (uint32_t s = 0; s < SHARDS; s++)
            right += jobs[s].right, found += jobs[s].found, gold += jobs[s].gold;
    }
    return 200.0 * right / (found + gold);
}

int main(int argc, char **argv)
{
    if (argc < 6) die("usage: train_splitter OUT CUTS VECTORS DEV TREEBANK...");
    const ch__container vector_part = read_part(argv[3]);
    ch__vectors vectors;
    load_vectors(&vector_part, &vectors);
    words dev, train;
    read_words(1, argv + 4, &dev);
    read_words(argc - 5, argv + 5, &train);
    uint32_t *begin, *dev_begin;
    const uint32_t n = cut_pieces(&train, &begin), dev_n = cut_pieces(&dev, &dev_begin);
    uint32_t *order = allocate(n, 4), *dev_order = allocate(dev_n, 4);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (uint32_t i = 0; i < dev_n; i++) dev_order[i] = i;
    const ch__encoder_shape shape = {
        .width = 64, .depth = 4, .rows = {4096, 4096, 1024, 2048, 1024, 2048, 1024, 16}};
    network net;
    network_init(&net, shape, &vectors, shape.width + 1, 42);
    net.dropout = 0.2f;
    static tape tapes[SHARDS];
    static job jobs[SHARDS];
    for (uint32_t s = 0; s < SHARDS; s++) {
        tape_init(&tapes[s], &net, BATCH_WORDS + 2 * PIECE_WORDS + 32);
        jobs[s].net = &net, jobs[s].t = &tapes[s];
        jobs[s].weight = net.dense + ch__encoder_float_n(&shape);
    }
    random_state random = {4242};
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        shuffle(order, n, &random);
        const float rate = RATE * (1.0f - (float)epoch / EPOCHS);
        const double own = pass(jobs, &train, begin, order, n, rate, true);
        fprintf(stderr, "splitter: epoch %u, sentences F1 train %.2f dev %.2f\n", epoch + 1, own,
                pass(jobs, &dev, dev_begin, dev_order, dev_n, 0, false));
    }
    int8_t *table = allocate((size_t)net.table_row_n * shape.width, 1);
    float *scale = allocate(net.table_row_n, sizeof(float));
    quantise_table(&net, table, scale);
    const ch__section sections[] = {
        {"splitter.shape", {(const char *)&shape, sizeof shape}},
        {"splitter.table", {(const char *)table, (size_t)net.table_row_n * shape.width}},
        {"splitter.scale", {(const char *)scale, net.table_row_n * sizeof(float)}},
        {"splitter.weight", {(const char *)net.dense, net.dense_n * sizeof(float)}},
    };
    write_part(argv[1], sections, 4);
    return 0;
}
