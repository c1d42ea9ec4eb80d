/* About what, in which contexts, and what the deeds of one scene share of date and place. */
#include "coding/coder.h"

enum { SCENE_STEPS_MAX = 4 };

ch_span ch__phrase_span(const ch_analysis *a, uint32_t head)
{
    uint32_t first, last;
    ch__tree_range(a->tokens, head, &first, &last);
    while (first < head &&
           (a->tokens[first].upos == CH_UPOS_PUNCT || a->tokens[first].deprel == CH_DEPREL_CASE ||
            a->tokens[first].deprel == CH_DEPREL_CC))
        first++;
    while (last > head && a->tokens[last].upos == CH_UPOS_PUNCT) last--;
    return (ch_span){a->tokens[first].span.begin, a->tokens[last].span.end};
}

/* ---- object ---- */

static uint32_t object_head(const ch__coder *coder, const ch__deed *deed)
{
    static const ch__slot slots[] = {{CH__SLOT_OBJECT, {NULL, 0}},
                                     {CH__SLOT_XCOMP, {NULL, 0}},
                                     {CH__SLOT_CCOMP, {NULL, 0}},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("on")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("for")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("about")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("of")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("over")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("against")}};
    uint32_t heads[4];
    for (size_t s = 0; s < sizeof slots / sizeof *slots; s++) {
        const uint32_t n = ch__clause_slot(coder->a, deed->trigger, CH_NONE, slots[s], heads, 4);
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t m = coder->a->mention_of_token[heads[i]];
            bool is_taken = false;
            for (uint32_t k = 0; k < deed->recipient_n; k++)
                is_taken |= m != CH_NONE && deed->recipients[k].mention == m;
            for (uint32_t k = 0; k < deed->actor_n; k++)
                is_taken |= m != CH_NONE && deed->actors[k].mention == m;
            if (!is_taken) return heads[i];
        }
    }
    return CH_NONE;
}

/* ---- contexts ---- */

static void add_contexts(const ch__coder *coder, uint32_t token, char scope, uint64_t *contexts)
{
    const ch_token *t = &coder->a->tokens[token];
    for (int form = 0; form < 2; form++) {
        const ch_sv word = form ? t->lower : t->lemma;
        for (uint32_t row = ch__codebook_context(coder->book, word);
             row < coder->book->context_n && ch__sv_eq(coder->book->contexts[row].word, word);
             row++) {
            const ch_sv told = coder->book->contexts[row].scope;
            if (scope == 's' && !ch__sv_is(told, "sentence")) continue;
            *contexts |= (uint64_t)1 << coder->book->contexts[row].context;
        }
    }
}

static bool is_executive(const ch_participant *who)
{
    return who->office.n > 0 && ch__sv_is(who->sector, "GOV");
}

void ch__contexts_of_words(const ch__coder *coder, ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    uint32_t first, last;
    ch__tree_range(a->tokens, deed->trigger, &first, &last);
    for (uint32_t i = first; i <= last; i++) add_contexts(coder, i, 'o', &deed->contexts);
    const ch_sentence *sentence = &a->sentences[a->tokens[deed->trigger].sentence];
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++)
        add_contexts(coder, i, 's', &deed->contexts);
}

static bool is_state_or_body(const ch_analysis *a, const ch_participant *who)
{
    if (who->mention == CH_NONE) return false;
    const uint8_t kind = a->mentions[who->mention].kind;
    const bool is_official =
        !who->sector.n || ch__sv_is(who->sector, "GOV") || ch__sv_is(who->sector, "IGO");
    return is_official && (kind == CH_MENTION_STATE || kind == CH_MENTION_ORGANISATION ||
                           kind == CH_MENTION_BODY || kind == CH_MENTION_PERSON);
}

