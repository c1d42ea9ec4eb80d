/* Standing ties told as background: data/coding/relations.tsv. */
#include "coding/coder.h"

enum { HEAD_MAX = 6, SIDE_MAX = 8, CLIMB_MAX = 4 };

typedef struct sides {
    ch_participant *a, *b;
    uint32_t a_n, b_n, a_capacity, b_capacity;
} sides;

static ch_status add_a(ch__coder *coder, sides *s, uint32_t head)
{
    if (head == CH_NONE || s->a_n) return CH_OK;
    return ch__names_participants(coder->a, head, coder->arena, &s->a, &s->a_n, &s->a_capacity,
                                  coder->err);
}

static ch_status add_b(ch__coder *coder, sides *s, uint32_t head)
{
    if (head == CH_NONE || s->b_n) return CH_OK;
    return ch__names_participants(coder->a, head, coder->arena, &s->b, &s->b_n, &s->b_capacity,
                                  coder->err);
}

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

/* ---- who has the tie that a noun names ---- */

/* "has become a partner", "considers X a partner", "has a relationship", "is engaged in a war". */
static uint32_t bearer_of_verb(const ch__coder *coder, uint32_t noun, uint32_t verb)
{
    const ch_analysis *a = coder->a;
    const uint8_t rel = a->tokens[noun].deprel;
    if (ch__token_is(coder, verb, "deeming-verb") && rel == CH_DEPREL_XCOMP)
        return ch__tree_child(a->tokens, verb, CH_DEPREL_OBJ);
    if (ch__sv_in(a->tokens[verb].lemma, CH_SV("become|remain|stay|be")) &&
        (rel == CH_DEPREL_XCOMP || rel == CH_DEPREL_OBJ))
        return ch__clause_subject(a, verb);
    if (!ch__token_is(coder, verb, "relation-verb")) return CH_NONE;
    if (rel == CH_DEPREL_OBJ || ch__sv_is(ch__tree_preposition(a->tokens, noun), "in"))
        return ch__clause_subject(a, verb);
    return CH_NONE;
}

/* "instability in Turkey, a member of ...": the name right before the comma, where the noun that the
 * parse chose names nobody. */
static uint32_t apposed_to(const ch_analysis *a, uint32_t noun)
{
    const uint32_t head = a->tokens[noun].head;
    if (ch__is_political(ch__mention_at(a, head))) return head;
    uint32_t first, last;
    ch__tree_range(a->tokens, noun, &first, &last);
    if (first < 2 || a->tokens[first - 1].upos != CH_UPOS_PUNCT) return head;
    const uint32_t mention = ch__names_mention_at(a, first - 2);
    return mention == CH_NONE ? head : a->mentions[mention].head;
}

/* "Belarus, a close ally of Russia", "Belarus, as an ally of Russia": the noun it stands beside. */
static uint32_t bearer(const ch__coder *coder, uint32_t noun)
{
    const ch_analysis *a = coder->a;
    for (int i = 0; i < CLIMB_MAX; i++) { /* "a member and partner", "one of the backers" */
        const ch_token *t = &a->tokens[noun];
        const bool is_partitive = t->deprel == CH_DEPREL_NMOD && t->head != CH_NONE &&
                                  ch__sv_is(a->tokens[t->head].lemma, "one");
        if (t->deprel != CH_DEPREL_CONJ && !is_partitive) break;
        noun = t->head;
    }
    const ch_token *t = &a->tokens[noun];
    if (t->head == CH_NONE) return CH_NONE;
    if (t->deprel == CH_DEPREL_APPOS) return apposed_to(a, noun);
    if (ch__is_verbal(&a->tokens[t->head])) {
        const uint32_t found = bearer_of_verb(coder, noun, t->head);
        if (found != CH_NONE) return found;
    }
    if (!ch__sv_is(ch__tree_preposition(a->tokens, noun), "as")) return CH_NONE;
    if (ch__is_verbal(&a->tokens[t->head])) return ch__clause_subject(a, t->head);
    const uint32_t owner = ch__tree_child(a->tokens, t->head, CH_DEPREL_NMOD_POSS);
    return owner == CH_NONE ? t->head : owner; /* "Belarus's role as a partner" */
}

