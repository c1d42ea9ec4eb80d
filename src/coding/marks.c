/* Tense, modality and negation: what the words around a deed do to its reality.
 *
 * FactBank's values composed outward from the deed to its innermost source (Sauri and Pustejovsky
 * 2012); implicative and factive verbs after Karttunen 1971. The words are in data/coding/marks.tsv. */
#include "coding/coder.h"

enum { CLIMB_MAX = 12 };

typedef struct reality {
    uint8_t doubt; /* 0 certain, 1 probable, 2 possible, 3 uncommitted */
    bool is_negative;
    uint8_t auxiliary;
    uint32_t word; /* token of the last mark applied, CH_NONE */
} reality;

static const uint8_t DOUBT_OF[CH_VERACITY_N] = {0, 1, 2, 3, 2, 1, 0};

static uint8_t veracity_of(const reality *r)
{
    static const uint8_t positive[] = {CH_VERACITY_CT_PLUS, CH_VERACITY_PR_PLUS,
                                       CH_VERACITY_PS_PLUS, CH_VERACITY_UU};
    static const uint8_t negative[] = {CH_VERACITY_CT_MINUS, CH_VERACITY_PR_MINUS,
                                       CH_VERACITY_PS_MINUS, CH_VERACITY_UU};
    return r->is_negative ? negative[r->doubt] : positive[r->doubt];
}

static bool is_negative_value(uint8_t veracity)
{
    return veracity == CH_VERACITY_CT_MINUS || veracity == CH_VERACITY_PR_MINUS ||
           veracity == CH_VERACITY_PS_MINUS;
}

static void apply(reality *r, const ch__mark *mark, uint32_t word)
{
    ch_sv effects = mark->effect, effect;
    bool is_negated = false;
    r->word = word;
    while (effects.n && ch__sv_split(&effects, ',', &effect)) {
        effect = ch__sv_trim(effect);
        if (ch__sv_is(effect, "future")) r->auxiliary |= CH_AUX_FUTURE;
        if (ch__sv_is(effect, "hypothetical")) r->auxiliary |= CH_AUX_HYPOTHETICAL;
        if (ch__sv_is(effect, "historical")) r->auxiliary |= CH_AUX_HISTORICAL;
        if (ch__sv_is(effect, "negation")) {
            r->auxiliary ^= CH_AUX_NEGATION; /* "did not fail to": twice is not at all */
            r->is_negative = !r->is_negative;
            is_negated = true;
        }
    }
    if (mark->veracity >= CH_VERACITY_N) return;
    if (!is_negated && is_negative_value(mark->veracity)) { /* "unlikely to": rather not */
        r->auxiliary ^= CH_AUX_NEGATION;
        r->is_negative = !r->is_negative;
    }
    if (DOUBT_OF[mark->veracity] > r->doubt) r->doubt = DOUBT_OF[mark->veracity];
}

static const ch__mark *mark_of(const ch__coder *coder, uint32_t token)
{
    const ch_token *t = &coder->a->tokens[token];
    const char pos = t->upos == CH_UPOS_AUX    ? 'x'
                     : t->upos == CH_UPOS_VERB ? 'v'
                     : t->upos == CH_UPOS_ADJ  ? 'a'
                     : t->upos == CH_UPOS_ADV  ? 'r'
                     : t->upos == CH_UPOS_NOUN ? 'n'
                                               : 'p';
    return ch__codebook_mark(coder->book, pos, t->lemma);
}

static bool is_negator(const ch_token *t)
{
    return ch__sv_in(t->lower, CH_SV("not|n't|never|n’t|neither|nor|hardly")) &&
           (t->deprel == CH_DEPREL_ADVMOD || t->deprel == CH_DEPREL_CC_PRECONJ);
}

static void negate(reality *r, uint32_t word)
{
    r->auxiliary ^= CH_AUX_NEGATION;
    r->is_negative = !r->is_negative;
    r->word = word;
}

