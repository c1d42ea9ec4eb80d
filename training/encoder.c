#include "encoder.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__linux__) &&       \
    !defined(__SANITIZE_ADDRESS__)
#define FAST __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FAST
#endif

void matrix_init(float *weights, size_t inner, size_t columns, size_t used, random_state *random)
{
    const float scale = sqrtf(2.0f / (float)(inner + used));
    for (size_t k = 0; k < inner; k++)
        for (size_t c = 0; c < columns; c++)
            weights[k * columns + c] = c < used ? scale * random_normal(random) : 0;
}

static uint32_t inner_of(const network *n, uint32_t l) { return n->shape.width * (l == 0 ? 1 : 3); }

static float *writable(const float *p) { return (float *)(uintptr_t)p; }

static void fill(const float *p, size_t n, float value)
{
    float *to = writable(p);
    for (size_t i = 0; i < n; i++) to[i] = value;
}

void network_init(network *n, ch__encoder_shape shape, const ch__vectors *vectors,
                  size_t head_floats, uint64_t seed)
{
    *n = (network){.shape = shape, .vectors = vectors, .dropout = 0.25f};
    n->view.shape = shape;
    n->table_row_n = ch__encoder_row_n(&shape, n->view.table_at);
    n->dense_n = ch__encoder_float_n(&shape) + head_floats;
    n->dense = allocate(n->dense_n, sizeof(float));
    n->dense_m = allocate(n->dense_n, sizeof(float));
    n->dense_v = allocate(n->dense_n, sizeof(float));
    const size_t table_n = (size_t)n->table_row_n * shape.width;
    n->table = allocate(table_n, sizeof(float));
    n->table_m = allocate(table_n, sizeof(float));
    n->table_v = allocate(table_n, sizeof(float));
    ch__encoder_place(&n->view, n->dense);
    random_state random = {seed};
    for (size_t i = 0; i < table_n; i++) n->table[i] = 0.1f * random_normal(&random);
    for (size_t i = 0; i < (size_t)CH__VECTOR_WIDTH * shape.width; i++)
        writable(n->view.projection)[i] = 0.04f * random_normal(&random);
    fill(n->view.gain, shape.width, 1);
    for (uint32_t l = 0; l < shape.depth; l++) {
        const ch__layer *layer = &n->view.layers[l];
        matrix_init(writable(layer->weight), inner_of(n, l), 2 * shape.width, 2 * shape.width,
                    &random);
        fill(layer->gain, shape.width, 1);
        n->transposed[l] = allocate((size_t)inner_of(n, l) * 2 * shape.width, sizeof(float));
    }
}

void tape_init(tape *t, const network *n, uint32_t row_max)
{
    const size_t width = n->shape.width;
    row_max = ch__row_round(row_max);
    *t = (tape){.row_max = row_max};
    t->table_row = allocate((size_t)row_max * CH__FEATURE_N, sizeof(uint32_t));
    t->vector = allocate(row_max, sizeof(uint32_t));
    t->is_word = allocate(row_max, 1);
    for (uint32_t l = 0; l <= n->shape.depth; l++) {
        t->x[l] = allocate((row_max + 2) * width, sizeof(float));
        t->larger[l] = allocate(row_max * width, sizeof(float));
        t->which[l] = allocate(row_max * width, 1);
    }
    t->wide = allocate(row_max * 2 * width, sizeof(float));
    t->dx = allocate((row_max + 2) * width, sizeof(float));
    t->d_dense = allocate(n->dense_n, sizeof(float));
    t->d_table = allocate((size_t)n->table_row_n * width, sizeof(float));
    t->touched = allocate(n->table_row_n, 1);
    t->scratch_a = allocate((size_t)(row_max + 8) * 3 * width + 64, sizeof(float));
    t->scratch_b = allocate((size_t)(row_max + 8) * 3 * width + 64, sizeof(float));
}

void tape_clear(tape *t) { t->row_n = 0; }

void tape_blank(tape *t)
{
    if (t->row_n >= t->row_max) die("batch too long");
    t->is_word[t->row_n++] = 0;
}

void tape_word(tape *t, const network *n, const ch__features *features, bool is_norm_dropped)
{
    if (t->row_n >= t->row_max) die("batch too long");
    const uint32_t row = t->row_n++;
    t->is_word[row] = 1;
    for (uint32_t f = 0; f < CH__FEATURE_N; f++)
        t->table_row[row * CH__FEATURE_N + f] =
            is_norm_dropped && f <= CH__FEATURE_NORM_B
                ? CH_NONE
                : n->view.table_at[f] + features->hash[f] % n->shape.rows[f];
    t->vector[row] = ch__vector_row(n->vectors, features->norm);
}

