/* The engine over its real model: tables of text, promises on hostile text, refusals of bad models. */
#include "ch_test.h"

#include "base/text.h"
#include "language/conllu.h"
#include "language/model.h"
#include "language/tree.h"

#include <stdio.h>

static ch_sv model_bytes;
static ch__language *language;
static ch_sv segment_table, known_table, parse_table;

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

static ch_status analyse(ch_analysis *a, ch_sv text, ch_error *err)
{
    *a = (ch_analysis){0};
    ch_arena_init(&a->arena, (size_t)1 << 30);
    a->report.text = text;
    return ch__language_run(language, a, err);
}

/* "\n" and "\u200B" of the tables. */
static size_t unescape(ch_sv from, char *to)
{
    size_t n = 0;
    for (size_t i = 0; i < from.n; i++) {
        if (from.p[i] == '\\' && i + 1 < from.n && from.p[i + 1] == 'n') {
            to[n++] = '\n';
            i++;
        } else if (from.p[i] == '\\' && i + 5 < from.n && from.p[i + 1] == 'u') {
            uint32_t code = 0;
            for (size_t k = i + 2; k < i + 6; k++)
                code = code * 16 +
                       (uint32_t)(ch__is_digit(from.p[k]) ? from.p[k] - '0' : from.p[k] - 'A' + 10);
            n += ch__utf8_encode(code, to + n);
            i += 5;
        } else {
            to[n++] = from.p[i];
        }
    }
    return n;
}

static size_t put(char *to, const char *text, size_t n)
{
    memcpy(to, text, n);
    return n;
}

static size_t describe(const ch_analysis *a, char *to)
{
    size_t n = 0;
    for (uint32_t s = 0; s < a->sentence_n; s++) {
        const ch_sentence *sentence = &a->sentences[s];
        if (s) n += put(to + n, sentence->paragraph == sentence[-1].paragraph ? " || " : " ## ", 4);
        for (uint32_t t = sentence->token_begin; t < sentence->token_end; t++) {
            if (t > sentence->token_begin) to[n++] = ' ';
            n += put(to + n, a->tokens[t].form.p, a->tokens[t].form.n);
        }
    }
    to[n] = 0;
    return n;
}

static int run_segment_table(ch_sv table, bool is_known_miss)
{
    int failed = 0;
    ch_sv line;
    while (table.p && ch__sv_split(&table, '\n', &line)) {
        ch_sv rest = line, name, text, wanted = {NULL, 0};
        if (!line.n || line.p[0] == '#' || !ch__sv_split(&rest, '\t', &name)) continue;
        ch__sv_split(&rest, '\t', &text);
        if (rest.p) wanted = rest;
        char bytes[2048], own[4096];
        ch_analysis a;
        ch_error err;
        assert_int_equal(analyse(&a, (ch_sv){bytes, unescape(text, bytes)}, &err), CH_OK);
        const size_t n = describe(&a, own);
        const bool is_same = n == wanted.n && memcmp(own, wanted.p ? wanted.p : "", n) == 0;
        if (is_same == is_known_miss) {
            failed++;
            print_message("# %.*s: wanted '%.*s'\n#   is '%s'\n", CH_SV_ARG(name),
                          CH_SV_ARG(wanted), own);
        }
        ch_arena_deinit(&a.arena);
    }
    return failed;
}

static void texts_are_cut_as_the_table_says(void **state)
{
    (void)state;
    assert_int_equal(run_segment_table(segment_table, false), 0);
    assert_int_equal(run_segment_table(known_table, true), 0);
}

static uint32_t find_word(const ch_analysis *a, ch_sv form)
{
    for (uint32_t t = 0; t < a->token_n; t++)
        if (ch__sv_eq(a->tokens[t].form, form)) return t;
    return CH_NONE;
}

static bool holds(const ch_analysis *a, ch_sv fact)
{
    ch_sv part[4];
    for (int i = 0; i < 4; i++)
        if (!ch__sv_split(&fact, ' ', &part[i])) return false;
    const uint32_t t = find_word(a, part[0]);
    if (t == CH_NONE) return false;
    const ch_token *token = &a->tokens[t];
    const bool is_head = ch__sv_is(part[3], "-")
                             ? token->head == CH_NONE
                             : token->head != CH_NONE && token->head == find_word(a, part[3]);
    return is_head && ch__sv_is(part[1], ch_upos_text((ch_upos)token->upos)) &&
           ch__sv_is(part[2], ch_deprel_text((ch_deprel)token->deprel));
}

