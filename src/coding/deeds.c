/* Words to deeds: which frame reads which word, what a light verb carries, what a content verb
 * takes in. */
#include "coding/coder.h"

enum { HEAD_MAX = 6, DESCENT_MAX = 3 };

const ch_mention *ch__mention_at(const ch_analysis *a, uint32_t token)
{
    const uint32_t m = a->mention_of_token[token];
    return m == CH_NONE ? NULL : &a->mentions[m];
}

bool ch__is_political(const ch_mention *mention)
{
    if (!mention || mention->kind == CH_MENTION_PLACE) return false;
    if (mention->stands_for_n) return true;
    if (!mention->key.n) return false;
    return !ch__sv_is(mention->key, "unk") || mention->sector.n > 0;
}

static bool is_kind(const ch_mention *m, uint8_t value_kind)
{
    static const ch_sv armed = CH_SV_INIT("MIL|REB|COP|PRM|UAF|SPY");
    static const ch_sv people = CH_SV_INIT("CVL|REF|LAB|EDU|REL|AGR|MED|JRN|SOC");
    if (value_kind == CH__VALUE_PLACE) return m && (m->is_place || m->kind == CH_MENTION_PLACE);
    if (!ch__is_political(m)) return false;
    switch (value_kind) {
    case CH__VALUE_ACTOR:
        return true;
    case CH__VALUE_STATE:
        return m->kind == CH_MENTION_STATE || (m->stands_for_n && !m->sector.n);
    case CH__VALUE_IGO:
        return m->kind == CH_MENTION_ORGANISATION || ch__sv_is(m->sector, "IGO");
    case CH__VALUE_PERSON:
        return m->kind == CH_MENTION_PERSON || m->entity.n > 0;
    case CH__VALUE_BODY:
        return m->kind == CH_MENTION_BODY || m->kind == CH_MENTION_ORGANISATION;
    case CH__VALUE_GROUP:
        return m->kind == CH_MENTION_GROUP;
    case CH__VALUE_ARMED:
        return ch__sv_in(m->sector, armed) || (m->kind == CH_MENTION_GROUP && !m->sector.n);
    case CH__VALUE_PEOPLE:
        return m->kind == CH_MENTION_POPULATION || ch__sv_in(m->sector, people);
    default:
        return false;
    }
}

bool ch__value_holds(const ch__coder *coder, const ch__value *value, uint32_t head)
{
    const ch_token *t = &coder->a->tokens[head];
    switch (value->kind) {
    case CH__VALUE_LEMMA:
        return ch__sv_eq(t->lemma, value->text) || ch__sv_eq(t->lower, value->text);
    case CH__VALUE_CLASS:
        return ch__codebook_in_class(coder->book, value->text, t->lemma) ||
               ch__codebook_in_class(coder->book, value->text, t->lower);
    default:
        return is_kind(ch__mention_at(coder->a, head), value->kind);
    }
}

static bool any_value_holds(const ch__coder *coder, const ch__condition *condition, uint32_t head)
{
    for (uint32_t i = 0; i < condition->value_n; i++)
        if (ch__value_holds(coder, &condition->values[i], head)) return true;
    return false;
}

/* A slot's head, one of the words coordinated with it, or what it measures ("a package of sanctions"). */
static bool head_or_conjunct_holds(const ch__coder *coder, const ch__condition *condition,
                                   uint32_t head)
{
    const ch_token *tokens = coder->a->tokens;
    if (any_value_holds(coder, condition, head)) return true;
    const bool is_measure = ch__token_is(coder, head, "measure-noun");
    for (uint32_t c = tokens[head].child; c != CH_NONE; c = tokens[c].sibling) {
        const bool is_measured = is_measure && tokens[c].deprel == CH_DEPREL_NMOD &&
                                 ch__sv_is(ch__tree_preposition(tokens, c), "of");
        if ((is_measured || tokens[c].deprel == CH_DEPREL_CONJ) &&
            any_value_holds(coder, condition, c))
            return true;
    }
    return false;
}

