/* src/base/calendar.h - the proleptic Gregorian calendar, without clock, zone or locale.
 * Day numbers count from 1970-01-01 = 0 (Hinnant, "chrono-compatible low-level date algorithms"). */
#ifndef CH_BASE_CALENDAR_H
#define CH_BASE_CALENDAR_H

#include "chancery/base.h"

typedef struct ch__date {
    int32_t year;       /* 1 to 9999 */
    int32_t month, day; /* from 1 */
} ch__date;

int32_t ch__date_days(ch__date date);
ch__date ch__date_of_days(int32_t days);
int32_t ch__weekday(int32_t days);       /* 1 Monday to 7 Sunday (ISO 8601) */
int32_t ch__month_length(int32_t year, int32_t month);
void ch__iso_week(int32_t days, int32_t *out_year, int32_t *out_week);
int32_t ch__iso_week_monday(int32_t year, int32_t week); /* day number */

/* "2025-12-10" and nothing else (also refuses 2025-02-30). A longer text whose first ten bytes are
 * a date followed by 'T' or ' ' is accepted too: "2025-12-10T08:00:00Z". */
bool ch__date_parse(ch_sv text, ch__date *out);

#endif
