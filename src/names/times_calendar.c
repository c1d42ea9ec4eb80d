/* Days, weeks, months and years of values: shifting, comparing, and what the text leaves out. */
#include "names/times.h"

enum { PSEUDO_YEAR = 2000, NEAR_DAYS = 75, NEAR_MONTH_DAYS = 62, FAR_DAYS = 270 };

static int32_t day_number(int32_t year, int32_t month, int32_t day)
{
    return ch__date_days((ch__date){year, month, day});
}

void ch__when_set_days(ch__when *out, int32_t days)
{
    const ch__date date = ch__date_of_days(days);
    out->grain = CH__GRAIN_DAY;
    out->year = date.year, out->n = date.month, out->day = date.day;
}

static int32_t month_first(const ch__when *when)
{
    switch ((int)when->grain) {
    case CH__GRAIN_HALF:
        return when->n == 2 ? 7 : 1;
    case CH__GRAIN_QUARTER:
        return when->n * 3 - 2;
    case CH__GRAIN_SEASON:
        return when->n * 3;
    case CH__GRAIN_MONTH:
    case CH__GRAIN_DAY:
        return when->n;
    default:
        return 1;
    }
}

int32_t ch__when_first_day(const ch__when *when)
{
    if (when->grain == CH__GRAIN_DAY && when->n) return day_number(when->year, when->n, when->day);
    if (when->grain == CH__GRAIN_WEEK) return ch__iso_week_monday(when->year, when->n);
    if (when->grain == CH__GRAIN_WEEKEND) return ch__iso_week_monday(when->year, when->n) + 5;
    const int32_t month = month_first(when);
    return day_number(when->year, month >= 1 && month <= 12 ? month : 1, 1);
}

int32_t ch__when_last_day(const ch__when *when)
{
    int32_t months = 0;
    switch ((int)when->grain) {
    case CH__GRAIN_WEEK:
        return ch__when_first_day(when) + 6;
    case CH__GRAIN_WEEKEND:
        return ch__when_first_day(when) + 1;
    case CH__GRAIN_CENTURY:
        months = 1200;
        break;
    case CH__GRAIN_DECADE:
        months = 120;
        break;
    case CH__GRAIN_YEAR:
        months = 12;
        break;
    case CH__GRAIN_HALF:
        months = 6;
        break;
    case CH__GRAIN_QUARTER:
    case CH__GRAIN_SEASON:
        months = 3;
        break;
    case CH__GRAIN_MONTH:
        months = 1;
        break;
    default:
        return ch__when_first_day(when);
    }
    const int32_t index = when->year * 12 + month_first(when) - 1 + months;
    return day_number(index / 12, index % 12 + 1, 1) - 1;
}

static bool is_in_calendar(const ch__when *when) { return when->year >= 1 && when->year <= 9000; }

static void set_week(ch__when *out, uint8_t grain, int32_t days)
{
    int32_t year, week;
    ch__iso_week(days, &year, &week);
    out->grain = grain, out->year = year, out->n = week, out->day = 0;
}

/* `by` units of `grain` from `from`, which is cut to that grain. Coarser than `from` is fine, finer is
 * refused: nobody knows the day before "1998". */