/* "the U.S.-led campaign", "Iranian-backed fighters": the name before the hyphen. */
static uint32_t hyphen_owner(const ch_analysis *a, uint32_t participle)
{
    if (participle < 2 || a->tokens[participle].sentence != a->tokens[participle - 2].sentence)
        return CH_NONE;
    return ch__sv_in(a->tokens[participle - 1].form, CH_SV("-|‑|–")) ? participle - 2 : CH_NONE;
}

/* The mention that holds the token, wherever its head was put ("the U.S." headed by "the"). */
static uint32_t name_holding(const ch_analysis *a, uint32_t token)
{
    if (token == CH_NONE || ch__mention_at(a, token)) return token;
    const ch_span span = a->tokens[token].span;
    for (uint32_t i = token + 2; i-- > 0 && i + 3 > token;) {
        const ch_mention *m = i < a->token_n ? ch__mention_at(a, i) : NULL;
        if (m && m->span.begin <= span.begin && m->span.end >= span.end) return i;
    }
    const uint32_t mention = ch__names_mention_at(a, token);
    return mention == CH_NONE ? CH_NONE : a->mentions[mention].head;
}

static uint32_t leader_of(const ch_analysis *a, uint32_t noun)
{
    CH__EACH_CHILD(a->tokens, noun, c)
    if (ch__sv_in(a->tokens[c].lower, CH_SV("led|backed|imposed")))
        return name_holding(a, hyphen_owner(a, c));
    return CH_NONE;
}

/* ---- what is kept ---- */

static bool same_pair(const ch_relation *old, ch_sv a, ch_sv b)
{
    return (ch__sv_eq(old->a, a) && ch__sv_eq(old->b, b)) ||
           (ch__sv_eq(old->a, b) && ch__sv_eq(old->b, a));
}

/* "no treaties or even diplomatic ties": the article of the first serves the second. */
static bool is_denied(const ch_analysis *a, uint32_t noun)
{
    if (ch__clause_has_child_lemma(a, noun, CH_DEPREL_DET, "no")) return true;
    return a->tokens[noun].deprel == CH_DEPREL_CONJ &&
           ch__clause_has_child_lemma(a, a->tokens[noun].head, CH_DEPREL_DET, "no");
}

static uint8_t veracity_of(const ch__coder *coder, uint32_t token)
{
    const ch_analysis *a = coder->a;
    if (is_denied(a, token)) return CH_VERACITY_CT_MINUS;
    const uint32_t verb = ch__clause_of(a, token);
    return verb == CH_NONE ? CH_VERACITY_CT_PLUS : ch__veracity_at(coder, verb);
}

