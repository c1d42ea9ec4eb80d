#include "export/page.h"

#include "base/text.h"

void ch__page_add(ch__page *page, ch_sv text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        const unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 && c != 0x7F) continue;
        ch__buffer_add(&page->paragraph, text.p + from, i - from);
        if (ch__is_space((char)c)) ch__buffer_add(&page->paragraph, " ", 1);
        from = i + 1;
    }
    ch__buffer_add(&page->paragraph, text.p + from, text.n - from);
}

void ch__page_say(ch__page *page, const char *text)
{
    ch__page_add(page, (ch_sv){text, strlen(text)});
}

void ch__page_quote(ch__page *page, ch_sv text)
{
    ch__page_say(page, "\"");
    ch__page_add(page, ch__sv_trim(text));
    ch__page_say(page, "\"");
}

static void put(ch__page *page, const char *text)
{
    ch__buffer_add(&page->out, text, strlen(text));
}

static void ink_on(ch__page *page, ch__ink ink)
{
    static const char *const inks[] = {"", "\033[1m", "\033[2m", "\033[1;32m", "\033[1;31m"};
    if (page->has_colour) put(page, inks[ink]);
}

static void ink_off(ch__page *page, ch__ink ink)
{
    if (page->has_colour && ink != CH__INK_PLAIN) put(page, "\033[0m");
}

static void spaces(ch__page *page, size_t n)
{
    while (n--) ch__buffer_add(&page->out, " ", 1);
}

static size_t columns(ch_sv text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    return n;
}

/* Words from column `column` on; later lines begin at `indent`. */
static void wrap(ch__page *page, size_t column, unsigned indent)
{
    ch_sv rest = {page->paragraph.bytes ? page->paragraph.bytes : "", page->paragraph.n}, word;
    bool is_first = true;
    while (ch__sv_split(&rest, ' ', &word)) {
        if (!word.n) continue;
        const size_t n = columns(word);
        if (!is_first && column + 1 + n > page->width) {
            put(page, "\n");
            spaces(page, indent);
            column = indent;
        } else if (!is_first) {
            put(page, " ");
            column++;
        }
        ch__buffer_add(&page->out, word.p, word.n);
        column += n;
        is_first = false;
    }
}

void ch__page_end(ch__page *page, unsigned at, const char *label, ch__ink ink, unsigned indent)
{
    const size_t label_n = columns((ch_sv){label, strlen(label)});
    if (page->paragraph.n || label_n) {
        spaces(page, at);
        ink_on(page, ink);
        put(page, label);
        ink_off(page, ink);
        size_t column = at + label_n;
        if (page->paragraph.n) {
            const size_t gap = column < indent ? indent - column : label_n > 0;
            spaces(page, gap);
            wrap(page, column + gap, indent);
        }
        put(page, "\n");
    }
    page->paragraph.n = 0;
}

void ch__page_end_in(ch__page *page, ch__ink ink, unsigned indent)
{
    spaces(page, indent);
    ink_on(page, ink);
    wrap(page, indent, indent);
    ink_off(page, ink);
    put(page, "\n");
    page->paragraph.n = 0;
}

void ch__page_blank(ch__page *page) { put(page, "\n"); }
