/* Is everything as it was written? The database's own checks, hashes, keys, spans and their words. */
#include "record/store.h"

#include <stdio.h>

typedef struct inspection {
    ch__db *db;
    ch_record_problem_visitor visit;
    void *context;
    ch_record_counts counts;
    const char *where; /* of the row being looked at */
} inspection;

static ch_status tell(inspection *in, ch_sv where, const char *what, ch_error *err)
{
    const ch_record_problem problem = {where, {what, strlen(what)}};
    in->counts.problems++;
    return in->visit ? in->visit(in->context, &problem, err) : CH_OK;
}

static ch_status tell_database(void *context, ch_sv said, ch_error *err)
{
    inspection *in = context;
    const ch_record_problem problem = {CH_SV("database"), said};
    in->counts.problems++;
    return in->visit ? in->visit(in->context, &problem, err) : CH_OK;
}

/* Every span of a report with its words: (what, begin, end, words). */
static const char SPANS[] =
    "SELECT 'trigger of ' || id, trigger_begin, trigger_end, trigger_words FROM event WHERE report "
    "= ?1 "
    "UNION ALL SELECT 'date of ' || id, date_begin, date_end, date_words FROM event WHERE report = "
    "?1 "
    "UNION ALL SELECT 'object of ' || id, object_begin, object_end, object_words FROM event "
    "WHERE report = ?1 "
    "UNION ALL SELECT side || ' of ' || id, p.begin_byte, p.end_byte, p.words FROM event "
    "JOIN participant AS p USING (event) WHERE report = ?1 "
    "UNION ALL SELECT 'source of ' || id, s.begin_byte, s.end_byte, s.words FROM event "
    "JOIN source AS s USING (event) WHERE report = ?1 "
    "UNION ALL SELECT 'place of ' || id, p.begin_byte, p.end_byte, p.words FROM event "
    "JOIN place AS p ON p.kind = 'event' AND p.owner = event WHERE report = ?1 "
    "UNION ALL SELECT 'title of ' || local, title_begin, title_end, title_words FROM instrument "
    "WHERE report = ?1 "
    "UNION ALL SELECT 'date of ' || local, signed_begin, signed_end, signed_words FROM instrument "
    "WHERE report = ?1 "
    "UNION ALL SELECT 'provision of ' || local, p.begin_byte, p.end_byte, p.words FROM instrument "
    "JOIN provision AS p USING (instrument) WHERE report = ?1 "
    "UNION ALL SELECT 'relation', begin_byte, end_byte, words FROM relation WHERE report = ?1 "
    "UNION ALL SELECT 'statement', begin_byte, end_byte, words FROM statement WHERE report = ?1 "
    "UNION ALL SELECT 'quotation', quoted_begin, quoted_end, quoted_words FROM statement WHERE "
    "report = ?1 "
    "UNION ALL SELECT 'speaker', speaker_begin, speaker_end, speaker_words FROM statement "
    "WHERE report = ?1 "
    "UNION ALL SELECT 'question', begin_byte, end_byte, words FROM question WHERE report = ?1";

/* Does the byte begin a character (or end the text)? */
static bool is_boundary(ch_sv text, int64_t at)
{
    return at == (int64_t)text.n || ((unsigned char)text.p[at] & 0xc0) != 0x80;
}

static const char *span_problem(ch_sv text, int64_t begin, int64_t end, ch_sv words)
{
    if (begin < 0 || begin > end || end > (int64_t)text.n) return "lies outside the text";
    if (!is_boundary(text, begin) || !is_boundary(text, end)) return "cuts a character";
    if (!ch__sv_eq((ch_sv){text.p + begin, (size_t)(end - begin)}, words))
        return "has other words than the text at that place";
    return NULL;
}

