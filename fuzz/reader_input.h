/* Runs a reader over the input to its end and checks what the header of ingest promises. */
#ifndef CH_FUZZ_READER_INPUT_H
#define CH_FUZZ_READER_INPUT_H

#include "fuzz.h"

#include "base/calendar.h"
#include "chancery/ingest.h"

static inline void check_text(ch_sv text)
{
    CHECK(ch__utf8_invalid_at(text) == text.n);
    CHECK(!text.n || !memchr(text.p, 0, text.n));
}

static inline void check_report(const ch_report *report)
{
    ch__date date;
    check_text(report->text);
    check_text(report->id);
    check_text(report->title);
    check_text(report->source);
    check_text(report->url);
    CHECK(report->text.n > 0);
    CHECK(!report->published.n || ch__date_parse(report->published, &date));
}

static inline void read_to_the_end(ch_sv bytes, ch_format format)
{
    const ch_reader_options options = {.format = format, .report_limit = 1 << 20};
    ch_reader *reader = NULL;
    ch_error err = {0};
    if (ch_reader_open_memory(bytes, "fuzz", &options, &reader, &err) != CH_OK) {
        check_error(err.code, &err);
        return;
    }
    /* every report takes at least one byte, of which gzip can make 1,032: more would never end */
    for (size_t i = 0; i <= 1032 * bytes.n + 2; i++) {
        ch_arena arena;
        ch_ingested item = {0};
        ch_arena_init(&arena, FUZZ_ARENA_LIMIT);
        const ch_status status = ch_reader_next(reader, &arena, &item, &err);
        if (status == CH_OK) check_report(&item.report);
        ch_arena_deinit(&arena);
        if (status == CH_E_NOT_FOUND) {
            ch_reader_close(reader);
            return;
        }
        if (status != CH_OK) check_error(status, &err);
    }
    abort();
}

#endif
