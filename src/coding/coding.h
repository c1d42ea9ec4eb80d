/* src/coding/coding.h - from a parsed and linked report to events and registers. */
#ifndef CH_CODING_INTERNAL_H
#define CH_CODING_INTERNAL_H

#include "base/container.h"
#include "chancery/analysis.h"

typedef struct ch__codebook ch__codebook; /* frames and cue tables; const, shared */

ch_status ch__codebook_open(const ch__container *data, ch__codebook **out, ch_error *err);
void ch__codebook_close(ch__codebook *codebook);

/* Fills events, registers, statements, questions, silences of the analysis. */
ch_status ch__coding_run(const ch__codebook *codebook, ch_analysis *a, ch_error *err);

#endif
