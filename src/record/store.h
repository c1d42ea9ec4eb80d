/* src/record/store.h - what the files of this room share. */
#ifndef CH_RECORD_STORE_H
#define CH_RECORD_STORE_H

#include "chancery/record.h"
#include "record/db.h"

struct ch_record {
    ch__db *db;
};

/* Made at build from schema/ *.sql; migration i brings version i to i + 1. */
extern const char *const ch__migrations[];
extern const uint32_t ch__migration_n;

/* ids.c */
enum { CH__HASH_SIZE = 32 };
void ch__text_hash(ch_sv text, uint8_t out[CH__HASH_SIZE]);
void ch__report_key(const uint8_t text_hash[CH__HASH_SIZE], ch_sv given,
                    uint8_t out[CH__HASH_SIZE]);
/* Crockford's base32, lower case, of the first 5 * `digit_n` bits; writes a terminating NUL. */
void ch__base32(const uint8_t *bytes, uint32_t digit_n, char *out);
/* "3h5tz" for an event: `attempt` > 0 gives the next candidate after a clash within the report. */
void ch__event_suffix(const uint8_t key[CH__HASH_SIZE], ch_span trigger, uint8_t type,
                      uint32_t attempt, char out[16]);
void ch__hex(const uint8_t *bytes, size_t n, char *out);

/* days.c: the days that a TIMEX3 value covers. False: none can be told. An open end is INT32_MIN or
 * INT32_MAX. */
bool ch__days_of(ch_sv value, int32_t *out_first, int32_t *out_last);

/* pack.c: texts as one zstd frame each. */
ch_status ch__pack(ch_sv text, ch_arena *arena, ch_sv *out, ch_error *err);
/* CH_E_FORMAT unless the frame holds exactly `size` bytes. */
ch_status ch__unpack(ch_sv packed, size_t size, ch_arena *arena, ch_sv *out, ch_error *err);

/* lists.c: sets of names in one column, "military diplomatic", and JSON of spans and traces. */
ch_status ch__contexts_text(uint64_t contexts, ch_arena *arena, ch_sv *out, ch_error *err);
uint64_t ch__contexts_of(ch_sv text);
ch_sv ch__auxiliary_text(uint8_t auxiliary); /* static storage */
uint8_t ch__auxiliary_of(ch_sv text);
ch_status ch__join(const ch_sv *items, uint32_t n, char separator, ch_arena *arena, ch_sv *out,
                   ch_error *err);
ch_status ch__split_all(ch_sv text, char separator, ch_arena *arena, const ch_sv **out,
                        uint32_t *out_n, ch_error *err); /* copies nothing; empty: none */
ch_status ch__numbers_text(const uint32_t *numbers, uint32_t n, uint32_t group, ch_arena *arena,
                           ch_sv *out, ch_error *err); /* "[1,3]"; group 2: "[[0,5],[6,9]]" */
ch_status ch__numbers_of(ch_sv text, ch_arena *arena, uint32_t **out, uint32_t *out_n,
                         ch_error *err);
ch_status ch__trace_text(const ch_trace *trace, uint32_t n, ch_arena *arena, ch_sv *out,
                         ch_error *err);
ch_status ch__trace_of(ch_sv text, ch_arena *arena, const ch_trace **out, uint32_t *out_n,
                       ch_error *err);

/* add_coding.c: the rows of a coding. `report_id` as printed. */
typedef struct ch__coding_target {
    ch__db *db;
    const ch_analysis *analysis;
    ch_arena *arena; /* scratch */
    int64_t report, coding;
    const char *report_id;
    const uint8_t *key;
    int64_t *event_rows; /* (event_n,) filled while events go in */
} ch__coding_target;
ch_status ch__add_events(ch__coding_target *target, ch_error *err);
ch_status ch__add_registers(ch__coding_target *target, ch_error *err);

/* load.c: rows back into the structs, in the arena. */
ch_status ch__load_report(ch__db *db, int64_t report, ch_arena *arena, ch_record_report *out,
                          ch_error *err);
ch_status ch__load_event(ch__db *db, int64_t event, ch_arena *arena, ch_event *out, ch_error *err);
ch_status ch__load_version(ch__db *db, ch_register_kind kind, int64_t row, ch_arena *arena,
                           ch_record_version *out, ch_error *err);
ch_status ch__load_question(ch__db *db, int64_t row, ch_arena *arena, ch_question *out,
                            ch_error *err);
ch_status ch__load_statement(ch__db *db, int64_t row, ch_arena *arena, ch_statement *out,
                             ch_error *err);
ch_status ch__load_relation(ch__db *db, int64_t row, ch_arena *arena, ch_relation *out,
                            ch_error *err);

/* query.c: the rows (of `table`: "event", "visit", ...) that pass the filter, in the answer's order. */
typedef struct ch__row {
    int64_t row, report;
    uint32_t ordinal;
} ch__row;
ch_status ch__select(ch_record *record, const char *table, const ch_filter *filter, ch_arena *arena,
                     ch__row **out, uint32_t *out_n, ch_error *err);
const char *ch__register_table(ch_register_kind kind); /* "instrument" */

/* join.c: groups of versions that tell of one thing. group_of[i] is the index of the first member. */
ch_status ch__join_versions(ch_register_kind kind, const ch_record_version *versions, uint32_t n,
                            uint32_t *group_of, const char **why, ch_arena *arena, ch_error *err);

#endif
