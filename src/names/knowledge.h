/* src/names/knowledge.h - what the program knows of the world before it reads: states, persons with
 * their offices by date, bodies, organisations, groups, media, places, role nouns and titles.
 *
 * Compiled from data/names by tools/compile_data; tables and file layout: docs/knowledge.md. The
 * file is mapped and used as it lies: opening costs nothing but the container's checksum. All views
 * point into the mapped file. Every function is pure and may be called from any thread.
 *
 * It does not decide: a name may have many readings ("Georgia", "Kim"), and the caller chooses by
 * context, date and prior. */
#ifndef CH_NAMES_KNOWLEDGE_H
#define CH_NAMES_KNOWLEDGE_H

#include "chancery/language.h"
#include "names/names.h"

typedef enum ch__entry_kind {
    CH__ENTRY_STATE,        /* a state or territory; also its peoples ("Kurds", "Chechen") */
    CH__ENTRY_BODY,         /* named body or seat of one state: "Kremlin", "Knesset", "Pentagon" */
    CH__ENTRY_PERSON,       /* "Masoud Pezeshkian", or by surname */
    CH__ENTRY_ORGANISATION, /* intergovernmental, and its organs: "Security Council" -> UN */
    CH__ENTRY_GROUP,        /* armed group, party, movement, NGO, company */
    CH__ENTRY_MEDIA,        /* news agency, broadcaster, newspaper */
    CH__ENTRY_COLLECTIVE,   /* "the West", "analysts", "rights groups" */
    CH__ENTRY_PLACE,        /* city, province, sea, strait, site */
    CH__ENTRY_ROLE,         /* common noun with a sector: "troops", "ministry", "protesters" */
    CH__ENTRY_TITLE,        /* "President", "Foreign Minister", "Gen.", "former" */
    CH__ENTRY_NAME_PART,    /* a given name or surname of nobody in particular */
    CH__ENTRY_KIND_N
} ch__entry_kind;

/* How the words of the text name the entry. */
typedef enum ch__name_form {
    CH__FORM_NAME,      /* "Belarus", "United Nations", "Alexander Lukashenko" */
    CH__FORM_ADJECTIVE, /* "Belarusian", "Kurdish" */
    CH__FORM_DEMONYM,   /* "an Iranian", "Turks" (flag PLURAL) */
    CH__FORM_CAPITAL,   /* "Minsk" for BLR; the same word is also a PLACE */
    CH__FORM_METONYM,   /* seat or nickname: "Downing Street" */
    CH__FORM_FORMER,    /* name of another time: "Zaire", "Burma" */
    CH__FORM_SHORT,     /* person by surname or nickname: "Lukashenko", "Lula" */
    CH__FORM_GIVEN,     /* NAME_PART: given name */
    CH__FORM_N
} ch__name_form;

enum {                              /* flags of a reading */
       CH__READING_PLURAL = 1 << 0, /* the form is plural: "Iranians", "officials" */
       CH__READING_COMMON = 1 << 1, /* also an everyday word or name: wants evidence ("Reading") */
       CH__READING_ALONE = 1 << 2,  /* ROLE: an actor even without a country beside it */
       CH__READING_PERSON = 1 << 3, /* ROLE: names a person ("spokesman") */
       CH__READING_BODY = 1 << 4,   /* ROLE: names a body ("ministry", "army") */
       CH__READING_PEOPLE = 1 << 5, /* ROLE: names a population or crowd ("protesters") */
       CH__READING_THING = 1 << 6,  /* ROLE: a thing that acts for its owner ("warplanes") */
       CH__READING_PREFIX = 1 << 7, /* TITLE: stands before another title ("deputy", "acting") */
       CH__READING_FORMER = 1 << 8, /* TITLE: makes who follows a former holder: sector ELI */
};

#define CH__DAY_MIN INT32_MIN /* open beginning: always, or not known */
#define CH__DAY_MAX INT32_MAX /* open end: still so */

