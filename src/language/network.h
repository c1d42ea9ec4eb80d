/* src/language/network.h - the arithmetic of the engine: a convolutional encoder of words.
 *
 * A word is a sum of rows of hashed tables and a projected word vector; a few residual layers look
 * at one word to each side: x += norm(maxout(W [left, self, right] + b)). Honnibal's hash-embedding
 * CNN (spaCy 2), sized for the processor's cache. fp32; each sum runs in a fixed order, so one
 * machine always gives one answer, whatever else is in the batch.
 */
#ifndef CH_LANGUAGE_NETWORK_H
#define CH_LANGUAGE_NETWORK_H

#include "language/word.h"

#define CH__VECTOR_WIDTH 48u
#define CH__ROW_BLOCK    8u  /* matrix rows are worked on in blocks of this */
#define CH__COLUMN_BLOCK 32u /* matrix columns are a multiple of this */
#define CH__DEPTH_MAX    8u

/* C[rows x columns] = bias + A[rows x inner] B[inner x columns]; bias NULL: C += A B.
 * rows % CH__ROW_BLOCK == 0, columns % CH__COLUMN_BLOCK == 0; strides in floats. */
void ch__matrix_multiply(uint32_t rows, uint32_t columns, uint32_t inner, const float *a,
                         size_t a_stride, const float *b, size_t b_stride, const float *bias,
                         float *c, size_t c_stride);

typedef struct ch__encoder_shape {
    uint32_t width;               /* a multiple of 16, at most 256 */
    uint32_t depth;               /* layers, the first sees the word alone, at most CH__DEPTH_MAX */
    uint32_t rows[CH__FEATURE_N]; /* of each table; NORM_B shares NORM_A's and repeats its number */
} ch__encoder_shape;

typedef struct ch__layer {
    const float *weight;       /* (width or 3 * width, 2 * width) */
    const float *bias;         /* (2 * width,) */
    const float *gain, *shift; /* (width,) of the normalisation */
} ch__layer;

typedef struct ch__encoder {
    ch__encoder_shape shape;
    uint32_t table_at[CH__FEATURE_N]; /* first row of each feature's table */
    uint32_t table_row_n;
    const int8_t *table;       /* (table_row_n, width) */
    const float *table_scale;  /* (table_row_n,) */
    const float *projection;   /* (CH__VECTOR_WIDTH, width) */
    const float *gain, *shift; /* (width,) */
    ch__layer layers[CH__DEPTH_MAX];
} ch__encoder;

/* Hashed rows of every feature, all tables. */
uint32_t ch__encoder_row_n(const ch__encoder_shape *shape, uint32_t table_at[CH__FEATURE_N]);
/* Floats of an encoder's dense weights. */
size_t ch__encoder_float_n(const ch__encoder_shape *shape);
/* Point the views into `floats` (ch__encoder_float_n of them). */
void ch__encoder_place(ch__encoder *encoder, const float *floats);

/* The word vectors: open addressing on the 64-bit key of the normalised word. */
typedef struct ch__vectors {
    const uint32_t *slots; /* (slot_n, 2): key's high half, row + 1; 0: empty */
    uint32_t slot_n;       /* power of two */
    uint32_t row_n;
    const int8_t *rows; /* (row_n, CH__VECTOR_WIDTH) */
    float scale;
} ch__vectors;

/* Row of the word, CH_NONE if it has none. */
uint32_t ch__vector_row(const ch__vectors *vectors, uint64_t norm);

/* Words of several sequences in one matrix: row 0 is blank, then each sequence followed by a blank
 * row. features[row] is NULL on blank rows. */
typedef struct ch__batch {
    uint32_t row_n;                /* rows in use */
    uint32_t row_max;              /* rows allocated, a multiple of CH__ROW_BLOCK */
    const ch__features **features; /* (row_max,) */
    float *x;                      /* (row_max + 2, width), first and last row always zero */
    float *wide;                   /* (row_max, 2 * width) */
} ch__batch;

ch_status ch__batch_new(ch_arena *arena, uint32_t width, uint32_t row_max, ch__batch *out,
                        ch_error *err);

/* Encode batch->row_n rows; the result of row r is at ch__batch_row(batch, width, r). */
void ch__encode(const ch__encoder *encoder, const ch__vectors *vectors, ch__batch *batch);

static inline float *ch__batch_row(const ch__batch *batch, uint32_t width, uint32_t row)
{
    return batch->x + (size_t)(row + 1) * width;
}

/* Rows rounded up for ch__matrix_multiply. */
static inline uint32_t ch__row_round(uint32_t rows)
{
    return (rows + CH__ROW_BLOCK - 1) / CH__ROW_BLOCK * CH__ROW_BLOCK;
}
static inline uint32_t ch__column_round(uint32_t columns)
{
    return (columns + CH__COLUMN_BLOCK - 1) / CH__COLUMN_BLOCK * CH__COLUMN_BLOCK;
}

/* y = gain * (x - mean) / deviation + shift; returns 1 / deviation (the trainer needs it). */
float ch__normalise(const float *x, uint32_t n, const float *gain, const float *shift, float *y);

/* Index of the largest of n scores, the first of equals. */
uint32_t ch__argmax(const float *scores, uint32_t n);

#endif
