/* src/language/model.h - the sections of english.model that the engine uses, checked and placed.
 * Their layout is described in docs/format-container.md. */
#ifndef CH_LANGUAGE_MODEL_H
#define CH_LANGUAGE_MODEL_H

#include "language/language.h"
#include "language/lemma.h"
#include "language/parser.h"
#include "language/tokenizer.h"

#define CH__LANGUAGE_FORMAT 1u

/* The section "language": numbers that size all others, little-endian. */
typedef struct ch__language_header {
    uint32_t format; /* CH__LANGUAGE_FORMAT */
    uint32_t cut_bits, run_n;
    uint32_t vector_slot_n, vector_row_n;
    float vector_scale;
    ch__encoder_shape splitter;
    ch__encoder_shape encoder;
    ch__parser_shape parser;
} ch__language_header;

typedef struct ch__tag {
    uint8_t upos, xpos;
    ch_sv feats;
} ch__tag;

typedef struct ch__splitter {
    ch__encoder encoder;
    const float *weight; /* (width,) */
    float bias;          /* a word begins a sentence where weight * x + bias > 0 */
} ch__splitter;

struct ch__language {
    ch__tokenizer tokenizer;
    ch__vectors vectors;
    ch__splitter splitter;
    ch__parser parser;
    ch__tag *tags;       /* (parser.shape.tag_n,) */
    ch__script *scripts; /* (parser.shape.script_n,) */
    uint8_t *deprels;    /* (parser.shape.label_n,) ch_deprel */
};

/* Tokens (span, form, lower, is_space_after, sentence) and sentences of a->report.text. */
ch_status ch__segment(const ch__language *language, ch_analysis *a, ch_error *err);

/* Tags, lemmas and heads of a's sentences; the layers' batches are in the arena. */
ch_status ch__tag_and_parse(const ch__language *language, ch_analysis *a, ch_error *err);

enum { CH__SENTENCE_WORDS_MAX = 400 };

/* Marks words that begin a sentence: is_start[i]; on entry those that begin a paragraph are set. */
ch_status ch__split(const ch__language *language, const ch_token *tokens, uint32_t n,
                    uint8_t *is_start, ch_arena *arena, ch_error *err);

#endif
