/* Dates of publication as feeds, pages and people write them. */
#include "base/calendar.h"
#include "base/text.h"
#include "chancery/ingest.h"

#include <stdio.h>

enum { YEAR_MIN = 1600, YEAR_MAX = 2199, WORD_LIMIT = 12 };

static uint32_t month_of(ch_sv word)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    if (word.n && word.p[word.n - 1] == '.') word.n--;
    if (word.n < 3) return 0;
    for (uint32_t m = 0; m < 12; m++) {
        size_t i = 0;
        while (i < word.n && names[m][i] && ch__to_lower(word.p[i]) == names[m][i]) i++;
        const bool is_short = word.n == 3 || (m == 8 && word.n == 4);
        if (i == word.n && (!names[m][i] || is_short)) return m + 1;
    }
    return 0;
}

static bool is_real(uint32_t year, uint32_t month, uint32_t day)
{
    return year >= YEAR_MIN && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 &&
           (int32_t)day <= ch__month_length((int32_t)year, (int32_t)month);
}

/* Parts between spaces, commas; "10th" gives "10". */
static uint32_t cut_words(ch_sv text, ch_sv words[WORD_LIMIT])
{
    uint32_t n = 0;
    for (size_t i = 0; i < text.n && n < WORD_LIMIT;) {
        while (i < text.n && (ch__is_space(text.p[i]) || text.p[i] == ',')) i++;
        const size_t from = i;
        while (i < text.n && !ch__is_space(text.p[i]) && text.p[i] != ',') i++;
        ch_sv word = {text.p + from, i - from};
        if (word.n > 2 && ch__is_digit(word.p[0]) && ch__is_lower(word.p[word.n - 1])) word.n -= 2;
        if (word.n) words[n++] = word;
    }
    return n;
}

/* "10 December 2025" and "December 10, 2025", with or without what stands around them. */
static bool read_words(ch_sv text, uint32_t *year, uint32_t *month, uint32_t *day)
{
    ch_sv words[WORD_LIMIT];
    const uint32_t n = cut_words(text, words);
    for (uint32_t i = 0; i < n; i++) {
        *month = month_of(words[i]);
        if (!*month || i + 1 >= n) continue;
        if (i > 0 && ch__sv_to_u32(words[i - 1], day) && ch__sv_to_u32(words[i + 1], year) &&
            is_real(*year, *month, *day))
            return true;
        if (i + 2 < n && ch__sv_to_u32(words[i + 1], day) && ch__sv_to_u32(words[i + 2], year) &&
            is_real(*year, *month, *day))
            return true;
    }
    return false;
}

/* "2025-12-10", "2025/12/10", "20251210"; then nothing, or a time after 'T', ' ' or '+'. */
static bool read_digits(ch_sv text, uint32_t *year, uint32_t *month, uint32_t *day)
{
    const bool is_compact = text.n >= 8 && ch__is_digit(text.p[4]);
    const size_t n = is_compact ? 8 : 10;
    if (text.n < n) return false;
    if (text.n > n && text.p[n] != 'T' && text.p[n] != 't' && text.p[n] != ' ') return false;
    const size_t step = is_compact ? 0 : 1;
    if (step && ((text.p[4] != '-' && text.p[4] != '/') || text.p[7] != text.p[4])) return false;
    return ch__sv_to_u32((ch_sv){text.p, 4}, year) &&
           ch__sv_to_u32((ch_sv){text.p + 4 + step, 2}, month) &&
           ch__sv_to_u32((ch_sv){text.p + 6 + 2 * step, 2}, day);
}

bool ch_published_read(ch_sv text, char out[11])
{
    uint32_t year = 0, month = 0, day = 0;
    text = ch__sv_trim(text);
    if (!read_digits(text, &year, &month, &day) && !read_words(text, &year, &month, &day))
        return false;
    if (!is_real(year, month, day)) return false;
    snprintf(out, 11, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
    return true;
}
