/* What every store shares: cached statements, transactions. */
#include "record/db.h"

ch_status ch__db_cursor(ch__db *db, const char *sql, const ch__value *values, uint32_t n,
                        ch__cursor **out, ch_error *err)
{
    uint32_t at = 0;
    while (at < db->cached_n && db->cached_sql[at] != sql) at++;
    if (at == db->cached_n) {
        if (at == CH__CACHE_N)
            return ch_fail(err, CH_E_INTERNAL, db->name, CH_NOWHERE, "more than %d statements",
                           CH__CACHE_N);
        CH_TRY(db->api->prepare(db, sql, &db->cached[at], err));
        db->cached_sql[at] = sql;
        db->cached_n++;
    }
    CH_TRY(db->api->bind(db->cached[at], values, n, err));
    *out = db->cached[at];
    return CH_OK;
}

ch_status ch__db_run(ch__db *db, const char *sql, const ch__value *values, uint32_t n,
                     int64_t *out_id, ch_error *err)
{
    ch__cursor *cursor = NULL;
    CH_TRY(ch__db_cursor(db, sql, values, n, &cursor, err));
    int64_t id = 0;
    bool has_row = false, is_first = true;
    ch_status status;
    while ((status = db->api->step(cursor, &has_row, err)) == CH_OK && has_row) {
        if (is_first) id = ch__db_integer(db, cursor, 0);
        is_first = false;
    }
    db->api->reset(cursor);
    if (status == CH_OK && out_id) *out_id = id;
    return status;
}

void ch__db_close(ch__db *db)
{
    if (!db) return;
    for (uint32_t i = 0; i < db->cached_n; i++) db->api->finish(db->cached[i]);
    db->cached_n = 0;
    db->api->close(db);
}

ch_status ch__db_begin(ch__db *db, ch_error *err)
{
    CH_TRY(db->api->script(db, "BEGIN IMMEDIATE", err));
    db->is_in_transaction = true;
    return CH_OK;
}

ch_status ch__db_commit(ch__db *db, ch_error *err)
{
    CH_TRY(db->api->script(db, "COMMIT", err));
    db->is_in_transaction = false;
    return CH_OK;
}

void ch__db_rollback(ch__db *db)
{
    if (db->is_in_transaction) (void)db->api->script(db, "ROLLBACK", NULL);
    db->is_in_transaction = false;
}