static ch_status check_spans(inspection *in, int64_t report, ch_sv text, ch_error *err)
{
    ch__cursor *cursor = NULL;
    bool has_row;
    CH_TRY(ch__db_cursor(in->db, SPANS, CH__VALUES(ch__integer(report)), &cursor, err));
    ch_status status;
    while ((status = in->db->api->step(cursor, &has_row, err)) == CH_OK && has_row) {
        const char *problem =
            span_problem(text, ch__db_integer(in->db, cursor, 1), ch__db_integer(in->db, cursor, 2),
                         ch__db_text(in->db, cursor, 3));
        if (!problem) continue;
        char what[256];
        snprintf(what, sizeof what, "%.*s %s", CH_SV_ARG(ch__db_text(in->db, cursor, 0)), problem);
        if ((status = tell(in, (ch_sv){in->where, strlen(in->where)}, what, err)) != CH_OK) break;
    }
    in->db->api->reset(cursor);
    return status;
}

static ch_status check_report(inspection *in, int64_t row, ch_arena *arena, ch_error *err)
{
    ch_record_report about;
    uint8_t hash[CH__HASH_SIZE], key[CH__HASH_SIZE];
    char hex[2 * CH__HASH_SIZE + 1], id[CH_RECORD_ID_SIZE], where[64];
    ch_error why = {.code = CH_OK};
    ch_status status = ch__load_report(in->db, row, arena, &about, &why);
    snprintf(where, sizeof where, "report row %lld", (long long)row);
    if (status == CH_E_FORMAT) return tell(in, (ch_sv){where, strlen(where)}, why.message, err);
    if (status != CH_OK) return ch_fail(err, why.code, why.source, why.byte, "%s", why.message);
    snprintf(where, sizeof where, "report %.*s", CH_SV_ARG(about.id));
    in->where = where;
    const ch_sv here = {where, strlen(where)};
    ch__text_hash(about.report.text, hash);
    ch__hex(hash, sizeof hash, hex);
    if (!ch__sv_is(about.hash, hex))
        CH_TRY(tell(in, here, "the text does not have the hash it is known by", err));
    ch__report_key(hash, about.report.id, key);
    ch__base32(key, (uint32_t)(about.id.n > 1 && about.id.n < 32 ? about.id.n - 1 : 10), id + 1);
    id[0] = 'r';
    if (!ch__sv_is(about.id, id))
        CH_TRY(tell(in, here, "the id does not follow from text and given id", err));
    const size_t bad = ch__utf8_invalid_at(about.report.text);
    if (bad < about.report.text.n) CH_TRY(tell(in, here, "the text is not valid UTF-8", err));
    if (!about.coder.n) CH_TRY(tell(in, here, "there is no current coding", err));
    return check_spans(in, row, about.report.text, err);
}

static ch_status check_reports(inspection *in, ch_error *err)
{
    for (int64_t row = 0;;) {
        CH_TRY(ch__db_run(in->db,
                          "SELECT report FROM report WHERE report > ?1 ORDER BY report LIMIT 1",
                          CH__VALUES(ch__integer(row)), &row, err));
        if (!row) return CH_OK;
        ch_arena arena;
        ch_arena_init(&arena, 0);
        const ch_status status = check_report(in, row, &arena, err);
        ch_arena_deinit(&arena);
        CH_TRY(status);
    }
}

static ch_status count(ch__db *db, const char *sql, uint64_t *out, ch_error *err)
{
    int64_t n;
    CH_TRY(ch__db_run(db, sql, NULL, 0, &n, err));
    *out = (uint64_t)n;
    return CH_OK;
}

ch_status ch_record_verify(ch_record *record, ch_record_problem_visitor visit, void *context,
                           ch_record_counts *out, ch_error *err)
{
    inspection in = {.db = record->db, .visit = visit, .context = context};
    CH_TRY(in.db->api->version(in.db, &in.counts.version, err));
    CH_TRY(in.db->api->check(in.db, tell_database, &in, err));
    CH_TRY(count(in.db, "SELECT count(*) FROM report", &in.counts.reports, err));
    CH_TRY(count(in.db, "SELECT count(*) FROM document", &in.counts.documents, err));
    CH_TRY(count(in.db,
                 "SELECT count(*) FROM event JOIN coding USING (coding) WHERE superseded IS NULL",
                 &in.counts.events, err));
    CH_TRY(check_reports(&in, err));
    *out = in.counts;
    return CH_OK;
}