/* Where the words tell no context: violence is military, words between governments diplomatic. */
static void contexts_of_type(const ch_analysis *a, ch__deed *deed)
{
    if (deed->contexts) return;
    if (deed->type == CH_TYPE_ASSAULT) deed->contexts = (uint64_t)1 << CH_CONTEXT_military;
    const bool is_word = deed->type == CH_TYPE_REQUEST || deed->type == CH_TYPE_ACCUSE ||
                         deed->type == CH_TYPE_REJECT || deed->type == CH_TYPE_THREATEN ||
                         deed->type == CH_TYPE_AGREE || deed->type == CH_TYPE_SUPPORT ||
                         deed->type == CH_TYPE_SANCTION;
    if (!is_word || deed->actor_n == 0 || !is_state_or_body(a, &deed->actors[0])) return;
    const ch_participant *other = deed->recipient_n   ? &deed->recipients[0]
                                  : deed->actor_n > 1 ? &deed->actors[1]
                                                      : NULL;
    if (other && is_state_or_body(a, other) && !ch__sv_eq(other->key, deed->actors[0].key))
        deed->contexts = (uint64_t)1 << CH_CONTEXT_diplomatic;
}

static void contexts_of_participants(ch__deed *deed)
{
    for (uint32_t i = 0; i < deed->actor_n; i++)
        if (ch__sv_is(deed->actors[i].sector, "MIL"))
            deed->contexts |= (uint64_t)1 << CH_CONTEXT_military;
    if (deed->type != CH_TYPE_CONSULT && deed->act != CH_TYPE_CONSULT) return;
    bool executive = false;
    for (uint32_t i = 0; i < deed->actor_n; i++) executive |= is_executive(&deed->actors[i]);
    for (uint32_t i = 0; i < deed->recipient_n; i++)
        executive |= is_executive(&deed->recipients[i]);
    deed->contexts |= (uint64_t)1 << CH_CONTEXT_diplomatic;
    if (executive) deed->contexts |= (uint64_t)1 << CH_CONTEXT_executive;
}

/* ---- what deeds of one sentence share ---- */

/* "during which he met", "where he met". */
static bool has_relative(const ch__coder *coder, uint32_t verb)
{
    const ch_token *tokens = coder->a->tokens;
    CH__EACH_CHILD(tokens, verb, c)
    if (ch__token_is(coder, c, "scene-relative") ||
        (tokens[c].xpos == CH_XPOS_WDT && tokens[c].deprel == CH_DEPREL_OBL))
        return true;
    return false;
}

/* Words through which a deed is in the same scene as the deed above it. */
static bool is_scene_link(const ch__coder *coder, uint32_t token)
{
    const ch_analysis *a = coder->a;
    const ch_token *t = &a->tokens[token];
    const uint32_t mark = ch__tree_child(a->tokens, token, CH_DEPREL_MARK);
    switch (t->deprel) {
    case CH_DEPREL_OBJ:
    case CH_DEPREL_NSUBJ:
    case CH_DEPREL_NSUBJ_PASS:
    case CH_DEPREL_XCOMP:
        return true;
    case CH_DEPREL_CONJ: /* with a subject of its own it is another scene */
        return ch__tree_child(a->tokens, token, CH_DEPREL_NSUBJ) == CH_NONE &&
               ch__tree_child(a->tokens, token, CH_DEPREL_NSUBJ_PASS) == CH_NONE;
    case CH_DEPREL_OBL:
    case CH_DEPREL_NMOD:
        return ch__codebook_in_class(coder->book, CH_SV("scene-preposition"),
                                     ch__tree_preposition(a->tokens, token));
    case CH_DEPREL_ADVCL:
        if (has_relative(coder, token)) return true;
        if (mark != CH_NONE && ch__sv_is(a->tokens[mark].lower, "to")) /* "came to meet" */
            return coder->deed_of_token[token] != CH_NONE &&
                   coder->deeds[coder->deed_of_token[token]].type == CH_TYPE_CONSULT;
        if (mark != CH_NONE) return ch__token_is(coder, mark, "scene-conjunction");
        if (t->xpos == CH_XPOS_VBG) return true;
        CH__EACH_CHILD(a->tokens, token, c)
        if (a->tokens[c].xpos == CH_XPOS_WRB && ch__token_is(coder, c, "scene-conjunction"))
            return true;
        return false;
    case CH_DEPREL_ACL_RELCL:
        return has_relative(coder, token);
    default:
        return false;
    }
}

