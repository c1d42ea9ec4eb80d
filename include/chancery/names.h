/* chancery/names.h - who, where and when: mentions of actors and places, time expressions.
 *
 * Keys and sectors follow section 3 of docs/codebook.md: ISO 3166-1 alpha-3 for a state and all who
 * act for it, acronyms for intergovernmental organisations, lower-case hyphenated names for groups,
 * "unk" when unknown.
 */
#ifndef CHANCERY_NAMES_H
#define CHANCERY_NAMES_H

#include "chancery/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ch_mention_kind {
    CH_MENTION_STATE,        /* "Belarus", "Minsk" for its government, "Iranian" */
    CH_MENTION_PERSON,       /* a named person, or "the president" */
    CH_MENTION_BODY,         /* ministry, army, court, "Russian officials" */
    CH_MENTION_ORGANISATION, /* intergovernmental */
    CH_MENTION_GROUP,        /* armed group, party, company, NGO, named association */
    CH_MENTION_POPULATION,   /* "protesters", "villagers", "Palestinians" */
    CH_MENTION_COLLECTIVE,   /* "the West", "analysts", "the media" */
    CH_MENTION_PLACE,        /* a place that does not act: cities, provinces, seas */
    CH_MENTION_REFERENCE,    /* pronoun or description that stands for others */
} ch_mention_kind;

/* One stretch of text that names or refers to an actor or a place. At most one mention has a given
 * head token. Nested ones are kept: in "Iranian President X" the noun phrase is a PERSON and
 * "Iranian" inside it is a STATE with is_modifier. */
typedef struct ch_mention {
    ch_span span;             /* the noun phrase as a participant's `text` quotes it */
    uint32_t head;            /* token index of its syntactic head */
    uint32_t sentence;
    uint8_t kind;             /* ch_mention_kind */
    bool is_modifier;         /* adjective or possessor inside a larger phrase */
    bool is_place;            /* can also be read as a place ("Minsk", "Iran") */
    bool is_variant;          /* spelling differs from the known holder of the office */
    bool is_unnamed;          /* "officials", "a spokesman": stands for an unnamed person or body */
    ch_sv key;                /* "BLR", "NATO", "hezbollah", "analysts", "unk" */
    ch_sv sector;             /* "GOV"; empty = null */
    ch_sv entity;             /* a person's name in full as the world knows it; empty = null */
    ch_sv office;             /* "President of Iran"; empty = null */
    ch_sv place_name;         /* common English name when is_place */
    ch_sv place_country;      /* ISO-3 or empty */
    double latitude, longitude; /* degrees; both 0 with empty place_name: none */
    const char *rule;         /* id of the evidence: "state.name", "person.office", "coref.he" */
    ch_sv note;               /* why, in words, for `explain`; may be empty */
    const uint32_t *stands_for; /* mention indices a REFERENCE resolves to ("the two leaders") */
    uint32_t stands_for_n;
} ch_mention;

typedef enum ch_timex_type { CH_TIMEX_DATE, CH_TIMEX_TIME, CH_TIMEX_DURATION, CH_TIMEX_SET } ch_timex_type;

/* A time expression, TIMEX3 style. */
typedef struct ch_timex {
    ch_span span;
    uint32_t sentence;
    uint32_t token_begin, token_end; /* [begin, end) */
    uint8_t type;                    /* ch_timex_type */
    ch_sv value;                     /* TIMEX3: "2025-08", "P3D", "2025-W33", "2025-05-25TNI", "PRESENT_REF",
                                        "XXXX-08"; ranges told as one: "2026-03-01/2026-03-14" */
    ch_sv date;                      /* the same as the date of a deed (section 5 of the codebook): no time
                                        of day, "since 2013" is "2013/..", the weekend is an interval;
                                        empty when it dates nothing (P3D, PRESENT_REF, sets) */
    ch_sv mod;                       /* "START" (early), "MID", "END", "APPROX", ... or empty */
    const char *rule;
} ch_timex;

/* One side of an event, or a speaker: what codebook section 3 prints. */
typedef struct ch_participant {
    ch_span span;      /* absent (0,0) when the text names nobody: printed "text": null */
    uint32_t mention;  /* CH_NONE when absent */
    ch_sv key, sector, entity, office; /* empty = null */
    bool is_variant, is_unnamed;
} ch_participant;

#ifdef __cplusplus
}
#endif
#endif
