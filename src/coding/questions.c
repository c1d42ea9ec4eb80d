#include "coding/coder.h"

ch_status ch__questions_find(ch__coder *coder)
{
    (void)coder;
    return CH_OK;
}
