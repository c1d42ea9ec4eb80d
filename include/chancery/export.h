/* chancery/export.h - an analysis in the forms its readers use. */
#ifndef CHANCERY_EXPORT_H
#define CHANCERY_EXPORT_H

#include "chancery/analysis.h"
#include "chancery/record.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The codebook's JSON Lines (section 9): one report, one line with its '\n'. *out is malloc'ed
 * (release with free) and holds *out_n bytes. Same analysis, same bytes. CH_E_NOMEM. */
CH_API ch_status ch_export_json_line(const ch_analysis *analysis, char **out, size_t *out_n,
                                     ch_error *err);

/* Answers of the record, one line each: the codebook's fields, before them "row" (what it is), "id"
 * (in the record), "report" and its "given" id, "publisher", "published", "added", "copies". A
 * register's line is its newest version; "versions" are the older ones. *out as above. */
CH_API ch_status ch_export_event_row(const ch_record_event *row, char **out, size_t *out_n,
                                     ch_error *err);
CH_API ch_status ch_export_entry_row(const ch_record_entry *row, char **out, size_t *out_n,
                                     ch_error *err);
CH_API ch_status ch_export_question_row(const ch_record_question *row, char **out, size_t *out_n,
                                        ch_error *err);
CH_API ch_status ch_export_statement_row(const ch_record_statement *row, char **out, size_t *out_n,
                                         ch_error *err);

/* All zero: 80 columns, no colour. */
typedef struct ch_people_options {
    unsigned width; /* columns */
    bool has_colour;
} ch_people_options;

/* The same as text for people: title, events as lines, registers, statements, open questions. */
CH_API ch_status ch_export_people(const ch_analysis *analysis, const ch_people_options *options,
                                  char **out, size_t *out_n, ch_error *err);

#ifdef __cplusplus
}
#endif
#endif
