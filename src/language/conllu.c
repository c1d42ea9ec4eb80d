#include "language/conllu.h"

#include "base/text.h"
#include "language/word.h"

#include <stdio.h>

typedef struct reader {
    const char *name;
    ch_sv text;
    ch_arena *arena;
    ch__conllu *out;
    uint32_t word_capacity, sentence_capacity;
    bool is_open, is_new_paragraph;
    ch_sv document;
    ch_sv surface; /* of the multiword token being read */
    uint32_t range_first, range_last;
    bool range_space;
} reader;

static ch_status bad(const reader *r, const char *at, const char *what, ch_error *err)
{
    return ch_fail(err, CH_E_FORMAT, r->name, (uint64_t)(at - r->text.p), "%s", what);
}

static bool is_no_space(ch_sv misc)
{
    ch_sv part;
    while (ch__sv_split(&misc, '|', &part))
        if (ch__sv_is(part, "SpaceAfter=No")) return true;
    return false;
}

static void read_comment(reader *r, ch_sv line)
{
    if (ch__sv_starts(line, CH_SV("# newpar"))) r->is_new_paragraph = true;
    if (!ch__sv_starts(line, CH_SV("# newdoc"))) return;
    r->is_new_paragraph = true;
    const ch_sv prefix = CH_SV("# newdoc id = ");
    if (ch__sv_starts(line, prefix)) r->document = (ch_sv){line.p + prefix.n, line.n - prefix.n};
}

static ch_status open_sentence(reader *r, ch_error *err)
{
    if (r->is_open) return CH_OK;
    CH_TRY(CH__PUSH(r->arena, &r->out->sentences, &r->out->sentence_n, &r->sentence_capacity, err));
    r->out->sentences[r->out->sentence_n - 1] =
        (ch__conllu_sentence){.word_begin = r->out->word_n,
                              .word_end = r->out->word_n,
                              .is_new_paragraph = r->is_new_paragraph,
                              .document = r->document};
    r->is_open = true;
    r->is_new_paragraph = false;
    r->range_first = r->range_last = 0;
    return CH_OK;
}

static ch_status read_range(reader *r, const ch_sv column[10], ch_error *err)
{
    ch_sv rest = column[0], first, last;
    const uint32_t previous = r->range_last;
    ch__sv_split(&rest, '-', &first);
    ch__sv_split(&rest, '-', &last);
    if (!ch__sv_to_u32(first, &r->range_first) || !ch__sv_to_u32(last, &r->range_last) ||
        r->range_last <= r->range_first || r->range_first <= previous)
        return bad(r, column[0].p, "bad range of words, expected such as 3-4", err);
    r->surface = column[1];
    r->range_space = !is_no_space(column[9]);
    return CH_OK;
}

static ch_status read_word(reader *r, const ch_sv column[10], ch_error *err)
{
    ch__conllu_sentence *sentence = &r->out->sentences[r->out->sentence_n - 1];
    uint32_t id, head = 0;
    if (!ch__sv_to_u32(column[0], &id) || id != sentence->word_end - sentence->word_begin + 1)
        return bad(r, column[0].p, "word number out of order", err);
    if (!ch__sv_is(column[6], "_") && !ch__sv_to_u32(column[6], &head))
        return bad(r, column[6].p, "bad head, expected a number", err);
    CH_TRY(CH__PUSH(r->arena, &r->out->words, &r->out->word_n, &r->word_capacity, err));
    ch__conllu_word *word = &r->out->words[r->out->word_n - 1];
    *word = (ch__conllu_word){.form = column[1],
                              .lemma = column[2],
                              .upos = column[3],
                              .xpos = column[4],
                              .feats = column[5],
                              .head = head,
                              .deprel = column[7],
                              .is_space_after = !is_no_space(column[9])};
    if (id == r->range_first) {
        word->multiword_n = r->range_last - r->range_first + 1;
        word->surface = r->surface;
    }
    if (r->range_first && id >= r->range_first && id <= r->range_last)
        word->is_space_after = id == r->range_last && r->range_space;
    sentence->word_end++;
    return CH_OK;
}

