/* SQLite behind the table of functions of db.h (sqlite.org, 3.40 or later: STRICT, RETURNING). */
#include "record/db.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Written into the file's header, so that `file` and we know a record from any other database. */
#define APPLICATION_ID 0x43484e43 /* "CHNC" */
#define BUSY_MS        10000

typedef struct sqlite_db {
    ch__db base;
    sqlite3 *handle;
} sqlite_db;

struct ch__cursor {
    sqlite_db *db;
    sqlite3_stmt *statement;
};

static ch_status refuse(sqlite_db *db, int code, ch_error *err)
{
    const char *name = db->base.name;
    const char *said = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    const int cause = db->handle ? sqlite3_system_errno(db->handle) : 0;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ch_fail(err, CH_E_BUSY, name, CH_NOWHERE,
                       "another process has been writing for more than %d seconds", BUSY_MS / 1000);
    case SQLITE_NOTADB:
        return ch_fail(err, CH_E_FORMAT, name, 0, "not a record: the file is no SQLite database");
    case SQLITE_CORRUPT:
        return ch_fail(err, CH_E_FORMAT, name, CH_NOWHERE,
                       "the record is damaged or cut short (%s)", said);
    case SQLITE_FULL:
        return ch_fail(err, CH_E_IO, name, CH_NOWHERE, "cannot write: the disk is full");
    case SQLITE_READONLY:
        return ch_fail(err, CH_E_IO, name, CH_NOWHERE,
                       "cannot write: the file or its directory is read-only");
    case SQLITE_NOMEM:
        return ch_fail(err, CH_E_NOMEM, name, CH_NOWHERE, "no memory");
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC ||
            code == SQLITE_IOERR_SHMSIZE)
            return ch_fail(err, CH_E_IO, name, CH_NOWHERE,
                           "cannot write: the disk or what may be used of it is full, or it fails");
        /* fall through */
    case SQLITE_CANTOPEN:
        return ch_fail(err, CH_E_IO, name, CH_NOWHERE, "%s%s%s%s", said, cause ? " (" : "",
                       cause ? strerror(cause) : "", cause ? ")" : "");
    default:
        return ch_fail(err, CH_E_INTERNAL, name, CH_NOWHERE, "SQLite %d: %s", code, said);
    }
}

static void close_database(ch__db *base)
{
    sqlite_db *db = (sqlite_db *)base;
    sqlite3_close(db->handle);
    free(db);
}

static ch_status run_script(ch__db *base, const char *sql, ch_error *err)
{
    sqlite_db *db = (sqlite_db *)base;
    const int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? CH_OK : refuse(db, code, err);
}

static ch_status prepare(ch__db *base, const char *sql, ch__cursor **out, ch_error *err)
{
    sqlite_db *db = (sqlite_db *)base;
    ch__cursor *cursor = calloc(1, sizeof *cursor);
    if (!cursor) return ch_fail(err, CH_E_NOMEM, base->name, CH_NOWHERE, "no memory");
    cursor->db = db;
    const int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                        &cursor->statement, NULL);
    if (code != SQLITE_OK) {
        free(cursor);
        return refuse(db, code, err);
    }
    *out = cursor;
    return CH_OK;
}

static int bind_one(sqlite3_stmt *statement, int at, ch__value value)
{
    const char *bytes = value.bytes.p ? value.bytes.p : "";
    switch (value.kind) {
    case CH__INTEGER:
        return sqlite3_bind_int64(statement, at, value.integer);
    case CH__REAL:
        return sqlite3_bind_double(statement, at, value.real);
    case CH__TEXT:
        return sqlite3_bind_text64(statement, at, bytes, value.bytes.n, SQLITE_STATIC, SQLITE_UTF8);
    case CH__BLOB:
        return sqlite3_bind_blob64(statement, at, bytes, value.bytes.n, SQLITE_STATIC);
    case CH__NULL:
    default:
        return sqlite3_bind_null(statement, at);
    }
}

static ch_status bind(ch__cursor *cursor, const ch__value *values, uint32_t n, ch_error *err)
{
    sqlite3_reset(cursor->statement);
    for (uint32_t i = 0; i < n; i++) {
        const int code = bind_one(cursor->statement, (int)i + 1, values[i]);
        if (code != SQLITE_OK) return refuse(cursor->db, code, err);
    }
    return CH_OK;
}

