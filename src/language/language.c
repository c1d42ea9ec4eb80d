#include "language/language.h"

#include "language/tree.h"

#include <stdlib.h>

struct ch__language {
    int unused;
};

ch_status ch__language_open(const ch__container *model, ch__language **out, ch_error *err)
{
    (void)model;
    *out = calloc(1, sizeof **out);
    return *out ? CH_OK : ch_fail(err, CH_E_NOMEM, "language", CH_NOWHERE, "no memory");
}

void ch__language_close(ch__language *language) { free(language); }

ch_status ch__language_run(const ch__language *language, ch_analysis *a, ch_error *err)
{
    (void)language, (void)a, (void)err;
    return CH_OK;
}

ch_status ch__language_run_tokens(const ch__language *language, ch_analysis *a, ch_error *err)
{
    (void)language, (void)a, (void)err;
    return CH_OK;
}
