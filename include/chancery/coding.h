/* chancery/coding.h - events, registers, statements and questions: what codebook sections 2 to 7 print.
 *
 * PLOVER 2.0 (Open Event Data Alliance) types, modes and contexts; CAMEO codes (Schrodt); FactBank's
 * seven veracity values (Sauri and Pustejovsky 2009).
 */
#ifndef CHANCERY_CODING_H
#define CHANCERY_CODING_H

#include "chancery/base.h"
#include "chancery/names.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CH_EVENT_TYPE_LIST(X)                                                                      \
    X(AGREE) X(CONSULT) X(SUPPORT) X(CONCEDE) X(COOPERATE) X(AID) X(RETREAT) X(REQUEST) X(ACCUSE)   \
    X(REJECT) X(THREATEN) X(PROTEST) X(SANCTION) X(MOBILIZE) X(COERCE) X(ASSAULT)

typedef enum ch_event_type {
    CH_TYPE_NONE, /* no event; also "no act" */
#define X(name) CH_TYPE_##name,
    CH_EVENT_TYPE_LIST(X)
#undef X
        CH_TYPE_N
} ch_event_type;

#define CH_CONTEXT_LIST(X)                                                                         \
    X(military) X(intelligence) X(executive) X(legislative) X(election) X(political_institutions)  \
    X(pro_democracy) X(pro_autocracy) X(economic) X(legal) X(reparations) X(human_rights)          \
    X(rights_freedoms) X(repression) X(human_security) X(gender) X(lgbt) X(religion_ethnicity)     \
    X(inequality) X(diplomatic) X(territory) X(peacekeeping) X(health) X(asylum) X(migration)      \
    X(disasters) X(natural_resource) X(environment) X(technology) X(terrorism) X(cbrn) X(cyber)    \
    X(misinformation) X(crime) X(corruption) X(illegal_drugs) X(trafficking)

typedef enum ch_context {
#define X(name) CH_CONTEXT_##name,
    CH_CONTEXT_LIST(X)
#undef X
        CH_CONTEXT_N
} ch_context;

typedef enum ch_veracity { /* in this order; CT_PLUS is the zero value */
    CH_VERACITY_CT_PLUS,
    CH_VERACITY_PR_PLUS,
    CH_VERACITY_PS_PLUS,
    CH_VERACITY_UU,
    CH_VERACITY_PS_MINUS,
    CH_VERACITY_PR_MINUS,
    CH_VERACITY_CT_MINUS,
    CH_VERACITY_N
} ch_veracity;

typedef enum ch_auxiliary { /* bits */
    CH_AUX_HISTORICAL = 1,
    CH_AUX_FUTURE = 2,
    CH_AUX_HYPOTHETICAL = 4,
    CH_AUX_NEGATION = 8,
} ch_auxiliary;

CH_API const char *ch_event_type_text(ch_event_type type); /* "AGREE"; "" for NONE */
CH_API const char *ch_context_text(ch_context context);    /* "military" */
CH_API const char *ch_veracity_text(ch_veracity veracity); /* "CT+" */
/* The reverse, by exact text; NONE / CONTEXT_N / VERACITY_N when unknown. */
CH_API ch_event_type ch_event_type_of(ch_sv text);
CH_API ch_context ch_context_of(ch_sv text);
CH_API ch_veracity ch_veracity_of(ch_sv text);

/* Who says so. */
typedef struct ch_source {
    ch_participant who;
    ch_sv cue;         /* "announced", "according to", as it stands */
    ch_span cue_span;
    ch_sv channel;     /* "X", "state television"; empty = null */
    bool is_joint;     /* sources side by side */
    const char *rule;
} ch_source;

/* A value with its words. */
typedef struct ch_date_field {
    ch_sv value;       /* empty: null */
    ch_span span;
} ch_date_field;

