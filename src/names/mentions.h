/* src/names/mentions.h - the workbench of the mention layer: from names in the text to who is meant.
 *
 * Four passes, each linear in the tokens:
 *   stretches.c  stretches of words that the knowledge base has a name for, longest first
 *   persons.c    runs of words that name a person, with the titles before them
 *   phrases.c    one item for each noun phrase that names or describes somebody
 *   discourse.c  items get their key, sector and entity, in text order, from their own words, from
 *                what hangs on them, and from what was read before (coref.c)
 * mentions.c runs them and hands the items out as ch_mention. */
#ifndef CH_NAMES_MENTIONS_H
#define CH_NAMES_MENTIONS_H

#include "language/tree.h"
#include "names/knowledge.h"

/* What a word of data/references/references.tsv does. */
typedef enum ch__cue_class {
    CH__CUE_NONE,
    CH__CUE_HE,       /* pronoun for one person; gender m, f */
    CH__CUE_IT,       /* pronoun for a state, body or group */
    CH__CUE_THEY,     /* pronoun for several, or for a body */
    CH__CUE_WE,       /* first person: whoever speaks */
    CH__CUE_COUNTRY,  /* "the country", "both nations" */
    CH__CUE_SIDE,     /* "the two sides", "all parties" */
    CH__CUE_PERSON,   /* "the two leaders", "the man" */
    CH__CUE_BODY,     /* "the group", "the bloc", "the agency" */
    CH__CUE_CITY,     /* "the capital", "the city" */
    CH__CUE_QUANTITY, /* "hundreds of", "a group of": what counts is behind the of */
    CH__CUE_PAIR,     /* "two", "both": how many are meant */
    CH__CUE_PARTICLE, /* "bin", "de", "van": inside a name */
    CH__CUE_SUFFIX,   /* "Jr.": after a name */
    CH__CUE_COMPANY,  /* "Inc.", "Bank": the name is not a person's */
    CH__CUE_OF,       /* preposition whose noun says to whom the head belongs */
    CH__CUE_FROM,
    CH__CUE_IN,     /* ... or where it is */
    CH__CUE_CROWD,  /* "thousands", "19 others": people, even without an of-phrase */
    CH__CUE_GENDER, /* "Mr.", "Queen" */
    CH__CUE_MEMBER, /* "chief", "member": sector and key are those of its body */
    CH__CUE_ALLY,   /* "allies", "backers": not the named one but those with it */
    CH__CUE_N
} ch__cue_class;

typedef struct ch__cue {
    ch_sv word;
    uint8_t class_id; /* ch__cue_class */
    char gender;      /* 'm', 'f' or '-' */
    uint8_t count;    /* PAIR: 2, 3 ...; 0 = any number */
} ch__cue;

typedef struct ch__cues {
    ch__cue *slot; /* open addressing on the word */
    uint32_t mask;
} ch__cues;

ch_status ch__cues_read(ch_sv table, ch_arena *arena, ch__cues *out, ch_error *err);
/* The cue of a word, NULL if it is none. */
const ch__cue *ch__cue_of(const ch__cues *cues, ch_sv word);

/* Words that the knowledge base knows, [begin, end) tokens. */
typedef struct ch__stretch {
    ch__match match;
    uint32_t begin, end, head;
    uint32_t kinds; /* bit k: has a reading of ch__entry_kind k that these capitals allow */
} ch__stretch;

/* A run of words that names a person, with the titles before it. */
typedef struct ch__run {
    uint32_t begin;                /* first title */
    uint32_t name_begin, name_end; /* the name itself; the run ends where the name ends */
    uint32_t family;               /* token that carries the name later on: "Lukashenko" */
    uint32_t head;                 /* its token highest in the tree */
    uint32_t stretch; /* what the knowledge base has for (part of) the name, or CH_NONE */
    uint32_t title;   /* stretch of the title nearest the name, or CH_NONE */
    bool is_former, is_prefixed; /* "former", "vice", "deputy", "acting" before the title */
} ch__run;

typedef enum ch__state { CH__STATE_NEW, CH__STATE_BUSY, CH__STATE_DONE } ch__state;

