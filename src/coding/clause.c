#include "coding/clause.h"

enum { CONTROL_DEPTH_MAX = 24 };

static uint32_t subject_at(const ch_analysis *a, uint32_t predicate, int depth);

bool ch__is_verbal(const ch_token *token)
{
    return token->upos == CH_UPOS_VERB ||
           (token->upos == CH_UPOS_AUX && token->deprel != CH_DEPREL_AUX &&
            token->deprel != CH_DEPREL_AUX_PASS && token->deprel != CH_DEPREL_COP);
}

bool ch__clause_has_child_lemma(const ch_analysis *a, uint32_t of, ch_deprel deprel,
                                const char *lemma)
{
    CH__EACH_CHILD(a->tokens, of, c)
    if (a->tokens[c].deprel == deprel && ch__sv_is(a->tokens[c].lemma, lemma)) return true;
    return false;
}

static uint32_t own_subject(const ch_token *tokens, uint32_t predicate)
{
    CH__EACH_CHILD(tokens, predicate, c)
    if (ch__is_subject(tokens[c].deprel)) return c;
    return CH_NONE;
}

/* "Turkey repaired schools", "Beijing cut tariffs on pork": a short clause whose finite verb the parser
 * hung on its object. Its subject, CH_NONE if it is a true modifier. */
static uint32_t misread_subject(const ch_token *tokens, uint32_t verb)
{
    const ch_token *t = &tokens[verb];
    if ((t->deprel != CH_DEPREL_AMOD && t->deprel != CH_DEPREL_COMPOUND) || t->head <= verb ||
        (t->xpos != CH_XPOS_VBD && t->xpos != CH_XPOS_VBN))
        return CH_NONE;
    const uint32_t own = own_subject(tokens, verb);
    if (own != CH_NONE || t->xpos != CH_XPOS_VBD) return own;
    uint32_t found = CH_NONE;
    CH__EACH_CHILD(tokens, t->head, c)
    if (c < verb && (tokens[c].upos == CH_UPOS_PROPN || tokens[c].upos == CH_UPOS_NOUN) &&
        tokens[c].deprel != CH_DEPREL_NMOD_POSS)
        found = c;
    return found;
}

bool ch__clause_is_misread(const ch_analysis *a, uint32_t verb)
{
    return misread_subject(a->tokens, verb) != CH_NONE;
}

static bool has_auxiliary(const ch_token *tokens, uint32_t verb)
{
    CH__EACH_CHILD(tokens, verb, c)
    if (tokens[c].deprel == CH_DEPREL_AUX || tokens[c].deprel == CH_DEPREL_AUX_PASS) return true;
    return false;
}

static bool is_passive_at(const ch_analysis *a, uint32_t verb, int depth)
{
    const ch_token *t = &a->tokens[verb];
    CH__EACH_CHILD(a->tokens, verb, c)
    if (a->tokens[c].deprel == CH_DEPREL_AUX_PASS || a->tokens[c].deprel == CH_DEPREL_NSUBJ_PASS ||
        a->tokens[c].deprel == CH_DEPREL_OBL_AGENT)
        return true;
    if (t->xpos != CH_XPOS_VBN || has_auxiliary(a->tokens, verb)) return false;
    if (own_subject(a->tokens, verb) != CH_NONE)
        return false; /* "X signed": tagged VBN by mistake */
    if (ch__tree_child(a->tokens, verb, CH_DEPREL_OBJ) != CH_NONE) return false;
    if (t->deprel == CH_DEPREL_ACL || t->deprel == CH_DEPREL_ADVCL || t->deprel == CH_DEPREL_AMOD ||
        t->deprel == CH_DEPREL_XCOMP)
        return true;
    return t->deprel == CH_DEPREL_CONJ && depth > 0 && is_passive_at(a, t->head, depth - 1);
}

bool ch__clause_is_passive(const ch_analysis *a, uint32_t verb)
{
    return is_passive_at(a, verb, CONTROL_DEPTH_MAX);
}

