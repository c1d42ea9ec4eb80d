/* src/names/times.h - time expressions, inside: tables, atoms, nodes, values.
 *
 * The text of a paragraph is cut into atoms (words, digit runs, signs) independent of the tokenizer.
 * Rules from data/time/rules.tsv run over them level by level; what a rule matches becomes one node
 * that the rules of later levels can use (a cascade of finite-state matchers, as in HeidelTime and
 * SUTime). A node's value is a ch__when; rendering it gives the TIMEX3 value and the event date.
 * Matching looks a bounded number of atoms ahead, so time is linear in the text.
 */
#ifndef CH_NAMES_TIMES_H
#define CH_NAMES_TIMES_H

#include "base/calendar.h"
#include "base/text.h"
#include "names/names.h"

enum { CH__TIME_LEVELS = 8, CH__TIME_ELEMENTS = 16, CH__TIME_BLOCK = 4096 };

/* Classes of words and nodes; a pattern names them as <month>. X(enum suffix, name in tables) */
#define CH__TIME_CLASS_LIST(X)                                                                     \
    X(MONTH, "month")                                                                              \
    X(WEEKDAY, "weekday")                                                                          \
    X(WEEKDAYS, "weekdays")                                                                        \
    X(UNIT, "unit")                                                                                \
    X(UNITS, "units")                                                                              \
    X(HALF, "half")                                                                                \
    X(SEASON, "season")                                                                            \
    X(DAYPART, "daypart")                                                                          \
    X(REL, "rel")                                                                                  \
    X(PART, "part")                                                                                \
    X(PARTNOUN, "partnoun")                                                                        \
    X(APPROX, "approx")                                                                            \
    X(DEICTIC, "deictic")                                                                          \
    X(REF, "ref") X(EVERY, "every") X(SETWORD, "setword") X(VAGUE, "vague")                        \
        X(CARDINAL, "cardinal") X(SCALE, "scale") X(ORDINALWORD, "ordinalword")                    \
            X(DECADEWORD, "decadeword") X(ZONE, "zone") X(HOUR, "hourword")                        \
                X(PLANNING, "planning") X(SCHEDULING, "scheduling") X(SAYING, "saying")            \
                    X(DECADE, "decadeunit") /* read by code */                                     \
        X(NUMBER, "number") X(ORDINAL, "ordinal") X(YEAR, "year") X(DAY, "day")                    \
            X(DIGITS, "digits") X(CLOCK, "clock") X(DECADES, "decades")                            \
                X(ISODATE, "isodate") /* made by rules */                                          \
        X(HOLIDAY, "holiday") X(DATE, "date") X(TIME, "time") X(DURATION, "duration")              \
            X(SET, "set") X(RANGE, "range") X(ENDS, "ends")

typedef enum ch__time_class {
    CH__TC_NONE,
#define X(name, text) CH__TC_##name,
    CH__TIME_CLASS_LIST(X)
#undef X
        CH__TC_N
} ch__time_class;

typedef enum ch__when_kind {
    CH__WHEN_NONE,
    CH__WHEN_NUMBER,   /* amount */
    CH__WHEN_POINT,    /* a date, with time of day or not */
    CH__WHEN_RANGE,    /* a date and `to` */
    CH__WHEN_DURATION, /* amount of unit */
    CH__WHEN_TEXT,     /* `text` is the value: PRESENT_REF, P1D (sets) */
} ch__when_kind;

typedef enum ch__grain {
    CH__GRAIN_NONE,
    CH__GRAIN_CENTURY,
    CH__GRAIN_DECADE,
    CH__GRAIN_YEAR,
    CH__GRAIN_HALF,    /* n: 1, 2 */
    CH__GRAIN_QUARTER, /* n: 1 to 4 */
    CH__GRAIN_SEASON,  /* n: 1 SP, 2 SU, 3 FA, 4 WI */
    CH__GRAIN_MONTH,   /* n: month */
    CH__GRAIN_WEEK,    /* n: ISO week */
    CH__GRAIN_WEEKEND, /* n: ISO week */
    CH__GRAIN_DAY,     /* n: month, day; a weekday without year or month: has_year false, n 0 */
    CH__GRAIN_HOUR,    /* units of durations only */
    CH__GRAIN_MINUTE,
    CH__GRAIN_SECOND,
    CH__GRAIN_SPAN, /* "period", "time": a duration of no known length */
} ch__grain;