/* "accused the minister of fraud", "stripped them of citizenship" parsed with the phrase under the
 * object: taken for the verb's only where the condition names the words it wants. */
static uint32_t of_under_object(const ch_analysis *a, uint32_t verb)
{
    const uint32_t object = ch__clause_patient(a, verb);
    if (object == CH_NONE) return CH_NONE;
    CH__EACH_CHILD(a->tokens, object, c)
    if (a->tokens[c].deprel == CH_DEPREL_NMOD &&
        ch__sv_is(ch__tree_preposition(a->tokens, c), "of"))
        return c;
    return CH_NONE;
}

static uint32_t condition_heads(const ch__coder *coder, const ch__condition *condition,
                                uint32_t token, uint32_t light, uint32_t heads[HEAD_MAX])
{
    uint32_t n = 0;
    for (uint32_t s = 0; s < condition->slot_n && n < HEAD_MAX; s++)
        n += ch__clause_slot(coder->a, token, light, condition->slots[s], heads + n, HEAD_MAX - n);
    if (n == 0 && condition->slot_n == 1 && condition->value_n &&
        condition->values[0].kind <= CH__VALUE_CLASS &&
        condition->slots[0].kind == CH__SLOT_PREPOSITION &&
        ch__sv_is(condition->slots[0].preposition, "of") &&
        ch__is_verbal(&coder->a->tokens[token])) {
        heads[0] = of_under_object(coder->a, token);
        n = heads[0] != CH_NONE;
    }
    return n;
}

static bool condition_holds(const ch__coder *coder, const ch__condition *condition, uint32_t token,
                            uint32_t light)
{
    uint32_t heads[HEAD_MAX];
    const uint32_t n = condition_heads(coder, condition, token, light, heads);
    if (condition->is_absent) return n == 0;
    if (condition->value_n == 0) return n > 0;
    bool found = false;
    for (uint32_t i = 0; i < n && !found; i++)
        found = head_or_conjunct_holds(coder, condition, heads[i]);
    return condition->is_unequal ? !found : found;
}

/* The particle of a phrasal verb may also be tagged as an adverb or a bare preposition; of a
 * compound noun the first part is a modifier. */
static bool has_particle(const ch_analysis *a, uint32_t token, const ch__frame *frame)
{
    CH__EACH_CHILD(a->tokens, token, c)
    {
        const ch_token *t = &a->tokens[c];
        if (!ch__sv_eq(t->lower, frame->particle) && !ch__sv_eq(t->lemma, frame->particle))
            continue;
        if (frame->pos != 'v' || t->deprel == CH_DEPREL_COMPOUND_PRT ||
            t->deprel == CH_DEPREL_ADVMOD || t->deprel == CH_DEPREL_CASE ||
            t->deprel == CH_DEPREL_MARK)
            return true;
    }
    if (frame->pos != 'v' || token + 1 >= a->token_n) return false;
    const ch_token *next = &a->tokens[token + 1]; /* "called off the talks": attached to the noun */
    return next->sentence == a->tokens[token].sentence && ch__sv_eq(next->lower, frame->particle) &&
           (next->upos == CH_UPOS_ADP || next->upos == CH_UPOS_ADV);
}

static bool frame_holds(const ch__coder *coder, const ch__frame *frame, uint32_t token,
                        uint32_t light)
{
    if (frame->particle.n && !has_particle(coder->a, token, frame)) return false;
    if ((frame->flags & CH__FRAME_CARRIED) && light == CH_NONE &&
        ch__carrier_of(coder, token) == token)
        return false;
    if ((frame->flags & CH__FRAME_NO_PLURAL) && coder->a->tokens[token].xpos == CH_XPOS_NNS &&
        ch__tree_child(coder->a->tokens, token, CH_DEPREL_DET) == CH_NONE)
        return false;
    for (uint32_t i = 0; i < frame->condition_n; i++)
        if (!condition_holds(coder, &frame->conditions[i], token, light)) return false;
    return true;
}

