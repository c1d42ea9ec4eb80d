/* src/coding/codebook.h - the tables of data/coding as the coder uses them.
 *
 * Formats: docs/frames.md. Everything is parsed once at engine open into one arena and is const
 * afterwards; string views point into the mapped chancery.dat.
 */
#ifndef CH_CODING_CODEBOOK_H
#define CH_CODING_CODEBOOK_H

#include "base/text.h"
#include "coding/coding.h"

typedef enum ch__slot_kind {
    CH__SLOT_SUBJECT,
    CH__SLOT_OBJECT,
    CH__SLOT_INDIRECT,
    CH__SLOT_XCOMP,
    CH__SLOT_CCOMP,
    CH__SLOT_PASSIVE,
    CH__SLOT_PARTICLE,
    CH__SLOT_POSSESSOR,
    CH__SLOT_MODIFIER,
    CH__SLOT_PREPOSITION,
} ch__slot_kind;

typedef struct ch__slot {
    uint8_t kind;
    ch_sv preposition; /* for CH__SLOT_PREPOSITION */
} ch__slot;

typedef enum ch__value_kind {
    CH__VALUE_LEMMA, /* "treaty" */
    CH__VALUE_CLASS, /* "@instrument" */
    CH__VALUE_ACTOR, /* "#actor" and the other kinds of participant */
    CH__VALUE_STATE,
    CH__VALUE_IGO,
    CH__VALUE_PERSON,
    CH__VALUE_BODY,
    CH__VALUE_GROUP,
    CH__VALUE_ARMED,
    CH__VALUE_PEOPLE,
    CH__VALUE_PLACE,
} ch__value_kind;

typedef struct ch__value {
    uint8_t kind;
    ch_sv text;
} ch__value;

enum { CH__CONDITION_SLOT_MAX = 6 };
typedef struct ch__condition {
    ch__slot slots[CH__CONDITION_SLOT_MAX]; /* alternatives: "on|against=#state" */
    uint32_t slot_n;
    bool is_absent;          /* "!slot" */
    bool is_unequal;         /* "slot!=value" */
    const ch__value *values; /* none: presence is enough */
    uint32_t value_n;
} ch__condition;

enum { CH__ROLE_SLOT_MAX = 10 };
typedef struct ch__roles {
    ch__slot actor[CH__ROLE_SLOT_MAX], recipient[CH__ROLE_SLOT_MAX];
    uint32_t actor_n, recipient_n;
    bool is_mutual; /* recipient slots hold partners, who are actors too */
} ch__roles;

typedef enum ch__frame_flag { /* bits */
                              CH__FRAME_CONTENT = 1,
                              CH__FRAME_MUTUAL = 2,
                              CH__FRAME_WEAK = 4,
                              CH__FRAME_SPEECH = 8,
                              CH__FRAME_NO_PLURAL = 16,
                              CH__FRAME_INSTRUMENT = 32,
                              CH__FRAME_EXERCISE = 64,
                              CH__FRAME_VISIT = 128,
                              CH__FRAME_CARRIED =
                                  256, /* a noun that tells a deed only under a verb that carries it */
} ch__frame_flag;

typedef struct ch__frame {
    ch_sv id, lemma,
        particle; /* "call_off": lemma "call", particle "off"; "cease_fire": "fire" and "cease" */
    ch_sv mode, cameo;
    ch__condition *conditions;
    uint32_t condition_n;
    uint32_t next; /* next frame with the same key, CH_NONE at the end */
    uint64_t contexts;
    ch__roles roles;
    uint32_t flags;
    uint8_t type; /* ch_event_type; NONE for a reading that blocks */
    char pos;     /* 'v' 'n' 'a' */
} ch__frame;

typedef struct ch__compose_row {
    uint8_t outer, inner, type, act; /* inner NONE: any */
    uint8_t context;                 /* CH_CONTEXT_N: any */
    ch_sv mode, cameo;
    uint32_t line;
} ch__compose_row;

