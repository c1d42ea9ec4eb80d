/* src/export/buffer.h - bytes that grow. A failed allocation sets `is_failed` and later writes do
 * nothing, so that one check at the end is enough. */
#ifndef CH_EXPORT_BUFFER_H
#define CH_EXPORT_BUFFER_H

#include "chancery/base.h"

/* Zero-initialised is empty; `bytes` is malloc'ed. */
typedef struct ch__buffer {
    char *bytes;
    size_t n, capacity;
    bool is_failed;
} ch__buffer;

void ch__buffer_add(ch__buffer *buffer, const char *bytes, size_t n);
void ch__buffer_free(ch__buffer *buffer);
/* Hands the bytes over; CH_E_NOMEM and nothing to free if a write failed. */
ch_status ch__buffer_take(ch__buffer *buffer, char **out, size_t *out_n, ch_error *err);

#endif