static uint32_t specificity(const ch__frame *frame)
{
    uint32_t points = frame->particle.n ? 2 : 0;
    for (uint32_t i = 0; i < frame->condition_n; i++)
        points += frame->conditions[i].is_absent || frame->conditions[i].is_unequal ? 1
                  : frame->conditions[i].value_n                                    ? 3
                                                                                    : 2;
    return points;
}

/* Of two frames of one type that fit alike, the one that tells the deed more finely: 1952, not 190. */
static bool is_finer(const ch__frame *frame, const ch__frame *than)
{
    if (frame->type != than->type || !frame->cameo.n || !than->cameo.n) return false;
    const bool is_bare = frame->cameo.n == 3 && frame->cameo.p[2] == '0';
    const bool is_than_bare = than->cameo.n == 3 && than->cameo.p[2] == '0';
    return is_than_bare && !is_bare;
}

static const ch__frame *best_frame(const ch__coder *coder, char pos, ch_sv lemma, uint32_t token,
                                   uint32_t light, const ch__frame **out_second)
{
    const ch__frame *best = NULL, *second = NULL;
    uint32_t best_points = 0;
    for (uint32_t f = ch__codebook_frames(coder->book, pos, lemma); f != CH_NONE;
         f = coder->book->frames[f].next) {
        const ch__frame *frame = &coder->book->frames[f];
        if (!frame_holds(coder, frame, token, light)) continue;
        const uint32_t points = /* on a tie the reading that is no deed wins */
            2 * specificity(frame) + (frame->type == CH_TYPE_NONE) + 1;
        if (points > best_points || (points == best_points && is_finer(frame, best))) {
            second = best;
            best = frame;
            best_points = points;
        } else if (!second) {
            second = frame;
        }
    }
    *out_second = second;
    return best;
}

/* "signing" -> "sign", "freezing" -> "freeze", "running" -> "run": the verb of a gerund noun. */
static uint32_t gerund_lemmas(ch_sv lower, char buffer[64], ch_sv out[3])
{
    if (lower.n < 6 || lower.n > 60 || !ch__sv_ends(lower, CH_SV("ing"))) return 0;
    const size_t stem = lower.n - 3;
    uint32_t n = 0;
    out[n++] = (ch_sv){lower.p, stem};
    memcpy(buffer, lower.p, stem);
    buffer[stem] = 'e';
    out[n++] = (ch_sv){buffer, stem + 1};
    if (lower.p[stem - 1] == lower.p[stem - 2]) out[n++] = (ch_sv){lower.p, stem - 1};
    return n;
}

