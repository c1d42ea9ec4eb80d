/* src/coding/coder.h - one report being coded: deeds on their way to becoming events.
 *
 * A deed is one word that names a political act, read by one frame. Steps, each a file:
 *   lemmas.c   words that the tables know under another end
 *   deeds.c    words -> deeds (frames, light verbs, content verbs composed with what they govern)
 *   roles.c    slots -> actors and recipients
 *   references.c  "the exercise", "this deal": nouns that point back at a deed
 *   marks.c    tense, modality, negation -> auxiliary, veracity
 *   sources.c  who says so
 *   moods.c    "will not release" refuses, "must withdraw" asks
 *   history.c  which deeds are told as history
 *   dates.c, places.c  when and where
 *   settings.c object, contexts, the date and place one scene shares
 *   events.c   deeds -> events: futures folded, repeated tellings merged
 *   registers.c, instruments.c, relations.c, statements.c, questions.c: the other lists
 */
#ifndef CH_CODING_CODER_H
#define CH_CODING_CODER_H

#include "coding/clause.h"
#include "coding/codebook.h"
#include "names/names.h"

typedef struct ch__deed {
    uint32_t trigger; /* token that names the deed and heads its phrase */
    uint32_t word;    /* the word that names it: "exercise" of "exercise Zapad-2021" */
    uint32_t carrier; /* token whose clause carries tense and negation */
    uint32_t light;   /* light verb, or CH_NONE */
    const ch__light_verb *light_row;
    const ch__frame *frame;
    uint32_t inner;       /* deed this one was composed with, or CH_NONE */
    uint32_t consumed_by; /* deed that took this one in, or CH_NONE */
    const char *dropped;  /* why it is no event; NULL while it lives */

    uint8_t type, act, veracity, auxiliary;
    bool is_mutual;
    bool is_promised; /* under a verb of planning or agreeing that adds no type of its own */
    ch_sv mode, cameo;
    uint64_t contexts;
    ch_participant *actors, *recipients;
    uint32_t actor_n, actor_capacity, recipient_n, recipient_capacity;
    ch_source *sources;
    uint32_t source_n, source_capacity;
    ch_date_field date;
    ch_place_field place;
    ch_span object;
    uint32_t refers_to; /* deed this noun points back at, or CH_NONE */
    uint32_t denies;    /* deed index */
    uint32_t event;     /* event index once told */
    ch_trace *trace;
    uint32_t trace_n, trace_capacity;
} ch__deed;

typedef struct ch__coder {
    const ch__codebook *book;
    ch_analysis *a;
    ch_arena *arena;
    ch_error *err;
    ch__deed *deeds;
    uint32_t deed_n, deed_capacity;
    uint32_t *deed_of_token; /* (token_n,) deed triggered by or carried by the token, CH_NONE */
    bool *is_blocked;        /* (token_n,) told by a reading that is no deed */
    uint32_t event_capacity, instrument_capacity, exercise_capacity, visit_capacity,
        relation_capacity, statement_capacity, question_capacity, silence_capacity;
} ch__coder;

ch_status ch__lemmas_repair(ch__coder *coder);
ch_status ch__deeds_find(ch__coder *coder);
ch_status ch__roles_fill(ch__coder *coder);
/* The verb that says when or whether the deed named by a noun takes place; the noun itself if none. */
uint32_t ch__carrier_of(const ch__coder *coder, uint32_t noun);
/* "the agreement", "this visit", "its exercise": a noun that names something told before. */
bool ch__points_back(const ch_analysis *a, uint32_t noun);
/* Does the deed open or move an instrument: "signed a treaty", "the pact was ratified"? */
bool ch__is_about_instrument(const ch__coder *coder, const ch__deed *deed);
/* Does the noun stand as a provision of an instrument? */
bool ch__is_provision(const ch__coder *coder, uint32_t noun);
ch_status ch__references_find(ch__coder *coder);
ch_status ch__marks_read(ch__coder *coder);
ch_status ch__sources_read(ch__coder *coder);
ch_status ch__moods_read(ch__coder *coder);
ch_status ch__settings_read(ch__coder *coder);
void ch__dates_read(ch__coder *coder);
ch_status ch__date_marks(ch__coder *coder, ch__deed *deed); /* what its date makes of a deed */
ch_status ch__place_read(ch__coder *coder, ch__deed *deed);
void ch__places_carry_on(ch__coder *coder);
/* Is the deed told as history? `first_time`: the first time expression of its sentence or later. */
bool ch__is_history(const ch__coder *coder, const ch__deed *deed, uint32_t first_time);
bool ch__is_within_history(const ch__coder *coder, const ch__deed *deed);
/* What the words around a verb that is no deed make of it. */
uint8_t ch__veracity_at(const ch__coder *coder, uint32_t verb);
void ch__contexts_of_words(const ch__coder *coder, ch__deed *deed);
ch_status ch__events_tell(ch__coder *coder);
ch_status ch__registers_fill(ch__coder *coder);
ch_status ch__relations_find(ch__coder *coder);
ch_status ch__statements_find(ch__coder *coder);
ch_status ch__questions_find(ch__coder *coder);

/* The mention headed by the token, NULL if none. */
const ch_mention *ch__mention_at(const ch_analysis *a, uint32_t token);

/* Somebody who can do a political deed: a state, body, organisation, group, person, population. */
bool ch__is_political(const ch_mention *mention);
bool ch__value_holds(const ch__coder *coder, const ch__value *value, uint32_t head);

ch_status ch__trace_add(ch__coder *coder, ch__deed *deed, const char *field, ch_sv rule,
                        ch_span span, const char *note, bool is_lost);

/* Is the token's lemma or form in a class of data/coding/classes*.tsv? */
bool ch__token_is(const ch__coder *coder, uint32_t token, const char *class_name);

/* "told Reuters", "on X", "in an interview": the means the subject of a speech verb used. */
ch_sv ch__channel_of(const ch__coder *coder, uint32_t verb);

/* Span of the phrase headed by a token, without surrounding punctuation. */
ch_span ch__phrase_span(const ch_analysis *a, uint32_t head);

#endif
