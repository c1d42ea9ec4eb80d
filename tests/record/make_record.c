/* make_record PATH - a record of a few hand-coded reports, for the golden tests of the commands. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>

static void add(ch_record *record, ch_analysis *a)
{
    ch_record_added added;
    ch_error err;
    if (ch_record_add(record, a, FIXTURE_OPTIONS, &added, &err) != CH_OK) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    fixture_free(a);
}

int main(int argc, char **argv)
{
    ch_record *record = NULL;
    ch_error err;
    if (argc != 2 || ch_record_open(argv[1], CH_RECORD_WRITE, &record, &err) != CH_OK) return 1;
    add(record, fixture_make("blr-irn-plan", "2025-08-21", 1));
    add(record, fixture_make("blr-irn-copy", "2025-08-22", 1));
    ch_analysis *later = fixture_make("blr-irn-held", "2026-03-20", 2); /* the exercise is held */
    later->exercises[0].period = CH_SV("2026-03");
    later->exercises[0].stage = CH_SV("held");
    later->exercises[0].host = CH_SV("BLR");
    later->instruments[0].stage = CH_SV("in-force");
    later->report.source = CH_SV("Other, \"Daily\"");
    add(record, later);
    ch_record_close(record);
    return 0;
}