/* "which", "who", "that" of a relative clause stand for the noun the clause hangs on. */
static uint32_t antecedent(const ch_analysis *a, uint32_t token, uint32_t clause)
{
    const ch_token *t = &a->tokens[token];
    const bool is_relative = t->xpos == CH_XPOS_WDT || t->xpos == CH_XPOS_WP ||
                             (t->upos == CH_UPOS_PRON && ch__sv_is(t->lower, "that"));
    if (!is_relative) return token;
    for (uint32_t at = clause; at != CH_NONE; at = a->tokens[at].head) {
        if (a->tokens[at].deprel == CH_DEPREL_ACL_RELCL) return a->tokens[at].head;
        if (a->tokens[at].deprel != CH_DEPREL_CONJ && a->tokens[at].deprel != CH_DEPREL_XCOMP &&
            a->tokens[at].deprel != CH_DEPREL_CCOMP)
            break;
    }
    return token;
}

/* "promised Kyiv to send": the promiser sends. All others with an object: the object does. */
static bool controls_by_subject(ch_sv lemma)
{
    return ch__sv_in(lemma, CH_SV("promise|vow|pledge|threaten|agree|offer|use|take"));
}

static uint32_t controller_of_xcomp(const ch_analysis *a, uint32_t governor, int depth)
{
    const ch_token *tokens = a->tokens;
    if (ch__is_verbal(&tokens[governor]) && !is_passive_at(a, governor, depth) &&
        !controls_by_subject(tokens[governor].lemma)) {
        const uint32_t object = ch__tree_child(tokens, governor, CH_DEPREL_OBJ);
        if (object != CH_NONE) return object;
        const uint32_t indirect = ch__tree_child(tokens, governor, CH_DEPREL_IOBJ);
        if (indirect != CH_NONE) return indirect;
        CH__EACH_CHILD(tokens, governor, c) /* "called on Moscow to withdraw" */
        if (tokens[c].deprel == CH_DEPREL_OBL && tokens[governor].lemma.n &&
            ch__sv_in(tokens[governor].lemma, CH_SV("call|appeal|plead")))
            return c;
    }
    return subject_at(a, governor, depth - 1);
}

/* "Iran's plan to sign", "signed a pledge to cut": whose plan it is. */
static uint32_t controller_of_noun(const ch_analysis *a, uint32_t noun, int depth)
{
    const uint32_t possessor = ch__tree_child(a->tokens, noun, CH_DEPREL_NMOD_POSS);
    if (possessor != CH_NONE) return possessor;
    const uint32_t governor = a->tokens[noun].head;
    if (governor == CH_NONE) return CH_NONE;
    const uint8_t rel = a->tokens[noun].deprel;
    if (rel == CH_DEPREL_OBJ || rel == CH_DEPREL_OBL || rel == CH_DEPREL_NSUBJ_PASS)
        return is_passive_at(a, governor, depth) ? CH_NONE : subject_at(a, governor, depth - 1);
    return CH_NONE;
}

static bool is_infinitive(const ch_token *tokens, uint32_t verb)
{
    CH__EACH_CHILD(tokens, verb, c)
    if (tokens[c].deprel == CH_DEPREL_MARK && ch__sv_is(tokens[c].lower, "to")) return true;
    return false;
}

/* "Amnesty International accused ...", hung on the second part of the name. */
static uint32_t name_head(const ch_token *tokens, uint32_t token)
{
    const ch_token *t = &tokens[token];
    const bool is_part = t->deprel == CH_DEPREL_COMPOUND || t->deprel == CH_DEPREL_FLAT;
    return is_part && t->head < token ? t->head : token;
}

