/* chancery parse: text (or gold words) to CoNLL-U. */
#include "base/text.h"
#include "language/conllu.h"
#include "language_file.h"

#include <stdio.h>
#include <stdlib.h>

static const char USAGE[] =
    "usage: chancery parse [--tokens] FILE...\n\n"
    "Prints sentences, words, tags, lemmas and dependencies as CoNLL-U. '-' reads standard input.\n"
    "  --tokens   FILE is CoNLL-U: keep its sentences and words, replace all else\n";

static ch_status check_text(const char *name, ch_sv text, ch_error *err)
{
    const size_t at = ch__utf8_invalid_at(text);
    if (at < text.n)
        return ch_fail(err, CH_E_FORMAT, name, at, "invalid UTF-8 byte 0x%02x",
                       (unsigned char)text.p[at]);
    if (text.n >= UINT32_MAX) return ch_fail(err, CH_E_LIMIT, name, CH_NOWHERE, "text over 4 GiB");
    return CH_OK;
}

static ch_status analyse(const ch__language *language, const char *name, ch_sv text, bool is_tokens,
                         ch_analysis *a, ch_error *err)
{
    CH_TRY(check_text(name, text, err));
    a->report.text = text;
    if (!is_tokens) return ch__language_run(language, a, err);
    ch__conllu gold;
    CH_TRY(ch__conllu_read(text, name, &a->arena, &gold, err));
    CH_TRY(ch__conllu_tokens(&gold, a, err));
    return ch__language_run_tokens(language, a, err);
}

static ch_status print_analysis(const ch_analysis *a, ch_error *err)
{
    for (uint32_t s = 0; s < a->sentence_n; s++) {
        ch_arena arena;
        ch_sv lines;
        ch_arena_init(&arena, 0);
        const ch_status status = ch__conllu_write(a, s, &arena, &lines, err);
        if (status == CH_OK) fwrite(lines.p, 1, lines.n, stdout);
        ch_arena_deinit(&arena);
        CH_TRY(status);
    }
    return CH_OK;
}

static ch_status parse_file(const ch__language *language, const char *path, bool is_tokens,
                            ch_error *err)
{
    ch_sv text;
    CH_TRY(read_whole_file(path, &text, err));
    ch_analysis a = {0};
    ch_arena_init(&a.arena, 0);
    ch_status status = analyse(language, path, text, is_tokens, &a, err);
    if (status == CH_OK) status = print_analysis(&a, err);
    ch_arena_deinit(&a.arena);
    free((char *)(uintptr_t)text.p);
    return status;
}

int cmd_parse(int argc, char **argv)
{
    bool is_tokens = false;
    int first = 1;
    for (; first < argc && argv[first][0] == '-' && argv[first][1]; first++) {
        if (!strcmp(argv[first], "--help")) return fputs(USAGE, stdout), EXIT_DONE;
        if (strcmp(argv[first], "--tokens") != 0) return fputs(USAGE, stderr), EXIT_USAGE;
        is_tokens = true;
    }
    if (first == argc) return fputs(USAGE, stderr), EXIT_USAGE;
    ch_error err;
    language_file model;
    if (language_file_open(&model, &err) != CH_OK)
        return command_report_error(&err), EXIT_ENVIRONMENT;
    int refused = 0;
    for (int i = first; i < argc; i++)
        if (parse_file(model.language, argv[i], is_tokens, &err) != CH_OK) {
            command_report_error(&err);
            refused++;
        }
    language_file_close(&model);
    if (fflush(stdout) != 0)
        return fputs("chancery: standard output: cannot write\n", stderr), EXIT_ENVIRONMENT;
    return refused == 0 ? EXIT_DONE : refused == argc - first ? EXIT_REFUSED : EXIT_PARTLY;
}
