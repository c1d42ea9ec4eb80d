/* cmd/options.h - one table of options a command: parsing, help and "did you mean" from the same
 * rows. */
#ifndef CH_OPTIONS_H
#define CH_OPTIONS_H

#include "chancery/base.h"

typedef enum option_kind {
    OPTION_FLAG,  /* bool: --json */
    OPTION_TEXT,  /* ch_sv: --record PATH */
    OPTION_TEXTS, /* option_texts: may be given several times */
    OPTION_COUNT, /* uint32_t: --limit N */
} option_kind;

enum { OPTION_TEXTS_N = 8 };

typedef struct option_texts {
    ch_sv items[OPTION_TEXTS_N];
    uint32_t n;
} option_texts;

typedef struct option {
    const char *name;     /* "--party" */
    const char *argument; /* "KEY", NULL for flags */
    const char *help;
    option_kind kind;
    void *into;
} option;

typedef struct option_table {
    const char *usage; /* "events [OPTION]..." */
    const char *about; /* a line or more for --help */
    const option *items;
    uint32_t n;
} option_table;

/* Reads argv[1..]; operands ("-" and what follows "--" too) are moved to argv[1..*out_operand_n].
 * Returns -1 to go on, else the exit code: 0 after --help, EXIT_USAGE after saying what is wrong. */
int options_read(const option_table *table, int argc, char **argv, int *out_operand_n);

/* The candidate that is most like `word` (an edit or two away, letter case ignored), NULL if none. */
const char *nearest_word(ch_sv word, const char *const *candidates, uint32_t n);

/* "chancery: COMMAND: no option '--jsn'; did you mean --json?" on stderr; returns EXIT_USAGE. */
int refuse_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