static ch_status step(ch__cursor *cursor, bool *out_row, ch_error *err)
{
    const int code = sqlite3_step(cursor->statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        const ch_status status = refuse(cursor->db, code, err);
        sqlite3_reset(cursor->statement);
        return status;
    }
    *out_row = code == SQLITE_ROW;
    return CH_OK;
}

static void reset(ch__cursor *cursor) { sqlite3_reset(cursor->statement); }

static void finish(ch__cursor *cursor)
{
    if (!cursor) return;
    sqlite3_finalize(cursor->statement);
    free(cursor);
}

static ch__value column(ch__cursor *cursor, uint32_t at)
{
    sqlite3_stmt *statement = cursor->statement;
    const int i = (int)at;
    ch__value value = {.bytes = {"", 0}};
    switch (sqlite3_column_type(statement, i)) {
    case SQLITE_INTEGER:
        value.kind = CH__INTEGER;
        value.integer = sqlite3_column_int64(statement, i);
        break;
    case SQLITE_FLOAT:
        value.kind = CH__REAL;
        value.real = sqlite3_column_double(statement, i);
        break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
        value.kind = sqlite3_column_type(statement, i) == SQLITE_TEXT ? CH__TEXT : CH__BLOB;
        value.bytes.p = sqlite3_column_blob(statement, i);
        value.bytes.n = (size_t)sqlite3_column_bytes(statement, i);
        if (!value.bytes.p) value.bytes = (ch_sv){"", 0};
        break;
    default:
        break;
    }
    return value;
}

static ch_status read_pragma(sqlite_db *db, const char *sql, uint32_t *out, ch_error *err)
{
    ch__cursor *cursor = NULL;
    CH_TRY(prepare(&db->base, sql, &cursor, err));
    if (!cursor) return CH_E_INTERNAL;
    bool has_row = false;
    const ch_status status = step(cursor, &has_row, err);
    if (status == CH_OK) *out = has_row ? (uint32_t)column(cursor, 0).integer : 0;
    finish(cursor);
    return status;
}

static ch_status get_version(ch__db *base, uint32_t *out, ch_error *err)
{
    return read_pragma((sqlite_db *)base, "PRAGMA user_version", out, err);
}

static ch_status set_version(ch__db *base, uint32_t version, ch_error *err)
{
    char sql[96];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %u",
             APPLICATION_ID, version);
    return run_script(base, sql, err);
}

static ch_status check(ch__db *base, ch_status (*visit)(void *, ch_sv, ch_error *), void *context,
                       ch_error *err)
{
    static const char *const SQL[] = {
        "PRAGMA integrity_check(50)",
        "SELECT \"table\" || ' row ' || rowid || ' names a row of ' || parent || ' that is not "
        "there' "
        "FROM pragma_foreign_key_check",
    };
    for (size_t i = 0; i < sizeof SQL / sizeof *SQL; i++) {
        ch__cursor *cursor = NULL;
        CH_TRY(prepare(base, SQL[i], &cursor, err));
        if (!cursor) return CH_E_INTERNAL;
        ch_status status;
        bool has_row = false;
        while ((status = step(cursor, &has_row, err)) == CH_OK && has_row) {
            const ch_sv said = column(cursor, 0).bytes;
            if (ch__sv_is(said, "ok")) continue;
            if ((status = visit(context, said, err)) != CH_OK) break;
        }
        finish(cursor);
        CH_TRY(status);
    }
    return CH_OK;
}

static const ch__db_api STORE = {
    .close = close_database,
    .script = run_script,
    .prepare = prepare,
    .bind = bind,
    .step = step,
    .reset = reset,
    .finish = finish,
    .column = column,
    .version = get_version,
    .set_version = set_version,
    .check = check,
};

/* Another program's database must not be taken over. An empty one may. Tables are counted first:
 * another process may be making them at this moment, and it sets the id with them. */
