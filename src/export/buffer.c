#include "export/buffer.h"

#include <stdlib.h>

void ch__buffer_add(ch__buffer *buffer, const char *bytes, size_t n)
{
    if (buffer->is_failed || !n) return;
    if (n > buffer->capacity - buffer->n) {
        size_t capacity = buffer->capacity ? buffer->capacity : 4096;
        while (capacity - buffer->n < n && capacity < SIZE_MAX / 4) capacity *= 2;
        char *bigger = realloc(buffer->bytes, capacity);
        if (!bigger) {
            buffer->is_failed = true;
            return;
        }
        buffer->bytes = bigger;
        buffer->capacity = capacity;
    }
    memcpy(buffer->bytes + buffer->n, bytes, n);
    buffer->n += n;
}

void ch__buffer_free(ch__buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (ch__buffer){0};
}

ch_status ch__buffer_take(ch__buffer *buffer, char **out, size_t *out_n, ch_error *err)
{
    if (buffer->is_failed) {
        ch__buffer_free(buffer);
        return ch_fail(err, CH_E_NOMEM, "export", CH_NOWHERE, "no memory for the output");
    }
    *out = buffer->bytes;
    *out_n = buffer->n;
    return CH_OK;
}
