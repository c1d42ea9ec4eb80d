/* cmd/tree.h - a sentence's parse drawn as a tree for people. */
#ifndef CH_TREE_H
#define CH_TREE_H

#include "ask.h"

/* What stands beside a word: "trigger", "actor BLR". */
typedef struct tree_mark {
    ch_span span;
    char text[96];
} tree_mark;

enum { TREE_MARKS_N = 48 };

typedef struct tree_marks {
    tree_mark items[TREE_MARKS_N];
    uint32_t n;
} tree_marks;

void tree_mark_add(tree_marks *marks, ch_span span, const char *label, ch_sv value);
/* All words of an event that fields were read from. */
void tree_mark_event(tree_marks *marks, const ch_event *event);

/* One line a word: form, tag, relation to the word above, marks at the head of a marked phrase. */
void tree_draw(const ask *a, const ch_analysis *analysis, uint32_t sentence,
               const tree_marks *marks);

#endif
