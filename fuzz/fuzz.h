/* fuzz.h - what the targets share. A target checks the promises of a header, not only the absence of
 * crashes; a promise broken is an abort. */
#ifndef CH_FUZZ_H
#define CH_FUZZ_H

#include "base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) abort();                                                                 \
    } while (0)

enum { FUZZ_ARENA_LIMIT = 64 << 20 };

static inline ch_sv input_text(const uint8_t *data, size_t size)
{
    return (ch_sv){(const char *)data, size};
}

/* A failure says what was wrong, in one line. */
static inline void check_error(ch_status status, const ch_error *err)
{
    CHECK(status < 0 && err->code == status);
    CHECK(err->message[0] && !strchr(err->message, '\n'));
}

#endif
