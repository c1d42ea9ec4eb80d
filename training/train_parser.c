/* train_parser [-w WIDTH] [-d DEPTH] [-h HIDDEN] [-e EPOCHS] OUT CUTS VECTORS SPLITTER DEV TREEBANK...
 * - tags, lemma scripts and the parser over one shared encoder, all layers of the model joined in OUT.
 *
 * Errors are explored: after the first epochs the parser follows its own choices and the dynamic
 * oracle says what was still best. OUT is rewritten after each epoch whose dev LAS is the best yet.
 */
#include "encoder.h"
#include "oracle.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BATCH_WORDS = 300, SENTENCE_MAX = 250, BEST_EPOCHS = 0 };
#define RATE 0.002f

/* Headlines are rare in treebanks: some sentences are learnt in capitals, in title case, or without
 * their full stop. */
enum { CASE_ASIS, CASE_UPPER, CASE_TITLE, CASES };
#define SHARE_UPPER     0.03f
#define SHARE_TITLE     0.05f
#define SHARE_UNSTOPPED 0.12f

typedef struct sentence {
    uint32_t begin, n; /* tokens */
    gold_tree gold;
} sentence;

typedef struct corpus {
    ch_analysis a;
    const ch__conllu *bank;
    ch__features
        *features[CASES]; /* of each token as it stands, and as a headline might write it */
    uint16_t *tag, *script[CASES]; /* of each token; UINT16_MAX: not learnt from */
    float *drop;                   /* of each token: how often its norm is hidden */
    sentence *sentences;
    uint32_t sentence_n;
} corpus;

/* Strings in order of first sight, written as lines. */
typedef struct names {
    char **text;
    uint32_t *count;
    uint32_t n;
} names;

static uint32_t name_index(names *all, const char *text, size_t n)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (strlen(all->text[i]) == n && memcmp(all->text[i], text, n) == 0) return i;
    return CH_NONE;
}

static uint32_t name_add(names *all, const char *text, size_t n)
{
    uint32_t i = name_index(all, text, n);
    if (i == CH_NONE) {
        i = all->n++;
        all->text = realloc(all->text, all->n * sizeof *all->text);
        all->count = realloc(all->count, all->n * sizeof *all->count);
        if (!all->text || !all->count) die("no memory");
        all->text[i] = allocate(n + 1, 1);
        memcpy(all->text[i], text, n);
        all->count[i] = 0;
    }
    all->count[i]++;
    return i;
}

/* Keep names seen at least `least` times. */
static void names_prune(names *all, uint32_t least)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < all->n; i++)
        if (all->count[i] >= least) all->text[n] = all->text[i], all->count[n++] = all->count[i];
    all->n = n;
}

static ch_sv names_lines(const names *all)
{
    size_t size = 0, at = 0;
    for (uint32_t i = 0; i < all->n; i++) size += strlen(all->text[i]) + 1;
    char *bytes = allocate(size, 1);
    for (uint32_t i = 0; i < all->n; i++) {
        const size_t n = strlen(all->text[i]);
        memcpy(bytes + at, all->text[i], n);
        bytes[at + n] = '\n';
        at += n + 1;
    }
    return (ch_sv){bytes, at};
}

typedef struct inventory {
    names tags, scripts, labels;
} inventory;

static size_t tag_text(const ch__conllu_word *word, char *out, size_t size)
{
    return (size_t)snprintf(out, size, "%.*s\t%.*s\t%.*s", CH_SV_ARG(word->upos),
                            CH_SV_ARG(word->xpos), CH_SV_ARG(word->feats));
}

enum { FORM_MAX = 256 };

static char to_upper(char c) { return ch__is_lower(c) ? (char)(c - 'a' + 'A') : c; }

/* "military" -> "MILITARY" or "Military"; title case leaves short words alone. */
static ch_sv form_in_case(const ch_token *token, int how, char bytes[FORM_MAX])
{
    const size_t n = token->form.n;
    if (how == CASE_ASIS || n > FORM_MAX || (how == CASE_TITLE && n < 4)) return token->form;
    for (size_t i = 0; i < n; i++)
        bytes[i] = how == CASE_UPPER || i == 0 ? to_upper(token->form.p[i]) : token->form.p[i];
    return (ch_sv){bytes, n};
}

