/* bench_language MODEL - words a second of the language engine on a fixed text, one thread.
 * meson test --benchmark; figures are kept in docs/language.md. */
#include "language/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char TEXT[] =
    "Two ministers sign plan for joint air defence\n\n"
    "The defence ministers of the two countries met in the capital on Tuesday and signed a plan of "
    "military "
    "cooperation for next year, the ministry said in a statement. \"We have agreed to hold eleven "
    "joint "
    "exercises,\" the minister told reporters after the talks, which lasted three hours.\n\n"
    "His counterpart, who arrived on Monday with a delegation of forty officers, thanked the hosts "
    "for "
    "their help. He didn't say when the first of the exercises would begin, but officials expect "
    "it in "
    "the spring. According to Gen. J. R. Doe, a former head of the general staff, about 3,500 "
    "soldiers "
    "could take part.\n\n"
    "The opposition criticised the deal, saying that the government had not asked parliament. "
    "Protesters "
    "gathered outside the ministry; police detained at least 12 people. The U.S. embassy called "
    "for "
    "restraint and urged both sides to return to the negotiations that were suspended last "
    "month.\n\n";

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* ours, however busy the machine is */
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static ch_sv read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return (ch_sv){NULL, 0};
    fseek(file, 0, SEEK_END);
    const size_t n = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(n + 1);
    const size_t got = bytes ? fread(bytes, 1, n, file) : 0;
    fclose(file);
    return (ch_sv){bytes, got};
}

static uint32_t run(const ch__language *language, ch_sv text, bool is_parsed)
{
    ch_analysis a = {0};
    ch_error err;
    ch_arena_init(&a.arena, 0);
    a.report.text = text;
    const ch_status status =
        is_parsed ? ch__language_run(language, &a, &err) : ch__segment(language, &a, &err);
    const uint32_t words = a.token_n;
    ch_arena_deinit(&a.arena);
    return status == CH_OK ? words : 0;
}

/* The best of a few runs: the machine may be busy. */
static void measure(const ch__language *language, ch_sv text, bool is_parsed, const char *name)
{
    double best = 0;
    uint32_t words = 0;
    for (int i = 0; i < 7; i++) {
        const double begin = now();
        words = run(language, text, is_parsed);
        const double rate = words / (now() - begin);
        if (rate > best) best = rate;
    }
    printf("%-24s %9u words  %10.0f words per CPU second\n", name, words, best);
}

int main(int argc, char **argv)
{
    ch__container container;
    ch__language *language;
    ch_error err;
    const ch_sv model = read_all(argc > 1 ? argv[1] : "english.model");
    if (ch__container_open(model, "model", &container, &err) != CH_OK ||
        ch__language_open(&container, &language, &err) != CH_OK)
        return fprintf(stderr, "%s\n", err.message), 1;
    enum { LARGE = 400 };
    const size_t unit = sizeof TEXT - 1;
    char *bytes = malloc(LARGE * unit);
    if (!bytes) return 1;
    for (size_t i = 0; i < LARGE; i++) memcpy(bytes + i * unit, TEXT, unit);
    measure(language, (ch_sv){bytes, 8 * unit}, true, "all layers, 10 KB");
    measure(language, (ch_sv){bytes, LARGE * unit}, true, "all layers, 0.5 MB");
    measure(language, (ch_sv){bytes, LARGE * unit}, false, "words and sentences");
    free(bytes);
    ch__language_close(language);
    return 0;
}