/* The verb that carries a noun deed: "held talks", "talks were held", "took part in exercises". */
static uint32_t light_verb_of(const ch__coder *coder, uint32_t noun, const ch__light_verb **out_row)
{
    const ch_token *t = &coder->a->tokens[noun];
    uint32_t verb = t->head;
    uint8_t rel = t->deprel;
    if (rel == CH_DEPREL_NMOD && verb != CH_NONE && ch__token_is(coder, verb, "measure-noun")) {
        rel = coder->a->tokens[verb].deprel; /* "provide tons of food aid" */
        verb = coder->a->tokens[verb].head;
    }
    if (rel == CH_DEPREL_CONJ && verb != CH_NONE) { /* "held talks and a ceremony" */
        rel = coder->a->tokens[verb].deprel;
        verb = coder->a->tokens[verb].head;
    }
    if (verb != CH_NONE && ch__is_verbal(&coder->a->tokens[verb]) &&
        (rel == CH_DEPREL_OBJ || rel == CH_DEPREL_NSUBJ_PASS || rel == CH_DEPREL_OBL ||
         rel == CH_DEPREL_NSUBJ)) {
        const uint32_t word = ch__tree_child(coder->a->tokens, noun, CH_DEPREL_CASE);
        const bool is_phrase = /* "in response to a request" */
            word != CH_NONE && ch__tree_child(coder->a->tokens, word, CH_DEPREL_FIXED) != CH_NONE;
        const bool is_setting = /* "proposed a mission after attacks" */
            rel == CH_DEPREL_OBL &&
            (is_phrase || ch__codebook_in_class(coder->book, CH_SV("setting-preposition"),
                                                ch__tree_preposition(coder->a->tokens, noun)));
        *out_row = is_setting ? NULL
                              : ch__codebook_light_verb(coder->book, coder->a->tokens[verb].lemma,
                                                        ch__clause_particle(coder->a, verb));
        if (*out_row) return verb;
    }
    for (uint32_t c = t->child; c != CH_NONE;
         c = coder->a->tokens[c].sibling) { /* "talks held in X" */
        const ch_token *child = &coder->a->tokens[c];
        if ((child->deprel != CH_DEPREL_ACL && child->deprel != CH_DEPREL_ACL_RELCL) ||
            !ch__is_verbal(child))
            continue;
        *out_row =
            ch__codebook_light_verb(coder->book, child->lemma, ch__clause_particle(coder->a, c));
        if (*out_row && ch__clause_patient(coder->a, c) == noun) return c;
    }
    *out_row = NULL;
    return CH_NONE;
}

static ch_status add_deed(ch__coder *coder, uint32_t token, const ch__frame *frame, uint32_t light,
                          const ch__light_verb *light_row, const ch__frame *second)
{
    CH_TRY(
        CH__PUSH(coder->arena, &coder->deeds, &coder->deed_n, &coder->deed_capacity, coder->err));
    ch__deed *deed = &coder->deeds[coder->deed_n - 1];
    *deed = (ch__deed){.trigger = token,
                       .word = token,
                       .light = light,
                       .light_row = light_row,
                       .frame = frame,
                       .carrier = light != CH_NONE    ? light
                                  : frame->pos == 'n' ? ch__carrier_of(coder, token)
                                                      : token,
                       .inner = CH_NONE,
                       .consumed_by = CH_NONE,
                       .refers_to = CH_NONE,
                       .denies = CH_NONE,
                       .event = CH_NONE,
                       .type = frame->type,
                       .mode = frame->mode,
                       .cameo = frame->cameo,
                       .contexts = frame->contexts};
    coder->deed_of_token[token] = coder->deed_n - 1;
    const ch_span span = coder->a->tokens[token].span;
    CH_TRY(ch__trace_add(coder, deed, "type", frame->id, span, "", false));
    if (second && second->type != frame->type)
        CH_TRY(ch__trace_add(coder, deed, "type", second->id, span, "a less specific frame", true));
    return CH_OK;
}

static ch_status add_silence(ch__coder *coder, uint32_t token, const ch__frame *frame,
                             const char *why)
{
    ch_analysis *a = coder->a;
    CH_TRY(
        CH__PUSH(coder->arena, &a->silences, &a->silence_n, &coder->silence_capacity, coder->err));
    a->silences[a->silence_n - 1] = (ch_trace){.field = "type",
                                               .rule = frame->id,
                                               .span = a->tokens[token].span,
                                               .note = {why, strlen(why)},
                                               .is_lost = true};
    return CH_OK;
}

/* "rejected accusations", "beat the record": the words that made the reading name no deed either. */
static ch_status block_slots(ch__coder *coder, uint32_t token, const ch__frame *frame)
{
    uint32_t heads[HEAD_MAX];
    for (uint32_t i = 0; i < frame->condition_n; i++) {
        const ch__condition *condition = &frame->conditions[i];
        if (condition->is_absent || condition->is_unequal || !condition->value_n) continue;
        if (condition->slots[0].kind == CH__SLOT_SUBJECT && ch__token_is(coder, token, "toll-verb"))
            continue; /* "the strike killed ten": the strike is the deed, its toll is none */
        const uint32_t n = condition_heads(coder, condition, token, CH_NONE, heads);
        for (uint32_t h = 0; h < n; h++) {
            if (!any_value_holds(coder, condition, heads[h])) continue;
            coder->is_blocked[heads[h]] = true;
            const uint32_t deed = coder->deed_of_token[heads[h]];
            if (deed != CH_NONE && !coder->deeds[deed].dropped)
                coder->deeds[deed].dropped = "part of a reading that is no deed";
        }
    }
    return CH_OK;
}

