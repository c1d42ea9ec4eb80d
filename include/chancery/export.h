/* chancery/export.h - an analysis in the forms its readers use. */
#ifndef CHANCERY_EXPORT_H
#define CHANCERY_EXPORT_H

#include "chancery/analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The codebook's JSON Lines (section 9): one report, one line with its '\n'. *out is malloc'ed
 * (release with free) and holds *out_n bytes. Same analysis, same bytes. CH_E_NOMEM. */
CH_API ch_status ch_export_json_line(const ch_analysis *analysis, char **out, size_t *out_n,
                                     ch_error *err);

#ifdef __cplusplus
}
#endif
#endif
