/* Coded things in a few words, and text fitted to a page. */
#include "ask.h"

#include <stdarg.h>

/* Appends to a text of `size` bytes, never past its end, never half a character. */
__attribute__((format(printf, 3, 4))) static void append(char *out, size_t size, const char *format,
                                                         ...)
{
    const size_t n = strlen(out);
    va_list args;
    if (n + 1 >= size) return;
    va_start(args, format);
    vsnprintf(out + n, size - n, format, args);
    va_end(args);
    size_t end = strlen(out);
    if (end + 1 < size) return;
    while (end > n && ((unsigned char)out[end - 1] & 0xc0) == 0x80) end--;
    if (end > n) out[end - 1] = 0;
}

void describe_participant(const ch_participant *who, char *out, size_t size)
{
    *out = 0;
    append(out, size, "%.*s", CH_SV_ARG(who->key));
    if (who->entity.n)
        append(out, size, " %.*s", CH_SV_ARG(who->entity));
    else if (who->sector.n)
        append(out, size, " %.*s", CH_SV_ARG(who->sector));
}

static void describe_side(const ch_participant *items, uint32_t n, const char *between, char *out,
                          size_t size)
{
    for (uint32_t i = 0; i < n; i++) {
        char one[160];
        describe_participant(&items[i], one, sizeof one);
        append(out, size, "%s%s", i ? between : "", one);
    }
}

void describe_parties(const ch_event *event, char *out, size_t size)
{
    *out = 0;
    describe_side(event->actors, event->actor_n, event->is_mutual ? " + " : ", ", out, size);
    if (!event->recipient_n) return;
    append(out, size, " -> ");
    describe_side(event->recipients, event->recipient_n, ", ", out, size);
}

void describe_keys(const ch_sv *keys, uint32_t n, const char *between, char *out, size_t size)
{
    *out = 0;
    for (uint32_t i = 0; i < n; i++)
        append(out, size, "%s%.*s", i ? between : "", CH_SV_ARG(keys[i]));
}

void describe_place(const ch_place_field *place, char *out, size_t size)
{
    *out = 0;
    if (!place->is_set) return;
    if (place->name.n) append(out, size, "%.*s", CH_SV_ARG(place->name));
    if (place->country.n)
        append(out, size, place->name.n ? " (%.*s)" : "%.*s", CH_SV_ARG(place->country));
    for (uint32_t i = 0; i < place->one_of_n; i++)
        append(out, size, "%s%.*s", i ? " or " : "", CH_SV_ARG(place->one_of[i]));
    for (uint32_t i = 0; i < place->also_n; i++)
        append(out, size, ", %.*s", CH_SV_ARG(place->also[i].name));
}

void describe_date(ch_sv value, char *out, size_t size)
{
    const char *slash = value.n ? memchr(value.p, '/', value.n) : NULL;
    *out = 0;
    if (!slash) {
        append(out, size, "%.*s", CH_SV_ARG(value));
        return;
    }
    const ch_sv from = {value.p, (size_t)(slash - value.p)}, to = {slash + 1, value.n - from.n - 1};
    const bool is_from_open = !from.n || from.p[0] == '.', is_to_open = !to.n || to.p[0] == '.';
    if (is_from_open)
        append(out, size, "until %.*s", CH_SV_ARG(to));
    else if (is_to_open)
        append(out, size, "since %.*s", CH_SV_ARG(from));
    else
        append(out, size, "%.*s to %.*s", CH_SV_ARG(from), CH_SV_ARG(to));
}

void describe_sources(const ch_event *event, char *out, size_t size)
{
    *out = 0;
    for (uint32_t i = 0; i < event->source_n; i++) {
        const ch_source *s = &event->sources[i];
        char who[160];
        describe_participant(&s->who, who, sizeof who);
        append(out, size, "%s%s", !i ? "" : s->is_joint ? " and " : " citing ", who);
        if (s->cue.n) append(out, size, " \"%.*s\"", CH_SV_ARG(s->cue));
        if (s->channel.n) append(out, size, " on %.*s", CH_SV_ARG(s->channel));
    }
}

ch_sv span_words(const ch_report *report, ch_span span)
{
    if (span.begin >= span.end || span.end > report->text.n) return (ch_sv){"", 0};
    return (ch_sv){report->text.p + span.begin, span.end - span.begin};
}

static bool is_continuation(const ch_report *report, size_t at)
{
    return at < report->text.n && ((unsigned char)report->text.p[at] & 0xc0) == 0x80;
}