static size_t script_text(const ch__conllu_word *word, const ch_token *token, int how, char *out)
{
    char bytes[FORM_MAX];
    if (word->lemma.n > 200) return 0;
    return ch__script_make(form_in_case(token, how, bytes), token->lower, word->lemma, out);
}

static void make_tree(const corpus *c, const ch__conllu_sentence *from, const inventory *all,
                      sentence *out)
{
    const uint32_t n = from->word_end - from->word_begin;
    int32_t *head = allocate(n, sizeof *head), *begin = allocate(n + 2, sizeof *begin);
    int32_t *children = allocate(n, sizeof *children);
    uint8_t *label = allocate(n, 1);
    for (uint32_t i = 0; i < n; i++) {
        const ch__conllu_word *word = &c->bank->words[from->word_begin + i];
        head[i] = word->head ? (int32_t)word->head - 1 : CH__SLOT_ROOT;
        const uint32_t l =
            name_index((names *)(uintptr_t)&all->labels, word->deprel.p, word->deprel.n);
        label[i] = (uint8_t)(l == CH_NONE ? 0 : l);
        if (word->head) begin[word->head]++;
    }
    for (uint32_t i = 0; i < n; i++) begin[i + 1] += begin[i];
    int32_t *fill = allocate(n + 1, sizeof *fill);
    for (uint32_t i = 0; i < n; i++)
        if (head[i] >= 0) children[begin[head[i]] + fill[head[i]]++] = (int32_t)i;
    free(fill);
    out->gold = (gold_tree){head, label, begin, children};
}

static void read_corpus(int file_n, char **files, corpus *c)
{
    ch_error err;
    treebank *bank = allocate(1, sizeof *bank);
    treebank_read(bank, file_n, files);
    c->bank = &bank->all;
    require(ch__conllu_tokens(&bank->all, &c->a, &err), &err);
    c->drop = allocate(c->a.token_n, sizeof *c->drop);
    c->tag = allocate(c->a.token_n, 2);
    for (int how = 0; how < CASES; how++) {
        c->features[how] = allocate(c->a.token_n, sizeof *c->features[how]);
        c->script[how] = allocate(c->a.token_n, 2);
        for (uint32_t i = 0; i < c->a.token_n; i++) {
            const ch_token *token = &c->a.tokens[i];
            char bytes[FORM_MAX];
            ch__features_of(form_in_case(token, how, bytes), token->lower,
                            i == 0 || token[-1].is_space_after, token->is_space_after,
                            &c->features[how][i]);
        }
    }
}

/* Words seen n times hide their name with probability 0.3 / (0.3 + n), but at least now and then. */
static void count_words(corpus *c)
{
    enum { SLOTS = 1 << 18 };
    uint32_t *count = allocate(SLOTS, sizeof *count);
    for (uint32_t i = 0; i < c->a.token_n; i++) count[c->features[0][i].norm % SLOTS]++;
    for (uint32_t i = 0; i < c->a.token_n; i++)
        c->drop[i] = 0.05f + 0.4f / (0.4f + (float)count[c->features[0][i].norm % SLOTS]);
    free(count);
}

static void take_inventory(const corpus *c, inventory *all)
{
    char text[1024];
    for (uint32_t i = 0; i < c->bank->word_n; i++) {
        const ch__conllu_word *word = &c->bank->words[i];
        name_add(&all->tags, text, tag_text(word, text, sizeof text));
        const size_t n = script_text(word, &c->a.tokens[i], CASE_ASIS, text);
        if (n) name_add(&all->scripts, text, n);
        name_add(&all->labels, word->deprel.p, word->deprel.n);
    }
    names_prune(&all->tags, 2);
    names_prune(&all->scripts, 2);
}

static void set_gold(corpus *c, const inventory *all)
{
    char text[1024];
    inventory *all_names = (inventory *)(uintptr_t)all;
    for (uint32_t i = 0; i < c->bank->word_n; i++) {
        const ch__conllu_word *word = &c->bank->words[i];
        c->tag[i] = (uint16_t)name_index(&all_names->tags, text, tag_text(word, text, sizeof text));
        for (int how = 0; how < CASES; how++)
            c->script[how][i] = (uint16_t)name_index(&all_names->scripts, text,
                                                     script_text(word, &c->a.tokens[i], how, text));
    }
    c->sentences = allocate(c->bank->sentence_n, sizeof *c->sentences);
    for (uint32_t s = 0; s < c->bank->sentence_n; s++) {
        const ch__conllu_sentence *from = &c->bank->sentences[s];
        sentence *out = &c->sentences[c->sentence_n];
        out->begin = from->word_begin;
        out->n = from->word_end - from->word_begin;
        if (out->n == 0 || out->n > SENTENCE_MAX) continue;
        make_tree(c, from, all, out);
        c->sentence_n++;
    }
}

