#include "coding/coding.h"

#include <stdlib.h>

struct ch__codebook {
    int unused;
};

ch_status ch__codebook_open(const ch__container *data, ch__codebook **out, ch_error *err)
{
    (void)data;
    *out = calloc(1, sizeof **out);
    return *out ? CH_OK : ch_fail(err, CH_E_NOMEM, "coding", CH_NOWHERE, "no memory");
}

void ch__codebook_close(ch__codebook *codebook) { free(codebook); }

ch_status ch__coding_run(const ch__codebook *codebook, ch_analysis *a, ch_error *err)
{
    (void)codebook, (void)a, (void)err;
    return CH_OK;
}