static ch_status check_owner(sqlite_db *db, ch_error *err)
{
    uint32_t application = 0, table_n = 0;
    CH_TRY(read_pragma(db, "SELECT count(*) FROM sqlite_master", &table_n, err));
    if (table_n == 0) return CH_OK;
    CH_TRY(read_pragma(db, "PRAGMA application_id", &application, err));
    if (application == APPLICATION_ID) return CH_OK;
    return ch_fail(err, CH_E_FORMAT, db->base.name, CH_NOWHERE,
                   "an SQLite database of another program, not a record of Chancery");
}

static ch_status connect(sqlite_db *db, const char *name, int flags, ch_error *err)
{
    sqlite3_close(db->handle);
    db->handle = NULL;
    int code = sqlite3_open_v2(name, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) return refuse(db, code, err);
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, BUSY_MS);
    CH_TRY(check_owner(db, err));
    return run_script(&db->base,
                      "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; "
                      "PRAGMA cache_size = -16384; PRAGMA cell_size_check = ON",
                      err);
}

static ch_status connect_for_writing(sqlite_db *db, const char *path, ch_error *err)
{
    CH_TRY(connect(db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err));
    if (sqlite3_db_readonly(db->handle, "main")) return refuse(db, SQLITE_READONLY, err);
    /* FULL: a committed report outlives a power cut, not only a killed process. Two processes that
     * make a record at once block each other here, and SQLite does not wait by itself. */
    static const char MODES[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
    ch_status status = run_script(&db->base, MODES, err);
    for (int waited_ms = 0; status == CH_E_BUSY && waited_ms < BUSY_MS; waited_ms += 20) {
        sqlite3_sleep(20);
        status = run_script(&db->base, MODES, err);
    }
    return status;
}

/* A file: URI with the characters that mean something there escaped. */
static bool write_uri(const char *path, char *out, size_t size)
{
    static const char HEX[] = "0123456789abcdef";
    size_t n = (size_t)snprintf(out, size, "file:");
    for (; *path && n + 4 < size; path++) {
        const unsigned char c = (unsigned char)*path;
        if (c == '?' || c == '#' || c == '%') {
            out[n++] = '%', out[n++] = HEX[c >> 4], out[n++] = HEX[c & 15];
        } else {
            out[n++] = (char)c;
        }
    }
    return !*path && (size_t)snprintf(out + n, size - n, "?immutable=1") < size - n;
}

/* WAL wants to make a file beside the database even for reading. Where it may not (a CD, a
 * read-only directory) the file cannot change under us either, unless a log still waits. */
static ch_status connect_for_reading(sqlite_db *db, const char *path, ch_error *err)
{
    const ch_status status = connect(db, path, SQLITE_OPEN_READONLY, err);
    if (status != CH_E_IO) return status;
    char log[600], uri[2048];
    struct stat info;
    if (snprintf(log, sizeof log, "%s-wal", path) >= (int)sizeof log) return status;
    if (stat(log, &info) == 0 && info.st_size > 0) return status;
    if (!write_uri(path, uri, sizeof uri)) return status;
    return connect(db, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
}

static ch_status check_file(const char *path, bool is_writing, ch_error *err)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        if (errno == ENOENT && is_writing) return CH_OK;
        if (errno == ENOENT)
            return ch_fail(err, CH_E_NOT_FOUND, path, CH_NOWHERE, "there is no such record");
        return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot open: %s", strerror(errno));
    }
    if (!S_ISREG(info.st_mode))
        return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "a record is a file, and this is not one");
    if (info.st_size == 0 && !is_writing)
        return ch_fail(err, CH_E_FORMAT, path, 0, "the file is empty");
    return CH_OK;
}

ch_status ch__db_open_sqlite(const char *path, bool is_writing, ch__db **out, ch_error *err)
{
    CH_TRY(check_file(path, is_writing, err));
    sqlite_db *db = calloc(1, sizeof *db);
    if (!db) return ch_fail(err, CH_E_NOMEM, path, CH_NOWHERE, "no memory");
    db->base.api = &STORE;
    snprintf(db->base.name, sizeof db->base.name, "%s", path);
    const ch_status status =
        is_writing ? connect_for_writing(db, path, err) : connect_for_reading(db, path, err);
    if (status != CH_OK) {
        close_database(&db->base);
        return status;
    }
    *out = &db->base;
    return CH_OK;
}
