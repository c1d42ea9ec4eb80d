/* "The exercise is expected to take place ...", "this agreement was finalised in ...": a definite
 * noun that names a deed told before. It becomes a deed of its own that refers to the first, so that
 * tense, sources, date and place are read off its clause too, and is pooled into it when told. */
#include "coding/coder.h"

enum { LOOK_BACK_MAX = 300, CLIMB_MAX = 4 };

bool ch__points_back(const ch_analysis *a, uint32_t noun)
{
    CH__EACH_CHILD(a->tokens, noun, c)
    {
        const ch_token *t = &a->tokens[c];
        if (t->deprel == CH_DEPREL_DET && ch__sv_in(t->lower, CH_SV("the|this|that|these|those")))
            return true;
        if (t->deprel == CH_DEPREL_NMOD_POSS && t->upos == CH_UPOS_PRON) return true;
    }
    return false;
}

static uint32_t root_of(const ch_analysis *a, uint32_t sentence)
{
    for (uint32_t i = a->sentences[sentence].token_begin; i < a->sentences[sentence].token_end; i++)
        if (a->tokens[i].head == CH_NONE) return i;
    return CH_NONE;
}

/* "It may also cover ..." after a sentence whose subject is an instrument. */
static bool is_instrument_or_it(const ch__coder *coder, uint32_t subject)
{
    const ch_analysis *a = coder->a;
    if (ch__token_is(coder, subject, "instrument")) return true;
    const uint32_t sentence = a->tokens[subject].sentence;
    if (sentence == 0 || !ch__sv_is(a->tokens[subject].lower, "it")) return false;
    const uint32_t root = root_of(a, sentence - 1);
    const uint32_t before = root == CH_NONE ? CH_NONE : ch__clause_subject(a, root);
    return before != CH_NONE && ch__token_is(coder, before, "instrument");
}

/* "A joint exercise is the most important item of the plan": the noun of the part. */
static bool is_named_part(const ch__coder *coder, uint32_t noun)
{
    const ch_analysis *a = coder->a;
    const ch_token *t = &a->tokens[noun];
    if (!ch__is_subject(t->deprel) || t->head == CH_NONE ||
        !ch__token_is(coder, t->head, "provision-part"))
        return false;
    CH__EACH_CHILD(a->tokens, t->head, c)
    if (a->tokens[c].deprel == CH_DEPREL_NMOD && ch__token_is(coder, c, "instrument")) return true;
    return false;
}

/* "the plan includes exchanges and joint training": the verb over a provision of an instrument. */
static uint32_t provision_verb(const ch__coder *coder, uint32_t noun)
{
    const ch_analysis *a = coder->a;
    uint32_t at = noun;
    for (int i = 0; i < CLIMB_MAX && a->tokens[at].deprel == CH_DEPREL_CONJ; i++)
        at = a->tokens[at].head;
    uint32_t verb = ch__is_verbal(&a->tokens[at]) ? at : a->tokens[at].head;
    if (verb == CH_NONE || (verb != at && a->tokens[at].deprel != CH_DEPREL_OBJ)) return CH_NONE;
    if (!ch__is_verbal(&a->tokens[verb]) || !ch__token_is(coder, verb, "provision-verb"))
        return CH_NONE;
    const uint32_t subject = ch__clause_subject(a, verb);
    return subject != CH_NONE && is_instrument_or_it(coder, subject) ? verb : CH_NONE;
}

bool ch__is_provision(const ch__coder *coder, uint32_t noun)
{
    return provision_verb(coder, noun) != CH_NONE || is_named_part(coder, noun);
}

/* The verb that says when or whether it takes place: "will be held", "is expected to take place",
 * "was finalised in Minsk". */
uint32_t ch__carrier_of(const ch__coder *coder, uint32_t noun)
{
    const ch_analysis *a = coder->a;
    const ch_token *t = &a->tokens[noun];
    const uint32_t over = provision_verb(coder, noun);
    if (over != CH_NONE) return over;
    if (t->head == CH_NONE || !ch__is_verbal(&a->tokens[t->head])) return noun;
    if (!ch__is_subject(t->deprel) && t->deprel != CH_DEPREL_OBJ) return noun;
    uint32_t verb = t->head;
    const uint32_t content = ch__tree_child(a->tokens, verb, CH_DEPREL_XCOMP);
    if (ch__is_subject(t->deprel) && content != CH_NONE && ch__is_verbal(&a->tokens[content]))
        verb = content;
    const ch_sv lemma = a->tokens[verb].lemma;
    if (ch__token_is(coder, verb, "occurrence-verb") ||
        ch__codebook_light_verb(coder->book, lemma, (ch_sv){NULL, 0}) ||
        ch__codebook_stage(coder->book, CH_SV("instrument"), lemma).n)
        return verb;
    return noun;
}

