/* From a phrase to the participants it stands for: conjuncts and groups one by one. */
#include "names/names.h"

#include "base/text.h"
#include "language/tree.h"
#include "names/mentions.h"

enum { CONJUNCT_MAX = 64, DATELINE_WORDS = 14, SUBJECT_WORDS = 24 };

typedef struct list {
    const ch_analysis *a;
    ch_arena *arena;
    ch_participant **items;
    uint32_t *n, *capacity, begin;
    ch_error *err;
} list;

static ch_status append(list *l, ch_participant participant)
{
    for (uint32_t i = l->begin; i < *l->n; i++) {
        const ch_participant *known = &(*l->items)[i];
        if (ch__sv_eq(known->key, participant.key) &&
            ch__sv_eq(known->sector, participant.sector) &&
            ch__sv_eq(known->entity, participant.entity))
            return CH_OK;
    }
    CH_TRY(CH__PUSH(l->arena, l->items, l->n, l->capacity, l->err));
    (*l->items)[*l->n - 1] = participant;
    return CH_OK;
}

static ch_participant participant_of(const ch_analysis *a, uint32_t mention)
{
    const ch_mention *m = &a->mentions[mention];
    return (ch_participant){.span = m->span,
                            .mention = mention,
                            .key = m->key,
                            .sector = m->sector,
                            .entity = m->entity,
                            .office = m->office,
                            .is_variant = m->is_variant,
                            .is_unnamed = m->is_unnamed};
}

static ch_status add_mention(list *l, uint32_t mention)
{
    const ch_mention *m = &l->a->mentions[mention];
    if (m->stands_for_n < 2) {
        if (!m->key.n) return CH_OK;
        return append(l, participant_of(l->a, mention));
    }
    for (uint32_t i = 0; i < m->stands_for_n; i++) {
        ch_participant p = participant_of(l->a, m->stands_for[i]);
        p.span = m->span;                                          /* the words as they stand */
        if (m->kind != CH_MENTION_REFERENCE) p.sector = m->sector; /* "U.S. and Egyptian troops" */
        CH_TRY(append(l, p));
    }
    return CH_OK;
}

/* A name or nationality, not a description that was itself guessed. */
static bool is_owner(const ch_mention *m)
{
    return m->is_modifier && m->key.n && m->stands_for_n < 2 &&
           (m->kind == CH_MENTION_STATE || m->kind == CH_MENTION_ORGANISATION ||
            m->kind == CH_MENTION_GROUP || m->kind == CH_MENTION_PERSON ||
            m->kind == CH_MENTION_BODY || m->kind == CH_MENTION_REFERENCE) &&
           strncmp(m->rule, "discourse", 9) != 0 && strcmp(m->rule, "coref.description") != 0;
}

static ch_status add_owner_at(list *l, uint32_t head, uint32_t token)
{
    const uint32_t mention = l->a->mention_of_token[token];
    const ch_span span = l->a->tokens[head].span;
    if (mention == CH_NONE || !is_owner(&l->a->mentions[mention])) return CH_OK;
    ch_participant p = participant_of(l->a, mention);
    p.entity = p.office = (ch_sv){NULL, 0};
    p.is_variant = false;
    if (span.begin < p.span.begin) p.span.begin = span.begin;
    if (span.end > p.span.end) p.span.end = span.end;
    return append(l, p);
}

/* "Iranian targets", "a United States-Iraqi crackdown": a noun that is nobody's role still belongs to
 * its modifiers; a possessor counts alone. */
static ch_status add_owner(list *l, uint32_t head)
{
    const ch_token *tokens = l->a->tokens;
    const uint32_t possessor = ch__tree_child(tokens, head, CH_DEPREL_NMOD_POSS);
    if (possessor != CH_NONE) return add_owner_at(l, head, possessor);
    CH__EACH_CHILD(tokens, head, c)
    {
        if (c > head ||
            (tokens[c].deprel != CH_DEPREL_AMOD && tokens[c].deprel != CH_DEPREL_COMPOUND))
            continue;
        CH__EACH_CHILD(tokens, c, d)
        if (tokens[d].deprel == CH_DEPREL_COMPOUND || tokens[d].deprel == CH_DEPREL_FLAT ||
            tokens[d].deprel == CH_DEPREL_CONJ)
            CH_TRY(add_owner_at(l, head, d));
        CH_TRY(add_owner_at(l, head, c));
    }
    return CH_OK;
}

/* "the U.S. and European Union": two names side by side that the parser took for one. */
static ch_status add_hidden(list *l, uint32_t head)
{
    const ch_token *tokens = l->a->tokens;
    const uint32_t own = l->a->mention_of_token[head];
    const uint32_t cc = ch__tree_child(tokens, head, CH_DEPREL_CC);
    if (own == CH_NONE || cc == CH_NONE || cc > head ||
        (l->a->mentions[own].kind != CH_MENTION_STATE &&
         l->a->mentions[own].kind != CH_MENTION_ORGANISATION))
        return CH_OK;
    CH__EACH_CHILD(tokens, head, c)
    {
        const uint32_t mention = l->a->mention_of_token[c];
        if (c >= cc || mention == CH_NONE || tokens[c].deprel == CH_DEPREL_NMOD_POSS) continue;
        if (l->a->mentions[mention].kind == CH_MENTION_STATE ||
            l->a->mentions[mention].kind == CH_MENTION_ORGANISATION)
            CH_TRY(add_mention(l, mention));
    }
    return CH_OK;
}