ch_sv words_around(const ch_report *report, ch_span span, size_t width)
{
    const char *text = report->text.p;
    size_t begin = span.begin, end = span.end;
    if (end > report->text.n || begin > end) return (ch_sv){"", 0};
    const size_t before = width > end - begin ? (width - (end - begin)) / 3 : 0;
    const size_t first = begin > before ? begin - before : 0;
    while (begin > first && text[begin - 1] != '\n' &&
           !(text[begin - 1] == ' ' && begin > 1 && strchr(".!?", text[begin - 2])))
        begin--;
    if (begin == first && begin > 0)
        while (begin < span.begin && text[begin - 1] != ' ' && text[begin - 1] != '\n') begin++;
    const size_t last = begin + width < report->text.n ? begin + width : report->text.n;
    while (end < last && text[end] != '\n' && !(text[end] == ' ' && strchr(".!?", text[end - 1])))
        end++;
    while (begin < span.begin && is_continuation(report, begin)) begin++;
    while (end > span.end && is_continuation(report, end)) end--;
    return (ch_sv){text + begin, end - begin};
}

/* ---- cells and pages ---- */

const char *ask_bold(const ask *a) { return a->has_colour ? "\033[1m" : ""; }
const char *ask_dim(const ask *a) { return a->has_colour ? "\033[2m" : ""; }
const char *ask_plain(const ask *a) { return a->has_colour ? "\033[0m" : ""; }

static bool is_among(ch_sv word, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == word.n && !memcmp(word.p, *list, word.n)) return true;
    return false;
}

const char *ask_stage_colour(const ask *a, ch_sv stage)
{
    static const char *const DONE[] = {"done", "signed",    "ratified", "in-force", "held",
                                       "made", "under-way", "agreed",   NULL};
    static const char *const OFF[] = {"called-off", "cancelled", "denied", "postponed",
                                      "suspended",  "ended",     NULL};
    if (!a->has_colour) return "";
    return is_among(stage, DONE) ? "\033[32m" : is_among(stage, OFF) ? "\033[31m" : "\033[33m";
}

size_t columns_of(ch_sv text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) n += ((unsigned char)text.p[i] & 0xc0) != 0x80;
    return n;
}

/* Control characters of a report must not reach a terminal. */
static void put_safely(FILE *to, char c)
{
    const unsigned char byte = (unsigned char)c;
    fputc(byte < 0x20 || byte == 0x7f ? ' ' : c, to);
}

static size_t bytes_of_columns(ch_sv text, size_t columns)
{
    size_t i = 0;
    for (; i < text.n; i++)
        if (((unsigned char)text.p[i] & 0xc0) != 0x80 && columns-- == 0) break;
    return i;
}

void print_cell(FILE *to, ch_sv text, size_t width)
{
    const size_t columns = columns_of(text);
    const bool is_cut = width && columns > width;
    const size_t n = is_cut ? bytes_of_columns(text, width > 3 ? width - 3 : width) : text.n;
    for (size_t i = 0; i < n; i++) put_safely(to, text.p[i]);
    if (is_cut && width > 3) fputs("...", to);
    for (size_t i = columns; i < width; i++) fputc(' ', to);
}

void print_words(FILE *to, ch_sv text, size_t width)
{
    size_t column = 0;
    bool is_blank = false;
    for (size_t i = 0; i < text.n; i++) {
        const unsigned char c = (unsigned char)text.p[i];
        if (c <= ' ' || c == 0x7f) {
            is_blank = column > 0;
            continue;
        }
        if ((c & 0xc0) != 0x80) {
            if (column + is_blank + 1 > width - 3 &&
                columns_of((ch_sv){text.p + i, text.n - i}) > 3) {
                fputs("...", to);
                return;
            }
            if (is_blank) fputc(' ', to);
            column += 1 + is_blank;
            is_blank = false;
        }
        fputc(c, to);
    }
}

void print_wrapped(FILE *to, ch_sv text, size_t indent)
{
    size_t column = indent;
    for (size_t i = 0; i < text.n;) {
        size_t end = i;
        while (end < text.n && (unsigned char)text.p[end] > ' ') end++;
        const size_t columns = columns_of((ch_sv){text.p + i, end - i});
        if (columns) {
            if (column > indent && column + 1 + columns > PAGE_WIDTH) {
                fprintf(to, "\n%*s", (int)indent, "");
                column = indent;
            }
            if (column > indent) fputc(' ', to), column++;
            for (size_t k = i; k < end; k++) put_safely(to, text.p[k]);
            column += columns;
        }
        i = end + 1;
    }
    fputc('\n', to);
}

void print_csv(FILE *to, ch_sv text, bool is_last)
{
    bool is_quoted = false;
    for (size_t i = 0; i < text.n && !is_quoted; i++)
        is_quoted = strchr(",\"\r\n", text.p[i]) != NULL;
    if (is_quoted) fputc('"', to);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"') fputc('"', to);
        fputc(text.p[i], to);
    }
    if (is_quoted) fputc('"', to);
    fputc(is_last ? '\n' : ',', to);
}
