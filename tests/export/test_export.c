/* test_export FOLDER [--rewrite]: the sample analysis against FOLDER/sample.jsonl and sample.txt. */
#include "ch_test.h"

#include "chancery/export.h"
#include "sample.h"

#include <stdio.h>

static const char *folder;

static char *read_file(const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    assert_non_null(file);
    const size_t n = fread(text, 1, (1 << 16) - 1, file);
    text[n] = 0;
    fclose(file);
    return text;
}

static void json_as_stored(void **state)
{
    (void)state;
    ch_analysis a;
    char *line = NULL, *wanted = read_file("sample.jsonl");
    size_t n = 0;
    sample_fill(&a);
    assert_int_equal(ch_export_json_line(&a, &line, &n, NULL), CH_OK);
    assert_int_equal(n, strlen(wanted));
    assert_memory_equal(line, wanted, n);
    free(line);
    free(wanted);
}

static void people_as_stored(void **state)
{
    (void)state;
    ch_analysis a;
    char *text = NULL, *wanted = read_file("sample.txt");
    size_t n = 0;
    sample_fill(&a);
    assert_int_equal(ch_export_people(&a, NULL, &text, &n, NULL), CH_OK);
    assert_int_equal(n, strlen(wanted));
    assert_memory_equal(text, wanted, n);
    free(text);
    free(wanted);
}

static size_t longest_line(const char *text, size_t n)
{
    size_t longest = 0, column = 0;
    for (size_t i = 0; i < n; i++) {
        column = text[i] == '\n' ? 0 : column + (((unsigned char)text[i] & 0xC0) != 0x80);
        if (column > longest) longest = column;
    }
    return longest;
}

static void people_keep_the_width_and_the_terminal(void **state)
{
    (void)state;
    ch_analysis a;
    sample_fill(&a);
    for (unsigned width = 60; width <= 100; width += 5) {
        const ch_people_options options = {.width = width};
        char *text = NULL;
        size_t n = 0;
        assert_int_equal(ch_export_people(&a, &options, &text, &n, NULL), CH_OK);
        assert_true(longest_line(text, n) <= width);
        for (size_t i = 0; i < n; i++) /* the report holds \x01 and a tab */
            assert_true(text[i] == '\n' || (unsigned char)text[i] >= 0x20);
        free(text);
    }
}

static void colour_only_when_asked(void **state)
{
    (void)state;
    ch_analysis a;
    sample_fill(&a);
    for (int has_colour = 0; has_colour < 2; has_colour++) {
        const ch_people_options options = {.has_colour = has_colour};
        char *text = NULL;
        size_t n = 0;
        assert_int_equal(ch_export_people(&a, &options, &text, &n, NULL), CH_OK);
        assert_int_equal(memchr(text, '\033', n) != NULL, has_colour);
        free(text);
    }
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) exit(5);
    fwrite(bytes, 1, n, file);
    fclose(file);
}

static int rewrite(void)
{
    ch_analysis a;
    char *line = NULL, *text = NULL;
    size_t line_n = 0, text_n = 0;
    sample_fill(&a);
    if (ch_export_json_line(&a, &line, &line_n, NULL) != CH_OK ||
        ch_export_people(&a, NULL, &text, &text_n, NULL) != CH_OK)
        return 1;
    write_file("sample.jsonl", line, line_n);
    write_file("sample.txt", text, text_n);
    free(line);
    free(text);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_as_stored),
        cmocka_unit_test(people_as_stored),
        cmocka_unit_test(people_keep_the_width_and_the_terminal),
        cmocka_unit_test(colour_only_when_asked),
    };
    if (argc < 2) return 2;
    folder = argv[1];
    if (argc > 2 && !strcmp(argv[2], "--rewrite")) return rewrite();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
