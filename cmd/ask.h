/* cmd/ask.h - what the commands that ask the record share: the filter options, opening the record,
 * and printing in three forms (for people, JSON Lines, CSV). */
#ifndef CH_ASK_H
#define CH_ASK_H

#include "chancery/record.h"
#include "options.h"

#include <stdio.h>

typedef enum ask_form { ASK_PEOPLE, ASK_JSON, ASK_CSV } ask_form;

/* The values of the options that all of them take. */
typedef struct ask {
    const char *command;
    ch_sv record_path, type, stage, from, to, reported_from, reported_to, source, veracity, search;
    option_texts parties;
    uint32_t limit;
    bool is_json, is_csv, with_copies;
    /* Made of them by ask_start. */
    ask_form form;
    bool has_colour;
    ch_filter filter;
    ch_record *record;
    uint64_t row_n;
    int output_errno; /* why standard output failed, 0 */
    char path[4096];
    char upper[OPTION_TEXTS_N + 2][64]; /* keys and codes as they are spelt in the record */
} ask;

enum {
    ASK_EVENT = 1, /* --type, --veracity and the event stages */
    ASK_DATES = 2, /* --from, --to: there is event time */
    ASK_STAGE = 4,
    ASK_ROWS = 8, /* party, source, copies, limit, forms */
    ASK_OPTION_N = 20,
};

/* Fills `items` with the options that go with `what`; returns how many. */
uint32_t ask_options(ask *a, unsigned what, option items[ASK_OPTION_N]);

/* Checks the values (`stages`: allowed ones, NULL-terminated, or NULL) and opens the record for
 * reading. Returns -1, or the exit code after saying what is wrong. */
int ask_start(ask *a, const char *const *stages);

/* Part of ask_start, for what needs no record: which form, colour or not. */
void ask_choose_form(ask *a);

/* Closes the record and turns what happened into the exit code. */
int ask_finish(ask *a, ch_status status, const ch_error *err);

/* --record, else ./chancery.db if it is there, else $XDG_DATA_HOME/chancery/chancery.db (or
 * ~/.local/share/...) if that is there, else ./chancery.db. */
void ask_record_path(ch_sv given, char *out, size_t size);
void ask_user_record_path(char *out, size_t size); /* the second of these */

/* EXIT_ code that goes with a status of the record. */
int ask_exit_code(ch_status status);

/* After each row: stops the answer when nobody reads it any more or the disk is full. */
ch_status ask_check_output(ask *a, ch_error *err);

/* ---- printing ---- */

enum { PAGE_WIDTH = 100 };

/* Escape sequences, "" without colour. */
const char *ask_bold(const ask *a);
const char *ask_dim(const ask *a);
const char *ask_plain(const ask *a);
const char *ask_stage_colour(const ask *a, ch_sv stage);

size_t columns_of(ch_sv text); /* code points */
/* `text` in exactly or, for width 0, at least its columns; cut with "..." */
void print_cell(FILE *to, ch_sv text, size_t width);
/* Blanks and line ends become one blank each; cut at `width` columns. */
void print_words(FILE *to, ch_sv text, size_t width);
/* `text` wrapped at PAGE_WIDTH, every line after `indent` blanks (the first is not indented). */
void print_wrapped(FILE *to, ch_sv text, size_t indent);
void print_csv(FILE *to, ch_sv text, bool is_last);

ch_sv span_words(const ch_report *report, ch_span span);
/* The line or sentence of the text around the span, at most `width` bytes, whole characters. */
ch_sv words_around(const ch_report *report, ch_span span, size_t width);

/* "BLR + IRN", "USA GOV -> BLR"; at most size bytes. */
void describe_parties(const ch_event *event, char *out, size_t size);
void describe_participant(const ch_participant *who, char *out, size_t size);
void describe_place(const ch_place_field *place, char *out, size_t size);
/* "2026-03-01 to 2026-03-14" */
void describe_date(ch_sv value, char *out, size_t size);
void describe_keys(const ch_sv *keys, uint32_t n, const char *between, char *out, size_t size);
void describe_sources(const ch_event *event, char *out, size_t size);

/* Every field of one event with its words, over several lines. */
void print_event_whole(const ask *a, const ch_record_event *row);

ch_status print_event(void *context, const ch_record_event *row, ch_error *err); /* context: ask */
ch_status print_entry(void *context, const ch_record_entry *row, ch_error *err);
ch_status print_question(void *context, const ch_record_question *row, ch_error *err);
ch_status print_statement(void *context, const ch_record_statement *row, ch_error *err);

#endif
