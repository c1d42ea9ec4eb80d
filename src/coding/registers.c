#include "coding/coder.h"

ch_status ch__registers_fill(ch__coder *coder)
{
    (void)coder;
    return CH_OK;
}
