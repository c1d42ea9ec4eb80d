/* src/language/language.h - the language engine as the engine room sees it. */
#ifndef CH_LANGUAGE_INTERNAL_H
#define CH_LANGUAGE_INTERNAL_H

#include "base/container.h"
#include "chancery/analysis.h"

typedef struct ch__language
    ch__language; /* points into the mapped model; const, shared by threads */

/* Check the model's sections and make it usable. The bytes outlive the result. */
ch_status ch__language_open(const ch__container *model, ch__language **out, ch_error *err);
void ch__language_close(ch__language *language);

/* Text -> a->sentences, a->tokens. Uses a->report.text and a->arena only. Time and memory linear in
 * the text. */
ch_status ch__language_run(const ch__language *language, ch_analysis *a, ch_error *err);

/* Tag and parse given words: a->sentences and a->tokens exist with span/form/lower set. */
ch_status ch__language_run_tokens(const ch__language *language, ch_analysis *a, ch_error *err);

#endif