typedef struct ch__reading {
    uint32_t entry; /* index of the thing named: the same thing has the same index */
    uint8_t kind;   /* ch__entry_kind */
    uint8_t form;   /* ch__name_form */
    uint16_t flags; /* CH__READING_* */
    uint16_t prior; /* larger = sooner meant; comparable within a kind (docs/knowledge.md) */
    int32_t from_day, to_day; /* when the name is in use, CH__DAY_MIN .. CH__DAY_MAX: always */
    ch_sv key;     /* codebook key: "BLR", "NATO", "hezbollah"; empty for PLACE, ROLE, TITLE */
    ch_sv sector;  /* "GOV"; empty = null */
    ch_sv name;    /* STATE, PLACE: common English name; PERSON: in full; ROLE: the singular */
    ch_sv country; /* ISO-3 where it lies or belongs; empty = none or many */
    ch_sv office;  /* TITLE, ROLE: the office it stands for: "President", "Foreign Minister" */
    ch_sv detail;  /* PERSON: Wikidata id; PLACE: "city", "sea", ... ; GROUP: class */
    ch_sv region;  /* PLACE: province (admin1) it lies in */
    double latitude, longitude; /* PLACE; both 0: none */
    uint32_t population;        /* PLACE */
} ch__reading;

/* A stretch of words that the knowledge base has a name for. */
typedef struct ch__match {
    uint32_t token_end;                  /* [at, token_end) is the name */
    uint32_t reading_begin, reading_end; /* for ch__knowledge_reading */
    uint32_t upper_mask, caps_mask;      /* bit i: word i begins with a capital / is all capitals */
    uint32_t word_n;
} ch__match;

enum { CH__MATCH_MAX = 16 };

/* Names that begin at token `at` and end before `token_end` (the sentence's end), longest first.
 * Compares folded words: lower case, no diacritics, no dots in acronyms, possessive 's off, hyphens
 * as blanks ("al-Qaeda" = "al Qaeda"). Returns how many, at most CH__MATCH_MAX. */
uint32_t ch__knowledge_match(const ch__knowledge *knowledge, const ch_token *tokens,
                             uint32_t token_end, uint32_t at, ch__match out[CH__MATCH_MAX]);

/* The same for a whole text: "Prime Minister". token_end is 0. */
bool ch__knowledge_find(const ch__knowledge *knowledge, ch_sv text, ch__match *out);

/* Reading i of reading_begin .. reading_end, best prior first within a kind. False when the capitals
 * of the text do not allow it: a name is written in the tables as it must be in the text ("Turkey"
 * but not "turkey", "US" but not "us"; acronyms of four letters and more may also be "Nato"). */
bool ch__knowledge_reading(const ch__knowledge *knowledge, const ch__match *match, uint32_t i,
                           ch__reading *out);

/* The entry itself (form NAME, flags 0); false when there is no such index. */
bool ch__knowledge_entry(const ch__knowledge *knowledge, uint32_t entry, ch__reading *out);

/* The state, organisation, group, medium or collective with this codebook key: "BLR" -> Belarus. */
bool ch__knowledge_by_key(const ch__knowledge *knowledge, ch_sv key, ch__reading *out);

/* One office held. */
typedef struct ch__term {
    uint32_t person; /* entry */
    ch_sv key;       /* of the country or organisation: "IRN", "UN" */
    ch_sv office;    /* "President", "Foreign Minister", as titles.tsv names it */
    ch_sv sector;
    uint16_t rank; /* larger = higher office */
    int32_t from_day, to_day;
} ch__term;

/* Terms of a person in order of their beginning; false when i is past the last. */
bool ch__knowledge_person_term(const ch__knowledge *knowledge, uint32_t person, uint32_t i,
                               ch__term *out);

/* The highest office that the person held on `day`; if none, the latest one that ended before it
 * (*out_is_former true). False when there is neither. */
bool ch__knowledge_office_at(const ch__knowledge *knowledge, uint32_t person, int32_t day,
                             ch__term *out, bool *out_is_former);

/* Who held the office of that country or organisation on `day`: up to `capacity` terms, latest
 * beginning first. ("IRN", "President", day) -> who is meant by "the Iranian president". */
uint32_t ch__knowledge_holders(const ch__knowledge *knowledge, ch_sv key, ch_sv office, int32_t day,
                               ch__term *out, uint32_t capacity);

/* The table data/references/references.tsv as it is: pronouns and other small words of reference. */
ch_sv ch__knowledge_references(const ch__knowledge *knowledge);

/* Is the state a member of the organisation? ("NATO", "TUR") */
bool ch__knowledge_is_member(const ch__knowledge *knowledge, ch_sv organisation, ch_sv country);

#endif
