/* print_mentions DATA_FOLDER [FILE] - the mentions of each line of JSON-free input, for measuring.
 *
 * Input (FILE or standard input), several reports one after another:
 *   #report<TAB>ID<TAB>PUBLISHED<TAB>BYTES<NEWLINE> then BYTES bytes of text and a newline.
 * print_mentions DATA_FOLDER --conllu FILE [PUBLISHED]: one report in CoNLL-U, trees as given.
 * Output: #report<TAB>ID, then a line a mention:
 *   begin end head_begin head_end kind flags key sector entity office stands_for rule note text country */
#include "base/text.h"
#include "chancery/analysis.h"
#include "language/tree.h"
#include "names/names.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const kinds[] = {"state",      "person",     "body",  "organisation", "group",
                                    "population", "collective", "place", "reference"};

static void print_text(ch_sv text)
{
    for (size_t i = 0; i < text.n; i++)
        putchar(text.p[i] == '\t' || text.p[i] == '\n' ? ' ' : text.p[i]);
}

static void print_field(ch_sv text)
{
    print_text(text);
    putchar('\t');
}

static void print_mention(const ch_analysis *a, const ch_mention *m)
{
    const ch_span head = a->tokens[m->head].span;
    printf("%u\t%u\t%u\t%u\t%s\t%s%s%s%s.\t", m->span.begin, m->span.end, head.begin, head.end,
           kinds[m->kind], m->is_modifier ? "m" : "", m->is_place ? "p" : "",
           m->is_variant ? "v" : "", m->is_unnamed ? "u" : "");
    print_field(m->key);
    print_field(m->sector);
    print_field(m->entity);
    print_field(m->office);
    for (uint32_t i = 0; i < m->stands_for_n; i++) {
        if (i) putchar(',');
        print_text(a->mentions[m->stands_for[i]].key);
        putchar(':');
        print_text(a->mentions[m->stands_for[i]].sector);
    }
    printf("\t%s\t", m->rule);
    print_field(m->note);
    print_field(ch__span_text(a->report.text, m->span));
    print_text(m->place_country);
    putchar('\n');
}

static void print_report(const ch_analysis *a)
{
    printf("#report\t%.*s\n", CH_SV_ARG(a->report.id));
    for (uint32_t i = 0; i < a->mention_n; i++) print_mention(a, &a->mentions[i]);
}

static char *read_all(FILE *file, size_t *out_n)
{
    size_t n = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    while (text) {
        n += fread(text + n, 1, capacity - n, file);
        if (n < capacity) break;
        capacity *= 2;
        text = realloc(text, capacity);
    }
    *out_n = n;
    return text;
}

static int run_text(const char *folder, ch_sv input, ch_error *err)
{
    ch_engine *engine;
    if (ch_engine_open(folder, &engine, err) != CH_OK) return 5;
    int result = 0;
    while (input.n) {
        ch_sv line, mark, id, published, size;
        uint32_t bytes;
        if (!ch__sv_split(&input, '\n', &line) || !ch__sv_split(&line, '\t', &mark) ||
            !ch__sv_split(&line, '\t', &id) || !ch__sv_split(&line, '\t', &published) ||
            !ch__sv_split(&line, '\t', &size) || !ch__sv_to_u32(size, &bytes) || bytes > input.n)
            break;
        const ch_report report = {
            .id = id, .published = published, .language = CH_SV("en"), .text = {input.p, bytes}};
        ch_analysis *a;
        if (ch_analyse(engine, &report, NULL, &a, err) != CH_OK) {
            result = 3;
            break;
        }
        print_report(a);
        ch_analysis_free(a);
        input = (ch_sv){input.p + bytes, input.n - bytes};
        if (input.n) input = (ch_sv){input.p + 1, input.n - 1};
    }
    ch_engine_close(engine);
    return result;
}

/* ---- CoNLL-U: trees as they are. "# newdoc id = X" begins a report, "# published = DAY" and
 * "# bytes = N" describe it; TokenRange=BEGIN:END in MISC places a word, else words are joined by
 * blanks unless SpaceAfter=No. ---- */

