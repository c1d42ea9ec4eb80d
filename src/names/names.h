/* src/names/names.h - who, when and where, as the engine and coding see it. */
#ifndef CH_NAMES_INTERNAL_H
#define CH_NAMES_INTERNAL_H

#include "base/container.h"
#include "chancery/analysis.h"

typedef struct ch__knowledge ch__knowledge; /* the knowledge base, mapped; const, shared */

ch_status ch__knowledge_open(const ch__container *data, ch__knowledge **out, ch_error *err);
void ch__knowledge_close(ch__knowledge *knowledge);

typedef struct ch__times ch__times; /* the tables of data/time; const, shared */

ch_status ch__times_open(const ch__container *data, ch__times **out, ch_error *err);
void ch__times_close(ch__times *times); /* NULL is fine */

/* Time expressions of the report -> a->times, in text order, not overlapping. Reads tokens, tags and
 * tenses, and report.published. Linear in the text. */
ch_status ch__times_run(const ch__times *times, ch_analysis *a, ch_error *err);

/* Mentions -> a->mentions and a->mention_of_token: linked, with sectors, persons, offices by date,
 * variants, pronouns and descriptions resolved. */
ch_status ch__names_run(const ch__knowledge *knowledge, ch_analysis *a, ch_error *err);

/* The participants that the phrase headed by token `head` stands for: conjuncts expanded ("A, B and
 * C"), "the two leaders" and pronouns replaced by those they stand for (span stays the words as
 * they stand). Appends to *items. Nothing is appended when the phrase names no actor. */
ch_status ch__names_participants(const ch_analysis *a, uint32_t head, ch_arena *arena,
                                 ch_participant **items, uint32_t *n, uint32_t *capacity,
                                 ch_error *err);

/* The mention whose phrase holds the token, climbing from it to the head of its phrase; CH_NONE if
 * there is none. */
uint32_t ch__names_mention_at(const ch_analysis *a, uint32_t token);

#endif