static void plain_sentences_are_parsed(void **state)
{
    (void)state;
    int failed = 0, facts = 0;
    ch_sv rest = parse_table, line;
    ch_analysis a = {0};
    bool is_open = false;
    while (rest.p && ch__sv_split(&rest, '\n', &line)) {
        if (line.n && line.p[0] == '#') continue;
        if (!line.n) {
            if (is_open) ch_arena_deinit(&a.arena);
            is_open = false;
        } else if (!is_open) {
            ch_error err;
            assert_int_equal(analyse(&a, line, &err), CH_OK);
            is_open = true;
        } else {
            facts++;
            if (holds(&a, line)) continue;
            failed++;
            print_message("# not so: %.*s in '%.*s'\n", CH_SV_ARG(line), CH_SV_ARG(a.report.text));
        }
    }
    if (is_open) ch_arena_deinit(&a.arena);
    assert_int_equal(failed, 0);
    assert_true(facts > 20);
}

/* What the headers promise of every analysis. */
static void check_promises(const ch_analysis *a)
{
    uint32_t at = 0, next = 0;
    for (uint32_t s = 0; s < a->sentence_n; s++) {
        const ch_sentence *sentence = &a->sentences[s];
        uint32_t roots = 0;
        assert_int_equal(sentence->token_begin, next);
        assert_true(sentence->token_end > sentence->token_begin);
        assert_true(sentence->token_end - sentence->token_begin <= CH__SENTENCE_WORDS_MAX);
        assert_int_equal(sentence->span.begin, a->tokens[sentence->token_begin].span.begin);
        assert_int_equal(sentence->span.end, a->tokens[sentence->token_end - 1].span.end);
        for (uint32_t t = sentence->token_begin; t < sentence->token_end; t++) {
            const ch_token *token = &a->tokens[t];
            assert_true(token->span.begin >= at && token->span.end > token->span.begin);
            assert_true(token->span.end <= a->report.text.n);
            assert_ptr_equal(token->form.p, a->report.text.p + token->span.begin);
            assert_true(token->lower.n > 0 && token->lemma.n > 0 && token->feats.n > 0);
            assert_int_equal(token->sentence, s);
            assert_true(token->upos < CH_UPOS_N && token->xpos < CH_XPOS_N &&
                        token->deprel < CH_DEPREL_N);
            at = token->span.end;
            roots += token->head == CH_NONE;
            uint32_t up = t, steps = 0;
            while (a->tokens[up].head != CH_NONE && steps++ <= CH__SENTENCE_WORDS_MAX) {
                up = a->tokens[up].head;
                assert_true(up >= sentence->token_begin && up < sentence->token_end);
            }
            assert_true(steps <= CH__SENTENCE_WORDS_MAX); /* no cycle */
        }
        assert_int_equal(roots, 1);
        next = sentence->token_end;
    }
    assert_int_equal(next, a->token_n);
}

static uint64_t digest(const ch_analysis *a)
{
    uint64_t h = a->token_n;
    for (uint32_t t = 0; t < a->token_n; t++) {
        const ch_token *token = &a->tokens[t];
        h = h * 31 + token->span.begin + token->head * 7u + token->deprel * 11u + token->xpos * 13u;
        h = h * 31 + ch__hash(token->lemma);
    }
    return h;
}

static void check_text(const char *name, char *bytes, size_t n)
{
    ch_analysis a, again;
    ch_error err;
    const ch_status status = analyse(&a, (ch_sv){bytes, n}, &err);
    if (status != CH_OK) fail_msg("%s: %s", name, err.message);
    check_promises(&a);
    assert_int_equal(analyse(&again, (ch_sv){bytes, n}, &err), CH_OK);
    assert_true(digest(&a) == digest(&again));
    ch_arena_deinit(&a.arena);
    ch_arena_deinit(&again.arena);
}

#ifdef __SANITIZE_ADDRESS__
enum { SHARE = 10, ROUNDS = 20 }; /* the same, shorter: sanitizers are slow */
#else
enum { SHARE = 1, ROUNDS = 200 };
#endif

