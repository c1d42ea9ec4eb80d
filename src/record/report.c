/* A stored report with its coding, as an analysis without words. */
#include "record/store.h"

#include <stdlib.h>

static ch_status find_report(ch_record *record, ch_sv id, int64_t *out, ch_error *err)
{
    CH_TRY(ch__db_run(record->db, "SELECT report FROM report WHERE id = ?1",
                      CH__VALUES(ch__text(id)), out, err));
    if (*out) return CH_OK;
    return ch_fail(err, CH_E_NOT_FOUND, record->db->name, CH_NOWHERE, "no report '%.*s'",
                   CH_SV_ARG(id));
}

static ch_status load_sentences(ch__db *db, int64_t report, ch_analysis *a, ch_error *err)
{
    ch__cursor *cursor = NULL;
    bool has_row;
    uint32_t *numbers = NULL, n = 0;
    void *memory;
    CH_TRY(ch__db_cursor(db,
                         "SELECT sentences FROM coding WHERE report = ?1 AND superseded IS NULL",
                         CH__VALUES(ch__integer(report)), &cursor, err));
    CH_TRY(db->api->step(cursor, &has_row, err));
    const ch_status status =
        has_row ? ch__numbers_of(ch__db_text(db, cursor, 0), &a->arena, &numbers, &n, err) : CH_OK;
    db->api->reset(cursor);
    CH_TRY(status);
    CH_TRY(ch_arena_alloc(&a->arena, n / 2, sizeof(ch_sentence), &memory, err));
    a->sentences = memory;
    a->sentence_n = n / 2;
    for (uint32_t i = 0; i < a->sentence_n; i++)
        a->sentences[i].span = (ch_span){numbers[2 * i], numbers[2 * i + 1]};
    return CH_OK;
}

/* The report's rows of a table, in order, and room for as many structs. */
static ch_status rows_of(ch_record *record, const char *table, ch_sv id, size_t size,
                         ch_arena *arena, ch__row **out_rows, uint32_t *out_n, void **out_items,
                         ch_error *err)
{
    const ch_filter filter = {.report = id, .with_copies = true};
    CH_TRY(ch__select(record, table, &filter, arena, out_rows, out_n, err));
    return ch_arena_alloc(arena, *out_n, size, out_items, err);
}

static int compare_ordinals(const void *a, const void *b)
{
    const uint32_t x = ((const ch__row *)a)->ordinal, y = ((const ch__row *)b)->ordinal;
    return x < y ? -1 : x > y;
}

static ch_status load_event_ids(ch__db *db, const ch__row *rows, uint32_t n, ch_arena *arena,
                                const ch_sv **out, ch_error *err)
{
    void *memory;
    CH_TRY(ch_arena_alloc(arena, n, sizeof(ch_sv), &memory, err));
    ch_sv *ids = memory;
    for (uint32_t i = 0; i < n; i++) {
        ch__cursor *cursor = NULL;
        bool has_row;
        CH_TRY(ch__db_cursor(db, "SELECT id FROM event WHERE event = ?1",
                             CH__VALUES(ch__integer(rows[i].row)), &cursor, err));
        CH_TRY(db->api->step(cursor, &has_row, err));
        const ch_status status = ch_arena_copy(arena, ch__db_text(db, cursor, 0), &ids[i], err);
        db->api->reset(cursor);
        CH_TRY(status);
    }
    *out = ids;
    return CH_OK;
}

static ch_status load_events(ch_record *record, ch_sv id, ch_analysis *a, const ch_sv **out_ids,
                             ch_error *err)
{
    ch__row *rows;
    void *items;
    CH_TRY(
        rows_of(record, "event", id, sizeof(ch_event), &a->arena, &rows, &a->event_n, &items, err));
    if (a->event_n) qsort(rows, a->event_n, sizeof *rows, compare_ordinals);
    a->events = items;
    for (uint32_t i = 0; i < a->event_n; i++)
        CH_TRY(ch__load_event(record->db, rows[i].row, &a->arena, &a->events[i], err));
    return load_event_ids(record->db, rows, a->event_n, &a->arena, out_ids, err);
}

