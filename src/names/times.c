#include "names/names.h"

ch_status ch__times_run(ch_analysis *a, ch_error *err)
{
    (void)a, (void)err;
    return CH_OK;
}
