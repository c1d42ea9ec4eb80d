/* chancery score: how well an output matches right answers. */
#include "conllu_score.h"
#include "language_file.h"

#include <stdio.h>
#include <stdlib.h>

static const char USAGE[] =
    "usage: chancery score --conllu GOLD SYSTEM [--floor MEASURE=PERCENT]...\n\n"
    "Prints precision, recall and F1 of the CoNLL 2018 measures; words are aligned by characters.\n"
    "  --floor LAS=78   exit with 1 if that F1 is lower\n";

static void print_counts(const conllu_count counts[MEASURE_N])
{
    puts("measure    precision  recall      F1");
    for (int m = 0; m < MEASURE_N; m++) {
        const conllu_count *c = &counts[m];
        printf("%-10s  %8.2f%8.2f%8.2f\n", CONLLU_MEASURE_NAMES[m],
               c->own ? 100.0 * c->right / c->own : 0, c->gold ? 100.0 * c->right / c->gold : 0,
               100.0 * conllu_f1(c));
    }
}

/* "LAS=78": 1 held, 0 not, -1 no such measure. */
static int check_floor(const char *floor, const conllu_count counts[MEASURE_N])
{
    const char *equals = strchr(floor, '=');
    for (int m = 0; equals && m < MEASURE_N; m++) {
        const size_t n = strlen(CONLLU_MEASURE_NAMES[m]);
        if (n != (size_t)(equals - floor) || memcmp(floor, CONLLU_MEASURE_NAMES[m], n) != 0)
            continue;
        const double f1 = 100.0 * conllu_f1(&counts[m]), least = strtod(equals + 1, NULL);
        if (f1 < least)
            fprintf(stderr, "chancery: %s F1 %.2f is below the floor %.2f\n",
                    CONLLU_MEASURE_NAMES[m], f1, least);
        return f1 >= least;
    }
    fprintf(stderr, "chancery: no floor '%s', expected such as LAS=78\n", floor);
    return -1;
}

static ch_status score(const char *gold_path, const char *own_path, conllu_count counts[MEASURE_N],
                       ch_error *err)
{
    ch_sv gold, own;
    CH_TRY(read_whole_file(gold_path, &gold, err));
    ch_status status = read_whole_file(own_path, &own, err);
    if (status == CH_OK) {
        status = conllu_compare(gold, gold_path, own, own_path, counts, err);
        free((char *)(uintptr_t)own.p);
    }
    free((char *)(uintptr_t)gold.p);
    return status;
}

int cmd_score(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "--help")) return fputs(USAGE, stdout), EXIT_DONE;
    if (argc < 4 || strcmp(argv[1], "--conllu") != 0) return fputs(USAGE, stderr), EXIT_USAGE;
    conllu_count counts[MEASURE_N];
    ch_error err;
    if (score(argv[2], argv[3], counts, &err) != CH_OK)
        return command_report_error(&err), EXIT_REFUSED;
    print_counts(counts);
    int result = EXIT_DONE;
    for (int i = 4; i < argc; i += 2) {
        if (i + 1 == argc || strcmp(argv[i], "--floor") != 0)
            return fputs(USAGE, stderr), EXIT_USAGE;
        const int held = check_floor(argv[i + 1], counts);
        if (held < 0) return EXIT_USAGE;
        if (held == 0) result = EXIT_NOTHING_FOUND;
    }
    return result;
}