typedef struct conllu {
    ch_analysis *a;
    char *text;
    uint32_t text_n, token_capacity, sentence_capacity, begin;
} conllu;

static uint8_t label_of(ch_sv text, const char *(*name)(unsigned), unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (ch__sv_is(text, name(i))) return (uint8_t)i;
    return 0;
}

static const char *upos_name(unsigned i) { return ch_upos_text((ch_upos)i); }
static const char *xpos_name(unsigned i) { return ch_xpos_text((ch_xpos)i); }
static const char *deprel_name(unsigned i) { return ch_deprel_text((ch_deprel)i); }

static uint8_t deprel_of(ch_sv text)
{
    const uint8_t whole = label_of(text, deprel_name, CH_DEPREL_N);
    ch_sv rest = text, first;
    if (whole || ch__sv_is(text, "root")) return whole;
    return ch__sv_split(&rest, ':', &first) ? label_of(first, deprel_name, CH_DEPREL_N) : whole;
}

static ch_status lower_copy(ch_arena *arena, ch_sv form, ch_sv *out, ch_error *err)
{
    CH_TRY(ch_arena_copy(arena, form, out, err));
    char *p = (char *)(uintptr_t)out->p;
    for (size_t i = 0; i < out->n; i++) p[i] = ch__to_lower(p[i]);
    return CH_OK;
}

static bool find_range(ch_sv misc, ch_span *out)
{
    ch_sv part, key, begin;
    while (ch__sv_split(&misc, '|', &part))
        if (ch__sv_starts(part, CH_SV("TokenRange=")) && ch__sv_split(&part, '=', &key) &&
            ch__sv_split(&part, ':', &begin))
            return ch__sv_to_u32(begin, &out->begin) && ch__sv_to_u32(part, &out->end);
    return false;
}

static ch_status read_token(conllu *c, ch_sv line, ch_error *err)
{
    ch_sv column[10] = {{0}}, rest = line;
    for (int i = 0; i < 10; i++)
        if (!ch__sv_split(&rest, '\t', &column[i])) return CH_OK;
    uint32_t id, head = 0;
    if (!ch__sv_to_u32(column[0], &id)) return CH_OK; /* 1-2, 3.1 */
    ch_analysis *a = c->a;
    CH_TRY(CH__PUSH(&a->arena, &a->tokens, &a->token_n, &c->token_capacity, err));
    ch_token *t = &a->tokens[a->token_n - 1];
    ch_span range = {0, 0};
    if (find_range(column[9], &range) && range.begin >= c->text_n) c->text_n = range.begin;
    memcpy(c->text + c->text_n, column[1].p, column[1].n);
    *t = (ch_token){.span = {c->text_n, c->text_n + (uint32_t)column[1].n},
                    .sentence = a->sentence_n};
    c->text_n += (uint32_t)column[1].n;
    t->form = (ch_sv){c->text + t->span.begin, column[1].n};
    CH_TRY(lower_copy(&a->arena, t->form, &t->lower, err));
    t->lemma = column[2];
    t->feats = column[5];
    t->upos = label_of(column[3], upos_name, CH_UPOS_N);
    t->xpos = label_of(column[4], xpos_name, CH_XPOS_N);
    t->deprel = deprel_of(column[7]);
    (void)ch__sv_to_u32(column[6], &head);
    t->head = head ? c->begin + head - 1 : CH_NONE;
    t->is_space_after = !strstr(column[9].p, "SpaceAfter=No") ||
                        strstr(column[9].p, "SpaceAfter=No") > column[9].p + column[9].n;
    if (t->is_space_after) c->text[c->text_n++] = ' ';
    return CH_OK;
}

