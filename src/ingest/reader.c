/* Cuts a stream into reports: whole files of text and HTML, lines of JSON Lines. */
#include "base/sha256.h"
#include "base/text.h"
#include "chancery/ingest.h"
#include "ingest/encoding.h"
#include "ingest/html.h"
#include "ingest/json_report.h"
#include "ingest/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 16, SNIFF_SIZE = 4096, DEFAULT_LIMIT = 64 << 20 };

struct ch_reader {
    ch__stream *stream;
    ch_reader_options options;
    ch_format format; /* settled by the first call of ch_reader_next */
    char *bytes;      /* read and not yet handed out: [at, n) */
    size_t at, n, capacity;
    uint64_t line;
    bool is_at_end; /* of the stream */
    bool is_over;   /* nothing more to hand out */
    bool is_used;   /* something was handed out or refused */
    bool is_broken; /* the stream failed; told once all before it is handed out */
    ch_error failure;
};

static const char *name_of(const ch_reader *r) { return ch__stream_name(r->stream); }

static ch_status reserve(ch_reader *r, ch_error *err)
{
    if (r->at) {
        memmove(r->bytes, r->bytes + r->at, r->n - r->at);
        r->n -= r->at;
        r->at = 0;
    }
    if (r->capacity - r->n >= READ_SIZE) return CH_OK;
    const size_t capacity = r->capacity ? 2 * r->capacity : (size_t)2 * READ_SIZE;
    char *bytes = realloc(r->bytes, capacity);
    if (!bytes)
        return ch_fail(err, CH_E_NOMEM, name_of(r), CH_NOWHERE, "no memory for %zu bytes",
                       capacity);
    r->bytes = bytes;
    r->capacity = capacity;
    return CH_OK;
}

/* Some more of the stream behind what is there. A failure ends the stream. */
static void read_more(ch_reader *r)
{
    size_t got = 0;
    ch_status status = reserve(r, &r->failure);
    if (status == CH_OK)
        status = ch__stream_read(r->stream, r->bytes + r->n, r->capacity - r->n, &got, &r->failure);
    r->is_broken = status != CH_OK;
    r->n += got;
    r->is_at_end = got == 0 || r->is_broken;
}

static ch_status tell_failure(ch_reader *r, ch_error *err)
{
    r->is_over = true;
    *err = r->failure;
    return err->code;
}

/* ---- which format ---- */

static bool has_ending(ch_sv name, const char *ending)
{
    const size_t n = strlen(ending);
    if (name.n < n) return false;
    for (size_t i = 0; i < n; i++)
        if (ch__to_lower(name.p[name.n - n + i]) != ending[i]) return false;
    return true;
}

static ch_format format_of_name(const char *path)
{
    ch_sv name = {path, strlen(path)};
    if (has_ending(name, ".gz")) name.n -= 3;
    if (has_ending(name, ".jsonl") || has_ending(name, ".ndjson")) return CH_FORMAT_JSON_LINES;
    if (has_ending(name, ".html") || has_ending(name, ".htm")) return CH_FORMAT_HTML;
    if (has_ending(name, ".txt")) return CH_FORMAT_TEXT;
    return CH_FORMAT_GUESS;
}

static bool holds_tag(ch_sv text, const char *tag)
{
    const size_t n = strlen(tag);
    for (size_t i = 0; i + n <= text.n; i++) {
        size_t k = 0;
        while (k < n && ch__to_lower(text.p[i + k]) == tag[k]) k++;
        if (k == n) return true;
    }
    return false;
}

static ch_format format_of_bytes(ch_sv start)
{
    const ch_sv text = ch__sv_trim(start);
    if (!text.n) return CH_FORMAT_TEXT;
    if (text.p[0] == '{' && text.n > 1) {
        const ch_sv inside = ch__sv_trim((ch_sv){text.p + 1, text.n - 1});
        if (inside.n && (inside.p[0] == '"' || inside.p[0] == '}')) return CH_FORMAT_JSON_LINES;
    }
    if (text.p[0] == '<' && (holds_tag(text, "<!doctype html") || holds_tag(text, "<html") ||
                             holds_tag(text, "<head") || holds_tag(text, "<body")))
        return CH_FORMAT_HTML;
    return CH_FORMAT_TEXT;
}

