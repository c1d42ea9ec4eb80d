/* Standing ties told as background: data/coding/relations.tsv. */
#include "coding/coder.h"

enum { HEAD_MAX = 6, SIDE_MAX = 8 };

typedef struct sides {
    ch_participant *a, *b;
    uint32_t a_n, b_n, a_capacity, b_capacity;
} sides;

static ch_status fill(ch__coder *coder, uint32_t token, const ch__slot *slots, uint32_t slot_n,
                      ch_participant **items, uint32_t *n, uint32_t *capacity)
{
    uint32_t heads[HEAD_MAX];
    for (uint32_t s = 0; s < slot_n && *n == 0; s++) {
        const uint32_t head_n =
            ch__clause_slot(coder->a, token, CH_NONE, slots[s], heads, HEAD_MAX);
        for (uint32_t i = 0; i < head_n && *n < SIDE_MAX; i++)
            CH_TRY(ch__names_participants(coder->a, heads[i], coder->arena, items, n, capacity,
                                          coder->err));
    }
    return CH_OK;
}

/* "Belarus, a close ally of Russia", "Belarus, as an ally of Russia": the noun it stands beside. */
static uint32_t bearer(const ch__coder *coder, uint32_t noun)
{
    const ch_analysis *a = coder->a;
    const ch_token *t = &a->tokens[noun];
    if (t->deprel == CH_DEPREL_APPOS) return t->head;
    if (t->deprel == CH_DEPREL_OBJ && t->head != CH_NONE &&
        ch__token_is(coder, t->head, "relation-verb"))
        return ch__clause_subject(a, t->head); /* "have maintained a cautious relationship" */
    if (!ch__sv_is(ch__tree_preposition(a->tokens, noun), "as") || t->head == CH_NONE)
        return CH_NONE;
    if (ch__is_verbal(&a->tokens[t->head])) return ch__clause_subject(a, t->head);
    const uint32_t owner = ch__tree_child(a->tokens, t->head, CH_DEPREL_NMOD_POSS);
    return owner == CH_NONE ? t->head : owner; /* "Belarus's role as a partner" */
}

static ch_status add_relation(ch__coder *coder, const ch__relation_row *row, uint32_t token,
                              const ch_participant *a, const ch_participant *b)
{
    ch_analysis *analysis = coder->a;
    const ch_sv none = {NULL, 0};
    if (a && b && ch__sv_eq(a->key, b->key)) return CH_OK;
    for (uint32_t i = 0; i < analysis->relation_n; i++) { /* one tie a sentence and pair */
        const ch_relation *old = &analysis->relations[i];
        if (old->span.begin == analysis->tokens[token].span.begin &&
            ch__sv_eq(old->a, a ? a->key : none) && ch__sv_eq(old->b, b ? b->key : none))
            return CH_OK;
    }
    CH_TRY(CH__PUSH(coder->arena, &analysis->relations, &analysis->relation_n,
                    &coder->relation_capacity, coder->err));
    ch_sv rule;
    CH_TRY(ch_arena_copy(coder->arena, row->id, &rule, coder->err));
    analysis->relations[analysis->relation_n - 1] =
        (ch_relation){.kind = row->kind,
                      .a = a ? a->key : none,
                      .b = b ? b->key : none,
                      .is_mutual = row->is_mutual,
                      .span = ch__phrase_span(analysis, token),
                      .rule = rule.p};
    return CH_OK;
}

static bool is_usable(const ch_analysis *a, const ch_participant *who)
{
    const ch_mention *m = who->mention == CH_NONE ? NULL : &a->mentions[who->mention];
    return ch__is_political(m) && !ch__sv_is(who->key, "unk");
}

static uint32_t keep_usable(const ch_analysis *a, ch_participant *items, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (is_usable(a, &items[i])) items[kept++] = items[i];
    return kept;
}

static ch_status read_row(ch__coder *coder, const ch__relation_row *row, uint32_t token)
{
    const ch_analysis *a = coder->a;
    sides s = {0};
    const uint32_t beside = row->pos == 'n' ? bearer(coder, token) : CH_NONE;
    if (beside != CH_NONE)
        CH_TRY(ch__names_participants(a, beside, coder->arena, &s.a, &s.a_n, &s.a_capacity,
                                      coder->err));
    CH_TRY(fill(coder, token, row->roles.actor, row->roles.actor_n, &s.a, &s.a_n, &s.a_capacity));
    CH_TRY(fill(coder, token, row->roles.recipient, row->roles.recipient_n, &s.b, &s.b_n,
                &s.b_capacity));
    s.a_n = keep_usable(a, s.a, s.a_n);
    s.b_n = keep_usable(a, s.b, s.b_n);
    const bool is_alone = row->roles.recipient_n == 0;
    if (s.b_n == 0 && s.a_n == 2 && row->is_mutual)
        return add_relation(coder, row, token, &s.a[0], &s.a[1]);
    if (is_alone)
        for (uint32_t i = 0; i < s.a_n; i++) CH_TRY(add_relation(coder, row, token, &s.a[i], NULL));
    for (uint32_t i = 0; i < s.a_n && !is_alone; i++)
        for (uint32_t k = 0; k < s.b_n; k++)
            CH_TRY(add_relation(coder, row, token, &s.a[i], &s.b[k]));
    return CH_OK;
}

ch_status ch__relations_find(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    for (uint32_t i = 0; i < a->token_n; i++) {
        const ch_token *t = &a->tokens[i];
        const char pos = t->upos == CH_UPOS_NOUN   ? 'n'
                         : t->upos == CH_UPOS_VERB ? 'v'
                         : t->upos == CH_UPOS_ADJ  ? 'a'
                                                   : 0;
        if (!pos) continue;
        const uint32_t deed = coder->deed_of_token[i];
        if (deed != CH_NONE &&
            (!coder->deeds[deed].dropped || coder->deeds[deed].consumed_by != CH_NONE))
            continue;
        for (uint32_t row = ch__codebook_relations(coder->book, pos, t->lemma); row != CH_NONE;
             row = coder->book->relations[row].next)
            CH_TRY(read_row(coder, &coder->book->relations[row], i));
    }
    return CH_OK;
}
