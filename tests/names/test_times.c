/* Table of tests/names/times.tsv: name, published, sentence with tags, wanted "words=value|...".
 * The sentence is cut at white space and punctuation; a word may carry its tag: "met/VBD". */
#include "ch_test.h"

#include "base/container.h"
#include "base/text.h"
#include "names/names.h"

#include <stdio.h>

enum { TOKEN_MAX = 256 };

typedef struct fixture {
    ch_sv data, table;
    ch__times *times;
} fixture;

static ch_sv read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    static const char NOTHING[] = "";
    if (!file) return (ch_sv){NOTHING, 0};
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    const size_t n = bytes ? fread(bytes, 1, (size_t)size, file) : 0;
    fclose(file);
    return (ch_sv){bytes, n};
}

static int set_up(void **state)
{
    static fixture f;
    ch_error err = {0};
    ch__container container;
    f.data = read_whole(getenv("CHANCERY_DAT"));
    f.table = read_whole(getenv("TIMES_TABLE"));
    if (ch__container_open(f.data, "chancery.dat", &container, &err) != CH_OK ||
        ch__times_open(&container, &f.times, &err) != CH_OK) {
        fprintf(stderr, "%s: %s\n", err.source, err.message);
        return -1;
    }
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    ch__times_close(f->times);
    free((char *)f->data.p);
    free((char *)f->table.p);
    return 0;
}

static bool is_inside_word(char c)
{
    return ch__is_alpha(c) || ch__is_digit(c) || (unsigned char)c >= 0x80;
}

static uint8_t tag_named(ch_sv name)
{
    for (int tag = 0; tag < CH_XPOS_N; tag++)
        if (ch__sv_is(name, ch_xpos_text((ch_xpos)tag))) return (uint8_t)tag;
    return CH_XPOS_XX;
}

/* What a tagger would say, roughly enough for words without a tag of their own. */
static uint8_t guess_tag(ch_sv word, bool is_first)
{
    if (ch__is_digit(word.p[0])) return CH_XPOS_CD;
    if (!is_inside_word(word.p[0])) return CH_XPOS_COMMA;
    if (ch__is_upper(word.p[0]) && !is_first) return CH_XPOS_NNP;
    if (ch__sv_in(word, CH_SV("in|on|at|by|of|since|until|from|to|before|after|for|within|ago")))
        return CH_XPOS_IN;
    if (ch__sv_in(word, CH_SV("recent|current|former|future|third|last|next|coming")))
        return CH_XPOS_JJ;
    if (ch__sv_in(word, CH_SV("daily|weekly|monthly|annually|recently|soon|now")))
        return CH_XPOS_RB;
    if (ch__sv_in(word, CH_SV("the|a|an|this|that|every|each"))) return CH_XPOS_DT;
    return ch__is_upper(word.p[0]) && ch__sv_in(word, CH_SV("March|May|Sun")) ? CH_XPOS_NNP
                                                                              : CH_XPOS_NN;
}

/* Cut `raw` ("met/VBD on Friday") into text and tokens; one sentence. */
static void tokenize(ch_sv raw, char *text, ch_analysis *a, ch_token *tokens, ch_sentence *sentence)
{
    uint32_t n = 0;
    for (size_t at = 0; at < raw.n && a->token_n < TOKEN_MAX;) {
        if (raw.p[at] == ' ') {
            text[n++] = raw.p[at++];
            continue;
        }
        const uint32_t begin = n;
        do text[n++] = raw.p[at++];
        while (at < raw.n && is_inside_word(raw.p[at]) && is_inside_word(raw.p[at - 1]));
        ch_token *token = &tokens[a->token_n];
        *token = (ch_token){.span = {begin, n},
                            .form = {text + begin, n - begin},
                            .head = CH_NONE,
                            .child = CH_NONE,
                            .sibling = CH_NONE};
        token->lower = token->lemma = token->form;
        token->xpos = guess_tag(token->form, a->token_n == 0);
        token->upos = ch__sv_in(token->form, CH_SV("to|be|been")) ? CH_UPOS_AUX : CH_UPOS_X;
        if (at + 1 < raw.n && raw.p[at] == '/' && ch__is_upper(raw.p[at + 1])) {
            const size_t tag = ++at;
            while (at < raw.n && ch__is_upper(raw.p[at])) at++;
            token->xpos = tag_named((ch_sv){raw.p + tag, at - tag});
            if (token->xpos == CH_XPOS_MD || token->xpos == CH_XPOS_TO) token->upos = CH_UPOS_AUX;
        }
        a->token_n++;
    }
    *sentence = (ch_sentence){.span = {0, n}, .token_begin = 0, .token_end = a->token_n};
    a->report.text = (ch_sv){text, n};
    a->tokens = tokens;
    a->sentences = sentence;
    a->sentence_n = 1;
}