static bool is_predicative(const ch_analysis *a, uint32_t token)
{
    const ch_token *t = &a->tokens[token];
    return t->deprel != CH_DEPREL_AMOD &&
           (ch__tree_child(a->tokens, token, CH_DEPREL_COP) != CH_NONE ||
            t->deprel == CH_DEPREL_XCOMP || t->deprel == CH_DEPREL_CONJ ||
            t->deprel == CH_DEPREL_ROOT || t->deprel == CH_DEPREL_ACL ||
            t->deprel == CH_DEPREL_ADVCL || t->deprel == CH_DEPREL_CCOMP);
}

/* "the Geneva Summit" names an event, "Department for International Cooperation" does not. */
static bool is_part_of_name(const ch__coder *coder, uint32_t token)
{
    return coder->a->tokens[token].upos == CH_UPOS_PROPN &&
           !ch__token_is(coder, token, "named-event");
}

/* "exercise Zapad-2021", "operation Sea Shield": the common noun tells what the name that heads the
 * phrase is. */
static bool names_its_head(const ch__coder *coder, uint32_t token)
{
    const ch_token *t = &coder->a->tokens[token];
    if (t->upos != CH_UPOS_NOUN || t->deprel != CH_DEPREL_COMPOUND || t->head == CH_NONE)
        return false;
    const ch_token *head = &coder->a->tokens[t->head];
    return head->upos == CH_UPOS_PROPN && t->head > token && t->head - token <= 2 &&
           coder->deed_of_token[t->head] == CH_NONE && ch__token_is(coder, token, "named-event");
}

/* "in protest", "at the request of": how or why another deed was done, none of its own. */
static bool is_manner(const ch_analysis *a, uint32_t noun)
{
    const ch_token *t = &a->tokens[noun];
    const ch_sv preposition = ch__tree_preposition(a->tokens, noun);
    if (ch__sv_is(preposition, "in")) return ch__sv_is(t->lower, "protest");
    return ch__sv_is(preposition, "at") && ch__sv_is(t->lower, "request");
}

static ch_status match_token(ch__coder *coder, uint32_t token)
{
    const ch_token *t = &coder->a->tokens[token];
    const ch__light_verb *light_row = NULL;
    const ch__frame *frame = NULL, *second = NULL;
    uint32_t light = CH_NONE;
    const uint32_t word = token;
    if (names_its_head(coder, token)) token = t->head;
    const bool is_modifier = (t->deprel == CH_DEPREL_AMOD || t->deprel == CH_DEPREL_COMPOUND) &&
                             !ch__clause_is_misread(coder->a, token);
    if (t->upos == CH_UPOS_VERB && !is_modifier && t->deprel != CH_DEPREL_CASE &&
        t->deprel != CH_DEPREL_MARK) {
        frame = best_frame(coder, 'v', t->lemma, token, CH_NONE, &second);
    } else if (t->upos == CH_UPOS_NOUN || t->upos == CH_UPOS_PROPN) {
        if (word == token && (t->deprel == CH_DEPREL_COMPOUND || t->deprel == CH_DEPREL_FLAT ||
                              is_part_of_name(coder, token)))
            return CH_OK;
        if (is_manner(coder->a, token)) return CH_OK;
        light = light_verb_of(coder, token, &light_row);
        char buffer[64];
        ch_sv lemmas[3];
        frame = best_frame(coder, 'n', t->upos == CH_UPOS_NOUN ? t->lemma : t->lower, token, light,
                           &second);
        const uint32_t n =
            frame || t->upos != CH_UPOS_NOUN ? 0 : gerund_lemmas(t->lower, buffer, lemmas);
        for (uint32_t i = 0; i < n && !frame; i++)
            frame = best_frame(coder, 'v', lemmas[i], token, light, &second);
    } else if (t->upos == CH_UPOS_ADJ && is_predicative(coder->a, token)) {
        frame = best_frame(coder, 'a', t->lemma, token, CH_NONE, &second);
    }
    if (!frame) return CH_OK;
    if (frame->type == CH_TYPE_NONE) {
        CH_TRY(block_slots(coder, token, frame));
        return add_silence(coder, token, frame, "read as no political deed");
    }
    if (coder->is_blocked[token] || (light != CH_NONE && coder->is_blocked[light]))
        return add_silence(coder, token, frame, "part of a reading that is no deed");
    CH_TRY(add_deed(coder, token, frame, light, light_row, second));
    coder->deeds[coder->deed_n - 1].word = word;
    return CH_OK;
}

