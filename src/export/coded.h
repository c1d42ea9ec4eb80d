/* src/export/coded.h - the codebook's fields of one coded thing, for all who print JSON: the keys
 * between an open brace and its close, without ids and references to other things. Only
 * a->report.text is read of the analysis. */
#ifndef CH_EXPORT_CODED_H
#define CH_EXPORT_CODED_H

#include "chancery/analysis.h"
#include "export/json.h"

void ch__json_event_fields(ch__json *json, const ch_analysis *a, const ch_event *e);
void ch__json_instrument_fields(ch__json *json, const ch_analysis *a, const ch_instrument *x);
void ch__json_exercise_fields(ch__json *json, const ch_analysis *a, const ch_exercise *x);
void ch__json_visit_fields(ch__json *json, const ch_analysis *a, const ch_visit *x);
void ch__json_statement_fields(ch__json *json, const ch_analysis *a, const ch_statement *x);
void ch__json_question_fields(ch__json *json, const ch_analysis *a, const ch_question *x);

#endif
