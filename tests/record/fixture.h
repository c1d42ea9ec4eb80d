/* Hand-filled analyses for the tests of the record. */
#ifndef CH_TEST_RECORD_FIXTURE_H
#define CH_TEST_RECORD_FIXTURE_H

#include "chancery/record.h"

/* A report "Belarus and Iran signed a plan in Minsk ..." with every layer filled. `given` and
 * `published` vary; `n` numbers the text, so that different n are different texts. All memory is the
 * analysis's own: release with fixture_free. */
ch_analysis *fixture_make(const char *given, const char *published, int n);
void fixture_free(ch_analysis *analysis);

#define FIXTURE_OPTIONS                                                                            \
    (&(ch_record_add_options){.added = CH_SV("2026-11-23T20:15:00Z"), .coder = CH_SV("test 1")})

#endif
