/* src/record/db.h - the table of functions a store of the record fills in: run SQL, bind, step.
 *
 * All SQL of the room is written once, against this; SQLite is db_sqlite.c. Parameters are "?1",
 * "?2"; new row numbers come back by RETURNING; times are text, days are integers.
 */
#ifndef CH_RECORD_DB_H
#define CH_RECORD_DB_H

#include "base/text.h"

typedef enum ch__value_kind {
    CH__NULL,
    CH__INTEGER,
    CH__REAL,
    CH__TEXT,
    CH__BLOB,
} ch__value_kind;

typedef struct ch__value {
    ch__value_kind kind;
    int64_t integer;
    double real;
    ch_sv bytes;
} ch__value;

static inline ch__value ch__integer(int64_t integer)
{
    return (ch__value){.kind = CH__INTEGER, .integer = integer};
}
static inline ch__value ch__null(void) { return (ch__value){.kind = CH__NULL}; }
static inline ch__value ch__real(double real)
{
    return (ch__value){.kind = CH__REAL, .real = real};
}
static inline ch__value ch__blob(ch_sv bytes)
{
    return (ch__value){.kind = CH__BLOB, .bytes = bytes};
}
/* Empty stays empty. */
static inline ch__value ch__text(ch_sv text)
{
    return (ch__value){.kind = CH__TEXT, .bytes = text};
}
/* Empty becomes NULL. */
static inline ch__value ch__text_or_null(ch_sv text)
{
    return text.n ? ch__text(text) : ch__null();
}

typedef struct ch__db ch__db;
typedef struct ch__cursor ch__cursor; /* a prepared statement and where it stands */

typedef struct ch__db_api {
    void (*close)(ch__db *db);
    /* Several statements without parameters or rows. */
    ch_status (*script)(ch__db *db, const char *sql, ch_error *err);
    ch_status (*prepare)(ch__db *db, const char *sql, ch__cursor **out, ch_error *err);
    /* Back to the start with these parameters; their bytes stay the caller's until the end. */
    ch_status (*bind)(ch__cursor *cursor, const ch__value *values, uint32_t n, ch_error *err);
    ch_status (*step)(ch__cursor *cursor, bool *out_row, ch_error *err);
    void (*reset)(ch__cursor *cursor);
    void (*finish)(ch__cursor *cursor);
    /* Column of the present row; bytes live until the next step. */
    ch__value (*column)(ch__cursor *cursor, uint32_t at);
    ch_status (*version)(ch__db *db, uint32_t *out, ch_error *err);
    ch_status (*set_version)(ch__db *db, uint32_t version, ch_error *err);
    /* The store's own check of its files: calls `visit` once a problem. */
    ch_status (*check)(ch__db *db, ch_status (*visit)(void *, ch_sv, ch_error *), void *context,
                       ch_error *err);
} ch__db_api;

enum { CH__CACHE_N = 96 };

/* The common head of every store's own struct. */
struct ch__db {
    const ch__db_api *api;
    char name[512];
    bool is_in_transaction;
    const char *cached_sql[CH__CACHE_N]; /* by address: literals of this room */
    ch__cursor *cached[CH__CACHE_N];
    uint32_t cached_n;
};

ch_status ch__db_open_sqlite(const char *path, bool is_writing, ch__db **out, ch_error *err);

/* A statement kept for the life of the database; `sql` is a string literal. Bound and ready. */
ch_status ch__db_cursor(ch__db *db, const char *sql, const ch__value *values, uint32_t n,
                        ch__cursor **out, ch_error *err);

/* Run to the end; *out_id (NULL: not wanted) is the first column of the first row, 0 without rows. */
ch_status ch__db_run(ch__db *db, const char *sql, const ch__value *values, uint32_t n,
                     int64_t *out_id, ch_error *err);

void ch__db_close(ch__db *db); /* finishes the cached statements */

ch_status ch__db_begin(ch__db *db, ch_error *err);
ch_status ch__db_commit(ch__db *db, ch_error *err);
void ch__db_rollback(ch__db *db);

/* Columns in the types of the structs; NULL is 0 or empty. Text is borrowed from the cursor. */
static inline int64_t ch__db_integer(ch__db *db, ch__cursor *cursor, uint32_t at)
{
    return db->api->column(cursor, at).integer;
}
static inline ch_sv ch__db_text(ch__db *db, ch__cursor *cursor, uint32_t at)
{
    return db->api->column(cursor, at).bytes;
}

#define CH__VALUES(...)                                                                            \
    (const ch__value[]){__VA_ARGS__}, sizeof((ch__value[]){__VA_ARGS__}) / sizeof(ch__value)

#endif
