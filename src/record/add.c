/* Adding a report: one transaction (or one savepoint of the caller's batch), all or nothing. */
#include "base/calendar.h"
#include "record/store.h"

#include <stdio.h>

typedef struct identity {
    uint8_t hash[CH__HASH_SIZE], key[CH__HASH_SIZE];
} identity;

static ch_sv bytes_of(const uint8_t hash[CH__HASH_SIZE])
{
    return (ch_sv){(const char *)hash, CH__HASH_SIZE};
}

static identity identify(const ch_report *report)
{
    identity who;
    ch__text_hash(report->text, who.hash);
    ch__report_key(who.hash, report->id, who.key);
    return who;
}

static bool same_or_missing(ch_sv given, ch_sv stored)
{
    return given.n == 0 || ch__sv_eq(given, stored);
}

/* What stands under the key: *out_report is 0 if nothing does. */
static ch_status look_up(ch_record *record, const ch_report *given, const identity *who,
                         int64_t *out_report, ch_record_added *out, ch_error *err)
{
    ch__db *db = record->db;
    ch__cursor *cursor = NULL;
    CH_TRY(ch__db_cursor(
        db,
        "SELECT report, id, url, source, title, language, published, "
        "(SELECT count(*) FROM report AS other WHERE other.document = report.document), "
        "(SELECT count(*) FROM event JOIN coding USING (coding) "
        "WHERE event.report = report.report AND superseded IS NULL), "
        "(SELECT version FROM coding JOIN coder USING (coder) "
        "WHERE coding.report = report.report AND superseded IS NULL) "
        "FROM report WHERE key = ?1",
        CH__VALUES(ch__blob(bytes_of(who->key))), &cursor, err));
    bool has_row;
    CH_TRY(db->api->step(cursor, &has_row, err));
    *out_report = has_row ? ch__db_integer(db, cursor, 0) : 0;
    if (has_row) {
        const ch_sv given_fields[] = {given->url, given->source, given->title, given->language,
                                      given->published};
        snprintf(out->report, sizeof out->report, "%.*s", CH_SV_ARG(ch__db_text(db, cursor, 1)));
        for (uint32_t i = 0; i < 5; i++)
            if (!same_or_missing(given_fields[i], ch__db_text(db, cursor, i + 2)))
                out->is_different = true;
        out->is_copy = ch__db_integer(db, cursor, 7) > 1;
        out->event_n = (uint32_t)ch__db_integer(db, cursor, 8);
        snprintf(out->coder, sizeof out->coder, "%.*s", CH_SV_ARG(ch__db_text(db, cursor, 9)));
    }
    db->api->reset(cursor);
    return CH_OK;
}

/* The shortest id that no other report has: 50 bits, more only after a clash. */
static ch_status choose_id(ch__db *db, const identity *who, char out[CH_RECORD_ID_SIZE],
                           ch_error *err)
{
    for (uint32_t digit_n = 10; digit_n <= 30; digit_n += 2) {
        int64_t taken;
        out[0] = 'r';
        ch__base32(who->key, digit_n, out + 1);
        CH_TRY(ch__db_run(db, "SELECT report FROM report WHERE id = ?1",
                          CH__VALUES(ch__text((ch_sv){out, strlen(out)})), &taken, err));
        if (!taken) return CH_OK;
    }
    return ch_fail(err, CH_E_INTERNAL, db->name, CH_NOWHERE, "no free report id");
}

static ch_status add_document(ch__db *db, ch_sv text, const identity *who, ch_arena *arena,
                              int64_t *out, bool *out_is_copy, ch_error *err)
{
    CH_TRY(ch__db_run(db, "SELECT document FROM document WHERE hash = ?1",
                      CH__VALUES(ch__blob(bytes_of(who->hash))), out, err));
    *out_is_copy = *out != 0;
    if (*out) return CH_OK;
    ch_sv packed;
    CH_TRY(ch__pack(text, arena, &packed, err));
    return ch__db_run(
        db,
        "INSERT INTO document (hash, size, text) VALUES (?1, ?2, ?3) "
        "RETURNING document",
        CH__VALUES(ch__blob(bytes_of(who->hash)), ch__integer((int64_t)text.n), ch__blob(packed)),
        out, err);
}

static ch_status add_report(ch__db *db, const ch_report *report, const identity *who, ch_sv added,
                            ch_arena *arena, ch_record_added *out, int64_t *out_row, ch_error *err)
{
    int64_t document;
    CH_TRY(add_document(db, report->text, who, arena, &document, &out->is_copy, err));
    CH_TRY(choose_id(db, who, out->report, err));
    ch__date day;
    const bool has_day = ch__date_parse(report->published, &day);
    CH_TRY(ch__db_run(
        db,
        "INSERT INTO report (id, key, given, document, url, source, title, language, "
        "published, published_day, added) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING report",
        CH__VALUES(ch__text((ch_sv){out->report, strlen(out->report)}),
                   ch__blob(bytes_of(who->key)), ch__text(report->id), ch__integer(document),
                   ch__text_or_null(report->url), ch__text_or_null(report->source),
                   ch__text_or_null(report->title), ch__text_or_null(report->language),
                   ch__text_or_null(report->published),
                   has_day ? ch__integer(ch__date_days(day)) : ch__null(), ch__text(added)),
        out_row, err));
    return ch__db_run(
        db, "INSERT INTO report_search (rowid, title, text) VALUES (?1, ?2, ?3)",
        CH__VALUES(ch__integer(*out_row), ch__text(report->title), ch__text(report->text)), NULL,
        err);
}