typedef struct ch_place_field {
    bool is_set;
    ch_span span;
    ch_sv name;        /* empty: null */
    ch_sv country;     /* ISO-3, empty: null */
    double latitude, longitude;
    bool has_point;    /* never true for a country's middle */
    const ch_sv *one_of; /* "one of the two nations" */
    uint32_t one_of_n;
    const struct ch_place_field *also; /* further places */
    uint32_t also_n;
} ch_place_field;

/* One step of a reading, for `explain`: which rule, on which words, gave what. */
typedef struct ch_trace {
    const char *field; /* "type", "actors", "veracity", "source", "date", ... */
    ch_sv rule;        /* frame or rule id */
    ch_span span;
    ch_sv note;
    bool is_lost;      /* a reading that lost; note says why */
} ch_trace;

typedef struct ch_event {
    ch_sv id;                 /* "e1" within the report */
    uint8_t type, act;        /* ch_event_type; act NONE unless folded into AGREE */
    uint8_t veracity;         /* ch_veracity */
    uint8_t auxiliary;        /* bits of ch_auxiliary */
    bool is_mutual;
    ch_sv mode;               /* "visit"; empty = null */
    uint64_t contexts;        /* bit i = ch_context i */
    ch_sv cameo;              /* "057" */
    ch_span trigger;
    uint32_t trigger_token;
    const uint32_t *mention_sentences; /* from 1, first one first */
    uint32_t mention_sentence_n;
    const ch_participant *actors, *recipients;
    uint32_t actor_n, recipient_n;
    const ch_source *sources; /* outermost first */
    uint32_t source_n;
    ch_date_field date;
    ch_place_field place;
    ch_span object;           /* absent = null */
    uint32_t denies;          /* index of the event this one denies ("of"), or CH_NONE */
    const ch_trace *trace;
    uint32_t trace_n;
} ch_event;

typedef struct ch_provision {
    ch_span span;
    uint8_t veracity;
} ch_provision;

typedef struct ch_instrument {
    ch_sv id, kind;           /* "i1", "plan" "treaty" "agreement" "memorandum" "protocol" "contract" */
    const ch_sv *parties;     /* keys */
    uint32_t party_n;
    uint64_t subjects;        /* contexts */
    ch_span title;
    ch_sv stage;              /* proposed negotiated agreed to-be-signed signed ratified in-force suspended ended */
    ch_date_field signed_on;
    ch_place_field place;
    ch_sv period;
    const ch_provision *provisions;
    uint32_t provision_n;
    const uint32_t *events;   /* event indices */
    uint32_t event_n;
} ch_instrument;

typedef struct ch_exercise {
    ch_sv id;
    const ch_sv *participants;
    uint32_t participant_n;
    ch_sv host;
    const ch_sv *one_of;
    uint32_t one_of_n;
    ch_place_field place;
    ch_sv period, name, stage; /* proposed planned under-way held postponed cancelled */
    uint32_t instrument;       /* instrument index or CH_NONE */
    const uint32_t *events;
    uint32_t event_n;
} ch_exercise;

typedef struct ch_visit {
    ch_sv id, visitor, entity, host, date;
    ch_place_field place;
    const ch_sv *met;          /* entities */
    uint32_t met_n;
    ch_sv stage;               /* invited planned under-way made cancelled */
    const uint32_t *events;
    uint32_t event_n;
} ch_visit;

typedef struct ch_relation {
    ch_sv kind, a, b;          /* ally partner cooperation rival conflict sanctions isolation dependence recognition */
    bool is_mutual;
    ch_span span;
    uint8_t veracity;
    const char *rule;
} ch_relation;

typedef struct ch_statement {
    ch_participant speaker;
    ch_sv channel;
    ch_span quoted;            /* the exact words; absent = null */
    ch_span span;              /* what was said */
    const ch_sv *about;        /* keys */
    uint32_t about_n;
    ch_sv stance;              /* open praise concern denial warning neutral */
    const char *rule;
} ch_statement;

typedef struct ch_question {
    ch_sv about;               /* "exercise x1: place" */
    ch_span span;
    const char *rule;
} ch_question;

#ifdef __cplusplus
}
#endif
#endif
