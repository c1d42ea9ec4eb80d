#include "language/layout.h"

enum { WIDTH_MAX = 120, WIDTH_SLACK = 16, FULL_LINES_MIN = 3 };

typedef struct lines {
    uint32_t joined[WIDTH_MAX + 1]; /* lines of this length followed by another line of words */
    uint32_t n, joined_n, long_n, widest;
} lines;

static bool is_line_end(char c) { return c == '\n'; }

static void count_line(lines *all, ch_sv line, bool is_joined)
{
    all->n++;
    if (line.n > WIDTH_MAX) {
        all->long_n++;
        return;
    }
    if (line.n > all->widest) all->widest = (uint32_t)line.n;
    if (is_joined) all->joined_n++, all->joined[line.n]++;
}

uint32_t ch__wrap_width(ch_sv text)
{
    lines all = {0};
    ch_sv rest = text, line, previous = {NULL, 0};
    while (rest.p && ch__sv_split(&rest, '\n', &line)) {
        line = ch__sv_trim(line);
        if (previous.n) count_line(&all, previous, line.n > 0);
        previous = line;
    }
    if (previous.n) count_line(&all, previous, false);
    if (all.long_n * 20 > all.n) return 0;
    uint32_t full = 0;
    for (uint32_t n = all.widest > WIDTH_SLACK ? all.widest - WIDTH_SLACK : 0; n <= all.widest; n++)
        full += all.joined[n];
    return full >= FULL_LINES_MIN && full * 2 >= all.joined_n ? all.widest : 0;
}

static size_t line_begin(ch_sv text, size_t at)
{
    const size_t floor = at > 2 * WIDTH_MAX ? at - 2 * WIDTH_MAX : 0;
    while (at > floor && !is_line_end(text.p[at - 1])) at--;
    return at;
}

static size_t word_end(ch_sv text, size_t at)
{
    const size_t begin = at;
    while (at < text.n && at - begin < WIDTH_MAX && !ch__is_space(text.p[at])) at++;
    return at;
}

static bool is_sentence_mark(ch_sv text, size_t end)
{
    while (end > 0 && (text.p[end - 1] == '"' || text.p[end - 1] == '\'' || text.p[end - 1] == ')'))
        end--;
    return end > 0 && memchr(".!?:;", text.p[end - 1], 5) != NULL;
}

bool ch__is_paragraph_end(ch_sv text, uint32_t wrap_width, size_t begin, size_t end)
{
    uint32_t line_ends = 0;
    for (size_t i = begin; i < end; i++) line_ends += is_line_end(text.p[i]);
    if (line_ends != 1) return line_ends > 1;
    if (end < text.n && ch__is_lower(text.p[end]) && !is_sentence_mark(text, begin)) return false;
    if (!wrap_width) return true;
    const size_t line = begin - line_begin(text, begin);
    return line + 1 + (word_end(text, end) - end) + 2 < wrap_width; /* the word would have fitted */
}
