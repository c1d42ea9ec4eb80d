/* src/ingest/json_report.h - one JSON object -> the fields of a report. The one place that uses
 * jansson for reading. */
#ifndef CH_INGEST_JSON_REPORT_H
#define CH_INGEST_JSON_REPORT_H

#include "chancery/analysis.h"

/* `line` is valid UTF-8. Strings are copied into the arena; `published` is as it stood, unchecked.
 * CH_E_FORMAT: no JSON, no object, no "text", a field that is no string (err->byte within line). */
ch_status ch__json_report(ch_sv line, const char *name, ch_arena *arena, ch_report *out,
                          ch_error *err);

/* What a page's JSON-LD says (schema.org Article and its kin); fields not found stay as they are. */
typedef struct ch__linked_data {
    ch_sv published, headline, publisher;
} ch__linked_data;
ch_status ch__json_linked_data(ch_sv script, ch_arena *arena, ch__linked_data *out, ch_error *err);

#endif