/* "would" under a past verb of saying is a told future; elsewhere it supposes. */
static bool is_told_future(const ch_analysis *a, uint32_t verb)
{
    for (uint32_t at = verb, i = 0; at != CH_NONE && i < CLIMB_MAX; at = a->tokens[at].head, i++) {
        if (a->tokens[at].deprel != CH_DEPREL_CCOMP && a->tokens[at].deprel != CH_DEPREL_PARATAXIS)
            continue;
        const uint32_t governor = a->tokens[at].head;
        return governor != CH_NONE &&
               (a->tokens[governor].xpos == CH_XPOS_VBD || a->tokens[governor].xpos == CH_XPOS_VBN);
    }
    return false;
}

static void apply_auxiliary(const ch__coder *coder, reality *r, uint32_t verb, uint32_t auxiliary)
{
    const ch_token *t = &coder->a->tokens[auxiliary];
    if (ch__sv_is(t->lemma, "would") || ch__sv_in(t->lower, CH_SV("would|'d"))) {
        r->word = auxiliary;
        if (is_told_future(coder->a, verb)) {
            r->auxiliary |= CH_AUX_FUTURE;
            return;
        }
        r->auxiliary |= CH_AUX_HYPOTHETICAL;
        if (r->doubt < 2) r->doubt = 2;
        return;
    }
    const ch__mark *mark = ch__codebook_mark(coder->book, 'x', t->lemma);
    if (!mark) mark = ch__codebook_mark(coder->book, 'v', t->lemma);
    if (mark && t->xpos == CH_XPOS_MD) apply(r, mark, auxiliary);
}

/* Words that hang on one predicate: auxiliaries, negation, adverbs, conjunctions, determiners. */
static void apply_dependants(const ch__coder *coder, reality *r, uint32_t at)
{
    const ch_analysis *a = coder->a;
    CH__EACH_CHILD(a->tokens, at, c)
    {
        const ch_token *t = &a->tokens[c];
        const ch__mark *mark = NULL;
        if (t->deprel == CH_DEPREL_AUX) {
            apply_auxiliary(coder, r, at, c);
        } else if (is_negator(t) || (t->deprel == CH_DEPREL_DET && ch__sv_is(t->lower, "no"))) {
            negate(r, c);
        } else if (t->deprel == CH_DEPREL_DET && ch__sv_is(t->lower, "any")) {
            r->auxiliary |= CH_AUX_HYPOTHETICAL; /* "would answer any attack" */
            if (r->doubt < 2) r->doubt = 2;
        } else if (t->deprel == CH_DEPREL_ADVMOD || t->deprel == CH_DEPREL_AMOD) {
            if ((mark = mark_of(coder, c))) apply(r, mark, c);
        } else if (t->deprel == CH_DEPREL_MARK || t->deprel == CH_DEPREL_CASE) {
            if ((mark = ch__codebook_mark(coder->book, 'p', t->lower))) apply(r, mark, c);
            if (ch__sv_is(t->lower, "due") &&
                a->tokens[at].xpos == CH_XPOS_VB && /* "due to meet" */
                (mark = ch__codebook_mark(coder->book, 'a', t->lower)))
                apply(r, mark, c);
        } else if (ch__is_subject(t->deprel) &&
                   ch__clause_has_child_lemma(a, c, CH_DEPREL_DET, "no")) {
            negate(r, c);
        }
    }
}

static bool is_infinitive_of_be(const ch_analysis *a, uint32_t verb)
{
    /* "is to visit", "are to sign": be with a to-infinitive */
    const ch_token *t = &a->tokens[verb];
    if (t->deprel != CH_DEPREL_XCOMP && t->deprel != CH_DEPREL_ROOT) return false;
    bool has_to = false, has_be = false;
    CH__EACH_CHILD(a->tokens, verb, c)
    {
        if (a->tokens[c].deprel == CH_DEPREL_MARK && ch__sv_is(a->tokens[c].lower, "to"))
            has_to = true;
        if (a->tokens[c].deprel == CH_DEPREL_COP) has_be = true;
    }
    const bool under_be = t->head != CH_NONE && ch__sv_is(a->tokens[t->head].lemma, "be");
    return has_to && (has_be || under_be);
}

/* "may attack, killing many", "would leave after the rebels agree to talks": a participle and a clause
 * of time in the present have future and doubt of the clause above, but not its negation. */
