/* Dates in metadata: what is read is a day of the calendar, and reads back as itself. */
#include "fuzz.h"

#include "base/calendar.h"
#include "chancery/ingest.h"

static void check_day(ch__date date)
{
    CHECK(date.month >= 1 && date.month <= 12 && date.day >= 1);
    CHECK(date.day <= ch__month_length(date.year, date.month));
    const int32_t days = ch__date_days(date);
    const ch__date back = ch__date_of_days(days);
    CHECK(back.year == date.year && back.month == date.month && back.day == date.day);
    int32_t year, week;
    ch__iso_week(days, &year, &week);
    const int32_t monday = ch__iso_week_monday(year, week);
    CHECK(week >= 1 && week <= 53 && monday <= days && days < monday + 7);
    CHECK(ch__weekday(monday) == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ch_sv text = input_text(data, size);
    ch__date date, again;
    char published[11];
    if (ch__date_parse(text, &date)) check_day(date);
    if (!ch_published_read(text, published)) return 0;
    CHECK(published[10] == '\0');
    CHECK(ch__date_parse((ch_sv){published, 10}, &again));
    check_day(again);
    CHECK(again.year >= 1600 && again.year < 2200);
    return 0;
}
