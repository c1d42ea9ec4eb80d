/* src/export/page.h - paragraphs wrapped for a terminal. Text of reports passes through without
 * control characters; a character counts as one column. */
#ifndef CH_EXPORT_PAGE_H
#define CH_EXPORT_PAGE_H

#include "export/buffer.h"

typedef struct ch__page {
    ch__buffer out;
    ch__buffer paragraph; /* not yet wrapped */
    unsigned width;
    bool has_colour;
} ch__page;

typedef enum ch__ink {
    CH__INK_PLAIN,
    CH__INK_BOLD,
    CH__INK_DIM,
    CH__INK_GOOD,
    CH__INK_BAD
} ch__ink;

void ch__page_add(ch__page *page, ch_sv text); /* to the paragraph; white space becomes one space */
void ch__page_say(ch__page *page, const char *text);
void ch__page_quote(ch__page *page, ch_sv text); /* with quotation marks */

/* Ends the paragraph: `label` in its ink at column `at`, then the words wrapped from column `indent`.
 * Nothing is printed for an empty paragraph with an empty label. */
void ch__page_end(ch__page *page, unsigned at, const char *label, ch__ink ink, unsigned indent);
/* The same, all words in one ink. */
void ch__page_end_in(ch__page *page, ch__ink ink, unsigned indent);
void ch__page_blank(ch__page *page);

#endif