static bool shares_modality(const ch_analysis *a, uint32_t verb)
{
    const ch_token *t = &a->tokens[verb];
    const uint32_t mark = ch__tree_child(a->tokens, verb, CH_DEPREL_MARK);
    if (t->xpos == CH_XPOS_VBG)
        return mark == CH_NONE || ch__sv_in(a->tokens[mark].lower, CH_SV("in|by|while|through"));
    return (t->xpos == CH_XPOS_VBZ || t->xpos == CH_XPOS_VBP) && mark != CH_NONE &&
           ch__sv_in(a->tokens[mark].lower, CH_SV("after|before|until|once|when|till"));
}

/* The deed stands in an infinitive or gerund of purpose or under a noun of planning: apply the mark
 * of the governing word. True when climbing goes on from the governor. */
static bool apply_governor(const ch__coder *coder, reality *r, uint32_t at, bool *out_is_sharing)
{
    const ch_analysis *a = coder->a;
    const ch_token *t = &a->tokens[at];
    const uint32_t governor = t->head;
    const ch__mark *mark = NULL;
    if (governor == CH_NONE) return false;
    switch (t->deprel) {
    case CH_DEPREL_XCOMP:
        if (is_infinitive_of_be(a, at)) r->auxiliary |= CH_AUX_FUTURE;
        if ((mark = mark_of(coder, governor))) apply(r, mark, governor);
        return true;
    case CH_DEPREL_CCOMP: {
        const ch__speech *speech = ch__codebook_speech(coder->book, a->tokens[governor].lemma);
        if (!speech) {
            if ((mark = mark_of(coder, governor))) apply(r, mark, governor);
            return true;
        }
        if (speech->is_counterfactive) {
            negate(r, governor);
            r->doubt = 0;
        } else if (speech->veracity < CH_VERACITY_N && DOUBT_OF[speech->veracity] > r->doubt) {
            r->doubt = DOUBT_OF[speech->veracity];
            r->word = governor;
        }
        return false; /* the innermost source: what lies beyond is not his commitment */
    }
    case CH_DEPREL_ADVCL: /* "is set to meet" hung as a clause on the adjective */
        if (shares_modality(a, at)) {
            *out_is_sharing = true;
            return true;
        }
        if (t->xpos != CH_XPOS_VB || a->tokens[governor].upos != CH_UPOS_ADJ) return false;
        if ((mark = mark_of(coder, governor))) apply(r, mark, governor);
        return mark != NULL;
    case CH_DEPREL_ACL:
        if ((mark = mark_of(coder, governor))) apply(r, mark, governor);
        return false;
    case CH_DEPREL_CONJ:
        return a->tokens[governor].upos == t->upos && (t->xpos == CH_XPOS_VB || !ch__is_verbal(t));
    case CH_DEPREL_OBJ:
    case CH_DEPREL_NSUBJ_PASS:
        if (!ch__is_verbal(t) && ch__is_verbal(&a->tokens[governor]) &&
            (mark = ch__codebook_mark(coder->book, 'v', a->tokens[governor].lemma))) {
            apply(r, mark, governor);
            return true;
        }
        return false;
    case CH_DEPREL_NMOD:
    case CH_DEPREL_OBL: /* "plans for a visit", "the possibility of talks" */
        if (!ch__is_verbal(t) && a->tokens[governor].upos == CH_UPOS_NOUN &&
            ch__sv_in(ch__tree_preposition(a->tokens, at), CH_SV("of|for|to|about|on|over|at")) &&
            (mark = ch__codebook_mark(coder->book, 'n', a->tokens[governor].lemma)))
            apply(r, mark, governor);
        return false;
    default:
        return false;
    }
}

/* "if X attacks, Y will answer": supposing on either side of the condition. */
static void apply_condition(const ch__coder *coder, reality *r, uint32_t at)
{
    const ch_analysis *a = coder->a;
    CH__EACH_CHILD(a->tokens, at, c)
    {
        if (a->tokens[c].deprel != CH_DEPREL_ADVCL) continue;
        CH__EACH_CHILD(a->tokens, c, m)
        if (a->tokens[m].deprel == CH_DEPREL_MARK &&
            ch__sv_in(a->tokens[m].lower, CH_SV("if|unless")) &&
            (r->auxiliary & CH_AUX_FUTURE) == 0 && r->doubt > 0)
            r->auxiliary |= CH_AUX_HYPOTHETICAL;
    }
}