static uint32_t inherited_subject(const ch_analysis *a, uint32_t predicate, int depth)
{
    const ch_token *t = &a->tokens[predicate];
    const uint32_t head = t->head;
    if (head == CH_NONE) return CH_NONE;
    switch (t->deprel) {
    case CH_DEPREL_CONJ:
        return subject_at(a, head, depth - 1);
    case CH_DEPREL_XCOMP:
        return controller_of_xcomp(a, head, depth);
    case CH_DEPREL_ACL:
        if (t->xpos == CH_XPOS_VBG && !is_infinitive(a->tokens, predicate)) {
            /* "a delegation visiting Minsk", but "plans of visiting Minsk" */
            return ch__tree_child(a->tokens, predicate, CH_DEPREL_MARK) == CH_NONE
                       ? head
                       : controller_of_noun(a, head, depth);
        }
        if (t->xpos == CH_XPOS_VBN || t->xpos == CH_XPOS_VBD)
            return name_head(a->tokens, head); /* VBD: "Rebels wounded six", misread as a noun */
        return controller_of_noun(a, head, depth);
    case CH_DEPREL_AMOD:
    case CH_DEPREL_COMPOUND:
        return misread_subject(a->tokens, predicate);
    case CH_DEPREL_ACL_RELCL:
        return head;
    case CH_DEPREL_ADVCL:
    case CH_DEPREL_CCOMP:
    case CH_DEPREL_ADVCL_RELCL:
        if (is_passive_at(a, head, depth) && t->deprel == CH_DEPREL_ADVCL &&
            is_infinitive(a->tokens, predicate)) {
            CH__EACH_CHILD(a->tokens, head, c) /* "was used by X to attack" */
            if (a->tokens[c].deprel == CH_DEPREL_OBL_AGENT) return c;
        }
        if (ch__is_verbal(&a->tokens[head]) || a->tokens[head].upos == CH_UPOS_ADJ ||
            own_subject(a->tokens, head) != CH_NONE)
            return subject_at(a, head, depth - 1);
        return controller_of_noun(a, head, depth);
    default:
        return CH_NONE;
    }
}

static uint32_t subject_at(const ch_analysis *a, uint32_t predicate, int depth)
{
    if (depth <= 0) return CH_NONE;
    const uint32_t own = own_subject(a->tokens, predicate);
    if (own != CH_NONE) return antecedent(a, own, predicate);
    return inherited_subject(a, predicate, depth);
}

uint32_t ch__clause_subject(const ch_analysis *a, uint32_t predicate)
{
    return subject_at(a, predicate, CONTROL_DEPTH_MAX);
}

static uint32_t by_phrase(const ch_analysis *a, uint32_t verb)
{
    CH__EACH_CHILD(a->tokens, verb, c)
    if (a->tokens[c].deprel == CH_DEPREL_OBL_AGENT) return c;
    CH__EACH_CHILD(a->tokens, verb, c)
    if (a->tokens[c].deprel == CH_DEPREL_OBL && ch__sv_is(ch__tree_preposition(a->tokens, c), "by"))
        return c;
    return CH_NONE;
}

uint32_t ch__clause_agent(const ch_analysis *a, uint32_t predicate)
{
    if (ch__clause_is_passive(a, predicate)) {
        const uint32_t agent = by_phrase(a, predicate);
        if (agent != CH_NONE || a->tokens[predicate].deprel != CH_DEPREL_CONJ) return agent;
        return by_phrase(a, a->tokens[predicate].head); /* "arrested and charged by police" */
    }
    return ch__clause_subject(a, predicate);
}

/* "gave the army its support" parsed with two objects: the first is whom, the second what. */
static uint32_t given_object(const ch_token *tokens, uint32_t verb)
{
    static const ch_sv giving =
        CH_SV_INIT("give|lend|send|offer|grant|promise|pay|hand|award|sell|deny|refuse|wish|loan");
    const uint32_t first = ch__tree_child(tokens, verb, CH_DEPREL_OBJ);
    if (first == CH_NONE || !ch__sv_in(tokens[verb].lemma, giving)) return CH_NONE;
    for (uint32_t c = tokens[first].sibling; c != CH_NONE; c = tokens[c].sibling)
        if (tokens[c].deprel == CH_DEPREL_OBJ && tokens[c].upos == CH_UPOS_NOUN) return c;
    return CH_NONE;
}

static bool is_day(const ch_token *token)
{
    return ch__sv_in(token->lower,
                     CH_SV("monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|"
                           "yesterday|tomorrow|tonight"));
}

