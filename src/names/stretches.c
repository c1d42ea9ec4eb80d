/* Words that the knowledge base has a name for: longest match from left to right, no overlaps. */
#include "names/mentions.h"

#include "base/text.h"

enum { LARGE_PLACE = 500000 }; /* known to every reader, also as the first word: "Sydney" */
enum { READING_MAX = 64 };     /* readings looked at for one name; "Kim" has hundreds */

bool ch__is_capital(ch_sv form)
{
    if (!form.n) return false;
    size_t length;
    return ch__is_upper(form.p[0]) || ((unsigned char)form.p[0] >= 0x80 &&
                                       ch__is_upper_code_point(ch__utf8_decode(form, 0, &length)));
}

uint32_t ch__top_token(const ch_token *tokens, uint32_t begin, uint32_t end)
{
    uint32_t top = begin;
    for (uint32_t t = begin; t < end; t++) {
        const uint32_t head = tokens[t].head;
        if (head != CH_NONE && head >= begin && head < end) continue;
        if (tokens[t].upos == CH_UPOS_PUNCT || tokens[t].deprel == CH_DEPREL_CASE) continue;
        return t;
    }
    return top;
}

static bool is_first_word(const ch_analysis *a, uint32_t token)
{
    return a->sentences[a->tokens[token].sentence].token_begin == token;
}

/* A word that is a verb, preposition or the like here is no role and no everyday name. */
static bool may_name(const ch_token *t)
{
    return t->upos == CH_UPOS_NOUN || t->upos == CH_UPOS_PROPN || t->upos == CH_UPOS_ADJ ||
           t->upos == CH_UPOS_X || t->upos == CH_UPOS_NUM;
}

/* "ISA" is not the town of Isa, nor anybody's surname. */
static bool is_acronym(ch_sv form)
{
    for (size_t i = 0; i < form.n; i++)
        if (!ch__is_upper(form.p[i])) return false;
    return form.n > 1 && form.n < 7;
}

static bool is_mixed_name(const ch__reading *r)
{
    if (r->kind != CH__ENTRY_PLACE && r->kind != CH__ENTRY_PERSON && r->kind != CH__ENTRY_NAME_PART)
        return false;
    for (size_t i = 0; i < r->name.n; i++)
        if (ch__is_lower(r->name.p[i])) return true;
    return false;
}

/* "Obama said": a small town that shares a name with somebody known does nothing; the person does. */
static bool is_doer(const ch_token *t) { return t->deprel == CH_DEPREL_NSUBJ; }

static uint32_t allowed_kinds(const ch__bench *b, uint32_t at, const ch__match *match)
{
    bool is_small_place = true;
    uint32_t kinds = 0;
    const ch_token *first = &b->a->tokens[at];
    const bool is_one = match->token_end == at + 1;
    for (uint32_t i = match->reading_begin; i < match->reading_end; i++) {
        ch__reading r;
        if (i - match->reading_begin >= READING_MAX) break;
        if (!ch__knowledge_reading(b->knowledge, match, i, &r)) continue;
        const bool is_word = r.kind == CH__ENTRY_ROLE || r.kind == CH__ENTRY_TITLE;
        if (is_one && is_word && !may_name(first)) continue;
        if (is_one && (r.flags & CH__READING_COMMON) && !is_word &&
            (first->upos != CH_UPOS_PROPN ||
             (is_first_word(b->a, at) && r.kind != CH__ENTRY_STATE && r.population < LARGE_PLACE)))
            continue;
        if (is_one && is_acronym(first->form) && is_mixed_name(&r)) continue;
        if (is_one && first->upos == CH_UPOS_VERB && is_first_word(b->a, at)) continue;
        kinds |= 1u << r.kind;
        is_small_place =
            is_small_place && (r.kind != CH__ENTRY_PLACE || r.population < LARGE_PLACE);
    }
    if (is_one && (kinds >> CH__ENTRY_PERSON & 1) && is_small_place && is_doer(first))
        kinds &= ~(1u << CH__ENTRY_PLACE);
    return kinds;
}

