/* Opening, migrating, batches, and loading a whole report. */
#include "chancery/record.h"
#include "record/store.h"

#include <stdio.h>
#include <stdlib.h>

/* Each migration and its version number are one transaction, so that a killed migration leaves the
 * version it had. Two processes may come at once: the second finds the work done. */
static ch_status migrate_once(ch__db *db, uint32_t *version, ch_error *err)
{
    CH_TRY(ch__db_begin(db, err));
    ch_status status = db->api->version(db, version, err);
    if (status == CH_OK && *version < ch__migration_n) {
        status = db->api->script(db, ch__migrations[*version], err);
        if (status == CH_OK) status = db->api->set_version(db, *version + 1, err);
        if (status == CH_OK) *version += 1;
    }
    if (status == CH_OK) status = ch__db_commit(db, err);
    if (status != CH_OK) ch__db_rollback(db);
    return status;
}

static ch_status check_version(ch__db *db, uint32_t *out, ch_error *err)
{
    CH_TRY(db->api->version(db, out, err));
    if (*out > ch__migration_n)
        return ch_fail(err, CH_E_VERSION, db->name, CH_NOWHERE,
                       "record of version %u, made by a newer Chancery; this one reads up to %u",
                       *out, ch__migration_n);
    return CH_OK;
}

static ch_status migrate(ch__db *db, ch_error *err)
{
    uint32_t version;
    CH_TRY(check_version(db, &version, err));
    while (version < ch__migration_n) CH_TRY(migrate_once(db, &version, err));
    return CH_OK;
}

static ch_status open_database(const char *where, ch_record_mode mode, ch__db **out, ch_error *err)
{
    uint32_t version = 0;
    CH_TRY(ch__db_open_sqlite(where, mode == CH_RECORD_WRITE, out, err));
    CH_TRY(check_version(*out, &version, err));
    if (version == ch__migration_n) return CH_OK;
    if (mode == CH_RECORD_READ) { /* an older record: bring it up, which needs writing */
        ch__db_close(*out);
        *out = NULL;
        CH_TRY(ch__db_open_sqlite(where, true, out, err));
    }
    return migrate(*out, err);
}

ch_status ch_record_open(const char *where, ch_record_mode mode, ch_record **out, ch_error *err)
{
    ch_record *record = calloc(1, sizeof *record);
    if (!record) return ch_fail(err, CH_E_NOMEM, where, CH_NOWHERE, "no memory");
    const ch_status status = open_database(where, mode, &record->db, err);
    if (status != CH_OK) {
        ch_record_close(record);
        return status;
    }
    *out = record;
    return CH_OK;
}

void ch_record_close(ch_record *record)
{
    if (!record) return;
    if (record->db) ch__db_rollback(record->db);
    ch__db_close(record->db);
    free(record);
}

const char *ch_record_name(const ch_record *record) { return record->db->name; }

ch_status ch_record_begin(ch_record *record, ch_error *err)
{
    return ch__db_begin(record->db, err);
}
ch_status ch_record_commit(ch_record *record, ch_error *err)
{
    return ch__db_commit(record->db, err);
}
void ch_record_rollback(ch_record *record) { ch__db_rollback(record->db); }