static uint32_t second_object(const ch_analysis *a, uint32_t verb, uint32_t after)
{
    CH__EACH_CHILD(a->tokens, verb, c)
    if (c > after &&
        (a->tokens[c].deprel == CH_DEPREL_OBJ || a->tokens[c].deprel == CH_DEPREL_OBL_UNMARKED ||
         a->tokens[c].deprel == CH_DEPREL_DEP) &&
        !is_day(&a->tokens[c]))
        return c;
    return CH_NONE;
}

/* "summoned the ambassador Monday": the object parsed as a part of the day. */
static uint32_t object_before_day(const ch_analysis *a, uint32_t verb)
{
    CH__EACH_CHILD(a->tokens, verb, c)
    {
        if (a->tokens[c].deprel != CH_DEPREL_OBL_UNMARKED || !is_day(&a->tokens[c])) continue;
        const uint32_t part = ch__tree_child(a->tokens, c, CH_DEPREL_NMOD_DESC);
        if (part != CH_NONE && part > verb && a->tokens[part].upos == CH_UPOS_NOUN) return part;
    }
    return CH_NONE;
}

uint32_t ch__clause_patient(const ch_analysis *a, uint32_t predicate)
{
    const ch_token *t = &a->tokens[predicate];
    if (ch__clause_is_passive(a, predicate)) return ch__clause_subject(a, predicate);
    if (ch__clause_is_misread(a, predicate)) return t->head;
    const uint32_t object = ch__tree_child(a->tokens, predicate, CH_DEPREL_OBJ);
    if (object != CH_NONE && is_day(&a->tokens[object])) { /* "lifted Friday a blockade" */
        const uint32_t told = ch__tree_child(a->tokens, object, CH_DEPREL_APPOS);
        return told == CH_NONE ? second_object(a, predicate, object) : told;
    }
    const uint32_t given = given_object(a->tokens, predicate);
    if (given != CH_NONE && !is_day(&a->tokens[given])) return given;
    if (object != CH_NONE) return antecedent(a, object, predicate);
    const uint32_t only = ch__tree_child(a->tokens, predicate, CH_DEPREL_IOBJ);
    if (only != CH_NONE) return antecedent(a, only, predicate); /* "summoned the envoy", misread */
    const uint32_t before_day = object_before_day(a, predicate);
    if (before_day != CH_NONE) return before_day;
    if (t->deprel == CH_DEPREL_ACL_RELCL) { /* "the treaty they signed" */
        const uint32_t own = own_subject(a->tokens, predicate);
        if (own != CH_NONE && antecedent(a, own, predicate) == own) return t->head;
    }
    CH__EACH_CHILD(a->tokens, predicate,
                   c) /* "signed and ratified the treaty": the object hangs on the last */
    if (a->tokens[c].deprel == CH_DEPREL_CONJ && ch__is_verbal(&a->tokens[c]) &&
        own_subject(a->tokens, c) == CH_NONE) {
        const uint32_t shared = ch__tree_child(a->tokens, c, CH_DEPREL_OBJ);
        if (shared != CH_NONE && c == predicate + 2) return shared;
    }
    return CH_NONE;
}

ch_sv ch__clause_particle(const ch_analysis *a, uint32_t verb)
{
    const uint32_t c = ch__tree_child(a->tokens, verb, CH_DEPREL_COMPOUND_PRT);
    return c == CH_NONE ? (ch_sv){NULL, 0} : a->tokens[c].lower;
}

static bool is_oblique(uint8_t deprel)
{
    return deprel == CH_DEPREL_OBL || deprel == CH_DEPREL_NMOD || deprel == CH_DEPREL_OBL_AGENT ||
           deprel == CH_DEPREL_NMOD_DESC || deprel == CH_DEPREL_ADVCL || deprel == CH_DEPREL_ACL ||
           deprel == CH_DEPREL_OBL_UNMARKED;
}

/* The word that introduces a dependant: case of a nominal, mark of a gerund ("of attacking"). */
static ch_sv introducer(const ch_analysis *a, uint32_t token)
{
    const ch_sv preposition = ch__tree_preposition(a->tokens, token);
    if (preposition.n) return preposition;
    const uint32_t mark = ch__tree_child(a->tokens, token, CH_DEPREL_MARK);
    return mark == CH_NONE || ch__is_verbal(&a->tokens[token]) == false ? (ch_sv){NULL, 0}
                                                                        : a->tokens[mark].lower;
}