typedef struct job {
    network *net;
    ch__parser *parser;
    tape *t;
    const corpus *c;
    const sentence *sentences[BATCH_WORDS];
    uint32_t sentence_n;
    uint16_t tag_of_row[BATCH_WORDS + SENTENCE_MAX + 400]; /* UINT16_MAX: nothing to learn */
    uint16_t script_of_row[BATCH_WORDS + SENTENCE_MAX + 400];
    uint32_t length[BATCH_WORDS]; /* of each sentence as learnt */
    float explore;
    float *slots, *d_slots, *scores, *scratch, *slot_transposed;
    float *tag_transposed, *script_transposed;
    ch__state state;
    uint8_t is_stacked[SENTENCE_MAX];
    uint32_t steps, wrong;
} job;

static float *gradient(const job *j, const float *weight)
{
    return j->t->d_dense + (weight - j->net->dense);
}

/* Softmax heads over the encoder: scores become gradients, which go to weights, biases and dx. */
static void head_back(job *j, const uint16_t *gold, uint32_t class_n, uint32_t columns,
                      const float *weight, const float *bias, float *transposed, float strength)
{
    const uint32_t width = j->net->shape.width, rows = ch__row_round(j->t->row_n);
    const float *x = tape_row(j->t, j->net, 0);
    ch__matrix_multiply(rows, columns, width, x, width, weight, columns, bias, j->scores, columns);
    for (uint32_t r = 0; r < rows; r++) {
        float *scores = j->scores + (size_t)r * columns;
        const bool is_word = r < j->t->row_n && j->t->is_word[r];
        const uint16_t wanted = is_word ? gold[r] : UINT16_MAX;
        if (wanted == UINT16_MAX) {
            memset(scores, 0, columns * sizeof *scores);
            continue;
        }
        softmax(scores, class_n);
        scores[wanted] -= 1;
        float *d_bias = gradient(j, bias);
        for (uint32_t i = 0; i < class_n; i++) d_bias[i] += scores[i] *= strength;
        memset(scores + class_n, 0, (columns - class_n) * sizeof *scores);
    }
    add_product(x, width, rows, width, j->scores, columns, columns, gradient(j, weight),
                j->scratch);
    ch__matrix_multiply(rows, width, columns, j->scores, columns, transposed, width, NULL,
                        j->t->dx + width, width);
}

static void add(float *to, const float *from, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) to[i] += from[i];
}

/* The gradient of the hidden layer goes where its sum came from. */
static void step_back(job *j, const float *d_wide, float *d_slots)
{
    const ch__parser *p = j->parser;
    const uint32_t w = 2 * p->shape.hidden, label_n = p->shape.label_n;
    int32_t slots[CH__SLOT_N];
    ch__state_slots(&j->state, slots);
    for (uint32_t i = 0; i < CH__SLOT_N; i++)
        add(slots[i] >= 0               ? d_slots + ((size_t)slots[i] * CH__SLOT_N + i) * w
            : slots[i] == CH__SLOT_ROOT ? gradient(j, p->slot_root) + i * w
                                        : gradient(j, p->slot_empty) + i * w,
            d_wide, w);
    for (uint32_t i = 0; i < CH__LABEL_SLOT_N; i++) {
        const int32_t word = slots[CH__LABEL_SLOT_FIRST + i];
        const uint32_t label = word >= 0 ? j->state.label[word] : label_n;
        add(gradient(j, p->label) + ((size_t)i * (label_n + 1) + label) * w, d_wide, w);
    }
    add(gradient(j, p->distance) + ch__state_distance(&j->state) * w, d_wide, w);
    add(gradient(j, p->hidden_bias), d_wide, w);
}