typedef struct ch__light_verb {
    ch_sv lemma, particle, stage;
} ch__light_verb;

typedef struct ch__speech {
    ch_sv lemma, class_name, stance;
    bool is_factive, is_counterfactive;
    uint8_t veracity; /* ch_veracity, CH_VERACITY_N: keep */
} ch__speech;

typedef struct ch__mark {
    ch_sv lemma, effect; /* "future|hypothetical|negation" joined by ',' */
    char pos;
    uint8_t veracity; /* CH_VERACITY_N: keep */
} ch__mark;

typedef struct ch__context_row {
    uint8_t context;
    ch_sv word, scope;
} ch__context_row;

/* A standing tie: which word tells it, who stands where. */
typedef struct ch__relation_row {
    ch_sv id, kind, lemma;
    ch__roles roles;
    uint32_t next; /* next row with the same lemma and part of speech */
    ch_sv needs;   /* class of which a word must stand below the word of the tie; empty: none */
    char pos;
    bool is_mutual;
    bool is_open; /* the first side may be untold: "faces sanctions" */
} ch__relation_row;

/* Which word puts an entry of a register at which stage. */
typedef struct ch__stage_row {
    ch_sv register_name, lemma, stage;
} ch__stage_row;

/* A sequence of words that tells that something is not known: places of lemmas, "a|b", "*" for up to
 * three words. */
typedef struct ch__question_row {
    ch_sv id, pattern;
} ch__question_row;

/* A fixed open-addressing table from a hashed key to the first of its rows. */
typedef struct ch__index {
    uint64_t *keys;
    uint32_t *rows;
    uint32_t mask;
} ch__index;

struct ch__codebook {
    ch_arena arena;
    ch__frame *frames;
    uint32_t frame_n;
    ch__compose_row *compose;
    uint32_t compose_n;
    ch__light_verb *light_verbs;
    uint32_t light_verb_n;
    ch__speech *speech;
    uint32_t speech_n;
    ch__mark *marks;
    uint32_t mark_n;
    ch__context_row *contexts;
    uint32_t context_n;
    ch__relation_row *relations;
    uint32_t relation_n;
    ch__stage_row *stages;
    uint32_t stage_n;
    ch__question_row *questions;
    uint32_t question_n;
    ch__index relation_index, stage_index;
    ch__index frame_index, light_index, speech_index, mark_index, context_index, class_index;
};

/* First frame for a part of speech and lemma, CH_NONE if none; follow .next. */
uint32_t ch__codebook_frames(const ch__codebook *book, char pos, ch_sv lemma);
const ch__light_verb *ch__codebook_light_verb(const ch__codebook *book, ch_sv lemma,
                                              ch_sv particle);
const ch__speech *ch__codebook_speech(const ch__codebook *book, ch_sv lemma);
const ch__mark *ch__codebook_mark(const ch__codebook *book, char pos, ch_sv lemma);
/* Row number of the first context row of a word, CH_NONE; rows of one word are adjacent. */
uint32_t ch__codebook_context(const ch__codebook *book, ch_sv word);
bool ch__codebook_in_class(const ch__codebook *book, ch_sv class_name, ch_sv lemma);
uint32_t ch__codebook_relations(const ch__codebook *book, char pos, ch_sv lemma);
/* Stage that a word gives an entry of the register; empty if none. */
/* The lemma of an irregular form ("struck"), empty if the form is not listed. */
ch_sv ch__codebook_irregular(const ch__codebook *book, char pos, ch_sv form);
ch_sv ch__codebook_stage(const ch__codebook *book, ch_sv register_name, ch_sv lemma);
/* First row of compose.tsv that fits, NULL if none. */
const ch__compose_row *ch__codebook_compose(const ch__codebook *book, uint8_t outer, uint8_t inner,
                                            uint64_t inner_contexts);

#endif