static ch_status find_coder(ch__db *db, ch_sv version, int64_t *out, ch_error *err)
{
    CH_TRY(ch__db_run(db, "SELECT coder FROM coder WHERE version = ?1",
                      CH__VALUES(ch__text(version)), out, err));
    if (*out) return CH_OK;
    return ch__db_run(db, "INSERT INTO coder (version) VALUES (?1) RETURNING coder",
                      CH__VALUES(ch__text(version)), out, err);
}

static ch_status sentences_text(const ch_analysis *a, ch_arena *arena, ch_sv *out, ch_error *err)
{
    void *memory;
    CH_TRY(ch_arena_alloc(arena, 2 * (size_t)a->sentence_n, sizeof(uint32_t), &memory, err));
    uint32_t *numbers = memory;
    for (uint32_t i = 0; i < a->sentence_n; i++) {
        numbers[2 * i] = a->sentences[i].span.begin;
        numbers[2 * i + 1] = a->sentences[i].span.end;
    }
    return ch__numbers_text(numbers, 2 * a->sentence_n, 2, arena, out, err);
}

static ch_status add_coding(ch__coding_target *target, const ch_record_add_options *options,
                            ch_error *err)
{
    int64_t coder;
    ch_sv sentences;
    void *memory;
    CH_TRY(find_coder(target->db, options->coder, &coder, err));
    CH_TRY(sentences_text(target->analysis, target->arena, &sentences, err));
    CH_TRY(ch__db_run(target->db,
                      "INSERT INTO coding (report, coder, coded, sentences) "
                      "VALUES (?1, ?2, ?3, ?4) RETURNING coding",
                      CH__VALUES(ch__integer(target->report), ch__integer(coder),
                                 ch__text(options->added), ch__text(sentences)),
                      &target->coding, err));
    CH_TRY(ch_arena_alloc(target->arena, target->analysis->event_n, sizeof(int64_t), &memory, err));
    target->event_rows = memory;
    CH_TRY(ch__add_events(target, err));
    return ch__add_registers(target, err);
}

static ch_status supersede(ch__coding_target *target, const ch_record_add_options *options,
                           ch_record_added *out, ch_error *err)
{
    if (!options->is_recoding || ch__sv_is(options->coder, out->coder)) return CH_OK;
    if (out->is_different) return CH_OK; /* read with other metadata than the record has */
    CH_TRY(ch__db_run(
        target->db, "UPDATE coding SET superseded = ?2 WHERE report = ?1 AND superseded IS NULL",
        CH__VALUES(ch__integer(target->report), ch__text(options->added)), NULL, err));
    out->is_recoded = true;
    out->event_n = target->analysis->event_n;
    target->report_id = out->report;
    return add_coding(target, options, err);
}

static ch_status add_all(ch_record *record, const ch_analysis *a,
                         const ch_record_add_options *options, ch_arena *arena,
                         ch_record_added *out, ch_error *err)
{
    const identity who = identify(&a->report);
    ch__coding_target target = {.db = record->db, .analysis = a, .arena = arena, .key = who.key};
    CH_TRY(look_up(record, &a->report, &who, &target.report, out, err));
    if (target.report) return supersede(&target, options, out, err);
    out->is_new = true;
    out->event_n = a->event_n;
    CH_TRY(
        add_report(record->db, &a->report, &who, options->added, arena, out, &target.report, err));
    target.report_id = out->report;
    return add_coding(&target, options, err);
}

/* The caller's batch is kept when one report of it fails. */
static ch_status open_step(ch__db *db, bool is_batch, ch_error *err)
{
    return is_batch ? db->api->script(db, "SAVEPOINT one_report", err) : ch__db_begin(db, err);
}

static ch_status close_step(ch__db *db, bool is_batch, ch_status status, ch_error *err)
{
    if (status == CH_OK)
        status = is_batch ? db->api->script(db, "RELEASE one_report", err) : ch__db_commit(db, err);
    if (status == CH_OK) return CH_OK;
    if (is_batch)
        (void)db->api->script(db, "ROLLBACK TO one_report; RELEASE one_report", NULL);
    else
        ch__db_rollback(db);
    return status;
}

ch_status ch_record_add(ch_record *record, const ch_analysis *analysis,
                        const ch_record_add_options *options, ch_record_added *out, ch_error *err)
{
    if (!options->added.n || !options->coder.n)
        return ch_fail(err, CH_E_ARG, "record", CH_NOWHERE,
                       "the time of adding and the coder are needed");
    ch__db *db = record->db;
    const bool is_batch = db->is_in_transaction;
    ch_record_added added = {.is_new = false};
    ch_arena arena;
    ch_arena_init(&arena, 0);
    ch_status status = open_step(db, is_batch, err);
    if (status == CH_OK)
        status =
            close_step(db, is_batch, add_all(record, analysis, options, &arena, &added, err), err);
    ch_arena_deinit(&arena);
    if (status == CH_OK) *out = added;
    return status;
}

ch_status ch_record_has(ch_record *record, const ch_report *report, bool *out_has,
                        ch_record_added *out, ch_error *err)
{
    const identity who = identify(report);
    ch_record_added found = {.is_new = false};
    int64_t row;
    CH_TRY(look_up(record, report, &who, &row, &found, err));
    *out_has = row != 0;
    if (row) *out = found;
    return CH_OK;
}
