#include "options.h"

#include "command.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int refuse_usage(const char *command, const char *format, ...)
{
    va_list args;
    fprintf(stderr, "chancery: %s: ", command);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return EXIT_USAGE;
}

/* Levenshtein's distance; long words are never near. */
static uint32_t distance(ch_sv a, const char *b)
{
    uint32_t row[33];
    const size_t bn = strlen(b);
    if (a.n > 32 || bn > 32) return 99;
    for (uint32_t j = 0; j <= bn; j++) row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        uint32_t diagonal = row[0];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= bn; j++) {
            const int x = tolower((unsigned char)a.p[i - 1]), y = tolower((unsigned char)b[j - 1]);
            uint32_t best = diagonal + (x != y);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[bn];
}

const char *nearest_word(ch_sv word, const char *const *candidates, uint32_t n)
{
    const char *nearest = NULL;
    uint32_t best = word.n > 5 ? 4 : word.n > 2 ? 3 : 2;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t d = distance(word, candidates[i]);
        if (d < best) best = d, nearest = candidates[i];
    }
    return nearest;
}

static void print_help(const option_table *table)
{
    printf("usage: chancery %s\n\n%s\n\n", table->usage, table->about);
    for (uint32_t i = 0; i < table->n; i++) {
        const option *o = &table->items[i];
        char left[48];
        snprintf(left, sizeof left, "%s%s%s", o->name, o->argument ? " " : "",
                 o->argument ? o->argument : "");
        printf("  %-24s %s\n", left, o->help);
    }
    printf("  %-24s %s\n", "-h, --help", "show this");
}

static int refuse_option(const char *command, const option_table *table, const char *given,
                         size_t n)
{
    const char *names[64];
    uint32_t name_n = 0;
    for (; name_n < table->n && name_n < 64; name_n++) names[name_n] = table->items[name_n].name;
    const char *near = nearest_word((ch_sv){given, n}, names, name_n);
    if (near)
        return refuse_usage(command, "no option '%.*s'; did you mean %s?", (int)n, given, near);
    return refuse_usage(command, "no option '%.*s'; 'chancery %s --help' lists them", (int)n, given,
                        command);
}

static int store(const char *command, const option *o, const char *value)
{
    const ch_sv text = {value, value ? strlen(value) : 0};
    switch (o->kind) {
    case OPTION_FLAG:
        *(bool *)o->into = true;
        return -1;
    case OPTION_TEXT:
        *(ch_sv *)o->into = text;
        return -1;
    case OPTION_TEXTS: {
        option_texts *texts = o->into;
        if (texts->n == OPTION_TEXTS_N)
            return refuse_usage(command, "%s given more than %d times", o->name, OPTION_TEXTS_N);
        texts->items[texts->n++] = text;
        return -1;
    }
    case OPTION_COUNT:
    default: {
        char *end = NULL;
        const unsigned long number =
            text.n && isdigit((unsigned char)*value) ? strtoul(value, &end, 10) : 0;
        if (!end || *end || number > 1000000000)
            return refuse_usage(command, "%s wants a number, not '%s'", o->name, value);
        *(uint32_t *)o->into = (uint32_t)number;
        return -1;
    }
    }
}

/* argv[*at] is an option; moves *at onto its value if that is a word of its own. */
static int read_option(const option_table *table, int argc, char **argv, int *at)
{
    const char *given = argv[*at];
    const char *equals = strchr(given, '=');
    const size_t n = equals ? (size_t)(equals - given) : strlen(given);
    for (uint32_t i = 0; i < table->n; i++) {
        const option *o = &table->items[i];
        if (strlen(o->name) != n || strncmp(o->name, given, n) != 0) continue;
        if (o->kind == OPTION_FLAG)
            return equals ? refuse_usage(argv[0], "%s takes no value", o->name)
                          : store(argv[0], o, NULL);
        if (!equals && ++*at == argc)
            return refuse_usage(argv[0], "%s wants %s after it", o->name, o->argument);
        const char *value = equals ? equals + 1 : argv[*at];
        if (!*value) return refuse_usage(argv[0], "%s wants %s, not nothing", o->name, o->argument);
        return store(argv[0], o, value);
    }
    return refuse_option(argv[0], table, given, n);
}

int options_read(const option_table *table, int argc, char **argv, int *out_operand_n)
{
    int operand_n = 0;
    bool is_after_dashes = false;
    for (int i = 1; i < argc; i++) {
        if (is_after_dashes || argv[i][0] != '-' || !argv[i][1]) {
            argv[++operand_n] = argv[i];
            continue;
        }
        if (!strcmp(argv[i], "--")) {
            is_after_dashes = true;
            continue;
        }
        if (!strcmp(argv[i], "-h") || !strcmp(argv[i], "--help"))
            return print_help(table), EXIT_DONE;
        const int result = read_option(table, argc, argv, &i);
        if (result >= 0) return result;
    }
    *out_operand_n = operand_n;
    return -1;
}
