/* cmd/conllu_score.h - the measures of the CoNLL 2018 shared task between two CoNLL-U files. */
#ifndef CH_CONLLU_SCORE_H
#define CH_CONLLU_SCORE_H

#include "command.h"

typedef enum conllu_measure {
    MEASURE_SENTENCES, /* same first and last character */
    MEASURE_WORDS,
    MEASURE_UPOS,
    MEASURE_XPOS,
    MEASURE_FEATURES, /* the whole column */
    MEASURE_LEMMA,
    MEASURE_UAS,
    MEASURE_LAS,         /* relations without their subtypes, as the shared task counts */
    MEASURE_LAS_SUBTYPE, /* "nsubj:pass" is not "nsubj" */
    MEASURE_N
} conllu_measure;

typedef struct conllu_count {
    uint32_t gold, own, right;
} conllu_count;

extern const char *const CONLLU_MEASURE_NAMES[MEASURE_N];

/* Words are aligned by their characters, white space aside; inside contractions by their longest
 * common subsequence. CH_E_FORMAT where the characters differ. */
ch_status conllu_compare(ch_sv gold, const char *gold_name, ch_sv own, const char *own_name,
                         conllu_count counts[MEASURE_N], ch_error *err);

double conllu_f1(const conllu_count *count); /* 0 .. 1 */

#endif
