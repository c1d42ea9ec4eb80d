/* src/language/lemma.h - lemmas as edit scripts: how to change the case and the end of a word.
 *
 * "L0:" lower-cases ("The" -> "the"), "K0:" keeps, "T0:" keeps the first letter and lower-cases the
 * rest ("MINSK" -> "Minsk"); then bytes are cut off the end and others put there: "L3:be" makes "be"
 * of "was", "L3:y" "country" of "countries".
 */
#ifndef CH_LANGUAGE_LEMMA_H
#define CH_LANGUAGE_LEMMA_H

#include "base/text.h"

typedef struct ch__script {
    char fold; /* 'L', 'K', 'T' */
    uint8_t cut;
    ch_sv append;
} ch__script;

/* "L3:be"; false if it is no script. The append part borrows the text. */
bool ch__script_parse(ch_sv text, ch__script *out);

/* Borrows form or lower where it can. A script that does not fit the word only folds its case. */
ch_status ch__script_apply(const ch__script *script, ch_sv form, ch_sv lower, ch_arena *arena,
                           ch_sv *out, ch_error *err);

/* The script that makes `lemma` of the word, written to `out` (at least lemma.n + 16 bytes); its
 * length, 0 if none exists. For the trainer. */
size_t ch__script_make(ch_sv form, ch_sv lower, ch_sv lemma, char *out);

#endif
