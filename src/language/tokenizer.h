/* src/language/tokenizer.h - text -> words.
 *
 * Text is cut into atoms (runs of letters, runs of digits, single marks); between atoms that touch a
 * linear model decides: one word, two words, or two words of one contraction ("do|n't").
 */
#ifndef CH_LANGUAGE_TOKENIZER_H
#define CH_LANGUAGE_TOKENIZER_H

#include "language/word.h"

typedef enum ch__cut {
    CH__CUT_JOIN,   /* "3|.|5" */
    CH__CUT_SPLIT,  /* "end|." */
    CH__CUT_CLITIC, /* "do|n't" */
    CH__CUT_N
} ch__cut;

enum { CH__CUT_FEATURE_N = 18, CH__CUT_STRIDE = 4, CH__RUN_MAX = 1024, CH__WORD_BYTES_MAX = 512 };

typedef struct ch__atom {
    uint32_t begin, end; /* bytes of the text */
    uint32_t hash;       /* of the lower-cased atom */
    uint8_t shape;       /* class, length, case */
    bool is_space_after; /* or the text ends */
    bool is_forced;      /* the cut after it is certain: inside "cannot" or an endless word */
} ch__atom;

typedef struct ch__tokenizer {
    const int16_t *weights; /* (1 << bits, CH__CUT_STRIDE) */
    uint32_t bits;
    const uint32_t
        *runs; /* (run_n, 2) sorted by hash: letters that are two words, bytes of the first */
    uint32_t run_n;
} ch__tokenizer;

/* All atoms of the text. Linear. */
ch_status ch__atoms(const ch__tokenizer *tokenizer, ch_sv text, ch_arena *arena,
                    ch__atom **out_atoms, uint32_t *out_n, ch_error *err);

/* Rows of the weight table for the place after atom i; `chunk` is found by ch__chunk_of. */
typedef struct ch__chunk {
    uint32_t begin, end; /* atoms between white space */
    uint32_t hash, shape_hash, flags;
} ch__chunk;
void ch__chunk_of(ch_sv text, const ch__atom *atoms, uint32_t n, uint32_t begin, ch__chunk *out);
void ch__cut_features(const ch__atom *atoms, uint32_t n, uint32_t i, const ch__chunk *chunk,
                      ch__cut previous, uint32_t bits, uint32_t rows[CH__CUT_FEATURE_N]);

/* The cut after each atom: cuts[i] for i < n. Where white space follows it is CH__CUT_SPLIT. */
void ch__cuts(const ch__tokenizer *tokenizer, ch_sv text, const ch__atom *atoms, uint32_t n,
              uint8_t *cuts);

#endif
