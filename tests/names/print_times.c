/* print_times DATA_FOLDER - the reading of times as lines, for score_times.py.
 * Standard input, again and again: "PUBLISHED BYTES\n" ("-" for no date), then that many bytes of text.
 * Output: "begin TAB end TAB type TAB value TAB date TAB rule" for each expression, an empty line after
 * each text. Offsets are bytes. */
#include "chancery/analysis.h"

#include <stdio.h>
#include <stdlib.h>

static void print_all(const ch_analysis *a)
{
    static const char *const TYPES[] = {"DATE", "TIME", "DURATION", "SET"};
    for (uint32_t i = 0; i < a->time_n; i++) {
        const ch_timex *t = &a->times[i];
        printf("%u\t%u\t%s\t%.*s\t%.*s\t%s\n", t->span.begin, t->span.end, TYPES[t->type],
               CH_SV_ARG(t->value), CH_SV_ARG(t->date), t->rule);
    }
    putchar('\n');
}

static ch_status read_and_print(const ch_engine *engine, const char *published, char *text,
                                size_t n, ch_error *err)
{
    const ch_report report = {
        .text = {text, n}, .published = {published, published[0] == '-' ? 0 : strlen(published)}};
    ch_analysis *a = NULL;
    CH_TRY(ch_analyse(engine, &report, NULL, &a, err));
    print_all(a);
    ch_analysis_free(a);
    return CH_OK;
}

int main(int argc, char **argv)
{
    ch_error err = {0};
    ch_engine *engine = NULL;
    char published[32];
    size_t n = 0;
    if (argc != 2) return 2;
    ch_status status = ch_engine_open(argv[1], &engine, &err);
    while (status == CH_OK && scanf("%31s %zu", published, &n) == 2 && getchar() == '\n') {
        char *text = malloc(n + 1);
        status = text && fread(text, 1, n, stdin) == n ? CH_OK : CH_E_IO;
        if (status == CH_OK) status = read_and_print(engine, published, text, n, &err);
        free(text);
    }
    if (status != CH_OK) fprintf(stderr, "print_times: %s: %s\n", err.source, err.message);
    ch_engine_close(engine);
    return status == CH_OK ? 0 : 3;
}