static void push(uint32_t *heads, uint32_t *n, uint32_t max, uint32_t head)
{
    if (head == CH_NONE || *n == max) return;
    for (uint32_t i = 0; i < *n; i++)
        if (heads[i] == head) return;
    heads[(*n)++] = head;
}

/* "open to addressing": a gerund after a preposition is a nominal of sorts. */
static bool is_gerund_phrase(const ch_analysis *a, uint32_t token)
{
    const uint8_t rel = a->tokens[token].deprel;
    return (rel == CH_DEPREL_XCOMP || rel == CH_DEPREL_CCOMP) &&
           ch__sv_ends(a->tokens[token].lower, CH_SV("ing")) && ch__is_verbal(&a->tokens[token]);
}

static bool has_conjunct(const ch_analysis *a, uint32_t token)
{
    return ch__tree_child(a->tokens, token, CH_DEPREL_CONJ) != CH_NONE;
}

static uint32_t later_conjunct(const ch_analysis *a, uint32_t of, uint32_t after)
{
    CH__EACH_CHILD(a->tokens, of, c)
    if (a->tokens[c].deprel == CH_DEPREL_CONJ && c > after) return c;
    return CH_NONE;
}

static void push_prepositional(const ch_analysis *a, uint32_t of, ch_sv preposition,
                               uint32_t *heads, uint32_t *n, uint32_t max)
{
    CH__EACH_CHILD(a->tokens, of, c)
    {
        if (!is_oblique(a->tokens[c].deprel) && !is_gerund_phrase(a, c)) continue;
        const ch_sv word = introducer(a, c);
        const bool is_infinitive_to = ch__sv_is(word, "to") && ch__is_verbal(&a->tokens[c]) &&
                                      !ch__sv_ends(a->tokens[c].lower, CH_SV("ing"));
        if (!ch__sv_eq(word, preposition) || is_infinitive_to) continue;
        push(heads, n, max, c);
        if (ch__sv_is(preposition, "between") && !has_conjunct(a, c))
            push(heads, n, max,
                 later_conjunct(a, of, c)); /* "between A and B": B hung on the noun */
    }
}

/* "a visit by X to Y" parsed with "to Y" under X: phrases one step further down, when the word itself
 * has none. */
static void push_prepositional_below(const ch_analysis *a, uint32_t of, ch_sv preposition,
                                     uint32_t *heads, uint32_t *n, uint32_t max)
{
    if (*n || !ch__sv_in(preposition, CH_SV("to|with|against|between|for"))) return;
    for (uint32_t c = a->tokens[of].child; c != CH_NONE && *n == 0; c = a->tokens[c].sibling)
        if (a->tokens[c].deprel == CH_DEPREL_NMOD || a->tokens[c].deprel == CH_DEPREL_OBL ||
            a->tokens[c].deprel == CH_DEPREL_OBL_AGENT)
            push_prepositional(a, c, preposition, heads, n, max);
}

/* "the killing of A by B": the doer of a deed told by a noun hangs on its victim, or one step below. */
static void push_agent_below(const ch_analysis *a, uint32_t noun, uint32_t *heads, uint32_t *n,
                             uint32_t max)
{
    for (uint32_t c = a->tokens[noun].child; c != CH_NONE && *n == 0; c = a->tokens[c].sibling) {
        if (!ch__sv_is(ch__tree_preposition(a->tokens, c), "of")) continue;
        push_prepositional(a, c, CH_SV("by"), heads, n, max);
        for (uint32_t d = a->tokens[c].child; d != CH_NONE && *n == 0; d = a->tokens[d].sibling)
            if (ch__sv_in(ch__tree_preposition(a->tokens, d), CH_SV("in|of|from")))
                push_prepositional(a, d, CH_SV("by"), heads, n, max);
    }
}