static void hostile_texts_keep_the_promises(void **state)
{
    (void)state;
    static const struct {
        const char *name, *unit;
        size_t bytes;
    } rows[] = {
        {"one endless word", "x", 300000},
        {"endless digits", "7", 100000},
        {"endless points", ".", 50000},
        {"endless dashes", "- ", 50000},
        {"no sentence end", "war and ", 100000},
        {"full stops only", ". ", 50000},
        {"line ends", "\n", 50000},
        {"short lines", "a\n", 50000},
        {"contractions", "don't ", 50000},
        {"apostrophes", "n't'", 50000},
        {"cannot, glued", "cannotcannot'", 50000},
        {"emoji", "\xF0\x9F\x98\x80", 40000},
        {"emoji family", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 ", 40000},
        {"zero width", "\xE2\x80\x8B", 30000},
        {"direction marks", "a\xE2\x80\x8F\xE2\x80\xAE ", 30000},
        {"private use", "\xEE\x80\x80", 30000},
        {"control", "\x01\x02 z", 30000},
        {"combining", "e\xCC\x81", 30000},
        {"Arabic", "\xD8\xA7\xD9\x84 ", 30000},
        {"Chinese", "\xE4\xB8\xAD\xE5\x9B\xBD", 30000},
        {"capitals that shrink", "\xE2\x80\x99S ", 30000},
        {"addresses", "http://a.b/c?d=e@f ", 50000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t unit = strlen(rows[i].unit), n = rows[i].bytes / SHARE / unit * unit;
        char *bytes = malloc(n);
        for (size_t at = 0; at < n; at += unit) memcpy(bytes + at, rows[i].unit, unit);
        check_text(rows[i].name, bytes, n);
        free(bytes);
    }
}

static void random_texts_keep_the_promises(void **state)
{
    (void)state;
    static const char *const PIECES[] = {"the",      "War",    "U.S.", "n't", "'",
                                         "’",        ".",      "...",  "!",   "\n",
                                         "\n\n",     " ",      " ",    " ",   "/",
                                         "(",        ")",      "“",    "”",   "3.5",
                                         "%",        "-",      "—",    "é",   "\xF0\x9F\x98\x80",
                                         "\xC2\xA0", "cannot", "don",  "t",   "Mr.",
                                         "@",        "ß"};
    uint64_t x = 88172645463325252ull;
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[4096];
        size_t n = 0;
        while (n < 1000) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            const char *piece = PIECES[x % (sizeof PIECES / sizeof *PIECES)];
            n += put(bytes + n, piece, strlen(piece));
        }
        check_text("random", bytes, n);
    }
}

static void batches_do_not_change_labels(void **state)
{
    (void)state; /* the same sentence alone and after many others */
    static const char SENTENCE[] =
        "The two ministers met in Minsk on Friday and agreed to send 300 troops.";
    enum { COPIES = 60 };
    char bytes[COPIES * (sizeof SENTENCE + 1)];
    size_t n = 0;
    for (int i = 0; i < COPIES; i++) {
        n += put(bytes + n, SENTENCE, sizeof SENTENCE - 1);
        n += put(bytes + n, "\n\n", 2);
    }
    ch_analysis a;
    ch_error err;
    assert_int_equal(analyse(&a, (ch_sv){bytes, n}, &err), CH_OK);
    assert_int_equal(a.sentence_n, COPIES);
    const uint32_t length = a.sentences[0].token_end;
    for (uint32_t t = length; t < a.token_n; t++) {
        const ch_token *first = &a.tokens[t % length], *token = &a.tokens[t];
        assert_int_equal(token->xpos, first->xpos);
        assert_int_equal(token->deprel, first->deprel);
        if (first->head != CH_NONE)
            assert_int_equal(token->head, first->head + t / length * length);
    }
    ch_arena_deinit(&a.arena);
}

/* The model again with one section changed; the loader must name it. */
static void refuse_model(const char *section, size_t cut, size_t flip, ch_arena *arena)
{
    static const char *const NAMES[] = {
        "about",        "language",       "cuts.weight",    "cuts.runs",       "vectors.slots",
        "vectors.rows", "splitter.table", "splitter.scale", "splitter.weight", "parser.table",
        "parser.scale", "parser.weight",  "tags",           "scripts",         "relations"};
    ch__section sections[sizeof NAMES / sizeof *NAMES];
    ch__container model, changed;
    ch__language *out = NULL;
    ch_error err;
    ch_sv bytes;
    assert_int_equal(ch__container_open(model_bytes, "model", &model, &err), CH_OK);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        sections[i] = (ch__section){NAMES[i], ch__container_section(&model, NAMES[i])};
        if (strcmp(NAMES[i], section) != 0) continue;
        ch_sv copy;
        assert_int_equal(ch_arena_copy(arena, sections[i].bytes, &copy, &err), CH_OK);
        if (flip < copy.n) ((char *)(uintptr_t)copy.p)[flip] ^= 0x55;
        copy.n = cut < copy.n ? copy.n - cut : 0;
        sections[i].bytes = copy;
    }
    assert_int_equal(
        ch__container_build(sections, sizeof NAMES / sizeof *NAMES, arena, &bytes, &err), CH_OK);
    assert_int_equal(ch__container_open(bytes, "changed", &changed, &err), CH_OK);
    const ch_status status = ch__language_open(&changed, &out, &err);
    if (status != CH_E_FORMAT && status != CH_E_VERSION)
        fail_msg("section %s was not refused", section);
    assert_null(out);
    assert_true(strlen(err.message) > 10);
}

