/* What an id written by a person stands for. */
#include "record/store.h"

#include <stdio.h>

/* Up to three matches of a lookup: one is an answer, more are named in the error. */
typedef struct matches {
    uint32_t n;
    char id[3][CH_RECORD_ID_SIZE];
    char report[CH_RECORD_ID_SIZE]; /* of the first */
    char local[CH_RECORD_ID_SIZE];
    uint32_t ordinal;
} matches;

static ch_status match(ch__db *db, const char *sql, const ch__value *values, uint32_t n,
                       matches *out, ch_error *err)
{
    ch__cursor *cursor = NULL;
    ch_status status;
    bool has_row = false;
    *out = (matches){.n = 0};
    CH_TRY(ch__db_cursor(db, sql, values, n, &cursor, err));
    while ((status = db->api->step(cursor, &has_row, err)) == CH_OK && has_row && out->n < 3) {
        snprintf(out->id[out->n], CH_RECORD_ID_SIZE, "%.*s", CH_SV_ARG(ch__db_text(db, cursor, 0)));
        if (out->n++ > 0) continue;
        snprintf(out->report, sizeof out->report, "%.*s", CH_SV_ARG(ch__db_text(db, cursor, 1)));
        snprintf(out->local, sizeof out->local, "%.*s", CH_SV_ARG(ch__db_text(db, cursor, 2)));
        out->ordinal = (uint32_t)ch__db_integer(db, cursor, 3);
    }
    db->api->reset(cursor);
    return status;
}

static ch_status refuse_many(ch__db *db, ch_sv id, const matches *m, ch_error *err)
{
    return ch_fail(err, CH_E_ARG, db->name, CH_NOWHERE, "'%.*s' fits %s, %s%s", CH_SV_ARG(id),
                   m->id[0], m->id[1], m->n > 2 ? " and more" : "");
}

/* By full id, by id as given, by prefix. */
static ch_status match_report(ch__db *db, ch_sv id, matches *out, ch_error *err)
{
    const ch__value value = ch__text(id);
    CH_TRY(match(db, "SELECT id, id, '', 0 FROM report WHERE id = ?1", &value, 1, out, err));
    if (!out->n)
        CH_TRY(match(db, "SELECT id, id, '', 0 FROM report WHERE given = ?1 ORDER BY id LIMIT 3",
                     &value, 1, out, err));
    if (!out->n)
        CH_TRY(match(db,
                     "SELECT id, id, '', 0 FROM report WHERE id >= ?1 AND id < ?1 || '~' "
                     "ORDER BY id LIMIT 3",
                     &value, 1, out, err));
    return CH_OK;
}

static ch_status match_event(ch__db *db, ch_sv id, matches *out, ch_error *err)
{
    const ch__value value = ch__text(id);
    return match(db,
                 "SELECT event.id, report.id, local, ordinal FROM event JOIN coding USING (coding) "
                 "JOIN report ON report.report = event.report WHERE superseded IS NULL "
                 "AND event.id >= ?1 AND event.id < ?1 || '~' ORDER BY event.id LIMIT 3",
                 &value, 1, out, err);
}

static ch_status match_local(ch__db *db, const matches *report, ch_sv local, ch_record_found *out,
                             ch_error *err)
{
    const ch__value values[] = {ch__text((ch_sv){report->report, strlen(report->report)}),
                                ch__text(local)};
    matches m;
    snprintf(out->report, sizeof out->report, "%s", report->report);
    snprintf(out->local, sizeof out->local, "%.*s", CH_SV_ARG(local));
    CH_TRY(match(db,
                 "SELECT event.id, report.id, local, ordinal FROM event JOIN coding USING (coding) "
                 "JOIN report ON report.report = event.report WHERE superseded IS NULL "
                 "AND report.id = ?1 AND local = ?2",
                 values, 2, &m, err));
    if (m.n) {
        out->thing = CH_THING_EVENT;
        out->ordinal = m.ordinal;
        memcpy(out->event, m.id[0], sizeof out->event);
        return CH_OK;
    }
    uint32_t number;
    out->thing = CH_THING_ENTRY;
    if (local.n > 1 && strchr("ixvqs", local.p[0]) &&
        ch__sv_to_u32((ch_sv){local.p + 1, local.n - 1}, &number) && number > 0)
        return CH_OK;
    return ch_fail(err, CH_E_NOT_FOUND, db->name, CH_NOWHERE, "report %s has no '%.*s'",
                   report->report, CH_SV_ARG(local));
}