/* allowed[a]: may be taken; good[a]: costs least. */
static void judge(const job *j, const gold_tree *gold, uint8_t *allowed, uint8_t *good)
{
    const ch__state *s = &j->state;
    const uint32_t label_n = j->parser->shape.label_n, root = j->parser->root_label;
    const costs c = oracle_costs(s, gold, j->is_stacked);
    int32_t least = c.shift < c.left ? c.shift : c.left;
    if (c.right < least) least = c.right;
    memset(allowed, 0, CH__ACTION_MAX);
    memset(good, 0, CH__ACTION_MAX);
    allowed[0] = c.shift != INT32_MAX;
    good[0] = c.shift == least;
    if (s->depth < 2) return;
    const int32_t top = s->stack[s->depth - 1], below = s->stack[s->depth - 2];
    const bool is_left_gold = gold->head[top] == s->next, is_right_gold = gold->head[top] == below;
    for (uint32_t l = 0; l < label_n; l++) {
        const bool is_root_arc = s->depth == 2;
        allowed[1 + l] = c.left != INT32_MAX && l != root;
        good[1 + l] = allowed[1 + l] && c.left == least && (!is_left_gold || gold->label[top] == l);
        allowed[1 + label_n + l] = c.right != INT32_MAX && (l == root) == is_root_arc;
        good[1 + label_n + l] = allowed[1 + label_n + l] && c.right == least &&
                                (!is_right_gold || is_root_arc || gold->label[top] == l);
    }
}

/* -log of the good actions' share; scores become their gradient. Returns the best good action. */
static uint32_t loss(float *scores, uint32_t n, const uint8_t *allowed, const uint8_t *good,
                     uint32_t *out_best)
{
    uint32_t best = CH_NONE, best_good = CH_NONE;
    for (uint32_t a = 0; a < n; a++) {
        if (allowed[a] && (best == CH_NONE || scores[a] > scores[best])) best = a;
        if (good[a] && (best_good == CH_NONE || scores[a] > scores[best_good])) best_good = a;
    }
    float all = 0, share = 0;
    const float largest = scores[best];
    for (uint32_t a = 0; a < n; a++) {
        scores[a] = allowed[a] ? expf(scores[a] - largest) : 0;
        all += scores[a];
        share += good[a] ? scores[a] : 0;
    }
    if (share < 1e-12f) share = 1e-12f;
    for (uint32_t a = 0; a < n; a++)
        scores[a] = scores[a] / all - (good[a] ? scores[a] / share : 0);
    *out_best = best;
    return best_good;
}

static void action_back(job *j, const float *hidden, const float *wide, const float *d_scores,
                        float *d_wide)
{
    const uint32_t h = j->parser->shape.hidden, columns = j->parser->action_columns;
    float *d_weight = gradient(j, j->parser->action_weight);
    add(gradient(j, j->parser->action_bias), d_scores, columns);
    for (uint32_t k = 0; k < h; k++) {
        const float *weight = j->parser->action_weight + (size_t)k * columns;
        float *dw = d_weight + (size_t)k * columns, d = 0, lanes[8] = {0};
        for (uint32_t a = 0; a < columns; a += 8)
            for (uint32_t i = 0; i < 8; i++) {
                dw[a + i] += hidden[k] * d_scores[a + i];
                lanes[i] += weight[a + i] * d_scores[a + i];
            }
        for (uint32_t i = 0; i < 8; i++) d += lanes[i];
        d_wide[k] = wide[k] > wide[h + k] ? d : 0;
        d_wide[h + k] = wide[k] > wide[h + k] ? 0 : d;
    }
}

static void learn_sentence(job *j, const sentence *s, uint32_t n, const float *slots,
                           float *d_slots)
{
    float wide[2 * CH__HIDDEN_MAX], hidden[CH__HIDDEN_MAX], scores[CH__ACTION_MAX] = {0};
    float d_wide[2 * CH__HIDDEN_MAX];
    uint8_t allowed[CH__ACTION_MAX], good[CH__ACTION_MAX];
    const uint32_t label_n = j->parser->shape.label_n, action_n = 1 + 2 * label_n;
    ch__state_begin(&j->state, (int32_t)n);
    memset(j->is_stacked, 0, n);
    while (!ch__state_is_end(&j->state)) {
        judge(j, &s->gold, allowed, good);
        ch__parser_score(j->parser, &j->state, slots, wide, hidden, scores);
        memset(scores + action_n, 0, (CH__ACTION_MAX - action_n) * sizeof *scores);
        uint32_t best;
        const uint32_t best_good = loss(scores, action_n, allowed, good, &best);
        action_back(j, hidden, wide, scores, d_wide);
        step_back(j, d_wide, d_slots);
        j->steps++;
        j->wrong += best != best_good;
        const uint32_t action = random_unit(&j->t->random) < j->explore ? best : best_good;
        if (action == 0)
            j->is_stacked[j->state.next] = 1;
        else
            j->is_stacked[j->state.stack[j->state.depth - 1]] = 0;
        ch__state_apply(&j->state, action, label_n);
    }
}

