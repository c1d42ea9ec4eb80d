/* Sentences that tell no political deed: test_quiet ENGINE_DIRECTORY QUIET.tsv MOST_PER_CENT. Prints
 * those that are given an event and fails when they are more than the share allowed. */
#include "base/text.h"
#include "chancery/analysis.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINE_MAX_BYTES = 4096 };

static bool gives_event(const ch_engine *engine, ch_sv sentence)
{
    const ch_report report = {
        .id = CH_SV("quiet"), .published = CH_SV("2024-06-05"), .text = sentence};
    ch_analysis *a = NULL;
    ch_error err;
    if (ch_analyse(engine, &report, NULL, &a, &err) != CH_OK)
        return fprintf(stderr, "%s\n", err.message), true;
    const bool gives = a->event_n > 0;
    if (gives)
        printf("# %s by %.*s: %.*s\n", ch_event_type_text((ch_event_type)a->events[0].type),
               CH_SV_ARG(ch__span_text(sentence, a->events[0].trigger)), CH_SV_ARG(sentence));
    ch_analysis_free(a);
    return gives;
}

int main(int argc, char **argv)
{
    static char line[LINE_MAX_BYTES];
    if (argc != 4) return fprintf(stderr, "usage: test_quiet ENGINE QUIET.tsv MOST\n"), 2;
    ch_engine *engine = NULL;
    ch_error err;
    if (ch_engine_open(argv[1], &engine, &err) != CH_OK)
        return fprintf(stderr, "%s: %s\n", err.source, err.message), 5;
    FILE *file = fopen(argv[2], "r");
    if (!file) return perror(argv[2]), 5;
    unsigned read = 0, loud = 0;
    while (fgets(line, sizeof line, file)) {
        const ch_sv sentence = {line, strcspn(line, "\n")};
        if (!sentence.n || line[0] == '#') continue;
        read++;
        loud += gives_event(engine, sentence);
    }
    fclose(file);
    ch_engine_close(engine);
    const double share = read ? 100.0 * loud / read : 100.0;
    printf("# %u of %u given an event: %.1f per cent, %s allowed\n", loud, read, share, argv[3]);
    return share > strtod(argv[3], NULL);
}