/* "words=value" of each expression, "|" between; a date that differs from the value after a "@". */
static ch_sv describe(ch_analysis *a)
{
    ch_sv out = {"", 0};
    for (uint32_t i = 0; i < a->time_n; i++) {
        const ch_timex *t = &a->times[i];
        const ch_sv words = ch__span_text(a->report.text, t->span);
        const bool has_date = t->date.n && !ch__sv_eq(t->date, t->value);
        assert_int_equal(ch_arena_format(&a->arena, &out, NULL, "%.*s%s%.*s=%.*s%s%.*s%s%.*s",
                                         CH_SV_ARG(out), i ? "|" : "", CH_SV_ARG(words),
                                         CH_SV_ARG(t->value), t->mod.n ? "+" : "",
                                         CH_SV_ARG(t->mod), has_date ? "@" : "",
                                         has_date ? (int)t->date.n : 0, t->date.p),
                         CH_OK);
    }
    return out;
}

static bool run_row(const fixture *f, ch_sv cells[4])
{
    static char text[4096];
    static ch_token tokens[TOKEN_MAX];
    ch_sentence sentence;
    ch_error err = {0};
    ch_analysis a = {.report = {.published = ch__sv_is(cells[1], "-") ? (ch_sv){"", 0} : cells[1]}};
    ch_arena_init(&a.arena, 8 << 20);
    assert_true(cells[2].n < sizeof text);
    tokenize(cells[2], text, &a, tokens, &sentence);
    const ch_status status = ch__times_run(f->times, &a, &err);
    const ch_sv got = status == CH_OK ? describe(&a) : (ch_sv){err.message, strlen(err.message)};
    const ch_sv wanted = ch__sv_is(cells[3], "-") ? (ch_sv){"", 0} : cells[3];
    const bool is_right = ch__sv_eq(got, wanted);
    if (!is_right)
        fprintf(stderr, "%.*s: wanted\n  %.*s\ngot\n  %.*s\n", CH_SV_ARG(cells[0]),
                CH_SV_ARG(wanted), CH_SV_ARG(got));
    ch_arena_deinit(&a.arena);
    return is_right;
}

static void expressions_and_values(void **state)
{
    const fixture *f = *state;
    ch_sv rest = f->table, line;
    uint32_t row_n = 0, wrong_n = 0;
    assert_true(f->table.n > 0);
    while (ch__sv_split(&rest, '\n', &line)) {
        ch_sv cells[4], cell;
        uint32_t n = 0;
        if (!line.n || line.p[0] == '#') continue;
        while (n < 4 && ch__sv_split(&line, '\t', &cell)) cells[n++] = cell;
        assert_int_equal(n, 4);
        row_n++;
        wrong_n += !run_row(f, cells);
    }
    assert_true(row_n > 100);
    assert_int_equal(wrong_n, 0);
}

/* A row that is wrong in one of the tables: the line and what was expected. */
static void wrong_tables_are_refused(void **state)
{
    (void)state;
    static const char WORDS[] = "word\tclass\tvalue\tif\n", DAYS[] = "words\tday\tlength\n",
                      RULES[] = "id\tlevel\tmakes\toperation\targument\tmod\tguard\tpattern\n";
    static const struct {
        const char *words, *days, *rules, *wanted;
    } ROWS[] = {
        {"march\tmnoth\t3\t-\n", "", "", "line 2: expected a class of words, found 'mnoth'"},
        {"march\tmonth\t13\t-\n", "", "",
         "line 2: expected a value that the class can have, found '13'"},
        {"march\tmonth\n", "", "", "line 2: expected another number of columns, found 'march'"},
        {"", "new year\t01-32\t1\n", "", "line 2: expected a day and its length, found '01-32\t1'"},
        {"", "", "# note\nd\t1\tdate\tdaet\t-\t-\t-\t<day>\n",
         "line 3: expected an operation, found 'daet'"},
        {"", "", "d\t1\tdate\tdate\t-\t-\t-\t<dya>\n", "line 2: expected a class, found 'dya'"},
        {"", "", "d\t2\tdate\tdate\t-\t-\t-\t<day>\ne\t1\tdate\tdate\t-\t-\t-\t<day>\n",
         "line 3: expected a level, in rising order, found '1'"},
        {"", "", "d\t1\tdate\tdate\t-\t-\tyera\t<day>\n", "time.d: no guard 'yera'"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        ch_arena arena;
        ch__container container;
        ch__times *times = NULL;
        ch_error err = {0};
        ch_sv tables[3], file;
        ch_arena_init(&arena, 1 << 20);
        ch_arena_format(&arena, &tables[0], NULL, "%s%s", WORDS, ROWS[i].words);
        ch_arena_format(&arena, &tables[1], NULL, "%s%s", DAYS, ROWS[i].days);
        ch_arena_format(&arena, &tables[2], NULL, "%s%s", RULES, ROWS[i].rules);
        const ch__section sections[] = {{"time/words.tsv", tables[0]},
                                        {"time/named_days.tsv", tables[1]},
                                        {"time/rules.tsv", tables[2]}};
        assert_int_equal(ch__container_build(sections, 3, &arena, &file, NULL), CH_OK);
        assert_int_equal(ch__container_open(file, "test", &container, NULL), CH_OK);
        assert_int_equal(ch__times_open(&container, &times, &err), CH_E_FORMAT);
        assert_null(times);
        assert_string_equal(err.message, ROWS[i].wanted);
        ch_arena_deinit(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(expressions_and_values),
                                       cmocka_unit_test(wrong_tables_are_refused)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
