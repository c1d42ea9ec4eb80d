/* test_mentions DATA_FOLDER FILE - phrases and sentences with trees written by hand, and what each word
 * must come out as. Independent of the parser. The file's form: tests/names/mentions.txt. */
#include "ch_test.h"

#include "base/text.h"
#include "language/tree.h"
#include "names/names.h"

#include <stdio.h>

enum { CASE_MAX = 256, TOKEN_MAX = 128, LINE_MAX_BYTES = 4096 };

typedef struct block {
    char name[120];
    ch_sv published, words, wanted; /* words: one line a sentence */
} block;

typedef struct fixture {
    char *data, *file;
    ch__knowledge *knowledge;
    block blocks[CASE_MAX];
    struct CMUnitTest tests[CASE_MAX];
    size_t block_n;
} fixture;

static char *read_file(const char *path, size_t *out_n)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    const long n = ftell(file);
    rewind(file);
    char *text = malloc((size_t)n + 1);
    *out_n = text ? fread(text, 1, (size_t)n, file) : 0;
    fclose(file);
    return text;
}

static uint8_t upos_of(ch_sv text)
{
    for (unsigned i = 0; i < CH_UPOS_N; i++)
        if (ch__sv_is(text, ch_upos_text((ch_upos)i))) return (uint8_t)i;
    fail_msg("unknown tag %.*s", CH_SV_ARG(text));
    return 0;
}

static uint8_t xpos_of(ch_sv text)
{
    for (unsigned i = 0; i < CH_XPOS_N; i++)
        if (ch__sv_is(text, ch_xpos_text((ch_xpos)i))) return (uint8_t)i;
    return CH_XPOS_NN;
}

static uint8_t deprel_of(ch_sv text)
{
    for (unsigned i = 0; i < CH_DEPREL_N; i++)
        if (ch__sv_is(text, ch_deprel_text((ch_deprel)i))) return (uint8_t)i;
    fail_msg("unknown relation %.*s", CH_SV_ARG(text));
    return 0;
}

/* "protesters/NOUN.NNS/3/nsubj" */
static void read_word(ch_analysis *a, ch_sv word, char *text, uint32_t *at, uint32_t begin)
{
    ch_sv form, tag, upos, head, deprel;
    uint32_t number = 0;
    assert_true(ch__sv_split(&word, '/', &form) && ch__sv_split(&word, '/', &tag) &&
                ch__sv_split(&word, '/', &head) && ch__sv_split(&word, '/', &deprel));
    ch_token *t = &a->tokens[a->token_n++];
    *t = (ch_token){.sentence = a->sentence_n, .is_space_after = true};
    memcpy(text + *at, form.p, form.n);
    t->form = (ch_sv){text + *at, form.n};
    t->span = (ch_span){*at, *at + (uint32_t)form.n};
    void *lower = NULL;
    assert_int_equal(ch_arena_alloc(&a->arena, form.n, 1, &lower, NULL), CH_OK);
    for (size_t i = 0; i < form.n; i++) ((char *)lower)[i] = ch__to_lower(form.p[i]);
    t->lower = t->lemma = (ch_sv){lower, form.n};
    *at += (uint32_t)form.n;
    text[(*at)++] = ' ';
    assert_true(ch__sv_split(&tag, '.', &upos));
    t->upos = upos_of(upos);
    t->xpos = xpos_of(tag);
    t->deprel = deprel_of(deprel);
    assert_true(ch__sv_to_u32(head, &number));
    t->head = number ? begin + number - 1 : CH_NONE;
}

static void read_sentences(ch_analysis *a, ch_sv lines, char *text)
{
    ch_sv line, word;
    uint32_t at = 0;
    while (ch__sv_split(&lines, '\n', &line)) {
        if (!line.n) continue;
        const uint32_t begin = a->token_n;
        while (ch__sv_split(&line, ' ', &word))
            if (word.n) read_word(a, word, text, &at, begin);
        a->sentences[a->sentence_n++] = (ch_sentence){.span = {a->tokens[begin].span.begin, at - 1},
                                                      .token_begin = begin,
                                                      .token_end = a->token_n};
    }
    a->report.text = (ch_sv){text, at};
    ch__tree_link(a->tokens, a->token_n);
}

static uint32_t find_token(const ch_analysis *a, ch_sv form, uint32_t which)
{
    for (uint32_t t = 0; t < a->token_n; t++)
        if (ch__sv_eq(a->tokens[t].form, form) && which-- == 0) return t;
    fail_msg("no word %.*s", CH_SV_ARG(form));
    return CH_NONE;
}

static void put(char *out, size_t size, ch_sv text)
{
    const size_t n = strlen(out);
    snprintf(out + n, size - n, " | %.*s", text.n ? (int)text.n : 1, text.n ? text.p : "-");
}

/* "IRN | GOV | Masoud Pezeshkian | person.variant | Iranian President Masoud Puzhehan" */
static void describe(const ch_analysis *a, uint32_t token, char *out, size_t size)
{
    const uint32_t m = a->mention_of_token[token];
    snprintf(out, size, "none");
    if (m == CH_NONE) return;
    const ch_mention *mention = &a->mentions[m];
    out[0] = '\0';
    put(out, size, mention->key);
    put(out, size, mention->sector);
    put(out, size, mention->entity);
    put(out, size, (ch_sv){mention->rule, strlen(mention->rule)});
    put(out, size, ch__span_text(a->report.text, mention->span));
    memmove(out, out + 3, strlen(out + 3) + 1);
}