static void settle_format(ch_reader *r)
{
    while (r->n - r->at < SNIFF_SIZE && !r->is_at_end) read_more(r);
    const size_t n = r->n - r->at;
    r->format = r->options.format;
    if (!r->format) r->format = format_of_name(name_of(r));
    if (!r->format)
        r->format = format_of_bytes((ch_sv){r->bytes + r->at, n < SNIFF_SIZE ? n : SNIFF_SIZE});
}

/* ---- one report ---- */

static void use_default(ch_sv *field, ch_sv value)
{
    if (!field->n) *field = value;
}

static ch_status give_id(ch_report *report, ch_arena *arena, ch_error *err)
{
    uint8_t hash[32];
    if (report->id.n) return CH_OK;
    ch__sha256(report->text, hash);
    return ch_arena_format(arena, &report->id, err, "%02x%02x%02x%02x%02x%02x%02x%02x", hash[0],
                           hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]);
}

static ch_status settle_published(ch_reader *r, ch_arena *arena, ch_ingested *out, ch_error *err)
{
    char date[11];
    const ch_sv told = out->report.published;
    if (!told.n) return CH_OK;
    if (ch_published_read(told, date))
        return ch_arena_copy(arena, (ch_sv){date, 10}, &out->report.published, err);
    out->report.published = (ch_sv){NULL, 0};
    out->has_warning = true;
    ch_fail(&out->warning, CH_E_FORMAT, name_of(r), CH_NOWHERE,
            "published \"%.*s\" is no date, expected YYYY-MM-DD; read without it",
            (int)(told.n < 40 ? told.n : 40), told.p);
    return CH_OK;
}

static ch_status complete(ch_reader *r, ch_arena *arena, ch_ingested *out, ch_error *err)
{
    ch_report *report = &out->report;
    if (!ch__sv_trim(report->text).n)
        return ch_fail(err, CH_E_FORMAT, name_of(r), CH_NOWHERE, "empty text, expected a report");
    if (memchr(report->text.p, 0, report->text.n))
        return ch_fail(err, CH_E_FORMAT, name_of(r), CH_NOWHERE, "NUL character in the text");
    CH_TRY(settle_published(r, arena, out, err));
    use_default(&report->published, r->options.published);
    use_default(&report->url, r->options.url);
    use_default(&report->source, r->options.source);
    use_default(&report->title, r->options.title);
    return give_id(report, arena, err);
}

/* Line ends of Windows and old Macs become '\n': paragraphs are told by them. */
static ch_status straighten_lines(ch_sv text, ch_arena *arena, ch_sv *out, ch_error *err)
{
    char *copy = NULL;
    CH_TRY(ch_arena_alloc(arena, text.n + 1, 1, (void **)&copy, err));
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n') continue;
        copy[n++] = text.p[i] == '\r' ? '\n' : text.p[i];
    }
    *out = (ch_sv){copy, n};
    return CH_OK;
}

static ch_status read_whole(ch_reader *r, ch_sv *out, ch_error *err)
{
    while (!r->is_at_end) {
        if (r->n - r->at > r->options.report_limit) {
            r->is_over = true;
            return ch_fail(err, CH_E_LIMIT, name_of(r), CH_NOWHERE,
                           "longer than the limit of %zu bytes for one report",
                           r->options.report_limit);
        }
        read_more(r);
    }
    if (r->is_broken) return tell_failure(r, err);
    *out = (ch_sv){r->bytes + r->at, r->n - r->at};
    r->is_over = true;
    if (!out->n)
        return ch_fail(err, CH_E_FORMAT, name_of(r), 0, "the file is empty, expected a report");
    return CH_OK;
}