static void bad_models_are_refused(void **state)
{
    (void)state;
    static const char *const SECTIONS[] = {
        "language",       "cuts.weight",    "cuts.runs",       "vectors.slots", "vectors.rows",
        "splitter.table", "splitter.scale", "splitter.weight", "parser.table",  "parser.scale",
        "parser.weight",  "tags",           "scripts",         "relations"};
    ch_arena arena;
    for (size_t i = 0; i < sizeof SECTIONS / sizeof *SECTIONS; i++) {
        ch_arena_init(&arena, 0);
        refuse_model(SECTIONS[i], 12, SIZE_MAX, &arena);
        refuse_model(SECTIONS[i], SIZE_MAX, SIZE_MAX, &arena);
        ch_arena_deinit(&arena);
    }
    ch_arena_init(&arena, 0);
    for (size_t byte = 0; byte < sizeof(ch__language_header); byte += 3)
        if (byte < offsetof(ch__language_header, vector_scale) ||
            byte >= offsetof(ch__language_header, vector_scale) + 4)
            refuse_model("language", 0, byte, &arena);
    refuse_model("tags", 0, 0, &arena);
    refuse_model("relations", 0, 1, &arena);
    ch_arena_deinit(&arena);
}

static void lemma_scripts_make_and_apply(void **state)
{
    (void)state;
    static const struct {
        const char *form, *lower, *lemma, *script;
    } rows[] = {
        {"The", "the", "the", "L0:"},       {"countries", "countries", "country", "L3:y"},
        {"Minsk", "minsk", "Minsk", "T0:"}, {"MINSK", "minsk", "Minsk", "T0:"},
        {"was", "was", "be", "L3:be"},      {"NATO", "nato", "NATO", "K0:"},
        {"n't", "n't", "not", "L2:ot"},     {"Zürich", "zürich", "Zürich", "T0:"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const ch_sv form = {rows[i].form, strlen(rows[i].form)},
                    lower = {rows[i].lower, strlen(rows[i].lower)};
        const ch_sv lemma = {rows[i].lemma, strlen(rows[i].lemma)};
        char text[64] = {0};
        text[ch__script_make(form, lower, lemma, text)] = 0;
        assert_string_equal(text, rows[i].script);
        ch__script script;
        ch_arena arena;
        ch_error err;
        ch_sv made;
        ch_arena_init(&arena, 0);
        assert_true(ch__script_parse((ch_sv){text, strlen(text)}, &script));
        assert_int_equal(ch__script_apply(&script, form, lower, &arena, &made, &err), CH_OK);
        assert_true(ch__sv_eq(made, lemma));
        const ch_sv single = CH_SV("é"); /* a script that does not fit leaves the word */
        assert_int_equal(ch__script_apply(&script, single, single, &arena, &made, &err), CH_OK);
        assert_true(made.n > 0);
        ch_arena_deinit(&arena);
    }
    ch__script script;
    assert_false(ch__script_parse(CH_SV("X0:"), &script));
    assert_false(ch__script_parse(CH_SV("L"), &script));
    assert_false(ch__script_parse(CH_SV("L999:a"), &script));
}

static void trees_are_linked(void **state)
{
    (void)state;
    ch_token tokens[5] = {{.head = 1}, {.head = CH_NONE}, {.head = 1}, {.head = 4}, {.head = 2}};
    ch__tree_link(tokens, 5);
    assert_int_equal(tokens[1].child, 0);
    assert_int_equal(tokens[0].sibling, 2);
    assert_int_equal(tokens[2].sibling, CH_NONE);
    assert_int_equal(tokens[2].child, 4);
    assert_int_equal(tokens[4].child, 3);
    uint32_t first, last;
    ch__tree_range(tokens, 2, &first, &last);
    assert_int_equal(first, 2);
    assert_int_equal(last, 4);
    assert_true(ch__tree_under(tokens, 3, 2));
    assert_false(ch__tree_under(tokens, 0, 2));
}

static void products_equal_plain_ones(void **state)
{
    (void)state; /* small integers: every order of summing gives the same float */
    enum { ROWS = 16, COLUMNS = 64, INNER = 37 };
    static float a[ROWS * INNER], b[INNER * COLUMNS], c[ROWS * COLUMNS], bias[COLUMNS];
    uint64_t x = 1;
    for (size_t i = 0; i < ROWS * INNER; i++)
        a[i] = (float)((x = x * 6364136223846793005ull + 1) >> 60);
    for (size_t i = 0; i < INNER * COLUMNS; i++)
        b[i] = (float)((x = x * 6364136223846793005ull + 1) >> 60) - 7;
    for (size_t i = 0; i < COLUMNS; i++) bias[i] = (float)i;
    ch__matrix_multiply(ROWS, COLUMNS, INNER, a, INNER, b, COLUMNS, bias, c, COLUMNS);
    for (size_t r = 0; r < ROWS; r++)
        for (size_t k = 0; k < COLUMNS; k++) {
            float sum = bias[k];
            for (size_t i = 0; i < INNER; i++) sum += a[r * INNER + i] * b[i * COLUMNS + k];
            assert_true(c[r * COLUMNS + k] == sum);
        }
}

static void bad_conllu_is_located(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t byte;
    } rows[] = {
        {"1\ta\n", 0},
        {"# x\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n3\tb\tb\tX\tX\t_\t1\tdep\t_\t_\n\n", 27},
        {"1\ta\ta\tX\tX\t_\tx\troot\t_\t_\n\n", 12},
        {"2-1\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ch_arena arena;
        ch_error err;
        ch__conllu out;
        ch_arena_init(&arena, 0);
        assert_int_equal(
            ch__conllu_read((ch_sv){rows[i].text, strlen(rows[i].text)}, "t", &arena, &out, &err),
            CH_E_FORMAT);
        assert_int_equal(err.byte, rows[i].byte);
        ch_arena_deinit(&arena);
    }
}

static void conllu_comes_back(void **state)
{
    (void)state;
    ch_analysis a, b = {0};
    ch_error err;
    assert_int_equal(analyse(&a, CH_SV("They don't know. “Yes,” he said."), &err), CH_OK);
    char all[8192];
    size_t n = 0;
    for (uint32_t s = 0; s < a.sentence_n; s++) {
        ch_sv lines;
        assert_int_equal(ch__conllu_write(&a, s, &a.arena, &lines, &err), CH_OK);
        n += put(all + n, lines.p, lines.n);
    }
    ch__conllu read;
    ch_arena_init(&b.arena, 0);
    assert_int_equal(ch__conllu_read((ch_sv){all, n}, "back", &b.arena, &read, &err), CH_OK);
    assert_int_equal(ch__conllu_tokens(&read, &b, &err), CH_OK);
    assert_int_equal(ch__language_run_tokens(language, &b, &err), CH_OK);
    assert_int_equal(a.token_n, b.token_n);
    for (uint32_t t = 0; t < a.token_n; t++) {
        assert_true(ch__sv_eq(a.tokens[t].form, b.tokens[t].form));
        assert_int_equal(a.tokens[t].head, b.tokens[t].head);
        assert_int_equal(a.tokens[t].multiword_n > 1, b.tokens[t].multiword_n > 1);
    }
    ch_arena_deinit(&a.arena);
    ch_arena_deinit(&b.arena);
}

int main(int argc, char **argv)
{
    ch_error err;
    ch__container container;
    if (argc < 5) return 2;
    model_bytes = read_all(argv[1]);
    segment_table = read_all(argv[2]);
    known_table = read_all(argv[3]);
    parse_table = read_all(argv[4]);
    if (ch__container_open(model_bytes, argv[1], &container, &err) != CH_OK ||
        ch__language_open(&container, &language, &err) != CH_OK) {
        fprintf(stderr, "%s: %s\n", err.source, err.message);
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_cut_as_the_table_says),
        cmocka_unit_test(plain_sentences_are_parsed),
        cmocka_unit_test(hostile_texts_keep_the_promises),
        cmocka_unit_test(random_texts_keep_the_promises),
        cmocka_unit_test(batches_do_not_change_labels),
        cmocka_unit_test(bad_models_are_refused),
        cmocka_unit_test(lemma_scripts_make_and_apply),
        cmocka_unit_test(trees_are_linked),
        cmocka_unit_test(products_equal_plain_ones),
        cmocka_unit_test(bad_conllu_is_located),
        cmocka_unit_test(conllu_comes_back),
    };
    const int result = cmocka_run_group_tests(tests, NULL, NULL);
    ch__language_close(language);
    return result;
}