/* ---- content verbs ---- */

/* The deed a complement names: the word itself, or what its light or aspectual verb carries. */
static uint32_t deed_under(const ch__coder *coder, uint32_t head, int depth)
{
    const ch_analysis *a = coder->a;
    if (coder->deed_of_token[head] != CH_NONE) return coder->deed_of_token[head];
    if (depth == 0) return CH_NONE;
    CH__EACH_CHILD(a->tokens, head, c)
    {
        const uint8_t rel = a->tokens[c].deprel;
        if (ch__is_verbal(&a->tokens[head])
                ? rel == CH_DEPREL_XCOMP || rel == CH_DEPREL_OBJ || rel == CH_DEPREL_NSUBJ_PASS ||
                      (rel == CH_DEPREL_OBL &&
                       ch__codebook_light_verb(coder->book, a->tokens[head].lemma,
                                               (ch_sv){NULL, 0}))
                : rel == CH_DEPREL_ACL || (rel == CH_DEPREL_NMOD &&
                                           ch__sv_is(ch__tree_preposition(a->tokens, c), "of"))) {
            const uint32_t found = deed_under(coder, c, depth - 1);
            if (found != CH_NONE) return found;
        }
    }
    return CH_NONE;
}

static const ch__slot *content_slots(uint32_t *out_n)
{
    static const ch__slot slots[] = {
        {CH__SLOT_XCOMP, {NULL, 0}},
        {CH__SLOT_CCOMP, {NULL, 0}},
        {CH__SLOT_OBJECT, {NULL, 0}},
        {CH__SLOT_PREPOSITION, CH_SV_INIT("of")},
        {CH__SLOT_PREPOSITION, CH_SV_INIT("for")},
        {CH__SLOT_PREPOSITION, CH_SV_INIT("to")},
        {CH__SLOT_PREPOSITION, CH_SV_INIT("on")},
        {CH__SLOT_PREPOSITION, CH_SV_INIT("against")},
        {CH__SLOT_PREPOSITION, CH_SV_INIT("from")},
        {CH__SLOT_PREPOSITION, CH_SV_INIT("with")},
        {CH__SLOT_PREPOSITION, CH_SV_INIT("into")},
    };
    *out_n = sizeof slots / sizeof *slots;
    return slots;
}

static uint32_t find_inner(const ch__coder *coder, uint32_t outer)
{
    uint32_t slot_n = 0, heads[HEAD_MAX];
    const ch__slot *slots = content_slots(&slot_n);
    const ch__deed *deed = &coder->deeds[outer];
    for (uint32_t s = 0; s < slot_n; s++) {
        const uint32_t n =
            ch__clause_slot(coder->a, deed->trigger, deed->light, slots[s], heads, HEAD_MAX);
        for (uint32_t i = 0; i < n; i++) {
            if (slots[s].kind == CH__SLOT_OBJECT &&
                is_kind(ch__mention_at(coder->a, heads[i]), CH__VALUE_ACTOR))
                continue; /* "urged Moscow": whom, not what */
            const uint32_t inner = deed_under(coder, heads[i], DESCENT_MAX);
            if (inner != CH_NONE && inner != outer) return inner;
        }
    }
    return CH_NONE;
}

