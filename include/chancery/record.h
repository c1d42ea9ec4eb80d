/* chancery/record.h - the record: reports, what was read in them, and the questions one asks of it.
 *
 * A record is one SQLite file (WAL). Nothing in it is overwritten: a report is stored whole, once,
 * under the SHA-256 of its text and the id it came with; every coded row names its report, its bytes,
 * its rule and the coder that made it. Event and report ids are derived from content and never reused.
 *
 * Three clocks: when a thing is so (event dates), when it was reported (published), and when the
 * record learned of it (added). The library reads no clock: `added` is an argument.
 *
 * One ch_record serves one thread; any number of processes may read and write one file. All errors
 * come through ch_error: CH_E_NOT_FOUND no such record, CH_E_VERSION made by a newer program,
 * CH_E_FORMAT not a record or damaged, CH_E_BUSY somebody else holds the lock for longer than the
 * busy timeout, CH_E_IO the system refuses (disk full, read-only).
 */
#ifndef CHANCERY_RECORD_H
#define CHANCERY_RECORD_H

#include "chancery/analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ch_record ch_record;

typedef enum ch_record_mode {
    CH_RECORD_READ,  /* must exist; nothing is written, except that an older schema is brought up */
    CH_RECORD_WRITE, /* made if it does not exist */
} ch_record_mode;

/* `where` is a file name. */
CH_API ch_status ch_record_open(const char *where, ch_record_mode mode, ch_record **out,
                                ch_error *err);
CH_API void ch_record_close(ch_record *record); /* NULL is fine; an open batch is given up */
CH_API const char *ch_record_name(const ch_record *record);

/* Several adds in one transaction: what is in an uncommitted batch is not acknowledged and is gone
 * after a crash. Without them each add is its own transaction. */
CH_API ch_status ch_record_begin(ch_record *record, ch_error *err);
CH_API ch_status ch_record_commit(ch_record *record, ch_error *err);
CH_API void ch_record_rollback(ch_record *record);

typedef struct ch_record_add_options {
    ch_sv added; /* record time, "2026-11-23T20:15:00Z"; required */
    ch_sv coder; /* ch_engine_version; required */
    /* Code a known report again if another coder made its current coding; the old coding stays,
     * superseded. Ids of events that both read alike are the same. */
    bool is_recoding;
} ch_record_add_options;

#define CH_RECORD_ID_SIZE 40 /* bytes of any id with its end */

typedef struct ch_record_added {
    char report[CH_RECORD_ID_SIZE]; /* the report's id in the record */
    bool is_new;       /* false: text and given id are already there; nothing was written */
    bool is_copy;      /* the same text stands under another given id as well */
    bool is_different; /* not new, and other metadata came with it: the first ones are kept */
    bool is_recoded;   /* not new, and coded again */
    uint32_t event_n;  /* events in the record for this report */
    char coder[160];   /* not new: who made its current coding (cut if longer) */
} ch_record_added;

/* Store a report and its coding. Idempotent: the key is SHA-256 of (text, given id). All or nothing.
 * Cost: one insert a row, log of the size of the record. */
CH_API ch_status ch_record_add(ch_record *record, const ch_analysis *analysis,
                               const ch_record_add_options *options, ch_record_added *out,
                               ch_error *err);

/* Is the text, under this given id, in the record already? For callers that would save the reading.
 * Fills *out like an add that found it. */
CH_API ch_status ch_record_has(ch_record *record, const ch_report *report, bool *out_has,
                               ch_record_added *out, ch_error *err);

/* What is asked. All-zero asks for everything; every member set narrows it. Texts that are no
 * value of their list or no date give CH_E_ARG. */
typedef struct ch_filter {
    const ch_sv *parties; /* keys that all take part: "BLR", "hezbollah" */
    uint32_t party_n;
    bool is_between; /* two parties: only what one does to the other or both do together */
    ch_sv type;      /* "CONSULT"; events: type or act */
    ch_sv stage;     /* events: done planned possible called-off denied; registers: theirs */
    ch_sv event_from, event_to;       /* "2025", "2025-08", "2025-08-20"; both ends included */
    ch_sv reported_from, reported_to; /* the same, of the day of publication */
    ch_sv source;     /* publisher, or key of a source within the report; case is ignored */
    ch_sv veracity;   /* "CT+" */
    ch_sv search;     /* words of title or text, all of them */
    ch_sv report;     /* a report's id */
    bool with_copies; /* also from reports whose very text another report in the record has */
    uint32_t limit;   /* rows, 0: all */
} ch_filter;

/* A report as the record knows it. */
typedef struct ch_record_report {
    ch_report report; /* `id` is the one it came with */
    ch_sv id;         /* in the record: "r7k2m9xq4p" */
    ch_sv hash;       /* SHA-256 of the text, 64 hexadecimal digits */
    ch_sv added;      /* record time */
    ch_sv coder;      /* version of the coder of the current coding */
    uint32_t copy_n;  /* other reports with the very same text */
} ch_record_report;

/* A row of an answer; it lives until the visitor returns. Return CH_E_* to stop with that error. */
typedef struct ch_record_event {
    ch_sv id; /* "r7k2m9xq4p-3h5tz" */
    ch_sv stage;
    const ch_event *event; /* `denies` is an ordinal of the same report, */
    ch_sv of;              /* and this the id of that event; empty: none */
    uint32_t ordinal;      /* from 0, in the report */
    const ch_record_report *report;
} ch_record_event;
typedef ch_status (*ch_record_event_visitor)(void *context, const ch_record_event *row,
                                             ch_error *err);

