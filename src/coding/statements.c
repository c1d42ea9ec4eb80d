#include "coding/coder.h"

ch_status ch__statements_find(ch__coder *coder)
{
    (void)coder;
    return CH_OK;
}
