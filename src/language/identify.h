/* src/language/identify.h - which language a text is in, so that only English is read.
 *
 * Letters tell the script; within a script the commonest words and letters that few languages use tell
 * the language (data/language/languages.tsv). A guess costs at most 24,000 bytes of looking. Doubt is
 * English: short, mixed and unknown texts are read. */
#ifndef CH_LANGUAGE_IDENTIFY_H
#define CH_LANGUAGE_IDENTIFY_H

#include "base/container.h"
#include "chancery/analysis.h"

typedef struct ch__identifier ch__identifier; /* const once open, shared by threads */

/* Read the table from chancery.dat; `data` outlives the result. CH_E_FORMAT names the line. */
ch_status ch__identifier_open(const ch__container *data, ch__identifier **out, ch_error *err);
void ch__identifier_close(ch__identifier *identifier); /* NULL is fine */

typedef struct ch__language_guess {
    ch_sv code,
        name;        /* "fr", "French": the likeliest; of English when nothing speaks for another */
    bool is_other;   /* surely not English */
    uint32_t word_n; /* Latin words looked at */
    uint32_t english_n; /* of these, common English words that the likeliest other has not */
} ch__language_guess;

/* A pure function of valid UTF-8. */
ch__language_guess ch__identify(const ch__identifier *identifier, ch_sv text);

/* CH_E_LANGUAGE for a report that is not in English. Its own word about its language (`language`) is
 * believed only where the text agrees or has next to no English in it. */
ch_status ch__language_check(const ch__identifier *identifier, const ch_report *report,
                             ch_error *err);

#endif
