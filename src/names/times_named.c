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
    return day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 - 492149;
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

typedef enum rule { RULE_DAY, RULE_WEEKDAY, RULE_EASTER, RULE_ORTHODOX, RULE_ISLAMIC } rule;

typedef struct named_day {
    rule rule;
    int32_t month, day, weekday, nth, shift, length;
} named_day;

static bool read_number(ch_sv text, int32_t min, int32_t max, int32_t *out)
{
    double value = 0;
    if (text.n > 5 || !ch__sv_to_double(text, &value) || value < min || value > max) return false;
    *out = (int32_t)value;
    return *out == value;
}

/* Cuts off what stands before `sign`. */
static bool read_part(ch_sv *rest, char sign, int32_t min, int32_t max, int32_t *out)
{
    ch_sv part;
    return ch__sv_split(rest, sign, &part) && read_number(part, min, max, out);
}

/* "12-25", "11/4/4", "easter-2", "orthodox+0", "islamic 09-01" */
static bool read_rule(ch_sv spec, named_day *out)
{
    static const struct {
        ch_sv prefix;
        rule rule;
    } PREFIXES[] = {{CH_SV_INIT("islamic "), RULE_ISLAMIC},
                    {CH_SV_INIT("easter"), RULE_EASTER},
                    {CH_SV_INIT("orthodox"), RULE_ORTHODOX}};
    out->rule = memchr(spec.p, '/', spec.n) ? RULE_WEEKDAY : RULE_DAY;
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++)
        if (ch__sv_starts(spec, PREFIXES[i].prefix)) {
            out->rule = PREFIXES[i].rule;
            spec.p += PREFIXES[i].prefix.n, spec.n -= PREFIXES[i].prefix.n;
        }
    if (out->rule == RULE_EASTER || out->rule == RULE_ORTHODOX)
        return read_number(spec, -366, 366, &out->shift);
    const char sign = out->rule == RULE_WEEKDAY ? '/' : '-';
    if (!read_part(&spec, sign, 1, 12, &out->month)) return false;
    if (out->rule == RULE_WEEKDAY)
        return read_part(&spec, sign, 1, 7, &out->weekday) &&
               read_part(&spec, sign, -1, 4, &out->nth) && out->nth != 0 && !spec.p;
    return read_part(&spec, sign, 1, ch__month_length(2000, out->month), &out->day) && !spec.p;
}

static bool read_row(ch_sv row, named_day *out)
{
    ch_sv spec;
    *out = (named_day){0};
    return ch__sv_split(&row, '\t', &spec) && read_part(&row, '\t', 1, 366, &out->length) &&
           read_rule(spec, out);
}

bool ch__named_day_check(ch_sv row)
{
    named_day day;
    return read_row(row, &day);
}

static int32_t nth_weekday(const named_day *named, int32_t year)
{
    const int32_t first = day_number(year, named->month, 1);
    const int32_t nth = named->nth < 0 ? 5 : named->nth;
    int32_t day = 1 + (named->weekday - ch__weekday(first) + 7) % 7 + (nth - 1) * 7;
    if (day > ch__month_length(year, named->month)) day -= 7;
    return day_number(year, named->month, day);
}

static bool day_in(const named_day *named, int32_t year, int32_t *out)
{
    switch (named->rule) {
    case RULE_DAY:
        *out = day_number(year, named->month, named->day);
        return named->day <= ch__month_length(year, named->month);
    case RULE_WEEKDAY:
        *out = nth_weekday(named, year);
        return true;
    case RULE_EASTER:
        *out = western_easter(year) + named->shift;
        return true;
    case RULE_ORTHODOX:
        *out = orthodox_easter(year) + named->shift;
        return true;
    case RULE_ISLAMIC:
        return islamic_in(year, named->month, named->day, out);
    }
    return false;
}

bool ch__named_day_set(ch_sv row, int32_t year, ch__when *out)
{
    named_day named;
    int32_t days;
    if (year < 1 || year > 9000 || !read_row(row, &named) || !day_in(&named, year, &days))
        return false;
    const ch__date date = ch__date_of_days(days);
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .grain = CH__GRAIN_DAY,
                      .minute = -1,
                      .has_year = true,
                      .year = date.year,
                      .n = date.month,
                      .day = date.day};
    if (named.length == 7) {
        out->grain = CH__GRAIN_WEEK;
        ch__iso_week(days, &out->year, &out->n);
    } else if (named.length > 7) { /* a month of another calendar: where it begins */
        out->grain = CH__GRAIN_MONTH, out->day = 0;
    }
    return true;
}
