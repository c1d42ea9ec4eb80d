/* Reads tests/coding/registers.tsv through the engine: ENGINE_DIRECTORY TABLE.tsv. Each row has a
 * text and all the register lines the text must give, joined by " ; "; "-" for none. Lines:
 *   instrument KIND KEY,KEY STAGE | exercise KEY,KEY HOST STAGE | visit VISITOR HOST STAGE
 *   relation KIND A B | statement KEY STANCE | question
 * With --print it writes every text with what was read. */
#include "base/text.h"
#include "chancery/analysis.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 4096 };

typedef struct lines {
    char text[LINE_MAX_BYTES];
    size_t n;
} lines;

static void add(lines *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const size_t room = sizeof out->text - out->n;
    const int n = vsnprintf(out->text + out->n, room, format, arguments);
    va_end(arguments);
    if (n > 0) out->n += (size_t)n < room ? (size_t)n : room - 1;
}

static void add_keys(lines *out, const ch_sv *keys, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) add(out, "%s%.*s", i ? "," : "", CH_SV_ARG(keys[i]));
}

static ch_sv or_dash(ch_sv text) { return text.n ? text : (ch_sv){"-", 1}; }

static void add_entries(lines *out, const ch_analysis *a)
{
    for (uint32_t i = 0; i < a->instrument_n; i++) {
        add(out, " ; instrument %.*s ", CH_SV_ARG(a->instruments[i].kind));
        add_keys(out, a->instruments[i].parties, a->instruments[i].party_n);
        add(out, " %.*s", CH_SV_ARG(or_dash(a->instruments[i].stage)));
    }
    for (uint32_t i = 0; i < a->exercise_n; i++) {
        add(out, " ; exercise ");
        add_keys(out, a->exercises[i].participants, a->exercises[i].participant_n);
        add(out, " %.*s %.*s", CH_SV_ARG(or_dash(a->exercises[i].host)),
            CH_SV_ARG(a->exercises[i].stage));
    }
    for (uint32_t i = 0; i < a->visit_n; i++)
        add(out, " ; visit %.*s %.*s %.*s", CH_SV_ARG(a->visits[i].visitor),
            CH_SV_ARG(a->visits[i].host), CH_SV_ARG(a->visits[i].stage));
}

static void add_words(lines *out, const ch_analysis *a)
{
    for (uint32_t i = 0; i < a->relation_n; i++)
        add(out, " ; relation %.*s %.*s %.*s", CH_SV_ARG(a->relations[i].kind),
            CH_SV_ARG(or_dash(a->relations[i].a)), CH_SV_ARG(or_dash(a->relations[i].b)));
    for (uint32_t i = 0; i < a->statement_n; i++)
        add(out, " ; statement %.*s %.*s", CH_SV_ARG(a->statements[i].speaker.key),
            CH_SV_ARG(a->statements[i].stance));
    for (uint32_t i = 0; i < a->question_n; i++) add(out, " ; question");
}

static bool read(const ch_engine *engine, ch_sv text, lines *out)
{
    const ch_report report = {.id = CH_SV("row"), .published = CH_SV("2024-06-05"), .text = text};
    ch_analysis *a = NULL;
    ch_error err;
    *out = (lines){.n = 0};
    if (ch_analyse(engine, &report, NULL, &a, &err) != CH_OK)
        return fprintf(stderr, "%s\n", err.message), false;
    add_entries(out, a);
    add_words(out, a);
    ch_analysis_free(a);
    if (!out->n) add(out, " ; -");
    return true;
}

static bool check(const ch_engine *engine, ch_sv line, bool prints)
{
    ch_sv text, want = {NULL, 0};
    lines found;
    ch__sv_split(&line, '\t', &text);
    want = line;
    if (!read(engine, text, &found)) return false;
    const ch_sv got = {found.text + 3, found.n - 3};
    if (prints) printf("%.*s\t%.*s\n", CH_SV_ARG(text), CH_SV_ARG(got));
    if (prints || ch__sv_eq(got, want)) return true;
    printf("# %.*s\n#   expected %.*s\n#   found    %.*s\n", CH_SV_ARG(text), CH_SV_ARG(want),
           CH_SV_ARG(got));
    return false;
}

int main(int argc, char **argv)
{
    const bool prints = argc > 1 && !strcmp(argv[1], "--print");
    argv += prints, argc -= prints;
    if (argc != 3) return fprintf(stderr, "usage: test_registers [--print] ENGINE TABLE\n"), 2;
    ch_engine *engine = NULL;
    ch_error err;
    if (ch_engine_open(argv[1], &engine, &err) != CH_OK)
        return fprintf(stderr, "%s: %s\n", err.source, err.message), 5;
    static char bytes[1 << 18];
    FILE *file = fopen(argv[2], "rb");
    if (!file) return perror(argv[2]), 2;
    ch_sv table = {bytes, fread(bytes, 1, sizeof bytes, file)}, line;
    fclose(file);
    unsigned checked = 0, failed = 0;
    while (ch__sv_split(&table, '\n', &line)) {
        if (!line.n || line.p[0] == '#') continue;
        checked++, failed += !check(engine, line, prints);
    }
    ch_engine_close(engine);
    fprintf(prints ? stderr : stdout, "# %u texts, %u failed\n", checked, failed);
    return failed > 0 || checked == 0;
}
