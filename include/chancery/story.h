/* chancery/story.h - what reports have to do with each other: families and stories (codebook section 8).
 *
 * A family is one voice: reports that descend from one another or from one text. A story is one
 * matter: reports that tell of the same deeds, in whatever words. Both are worked out from the texts,
 * titles, publishers and days in the record; the answer is the same whatever the order of adding.
 * Time and memory are linear in the texts of the record, but for the square of the largest story.
 */
#ifndef CHANCERY_STORY_H
#define CHANCERY_STORY_H

#include "chancery/record.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ch_group_kind {
    CH_GROUP_FAMILIES,
    CH_GROUP_STORIES,
} ch_group_kind;

typedef struct ch_group_member {
    const ch_record_report *report;
    uint32_t joined_to; /* the member it was joined to; CH_NONE for the origin */
    ch_sv why;          /* "87 % of its 8-word shingles; ..."; empty for the origin */
    /* Families: sentences of this report without counterpart in the origin, and of the origin
     * without counterpart here. Spans of the report's and of the origin's text. */
    const ch_span *added, *dropped;
    uint32_t added_n, dropped_n;
} ch_group_member;

/* Two or more reports; the origin, which is the earliest, comes first. */
typedef struct ch_group {
    const ch_group_member *members;
    uint32_t member_n;
} ch_group;

/* Lives until the visitor returns. */
typedef ch_status (*ch_group_visitor)(void *context, const ch_group *group, ch_error *err);

/* All groups, by day of the origin and then id. */
CH_API ch_status ch_record_groups(ch_record *record, ch_group_kind kind, ch_group_visitor visit,
                                  void *context, ch_error *err);

#ifdef __cplusplus
}
#endif
#endif
