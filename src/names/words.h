/* src/names/words.h - the folded words by which names are compared.
 *
 * Lower case; Latin letters without their marks; dots of acronyms, apostrophes and the possessive 's
 * dropped; every other sign a blank; "&" is "and"; single letters run together ("J. D. Vance" and
 * "J.D. Vance" are "jd vance", "U. S." is "us"). Used by the build tool and at run time alike. */
#ifndef CH_NAMES_WORDS_H
#define CH_NAMES_WORDS_H

#include "chancery/base.h"

enum { CH__WORDS_TEXT_MAX = 160, CH__WORDS_MAX = 16 };

typedef struct ch__words {
    char text[CH__WORDS_TEXT_MAX]; /* words with one blank between, not terminated */
    uint32_t n, word_n;
    uint32_t upper_mask;  /* bit i: word i begins with a capital */
    uint32_t caps_mask;   /* bit i: word i has two letters or more, all of them capitals */
    uint32_t single_mask; /* bit i: word i is made of single letters */
    bool is_glued;        /* the text so far ends in an apostrophe: "d'" + "Ivoire" */
} ch__words;

/* Append the words of `text`; all-zero is the empty start. `is_after_space` false lets "d'" and
 * "Ivoire" be one word. False when the limits are passed; `words` is then of no use. */
bool ch__words_add(ch__words *words, ch_sv text, bool is_after_space);

ch_sv ch__words_text(const ch__words *words);

#endif
