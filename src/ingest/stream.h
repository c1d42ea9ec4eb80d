/* src/ingest/stream.h - bytes of a file, pipe or buffer; gzip and UTF-16 undone on the way.
 * RFC 1952 (members may follow one another), RFC 2781. */
#ifndef CH_INGEST_STREAM_H
#define CH_INGEST_STREAM_H

#include "chancery/base.h"

typedef struct ch__stream ch__stream;

/* The stream closes `fd`. `name` is copied. */
ch_status ch__stream_open_fd(int fd, const char *name, ch__stream **out, ch_error *err);
ch_status ch__stream_open_memory(ch_sv bytes, const char *name, ch__stream **out, ch_error *err);
void ch__stream_close(ch__stream *stream);

/* At most `size` (at least 8) bytes into `out`; *out_n == 0 only at the end. A byte order mark is
 * taken off. CH_E_IO: the system refused; CH_E_FORMAT: damaged gzip or UTF-16; the *out_n bytes before the
 * damage are good. */
ch_status ch__stream_read(ch__stream *stream, char *out, size_t size, size_t *out_n, ch_error *err);

const char *ch__stream_name(const ch__stream *stream);

#endif
