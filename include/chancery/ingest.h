/* chancery/ingest.h - from files and streams to reports.
 *
 * Reads plain text (a file is one report), JSON Lines (a line is one report) and HTML pages, each
 * also gzipped, in UTF-8, UTF-16 with its mark, Windows-1252 or Latin-1. What comes out is valid
 * UTF-8 without NUL; every later offset counts bytes of that text. One bad report never stops the
 * others. Does not fetch anything.
 */
#ifndef CHANCERY_INGEST_H
#define CHANCERY_INGEST_H

#include "chancery/analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ch_format {
    CH_FORMAT_GUESS, /* by the name's ending, else by the first bytes */
    CH_FORMAT_TEXT,
    CH_FORMAT_JSON_LINES, /* {"text": ..., "id", "published", "url", ...} or {"report": {...}} */
    CH_FORMAT_HTML,
} ch_format;

/* All zero is the default. Views are borrowed and must outlive the reader. */
typedef struct ch_reader_options {
    ch_format format;
    size_t report_limit; /* bytes of one line or one file; 0: 64 MiB */
    /* Filled in where a JSON line says nothing; they win over what an HTML page seems to say. */
    ch_sv published, url, source, title;
} ch_reader_options;

/* One report with where it stood. */
typedef struct ch_ingested {
    ch_report report; /* in the arena; `id` is never empty: 16 hex digits of SHA-256 if not given */
    uint64_t line;    /* from 1 in JSON Lines, else 0 */
    bool has_warning; /* a field was refused and left empty, the report stands */
    ch_error warning;
} ch_ingested;

typedef struct ch_reader ch_reader;

/* `path` "-" is standard input. CH_E_IO, CH_E_NOMEM; a directory is CH_E_ARG. */
CH_API ch_status ch_reader_open(const char *path, const ch_reader_options *options, ch_reader **out,
                                ch_error *err);
/* The same from memory; `bytes` must outlive the reader, `name` is for messages. */
CH_API ch_status ch_reader_open_memory(ch_sv bytes, const char *name,
                                       const ch_reader_options *options, ch_reader **out,
                                       ch_error *err);
CH_API void ch_reader_close(ch_reader *reader); /* NULL is fine */

/* The next report, its strings in `arena`. CH_E_NOT_FOUND: the input is at its end. Any other error
 * refuses one report (err says file, line or byte, what was found and expected): call again for the
 * rest. Memory: at most about four times the limit, whatever the input. */
CH_API ch_status ch_reader_next(ch_reader *reader, ch_arena *arena, ch_ingested *out,
                                ch_error *err);

/* The files to read for an operand: itself, or for a directory its reports (names ending in .txt
 * .html .htm .jsonl .ndjson, each also with .gz; not hidden ones) and those of its folders, sorted
 * by bytes. CH_E_NOT_FOUND: a directory without reports. CH_E_IO: no such file. */
CH_API ch_status ch_inputs_list(const char *path, ch_arena *arena, const char ***out,
                                uint32_t *out_n, ch_error *err);

/* The date as "2025-12-10" in `out` (11 bytes) from "2025-12-10", "2025-12-10T08:00Z", "20251210",
 * "10 December 2025", "Dec. 10, 2025", "Wed, 10 Dec 2025 08:00:00 GMT". False: no date of the
 * years 1600 to 2199. */
CH_API bool ch_published_read(ch_sv text, char out[11]);

#ifdef __cplusplus
}
#endif
#endif