static void apply_stage(ch__deed *deed, reality *r)
{
    if (!deed->light_row) return;
    const ch_sv stage = deed->light_row->stage;
    if (ch__sv_is(stage, "plan")) r->auxiliary |= CH_AUX_FUTURE;
    if (ch__sv_is(stage, "cancel") || ch__sv_is(stage, "postpone")) {
        r->auxiliary |= CH_AUX_FUTURE;
        negate(r, deed->light);
    }
    if (ch__sv_is(stage, "refuse")) negate(r, deed->light);
    if (ch__sv_is(stage, "propose")) {
        r->auxiliary |= CH_AUX_HYPOTHETICAL;
        if (r->doubt < 2) r->doubt = 2;
    }
}

/* What agreeing, offering or inviting promises is still to come, the promise itself is not; nor is a
 * ceasefire agreed to. */
static bool is_promise_to_come(const ch__deed *deed)
{
    if (!deed->is_promised) return false;
    if (deed->type == CH_TYPE_CONCEDE && ch__sv_starts(deed->cameo, CH_SV("087"))) return false;
    return deed->type != CH_TYPE_AGREE || deed->act;
}

static reality read_reality(const ch__coder *coder, ch__deed *deed)
{
    reality r = {.word = CH_NONE};
    const ch_analysis *a = coder->a;
    if (deed->carrier != deed->trigger) apply_dependants(coder, &r, deed->trigger);
    apply_stage(deed, &r);
    if (is_promise_to_come(deed)) r.auxiliary |= CH_AUX_FUTURE;
    uint32_t at = deed->carrier;
    bool is_sharing = false;
    reality below = r;
    for (int i = 0; i < CLIMB_MAX && at != CH_NONE; i++) {
        apply_dependants(coder, &r, at);
        apply_condition(coder, &r, at);
        if (!is_sharing) below = r;
        if (!apply_governor(coder, &r, at, &is_sharing)) break;
        if (!is_sharing) below = r;
        at = a->tokens[at].head;
    }
    if (is_sharing) {
        r.is_negative = below.is_negative;
        r.auxiliary =
            (uint8_t)((r.auxiliary & ~CH_AUX_NEGATION) | (below.auxiliary & CH_AUX_NEGATION));
    }
    if (ch__is_provision(coder, deed->trigger)) /* a weak provision of a plan is still planned */
        r.auxiliary = (uint8_t)((r.auxiliary & ~CH_AUX_HYPOTHETICAL) | CH_AUX_FUTURE);
    return r;
}

uint8_t ch__veracity_at(const ch__coder *coder, uint32_t verb)
{
    ch__deed bare = {.trigger = verb, .carrier = verb, .light = CH_NONE};
    const reality r = read_reality(coder, &bare);
    return veracity_of(&r);
}

static bool has_will(const ch_analysis *a, uint32_t verb)
{
    CH__EACH_CHILD(a->tokens, verb, c)
    if (a->tokens[c].xpos == CH_XPOS_MD) return true;
    return false;
}

ch_status ch__marks_read(ch__coder *coder)
{
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->consumed_by != CH_NONE) continue;
        const reality r = read_reality(coder, deed);
        deed->auxiliary = r.auxiliary;
        if (deed->type == CH_TYPE_AGREE && ch__token_is(coder, deed->trigger, "readiness"))
            deed->act = 0; /* open to talks, inviting: AGREE by itself */
        if (deed->type == CH_TYPE_AGREE && !deed->act && !has_will(coder->a, deed->carrier))
            deed->auxiliary &= (uint8_t)~CH_AUX_FUTURE; /* readiness and promises are made now */
        deed->veracity = veracity_of(&r);
        if (r.word != CH_NONE)
            CH_TRY(ch__trace_add(coder, deed, "veracity", coder->a->tokens[r.word].lemma,
                                 coder->a->tokens[r.word].span, "the word that marks it", false));
    }
    return CH_OK;
}