static ch_status find(ch__db *db, ch_sv id, ch_record_found *out, ch_error *err)
{
    matches m;
    CH_TRY(match_report(db, id, &m, err));
    if (m.n > 1) return refuse_many(db, id, &m, err);
    if (m.n == 1) {
        memcpy(out->report, m.report, sizeof out->report);
        return CH_OK; /* CH_THING_REPORT is 0 */
    }
    CH_TRY(match_event(db, id, &m, err));
    if (m.n > 1) return refuse_many(db, id, &m, err);
    if (m.n == 1) {
        out->thing = CH_THING_EVENT;
        out->ordinal = m.ordinal;
        memcpy(out->event, m.id[0], sizeof out->event);
        memcpy(out->report, m.report, sizeof out->report);
        memcpy(out->local, m.local, sizeof out->local);
        return CH_OK;
    }
    size_t slash = id.n;
    while (slash > 0 && id.p[slash - 1] != '/') slash--;
    if (slash > 1) {
        const ch_sv head = {id.p, slash - 1}, local = {id.p + slash, id.n - slash};
        CH_TRY(match_report(db, head, &m, err));
        if (m.n > 1) return refuse_many(db, head, &m, err);
        if (m.n == 1) return match_local(db, &m, local, out, err);
    }
    return ch_fail(err, CH_E_NOT_FOUND, db->name, CH_NOWHERE, "nothing has the id '%.*s'",
                   CH_SV_ARG(id));
}

ch_status ch_record_find(ch_record *record, ch_sv id, ch_record_found *out, ch_error *err)
{
    ch_record_found found = {.ordinal = 0};
    if (!id.n) return ch_fail(err, CH_E_ARG, record->db->name, CH_NOWHERE, "an empty id");
    CH_TRY(find(record->db, id, &found, err));
    *out = found;
    return CH_OK;
}

/* Levenshtein's distance of short words, letter case ignored; long ones are never near. */
static uint32_t distance(ch_sv a, ch_sv b)
{
    uint32_t row[33];
    if (a.n > 32 || b.n > 32) return 99;
    for (uint32_t j = 0; j <= b.n; j++) row[j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= b.n; j++) {
            const bool is_same = ch__to_lower(a.p[i - 1]) == ch__to_lower(b.p[j - 1]);
            uint32_t best = diagonal + !is_same;
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[b.n];
}

ch_status ch_record_party(ch_record *record, ch_sv key, bool *out_exists, char *out, size_t size,
                          ch_error *err)
{
    ch__db *db = record->db;
    ch__cursor *cursor = NULL;
    ch_status status;
    bool has_row = false, exists = false;
    uint32_t best = key.n > 4 ? 3 : 2; /* at most one slip in a short key, two in a long one */
    char nearest[64] = "";
    CH_TRY(ch__db_cursor(db,
                         "SELECT key FROM participant UNION SELECT value FROM part "
                         "WHERE role IN ('party', 'visitor', 'host')",
                         NULL, 0, &cursor, err));
    while ((status = db->api->step(cursor, &has_row, err)) == CH_OK && has_row) {
        const ch_sv one = ch__db_text(db, cursor, 0);
        if (ch__sv_eq(one, key)) exists = true;
        const uint32_t d = distance(one, key);
        if (d >= best || one.n >= sizeof nearest) continue;
        best = d;
        snprintf(nearest, sizeof nearest, "%.*s", CH_SV_ARG(one));
    }
    db->api->reset(cursor);
    CH_TRY(status);
    *out_exists = exists;
    snprintf(out, size, "%s", nearest);
    return CH_OK;
}
