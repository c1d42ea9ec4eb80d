/* src/ingest/main_text.h - which blocks of a page are its report: paragraphs in the element that
 * holds most of them. Knows nothing of HTML trees; the walker in html.c fills the structs. */
#ifndef CH_INGEST_MAIN_TEXT_H
#define CH_INGEST_MAIN_TEXT_H

#include "chancery/base.h"

/* Words between two block boundaries, white space collapsed. */
typedef struct ch__block {
    ch_sv text;
    size_t link_n; /* bytes of it inside links */
    bool is_heading;
    uint32_t parent, grandparent, article; /* element indices or CH_NONE */
} ch__block;

typedef struct ch__element {
    uint32_t block_begin, block_end; /* blocks under it */
    uint64_t score;
} ch__element;

/* Joins the report's blocks with blank lines; leaves out one that only repeats `title`. Empty when
 * there are no words at all. `elements` scores are written. */
ch_status ch__main_text(const ch__block *blocks, uint32_t block_n, ch__element *elements,
                        uint32_t element_n, ch_sv title, ch_arena *arena, ch_sv *out,
                        ch_error *err);

#endif