static bool same_word(const ch_analysis *a, uint32_t x, uint32_t y)
{
    const ch_sv p = a->tokens[x].lemma, q = a->tokens[y].lemma;
    if (ch__sv_eq(p, q)) return true;
    const size_t shorter = p.n < q.n ? p.n : q.n; /* "visited" - "the visit" */
    return shorter >= 4 &&
           (ch__sv_starts(p, (ch_sv){q.p, shorter}) || ch__sv_starts(q, (ch_sv){p.p, shorter}));
}

bool ch__is_about_instrument(const ch__coder *coder, const ch__deed *deed)
{
    if (deed->frame->flags & CH__FRAME_INSTRUMENT) return true;
    const uint32_t patient = ch__is_verbal(&coder->a->tokens[deed->trigger])
                                 ? ch__clause_patient(coder->a, deed->trigger)
                                 : CH_NONE;
    return patient != CH_NONE && ch__token_is(coder, patient, "instrument");
}

static uint32_t told_before(const ch__coder *coder, uint32_t noun, uint32_t deed_n)
{
    const bool is_instrument = ch__token_is(coder, noun, "instrument");
    const uint32_t stop = deed_n > LOOK_BACK_MAX ? deed_n - LOOK_BACK_MAX : 0;
    for (uint32_t d = deed_n; d-- > stop;) {
        const ch__deed *deed = &coder->deeds[d];
        if (deed->dropped || deed->trigger >= noun) continue;
        if (same_word(coder->a, deed->word, noun)) return d;
        if (is_instrument && ch__is_about_instrument(coder, deed)) return d;
    }
    return CH_NONE;
}

static ch_status add_reference(ch__coder *coder, uint32_t noun, uint32_t original)
{
    CH_TRY(
        CH__PUSH(coder->arena, &coder->deeds, &coder->deed_n, &coder->deed_capacity, coder->err));
    const ch__deed *told = &coder->deeds[original];
    ch__deed *deed = &coder->deeds[coder->deed_n - 1];
    *deed = (ch__deed){.trigger = noun,
                       .word = noun,
                       .carrier = ch__carrier_of(coder, noun),
                       .light = CH_NONE,
                       .frame = told->frame,
                       .inner = CH_NONE,
                       .consumed_by = CH_NONE,
                       .refers_to = original,
                       .denies = CH_NONE,
                       .event = CH_NONE,
                       .type = told->type,
                       .mode = told->mode,
                       .cameo = told->cameo};
    if (coder->deed_of_token[noun] == CH_NONE) coder->deed_of_token[noun] = coder->deed_n - 1;
    return CH_OK;
}

/* "It is expected to be held in May" right after the sentence that tells the deed. */
static uint32_t told_in_sentence_before(const ch__coder *coder, uint32_t pronoun, uint32_t deed_n)
{
    const ch_analysis *a = coder->a;
    const ch_token *t = &a->tokens[pronoun];
    if (t->sentence == 0 || !ch__is_subject(t->deprel) || ch__carrier_of(coder, pronoun) == pronoun)
        return CH_NONE;
    const ch_sentence *before = &a->sentences[t->sentence - 1];
    for (uint32_t d = 0; d < deed_n; d++) {
        const ch__deed *deed = &coder->deeds[d];
        if (deed->dropped || deed->frame->pos != 'n') continue;
        if (deed->trigger >= before->token_begin && deed->trigger < before->token_end &&
            (ch__is_subject(a->tokens[deed->trigger].deprel) ||
             a->tokens[deed->trigger].deprel == CH_DEPREL_OBJ))
            return d;
    }
    return CH_NONE;
}

static ch_status refer_by_pronouns(ch__coder *coder, uint32_t deed_n)
{
    const ch_analysis *a = coder->a;
    for (uint32_t s = 1; s < a->sentence_n; s++) {
        const uint32_t first = a->sentences[s].token_begin;
        if (first >= a->sentences[s].token_end ||
            !ch__sv_in(a->tokens[first].lower, CH_SV("it|this|they")))
            continue;
        if (coder->deed_of_token[first] != CH_NONE) continue;
        const uint32_t original = told_in_sentence_before(coder, first, deed_n);
        if (original != CH_NONE) CH_TRY(add_reference(coder, first, original));
    }
    return CH_OK;
}

ch_status ch__references_find(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    const uint32_t deed_n = coder->deed_n;
    for (uint32_t i = 0; i < a->token_n; i++) {
        if (a->tokens[i].upos != CH_UPOS_NOUN || !ch__points_back(a, i)) continue;
        const uint32_t own = coder->deed_of_token[i];
        if (own != CH_NONE && own < deed_n &&
            (!coder->deeds[own].dropped || coder->deeds[own].consumed_by != CH_NONE))
            continue;
        const uint32_t original = told_before(coder, i, deed_n);
        if (original != CH_NONE) CH_TRY(add_reference(coder, i, original));
    }
    return refer_by_pronouns(coder, deed_n);
}