static void *work(void *argument)
{
    job *j = argument;
    const ch__parser *p = j->parser;
    const uint32_t width = j->net->shape.width, columns = CH__SLOT_N * 2 * p->shape.hidden;
    network_forward(j->net, j->t, true);
    const uint32_t rows = ch__row_round(j->t->row_n);
    const float *x = tape_row(j->t, j->net, 0);
    memset(j->slots, 0, (size_t)rows * columns * sizeof(float));
    memset(j->d_slots, 0, (size_t)rows * columns * sizeof(float));
    ch__matrix_multiply(rows, columns, width, x, width, p->slot_weight, columns, NULL, j->slots,
                        columns);
    for (uint32_t s = 0, row = 1; s < j->sentence_n; row += j->length[s++] + 1)
        learn_sentence(j, j->sentences[s], j->length[s], j->slots + (size_t)row * columns,
                       j->d_slots + (size_t)row * columns);
    add_product(x, width, rows, width, j->d_slots, columns, columns, gradient(j, p->slot_weight),
                j->scratch);
    ch__matrix_multiply(rows, width, columns, j->d_slots, columns, j->slot_transposed, width, NULL,
                        j->t->dx + width, width);
    head_back(j, j->tag_of_row, p->shape.tag_n, p->tag_columns, p->tag_weight, p->tag_bias,
              j->tag_transposed, 1);
    head_back(j, j->script_of_row, p->shape.script_n, p->script_columns, p->script_weight,
              p->script_bias, j->script_transposed, 0.5f);
    network_backward(j->net, j->t);
    return NULL;
}

static int choose_case(random_state *random)
{
    const float x = random_unit(random);
    return x < SHARE_UPPER ? CASE_UPPER : x < SHARE_UPPER + SHARE_TITLE ? CASE_TITLE : CASE_ASIS;
}

/* Words of the sentence that are learnt: now and then not its final mark. */
static uint32_t choose_length(const job *j, const sentence *s, float share)
{
    const ch__conllu_word *last = &j->c->bank->words[s->begin + s->n - 1];
    const bool is_stop = s->n > 2 && ch__sv_is(last->upos, "PUNCT") &&
                         s->gold.head[s->n - 1] >= 0 &&
                         s->gold.head[s->gold.head[s->n - 1]] == CH__SLOT_ROOT &&
                         s->gold.child_begin[s->n] == s->gold.child_begin[s->n - 1];
    return is_stop && random_unit(&j->t->random) < share ? s->n - 1 : s->n;
}

static void fill_sentence(job *j, const sentence *s)
{
    const int how = choose_case(&j->t->random);
    const uint32_t n = choose_length(j, s, how == CASE_ASIS ? SHARE_UNSTOPPED : 0.7f);
    j->length[j->sentence_n] = n;
    j->sentences[j->sentence_n++] = s;
    tape_blank(j->t);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t token = s->begin + i;
        j->tag_of_row[j->t->row_n] = j->c->tag[token];
        j->script_of_row[j->t->row_n] = j->c->script[how][token];
        tape_word(j->t, j->net, &j->c->features[how][token],
                  random_unit(&j->t->random) < j->c->drop[token]);
    }
}

static void fill_job(job *j, const uint32_t *order, uint32_t n, uint32_t *at)
{
    tape_clear(j->t);
    j->sentence_n = 0;
    while (*at < n && j->t->row_n < BATCH_WORDS) fill_sentence(j, &j->c->sentences[order[(*at)++]]);
    tape_blank(j->t);
}

