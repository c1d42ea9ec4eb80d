/* Runs the two examples of every frame: test_frames ENGINE_DIRECTORY KNOWN_MISSES FRAMES.tsv...
 * The frame's id must be in the trace of an event (or, for type none, in a silence) of `yes`, or the
 * event must read the same in type, mode and code by a synonymous frame (none: another must silence
 * the sentence); for `no` the frame must not
 * fire. KNOWN_MISSES lists "id yes" or "id no" lines that fail today; the run fails when
 * another fails and also when a listed one passes, so that the list only shrinks on purpose.
 * With --print it writes today's misses to standard output instead. */
#include "base/text.h"
#include "chancery/analysis.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct tally {
    unsigned checked, missed, unexpected, stale;
} tally;

static char *read_file(const char *path, size_t *out_n)
{
    FILE *file = fopen(path, "rb");
    if (!file) return perror(path), NULL;
    char *bytes = malloc(8 << 20);
    *out_n = bytes ? fread(bytes, 1, 8 << 20, file) : 0;
    fclose(file);
    return bytes;
}

static bool in_trace(const ch_trace *trace, uint32_t n, ch_sv id)
{
    for (uint32_t i = 0; i < n; i++)
        if (!trace[i].is_lost && ch__sv_eq(trace[i].rule, id)) return true;
    return false;
}

/* The row's own reading, whichever synonymous frame gave it. */
static bool reads_same(const ch_event *event, const ch_sv cell[12])
{
    if (!ch__sv_is(cell[4], ch_event_type_text((ch_event_type)event->type))) return false;
    if (ch__sv_starts(cell[9], CH_SV("content"))) return true; /* mode and code come from within */
    return ch__sv_eq(event->cameo, cell[6]) &&
           (event->mode.n ? ch__sv_eq(event->mode, cell[5]) : ch__sv_is(cell[5], "-"));
}

static bool fires(const ch_engine *engine, ch_sv sentence, const ch_sv cell[12], bool is_yes)
{
    const ch_sv id = cell[0];
    const bool is_blocking = ch__sv_is(cell[4], "none");
    const ch_report report = {
        .id = CH_SV("frame"), .published = CH_SV("2024-06-05"), .text = sentence};
    ch_analysis *a = NULL;
    ch_error err;
    if (ch_analyse(engine, &report, NULL, &a, &err) != CH_OK)
        return fprintf(stderr, "%.*s: %s\n", CH_SV_ARG(id), err.message), false;
    bool found = false;
    for (uint32_t i = 0; i < a->event_n && !is_blocking; i++)
        found |= in_trace(a->events[i].trace, a->events[i].trace_n, id) ||
                 (is_yes && reads_same(&a->events[i], cell));
    for (uint32_t i = 0; i < a->silence_n && is_blocking; i++)
        found |= ch__sv_eq(a->silences[i].rule, id) ||
                 (is_yes && a->event_n == 0 &&
                  ch__sv_is(a->silences[i].note, "read as no political deed"));
    ch_analysis_free(a);
    return found;
}

static bool is_listed(ch_sv known, ch_sv id, const char *which)
{
    ch_sv line;
    while (ch__sv_split(&known, '\n', &line)) {
        ch_sv name;
        if (ch__sv_split(&line, ' ', &name) && ch__sv_eq(name, id) && ch__sv_is(line, which))
            return true;
    }
    return false;
}

static void check(bool is_right, ch_sv id, const char *which, ch_sv sentence, ch_sv known,
                  bool prints, tally *sum)
{
    const bool listed = is_listed(known, id, which);
    sum->checked++;
    sum->missed += !is_right;
    if (prints && !is_right) printf("%.*s %s\n", CH_SV_ARG(id), which);
    if (prints || is_right != listed) return;
    if (is_right) {
        sum->stale++;
        printf("# passes now, take it off the list: %.*s %s\n", CH_SV_ARG(id), which);
    } else {
        sum->unexpected++;
        printf("# %.*s %s: %.*s\n", CH_SV_ARG(id), which, CH_SV_ARG(sentence));
    }
}

static void check_table(const ch_engine *engine, ch_sv table, ch_sv known, bool prints, tally *sum)
{
    ch_sv line;
    bool is_past_header = false;
    while (ch__sv_split(&table, '\n', &line)) {
        ch_sv cell[12];
        uint32_t n = 0;
        if (!line.n || line.p[0] == '#') continue;
        if (!is_past_header) {
            is_past_header = true;
            continue;
        }
        while (n < 12 && ch__sv_split(&line, '\t', &cell[n])) n++;
        if (n < 12) continue;
        check(fires(engine, cell[10], cell, true), cell[0], "yes", cell[10], known, prints, sum);
        if (!ch__sv_is(cell[11], "-"))
            check(!fires(engine, cell[11], cell, false), cell[0], "no", cell[11], known, prints,
                  sum);
    }
}

int main(int argc, char **argv)
{
    const bool prints = argc > 1 && !strcmp(argv[1], "--print");
    argv += prints, argc -= prints;
    if (argc < 4)
        return fprintf(stderr, "usage: test_frames [--print] ENGINE KNOWN FRAMES...\n"), 2;
    ch_engine *engine = NULL;
    ch_error err;
    if (ch_engine_open(argv[1], &engine, &err) != CH_OK)
        return fprintf(stderr, "%s: %s\n", err.source, err.message), 5;
    ch_sv known = {NULL, 0};
    known.p = read_file(argv[2], &known.n);
    tally sum = {0};
    for (int i = 3; i < argc; i++) {
        ch_sv table = {NULL, 0};
        char *bytes = read_file(argv[i], &table.n);
        table.p = bytes;
        if (bytes) check_table(engine, table, known, prints, &sum);
        free(bytes);
    }
    free((char *)known.p);
    ch_engine_close(engine);
    fprintf(prints ? stderr : stdout,
            "# %u examples, %u known or new misses, %u unexpected, %u stale\n", sum.checked,
            sum.missed, sum.unexpected, sum.stale);
    return sum.unexpected || sum.stale;
}
