/* A value as text: TIMEX3, and the date of a deed as section 5 of the codebook wants it. */
#include "names/times.h"

enum { TEXT_MAX = 48 };

typedef struct writer {
    char bytes[TEXT_MAX];
    size_t n;
} writer;

static void put(writer *w, const char *text)
{
    for (; *text && w->n < TEXT_MAX; text++) w->bytes[w->n++] = *text;
}

static void put_sv(writer *w, ch_sv text)
{
    for (size_t i = 0; i < text.n && w->n < TEXT_MAX; i++) w->bytes[w->n++] = text.p[i];
}

/* `width` digits with leading zeros; width 0: as many as it takes. */
static void put_number(writer *w, int64_t value, int width)
{
    char digits[24];
    int n = 0;
    if (value < 0) value = 0;
    do digits[n++] = (char)('0' + value % 10), value /= 10;
    while (value && n < 20);
    while (n < width) digits[n++] = '0';
    while (n && w->n < TEXT_MAX) w->bytes[w->n++] = digits[--n];
}

/* TIMEX3 has "199" and "19" where the codebook has "199X" and "19XX". */
static void put_year(writer *w, const ch__when *when, bool is_timex3)
{
    if (!when->has_year) {
        put(w, "XXXX");
    } else if (when->grain == CH__GRAIN_CENTURY) {
        put_number(w, when->year / 100, 2);
        if (!is_timex3) put(w, "XX");
    } else if (when->grain == CH__GRAIN_DECADE) {
        put_number(w, when->year / 10, 3);
        if (!is_timex3) put(w, "X");
    } else {
        put_number(w, when->year, 4);
    }
}

static void put_two(writer *w, int32_t n)
{
    if (n)
        put_number(w, n, 2);
    else
        put(w, "XX");
}

static void put_week(writer *w, const ch__when *when)
{
    put(w, "-W");
    put_two(w, when->has_year ? when->n : 0);
    if (when->grain == CH__GRAIN_WEEKEND) put(w, "-WE");
}

/* A day, month, quarter ...: "2025-08-20", "XXXX-WXX-3", "2014-FA". */
static void put_point_as(writer *w, const ch__when *when, bool is_timex3)
{
    static const char *const SEASONS[] = {"XX", "SP", "SU", "FA", "WI"};
    put_year(w, when, is_timex3);
    switch ((int)when->grain) {
    case CH__GRAIN_HALF:
        put(w, "-H"), put_number(w, when->n, 1);
        break;
    case CH__GRAIN_QUARTER:
        put(w, "-Q");
        if (when->n)
            put_number(w, when->n, 1);
        else
            put(w, "X");
        break;
    case CH__GRAIN_SEASON:
        put(w, "-"), put(w, SEASONS[when->n >= 1 && when->n <= 4 ? when->n : 0]);
        break;
    case CH__GRAIN_MONTH:
        put(w, "-"), put_two(w, when->n);
        break;
    case CH__GRAIN_WEEK:
    case CH__GRAIN_WEEKEND:
        put_week(w, when);
        break;
    case CH__GRAIN_DAY:
        if (!when->n && when->weekday) {
            put(w, "-WXX-"), put_number(w, when->weekday, 1);
            break;
        }
        put(w, "-"), put_two(w, when->n);
        put(w, "-"), put_two(w, when->day);
        break;
    default:
        break;
    }
}

static void put_point(writer *w, const ch__when *when) { put_point_as(w, when, false); }

static void put_time(writer *w, const ch__when *when)
{
    if (when->minute >= 0) {
        put(w, "T"), put_number(w, when->minute / 60, 2);
        put(w, ":"), put_number(w, when->minute % 60, 2);
        if (when->is_utc) put(w, "Z");
    } else if (when->daypart.n) {
        put(w, "T"), put_sv(w, when->daypart);
    }
}

static const char *unit_letter(uint8_t grain)
{
    switch ((int)grain) {
    case CH__GRAIN_CENTURY:
    case CH__GRAIN_DECADE:
    case CH__GRAIN_YEAR:
        return "Y";
    case CH__GRAIN_QUARTER:
        return "Q";
    case CH__GRAIN_MONTH:
    case CH__GRAIN_MINUTE:
        return "M";
    case CH__GRAIN_WEEK:
        return "W";
    case CH__GRAIN_WEEKEND:
        return "WE";
    case CH__GRAIN_DAY:
        return "D";
    case CH__GRAIN_HOUR:
        return "H";
    case CH__GRAIN_SECOND:
        return "S";
    default:
        return "X";
    }
}

/* The half of a unit in the unit below: two and a half years are P2Y6M. */
static const char *half_of(uint8_t grain)
{
    switch ((int)grain) {
    case CH__GRAIN_YEAR:
        return "6M";
    case CH__GRAIN_DAY:
        return "T12H";
    case CH__GRAIN_HOUR:
        return "30M";
    case CH__GRAIN_MINUTE:
        return "30S";
    default:
        return NULL;
    }
}

