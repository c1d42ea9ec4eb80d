/* train_cuts OUT TREEBANK... - the tokenizer's linear model: an averaged perceptron over the places
 * where atoms touch, and the list of letter runs that are two words ("cannot"). */
#include "trainer.h"

#include <stdio.h>
#include <stdlib.h>

enum { BITS = 16, EPOCHS = 12 };
enum { UNKNOWN = 255 };

typedef struct instance {
    uint32_t rows[CH__CUT_FEATURE_N];
    uint8_t gold;
} instance;

typedef struct run_count {
    uint32_t hash, whole, cut[16];
} run_count;

/* gold[b]: what the treebank does at byte b between two words. */
static uint8_t *gold_cuts(const treebank *bank, const bank_text *text)
{
    uint8_t *gold = allocate(text->text.n + 1, 1);
    const ch__conllu *all = &bank->all;
    for (uint32_t i = 0; i < all->word_n; i++) {
        if (text->begin[i] == text->end[i]) continue;
        gold[text->end[i]] = CH__CUT_SPLIT;
    }
    for (uint32_t i = 0; i < all->word_n; i++) {
        const uint32_t n = all->words[i].multiword_n;
        if (n < 2) continue;
        if (text->begin[i] == text->end[i])
            for (size_t b = text->begin[i]; b < text->begin[i] + all->words[i].surface.n; b++)
                gold[b] = UNKNOWN;
        else
            for (uint32_t k = 0; k + 1 < n; k++) gold[text->end[i + k]] = CH__CUT_CLITIC;
    }
    return gold;
}

static int by_hash(const void *a, const void *b)
{
    const run_count *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static uint32_t find_runs(ch_sv text, const ch__atom *atoms, uint32_t n, const uint8_t *gold,
                          uint32_t **out)
{
    enum { SLOTS = 1 << 18 };
    run_count *table = allocate(SLOTS, sizeof *table);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t length = atoms[i].end - atoms[i].begin;
        if (length < 3 || length > 15 || !ch__is_alpha(text.p[atoms[i].begin])) continue;
        uint32_t at = atoms[i].hash % SLOTS;
        while (table[at].hash && table[at].hash != atoms[i].hash) at = (at + 1) % SLOTS;
        table[at].hash = atoms[i].hash;
        uint32_t cut = 0;
        for (uint32_t k = 1; k < length; k++)
            if (gold[atoms[i].begin + k] == CH__CUT_CLITIC) cut = k;
        if (cut)
            table[at].cut[cut]++;
        else
            table[at].whole++;
    }
    uint32_t found = 0;
    *out = allocate(2 * SLOTS, sizeof **out);
    qsort(table, SLOTS, sizeof *table, by_hash);
    for (uint32_t i = 0; i < SLOTS; i++)
        for (uint32_t k = 1; k < 16; k++)
            if (table[i].cut[k] >= 2 && table[i].cut[k] > 2 * table[i].whole) {
                (*out)[2 * found] = table[i].hash;
                (*out)[2 * found++ + 1] = k;
                break;
            }
    free(table);
    return found;
}

static uint32_t collect(ch_sv text, const ch__atom *atoms, uint32_t n, const uint8_t *gold,
                        instance *out)
{
    uint32_t found = 0;
    ch__chunk chunk = {0};
    ch__cut previous = CH__CUT_SPLIT;
    for (uint32_t i = 0; i < n; i++) {
        if (i == chunk.end) ch__chunk_of(text, atoms, n, i, &chunk);
        const uint8_t wanted = atoms[i].is_space_after ? CH__CUT_SPLIT : gold[atoms[i].end];
        if (!atoms[i].is_space_after && !atoms[i].is_forced && wanted != UNKNOWN) {
            ch__cut_features(atoms, n, i, &chunk, previous, BITS, out[found].rows);
            out[found++].gold = wanted;
        }
        previous = wanted == UNKNOWN ? CH__CUT_JOIN : (ch__cut)wanted;
    }
    return found;
}

typedef struct perceptron {
    int32_t *weight, *total;
    uint32_t *since, now;
} perceptron;

static void update(perceptron *p, uint32_t row, uint32_t class, int32_t by)
{
    const size_t at = (size_t)row * CH__CUT_STRIDE + class;
    p->total[at] += p->weight[at] * (int32_t)(p->now - p->since[at]);
    p->since[at] = p->now;
    p->weight[at] += by;
}

static uint32_t learn(perceptron *p, const instance *items, uint32_t n, random_state *random)
{
    uint32_t *order = allocate(n, sizeof *order), mistakes = 0;
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    shuffle(order, n, random);
    for (uint32_t k = 0; k < n; k++) {
        const instance *item = &items[order[k]];
        int32_t scores[CH__CUT_N] = {0};
        for (uint32_t f = 0; f < CH__CUT_FEATURE_N; f++)
            for (uint32_t c = 0; c < CH__CUT_N; c++)
                scores[c] += p->weight[(size_t)item->rows[f] * CH__CUT_STRIDE + c];
        for (uint32_t c = 0; c < CH__CUT_N; c++) scores[c] += c == item->gold ? 0 : 8; /* margin */
        uint32_t best = item->gold;
        for (uint32_t c = 0; c < CH__CUT_N; c++)
            if (scores[c] > scores[best]) best = c;
        p->now++;
        if (best == item->gold) continue;
        mistakes++;
        for (uint32_t f = 0; f < CH__CUT_FEATURE_N; f++) {
            update(p, item->rows[f], item->gold, 1);
            update(p, item->rows[f], best, -1);
        }
    }
    free(order);
    return mistakes;
}

int main(int argc, char **argv)
{
    if (argc < 3) die("usage: train_cuts OUT TREEBANK...");
    treebank bank;
    bank_text text;
    ch_error err;
    treebank_read(&bank, argc - 2, argv + 2);
    treebank_text(&bank, &text);
    uint8_t *gold = gold_cuts(&bank, &text);
    ch__tokenizer tokenizer = {.bits = BITS};
    ch__atom *atoms;
    uint32_t n, *runs;
    require(ch__atoms(&tokenizer, text.text, &bank.arena, &atoms, &n, &err), &err);
    tokenizer.run_n = find_runs(text.text, atoms, n, gold, &runs);
    tokenizer.runs = runs;
    require(ch__atoms(&tokenizer, text.text, &bank.arena, &atoms, &n, &err), &err);
    instance *items = allocate(n, sizeof *items);
    const uint32_t item_n = collect(text.text, atoms, n, gold, items);
    const size_t weight_n = (size_t)CH__CUT_STRIDE << BITS;
    perceptron p = {allocate(weight_n, 4), allocate(weight_n, 4), allocate(weight_n, 4), 0};
    random_state random = {88172645463325252ull};
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++)
        fprintf(stderr, "cuts: epoch %u, %u of %u wrong or narrow\n", epoch + 1,
                learn(&p, items, item_n, &random), item_n);
    int16_t *weights = allocate(weight_n, sizeof *weights);
    for (size_t i = 0; i < weight_n; i++) {
        const double total = p.total[i] + (double)p.weight[i] * (p.now - p.since[i]);
        const double value = total / p.now * 32;
        weights[i] = (int16_t)(value > 32000 ? 32000 : value < -32000 ? -32000 : value);
    }
    const ch__section sections[] = {
        {"cuts.weight", {(const char *)weights, weight_n * sizeof *weights}},
        {"cuts.runs", {(const char *)runs, tokenizer.run_n * 8ul}},
    };
    write_part(argv[1], sections, 2);
    fprintf(stderr, "cuts: %u letter runs of two words\n", tokenizer.run_n);
    return 0;
}