static ch_status close_sentence(reader *r, const char *at, ch_error *err)
{
    if (!r->is_open) return CH_OK;
    r->is_open = false;
    const ch__conllu_sentence *sentence = &r->out->sentences[r->out->sentence_n - 1];
    const uint32_t n = sentence->word_end - sentence->word_begin;
    if (r->range_last > n) return bad(r, at, "range of words passes the end of the sentence", err);
    for (uint32_t i = sentence->word_begin; i < sentence->word_end; i++)
        if (r->out->words[i].head > n) return bad(r, at, "head outside the sentence", err);
    return CH_OK;
}

static ch_status read_line(reader *r, ch_sv line, ch_error *err)
{
    if (line.n == 0) return close_sentence(r, line.p, err);
    if (line.p[0] == '#') return read_comment(r, line), CH_OK;
    ch_sv column[10], rest = line, part;
    uint32_t n = 0;
    while (ch__sv_split(&rest, '\t', &part)) {
        if (n < 10) column[n] = part;
        n++;
    }
    if (n != 10) return bad(r, line.p, "line without ten columns", err);
    CH_TRY(open_sentence(r, err));
    if (memchr(column[0].p, '.', column[0].n)) return CH_OK; /* empty node of the enhanced graph */
    return memchr(column[0].p, '-', column[0].n) ? read_range(r, column, err)
                                                 : read_word(r, column, err);
}

ch_status ch__conllu_read(ch_sv text, const char *name, ch_arena *arena, ch__conllu *out,
                          ch_error *err)
{
    ch__conllu result = {0};
    reader r = {.name = name, .text = text, .arena = arena, .out = &result};
    ch_sv rest = text, line;
    while (rest.n && ch__sv_split(&rest, '\n', &line)) {
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        CH_TRY(read_line(&r, line, err));
    }
    CH_TRY(close_sentence(&r, text.p + text.n, err));
    *out = result;
    return CH_OK;
}

static ch_status append_word(const ch__conllu_word *word, ch_analysis *a, char *text, size_t *at,
                             ch_error *err)
{
    ch_token *token = &a->tokens[a->token_n++];
    memcpy(text + *at, word->form.p, word->form.n);
    token->form = (ch_sv){text + *at, word->form.n};
    token->span = (ch_span){(uint32_t)*at, (uint32_t)(*at + word->form.n)};
    *at += word->form.n;
    token->is_space_after = word->is_space_after;
    token->multiword_n = (uint8_t)word->multiword_n;
    token->lower = token->form;
    if (word->is_space_after) text[(*at)++] = ' ';
    if (!ch__lower_differs(token->form)) return CH_OK;
    void *memory;
    CH_TRY(ch_arena_alloc(&a->arena, token->form.n * 3 / 2 + 4, 1, &memory, err));
    token->lower = (ch_sv){memory, ch__lower_write(token->form, memory)};
    return CH_OK;
}

ch_status ch__conllu_tokens(const ch__conllu *from, ch_analysis *a, ch_error *err)
{
    size_t size = 0, at = 0;
    for (uint32_t i = 0; i < from->word_n; i++) size += from->words[i].form.n + 1;
    if (size >= UINT32_MAX)
        return ch_fail(err, CH_E_LIMIT, "conllu", CH_NOWHERE, "over 4 GiB of words");
    void *memory;
    CH_TRY(ch_arena_alloc(&a->arena, size, 1, &memory, err));
    char *text = memory;
    CH_TRY(ch_arena_alloc(&a->arena, from->word_n, sizeof *a->tokens, &memory, err));
    a->tokens = memory;
    CH_TRY(ch_arena_alloc(&a->arena, from->sentence_n, sizeof *a->sentences, &memory, err));
    a->sentences = memory;
    uint32_t paragraph = 0;
    for (uint32_t s = 0; s < from->sentence_n; s++) {
        const ch__conllu_sentence *sentence = &from->sentences[s];
        if (sentence->word_begin == sentence->word_end) continue;
        paragraph += s > 0 && sentence->is_new_paragraph;
        for (uint32_t i = sentence->word_begin; i < sentence->word_end; i++)
            CH_TRY(append_word(&from->words[i], a, text, &at, err));
        a->sentences[a->sentence_n++] =
            (ch_sentence){.span = {a->tokens[sentence->word_begin].span.begin,
                                   a->tokens[a->token_n - 1].span.end},
                          .token_begin = sentence->word_begin,
                          .token_end = sentence->word_end,
                          .paragraph = paragraph};
    }
    a->report.text = (ch_sv){text, at};
    return CH_OK;
}