FAST static void add_scaled(float *to, const float *from, float scale, size_t n)
{
    for (size_t i = 0; i < n; i++) to[i] += scale * from[i];
}

static void vector_of(const network *n, uint32_t row, float *out)
{
    const int8_t *vector = n->vectors->rows + (size_t)row * CH__VECTOR_WIDTH;
    for (uint32_t i = 0; i < CH__VECTOR_WIDTH; i++) out[i] = n->vectors->scale * (float)vector[i];
}

/* Dropped units get a mark and are zero; the others are scaled up, so inference needs nothing. */
static void drop(const network *n, tape *t, uint8_t *which, float *y)
{
    const float keep = 1.0f / (1.0f - n->dropout);
    const uint32_t threshold = (uint32_t)(n->dropout * 65536.0f);
    uint64_t bits = 0;
    for (uint32_t i = 0; i < n->shape.width; i++, bits >>= 16) {
        if (i % 4 == 0) bits = random_next(&t->random);
        if ((bits & 0xFFFF) < threshold)
            which[i] |= 2, y[i] = 0;
        else
            y[i] *= keep;
    }
}

static void embed(const network *n, tape *t, uint32_t row, bool is_training)
{
    const uint32_t width = n->shape.width;
    float *sum = t->larger[0] + (size_t)row * width, *x = t->x[0] + (size_t)(row + 1) * width;
    uint8_t *which = t->which[0] + (size_t)row * width;
    memset(sum, 0, width * sizeof *sum);
    memset(which, 0, width);
    for (uint32_t f = 0; f < CH__FEATURE_N; f++) {
        const uint32_t at = t->table_row[row * CH__FEATURE_N + f];
        if (at != CH_NONE) add_scaled(sum, n->table + (size_t)at * width, 1, width);
    }
    if (t->vector[row] != CH_NONE) {
        float vector[CH__VECTOR_WIDTH];
        vector_of(n, t->vector[row], vector);
        for (uint32_t i = 0; i < CH__VECTOR_WIDTH; i++)
            add_scaled(sum, n->view.projection + (size_t)i * width, vector[i], width);
    }
    ch__normalise(sum, width, n->view.gain, n->view.shift, x);
    if (is_training) drop(n, t, which, x);
}

static void run_layer(const network *n, uint32_t l, tape *t, bool is_training)
{
    const uint32_t width = n->shape.width;
    const ch__layer *layer = &n->view.layers[l];
    ch__matrix_multiply(ch__row_round(t->row_n), 2 * width, inner_of(n, l),
                        t->x[l] + (l == 0 ? width : 0), width, layer->weight, 2 * width,
                        layer->bias, t->wide, 2 * width);
    memset(t->x[l + 1], 0, (size_t)(t->row_max + 2) * width * sizeof(float));
    for (uint32_t r = 0; r < t->row_n; r++) {
        if (!t->is_word[r]) continue;
        const float *wide = t->wide + (size_t)r * 2 * width,
                    *from = t->x[l] + (size_t)(r + 1) * width;
        float *larger = t->larger[l + 1] + (size_t)r * width,
              *to = t->x[l + 1] + (size_t)(r + 1) * width;
        uint8_t *which = t->which[l + 1] + (size_t)r * width;
        for (uint32_t i = 0; i < width; i++) {
            which[i] = !(wide[i] > wide[width + i]);
            larger[i] = which[i] ? wide[width + i] : wide[i];
        }
        ch__normalise(larger, width, layer->gain, layer->shift, to);
        if (is_training) drop(n, t, which, to);
        add_scaled(to, from, 1, width);
    }
}

void network_forward(const network *n, tape *t, bool is_training)
{
    const uint32_t width = n->shape.width;
    memset(t->x[0], 0, (size_t)(t->row_max + 2) * width * sizeof(float));
    for (uint32_t r = 0; r < t->row_n; r++)
        if (t->is_word[r]) embed(n, t, r, is_training);
    for (uint32_t l = 0; l < n->shape.depth; l++) run_layer(n, l, t, is_training);
    memset(t->dx, 0, (size_t)(t->row_max + 2) * width * sizeof(float));
}