/* A mention in the making. */
typedef struct ch__item {
    ch_mention m;
    uint32_t core_begin, core_end; /* tokens of the name or noun without its modifiers */
    uint32_t entry;                /* knowledge entry or CH_NONE */
    uint32_t run;                  /* person run or CH_NONE */
    uint32_t stretch;              /* or CH_NONE */
    uint32_t antecedent;           /* item it takes its values from, or CH_NONE */
    uint32_t *group;               /* items it stands for */
    uint32_t group_n;
    uint16_t flags; /* CH__READING_* of a role */
    uint8_t cue;    /* ch__cue_class of a reference */
    uint8_t count;  /* how many it stands for, 0 = not said */
    uint8_t state;  /* ch__state */
    char gender;
    bool is_plural, is_definite, is_former, is_title;
    bool is_coordinated; /* others stand beside it: "Belarus and Iran" */
    bool is_named;       /* a role noun that closes an unknown name: "Holy Jihad Brigades" */
    bool is_firm;        /* its own words or an of-phrase say whose it is */
    bool is_own;         /* ... a possessor or adjective does */
    bool is_place_use;   /* stands in a locative phrase */
    ch_sv role;          /* singular of the role noun or title: "foreign minister" */
    ch_sv title;         /* office as titles.tsv names it: "Foreign Minister" */
} ch__item;

typedef struct ch__seen { /* an open-addressing table from a word to an item or token */
    uint64_t *hash;
    uint32_t *value;
    uint32_t mask;
} ch__seen;

enum { CH__COUNTRY_MAX = 64, CH__RECENT_MAX = 96 };

typedef struct ch__country {
    ch_sv key;
    uint32_t count, last_token; /* weighted number of mentions, and where the latest stood */
} ch__country;

/* One report on the bench. */
typedef struct ch__bench {
    const ch__knowledge *knowledge;
    ch_analysis *a;
    ch_arena *arena;
    ch_error *err;
    ch__cues cues;
    int32_t day; /* published, CH__DAY_MAX if unknown */
    bool has_day;

    ch__stretch *stretches;
    uint32_t stretch_n, stretch_capacity;
    uint32_t *stretch_of; /* (token_n,) stretch that covers the token, or CH_NONE */

    ch__run *runs;
    uint32_t run_n, run_capacity;
    uint32_t *run_of; /* (token_n,) */
    ch__seen names;   /* word of a person's name -> token of its run */

    ch__item *items;
    uint32_t item_n, item_capacity;
    uint32_t *item_of; /* (token_n,) item headed by the token */

    ch__seen shorts;                        /* last word or initials of a longer name -> item */
    ch__seen persons;                       /* word of a name -> item resolved so far */
    ch__country countries[CH__COUNTRY_MAX]; /* keys met so far (filled with all, first pass) */
    uint32_t country_n;
    ch__country total[CH__COUNTRY_MAX]; /* keys of the whole report */
    uint32_t total_n;
    uint32_t recent[CH__RECENT_MAX]; /* items resolved last: a ring */
    uint32_t recent_n;
} ch__bench;

/* stretches.c */
ch_status ch__stretches_find(ch__bench *b);
/* Best reading of that kind; false if the stretch has none. */
bool ch__stretch_reading(const ch__bench *b, uint32_t stretch, ch__entry_kind kind,
                         ch__reading *out);
static inline bool ch__stretch_is(const ch__bench *b, uint32_t stretch, ch__entry_kind kind)
{
    return stretch != CH_NONE && (b->stretches[stretch].kinds >> kind & 1);
}
/* The token of [begin, end) that is highest in the tree. */
uint32_t ch__top_token(const ch_token *tokens, uint32_t begin, uint32_t end);
bool ch__is_capital(ch_sv form);

/* persons.c */
ch_status ch__runs_find(ch__bench *b);
/* Fill entity, key, sector, office of a person item; `key` and `title` are what its words say. */
ch_status ch__person_link(ch__bench *b, ch__item *item, ch_sv key, ch_sv title, bool is_former);
/* The holder of an office: "the Iranian president". False if nobody is known. */
ch_status ch__office_link(ch__bench *b, ch__item *item, ch_sv key, ch_sv title, bool *out_found);

/* phrases.c */
ch_status ch__phrases_build(ch__bench *b);
void ch__item_span(const ch__bench *b, ch__item *item);

/* discourse.c */
ch_status ch__discourse_resolve(ch__bench *b);
ch_status ch__item_resolve(ch__bench *b, uint32_t item, uint32_t depth);

/* coref.c */
ch_status ch__coref_resolve(ch__bench *b, uint32_t item);
/* The state a description without one belongs to: "the government", "police". */
uint32_t ch__coref_country(ch__bench *b, const ch__item *item, ch_sv *out_key,
                           const char **out_rule);
void ch__coref_remember(ch__bench *b, uint32_t item);
void ch__country_count(ch__country *countries, uint32_t *n, ch_sv key, uint32_t token,
                       uint32_t weight);

ch_status ch__seen_init(ch__seen *seen, ch_arena *arena, uint32_t capacity, ch_error *err);
uint32_t ch__seen_get(const ch__seen *seen, ch_sv word);
void ch__seen_set(ch__seen *seen, ch_sv word, uint32_t value);

#define CH__MENTION_FAIL "names"

#endif
