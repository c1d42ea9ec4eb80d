/* Which days a TIMEX3 or EDTF value covers: "2025-08" is 1 to 31 August. */
#include "base/calendar.h"
#include "record/store.h"

static bool digits(ch_sv text, size_t at, size_t n, int32_t *out)
{
    if (at + n > text.n) return false;
    uint32_t value;
    if (!ch__sv_to_u32((ch_sv){text.p + at, n}, &value)) return false;
    *out = (int32_t)value;
    return true;
}

static bool months(int32_t year, int32_t from, int32_t to, int32_t *out_first, int32_t *out_last)
{
    *out_first = ch__date_days((ch__date){year, from, 1});
    *out_last = ch__date_days((ch__date){year, to, ch__month_length(year, to)});
    return true;
}

static bool years(int32_t from, int32_t to, int32_t *out_first, int32_t *out_last)
{
    if (from < 1 || to > 9999) return false;
    *out_first = ch__date_days((ch__date){from, 1, 1});
    *out_last = ch__date_days((ch__date){to, 12, 31});
    return true;
}

/* "199X", "19XX" */
static bool vague_years(ch_sv value, int32_t *out_first, int32_t *out_last)
{
    int32_t known;
    if (value.n == 4 && value.p[3] == 'X' && digits(value, 0, 3, &known))
        return years(known * 10, known * 10 + 9, out_first, out_last);
    if (value.n == 4 && value.p[3] == 'X' && value.p[2] == 'X' && digits(value, 0, 2, &known))
        return years(known * 100, known * 100 + 99, out_first, out_last);
    return false;
}

/* What follows "2025-": "W33", "Q3", "H1", a season. */
static bool part_of_year(int32_t year, ch_sv part, int32_t *out_first, int32_t *out_last)
{
    static const char *const SEASONS[] = {"SP", "SU", "FA", "WI"};
    int32_t n;
    if (part.p[0] == 'W' && part.n >= 3 && digits(part, 1, 2, &n) && n >= 1 && n <= 53) {
        *out_first = ch__iso_week_monday(year, n);
        *out_last = *out_first + 6;
        return true;
    }
    if (part.p[0] == 'Q' && part.n == 2 && digits(part, 1, 1, &n) && n >= 1 && n <= 4)
        return months(year, n * 3 - 2, n * 3, out_first, out_last);
    if (part.p[0] == 'H' && part.n == 2 && digits(part, 1, 1, &n) && n >= 1 && n <= 2)
        return months(year, n * 6 - 5, n * 6, out_first, out_last);
    for (int32_t i = 0; i < 3; i++)
        if (ch__sv_is(part, SEASONS[i]))
            return months(year, 3 + 3 * i, 5 + 3 * i, out_first, out_last);
    if (!ch__sv_is(part, "WI")) return false;
    *out_first = ch__date_days((ch__date){year, 12, 1});
    *out_last = *out_first + 89;
    return true;
}

static bool simple_days(ch_sv value, int32_t *out_first, int32_t *out_last)
{
    while (value.n && (value.p[value.n - 1] == '~' || value.p[value.n - 1] == '?' ||
                       value.p[value.n - 1] == '%'))
        value.n--;
    int32_t year, month;
    if (vague_years(value, out_first, out_last)) return true;
    if (!digits(value, 0, 4, &year) || year < 1) return false;
    if (value.n == 4) return years(year, year, out_first, out_last);
    if (value.n < 6 || value.p[4] != '-') return false;
    if (!ch__is_digit(value.p[5]))
        return part_of_year(year, (ch_sv){value.p + 5, value.n - 5}, out_first, out_last);
    if (!digits(value, 5, 2, &month) || month < 1 || month > 12) return false;
    if (value.n == 7) return months(year, month, month, out_first, out_last);
    ch__date date;
    if (value.n < 10 || !ch__date_parse(value, &date)) return false;
    *out_first = *out_last = ch__date_days(date);
    return true;
}

bool ch__days_of(ch_sv value, int32_t *out_first, int32_t *out_last)
{
    const char *slash = value.n ? memchr(value.p, '/', value.n) : NULL;
    if (!slash) return simple_days(value, out_first, out_last);
    const ch_sv from = {value.p, (size_t)(slash - value.p)};
    const ch_sv to = {slash + 1, value.n - from.n - 1};
    int32_t first = INT32_MIN, last = INT32_MAX, unused;
    const bool is_from_open = from.n == 0 || ch__sv_is(from, "..");
    const bool is_to_open = to.n == 0 || ch__sv_is(to, "..");
    if (is_from_open && is_to_open) return false;
    if (!is_from_open && !simple_days(from, &first, &unused)) return false;
    if (!is_to_open && !simple_days(to, &unused, &last)) return false;
    if (first > last) return false;
    *out_first = first;
    *out_last = last;
    return true;
}