void transpose(const float *from, uint32_t rows, uint32_t columns, size_t stride, float *to)
{
    for (uint32_t r0 = 0; r0 < rows; r0 += 16)
        for (uint32_t c0 = 0; c0 < columns; c0 += 16)
            for (uint32_t r = r0; r < rows && r < r0 + 16; r++)
                for (uint32_t c = c0; c < columns && c < c0 + 16; c++)
                    to[(size_t)c * rows + r] = from[r * stride + c];
}

void add_product(const float *a, size_t a_stride, uint32_t inner, uint32_t rows, const float *b,
                 size_t b_stride, uint32_t columns, float *c, float *scratch)
{
    transpose(a, inner, rows, a_stride, scratch);
    ch__matrix_multiply(rows, columns, inner, scratch, inner, b, b_stride, NULL, c, columns);
}

/* Through y = gain * (x - mean) / deviation + shift. d: gradient of y, becomes that of x. */
static void normalise_back(const float *x, uint32_t n, const float *gain, float *d, float *d_gain,
                           float *d_shift)
{
    float sum = 0, square = 0, total = 0, along = 0;
    for (uint32_t i = 0; i < n; i++) sum += x[i], square += x[i] * x[i];
    const float mean = sum / (float)n;
    const float inverse = 1.0f / sqrtf(square / (float)n - mean * mean + 1e-4f);
    for (uint32_t i = 0; i < n; i++) {
        const float hat = (x[i] - mean) * inverse;
        d_gain[i] += d[i] * hat;
        d_shift[i] += d[i];
        d[i] *= gain[i];
        total += d[i];
        along += d[i] * hat;
    }
    for (uint32_t i = 0; i < n; i++)
        d[i] = inverse * (d[i] - total / (float)n - (x[i] - mean) * inverse * along / (float)n);
}

static float *gradient_of(const network *n, const tape *t, const float *weight)
{
    return t->d_dense + (weight - n->dense);
}

static void undrop(const network *n, const uint8_t *which, float *d)
{
    const float keep = 1.0f / (1.0f - n->dropout);
    for (uint32_t i = 0; i < n->shape.width; i++) d[i] = which[i] & 2 ? 0 : d[i] * keep;
}

static void layer_back(const network *n, uint32_t l, tape *t)
{
    const uint32_t width = n->shape.width, inner = inner_of(n, l), rows = ch__row_round(t->row_n);
    const ch__layer *layer = &n->view.layers[l];
    float *d_wide = t->wide, *d_bias = gradient_of(n, t, layer->bias);
    memset(d_wide, 0, (size_t)rows * 2 * width * sizeof(float));
    for (uint32_t r = 0; r < t->row_n; r++) {
        if (!t->is_word[r]) continue;
        float d[256];
        const uint8_t *which = t->which[l + 1] + (size_t)r * width;
        memcpy(d, t->dx + (size_t)(r + 1) * width, width * sizeof *d);
        undrop(n, which, d);
        normalise_back(t->larger[l + 1] + (size_t)r * width, width, layer->gain, d,
                       gradient_of(n, t, layer->gain), gradient_of(n, t, layer->shift));
        float *to = d_wide + (size_t)r * 2 * width;
        for (uint32_t i = 0; i < width; i++) to[(which[i] & 1) * width + i] = d[i];
        add_scaled(d_bias, to, 1, 2 * width);
    }
    const float *input = t->x[l] + (l == 0 ? width : 0);
    for (uint32_t part = 0; part < inner / width; part++)
        add_product(input + (size_t)part * width, width, rows, width, d_wide, 2 * width, 2 * width,
                    gradient_of(n, t, layer->weight) + (size_t)part * width * 2 * width,
                    t->scratch_a);
    memset(t->scratch_b, 0, (size_t)rows * inner * sizeof(float));
    ch__matrix_multiply(rows, inner, 2 * width, d_wide, 2 * width, n->transposed[l], inner, NULL,
                        t->scratch_b, inner);
    for (uint32_t r = 0; r < t->row_n; r++)
        if (t->is_word[r])
            add_scaled(t->dx + (size_t)(r + (l == 0)) * width, t->scratch_b + (size_t)r * inner, 1,
                       inner);
}