/* compose.tsv writes requests with appeal codes (02x); under a verb of demanding the same digits
 * follow 10. */
static ch_status composed_cameo(ch__coder *coder, const ch__deed *deed, ch_sv code, ch_sv *out)
{
    const ch_sv own = deed->frame->cameo;
    *out = code;
    if (!ch__sv_starts(code, CH_SV("02")) || !ch__sv_starts(own, CH_SV("10"))) return CH_OK;
    return ch_arena_format(coder->arena, out, coder->err, "10%.*s", (int)(code.n - 2), code.p + 2);
}

static ch_status compose(ch__coder *coder, uint32_t outer)
{
    ch__deed *deed = &coder->deeds[outer];
    const uint32_t inner = find_inner(coder, outer);
    if (inner == CH_NONE || coder->deeds[inner].consumed_by != CH_NONE) return CH_OK;
    ch__deed *content = &coder->deeds[inner];
    const ch__compose_row *row =
        ch__codebook_compose(coder->book, deed->type, content->type, content->contexts);
    if (!row) return CH_OK;
    deed->inner = inner;
    content->consumed_by = outer;
    content->dropped = "taken in by the verb above it";
    if (row->type == CH_TYPE_NONE) return CH_OK;
    if (row->type == content->type &&
        row->type != deed->type) { /* "plans to attack": the deed itself, to come */
        deed->mode = content->mode;
        deed->cameo = content->cameo;
        deed->is_promised = true;
    }
    deed->type = row->type;
    if (row->act) deed->act = row->act;
    if (row->mode.n) deed->mode = row->mode;
    if (row->cameo.n) CH_TRY(composed_cameo(coder, deed, row->cameo, &deed->cameo));
    deed->contexts |= content->contexts;
    return ch__trace_add(coder, deed, "type", CH_SV("compose"),
                         coder->a->tokens[content->trigger].span,
                         "what it is about decides mode and code", false);
}

/* A verb frame that names its object ("reach" + agreement) has told what the noun would tell. */
static void drop_nouns_told_by_verbs(ch__coder *coder)
{
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *verb = &coder->deeds[d];
        if (verb->frame->pos != 'v' || (verb->frame->flags & CH__FRAME_CONTENT)) continue;
        for (uint32_t i = 0; i < verb->frame->condition_n; i++) {
            const ch__condition *condition = &verb->frame->conditions[i];
            if (condition->is_absent || condition->is_unequal || !condition->value_n ||
                condition->values[0].kind > CH__VALUE_CLASS)
                continue;
            uint32_t heads[HEAD_MAX];
            const uint32_t n = condition_heads(coder, condition, verb->trigger, CH_NONE, heads);
            for (uint32_t h = 0; h < n; h++) {
                const uint32_t noun = coder->deed_of_token[heads[h]];
                if (noun == CH_NONE || noun == d || coder->deeds[noun].frame->pos != 'n') continue;
                coder->deeds[noun].consumed_by = d;
                coder->deeds[noun].dropped = "told by its verb";
            }
        }
    }
}

ch_status ch__deeds_find(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    for (uint32_t token = 0; token < a->token_n; token++) CH_TRY(match_token(coder, token));
    for (uint32_t d = 0; d < coder->deed_n; d++) ch__contexts_of_words(coder, &coder->deeds[d]);
    drop_nouns_told_by_verbs(coder);
    for (uint32_t d = coder->deed_n; d-- > 0;) /* innermost first: complements mostly follow */
        if ((coder->deeds[d].frame->flags & CH__FRAME_CONTENT) && !coder->deeds[d].dropped)
            CH_TRY(compose(coder, d));
    return CH_OK;
}
