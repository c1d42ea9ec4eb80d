/* training/encoder.h - ch__encode with gradients: parameters, one pass forward and back, Adam.
 *
 * The weights lie as in the model file (ch__encoder_place), followed by whatever the heads need, so a
 * trained model is written by copying. Each update sums the gradients of SHARDS batches, computed
 * by as many threads and added in a fixed order: the number of cores does not change the result.
 */
#ifndef CH_TRAINING_ENCODER_H
#define CH_TRAINING_ENCODER_H

#include "trainer.h"

enum { SHARDS = 2 };

typedef struct network {
    ch__encoder_shape shape;
    ch__encoder view; /* of dense, for its pointers */
    const ch__vectors *vectors;
    uint32_t table_row_n;
    float *table; /* (table_row_n, width) */
    float *dense; /* (dense_n,) encoder, then heads */
    size_t dense_n;
    float *transposed[CH__DEPTH_MAX]; /* (2 * width, inner) of each layer's weight */
    float dropout;
    /* Adam */
    float *dense_m, *dense_v, *table_m, *table_v;
    uint32_t step;
} network;

/* A batch with everything the way back needs, and the gradients it sums up. */
typedef struct tape {
    uint32_t row_n, row_max;
    uint32_t *table_row;              /* (row_max, CH__FEATURE_N) CH_NONE: dropped */
    uint32_t *vector;                 /* (row_max,) */
    uint8_t *is_word;                 /* (row_max,) */
    float *x[CH__DEPTH_MAX + 1];      /* (row_max + 2, width) */
    float *wide;                      /* (row_max, 2 * width) */
    float *larger[CH__DEPTH_MAX + 1]; /* (row_max, width) before normalising; [0]: sums */
    uint8_t
        *which[CH__DEPTH_MAX + 1]; /* (row_max, width) 1: the second half was larger, 2: dropped */
    float *dx;        /* (row_max + 2, width) gradient of the result, to be filled by the heads */
    float *d_dense;   /* (dense_n,) */
    float *d_table;   /* (table_row_n, width) */
    uint8_t *touched; /* (table_row_n,) */
    float *scratch_a, *scratch_b;
    random_state random;
} tape;

void network_init(network *n, ch__encoder_shape shape, const ch__vectors *vectors,
                  size_t head_floats, uint64_t seed);
void tape_init(tape *t, const network *n, uint32_t row_max);

/* Rows: tape_clear, then tape_blank and tape_word in turn, beginning and ending with a blank. */
void tape_clear(tape *t);
void tape_blank(tape *t);
void tape_word(tape *t, const network *n, const ch__features *features, bool is_norm_dropped);

void network_forward(const network *n, tape *t, bool is_training);
void network_backward(const network *n, tape *t);
/* Before the shards of an update run. */
void network_prepare(network *n);
/* Adds up the tapes' gradients, clears them, steps. `words` scales the gradient. */
void network_update(network *n, tape *tapes, float words, float rate);

static inline float *tape_row(const tape *t, const network *n, uint32_t row)
{
    return t->x[n->shape.depth] + (size_t)(row + 1) * n->shape.width;
}
static inline float *tape_gradient(const tape *t, const network *n, uint32_t row)
{
    return t->dx + (size_t)(row + 1) * n->shape.width;
}

/* Run work(argument of each shard) in SHARDS threads. */
void run_shards(void *(*work)(void *), void *arguments, size_t argument_size);

/* C[rows x columns] += A^T B with A (inner x rows): the gradient of a weight. Uses scratch. */
void add_product(const float *a, size_t a_stride, uint32_t inner, uint32_t rows, const float *b,
                 size_t b_stride, uint32_t columns, float *c, float *scratch);
/* (rows x columns) -> (columns x rows) */
void transpose(const float *from, uint32_t rows, uint32_t columns, size_t stride, float *to);

/* Bytes and row scales of the table. */
void quantise_table(const network *n, int8_t *table, float *scale);

/* Softmax over n scores in place. */
void softmax(float *scores, uint32_t n);
void matrix_init(float *weights, size_t inner, size_t columns, size_t used, random_state *random);

#endif
