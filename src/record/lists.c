/* Short lists in one column: names with blanks between, spans and traces as JSON. */
#include "record/store.h"

#include <stdio.h>

/* A text that grows in an arena. */
typedef struct writer {
    ch_arena *arena;
    char *bytes;
    uint32_t n, capacity;
    ch_error *err;
    ch_status status;
} writer;

static void put(writer *w, ch_sv text)
{
    if (w->status != CH_OK) return;
    if (text.n > w->capacity - w->n) {
        void *bytes;
        const size_t capacity = 2 * (size_t)w->capacity + text.n + 64;
        w->status = capacity < UINT32_MAX
                        ? ch_arena_alloc(w->arena, capacity, 1, &bytes, w->err)
                        : ch_fail(w->err, CH_E_LIMIT, "record", CH_NOWHERE, "a list of over 4 GiB");
        if (w->status != CH_OK) return;
        if (w->n) memcpy(bytes, w->bytes, w->n);
        w->bytes = bytes;
        w->capacity = (uint32_t)capacity;
    }
    if (text.n) memcpy(w->bytes + w->n, text.p, text.n);
    w->n += (uint32_t)text.n;
}

static void put_literal(writer *w, const char *text) { put(w, (ch_sv){text, strlen(text)}); }

static void put_number(writer *w, uint32_t number)
{
    char digits[16];
    const int n = snprintf(digits, sizeof digits, "%u", number);
    put(w, (ch_sv){digits, (size_t)n});
}

static void put_json(writer *w, ch_sv text)
{
    put_literal(w, "\"");
    for (size_t i = 0; i < text.n; i++) {
        const unsigned char c = (unsigned char)text.p[i];
        char escape[8];
        if (c == '"' || c == '\\')
            snprintf(escape, sizeof escape, "\\%c", c);
        else if (c < 0x20)
            snprintf(escape, sizeof escape, "\\u%04x", c);
        else
            snprintf(escape, sizeof escape, "%c", c);
        put_literal(w, escape);
    }
    put_literal(w, "\"");
}

static ch_status done(writer *w, ch_sv *out)
{
    if (w->status == CH_OK) *out = (ch_sv){w->bytes ? w->bytes : "", w->n};
    return w->status;
}

ch_status ch__join(const ch_sv *items, uint32_t n, char separator, ch_arena *arena, ch_sv *out,
                   ch_error *err)
{
    writer w = {.arena = arena, .err = err};
    for (uint32_t i = 0; i < n; i++) {
        if (i) put(&w, (ch_sv){&separator, 1});
        put(&w, items[i]);
    }
    return done(&w, out);
}

ch_status ch__split_all(ch_sv text, char separator, ch_arena *arena, const ch_sv **out,
                        uint32_t *out_n, ch_error *err)
{
    ch_sv *items = NULL, rest = text, part;
    uint32_t n = 0, capacity = 0;
    while (text.n && ch__sv_split(&rest, separator, &part)) {
        CH_TRY(CH__PUSH(arena, &items, &n, &capacity, err));
        items[n - 1] = part;
    }
    *out = items;
    *out_n = n;
    return CH_OK;
}

ch_status ch__contexts_text(uint64_t contexts, ch_arena *arena, ch_sv *out, ch_error *err)
{
    ch_sv names[CH_CONTEXT_N];
    uint32_t n = 0;
    for (uint32_t i = 0; i < CH_CONTEXT_N; i++) {
        if (!(contexts >> i & 1)) continue;
        const char *name = ch_context_text((ch_context)i);
        names[n++] = (ch_sv){name, strlen(name)};
    }
    return ch__join(names, n, ' ', arena, out, err);
}

uint64_t ch__contexts_of(ch_sv text)
{
    uint64_t contexts = 0;
    ch_sv rest = text, part;
    while (text.n && ch__sv_split(&rest, ' ', &part)) {
        const ch_context context = ch_context_of(part);
        if (context != CH_CONTEXT_N) contexts |= (uint64_t)1 << context;
    }
    return contexts;
}

ch_sv ch__auxiliary_text(uint8_t auxiliary)
{
    static const char *const TEXTS[16] = {"",
                                          "historical",
                                          "future",
                                          "historical future",
                                          "hypothetical",
                                          "historical hypothetical",
                                          "future hypothetical",
                                          "historical future hypothetical",
                                          "negation",
                                          "historical negation",
                                          "future negation",
                                          "historical future negation",
                                          "hypothetical negation",
                                          "historical hypothetical negation",
                                          "future hypothetical negation",
                                          "historical future hypothetical negation"};
    const char *text = TEXTS[auxiliary & 15];
    return (ch_sv){text, strlen(text)};
}

uint8_t ch__auxiliary_of(ch_sv text)
{
    for (uint8_t i = 0; i < 16; i++)
        if (ch__sv_eq(text, ch__auxiliary_text(i))) return i;
    return 0;
}

