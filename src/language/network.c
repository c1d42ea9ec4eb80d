#include "language/network.h"

#include <math.h>

/* One function, several machine codes, chosen once by the loader. Only x86-64 with glibc has this;
 * elsewhere the compiler's own target is used. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__linux__) &&       \
    !defined(__SANITIZE_ADDRESS__)
#define FAST __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FAST
#endif

typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));

/* Eight rows by 32 columns held in registers; the sum over `inner` runs in order. */
FAST void ch__matrix_multiply(uint32_t rows, uint32_t columns, uint32_t inner, const float *a,
                              size_t a_stride, const float *b, size_t b_stride, const float *bias,
                              float *c, size_t c_stride)
{
    for (uint32_t column = 0; column < columns; column += CH__COLUMN_BLOCK) {
        for (uint32_t row = 0; row < rows; row += CH__ROW_BLOCK) {
            const float *ap = a + row * a_stride, *bp = b + column;
            float *cp = c + row * c_stride + column;
            lanes sum[CH__ROW_BLOCK][2];
            for (uint32_t i = 0; i < CH__ROW_BLOCK; i++) {
                const float *from = bias ? bias + column : cp + i * c_stride;
                sum[i][0] = *(const lanes *)from;
                sum[i][1] = *(const lanes *)(from + 16);
            }
            for (uint32_t k = 0; k < inner; k++, bp += b_stride) {
                const lanes b0 = *(const lanes *)bp, b1 = *(const lanes *)(bp + 16);
#pragma GCC unroll 8
                for (uint32_t i = 0; i < CH__ROW_BLOCK; i++) {
                    const float value = ap[i * a_stride + k];
                    sum[i][0] += value * b0;
                    sum[i][1] += value * b1;
                }
            }
            for (uint32_t i = 0; i < CH__ROW_BLOCK; i++) {
                *(lanes *)(cp + i * c_stride) = sum[i][0];
                *(lanes *)(cp + i * c_stride + 16) = sum[i][1];
            }
        }
    }
}

uint32_t ch__encoder_row_n(const ch__encoder_shape *shape, uint32_t table_at[CH__FEATURE_N])
{
    uint32_t at = 0;
    for (uint32_t f = 0; f < CH__FEATURE_N; f++) {
        if (f == CH__FEATURE_NORM_B) {
            table_at[f] = table_at[CH__FEATURE_NORM_A];
            continue;
        }
        table_at[f] = at;
        at += shape->rows[f];
    }
    return at;
}

static size_t layer_inner(const ch__encoder_shape *shape, uint32_t layer)
{
    return (size_t)shape->width * (layer == 0 ? 1 : 3);
}

size_t ch__encoder_float_n(const ch__encoder_shape *shape)
{
    const size_t width = shape->width;
    size_t n = CH__VECTOR_WIDTH * width + 2 * width;
    for (uint32_t l = 0; l < shape->depth; l++)
        n += layer_inner(shape, l) * 2 * width + 2 * width + 2 * width;
    return n;
}

void ch__encoder_place(ch__encoder *encoder, const float *floats)
{
    const size_t width = encoder->shape.width;
    encoder->projection = floats, floats += CH__VECTOR_WIDTH * width;
    encoder->gain = floats, floats += width;
    encoder->shift = floats, floats += width;
    for (uint32_t l = 0; l < encoder->shape.depth; l++) {
        ch__layer *layer = &encoder->layers[l];
        layer->weight = floats, floats += layer_inner(&encoder->shape, l) * 2 * width;
        layer->bias = floats, floats += 2 * width;
        layer->gain = floats, floats += width;
        layer->shift = floats, floats += width;
    }
}

uint32_t ch__vector_row(const ch__vectors *vectors, uint64_t norm)
{
    if (vectors->slot_n == 0) return CH_NONE;
    const uint32_t key = (uint32_t)(norm >> 32), mask = vectors->slot_n - 1;
    uint32_t at = (uint32_t)norm & mask;
    for (uint32_t tries = 0; tries < 64; tries++, at = (at + 1) & mask) {
        const uint32_t row = vectors->slots[2 * at + 1];
        if (row == 0) return CH_NONE;
        if (vectors->slots[2 * at] == key) return row <= vectors->row_n ? row - 1 : CH_NONE;
    }
    return CH_NONE;
}