static ch_status end_sentence(conllu *c, ch_error *err)
{
    ch_analysis *a = c->a;
    if (a->token_n == c->begin) return CH_OK;
    CH_TRY(CH__PUSH(&a->arena, &a->sentences, &a->sentence_n, &c->sentence_capacity, err));
    a->sentences[a->sentence_n - 1] =
        (ch_sentence){.span = {a->tokens[c->begin].span.begin, a->tokens[a->token_n - 1].span.end},
                      .token_begin = c->begin,
                      .token_end = a->token_n};
    c->begin = a->token_n;
    return CH_OK;
}

/* Reads lines up to the next "# newdoc". */
static ch_status read_conllu(ch_sv *input, ch_analysis *a, char *text, ch_error *err)
{
    conllu c = {.a = a, .text = text};
    ch_sv line, value;
    while (input->p) {
        const ch_sv before = *input;
        if (!ch__sv_split(input, '\n', &line)) break;
        if (ch__sv_starts(line, CH_SV("# newdoc")) && a->sentence_n) {
            *input = before;
            break;
        }
        value = line;
        ch_sv key;
        if (line.n && line.p[0] == '#' && ch__sv_split(&value, '=', &key)) {
            if (ch__sv_starts(key, CH_SV("# newdoc"))) a->report.id = ch__sv_trim(value);
            if (ch__sv_starts(key, CH_SV("# published"))) a->report.published = ch__sv_trim(value);
        } else if (line.n == 0) {
            CH_TRY(end_sentence(&c, err));
        } else if (line.p[0] != '#') {
            CH_TRY(read_token(&c, line, err));
        }
    }
    CH_TRY(end_sentence(&c, err));
    ch__tree_link(a->tokens, a->token_n);
    a->report.text = (ch_sv){text, c.text_n};
    return CH_OK;
}

static ch_status run_document(const ch__knowledge *knowledge, ch_sv *input, const char *published,
                              char *text, ch_error *err)
{
    ch_analysis a = {.report.published = {published, strlen(published)}};
    ch_arena_init(&a.arena, 0);
    ch_status status = read_conllu(input, &a, text, err);
    if (status == CH_OK) status = ch__names_run(knowledge, &a, err);
    if (status == CH_OK) print_report(&a);
    ch_arena_deinit(&a.arena);
    return status;
}

static int run_conllu(const char *folder, ch_sv input, const char *published, ch_error *err)
{
    char path[1024];
    size_t n = 0;
    snprintf(path, sizeof path, "%s/chancery.dat", folder);
    FILE *file = fopen(path, "rb");
    char *bytes = file ? read_all(file, &n) : NULL, *text = calloc(input.n + 1, 1);
    if (file) fclose(file);
    ch__container container;
    ch__knowledge *knowledge = NULL;
    ch_status status = bytes && text ? CH_OK : CH_E_IO;
    if (status == CH_OK) status = ch__container_open((ch_sv){bytes, n}, path, &container, err);
    if (status == CH_OK) status = ch__knowledge_open(&container, &knowledge, err);
    while (status == CH_OK && input.n)
        status = run_document(knowledge, &input, published, text, err);
    if (knowledge) ch__knowledge_close(knowledge);
    free(text);
    free(bytes);
    return status == CH_OK ? 0 : 3;
}

int main(int argc, char **argv)
{
    ch_error err = {0};
    size_t n = 0;
    if (argc < 2) return 2;
    const bool is_conllu = argc > 3 && strcmp(argv[2], "--conllu") == 0;
    const char *name = is_conllu ? argv[3] : argc > 2 ? argv[2] : NULL;
    FILE *file = name ? fopen(name, "rb") : stdin;
    char *text = file ? read_all(file, &n) : NULL;
    const ch_sv input = {text, n};
    const int result = !text       ? 5
                       : is_conllu ? run_conllu(argv[1], input, argc > 4 ? argv[4] : "", &err)
                                   : run_text(argv[1], input, &err);
    if (result) fprintf(stderr, "print_mentions: %s: %s\n", err.source, err.message);
    free(text);
    if (file && file != stdin) fclose(file);
    return result;
}