static void run_epoch(job *jobs, const corpus *c, const uint32_t *order, float rate_from,
                      float rate_to)
{
    network *n = jobs[0].net;
    const ch__parser *p = jobs[0].parser;
    const uint32_t width = n->shape.width, columns = CH__SLOT_N * 2 * p->shape.hidden;
    for (uint32_t at = 0; at < c->sentence_n;) {
        float words = 0;
        const float rate = rate_from + (rate_to - rate_from) * (float)at / (float)c->sentence_n;
        for (uint32_t s = 0; s < SHARDS; s++) {
            jobs[s].t->random.x =
                (n->step + 1) * 6364136223846793005ull + s * 1442695040888963407ull + 1;
            fill_job(&jobs[s], order, c->sentence_n, &at);
            words += (float)jobs[s].t->row_n;
        }
        network_prepare(n);
        transpose(p->slot_weight, width, columns, columns, jobs[0].slot_transposed);
        transpose(p->tag_weight, width, p->tag_columns, p->tag_columns, jobs[0].tag_transposed);
        transpose(p->script_weight, width, p->script_columns, p->script_columns,
                  jobs[0].script_transposed);
        run_shards(work, jobs, sizeof *jobs);
        network_update(n, jobs[0].t, words, rate);
    }
}

static void job_init(job *j, network *n, ch__parser *p, tape *t, const corpus *c)
{
    const uint32_t columns = CH__SLOT_N * 2 * p->shape.hidden, rows = t->row_max;
    const uint32_t widest = p->tag_columns > p->script_columns ? p->tag_columns : p->script_columns;
    j->net = n, j->parser = p, j->t = t, j->c = c;
    j->slots = allocate((size_t)rows * columns, sizeof(float));
    j->d_slots = allocate((size_t)rows * columns, sizeof(float));
    j->scores = allocate((size_t)rows * widest, sizeof(float));
    j->scratch = allocate((size_t)rows * n->shape.width, sizeof(float));
    int32_t *numbers = allocate(4ul * (SENTENCE_MAX + 1), sizeof *numbers);
    j->state = (ch__state){.stack = numbers,
                           .head = numbers + SENTENCE_MAX + 1,
                           .left = numbers + 2 * (SENTENCE_MAX + 1),
                           .right = numbers + 3 * (SENTENCE_MAX + 1),
                           .label = allocate(SENTENCE_MAX, 1)};
}

static void init_weights(const ch__parser *p, uint64_t seed)
{
    random_state random = {seed};
    const size_t width = p->encoder.shape.width, wide = 2 * (size_t)p->shape.hidden;
    matrix_init((float *)(uintptr_t)p->slot_weight, width, CH__SLOT_N * wide, CH__SLOT_N * wide / 6,
                &random);
    float *const slot = (float *)(uintptr_t)p->slot_weight;
    for (size_t i = 0; i < width * CH__SLOT_N * wide; i++)
        if (slot[i] == 0) slot[i] = 0.05f * random_normal(&random);
    matrix_init((float *)(uintptr_t)p->action_weight, p->shape.hidden, p->action_columns,
                1 + 2 * p->shape.label_n, &random);
}

typedef struct parts {
    ch__container cuts, vectors, splitter;
    char about[4096];
} parts;

/* All sections of the model; the result is what pack and dev tests read. */
static ch_sv assemble(const network *n, const ch__parser *p, const inventory *all,
                      const parts *from, ch_arena *arena)
{
    static ch__language_header header;
    ch__vectors vectors;
    ch_error err;
    ch_sv out;
    load_vectors(&from->vectors, &vectors);
    header =
        (ch__language_header){.format = CH__LANGUAGE_FORMAT,
                              .cut_bits = 0,
                              .run_n = (uint32_t)(part_section(&from->cuts, "cuts.runs").n / 8),
                              .vector_slot_n = vectors.slot_n,
                              .vector_row_n = vectors.row_n,
                              .vector_scale = vectors.scale,
                              .encoder = n->shape,
                              .parser = p->shape};
    while (((size_t)CH__CUT_STRIDE << header.cut_bits) * 2 <
           part_section(&from->cuts, "cuts.weight").n)
        header.cut_bits++;
    memcpy(&header.splitter, part_section(&from->splitter, "splitter.shape").p,
           sizeof header.splitter);
    int8_t *table = allocate((size_t)n->table_row_n * n->shape.width, 1);
    float *scale = allocate(n->table_row_n, sizeof(float));
    quantise_table(n, table, scale);
    const ch_sv tags = names_lines(&all->tags), scripts = names_lines(&all->scripts),
                labels = names_lines(&all->labels);
    const ch__section sections[] = {
        {"about", {from->about, strlen(from->about)}},
        {"language", {(const char *)&header, sizeof header}},
        {"cuts.weight", part_section(&from->cuts, "cuts.weight")},
        {"cuts.runs", part_section(&from->cuts, "cuts.runs")},
        {"vectors.slots", part_section(&from->vectors, "vectors.slots")},
        {"vectors.rows", part_section(&from->vectors, "vectors.rows")},
        {"splitter.table", part_section(&from->splitter, "splitter.table")},
        {"splitter.scale", part_section(&from->splitter, "splitter.scale")},
        {"splitter.weight", part_section(&from->splitter, "splitter.weight")},
        {"parser.table", {(const char *)table, (size_t)n->table_row_n * n->shape.width}},
        {"parser.scale", {(const char *)scale, n->table_row_n * sizeof(float)}},
        {"parser.weight", {(const char *)n->dense, n->dense_n * sizeof(float)}},
        {"tags", tags},
        {"scripts", scripts},
        {"relations", labels},
    };
    require(ch__container_build(sections, sizeof sections / sizeof *sections, arena, &out, &err),
            &err);
    free(table), free(scale);
    free((char *)(uintptr_t)tags.p), free((char *)(uintptr_t)scripts.p),
        free((char *)(uintptr_t)labels.p);
    return out;
}