static ch_status add_stretch(ch__bench *b, uint32_t at, const ch__match *match, uint32_t kinds)
{
    CH_TRY(CH__PUSH(b->arena, &b->stretches, &b->stretch_n, &b->stretch_capacity, b->err));
    const uint32_t end = match->token_end;
    b->stretches[b->stretch_n - 1] = (ch__stretch){.match = *match,
                                                   .begin = at,
                                                   .end = end,
                                                   .head = ch__top_token(b->a->tokens, at, end),
                                                   .kinds = kinds};
    for (uint32_t t = at; t < end; t++) b->stretch_of[t] = b->stretch_n - 1;
    return CH_OK;
}

enum {
    WORD_KINDS = 1u << CH__ENTRY_ROLE | 1u << CH__ENTRY_TITLE,
    OWNER_KINDS = 1u << CH__ENTRY_STATE | 1u << CH__ENTRY_ORGANISATION |
                  1u << CH__ENTRY_COLLECTIVE | 1u << CH__ENTRY_GROUP | 1u << CH__ENTRY_BODY,
};

/* "US official", "President of the European Parliament": a role of the tables, but a word of it says
 * whose it is, and that word must stay a name of its own. */
static bool hides_owner(const ch__bench *b, uint32_t at, const ch__match *match, uint32_t kinds)
{
    ch__match inner[CH__MATCH_MAX];
    if ((kinds & ~(uint32_t)WORD_KINDS) != 0) return false;
    for (uint32_t t = at; t < match->token_end && match->token_end > at + 1; t++) {
        if (!ch__is_capital(b->a->tokens[t].form)) continue;
        const uint32_t n =
            ch__knowledge_match(b->knowledge, b->a->tokens, match->token_end, t, inner);
        for (uint32_t i = 0; i < n; i++)
            if (allowed_kinds(b, t, &inner[i]) & OWNER_KINDS) return true;
    }
    return false;
}

static ch_status find_in(ch__bench *b, const ch_sentence *sentence)
{
    ch__match matches[CH__MATCH_MAX];
    for (uint32_t t = sentence->token_begin; t < sentence->token_end;) {
        uint32_t next = t + 1;
        const uint32_t n =
            b->a->tokens[t].upos == CH_UPOS_PUNCT || b->a->tokens[t].upos == CH_UPOS_PRON
                ? 0
                : ch__knowledge_match(b->knowledge, b->a->tokens, sentence->token_end, t, matches);
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t kinds = allowed_kinds(b, t, &matches[i]);
            if (!kinds || hides_owner(b, t, &matches[i], kinds)) continue;
            CH_TRY(add_stretch(b, t, &matches[i], kinds));
            next = matches[i].token_end;
            break;
        }
        t = next;
    }
    return CH_OK;
}

ch_status ch__stretches_find(ch__bench *b)
{
    for (uint32_t t = 0; t < b->a->token_n; t++) b->stretch_of[t] = CH_NONE;
    for (uint32_t s = 0; s < b->a->sentence_n; s++) CH_TRY(find_in(b, &b->a->sentences[s]));
    return CH_OK;
}

/* Is the name in use on the day of the report? Unknown days count as yes. */
static bool is_in_use(const ch__bench *b, const ch__reading *r)
{
    return !b->has_day || (r->from_day <= b->day && b->day < r->to_day);
}

bool ch__stretch_reading(const ch__bench *b, uint32_t stretch, ch__entry_kind kind,
                         ch__reading *out)
{
    const ch__match *match = &b->stretches[stretch].match;
    bool is_found = false;
    for (uint32_t i = match->reading_begin; i < match->reading_end; i++) {
        ch__reading r;
        if (i - match->reading_begin >= READING_MAX) break;
        if (!ch__knowledge_reading(b->knowledge, match, i, &r) || r.kind != kind) continue;
        if (is_found && !is_in_use(b, &r)) continue;
        const bool is_better = !is_found || !is_in_use(b, out);
        if (is_better) *out = r;
        is_found = true;
        if (is_in_use(b, out)) break;
    }
    return is_found;
}