static size_t line_bytes(const ch_token *token)
{
    return 2 * token->form.n + token->lemma.n + token->feats.n + 160;
}

/* Tabs and line ends cannot stand in a column; words never hold them, but stay safe. */
static size_t put(char *to, ch_sv text)
{
    for (size_t i = 0; i < text.n; i++) to[i] = ch__is_space(text.p[i]) ? '_' : text.p[i];
    return text.n;
}

static size_t write_token(const ch_analysis *a, const ch_sentence *sentence, uint32_t i, char *to)
{
    const ch_token *token = &a->tokens[i];
    const uint32_t id = i - sentence->token_begin + 1;
    size_t n = 0;
    n += (size_t)sprintf(to + n, "%u\t", id);
    n += put(to + n, token->form);
    to[n++] = '\t';
    n += put(to + n, token->lemma.n ? token->lemma : CH_SV("_"));
    n += (size_t)sprintf(to + n, "\t%s\t%s\t", ch_upos_text((ch_upos)token->upos),
                         ch_xpos_text((ch_xpos)token->xpos));
    n += put(to + n, token->feats.n ? token->feats : CH_SV("_"));
    n += (size_t)sprintf(to + n, "\t%u\t%s\t_\t%s\n",
                         token->head == CH_NONE ? 0 : token->head - sentence->token_begin + 1,
                         ch_deprel_text((ch_deprel)token->deprel),
                         token->is_space_after ? "_" : "SpaceAfter=No");
    return n;
}

static size_t write_range(const ch_analysis *a, const ch_sentence *sentence, uint32_t i, char *to)
{
    const ch_token *first = &a->tokens[i];
    const uint32_t id = i - sentence->token_begin + 1, last = i + first->multiword_n - 1u;
    if (first->multiword_n < 2 || last >= sentence->token_end) return 0;
    const ch_token *end = &a->tokens[last];
    size_t n = (size_t)sprintf(to, "%u-%u\t", id, id + first->multiword_n - 1u);
    for (uint32_t k = i; k <= last; k++) n += put(to + n, a->tokens[k].form);
    n += (size_t)sprintf(to + n, "\t_\t_\t_\t_\t_\t_\t_\t%s\n",
                         end->is_space_after ? "_" : "SpaceAfter=No");
    return n;
}

ch_status ch__conllu_write(const ch_analysis *a, uint32_t s, ch_arena *arena, ch_sv *out,
                           ch_error *err)
{
    const ch_sentence *sentence = &a->sentences[s];
    size_t size = 2 * (sentence->span.end - sentence->span.begin) + 64;
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++)
        size += 2 * line_bytes(&a->tokens[i]);
    void *memory;
    CH_TRY(ch_arena_alloc(arena, size, 1, &memory, err));
    char *to = memory;
    size_t n = 0;
    if (s == 0 || sentence[-1].paragraph != sentence->paragraph)
        n += (size_t)sprintf(to, "# newpar\n");
    n += (size_t)sprintf(to + n, "# sent_id = %u\n# text = ", s + 1);
    for (size_t i = sentence->span.begin; i < sentence->span.end; i++) {
        const char c = a->report.text.p[i];
        to[n++] = ch__is_space(c) ? ' ' : c;
    }
    to[n++] = '\n';
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++) {
        n += write_range(a, sentence, i, to + n);
        n += write_token(a, sentence, i, to + n);
    }
    to[n++] = '\n';
    *out = (ch_sv){to, n};
    return CH_OK;
}
