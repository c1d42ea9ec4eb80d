/* Answers of the record as JSON Lines: the codebook's fields, with the record's ids before them. */
#include "base/text.h"
#include "chancery/export.h"
#include "export/coded.h"

static void key_text(ch__json *json, const char *key, ch_sv text)
{
    ch__json_key(json, key);
    ch__json_text_or_null(json, text);
}

static void write_head(ch__json *json, const char *row, ch_sv id, const ch_record_report *report)
{
    ch__json_open(json, '{');
    key_text(json, "row", (ch_sv){row, strlen(row)});
    key_text(json, "id", id);
    key_text(json, "report", report->id);
    key_text(json, "given", report->report.id);
    key_text(json, "publisher", report->report.source);
    key_text(json, "published", report->report.published);
    key_text(json, "added", report->added);
    ch__json_key(json, "copies");
    ch__json_number(json, report->copy_n);
}

static ch_status finish(ch__json *json, char **out, size_t *out_n, ch_error *err)
{
    ch__json_close(json, '}');
    ch__json_raw(json, "\n");
    return ch__buffer_take(&json->out, out, out_n, err);
}

ch_status ch_export_event_row(const ch_record_event *row, char **out, size_t *out_n, ch_error *err)
{
    ch__json json = {0};
    const ch_analysis a = {.report = row->report->report};
    write_head(&json, "event", row->id, row->report);
    key_text(&json, "local", row->event->id);
    key_text(&json, "stage", row->stage);
    ch__json_event_fields(&json, &a, row->event);
    if (row->of.n) key_text(&json, "of", row->of);
    return finish(&json, out, out_n, err);
}

static void write_ids(ch__json *json, const char *key, const ch_sv *ids, uint32_t n)
{
    ch__json_key(json, key);
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < n; i++) ch__json_text(json, ids[i]);
    ch__json_close(json, ']');
}

static void write_version(ch__json *json, ch_register_kind kind, const ch_record_version *v)
{
    const ch_analysis a = {.report = v->report->report};
    switch (kind) {
    case CH_REGISTER_INSTRUMENTS:
        ch__json_instrument_fields(json, &a, &v->entry.instrument);
        break;
    case CH_REGISTER_EXERCISES:
        ch__json_exercise_fields(json, &a, &v->entry.exercise);
        break;
    case CH_REGISTER_VISITS:
    default:
        ch__json_visit_fields(json, &a, &v->entry.visit);
        break;
    }
    write_ids(json, "events", v->event_ids, v->event_n);
}

static void write_history(ch__json *json, const ch_record_entry *row)
{
    ch__json_key(json, "joined_by");
    ch__json_text_or_null(json, (ch_sv){row->why, strlen(row->why)});
    ch__json_key(json, "versions");
    ch__json_open(json, '[');
    for (uint32_t i = 1; i < row->version_n; i++) {
        write_head(json, "version", row->versions[i].id, row->versions[i].report);
        write_version(json, row->kind, &row->versions[i]);
        ch__json_close(json, '}');
    }
    ch__json_close(json, ']');
}

ch_status ch_export_entry_row(const ch_record_entry *row, char **out, size_t *out_n, ch_error *err)
{
    static const char *const ROWS[] = {"instrument", "exercise", "visit"};
    ch__json json = {0};
    write_head(&json, ROWS[row->kind], row->versions[0].id, row->versions[0].report);
    write_version(&json, row->kind, &row->versions[0]);
    write_history(&json, row);
    return finish(&json, out, out_n, err);
}

ch_status ch_export_question_row(const ch_record_question *row, char **out, size_t *out_n,
                                 ch_error *err)
{
    ch__json json = {0};
    const ch_analysis a = {.report = row->report->report};
    write_head(&json, "question", row->id, row->report);
    ch__json_question_fields(&json, &a, row->question);
    return finish(&json, out, out_n, err);
}

ch_status ch_export_statement_row(const ch_record_statement *row, char **out, size_t *out_n,
                                  ch_error *err)
{
    ch__json json = {0};
    const ch_analysis a = {.report = row->report->report};
    write_head(&json, "statement", row->id, row->report);
    ch__json_statement_fields(&json, &a, row->statement);
    return finish(&json, out, out_n, err);
}
