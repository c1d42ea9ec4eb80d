/* Reads tests/coding/minimal_pairs.tsv through the engine: ENGINE_DIRECTORY KNOWN_MISSES PAIRS.tsv.
 * A row is right when some event of its sentence has the row's type, act, auxiliary, veracity and
 * innermost source. KNOWN_MISSES lists the sentences that fail today; the run fails when another
 * fails and when a listed one passes. With --print it writes today's misses and what was read. */
#include "base/text.h"
#include "chancery/analysis.h"

#include <stdio.h>
#include <stdlib.h>

enum { COLUMN_N = 6 };

static char *read_file(const char *path, size_t *out_n)
{
    FILE *file = fopen(path, "rb");
    if (!file) return perror(path), NULL;
    char *bytes = malloc(1 << 20);
    *out_n = bytes ? fread(bytes, 1, 1 << 20, file) : 0;
    fclose(file);
    return bytes;
}

static uint8_t auxiliary_of(ch_sv names)
{
    static const struct {
        const char *name;
        uint8_t bit;
    } marks[] = {{"historical", CH_AUX_HISTORICAL},
                 {"future", CH_AUX_FUTURE},
                 {"hypothetical", CH_AUX_HYPOTHETICAL},
                 {"negation", CH_AUX_NEGATION}};
    uint8_t bits = 0;
    ch_sv name;
    while (names.n && ch__sv_split(&names, ',', &name))
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (ch__sv_is(name, marks[i].name)) bits |= marks[i].bit;
    return bits;
}

static ch_sv act_of(const ch_event *e)
{
    const char *text = e->act ? ch_event_type_text((ch_event_type)e->act) : "-";
    return (ch_sv){text, strlen(text)};
}

static ch_sv source_of(const ch_event *e)
{
    return e->source_n ? e->sources[e->source_n - 1].who.key : (ch_sv){"-", 1};
}

static bool is_as_told(const ch_event *e, const ch_sv cell[COLUMN_N])
{
    return ch__sv_is(cell[1], ch_event_type_text((ch_event_type)e->type)) &&
           ch__sv_eq(cell[2], act_of(e)) && auxiliary_of(cell[3]) == e->auxiliary &&
           ch__sv_is(cell[4], ch_veracity_text((ch_veracity)e->veracity)) &&
           ch__sv_eq(cell[5], source_of(e));
}

static bool reads_right(const ch_engine *engine, const ch_sv cell[COLUMN_N], bool prints)
{
    const ch_report report = {
        .id = CH_SV("pair"), .published = CH_SV("2024-06-05"), .text = cell[0]};
    ch_analysis *a = NULL;
    ch_error err;
    if (ch_analyse(engine, &report, NULL, &a, &err) != CH_OK)
        return fprintf(stderr, "%s\n", err.message), false;
    bool found = false;
    for (uint32_t i = 0; i < a->event_n; i++) found |= is_as_told(&a->events[i], cell);
    for (uint32_t i = 0; i < a->event_n && prints && !found; i++) {
        const ch_event *e = &a->events[i];
        fprintf(stderr, "  %s %.*s aux %u %s %.*s < %.*s | %.*s %.*s %.*s\n",
                ch_event_type_text((ch_event_type)e->type), CH_SV_ARG(act_of(e)), e->auxiliary,
                ch_veracity_text((ch_veracity)e->veracity), CH_SV_ARG(source_of(e)),
                CH_SV_ARG(cell[0]), CH_SV_ARG(cell[1]), CH_SV_ARG(cell[3]), CH_SV_ARG(cell[4]));
    }
    ch_analysis_free(a);
    return found;
}

static bool is_listed(ch_sv known, ch_sv sentence)
{
    ch_sv line;
    while (ch__sv_split(&known, '\n', &line))
        if (ch__sv_eq(line, sentence)) return true;
    return false;
}

int main(int argc, char **argv)
{
    const bool prints = argc > 1 && !strcmp(argv[1], "--print");
    argv += prints, argc -= prints;
    if (argc != 4)
        return fprintf(stderr, "usage: test_minimal_pairs [--print] ENGINE KNOWN PAIRS\n"), 2;
    ch_engine *engine = NULL;
    ch_error err;
    if (ch_engine_open(argv[1], &engine, &err) != CH_OK)
        return fprintf(stderr, "%s: %s\n", err.source, err.message), 5;
    ch_sv known = {NULL, 0}, table = {NULL, 0};
    char *known_bytes = read_file(argv[2], &known.n), *bytes = read_file(argv[3], &table.n);
    known.p = known_bytes, table.p = bytes;
    unsigned checked = 0, missed = 0, failed = !bytes || !known_bytes;
    ch_sv line;
    for (bool is_past_header = false; bytes && ch__sv_split(&table, '\n', &line);) {
        ch_sv cell[COLUMN_N];
        uint32_t n = 0;
        if (!line.n || line.p[0] == '#') continue;
        if (!is_past_header) {
            is_past_header = true;
            continue;
        }
        while (n < COLUMN_N && ch__sv_split(&line, '\t', &cell[n])) n++;
        if (n < COLUMN_N) continue;
        const bool is_right = reads_right(engine, cell, prints);
        checked++, missed += !is_right;
        if (prints && !is_right) printf("%.*s\n", CH_SV_ARG(cell[0]));
        if (prints || is_right != is_listed(known, cell[0])) continue;
        printf("# %s: %.*s\n", is_right ? "passes now, take it off the list" : "missed",
               CH_SV_ARG(cell[0]));
        failed++;
    }
    free(known_bytes);
    free(bytes);
    ch_engine_close(engine);
    fprintf(prints ? stderr : stdout, "# %u pairs, %u misses\n", checked, missed);
    return failed > 0 || checked == 0;
}
