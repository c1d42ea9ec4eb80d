/* Which language a text is in: a table of texts, what the report says of itself, hostile text, bad
 * tables. */
#include "ch_test.h"

#include "base/text.h"
#include "language/identify.h"

#include <stdio.h>

static ch_sv data_bytes, table;
static ch__identifier *identifier;

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

static ch_sv unescape(ch_sv from, char *to)
{
    size_t n = 0;
    for (size_t i = 0; i < from.n; i++) {
        const bool is_line_end = from.p[i] == '\\' && i + 1 < from.n && from.p[i + 1] == 'n';
        to[n++] = is_line_end ? '\n' : from.p[i];
        i += is_line_end;
    }
    return (ch_sv){to, n};
}

static void test_table(void **state)
{
    (void)state;
    ch_sv rest = table, line;
    int wrong = 0, rows = 0;
    while (ch__sv_split(&rest, '\n', &line)) {
        if (!line.n || line.p[0] == '#') continue;
        ch_sv code, want;
        char text[2048];
        ch__sv_split(&line, '\t', &code);
        ch__sv_split(&line, '\t', &want);
        assert_true(line.p && line.n < sizeof text);
        const ch__language_guess got = ch__identify(identifier, unescape(line, text));
        rows++;
        if (ch__sv_eq(got.code, code) && got.is_other == ch__sv_is(want, "refused")) continue;
        wrong++;
        print_error("want %.*s %.*s, got %.*s %s: %.*s\n", CH_SV_ARG(code), CH_SV_ARG(want),
                    CH_SV_ARG(got.code), got.is_other ? "refused" : "read", CH_SV_ARG(line));
    }
    assert_true(rows > 60);
    assert_int_equal(wrong, 0);
}

/* What the report says of itself decides only where the text does not. */
static void test_declared(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text, *refused_as;
    } rows[] = {
        {"", "Le président de la République", NULL},
        {"fr", "Le président de la République", "French, not read: this build reads English"},
        {"fr-CA", "Le président de la République", "French, not read: this build reads English"},
        {"French", "Le président de la République", "French, not read: this build reads English"},
        {"en", "Le président de la République", NULL},
        {"fr", "The president has met the king of Jordan", NULL},
        {"fa", "The president has met the king of Jordan", NULL},
        {"xx", "The president has met the king of Jordan", NULL},
        {"fr", "Macron meets Merz", NULL},
        {"en", "Министр заявил во вторник, что его страна не будет участвовать",
         "Russian, not read: this build reads English"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const ch_report report = {.language = {rows[i].language, strlen(rows[i].language)},
                                  .text = {rows[i].text, strlen(rows[i].text)}};
        ch_error err = {0};
        const ch_status status = ch__language_check(identifier, &report, &err);
        assert_int_equal(status, rows[i].refused_as ? CH_E_LANGUAGE : CH_OK);
        if (rows[i].refused_as) assert_string_equal(err.message, rows[i].refused_as);
    }
}

/* Any valid text, one word of a megabyte, marks without letters, characters cut by the windows. */
static void test_hostile(void **state)
{
    (void)state;
    static const char *const units[] = {
        "a", "é",  "\xCC\x81", "中", "\xF0\x9F\x98\x80", " ", "\xE2\x80\x8D", "\xEE\x80\x80",
        "ا", "de "};
    const size_t n = (size_t)1 << 20;
    char *text = malloc(n);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const size_t unit = strlen(units[i]);
        size_t used = 0;
        for (; used + unit <= n; used += unit) memcpy(text + used, units[i], unit);
        const ch__language_guess got = ch__identify(identifier, (ch_sv){text, used});
        assert_true(got.name.n > 0);
        assert_true(got.word_n <= 24000);
    }
    free(text);
}

static void test_bad_tables(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "code\tname\tscript\tletters\twords\nfr\tFrench\tlatin\t-\tle\n",
        "code\tname\tscript\tletters\twords\nen\tEnglish\tlatin\tthe\n",
        "code\tname\tscript\tletters\twords\nen\tEnglish\tnone\t-\tthe\n",
        "code\tname\tscript\tletters\twords\nen\tEnglish\tlatin\t-\tthe  a\n",
        "code\tname\tscript\tletters\twords\nen\tEnglish\tlatin\t-\tthe\nru\tRussian\tcyrillic\t-"
        "\tи\nfr\tFrench\tlatin\t-\tle\n",
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const ch__section section = {"language/languages.tsv", {tables[i], strlen(tables[i])}};
        ch_arena arena;
        ch_sv bytes;
        ch__container container;
        ch__identifier *got = NULL;
        ch_arena_init(&arena, 0);
        assert_int_equal(ch__container_build(&section, 1, &arena, &bytes, NULL), CH_OK);
        assert_int_equal(ch__container_open(bytes, "test", &container, NULL), CH_OK);
        assert_int_equal(ch__identifier_open(&container, &got, NULL), CH_E_FORMAT);
        assert_null(got);
        ch_arena_deinit(&arena);
    }
}

int main(int argc, char **argv)
{
    ch__container data;
    ch_error err;
    if (argc < 3) return 2;
    data_bytes = read_all(argv[1]);
    table = read_all(argv[2]);
    if (ch__container_open(data_bytes, argv[1], &data, &err) != CH_OK ||
        ch__identifier_open(&data, &identifier, &err) != CH_OK)
        return fprintf(stderr, "%s\n", err.message), 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table), cmocka_unit_test(test_declared),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_bad_tables)};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ch__identifier_close(identifier);
    free((char *)data_bytes.p);
    free((char *)table.p);
    return failed;
}