typedef enum ch_register_kind {
    CH_REGISTER_INSTRUMENTS,
    CH_REGISTER_EXERCISES,
    CH_REGISTER_VISITS,
} ch_register_kind;

/* One report's entry. */
typedef struct ch_record_version {
    ch_sv id; /* "r7k2m9xq4p/x1" */
    ch_sv stage;
    union {
        ch_instrument instrument;
        ch_exercise exercise;
        ch_visit visit;
    } entry;                /* `events` are ordinals of the report's events */
    const ch_sv *event_ids; /* (event_n,) the same events, as ids */
    uint32_t event_n;
    const ch_record_report *report;
} ch_record_version;

/* One thing of the register: what several reports tell of it, joined where participants agree and
 * name, dates or instrument tie them. Wrong joins are worse than missed ones, so doubt keeps apart. */
typedef struct ch_record_entry {
    ch_register_kind kind;
    ch_sv stage;                       /* of the newest report */
    const ch_record_version *versions; /* newest report first */
    uint32_t version_n;
    const char *why; /* what joined them; "" for one version */
} ch_record_entry;
typedef ch_status (*ch_record_entry_visitor)(void *context, const ch_record_entry *row,
                                             ch_error *err);

typedef struct ch_record_question {
    ch_sv id;     /* "r7k2m9xq4p/q1" */
    ch_sv status; /* "open" */
    const ch_question *question;
    const ch_record_report *report;
} ch_record_question;
typedef ch_status (*ch_record_question_visitor)(void *context, const ch_record_question *row,
                                                ch_error *err);

typedef struct ch_record_statement {
    ch_sv id; /* "r7k2m9xq4p/s1" */
    const ch_statement *statement;
    const ch_record_report *report;
} ch_record_statement;
typedef ch_status (*ch_record_statement_visitor)(void *context, const ch_record_statement *row,
                                                 ch_error *err);

/* Events, newest first (by event date, else by day of publication, then id); with two parties:
 * those in which both take part. */
CH_API ch_status ch_record_events(ch_record *record, const ch_filter *filter,
                                  ch_record_event_visitor visit, void *context, ch_error *err);
CH_API ch_status ch_record_register(ch_record *record, ch_register_kind kind,
                                    const ch_filter *filter, ch_record_entry_visitor visit,
                                    void *context, ch_error *err);
CH_API ch_status ch_record_questions(ch_record *record, const ch_filter *filter,
                                     ch_record_question_visitor visit, void *context,
                                     ch_error *err);
CH_API ch_status ch_record_statements(ch_record *record, const ch_filter *filter,
                                      ch_record_statement_visitor visit, void *context,
                                      ch_error *err);

/* A report with its current coding, all layers but words, times and mentions; in an arena of its
 * own, released with ch_analysis_free. `about` points into it. CH_E_NOT_FOUND. */
CH_API ch_status ch_record_load(ch_record *record, ch_sv report_id, ch_analysis **out,
                                ch_record_report *out_about, const ch_sv **out_event_ids,
                                ch_error *err);

typedef enum ch_record_thing {
    CH_THING_REPORT,
    CH_THING_EVENT,
    CH_THING_ENTRY, /* i1, x1, v1, q1, s1 of a report */
} ch_record_thing;

typedef struct ch_record_found {
    ch_record_thing thing;
    char report[CH_RECORD_ID_SIZE];
    char event[CH_RECORD_ID_SIZE]; /* events only */
    uint32_t ordinal;              /* events only */
    char local[CH_RECORD_ID_SIZE]; /* "e1", "x1"; empty for reports */
} ch_record_found;

/* What an id written by a person stands for: a full id, a prefix that only one has, an id as given
 * at ingest, or either with a local id ("belarus-iran-plan/e1"). CH_E_NOT_FOUND; CH_E_ARG when
 * several fit (the message names some). */
CH_API ch_status ch_record_find(ch_record *record, ch_sv id, ch_record_found *out, ch_error *err);

/* The value among the record's keys (participants), nearest to `key` in spelling; empty if none is
 * near. `exists` tells whether it is there as it stands. `out` holds `size` bytes. */
CH_API ch_status ch_record_party(ch_record *record, ch_sv key, bool *out_exists, char *out,
                                 size_t size, ch_error *err);

typedef struct ch_record_problem {
    ch_sv where; /* "report r7k2...", "event r7k2...-3h5tz" or "" */
    ch_sv what;
} ch_record_problem;
typedef ch_status (*ch_record_problem_visitor)(void *context, const ch_record_problem *problem,
                                               ch_error *err);

typedef struct ch_record_counts {
    uint64_t reports, documents, events, problems;
    uint32_t version; /* of the schema */
} ch_record_counts;

/* Check everything: the database's own integrity, foreign keys, every text against its hash, every
 * report's key and id, every span and its words. Linear in the record. */
CH_API ch_status ch_record_verify(ch_record *record, ch_record_problem_visitor visit, void *context,
                                  ch_record_counts *out, ch_error *err);

#ifdef __cplusplus
}
#endif
#endif
