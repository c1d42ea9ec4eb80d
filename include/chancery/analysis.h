/* chancery/analysis.h - a report, its analysis, and the engine that makes one from the other. */
#ifndef CHANCERY_ANALYSIS_H
#define CHANCERY_ANALYSIS_H

#include "chancery/base.h"
#include "chancery/coding.h"
#include "chancery/language.h"
#include "chancery/names.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One published text with what is known of it. All views are borrowed; empty = not known. */
typedef struct ch_report {
    ch_sv id;        /* as given at ingest */
    ch_sv url;
    ch_sv source;    /* publisher */
    ch_sv title;
    ch_sv published; /* "2025-12-10"; validated by the reader, empty if missing */
    ch_sv language;  /* "en"; empty in: the text decides, "en" out */
    ch_sv text;      /* valid UTF-8, no NUL, at most UINT32_MAX - 1 bytes */
} ch_report;

/* What the engine read. Everything points into `arena` or into the engine's mapped data, is
 * read-only to callers, and lives until ch_analysis_free (the engine must outlive it). Spans are
 * bytes of report.text. Each stage adds its own layer and never changes an earlier one's. */
typedef struct ch_analysis {
    ch_arena arena;
    ch_report report; /* copied into the arena */

    ch_sentence *sentences; /* src/language */
    uint32_t sentence_n;
    ch_token *tokens;
    uint32_t token_n;

    ch_timex *times; /* src/names */
    uint32_t time_n;
    ch_mention *mentions; /* in order of head token */
    uint32_t mention_n;
    uint32_t *mention_of_token; /* (token_n,) mention headed by the token, or CH_NONE */

    ch_event *events; /* src/coding */
    uint32_t event_n;
    ch_instrument *instruments;
    uint32_t instrument_n;
    ch_exercise *exercises;
    uint32_t exercise_n;
    ch_visit *visits;
    uint32_t visit_n;
    ch_relation *relations;
    uint32_t relation_n;
    ch_statement *statements;
    uint32_t statement_n;
    ch_question *questions;
    uint32_t question_n;
    ch_trace *silences; /* readings that lost and left no event: why not */
    uint32_t silence_n;
} ch_analysis;

typedef struct ch_engine ch_engine;

/* Where the engine finds its files: `directory` holds english.model and chancery.dat. Both are mapped
 * read-only and shared by all threads. CH_E_IO, CH_E_FORMAT (with byte), CH_E_VERSION. */
CH_API ch_status ch_engine_open(const char *directory, ch_engine **out, ch_error *err);
CH_API void ch_engine_close(ch_engine *engine); /* NULL is fine */

/* "model 1a2b..., data 3c4d..., code 0.1.0": what a coded row was made by. Lives with the engine. */
CH_API const char *ch_engine_version(const ch_engine *engine);

typedef struct ch_analyse_options {
    bool is_language_only;  /* stop after the parse */
    size_t memory_limit;    /* bytes for one report's arena; 0: 1 GiB */
} ch_analyse_options;

/* Read one report. A pure function of (report, engine): same input, same bytes, on any thread.
 * CH_E_LIMIT, CH_E_NOMEM, CH_E_ARG (text not valid UTF-8 or too long), CH_E_LANGUAGE (surely
 * another language, named in the message; doubt is read as English). */
CH_API ch_status ch_analyse(const ch_engine *engine, const ch_report *report,
                            const ch_analyse_options *options, ch_analysis **out, ch_error *err);
CH_API void ch_analysis_free(ch_analysis *analysis); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