bool ch__when_shift(const ch__when *from, uint8_t grain, int32_t by, ch__when *out)
{
    *out = (ch__when){
        .kind = CH__WHEN_POINT, .grain = grain, .minute = -1, .has_year = from->has_year};
    if (from->kind != CH__WHEN_POINT || (!from->n && from->weekday))
        return true; /* nothing known */
    if (by > 100000 || by < -100000) return false;
    const int32_t month = month_first(from);
    const bool has_month = from->grain >= CH__GRAIN_MONTH && from->grain != CH__GRAIN_WEEK &&
                           from->grain != CH__GRAIN_WEEKEND;
    const bool has_week = from->grain == CH__GRAIN_DAY || from->grain == CH__GRAIN_WEEK ||
                          from->grain == CH__GRAIN_WEEKEND;
    out->year = from->year;
    switch ((int)grain) {
    case CH__GRAIN_CENTURY:
        out->year = (from->year / 100 + by) * 100;
        break;
    case CH__GRAIN_DECADE:
        out->year = (from->year / 10 + by) * 10;
        break;
    case CH__GRAIN_YEAR:
        out->year += by;
        break;
    case CH__GRAIN_QUARTER:
    case CH__GRAIN_HALF: {
        const int32_t length = grain == CH__GRAIN_HALF ? 6 : 3;
        if (!has_month && from->grain != CH__GRAIN_QUARTER && !has_week) return false;
        const int32_t at =
            has_week && !has_month ? ch__date_of_days(ch__when_first_day(from)).month : month;
        const int32_t index = (from->year * 12 + at - 1) / length + by;
        out->year = index * length / 12, out->n = index % (12 / length) + 1;
        break;
    }
    case CH__GRAIN_MONTH: {
        if (!has_month && !has_week) return false;
        const int32_t at = has_month ? month : ch__date_of_days(ch__when_first_day(from)).month;
        const int32_t index = from->year * 12 + at - 1 + by;
        out->year = index / 12, out->n = index % 12 + 1;
        break;
    }
    case CH__GRAIN_WEEK:
    case CH__GRAIN_WEEKEND:
        if (!has_week) return false;
        set_week(out, grain, ch__when_first_day(from) + by * 7);
        break;
    case CH__GRAIN_DAY:
        if (from->grain != CH__GRAIN_DAY) return false;
        ch__when_set_days(out, ch__when_first_day(from) + by);
        break;
    default:
        return false;
    }
    return is_in_calendar(out);
}

/* ---- years that the text leaves out ---- */

static bool fits(const ch__when *when, int32_t year, int32_t today, int direction)
{
    ch__when candidate = *when;
    candidate.year = year;
    if (direction < 0) return ch__when_first_day(&candidate) <= today;
    return ch__when_last_day(&candidate) >= today;
}

static int32_t distance(const ch__when *when, int32_t year, int32_t today)
{
    ch__when candidate = *when;
    candidate.year = year;
    const int32_t first = ch__when_first_day(&candidate), last = ch__when_last_day(&candidate);
    return today < first ? first - today : today > last ? today - last : 0;
}

/* The nearest year that fits the tense; the nearest at all when the tense is not known, or when the
 * one that fits is most of a year away and the other within weeks (a tense read wrongly). */
void ch__when_guess_year(const ch__time_matcher *m, int direction, ch__when *when)
{
    const ch__when *anchor = &m->anchor;
    when->is_year_guessed = true;
    when->has_year = anchor->kind == CH__WHEN_POINT && anchor->has_year;
    when->year = PSEUDO_YEAR; /* a leap year */
    if (!when->has_year) return;
    const int32_t today = ch__when_first_day(anchor);
    int32_t nearest = anchor->year, fitting = 0;
    for (int32_t year = anchor->year - 1; year <= anchor->year + 1; year++)
        if (distance(when, year, today) < distance(when, nearest, today)) nearest = year;
    if (direction < 0)
        for (int32_t year = anchor->year - 1; year <= anchor->year; year++)
            fitting = fits(when, year, today, -1) ? year : fitting;
    else if (direction > 0)
        for (int32_t year = anchor->year + 1; year >= anchor->year; year--)
            fitting = fits(when, year, today, +1) ? year : fitting;
    when->year = fitting ? fitting : nearest;
    const bool is_past_month = direction < 0 && when->grain != CH__GRAIN_DAY;
    if (distance(when, when->year, today) > FAR_DAYS &&
        distance(when, nearest, today) <= (is_past_month ? NEAR_MONTH_DAYS : NEAR_DAYS))
        when->year = nearest;
}

void ch__when_set_weekday(const ch__time_matcher *m, int32_t weekday, int direction, ch__when *out)
{
    *out = (ch__when){
        .kind = CH__WHEN_POINT, .grain = CH__GRAIN_DAY, .minute = -1, .weekday = (uint8_t)weekday};
    if (m->anchor.kind != CH__WHEN_POINT || !m->anchor.has_year) return;
    const int32_t today = ch__when_first_day(&m->anchor);
    const int32_t back = (ch__weekday(today) - weekday + 7) % 7;
    out->has_year = true;
    ch__when_set_days(out, direction > 0 ? today + (7 - back) % 7 : today - back);
}
