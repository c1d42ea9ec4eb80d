#include "base/calendar.h"

#include "base/text.h"

int32_t ch__date_days(ch__date date)
{
    const int32_t y = date.month <= 2 ? date.year - 1 : date.year;
    const int32_t era = (y >= 0 ? y : y - 399) / 400;
    const int32_t year_of_era = y - era * 400;
    const int32_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

ch__date ch__date_of_days(int32_t days)
{
    const int32_t z = days + 719468;
    const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int32_t day_of_era = z - era * 146097;
    const int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t shifted_month = (5 * day_of_year + 2) / 153;
    const int32_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return (ch__date){.year = year_of_era + era * 400 + (month <= 2),
                      .month = month,
                      .day = day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

int32_t ch__weekday(int32_t days)
{
    const int32_t from_monday = (days + 3) % 7; /* 1970-01-01 was a Thursday */
    return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int32_t ch__month_length(int32_t year, int32_t month)
{
    static const int32_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && is_leap ? 29 : length[(month + 11) % 12];
}

void ch__iso_week(int32_t days, int32_t *out_year, int32_t *out_week)
{
    const int32_t thursday = days - ch__weekday(days) + 4;
    const int32_t year = ch__date_of_days(thursday).year;
    *out_year = year;
    *out_week = (thursday - ch__date_days((ch__date){year, 1, 1})) / 7 + 1;
}

int32_t ch__iso_week_monday(int32_t year, int32_t week)
{
    const int32_t fourth = ch__date_days((ch__date){year, 1, 4}); /* always in week 1 */
    return fourth - (ch__weekday(fourth) - 1) + (week - 1) * 7;
}

bool ch__date_parse(ch_sv text, ch__date *out)
{
    uint32_t year, month, day;
    if (text.n < 10 || text.p[4] != '-' || text.p[7] != '-') return false;
    if (text.n > 10 && text.p[10] != 'T' && text.p[10] != ' ') return false;
    if (!ch__sv_to_u32((ch_sv){text.p, 4}, &year) || !ch__sv_to_u32((ch_sv){text.p + 5, 2}, &month) ||
        !ch__sv_to_u32((ch_sv){text.p + 8, 2}, &day))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1) return false;
    if ((int32_t)day > ch__month_length((int32_t)year, (int32_t)month)) return false;
    *out = (ch__date){(int32_t)year, (int32_t)month, (int32_t)day};
    return true;
}
