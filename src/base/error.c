#include "chancery/base.h"

#include <stdarg.h>
#include <stdio.h>

ch_status ch_fail(ch_error *err, ch_status code, const char *source, uint64_t byte,
                  const char *fmt, ...)
{
    if (!err) return code;
    err->code = code;
    err->byte = byte;
    snprintf(err->source, sizeof err->source, "%s", source ? source : "");
    va_list args;
    va_start(args, fmt);
    vsnprintf(err->message, sizeof err->message, fmt, args);
    va_end(args);
    return code;
}