static void embed_back(const network *n, tape *t)
{
    const uint32_t width = n->shape.width;
    for (uint32_t r = 0; r < t->row_n; r++) {
        if (!t->is_word[r]) continue;
        float *d = t->dx + (size_t)(r + 1) * width;
        undrop(n, t->which[0] + (size_t)r * width, d);
        normalise_back(t->larger[0] + (size_t)r * width, width, n->view.gain, d,
                       gradient_of(n, t, n->view.gain), gradient_of(n, t, n->view.shift));
        for (uint32_t f = 0; f < CH__FEATURE_N; f++) {
            const uint32_t at = t->table_row[r * CH__FEATURE_N + f];
            if (at == CH_NONE) continue;
            add_scaled(t->d_table + (size_t)at * width, d, 1, width);
            t->touched[at] = 1;
        }
        if (t->vector[r] == CH_NONE) continue;
        float vector[CH__VECTOR_WIDTH], *d_projection = gradient_of(n, t, n->view.projection);
        vector_of(n, t->vector[r], vector);
        for (uint32_t i = 0; i < CH__VECTOR_WIDTH; i++)
            add_scaled(d_projection + (size_t)i * width, d, vector[i], width);
    }
}

/* A blank row between sentences takes part in no gradient: what layer_back put there is cleared. */
static void clear_blanks(const network *n, tape *t)
{
    const uint32_t width = n->shape.width;
    memset(t->dx, 0, width * sizeof(float));
    for (uint32_t r = 0; r < t->row_n; r++)
        if (!t->is_word[r]) memset(t->dx + (size_t)(r + 1) * width, 0, width * sizeof(float));
}

void network_backward(const network *n, tape *t)
{
    for (uint32_t l = n->shape.depth; l-- > 0;) {
        layer_back(n, l, t);
        clear_blanks(n, t);
    }
    embed_back(n, t);
}

void network_prepare(network *n)
{
    for (uint32_t l = 0; l < n->shape.depth; l++)
        transpose(n->view.layers[l].weight, inner_of(n, l), 2 * n->shape.width, 2 * n->shape.width,
                  n->transposed[l]);
}

typedef struct adam {
    float rate, correct_m, correct_v, scale;
} adam;

FAST static void adam_step(adam a, float *w, float *m, float *v, float *d, float *d2, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const float g = (d[i] + d2[i]) * a.scale;
        d[i] = d2[i] = 0;
        m[i] += 0.1f * (g - m[i]);
        v[i] += 0.003f * (g * g - v[i]);
        w[i] -= a.rate * (m[i] * a.correct_m) / (sqrtf(v[i] * a.correct_v) + 1e-6f);
    }
}

void network_update(network *n, tape *tapes, float words, float rate)
{
    const uint32_t width = n->shape.width;
    n->step++;
    const adam a = {rate, 1.0f / (1.0f - powf(0.9f, (float)n->step)),
                    1.0f / (1.0f - powf(0.997f, (float)n->step)), 1.0f / words};
    adam_step(a, n->dense, n->dense_m, n->dense_v, tapes[0].d_dense, tapes[1].d_dense, n->dense_n);
    for (uint32_t r = 0; r < n->table_row_n; r++) {
        if (!tapes[0].touched[r] && !tapes[1].touched[r]) continue;
        const size_t at = (size_t)r * width;
        tapes[0].touched[r] = tapes[1].touched[r] = 0;
        adam_step(a, n->table + at, n->table_m + at, n->table_v + at, tapes[0].d_table + at,
                  tapes[1].d_table + at, width);
    }
}

void run_shards(void *(*work)(void *), void *arguments, size_t argument_size)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, (char *)arguments + argument_size) != 0)
        die("no thread");
    work(arguments);
    pthread_join(thread, NULL);
}

void quantise_table(const network *n, int8_t *table, float *scale)
{
    const uint32_t width = n->shape.width;
    for (uint32_t r = 0; r < n->table_row_n; r++) {
        const float *row = n->table + (size_t)r * width;
        float largest = 1e-6f;
        for (uint32_t i = 0; i < width; i++)
            if (fabsf(row[i]) > largest) largest = fabsf(row[i]);
        scale[r] = largest / 127.0f;
        for (uint32_t i = 0; i < width; i++)
            table[(size_t)r * width + i] = (int8_t)lrintf(row[i] / scale[r]);
    }
}

void softmax(float *scores, uint32_t n)
{
    float largest = scores[0], sum = 0;
    for (uint32_t i = 1; i < n; i++)
        if (scores[i] > largest) largest = scores[i];
    for (uint32_t i = 0; i < n; i++) sum += scores[i] = expf(scores[i] - largest);
    for (uint32_t i = 0; i < n; i++) scores[i] /= sum;
}