static void put_duration(writer *w, const ch__when *when)
{
    const uint8_t grain = when->grain;
    const bool is_clock =
        grain == CH__GRAIN_HOUR || grain == CH__GRAIN_MINUTE || grain == CH__GRAIN_SECOND;
    int64_t milli = when->amount_milli;
    put(w, is_clock ? "PT" : "P");
    if (when->is_vague || grain == CH__GRAIN_SPAN) {
        put(w, "X"), put(w, grain == CH__GRAIN_DECADE    ? "E"
                            : grain == CH__GRAIN_CENTURY ? "C"
                                                         : unit_letter(grain));
        return;
    }
    if (grain == CH__GRAIN_DECADE) milli *= 10;
    if (grain == CH__GRAIN_CENTURY) milli *= 100;
    const char *half = milli % 1000 == 500 ? half_of(grain) : NULL;
    if (milli / 1000 || !half) {
        put_number(w, milli / 1000, 0);
        if (!half && milli % 1000) put(w, "."), put_number(w, milli % 1000 / 100, 1);
        put(w, unit_letter(grain));
    }
    if (half) put(w, half);
}

static void put_value(writer *w, const ch__when *when)
{
    switch ((int)when->kind) {
    case CH__WHEN_POINT:
        put_point_as(w, when, true), put_time(w, when);
        break;
    case CH__WHEN_RANGE:
        put_point(w, when), put_time(w, when);
        put(w, "/");
        put_point(w, when->to), put_time(w, when->to);
        break;
    case CH__WHEN_DURATION:
        put_duration(w, when);
        break;
    case CH__WHEN_TEXT:
        put_sv(w, when->text);
        break;
    case CH__WHEN_NONE:
    case CH__WHEN_NUMBER:
        break;
    }
}

ch_status ch__when_value(const ch__when *when, ch_arena *arena, ch_sv *out, ch_error *err)
{
    writer w = {.n = 0};
    put_value(&w, when);
    return ch_arena_copy(arena, (ch_sv){w.bytes, w.n}, out, err);
}

/* ---- the date of a deed ---- */

static void put_days(writer *w, int32_t days)
{
    const ch__date date = ch__date_of_days(days);
    put_point(w, &(ch__when){.kind = CH__WHEN_POINT,
                             .grain = CH__GRAIN_DAY,
                             .has_year = true,
                             .year = date.year,
                             .n = date.month,
                             .day = date.day});
}

/* "the last six months": from the day that long ago to the day of publication. */
static bool put_span(writer *w, const ch__when *when, const ch__when *anchor)
{
    ch__when day = *anchor, other;
    const int32_t whole = (int32_t)(when->amount_milli / 1000);
    if (anchor->kind != CH__WHEN_POINT || !anchor->has_year || when->is_vague || whole > 10000)
        return false;
    const int sign = when->bound ? +1 : when->toward;
    if (!sign || when->grain >= CH__GRAIN_HOUR || when->amount_milli % 1000) return false;
    const int32_t scale = when->grain == CH__GRAIN_CENTURY   ? 1200
                          : when->grain == CH__GRAIN_DECADE  ? 120
                          : when->grain == CH__GRAIN_YEAR    ? 12
                          : when->grain == CH__GRAIN_QUARTER ? 3
                                                             : 1;
    const bool is_in_days = when->grain >= CH__GRAIN_WEEK;
    if (is_in_days) {
        const int32_t days = when->grain == CH__GRAIN_DAY ? 1 : 7;
        if (!ch__when_shift(&day, CH__GRAIN_DAY, sign * whole * days, &other)) return false;
    } else {
        if (!ch__when_shift(&day, CH__GRAIN_MONTH, sign * whole * scale, &other)) return false;
        const int32_t length = ch__month_length(other.year, other.n);
        if (!when->bound)
            other.grain = CH__GRAIN_DAY, other.day = day.day < length ? day.day : length;
    }
    if (when->bound) return put(w, "../"), put_point(w, &other), true;
    const int32_t a = ch__when_first_day(&day), b = ch__when_first_day(&other);
    put_days(w, a < b ? a : b), put(w, "/"), put_days(w, a < b ? b : a);
    return true;
}

static void put_date(writer *w, const ch__when *when, const ch__when *anchor)
{
    if (when->is_undated) return;
    if (when->kind == CH__WHEN_DURATION) {
        put_span(w, when, anchor);
        return;
    }
    if (when->kind == CH__WHEN_RANGE) {
        put_point(w, when), put(w, "/"), put_point(w, when->to);
        return;
    }
    if (when->kind != CH__WHEN_POINT) return;
    if (when->bound < 0) put(w, "../");
    if (when->grain == CH__GRAIN_WEEKEND && when->has_year && !when->bound) {
        put_days(w, ch__when_first_day(when)), put(w, "/"), put_days(w, ch__when_last_day(when));
        return;
    }
    if (when->grain == CH__GRAIN_WEEKEND) {
        ch__when week = *when;
        week.grain = CH__GRAIN_WEEK;
        put_point(w, &week);
    } else {
        put_point(w, when);
    }
    if (when->bound > 0) put(w, "/..");
}

ch_status ch__when_date(const ch__when *when, const ch__when *anchor, ch_arena *arena, ch_sv *out,
                        ch_error *err)
{
    writer w = {.n = 0};
    put_date(&w, when, anchor);
    return ch_arena_copy(arena, (ch_sv){w.bytes, w.n}, out, err);
}