ch_status ch__numbers_text(const uint32_t *numbers, uint32_t n, uint32_t group, ch_arena *arena,
                           ch_sv *out, ch_error *err)
{
    writer w = {.arena = arena, .err = err};
    put_literal(&w, "[");
    for (uint32_t i = 0; i < n; i++) {
        if (i) put_literal(&w, ",");
        if (group > 1 && i % group == 0) put_literal(&w, "[");
        put_number(&w, numbers[i]);
        if (group > 1 && i % group == group - 1) put_literal(&w, "]");
    }
    put_literal(&w, "]");
    return done(&w, out);
}

ch_status ch__numbers_of(ch_sv text, ch_arena *arena, uint32_t **out, uint32_t *out_n,
                         ch_error *err)
{
    uint32_t *numbers = NULL, n = 0, capacity = 0;
    for (size_t i = 0; i < text.n;) {
        size_t end = i;
        while (end < text.n && ch__is_digit(text.p[end])) end++;
        uint32_t number;
        if (end > i && ch__sv_to_u32((ch_sv){text.p + i, end - i}, &number)) {
            CH_TRY(CH__PUSH(arena, &numbers, &n, &capacity, err));
            numbers[n - 1] = number;
        }
        i = end > i ? end : i + 1;
    }
    *out = numbers;
    *out_n = n;
    return CH_OK;
}

ch_status ch__trace_text(const ch_trace *trace, uint32_t n, ch_arena *arena, ch_sv *out,
                         ch_error *err)
{
    writer w = {.arena = arena, .err = err};
    put_literal(&w, "[");
    for (uint32_t i = 0; i < n; i++) {
        const ch_trace *t = &trace[i];
        put_literal(&w, i ? ",[" : "[");
        put_json(&w, (ch_sv){t->field, t->field ? strlen(t->field) : 0});
        put_literal(&w, ",");
        put_json(&w, t->rule);
        put_literal(&w, ",");
        put_number(&w, t->span.begin);
        put_literal(&w, ",");
        put_number(&w, t->span.end);
        put_literal(&w, ",");
        put_json(&w, t->note);
        put_literal(&w, t->is_lost ? ",1]" : ",0]");
    }
    put_literal(&w, "]");
    return done(&w, out);
}

/* Reads back exactly what ch__trace_text writes; a damaged text ends the list early. */
typedef struct reader {
    ch_sv text;
    size_t at;
} reader;

static bool skip_to(reader *r, char c)
{
    while (r->at < r->text.n && r->text.p[r->at] != c) r->at++;
    return r->at < r->text.n ? r->at++, true : false;
}

static char unescape(reader *r)
{
    const char c = r->text.p[r->at++];
    if (c != '\\' || r->at >= r->text.n) return c;
    const char escaped = r->text.p[r->at++];
    if (escaped != 'u') return escaped;
    uint32_t value = 0;
    for (int i = 0; i < 4 && r->at < r->text.n; i++) {
        const char digit = r->text.p[r->at++];
        value =
            value << 4 | (uint32_t)(ch__is_digit(digit) ? digit - '0' : (digit | 32) - 'a' + 10);
    }
    return (char)(value & 0x7f);
}

static ch_status read_json(reader *r, ch_arena *arena, ch_sv *out, ch_error *err)
{
    if (!skip_to(r, '"')) return *out = (ch_sv){"", 0}, CH_OK;
    void *bytes;
    size_t end = r->at;
    while (end < r->text.n && r->text.p[end] != '"') end += r->text.p[end] == '\\' ? 2 : 1;
    if (end > r->text.n) end = r->text.n;
    CH_TRY(ch_arena_alloc(arena, end - r->at + 1, 1, &bytes, err));
    size_t n = 0;
    while (r->at < end) ((char *)bytes)[n++] = unescape(r);
    r->at = end + 1;
    *out = (ch_sv){bytes, n};
    return CH_OK;
}

static uint32_t read_number(reader *r)
{
    uint32_t number = 0;
    while (r->at < r->text.n && !ch__is_digit(r->text.p[r->at])) r->at++;
    for (; r->at < r->text.n && ch__is_digit(r->text.p[r->at]); r->at++)
        number = number * 10 + (uint32_t)(r->text.p[r->at] - '0');
    return number;
}

ch_status ch__trace_of(ch_sv text, ch_arena *arena, const ch_trace **out, uint32_t *out_n,
                       ch_error *err)
{
    ch_trace *trace = NULL;
    uint32_t n = 0, capacity = 0;
    reader r = {text, 1};
    while (skip_to(&r, '[')) {
        ch_sv field;
        CH_TRY(CH__PUSH(arena, &trace, &n, &capacity, err));
        ch_trace *t = &trace[n - 1];
        *t = (ch_trace){0};
        CH_TRY(read_json(&r, arena, &field, err));
        CH_TRY(ch_arena_copy(arena, field, &field, err)); /* with its terminating NUL */
        t->field = field.p;
        CH_TRY(read_json(&r, arena, &t->rule, err));
        t->span.begin = read_number(&r);
        t->span.end = read_number(&r);
        CH_TRY(read_json(&r, arena, &t->note, err));
        t->is_lost = read_number(&r) != 0;
    }
    *out = trace;
    *out_n = n;
    return CH_OK;
}