static ch_status next_file(ch_reader *r, ch_arena *arena, ch_ingested *out, ch_error *err)
{
    ch_sv bytes, text;
    if (r->is_over) return CH_E_NOT_FOUND;
    CH_TRY(read_whole(r, &bytes, err));
    CH_TRY(ch__text_check(bytes, name_of(r), err));
    const bool is_html = r->format == CH_FORMAT_HTML;
    const ch_sv charset = is_html ? ch__html_charset(bytes) : (ch_sv){"", 0};
    CH_TRY(ch__text_decode(bytes, charset, name_of(r), arena, &text, err));
    if (!is_html) return straighten_lines(text, arena, &out->report.text, err);
    CH_TRY(ch__html_report(text, name_of(r), arena, &out->report, err));
    const ch_reader_options *o = &r->options;
    if (o->published.n) out->report.published = o->published;
    if (o->url.n) out->report.url = o->url;
    if (o->source.n) out->report.source = o->source;
    if (o->title.n) out->report.title = o->title;
    return CH_OK;
}

/* ---- lines ---- */

/* Passes over the rest of a line that is too long. */
static void skip_line(ch_reader *r)
{
    for (;;) {
        const char *end = memchr(r->bytes + r->at, '\n', r->n - r->at);
        if (end) {
            r->at = (size_t)(end + 1 - r->bytes);
            return;
        }
        r->at = r->n;
        if (r->is_at_end) return;
        read_more(r);
    }
}

static ch_status refuse_long_line(ch_reader *r, ch_error *err)
{
    skip_line(r);
    return ch_fail(err, CH_E_LIMIT, name_of(r), CH_NOWHERE,
                   "longer than the limit of %zu bytes for one report", r->options.report_limit);
}

/* The next line without its end; a last one without '\n' counts. */
static ch_status next_line(ch_reader *r, ch_sv *out, ch_error *err)
{
    size_t searched = 0;
    for (;;) {
        const size_t n = r->n - r->at;
        const char *end =
            n > searched ? memchr(r->bytes + r->at + searched, '\n', n - searched) : NULL;
        if (end || (r->is_at_end && n && !r->is_broken)) {
            const char *begin = r->bytes + r->at;
            r->line++;
            *out = (ch_sv){begin, end ? (size_t)(end - begin) : n};
            r->at += out->n + (end != NULL);
            return CH_OK;
        }
        if (r->is_broken) return tell_failure(r, err);
        if (r->is_at_end) return CH_E_NOT_FOUND;
        if (n > r->options.report_limit) {
            r->line++;
            return refuse_long_line(r, err);
        }
        searched = n;
        read_more(r);
    }
}

/* "FILE: line 12: ..." */
static void name_line(const ch_reader *r, ch_error *err)
{
    char message[sizeof err->message];
    if (!err || err->code == CH_E_NOT_FOUND) return;
    memcpy(message, err->message, sizeof message);
    if (err->byte == CH_NOWHERE)
        ch_fail(err, err->code, name_of(r), CH_NOWHERE, "line %llu: %.200s",
                (unsigned long long)r->line, message);
    else
        ch_fail(err, err->code, name_of(r), CH_NOWHERE, "line %llu, byte %llu: %.200s",
                (unsigned long long)r->line, (unsigned long long)err->byte, message);
}

static ch_status read_line_report(ch_reader *r, ch_sv line, ch_arena *arena, ch_ingested *out,
                                  ch_error *err)
{
    ch_sv text;
    const char *nul = memchr(line.p, 0, line.n);
    if (nul)
        return ch_fail(err, CH_E_FORMAT, name_of(r), (uint64_t)(nul - line.p),
                       "NUL byte, expected a JSON object");
    CH_TRY(ch__text_decode(line, (ch_sv){"", 0}, name_of(r), arena, &text, err));
    return ch__json_report(text, name_of(r), arena, &out->report, err);
}