/* "a package of sanctions on X": phrases of what stands under "of", when the word has none. */
static void push_of_measured(const ch_analysis *a, uint32_t of, ch_sv preposition, uint32_t *heads,
                             uint32_t *n, uint32_t max)
{
    if (*n || !ch__sv_in(preposition, CH_SV("on|against|to|with"))) return;
    for (uint32_t c = a->tokens[of].child; c != CH_NONE && *n == 0; c = a->tokens[c].sibling)
        if (a->tokens[c].deprel == CH_DEPREL_NMOD &&
            ch__sv_is(ch__tree_preposition(a->tokens, c), "of"))
            push_prepositional(a, c, preposition, heads, n, max);
}

static bool is_modifier(uint8_t deprel)
{
    return deprel == CH_DEPREL_AMOD || deprel == CH_DEPREL_COMPOUND ||
           deprel == CH_DEPREL_NMOD_DESC || deprel == CH_DEPREL_NUMMOD ||
           deprel == CH_DEPREL_FLAT || deprel == CH_DEPREL_NMOD_UNMARKED;
}

static void push_modifiers(const ch_analysis *a, uint32_t of, uint32_t *heads, uint32_t *n,
                           uint32_t max, int depth)
{
    CH__EACH_CHILD(a->tokens, of, c)
    {
        if (!is_modifier(a->tokens[c].deprel) &&
            !(depth == 0 && a->tokens[c].deprel == CH_DEPREL_CONJ))
            continue;
        push(heads, n, max, c);
        if (depth > 0) push_modifiers(a, c, heads, n, max, depth - 1);
    }
}

static void push_complement(const ch_analysis *a, uint32_t of, bool is_clausal, uint32_t *heads,
                            uint32_t *n, uint32_t max)
{
    CH__EACH_CHILD(a->tokens, of, c)
    {
        const ch_token *t = &a->tokens[c];
        const bool is_to_clause = (t->deprel == CH_DEPREL_ADVCL || t->deprel == CH_DEPREL_ACL) &&
                                  is_infinitive(a->tokens, c);
        if (is_clausal ? t->deprel == CH_DEPREL_CCOMP
                       : t->deprel == CH_DEPREL_XCOMP || is_to_clause)
            push(heads, n, max, c);
    }
}

static void push_verb_slot(const ch_analysis *a, uint32_t verb, ch__slot slot, uint32_t *heads,
                           uint32_t *n, uint32_t max)
{
    switch ((ch__slot_kind)slot.kind) {
    case CH__SLOT_SUBJECT:
        push(heads, n, max, ch__clause_agent(a, verb));
        break;
    case CH__SLOT_OBJECT:
        push(heads, n, max, ch__clause_patient(a, verb));
        break;
    case CH__SLOT_INDIRECT:
        push(heads, n, max, ch__tree_child(a->tokens, verb, CH_DEPREL_IOBJ));
        if (*n == 0 && given_object(a->tokens, verb) != CH_NONE)
            push(heads, n, max, ch__tree_child(a->tokens, verb, CH_DEPREL_OBJ));
        break;
    case CH__SLOT_XCOMP:
    case CH__SLOT_CCOMP:
        push_complement(a, verb, slot.kind == CH__SLOT_CCOMP, heads, n, max);
        break;
    case CH__SLOT_PASSIVE:
        if (ch__clause_is_passive(a, verb)) push(heads, n, max, verb);
        break;
    case CH__SLOT_PARTICLE:
        push(heads, n, max, ch__tree_child(a->tokens, verb, CH_DEPREL_COMPOUND_PRT));
        break;
    case CH__SLOT_POSSESSOR:
    case CH__SLOT_MODIFIER:
        break;
    case CH__SLOT_PREPOSITION:
        push_prepositional(a, verb, slot.preposition, heads, n, max);
        if (*n == 0) { /* "signed a deal with X": the phrase hangs on the object */
            const uint32_t patient = ch__clause_patient(a, verb);
            if (patient != CH_NONE && !ch__sv_is(slot.preposition, "of"))
                push_prepositional(a, patient, slot.preposition, heads, n, max);
            if (patient != CH_NONE) /* "imposed a package of sanctions on X" */
                push_of_measured(a, patient, slot.preposition, heads, n, max);
        }
        if (*n == 0 && ch__sv_in(slot.preposition,
                                 CH_SV("between|of|by"))) { /* "talks between A and B collapsed" */
            const uint32_t subject = ch__clause_subject(a, verb);
            if (subject != CH_NONE && a->tokens[subject].upos == CH_UPOS_NOUN)
                push_prepositional(a, subject, slot.preposition, heads, n, max);
        }
        if (*n == 0 && ch__sv_is(slot.preposition, "to"))
            push(heads, n, max, ch__tree_child(a->tokens, verb, CH_DEPREL_IOBJ));
        push_prepositional_below(a, verb, slot.preposition, heads, n, max);
        break;
    }
}