/* "BLR:- IRN:-": participants of the phrase that the token heads. */
static void describe_participants(ch_analysis *a, uint32_t token, char *out, size_t size)
{
    ch_participant *items = NULL;
    uint32_t n = 0, capacity = 0;
    assert_int_equal(ch__names_participants(a, token, &a->arena, &items, &n, &capacity, NULL),
                     CH_OK);
    out[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        const size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%.*s:%.*s", i ? " " : "", CH_SV_ARG(items[i].key),
                 items[i].sector.n ? (int)items[i].sector.n : 1,
                 items[i].sector.n ? items[i].sector.p : "-");
    }
}

/* "Masoud = ..." the mention, "Masoud/2 = ..." of the second such word, "Belarus > ..." participants. */
static void check_line(ch_analysis *a, ch_sv line)
{
    char got[LINE_MAX_BYTES];
    const char *mark = memchr(line.p, '=', line.n), *more = memchr(line.p, '>', line.n);
    const bool is_participants = !mark || (more && more < mark);
    if (is_participants) mark = more;
    if (!mark) fail_msg("no = or > in \"%.*s\"", CH_SV_ARG(line));
    ch_sv word = ch__sv_trim((ch_sv){line.p, (size_t)(mark - line.p)}), form;
    const ch_sv want = ch__sv_trim((ch_sv){mark + 1, (size_t)(line.p + line.n - mark - 1)});
    uint32_t which = 1;
    assert_true(ch__sv_split(&word, '/', &form));
    if (word.p) assert_true(ch__sv_to_u32(word, &which));
    const uint32_t token = find_token(a, form, which - 1);
    if (is_participants)
        describe_participants(a, token, got, sizeof got);
    else
        describe(a, token, got, sizeof got);
    const bool is_same = want.n <= strlen(got) && memcmp(got, want.p, want.n) == 0 &&
                         (!is_participants || want.n == strlen(got));
    if (!is_same) fail_msg("%.*s\n   is: %s", CH_SV_ARG(line), got);
}

static void test_block(void **state)
{
    const block *it = *state;
    static fixture *shared; /* set by the first call with a NULL block name */
    if (!it->name[0]) {
        shared = (fixture *)(uintptr_t)it->words.p;
        return;
    }
    ch_analysis a = {.report.published = it->published};
    ch_token tokens[TOKEN_MAX];
    ch_sentence sentences[16];
    char text[LINE_MAX_BYTES];
    a.tokens = tokens;
    a.sentences = sentences;
    ch_arena_init(&a.arena, 0);
    read_sentences(&a, it->words, text);
    assert_int_equal(ch__names_run(shared->knowledge, &a, NULL), CH_OK);
    ch_sv rest = it->wanted, line;
    while (ch__sv_split(&rest, '\n', &line))
        if (line.n) check_line(&a, line);
    ch_arena_deinit(&a.arena);
}

/* Blocks: "== name", "@ date" (may be missing), sentences, "--", expectations. */
static bool read_blocks(fixture *f, ch_sv text)
{
    ch_sv line;
    block *now = NULL;
    bool is_wanted = false;
    while (ch__sv_split(&text, '\n', &line)) {
        if (ch__sv_starts(line, CH_SV("== "))) {
            if (f->block_n == CASE_MAX) return false;
            now = &f->blocks[f->block_n++];
            snprintf(now->name, sizeof now->name, "%.*s", (int)line.n - 3, line.p + 3);
            is_wanted = false;
        } else if (!now || line.n == 0 || line.p[0] == '#') {
            continue;
        } else if (ch__sv_starts(line, CH_SV("@ "))) {
            now->published = (ch_sv){line.p + 2, line.n - 2};
        } else if (ch__sv_is(line, "--")) {
            is_wanted = true;
        } else {
            ch_sv *part = is_wanted ? &now->wanted : &now->words;
            if (!part->n) part->p = line.p;
            part->n = (size_t)(line.p + line.n - part->p);
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    static fixture f;
    char path[1024];
    size_t data_n = 0, file_n = 0;
    ch__container container;
    ch_error err = {0};
    if (argc < 3) return 2;
    snprintf(path, sizeof path, "%s/chancery.dat", argv[1]);
    f.data = read_file(path, &data_n);
    f.file = read_file(argv[2], &file_n);
    if (!f.data || !f.file ||
        ch__container_open((ch_sv){f.data, data_n}, path, &container, &err) != CH_OK ||
        ch__knowledge_open(&container, &f.knowledge, &err) != CH_OK ||
        !read_blocks(&f, (ch_sv){f.file, file_n}) || f.block_n == 0) {
        fprintf(stderr, "test_mentions: cannot read %s or %s: %s\n", path, argv[2], err.message);
        return 1;
    }
    block first = {.words = {(const char *)&f, 1}};
    void *state = &first;
    test_block(&state);
    for (size_t i = 0; i < f.block_n; i++)
        f.tests[i] = (struct CMUnitTest){f.blocks[i].name, test_block, NULL, NULL, &f.blocks[i]};
    const int failed = _cmocka_run_group_tests("mentions", f.tests, f.block_n, NULL, NULL);
    ch__knowledge_close(f.knowledge);
    free(f.data);
    free(f.file);
    return failed;
}
