/* Named days: the rows of data/time/named_days.tsv, computed for a year. */
#include "names/times.h"

static int32_t day_number(int32_t year, int32_t month, int32_t day)
{
    return ch__date_days((ch__date){year, month, day});
}

static int32_t western_easter(int32_t year) /* Meeus, Jones, Butcher */
{
    const int32_t a = year % 19, b = year / 100, c = year % 100;
    const int32_t d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int32_t e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    const int32_t f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return day_number(year, f / 31, f % 31 + 1);
}

static int32_t
orthodox_easter(int32_t year) /* Meeus, Julian; 1900 to 2099 the calendars are 13 days apart */
{
    const int32_t d = (19 * (year % 19) + 15) % 30;
    const int32_t e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    return day_number(year, (d + e + 114) / 31, (d + e + 114) % 31 + 1) + 13;
}

/* Day number of a day of the tabular Islamic calendar (civil epoch, 16 July 622 Julian). */
static int32_t islamic_day(int32_t year, int32_t month, int32_t day)
{
    return day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 - 492149 + 0;
}

static bool islamic_in(int32_t year, int32_t month, int32_t day, int32_t *out_days)
{
    const int32_t begin = day_number(year, 1, 1), end = day_number(year, 12, 31);
    for (int32_t y = (year - 622) * 33 / 32 - 1; y <= (year - 622) * 33 / 32 + 2; y++) {
        *out_days = islamic_day(y, month, day);
        if (*out_days >= begin && *out_days <= end) return true;
    }
    return false;
}

static int32_t digits_at(ch_sv text, size_t at)
{
    int32_t value = 0;
    for (; at < text.n && ch__is_digit(text.p[at]); at++) value = value * 10 + (text.p[at] - '0');
    return value;
}

/* "12-25", "11/4/4", "easter-2", "islamic 09-01" in a year. */
static bool named_day_in(ch_sv spec, int32_t year, int32_t *out_days)
{
    double shift = 0;
    if (ch__sv_starts(spec, CH_SV("islamic ")))
        return islamic_in(year, digits_at(spec, 8), digits_at(spec, 11), out_days);
    const bool is_orthodox = ch__sv_starts(spec, CH_SV("orthodox"));
    if (is_orthodox || ch__sv_starts(spec, CH_SV("easter"))) {
        const size_t n = is_orthodox ? 8 : 6;
        ch__sv_to_double((ch_sv){spec.p + n, spec.n - n}, &shift);
        *out_days = (is_orthodox ? orthodox_easter(year) : western_easter(year)) + (int32_t)shift;
        return true;
    }
    const char *slash = memchr(spec.p, '/', spec.n);
    if (!slash) {
        *out_days = day_number(year, digits_at(spec, 0), digits_at(spec, 3));
        return true;
    }
    const int32_t month = digits_at(spec, 0), weekday = slash[1] - '0';
    const bool is_last = slash[3] == '-';
    const int32_t nth = is_last ? 5 : slash[3] - '0';
    const int32_t first = day_number(year, month, 1);
    int32_t day = 1 + (weekday - ch__weekday(first) + 7) % 7 + (nth - 1) * 7;
    while (day > ch__month_length(year, month)) day -= 7;
    *out_days = day_number(year, month, day);
    return true;
}

bool ch__named_day_set(ch_sv row, int32_t year, ch__when *out)
{
    ch_sv rest = row, spec, length;
    int32_t days;
    if (!ch__sv_split(&rest, '\t', &spec) || !ch__sv_split(&rest, '\t', &length)) return false;
    if (!named_day_in(spec, year, &days)) return false;
    *out = (ch__when){.kind = CH__WHEN_POINT, .minute = -1, .has_year = true};
    const ch__date date = ch__date_of_days(days);
    out->grain = CH__GRAIN_DAY, out->year = date.year, out->n = date.month, out->day = date.day;
    const int32_t n = digits_at(length, 0);
    if (n == 7) {
        out->grain = CH__GRAIN_WEEK;
        ch__iso_week(days, &out->year, &out->n);
    }
    if (n > 7)
        out->day = 0,
        out->grain = CH__GRAIN_MONTH; /* a month of another calendar: where it begins */
    return true;
}