static ch_status add_head(list *l, uint32_t head)
{
    const uint32_t mention = l->a->mention_of_token[head];
    CH_TRY(add_hidden(l, head));
    if (mention != CH_NONE) return add_mention(l, mention);
    const uint8_t upos = l->a->tokens[head].upos;
    return upos == CH_UPOS_NOUN || upos == CH_UPOS_PROPN ? add_owner(l, head) : CH_OK;
}

/* "SEOUL (Reuters) -", "Addis Ababa, -": where the report was written, at the head of a sentence.
 * The dash that ends it, CH_NONE for words that stand in none. */
static uint32_t dateline_end(const ch_analysis *a, uint32_t token)
{
    const ch_sentence *s = &a->sentences[a->tokens[token].sentence];
    bool is_marked = false;
    for (uint32_t t = s->token_begin; t < s->token_end && t < s->token_begin + DATELINE_WORDS;
         t++) {
        const ch_sv form = a->tokens[t].form;
        const bool is_free = t > s->token_begin && t + 1 < s->token_end &&
                             a->tokens[t - 1].span.end < a->tokens[t].span.begin;
        if (t > token && is_marked && is_free && ch__sv_in(form, CH_SV("-|--|–|—"))) return t;
        is_marked = is_marked || ch__sv_in(form, CH_SV("(|,|/")) ||
                    (form.n > 3 && ch__is_upper(form.p[1]) && ch__is_upper(form.p[form.n - 1]));
        if (!ch__is_capital(form) && a->tokens[t].upos != CH_UPOS_PUNCT &&
            a->tokens[t].upos != CH_UPOS_NUM && a->tokens[t].upos != CH_UPOS_SYM)
            return CH_NONE;
    }
    return CH_NONE;
}

/* "BOGOTA - Police have arrested ...": the parser took the town for the one who does it, and the one
 * who does for another subject or for a word of the town's. CH_NONE if there is none. */
static uint32_t behind_dateline(const ch_analysis *a, uint32_t town, uint32_t dash)
{
    const uint32_t verb = a->tokens[town].head;
    const uint32_t end = a->sentences[a->tokens[dash].sentence].token_end;
    for (uint32_t t = dash + 1; t < end && t < dash + SUBJECT_WORDS; t++) {
        const uint8_t upos = a->tokens[t].upos;
        if (upos == CH_UPOS_VERB || upos == CH_UPOS_AUX) break;
        const bool is_noun = upos == CH_UPOS_NOUN || upos == CH_UPOS_PROPN || upos == CH_UPOS_PRON;
        const uint32_t head = a->tokens[t].head;
        if (!is_noun || head == CH_NONE) continue;
        if (head < dash || (head == verb && ch__is_subject(a->tokens[t].deprel))) return t;
    }
    return CH_NONE;
}

ch_status ch__names_participants(const ch_analysis *a, uint32_t head, ch_arena *arena,
                                 ch_participant **items, uint32_t *n, uint32_t *capacity,
                                 ch_error *err)
{
    list l = {a, arena, items, n, capacity, *n, err};
    uint32_t conjuncts = 0;
    if (head == CH_NONE || head >= a->token_n) return CH_OK;
    const uint32_t dash = dateline_end(a, head);
    if (dash != CH_NONE) head = behind_dateline(a, head, dash);
    if (head == CH_NONE) return CH_OK;
    CH_TRY(add_head(&l, head));
    CH__EACH_CHILD(a->tokens, head, c)
    {
        const uint8_t upos = a->tokens[c].upos;
        const bool is_joined = a->tokens[c].deprel == CH_DEPREL_FLAT && c > head + 1 &&
                               ch__sv_is(a->tokens[c - 1].form, "-"); /* "Belarus-Iran" */
        if (a->tokens[c].deprel != CH_DEPREL_CONJ && !is_joined) continue;
        if (++conjuncts > CONJUNCT_MAX) break;
        if (upos == CH_UPOS_VERB || upos == CH_UPOS_AUX) continue;
        CH_TRY(add_head(&l, c));
        CH__EACH_CHILD(a->tokens, c, d) /* "A and B, and C": hung one below the other */
        if (a->tokens[d].deprel == CH_DEPREL_CONJ && a->tokens[d].upos != CH_UPOS_VERB)
            CH_TRY(add_head(&l, d));
    }
    return CH_OK;
}

uint32_t ch__names_mention_at(const ch_analysis *a, uint32_t token)
{
    const ch_token *t = &a->tokens[token];
    for (uint32_t at = token, step = 0; at != CH_NONE && step < 4;
         at = a->tokens[at].head, step++) {
        const uint32_t mention = a->mention_of_token[at];
        if (mention == CH_NONE) continue;
        const ch_span span = a->mentions[mention].span;
        if (span.begin <= t->span.begin && t->span.end <= span.end) return mention;
    }
    return CH_NONE;
}