typedef struct scores {
    double upos, xpos, feats, lemma, uas, las;
} scores;

/* The shipped code on the shipped bytes, given words. */
static scores test_model(ch_sv bytes, corpus *dev)
{
    ch__container container;
    ch__language *language;
    ch_error err;
    require(ch__container_open(bytes, "model", &container, &err), &err);
    require(ch__language_open(&container, &language, &err), &err);
    require(ch__language_run_tokens(language, &dev->a, &err), &err);
    scores s = {0};
    const double one = 100.0 / dev->a.token_n;
    for (uint32_t w = 0; w < dev->a.token_n; w++) {
        const ch__conllu_word *gold = &dev->bank->words[w];
        const ch_token *own = &dev->a.tokens[w];
        const uint32_t begin = dev->a.sentences[own->sentence].token_begin;
        const bool is_head = gold->head == (own->head == CH_NONE ? 0 : own->head - begin + 1);
        s.upos += one * ch__sv_is(gold->upos, ch_upos_text((ch_upos)own->upos));
        s.xpos += one * ch__sv_is(gold->xpos, ch_xpos_text((ch_xpos)own->xpos));
        s.feats += one * ch__sv_eq(gold->feats, own->feats);
        s.lemma += one * ch__sv_eq(gold->lemma, own->lemma);
        s.uas += one * is_head;
        s.las += one * (is_head && ch__sv_is(gold->deprel, ch_deprel_text((ch_deprel)own->deprel)));
    }
    ch__language_close(language);
    return s;
}

typedef struct options {
    uint32_t width, depth, hidden, epochs;
} options;

static options read_options(int argc, char **argv)
{
    options o = {128, 4, 64, 15};
    for (int c; (c = getopt(argc, argv, "w:d:h:e:")) != -1;) {
        const uint32_t value = optarg ? (uint32_t)strtoul(optarg, NULL, 10) : 0;
        if (c == 'w') o.width = value;
        if (c == 'd') o.depth = value;
        if (c == 'h') o.hidden = value;
        if (c == 'e') o.epochs = value;
    }
    if (argc - optind < 6 || o.width % 32 || o.hidden % 16)
        die("usage: train_parser [-w WIDTH] [-d DEPTH] [-h HIDDEN] [-e EPOCHS] OUT CUTS VECTORS "
            "SPLITTER DEV "
            "TREEBANK...");
    return o;
}

static void describe(const options *o, const scores *s, char *about, size_t size)
{
    snprintf(about, size,
             "name\tchancery-english\nkind\tlanguage\nversion\t1\nlanguage\ten\n"
             "licence\tCC BY-SA 4.0\n"
             "data\tUD_English-EWT 15d613d (CC BY-SA 4.0)\n"
             "data\tUD_English-GUM afb41ee, documents GUM_news GUM_interview GUM_academic GUM_bio "
             "GUM_court "
             "GUM_voyage (texts CC BY, CC BY-SA or public domain; annotation CC BY 4.0)\n"
             "data\traw text: Wikipedia Current events (CC BY-SA 4.0), en.kremlin.ru (CC BY 4.0), "
             "US government "
             "(public domain), UN General Debate Corpus (CC0), OpenStax (CC BY 4.0), Commonwealth "
             "of Australia "
             "(CC BY 3.0 AU)\n"
             "tool\ttraining/train\n"
             "shape\twidth %u, depth %u, hidden %u, epochs %u\n"
             "scores\tEWT dev, given words: UPOS %.2f XPOS %.2f features %.2f lemma %.2f UAS %.2f "
             "LAS %.2f\n",
             o->width, o->depth, o->hidden, o->epochs, s->upos, s->xpos, s->feats, s->lemma, s->uas,
             s->las);
}

