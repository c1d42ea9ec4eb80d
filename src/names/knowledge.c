#include "names/names.h"

#include <stdlib.h>

struct ch__knowledge {
    int unused;
};

ch_status ch__knowledge_open(const ch__container *data, ch__knowledge **out, ch_error *err)
{
    (void)data;
    *out = calloc(1, sizeof **out);
    return *out ? CH_OK : ch_fail(err, CH_E_NOMEM, "names", CH_NOWHERE, "no memory");
}

void ch__knowledge_close(ch__knowledge *knowledge) { free(knowledge); }