static ch_status add_relation(ch__coder *coder, const ch__relation_row *row, ch_sv kind,
                              uint32_t token, const ch_participant *a, const ch_participant *b)
{
    ch_analysis *analysis = coder->a;
    const ch_sv none = {NULL, 0};
    const ch_sv first = a ? a->key : none, second = b ? b->key : none;
    if (a && b && ch__sv_eq(first, second)) return CH_OK;
    const ch_sentence *sentence = &analysis->sentences[analysis->tokens[token].sentence];
    for (uint32_t i = analysis->relation_n; i-- > 0;) { /* one tie a sentence and pair */
        const ch_relation *old = &analysis->relations[i];
        if (old->span.end <= analysis->tokens[sentence->token_begin].span.begin) break;
        if (ch__sv_eq(old->kind, kind) && same_pair(old, first, second)) return CH_OK;
    }
    CH_TRY(CH__PUSH(coder->arena, &analysis->relations, &analysis->relation_n,
                    &coder->relation_capacity, coder->err));
    ch_sv rule;
    CH_TRY(ch_arena_copy(coder->arena, row->id, &rule, coder->err));
    analysis->relations[analysis->relation_n - 1] =
        (ch_relation){.kind = kind,
                      .a = first,
                      .b = second,
                      .is_mutual = row->is_mutual,
                      .veracity = veracity_of(coder, token),
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

/* ---- how good the tie is ---- */

static bool has_word_of(const ch__coder *coder, uint32_t noun, const char *class_name)
{
    CH__EACH_CHILD(coder->a->tokens, noun, c)
    if (ch__token_is(coder, c, class_name)) return true;
    return false;
}

/* "strained ties", "relations have soured": the words beside "ties" say what kind of tie it is. */
static ch_sv kind_of(const ch__coder *coder, const ch__relation_row *row, uint32_t token)
{
    const ch_analysis *a = coder->a;
    if (row->pos != 'n' || !ch__sv_is(row->kind, "cooperation")) return row->kind;
    const uint32_t head = a->tokens[token].head;
    const bool is_subject = ch__is_subject(a->tokens[token].deprel);
    if (has_word_of(coder, token, "bad-tie")) return CH_SV("rival");
    if (is_subject && head != CH_NONE &&
        (ch__token_is(coder, head, "bad-tie") || has_word_of(coder, head, "bad-tie")))
        return CH_SV("rival");
    if (is_denied(a, token) && ch__clause_has_child_lemma(a, token, CH_DEPREL_AMOD, "diplomatic"))
        return CH_SV("recognition");
    if (ch__sv_in(a->tokens[token].lemma, CH_SV("relationship|friendship")) &&
        has_word_of(coder, token, "good-tie"))
        return CH_SV("partner");
    return row->kind;
}

/* A word that tells a deed tells no tie; a noun without a day ("the war with", "the blockade of")
 * may do both. */
static bool is_told(const ch__coder *coder, uint32_t token)
{
    const uint32_t d = coder->deed_of_token[token];
    if (d == CH_NONE) return false;
    const ch__deed *deed = &coder->deeds[d];
    if (deed->dropped && deed->consumed_by == CH_NONE) return false;
    return deed->frame->pos != 'n' || deed->date.value.n ||
           !ch__token_is(coder, token, "lasting-deed");
}

/* "a step in deepening ties": growth that is the news itself. */
static bool is_growing(const ch__coder *coder, uint32_t verb)
{
    const ch_analysis *a = coder->a;
    return ch__token_is(coder, verb, "tie-growth") &&
           ch__tree_child(a->tokens, verb, CH_DEPREL_AUX) == CH_NONE &&
           (a->tokens[verb].xpos == CH_XPOS_VBG || a->tokens[verb].xpos == CH_XPOS_VB);
}

/* "discussed ties", "the prospects of cooperation", "the Cooperation Council": ties that are only
 * talked about, hoped for, or part of a name. */
static bool is_topic(const ch__coder *coder, uint32_t token)
{
    const ch_analysis *a = coder->a;
    if (a->tokens[token].deprel == CH_DEPREL_COMPOUND || a->tokens[token].deprel == CH_DEPREL_FLAT)
        return true;
    uint32_t at = token;
    for (int i = 0; i < CLIMB_MAX && a->tokens[at].head != CH_NONE; i++) {
        const uint8_t rel = a->tokens[at].deprel;
        if (rel != CH_DEPREL_NMOD && rel != CH_DEPREL_OBJ && rel != CH_DEPREL_OBL &&
            rel != CH_DEPREL_CONJ)
            return false;
        at = a->tokens[at].head;
        if (ch__token_is(coder, at, "tie-topic") || is_growing(coder, at)) return true;
        if (ch__is_verbal(&a->tokens[at])) return false;
    }
    return false;
}

/* "approved a package of sanctions": told by the verb above. */
static bool is_object_of_deed(const ch__coder *coder, uint32_t token)
{
    const ch_analysis *a = coder->a;
    uint32_t at = token;
    for (int i = 0; i < CLIMB_MAX && a->tokens[at].head != CH_NONE; i++) {
        const uint8_t rel = a->tokens[at].deprel;
        if (rel != CH_DEPREL_NMOD && rel != CH_DEPREL_OBJ) return false;
        at = a->tokens[at].head;
        const uint32_t d = coder->deed_of_token[at];
        if (ch__is_verbal(&a->tokens[at])) return d != CH_NONE && !coder->deeds[d].dropped;
    }
    return false;
}

static bool needs_met(const ch__coder *coder, const ch__relation_row *row, uint32_t token)
{
    if (!row->needs.n) return true;
    const uint32_t head = coder->a->tokens[token].head;
    if (row->pos == 'n' && head != CH_NONE && ch__sv_is(coder->a->tokens[head].lemma, "become"))
        return false; /* "will become a member of NATO" */
    uint32_t first, last;
    ch__tree_range(coder->a->tokens, token, &first, &last);
    for (uint32_t i = first; i <= last; i++)
        if (ch__codebook_in_class(coder->book, row->needs, coder->a->tokens[i].lemma) ||
            ch__codebook_in_class(coder->book, row->needs, coder->a->tokens[i].lower))
            return true;
    return false;
}

/* ---- sides ---- */

/* "sanctions imposed by A", "sanctions targeting B", "faces sanctions", "under sanctions". */
static ch_status read_open_sides(ch__coder *coder, uint32_t noun, sides *s)
{
    const ch_analysis *a = coder->a;
    const uint32_t head = a->tokens[noun].head;
    const bool is_under = ch__sv_in(ch__tree_preposition(a->tokens, noun), CH_SV("under|despite"));
    if (head != CH_NONE && ch__is_verbal(&a->tokens[head]) &&
        (is_under ||
         (a->tokens[noun].deprel == CH_DEPREL_OBJ && ch__token_is(coder, head, "suffering-verb"))))
        CH_TRY(add_b(coder, s, ch__clause_subject(a, head)));
    if (head != CH_NONE && a->tokens[noun].deprel == CH_DEPREL_NMOD) { /* "UN resolutions on ..." */
        const ch__slot modifier = {CH__SLOT_MODIFIER, {NULL, 0}};
        CH_TRY(fill(coder, head, &modifier, 1, &s->a, &s->a_n, &s->a_capacity));
    }
    CH__EACH_CHILD(a->tokens, noun, c)
    {
        if (a->tokens[c].deprel != CH_DEPREL_ACL && a->tokens[c].deprel != CH_DEPREL_ACL_RELCL)
            continue;
        const uint32_t agent = ch__clause_agent(a, c);
        if (agent != noun) CH_TRY(add_a(coder, s, agent));
        CH_TRY(add_b(coder, s, ch__tree_child(a->tokens, c, CH_DEPREL_OBJ)));
        uint32_t heads[HEAD_MAX];
        const ch__slot on = {CH__SLOT_PREPOSITION, CH_SV("on")};
        if (ch__clause_slot(a, c, CH_NONE, on, heads, HEAD_MAX)) CH_TRY(add_b(coder, s, heads[0]));
    }
    return CH_OK;
}

/* "considers X part of its territory": the first name behind the verb. */
static ch_status read_named_after(ch__coder *coder, uint32_t verb, sides *s)
{
    uint32_t first, last;
    ch__tree_range(coder->a->tokens, verb, &first, &last);
    for (uint32_t i = verb + 1; i <= last && s->b_n == 0; i++) {
        const ch_mention *m = ch__mention_at(coder->a, i);
        if (ch__is_political(m) && m->kind != CH_MENTION_REFERENCE) CH_TRY(add_b(coder, s, i));
    }
    return CH_OK;
}

/* "relations have soured between A and B", "relations souring between A and B": hung on the verb. */
static ch_status read_between(ch__coder *coder, uint32_t noun, sides *s)
{
    static const ch__slot between = {CH__SLOT_PREPOSITION, CH_SV_INIT("between")};
    const ch_analysis *a = coder->a;
    const uint32_t head = a->tokens[noun].head;
    if (head != CH_NONE && ch__is_subject(a->tokens[noun].deprel) &&
        ch__is_verbal(&a->tokens[head]))
        CH_TRY(fill(coder, head, &between, 1, &s->a, &s->a_n, &s->a_capacity));
    CH__EACH_CHILD(a->tokens, noun, c)
    if (a->tokens[c].deprel == CH_DEPREL_ACL && ch__is_verbal(&a->tokens[c]))
        CH_TRY(fill(coder, c, &between, 1, &s->a, &s->a_n, &s->a_capacity));
    return CH_OK;
}

/* "the two presidents noted the growing cooperation": two who speak of a tie without sides have it. */
static ch_status read_speakers(ch__coder *coder, uint32_t noun, sides *s)
{
    const ch_analysis *a = coder->a;
    const uint32_t verb = a->tokens[noun].head;
    if (verb == CH_NONE || a->tokens[noun].deprel != CH_DEPREL_OBJ || s->a_n || s->b_n ||
        !ch__codebook_speech(coder->book, a->tokens[verb].lemma))
        return CH_OK;
    CH_TRY(add_a(coder, s, ch__clause_subject(a, verb)));
    if (s->a_n != 2) s->a_n = 0;
    return CH_OK;
}

static ch_status read_sides(ch__coder *coder, const ch__relation_row *row, uint32_t token, sides *s)
{
    const ch_analysis *a = coder->a;
    if (row->is_open) CH_TRY(read_open_sides(coder, token, s));
    if (row->pos == 'n' && !(row->is_open && s->b_n)) CH_TRY(add_a(coder, s, bearer(coder, token)));
    if (row->pos == 'n') CH_TRY(add_a(coder, s, leader_of(a, token)));
    CH_TRY(
        fill(coder, token, row->roles.actor, row->roles.actor_n, &s->a, &s->a_n, &s->a_capacity));
    CH_TRY(fill(coder, token, row->roles.recipient, row->roles.recipient_n, &s->b, &s->b_n,
                &s->b_capacity));
    if (row->needs.n && row->pos == 'v') CH_TRY(read_named_after(coder, token, s));
    if (row->needs.n && row->pos == 'v' && a->tokens[token].deprel == CH_DEPREL_ACL_RELCL)
        CH_TRY(add_b(coder, s, a->tokens[token].head)); /* "X, which A claims as its own land" */
    const uint32_t head = a->tokens[token].head;
    if (row->pos == 'n' && row->roles.recipient_n && head != CH_NONE &&
        ch__token_is(coder, head,
                     "relation-verb")) /* "is engaged in a war with": hung on the verb */
        CH_TRY(fill(coder, head, row->roles.recipient, row->roles.recipient_n, &s->b, &s->b_n,
                    &s->b_capacity));
    if (row->is_mutual && row->pos == 'n' && !s->a_n && !s->b_n) {
        CH_TRY(read_between(coder, token, s));
        CH_TRY(read_speakers(coder, token, s));
    }
    s->a_n = keep_usable(a, s->a, s->a_n);
    s->b_n = keep_usable(a, s->b, s->b_n);
    return CH_OK;
}

static ch_status read_row(ch__coder *coder, const ch__relation_row *row, uint32_t token)
{
    sides s = {0};
    if (!needs_met(coder, row, token)) return CH_OK;
    if (ch__sv_is(row->kind, "cooperation") && is_topic(coder, token) &&
        !ch__sv_is(kind_of(coder, row, token), "rival"))
        return CH_OK;
    if (row->is_open && is_object_of_deed(coder, token)) return CH_OK;
    if (veracity_of(coder, token) == CH_VERACITY_UU) return CH_OK; /* wished for, not standing */
    CH_TRY(read_sides(coder, row, token, &s));
    const ch_sv kind = kind_of(coder, row, token);
    const bool is_alone = row->roles.recipient_n == 0 && !row->needs.n;
    if (s.b_n == 0 && s.a_n == 2 && row->is_mutual)
        return add_relation(coder, row, kind, token, &s.a[0], &s.a[1]);
    if (is_alone)
        for (uint32_t i = 0; i < s.a_n; i++)
            CH_TRY(add_relation(coder, row, kind, token, &s.a[i], NULL));
    if (row->is_open && s.a_n == 0)
        for (uint32_t k = 0; k < s.b_n; k++)
            CH_TRY(add_relation(coder, row, kind, token, NULL, &s.b[k]));
    for (uint32_t i = 0; i < s.a_n && !is_alone; i++)
        for (uint32_t k = 0; k < s.b_n; k++)
            CH_TRY(add_relation(coder, row, kind, token, &s.a[i], &s.b[k]));
    return CH_OK;
}

/* "the Iranian-backed fighters": who backs them is their ally. */
static ch_status read_backed(ch__coder *coder, uint32_t participle)
{
    static const ch__relation_row row = {.id = CH_SV_INIT("backed.hyphen"),
                                         .kind = CH_SV_INIT("ally")};
    const ch_analysis *a = coder->a;
    const uint32_t owner = hyphen_owner(a, participle), held = a->tokens[participle].head;
    if (owner == CH_NONE || held == CH_NONE || held <= participle) return CH_OK;
    sides s = {0};
    CH_TRY(add_a(coder, &s, name_holding(a, owner)));
    CH_TRY(add_b(coder, &s, held));
    s.a_n = keep_usable(a, s.a, s.a_n);
    s.b_n = keep_usable(a, s.b, s.b_n);
    if (!s.a_n || !s.b_n) return CH_OK;
    return add_relation(coder, &row, row.kind, participle, &s.a[0], &s.b[0]);
}

/* "Iran's rival Saudi Arabia", "the NATO ally Turkey": the word is a title of the name behind it. */
static ch_status read_title(ch__coder *coder, uint32_t token)
{
    const ch_analysis *a = coder->a;
    const ch_token *t = &a->tokens[token];
    const uint32_t name = t->head;
    if (name == CH_NONE || name <= token ||
        (t->deprel != CH_DEPREL_AMOD && t->deprel != CH_DEPREL_COMPOUND &&
         t->deprel != CH_DEPREL_NMOD_DESC))
        return CH_OK;
    const uint32_t index = ch__codebook_relations(coder->book, 'n', t->lemma);
    if (index == CH_NONE) return CH_OK;
    const ch__relation_row *row = &coder->book->relations[index];
    if (!ch__sv_in(row->kind, CH_SV("ally|partner|rival")) ||
        !ch__sv_in(t->lemma, CH_SV("ally|partner|rival|foe|enemy|adversary|archrival")))
        return CH_OK;
    sides s = {0};
    CH_TRY(add_a(coder, &s, ch__tree_child(a->tokens, name, CH_DEPREL_NMOD_POSS)));
    CH_TRY(add_b(coder, &s, name));
    s.a_n = keep_usable(a, s.a, s.a_n);
    s.b_n = keep_usable(a, s.b, s.b_n);
    if (!s.a_n || !s.b_n) return CH_OK;
    return add_relation(coder, row, row->kind, token, &s.a[0], &s.b[0]);
}

ch_status ch__relations_find(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    for (uint32_t i = 0; i < a->token_n; i++) {
        const ch_token *t = &a->tokens[i];
        if (ch__sv_in(t->lower, CH_SV("backed|supported|aligned|allied")))
            CH_TRY(read_backed(coder, i));
        CH_TRY(read_title(coder, i));
        const char pos = t->upos == CH_UPOS_NOUN   ? 'n'
                         : t->upos == CH_UPOS_VERB ? 'v'
                         : t->upos == CH_UPOS_ADJ  ? 'a'
                                                   : 0;
        if (!pos || is_told(coder, i)) continue;
        for (uint32_t row = ch__codebook_relations(coder->book, pos, t->lemma); row != CH_NONE;
             row = coder->book->relations[row].next)
            CH_TRY(read_row(coder, &coder->book->relations[row], i));
    }
    return CH_OK;
}