static void push_noun_slot(const ch_analysis *a, uint32_t noun, ch__slot slot, uint32_t *heads,
                           uint32_t *n, uint32_t max)
{
    switch ((ch__slot_kind)slot.kind) {
    case CH__SLOT_PREPOSITION:
        push_prepositional(a, noun, slot.preposition, heads, n, max);
        break;
    case CH__SLOT_POSSESSOR:
        push(heads, n, max, ch__tree_child(a->tokens, noun, CH_DEPREL_NMOD_POSS));
        break;
    case CH__SLOT_MODIFIER:
        push_modifiers(a, noun, heads, n, max, 2);
        break;
    case CH__SLOT_XCOMP:
        push_complement(a, noun, false, heads, n, max);
        break;
    case CH__SLOT_CCOMP:
        CH__EACH_CHILD(a->tokens, noun, c)
        if (a->tokens[c].deprel == CH_DEPREL_CCOMP || a->tokens[c].deprel == CH_DEPREL_ACL)
            push(heads, n, max, c);
        break;
    case CH__SLOT_SUBJECT: /* a predicative noun or adjective: "is ready", "is an ally" */
        if (own_subject(a->tokens, noun) != CH_NONE)
            push(heads, n, max, antecedent(a, own_subject(a->tokens, noun), noun));
        else if (a->tokens[noun].upos == CH_UPOS_ADJ)
            push(heads, n, max, ch__clause_subject(a, noun));
        break;
    case CH__SLOT_OBJECT:
    case CH__SLOT_INDIRECT:
    case CH__SLOT_PASSIVE:
    case CH__SLOT_PARTICLE:
        break;
    }
}

uint32_t ch__clause_slot(const ch_analysis *a, uint32_t predicate, uint32_t light, ch__slot slot,
                         uint32_t *out_heads, uint32_t max)
{
    uint32_t n = 0;
    if (ch__is_verbal(&a->tokens[predicate])) {
        push_verb_slot(a, predicate, slot, out_heads, &n, max);
        return n;
    }
    if (light != CH_NONE && slot.kind == CH__SLOT_SUBJECT)
        push_verb_slot(a, light, slot, out_heads, &n, max);
    push_noun_slot(a, predicate, slot, out_heads, &n, max);
    if (n == 0 && light != CH_NONE && slot.kind == CH__SLOT_PREPOSITION)
        push_prepositional(a, light, slot.preposition, out_heads, &n, max);
    if (slot.kind == CH__SLOT_PREPOSITION)
        push_prepositional_below(a, predicate, slot.preposition, out_heads, &n, max);
    if (n == 0 && slot.kind == CH__SLOT_PREPOSITION && ch__sv_is(slot.preposition, "by"))
        push_agent_below(a, predicate, out_heads, &n, max);
    return n;
}

uint32_t ch__clause_of(const ch_analysis *a, uint32_t token)
{
    for (uint32_t at = token; at != CH_NONE; at = a->tokens[at].head) {
        const ch_token *t = &a->tokens[at];
        if (ch__is_verbal(t) && t->deprel != CH_DEPREL_AMOD) return at;
        if (ch__tree_child(a->tokens, at, CH_DEPREL_COP) != CH_NONE) return at;
    }
    return CH_NONE;
}