static ch_status load_registers(ch_record *record, ch_sv id, ch_analysis *a, ch_error *err)
{
    ch__row *rows;
    void *items;
    ch_record_version version;
    CH_TRY(rows_of(record, "instrument", id, sizeof(ch_instrument), &a->arena, &rows,
                   &a->instrument_n, &items, err));
    a->instruments = items;
    for (uint32_t i = 0; i < a->instrument_n; i++) {
        CH_TRY(ch__load_version(record->db, CH_REGISTER_INSTRUMENTS, rows[i].row, &a->arena,
                                &version, err));
        a->instruments[i] = version.entry.instrument;
    }
    CH_TRY(rows_of(record, "exercise", id, sizeof(ch_exercise), &a->arena, &rows, &a->exercise_n,
                   &items, err));
    a->exercises = items;
    for (uint32_t i = 0; i < a->exercise_n; i++) {
        CH_TRY(ch__load_version(record->db, CH_REGISTER_EXERCISES, rows[i].row, &a->arena, &version,
                                err));
        a->exercises[i] = version.entry.exercise;
    }
    CH_TRY(
        rows_of(record, "visit", id, sizeof(ch_visit), &a->arena, &rows, &a->visit_n, &items, err));
    a->visits = items;
    for (uint32_t i = 0; i < a->visit_n; i++) {
        CH_TRY(ch__load_version(record->db, CH_REGISTER_VISITS, rows[i].row, &a->arena, &version,
                                err));
        a->visits[i] = version.entry.visit;
    }
    return CH_OK;
}

static ch_status load_rest(ch_record *record, ch_sv id, ch_analysis *a, ch_error *err)
{
    ch__row *rows;
    void *items;
    CH_TRY(rows_of(record, "relation", id, sizeof(ch_relation), &a->arena, &rows, &a->relation_n,
                   &items, err));
    a->relations = items;
    for (uint32_t i = 0; i < a->relation_n; i++)
        CH_TRY(ch__load_relation(record->db, rows[i].row, &a->arena, &a->relations[i], err));
    CH_TRY(rows_of(record, "statement", id, sizeof(ch_statement), &a->arena, &rows, &a->statement_n,
                   &items, err));
    a->statements = items;
    for (uint32_t i = 0; i < a->statement_n; i++)
        CH_TRY(ch__load_statement(record->db, rows[i].row, &a->arena, &a->statements[i], err));
    CH_TRY(rows_of(record, "question", id, sizeof(ch_question), &a->arena, &rows, &a->question_n,
                   &items, err));
    a->questions = items;
    for (uint32_t i = 0; i < a->question_n; i++)
        CH_TRY(ch__load_question(record->db, rows[i].row, &a->arena, &a->questions[i], err));
    return CH_OK;
}

static ch_status load_all(ch_record *record, ch_sv id, ch_analysis *a, ch_record_report *out_about,
                          const ch_sv **out_ids, ch_error *err)
{
    int64_t row;
    CH_TRY(find_report(record, id, &row, err));
    CH_TRY(ch__load_report(record->db, row, &a->arena, out_about, err));
    a->report = out_about->report;
    CH_TRY(load_sentences(record->db, row, a, err));
    CH_TRY(load_events(record, id, a, out_ids, err));
    CH_TRY(load_registers(record, id, a, err));
    return load_rest(record, id, a, err);
}

ch_status ch_record_load(ch_record *record, ch_sv report_id, ch_analysis **out,
                         ch_record_report *out_about, const ch_sv **out_event_ids, ch_error *err)
{
    ch_record_report about;
    const ch_sv *ids = NULL;
    ch_analysis *a = calloc(1, sizeof *a);
    if (!a) return ch_fail(err, CH_E_NOMEM, "record", CH_NOWHERE, "no memory");
    ch_arena_init(&a->arena, 0);
    const ch_status status = load_all(record, report_id, a, &about, &ids, err);
    if (status != CH_OK) {
        ch_arena_deinit(&a->arena);
        free(a);
        return status;
    }
    *out = a;
    *out_about = about;
    if (out_event_ids) *out_event_ids = ids;
    return CH_OK;
}
