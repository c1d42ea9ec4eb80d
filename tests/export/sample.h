/* A hand-filled analysis in which every field of the output occurs at least once. */
#ifndef CH_TEST_SAMPLE_H
#define CH_TEST_SAMPLE_H

#include "chancery/analysis.h"

void sample_fill(ch_analysis *a); /* static storage; nothing to free */

#endif
