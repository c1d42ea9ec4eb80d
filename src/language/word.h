/* src/language/word.h - what the networks see of a word: a few hashes of its letters and shape.
 *
 * The trainers use the same code, so a change here needs a new model.
 */
#ifndef CH_LANGUAGE_WORD_H
#define CH_LANGUAGE_WORD_H

#include "base/text.h"

enum {
    CH__FEATURE_NORM_A, /* lower-cased word, digits as 0 */
    CH__FEATURE_NORM_B, /* the same under another hash: two words rarely share both rows */
    CH__FEATURE_SUFFIX2,
    CH__FEATURE_SUFFIX3,
    CH__FEATURE_PREFIX2,
    CH__FEATURE_PREFIX3,
    CH__FEATURE_SHAPE, /* "Xx", "dd", "x-x" */
    CH__FEATURE_SPACE, /* white space before and after */
    CH__FEATURE_N
};

typedef struct ch__features {
    uint32_t hash[CH__FEATURE_N]; /* taken modulo the rows of each table */
    uint64_t norm;                /* key of the word vectors */
} ch__features;

/* `lower` is the lower-cased form (ch_token.lower). */
void ch__features_of(ch_sv form, ch_sv lower, bool is_space_before, bool is_space_after,
                     ch__features *out);

/* Write the lower-cased form with straight apostrophes; returns the bytes written, at most
 * form.n * 3 / 2 + 4. */
size_t ch__lower_write(ch_sv form, char *out);
/* Would ch__lower_write change anything? */
bool ch__lower_differs(ch_sv form);

/* Classes of code points as the tokenizer and the shapes see them. */
typedef enum ch__char_class {
    CH__CHAR_SPACE,
    CH__CHAR_LETTER,
    CH__CHAR_DIGIT,
    CH__CHAR_OTHER, /* punctuation, symbols, emoji: each stands alone */
} ch__char_class;
ch__char_class ch__char_class_of(uint32_t code_point);

#endif