int main(int argc, char **argv)
{
    const options o = read_options(argc, argv);
    char **files = argv + optind;
    static parts from;
    static tape tapes[SHARDS];
    static job jobs[SHARDS];
    static corpus train, dev;
    static inventory all;
    from.cuts = read_part(files[1]), from.vectors = read_part(files[2]),
    from.splitter = read_part(files[3]);
    ch__vectors vectors;
    load_vectors(&from.vectors, &vectors);
    read_corpus(1, files + 4, &dev);
    read_corpus(argc - optind - 5, files + 5, &train);
    take_inventory(&train, &all);
    set_gold(&train, &all);
    count_words(&train);
    ch__parser parser = {.shape = {o.hidden, all.labels.n, all.tags.n, all.scripts.n}};
    fprintf(stderr, "parser: %u tags, %u scripts, %u relations\n", all.tags.n, all.scripts.n,
            all.labels.n);
    parser.encoder.shape =
        (ch__encoder_shape){o.width, o.depth, {10000, 10000, 1500, 5000, 1500, 5000, 1000, 4}};
    network net;
    network_init(&net, parser.encoder.shape, &vectors, ch__parser_float_n(&parser), 2026);
    ch__parser_place(&parser, net.dense + ch__encoder_float_n(&parser.encoder.shape));
    parser.root_label = name_index(&all.labels, "root", 4);
    init_weights(&parser, 1123);
    float *transposed = allocate(
        (size_t)o.width * (CH__SLOT_N * 2 * o.hidden + parser.tag_columns + parser.script_columns),
        sizeof(float));
    for (uint32_t s = 0; s < SHARDS; s++) {
        tape_init(&tapes[s], &net, BATCH_WORDS + SENTENCE_MAX + 16);
        job_init(&jobs[s], &net, &parser, &tapes[s], &train);
        jobs[s].slot_transposed = transposed;
        jobs[s].tag_transposed = transposed + (size_t)o.width * CH__SLOT_N * 2 * o.hidden;
        jobs[s].script_transposed = jobs[s].tag_transposed + (size_t)o.width * parser.tag_columns;
    }
    uint32_t *order = allocate(train.sentence_n, sizeof *order);
    for (uint32_t i = 0; i < train.sentence_n; i++) order[i] = i;
    random_state random = {777};
    double best = 0;
    for (uint32_t epoch = 0; epoch < o.epochs; epoch++) {
        shuffle(order, train.sentence_n, &random);
        for (uint32_t s = 0; s < SHARDS; s++) {
            jobs[s].explore = epoch < 1 ? 0 : 0.9f;
            jobs[s].steps = jobs[s].wrong = 0;
        }
        run_epoch(jobs, &train, order, RATE * (1.0f - (float)epoch / (float)o.epochs),
                  RATE * (1.0f - (float)(epoch + 1) / (float)o.epochs));
        ch_arena arena;
        ch_arena_init(&arena, 0);
        const scores s = test_model(assemble(&net, &parser, &all, &from, &arena), &dev);
        fprintf(stderr,
                "parser: epoch %u, steps wrong %.2f %%, dev UPOS %.2f XPOS %.2f feats %.2f lemma "
                "%.2f UAS %.2f LAS %.2f\n",
                epoch + 1,
                100.0 * (jobs[0].wrong + jobs[1].wrong) / (jobs[0].steps + jobs[1].steps), s.upos,
                s.xpos, s.feats, s.lemma, s.uas, s.las);
        describe(&o, &s, from.about, sizeof from.about);
        if (s.las > best) write_file(files[0], assemble(&net, &parser, &all, &from, &arena));
        if (s.las > best) best = s.las;
        ch_arena_deinit(&arena);
    }
    return 0;
}