static uint32_t scene_of(const ch__coder *coder, uint32_t d)
{
    const ch_analysis *a = coder->a;
    uint32_t at = coder->deeds[d].trigger;
    for (int i = 0; i < SCENE_STEPS_MAX; i++) {
        if (!is_scene_link(coder, at)) return CH_NONE;
        const bool is_subject = ch__is_subject(a->tokens[at].deprel);
        at = a->tokens[at].head;
        if (at == CH_NONE) return CH_NONE;
        uint32_t above = coder->deed_of_token[at];
        const uint32_t object = ch__tree_child(a->tokens, at, CH_DEPREL_OBJ);
        if (above == CH_NONE && object != CH_NONE && !is_subject)
            above = coder->deed_of_token[object];
        if (above == CH_NONE || above == d) continue;
        if (coder->deeds[above].consumed_by != CH_NONE) above = coder->deeds[above].consumed_by;
        if (above != d && !coder->deeds[above].dropped) return above;
    }
    return CH_NONE;
}

static bool share_future(const ch__deed *x, const ch__deed *y)
{
    return !((x->auxiliary ^ y->auxiliary) & (CH_AUX_FUTURE | CH_AUX_HYPOTHETICAL));
}

static void share(ch__deed *to, const ch__deed *from)
{
    if (!to->date.value.n && share_future(to, from)) to->date = from->date;
    if (!to->place.is_set) to->place = from->place;
}

/* Deeds of one scene lend each other date and place: "police killed two in clashes in Giza". */
static void share_scenes(ch__coder *coder)
{
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t d = 0; d < coder->deed_n; d++) {
            if (coder->deeds[d].dropped) continue;
            if (coder->deeds[d].refers_to != CH_NONE) /* "during the visit": as told before */
                share(&coder->deeds[d], &coder->deeds[coder->deeds[d].refers_to]);
            const uint32_t above = scene_of(coder, d);
            if (above == CH_NONE) continue;
            share(&coder->deeds[d], &coder->deeds[above]);
            share(&coder->deeds[above], &coder->deeds[d]);
        }
}

/* "Rebels fired rockets at positions in X": violence without a named victim strikes the country where
 * it is done, when that is not the doer's own. */
static ch_status add_victim_of_place(ch__coder *coder, ch__deed *deed)
{
    const bool is_force = deed->type == CH_TYPE_ASSAULT || deed->type == CH_TYPE_COERCE ||
                          deed->type == CH_TYPE_MOBILIZE || deed->type == CH_TYPE_THREATEN;
    if (!is_force || deed->is_mutual || deed->recipient_n || !deed->place.is_set ||
        !deed->place.country.n)
        return CH_OK;
    for (uint32_t i = 0; i < deed->actor_n; i++)
        if (ch__sv_eq(deed->actors[i].key, deed->place.country)) return CH_OK;
    CH_TRY(CH__PUSH(coder->arena, &deed->recipients, &deed->recipient_n, &deed->recipient_capacity,
                    coder->err));
    deed->recipients[deed->recipient_n - 1] =
        (ch_participant){.span = deed->place.span, .mention = CH_NONE, .key = deed->place.country};
    return ch__trace_add(coder, deed, "recipients", CH_SV("victim.place"), deed->place.span,
                         "the country where it is done", false);
}

ch_status ch__settings_read(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    uint32_t first_time = 0; /* of the deed's sentence: deeds and times stand in text order */
    ch__dates_read(coder);
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        if (coder->deeds[d].dropped) continue;
        CH_TRY(ch__date_marks(coder, &coder->deeds[d]));
        CH_TRY(ch__place_read(coder, &coder->deeds[d]));
    }
    for (uint32_t d = 0; d < coder->deed_n; d++)
        if (!coder->deeds[d].dropped) CH_TRY(add_victim_of_place(coder, &coder->deeds[d]));
    share_scenes(coder);
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->dropped) continue;
        while (first_time < a->time_n &&
               a->times[first_time].sentence < a->tokens[deed->trigger].sentence)
            first_time++;
        if (ch__is_history(coder, deed, first_time) || ch__is_within_history(coder, deed))
            deed->auxiliary |= CH_AUX_HISTORICAL;
        const uint32_t object = object_head(coder, deed);
        if (object != CH_NONE) deed->object = ch__phrase_span(coder->a, object);
        contexts_of_participants(deed);
        contexts_of_type(a, deed);
    }
    ch__places_carry_on(coder);
    return CH_OK;
}