static ch_status next_json(ch_reader *r, ch_arena *arena, ch_ingested *out, ch_error *err)
{
    ch_sv line = {NULL, 0};
    if (r->is_over) return CH_E_NOT_FOUND;
    ch_status status;
    do status = next_line(r, &line, err);
    while (status == CH_OK && !ch__sv_trim(line).n);
    if (status == CH_E_NOT_FOUND) {
        r->is_over = true;
        if (r->is_used) return CH_E_NOT_FOUND;
        return ch_fail(err, CH_E_FORMAT, name_of(r), 0,
                       "the file is empty, expected a JSON object a line");
    }
    if (status == CH_OK) status = read_line_report(r, line, arena, out, err);
    if (status == CH_OK) status = complete(r, arena, out, err);
    out->line = r->line;
    if (!r->is_over && (status == CH_E_FORMAT || status == CH_E_LIMIT)) name_line(r, err);
    if (out->has_warning) name_line(r, &out->warning);
    return status;
}

/* ---- public ---- */

ch_status ch_reader_next(ch_reader *r, ch_arena *arena, ch_ingested *out, ch_error *err)
{
    ch_error ignored;
    ch_ingested found = {0};
    if (!err) err = &ignored;
    ch_status status;
    if (!r->format) settle_format(r);
    if (r->format == CH_FORMAT_JSON_LINES) {
        status = next_json(r, arena, &found, err);
    } else {
        status = next_file(r, arena, &found, err);
        if (status == CH_OK) status = complete(r, arena, &found, err);
    }
    r->is_used = true;
    if (status == CH_OK) *out = found;
    return status;
}

static ch_status open_reader(ch__stream *stream, const ch_reader_options *options, ch_reader **out,
                             ch_error *err)
{
    ch_reader *r = calloc(1, sizeof *r);
    if (!r) {
        ch_status status =
            ch_fail(err, CH_E_NOMEM, ch__stream_name(stream), CH_NOWHERE, "no memory");
        ch__stream_close(stream);
        return status;
    }
    r->stream = stream;
    if (options) r->options = *options;
    if (!r->options.report_limit) r->options.report_limit = DEFAULT_LIMIT;
    *out = r;
    return CH_OK;
}

static ch_status open_file(const char *path, int *out_fd, ch_error *err)
{
    struct stat info;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot open: %s", strerror(errno));
    if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        close(fd);
        return ch_fail(err, CH_E_ARG, path, CH_NOWHERE, "a directory, expected a file");
    }
    *out_fd = fd;
    return CH_OK;
}

ch_status ch_reader_open(const char *path, const ch_reader_options *options, ch_reader **out,
                         ch_error *err)
{
    const bool is_standard_input = !strcmp(path, "-");
    int fd = -1;
    ch__stream *stream = NULL;
    if (is_standard_input)
        fd = dup(STDIN_FILENO);
    else
        CH_TRY(open_file(path, &fd, err));
    if (fd < 0)
        return ch_fail(err, CH_E_IO, "standard input", CH_NOWHERE, "cannot read: %s",
                       strerror(errno));
    const ch_status status =
        ch__stream_open_fd(fd, is_standard_input ? "standard input" : path, &stream, err);
    if (status != CH_OK) {
        close(fd);
        return status;
    }
    return open_reader(stream, options, out, err);
}

ch_status ch_reader_open_memory(ch_sv bytes, const char *name, const ch_reader_options *options,
                                ch_reader **out, ch_error *err)
{
    ch__stream *stream = NULL;
    CH_TRY(ch__stream_open_memory(bytes, name, &stream, err));
    return open_reader(stream, options, out, err);
}

void ch_reader_close(ch_reader *r)
{
    if (!r) return;
    ch__stream_close(r->stream);
    free(r->bytes);
    free(r);
}