ch_status ch__batch_new(ch_arena *arena, uint32_t width, uint32_t row_max, ch__batch *out,
                        ch_error *err)
{
    ch__batch batch = {.row_max = ch__row_round(row_max)};
    void *memory;
    CH_TRY(ch_arena_alloc(arena, batch.row_max, sizeof *batch.features, &memory, err));
    batch.features = memory;
    CH_TRY(ch_arena_alloc(arena, (size_t)(batch.row_max + 2) * width, sizeof(float), &memory, err));
    batch.x = memory;
    CH_TRY(ch_arena_alloc(arena, (size_t)batch.row_max * 2 * width, sizeof(float), &memory, err));
    batch.wide = memory;
    *out = batch;
    return CH_OK;
}

FAST static float normalise(const float *x, uint32_t n, const float *gain, const float *shift,
                            float *y)
{
    float sum[16] = {0}, square[16] = {0};
    for (uint32_t i = 0; i < n; i += 16)
        for (uint32_t j = 0; j < 16; j++) {
            sum[j] += x[i + j];
            square[j] += x[i + j] * x[i + j];
        }
    float total = 0, total_square = 0;
    for (uint32_t j = 0; j < 16; j++) total += sum[j], total_square += square[j];
    const float mean = total / (float)n;
    const float inverse = 1.0f / sqrtf(total_square / (float)n - mean * mean + 1e-4f);
    for (uint32_t i = 0; i < n; i++) y[i] = (x[i] - mean) * inverse * gain[i] + shift[i];
    return inverse;
}

float ch__normalise(const float *x, uint32_t n, const float *gain, const float *shift, float *y)
{
    return normalise(x, n, gain, shift, y);
}

FAST static void add_scaled(float *to, const int8_t *from, float scale, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) to[i] += scale * (float)from[i];
}

FAST static void add_row(float *to, const float *from, float scale, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) to[i] += scale * from[i];
}

static void embed(const ch__encoder *encoder, const ch__vectors *vectors,
                  const ch__features *features, float *x)
{
    const uint32_t width = encoder->shape.width;
    float sum[256] = {0};
    for (uint32_t f = 0; f < CH__FEATURE_N; f++) {
        const size_t row = encoder->table_at[f] + features->hash[f] % encoder->shape.rows[f];
        add_scaled(sum, encoder->table + row * width, encoder->table_scale[row], width);
    }
    const uint32_t row = ch__vector_row(vectors, features->norm);
    if (row != CH_NONE) {
        const int8_t *vector = vectors->rows + (size_t)row * CH__VECTOR_WIDTH;
        for (uint32_t i = 0; i < CH__VECTOR_WIDTH; i++)
            add_row(sum, encoder->projection + (size_t)i * width, vectors->scale * (float)vector[i],
                    width);
    }
    normalise(sum, width, encoder->gain, encoder->shift, x);
}

FAST static void larger_half(const float *wide, uint32_t width, float *out)
{
    for (uint32_t i = 0; i < width; i++) {
        const float a = wide[i], b = wide[width + i];
        out[i] = a > b ? a : b;
    }
}

static void run_layer(const ch__encoder *encoder, uint32_t l, ch__batch *batch)
{
    const uint32_t width = encoder->shape.width;
    const ch__layer *layer = &encoder->layers[l];
    const float *input = l == 0 ? batch->x + width : batch->x; /* three rows follow each other */
    ch__matrix_multiply(ch__row_round(batch->row_n), 2 * width,
                        (uint32_t)layer_inner(&encoder->shape, l), input, width, layer->weight,
                        2 * width, layer->bias, batch->wide, 2 * width);
    for (uint32_t r = 0; r < batch->row_n; r++) {
        if (!batch->features[r]) continue;
        float larger[256], normal[256];
        larger_half(batch->wide + (size_t)r * 2 * width, width, larger);
        normalise(larger, width, layer->gain, layer->shift, normal);
        add_row(ch__batch_row(batch, width, r), normal, 1.0f, width);
    }
}

void ch__encode(const ch__encoder *encoder, const ch__vectors *vectors, ch__batch *batch)
{
    const uint32_t width = encoder->shape.width;
    for (uint32_t r = 0; r < batch->row_n; r++) {
        float *x = ch__batch_row(batch, width, r);
        if (batch->features[r])
            embed(encoder, vectors, batch->features[r], x);
        else
            memset(x, 0, width * sizeof *x);
    }
    memset(ch__batch_row(batch, width, batch->row_n), 0,
           (size_t)(batch->row_max + 1 - batch->row_n) * width * sizeof(float));
    for (uint32_t l = 0; l < encoder->shape.depth; l++) run_layer(encoder, l, batch);
}

uint32_t ch__argmax(const float *scores, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (scores[i] > scores[best]) best = i;
    return best;
}