typedef struct ch__when {
    uint8_t kind, grain;
    uint8_t weekday;      /* 1 to 7 when only the weekday is known */
    uint8_t next_grain;   /* "an hour and a half": unused; ranges of grain */
    bool has_year;        /* the year is known */
    bool is_year_guessed; /* and was taken from tense and publication date */
    bool is_vague;        /* duration of unknown amount */
    bool is_comparison;   /* "a year earlier": not what the report is about */
    bool is_undated;      /* dates no deed: "the first visit since 2000" */
    int8_t bound;         /* +1 open to the right (since), -1 to the left (until, by) */
    int8_t toward;        /* a duration that ends now (-1) or begins now (+1) */
    int16_t minute;       /* of the day, -1 none */
    int32_t year, n, day;
    int64_t amount_milli;
    ch_sv daypart; /* "MO" */
    bool is_utc;   /* `minute` is of universal time */
    ch_sv text, mod;
    const struct ch__when *to;
} ch__when;

/* One meaning of a word. */
typedef struct ch__time_sense {
    uint8_t class;
    char need; /* 0; 'C' capital; 'N' noun; 'P' proper noun; 'A' no verb */
    int32_t n; /* value as a number, when it is one */
    ch_sv value;
    uint32_t next; /* 1 + index of the next sense of the word, 0 at the end */
} ch__time_sense;

typedef struct ch__time_word {
    ch_sv form;       /* lower case */
    uint32_t senses;  /* 1 + index of the first sense, 0 if the word only occurs in patterns */
    uint64_t classes; /* bit set */
    uint8_t starts;   /* bit set of the levels with a pattern that can begin with it */
} ch__time_word;

typedef struct ch__time_element {
    uint64_t classes;       /* any of these, or */
    uint32_t words, word_n; /* any of these words: range of tables.pattern_words */
    bool is_optional, is_glued;
    bool is_context; /* outside [ ]: must be there, is not part of the expression */
} ch__time_element;

struct ch__time_rule;
typedef struct ch__time_matcher ch__time_matcher;
typedef struct ch__time_match ch__time_match;
typedef bool (*ch__time_operation)(ch__time_matcher *m, const ch__time_match *match, ch__when *out);

typedef struct ch__time_rule {
    const char *id;
    uint8_t level, makes, element_n;
    ch__time_element elements[CH__TIME_ELEMENTS];
    ch__time_operation operation;
    ch_sv argument, guard, mod;
} ch__time_rule;

struct ch__times {
    ch_arena arena;
    ch__time_word *words; /* open addressing, word_mask + 1 places; index 0 is never used */
    uint32_t word_mask, word_n;
    ch__time_sense *senses;
    uint32_t sense_n, sense_capacity;
    uint32_t *pattern_words;
    uint32_t pattern_word_n, pattern_word_capacity;
    ch__time_rule *rules; /* by level, then in table order */
    uint32_t rule_n, rule_capacity;
    uint32_t level_begin[CH__TIME_LEVELS + 1];
    uint64_t
        level_classes[CH__TIME_LEVELS]; /* classes that a pattern of the level can begin with */
};

/* A run of letters or digits, or one sign. */
typedef struct ch__time_atom {
    uint32_t begin, end; /* bytes of the text */
    uint32_t token;
    uint32_t word;  /* place in tables.words, 0 if unknown */
    int32_t number; /* digits as a number, -1 if none or more than nine digits */
    char sign;      /* '-' also for dashes, '\'' also for curly ones; 0 for words and numbers */
    bool has_space_before, is_capital, is_sentence_begin;
} ch__time_atom;

