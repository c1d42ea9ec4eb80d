/* training/trainer.h - what the trainers share: treebanks, random numbers, parts of a model.
 *
 * Trainers are programs of their own, run once by training/train; they may print and exit.
 */
#ifndef CH_TRAINER_H
#define CH_TRAINER_H

#include "base/container.h"
#include "language/conllu.h"
#include "language/model.h"

_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void require(ch_status status, const ch_error *err);
void *allocate(size_t n, size_t size); /* zeroed, never NULL */

ch_sv read_file(const char *path);
void write_file(const char *path, ch_sv bytes);

/* xorshift64*, the same everywhere. */
typedef struct random_state {
    uint64_t x;
} random_state;
uint64_t random_next(random_state *r);
float random_unit(random_state *r); /* [0, 1) */
float random_normal(random_state *r);
void shuffle(uint32_t *items, uint32_t n, random_state *r);

/* Sentences of several CoNLL-U files. Of GUM only documents of genres whose licence lets a model be
 * shipped are taken (SOURCES: news, interview, academic, bio, court, voyage); others are dropped. */
typedef struct treebank {
    ch_arena arena;
    ch__conllu all; /* sentence_n and sentences after the selection */
} treebank;
void treebank_read(treebank *bank, int file_n, char **files);

/* Text of the treebank: a blank line before each paragraph, words at begin[i] .. end[i]. Words of a
 * contraction that are no substrings of it have begin == end. */
typedef struct bank_text {
    ch_sv text;
    uint32_t *begin, *end; /* (word_n,) */
} bank_text;
void treebank_text(const treebank *bank, bank_text *out);

/* A part of the model: a container whose sections pack_model joins. */
void write_part(const char *path, const ch__section *sections, uint32_t n);
ch__container read_part(const char *path);
ch_sv part_section(const ch__container *part, const char *name);

void load_tokenizer(const ch__container *part, ch__tokenizer *out);
void load_vectors(const ch__container *part, ch__vectors *out);

#endif