/* One atom, or what a rule made of several. */
typedef struct ch__time_node {
    uint32_t begin, end; /* atoms */
    uint64_t classes;
    ch__when when;         /* for made nodes */
    const ch__when *range; /* of which this is one end, NULL if of none */
    const char *rule;      /* NULL for an atom */
    uint8_t class;         /* made nodes: ch__time_class */
} ch__time_node;

typedef struct ch__time_slot {
    uint8_t class;
    uint32_t node; /* first node */
    int32_t n;
    ch_sv value;
    ch__when when;
} ch__time_slot;

struct ch__time_match {
    const ch__time_rule *rule;
    uint32_t begin, end; /* nodes of the expression itself */
    uint32_t next;       /* node after the last one looked at */
    uint32_t slot_n;
    ch__time_slot slots[CH__TIME_ELEMENTS];
};

/* The i-th thing the pattern bound; an empty one beyond the last, whatever the table says. */
static inline const ch__time_slot *ch__time_slot_at(const ch__time_match *match, uint32_t i)
{
    static const ch__time_slot EMPTY = {.class = CH__TC_NONE};
    return i < match->slot_n ? &match->slots[i] : &EMPTY;
}

struct ch__time_matcher {
    const ch__times *tables;
    ch_analysis *a;
    ch__when anchor;    /* the day of publication; kind NONE when unknown */
    ch__when reference; /* the last date told */
    ch__when
        quarter; /* the last quarter told, and where: \"a year earlier\" in a report of earnings */
    uint32_t quarter_byte;
    ch__time_atom *atoms;
    uint32_t atom_n;
    ch__time_node *nodes, *spare;
    uint32_t node_n;
    uint32_t capacity; /* of a->times */
};

/* times_tables.c */
uint32_t ch__time_word_find(const ch__times *tables, ch_sv lower); /* place, 0 if unknown */
ch__time_operation ch__time_operation_named(ch_sv name); /* times_values.c; NULL if unknown */

ch_status ch__time_index_rules(ch__times *times, ch_error *err); /* times_match.c */

/* times_match.c: run all levels over m->nodes */
ch_status ch__time_match_all(ch__time_matcher *m, ch_error *err);

/* times_read.c: cut the text into atoms, one node each; returns the first byte not taken */
uint32_t ch__time_cut(ch__time_matcher *m, uint32_t begin, uint32_t end, uint32_t *token);
/* What is at node `at`; nodes taken, 0 if it is not there */
uint32_t ch__time_read(const ch__time_matcher *m, uint32_t at, uint64_t classes,
                       ch__time_slot *out);
bool ch__time_guard(const ch__time_matcher *m, const ch__time_match *match, ch_sv guard);

/* times_tense.c, of the verb that governs the token: -1 past, +1 present, which in news tells of what is
 * to come but not surely so, +2 to come, 0 unknown */
int ch__time_direction(const ch__times *tables, const ch_analysis *a, uint32_t token);

/* times_calendar.c */
bool ch__when_shift(const ch__when *from, uint8_t grain, int32_t by, ch__when *out);
int32_t ch__when_first_day(const ch__when *when); /* needs has_year */
int32_t ch__when_last_day(const ch__when *when);
void ch__when_set_days(ch__when *out, int32_t days);
/* The year that fits a direction as ch__time_direction gives it, 0: the nearest. */
void ch__when_guess_year(const ch__time_matcher *m, int direction, ch__when *when);
void ch__when_set_weekday(const ch__time_matcher *m, int32_t weekday, int direction, ch__when *out);

/* times_named.c: `row` is "day<TAB>length" */
bool ch__named_day_check(ch_sv row); /* false: not a day */
bool ch__named_day_set(ch_sv row, int32_t year, ch__when *out);

/* times_render.c */
ch_status ch__when_value(const ch__when *when, ch_arena *arena, ch_sv *out, ch_error *err);
ch_status ch__when_date(const ch__when *when, const ch__when *anchor, ch_arena *arena, ch_sv *out,
                        ch_error *err);

#endif
