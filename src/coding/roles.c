/* Slots to participants. */
#include "coding/coder.h"

enum { HEAD_MAX = 6, RECIPIENT_DEPTH = 2 };

static bool same_participant(const ch_participant *a, const ch_participant *b)
{
    return ch__sv_eq(a->key, b->key) && ch__sv_eq(a->sector, b->sector) &&
           ch__sv_eq(a->entity, b->entity);
}

static void remove_repeats(ch_participant *items, uint32_t *n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *n; i++) {
        bool is_repeat = false;
        for (uint32_t k = 0; k < kept && !is_repeat; k++)
            is_repeat = same_participant(&items[k], &items[i]) ||
                        (items[i].mention != CH_NONE && items[k].mention == items[i].mention &&
                         ch__sv_eq(items[k].key, items[i].key));
        if (!is_repeat) items[kept++] = items[i];
    }
    *n = kept;
}

/* "Belarus-Iran talks", "the Israeli strike": every actor named among the modifiers. */
static ch_status add_from_heads(ch__coder *coder, const uint32_t *heads, uint32_t head_n,
                                ch_participant **items, uint32_t *n, uint32_t *capacity)
{
    for (uint32_t i = 0; i < head_n; i++) {
        const ch_mention *m = ch__mention_at(coder->a, heads[i]);
        if (m && m->kind == CH_MENTION_PLACE) continue;
        CH_TRY(ch__names_participants(coder->a, heads[i], coder->arena, items, n, capacity,
                                      coder->err));
    }
    return CH_OK;
}

static bool may_hold_actor(const ch_analysis *a, uint32_t child)
{
    const uint8_t rel = a->tokens[child].deprel;
    if (rel == CH_DEPREL_NMOD_POSS || rel == CH_DEPREL_AMOD || rel == CH_DEPREL_COMPOUND ||
        rel == CH_DEPREL_NMOD_DESC)
        return true;
    return rel == CH_DEPREL_NMOD && ch__sv_in(ch__tree_preposition(a->tokens, child),
                                              CH_SV("of|by|between|from|against|with|for|in"));
}

/* "criticised Israel's decision", "supports the efforts of the UN": a thing that is nobody belongs
 * to somebody named in its phrase. */
static ch_status add_from_phrase(ch__coder *coder, uint32_t head, int depth, ch_participant **items,
                                 uint32_t *n, uint32_t *capacity)
{
    const uint32_t before = *n;
    CH_TRY(add_from_heads(coder, &head, 1, items, n, capacity));
    for (uint32_t c = coder->a->tokens[head].child; c != CH_NONE && *n == before && depth > 0;
         c = coder->a->tokens[c].sibling)
        if (may_hold_actor(coder->a, c))
            CH_TRY(add_from_phrase(coder, c, depth - 1, items, n, capacity));
    return CH_OK;
}

/* Fills from the first slot that names anybody; `all` goes on through the rest. */
static ch_status fill(ch__coder *coder, const ch__deed *deed, const ch__slot *slots,
                      uint32_t slot_n, bool all, int depth, ch_participant **items, uint32_t *n,
                      uint32_t *capacity)
{
    uint32_t heads[HEAD_MAX];
    for (uint32_t s = 0; s < slot_n && (all || *n == 0); s++) {
        const uint32_t head_n =
            ch__clause_slot(coder->a, deed->trigger, deed->light, slots[s], heads, HEAD_MAX);
        for (uint32_t i = 0; i < head_n; i++)
            CH_TRY(add_from_phrase(coder, heads[i], depth, items, n, capacity));
    }
    return CH_OK;
}

static const ch__slot SUBJECT = {CH__SLOT_SUBJECT, {NULL, 0}};

/* A verb frame read off a gerund noun ("the signing of the treaty by X"). */
static bool is_gerund_reading(const ch_analysis *a, const ch__deed *deed)
{
    return deed->frame->pos == 'v' && !ch__is_verbal(&a->tokens[deed->trigger]);
}

static ch_status fill_gerund(ch__coder *coder, ch__deed *deed)
{
    static const ch__slot actor[] = {{CH__SLOT_PREPOSITION, CH_SV_INIT("by")},
                                     {CH__SLOT_POSSESSOR, {NULL, 0}},
                                     {CH__SLOT_MODIFIER, {NULL, 0}}};
    static const ch__slot recipient[] = {{CH__SLOT_PREPOSITION, CH_SV_INIT("of")},
                                         {CH__SLOT_PREPOSITION, CH_SV_INIT("to")},
                                         {CH__SLOT_PREPOSITION, CH_SV_INIT("with")},
                                         {CH__SLOT_PREPOSITION, CH_SV_INIT("against")}};
    CH_TRY(fill(coder, deed, actor, 3, false, 0, &deed->actors, &deed->actor_n,
                &deed->actor_capacity));
    return fill(coder, deed, recipient, 4, false, RECIPIENT_DEPTH, &deed->recipients,
                &deed->recipient_n, &deed->recipient_capacity);
}

/* "the deal follows a visit by X to Y": a phrase after the noun that hung on the verb above it, when
 * that verb is no deed, fills the noun's slot. */
static ch_status fill_beside(ch__coder *coder, ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    const ch_token *t = &a->tokens[deed->trigger];
    const ch__roles *roles = &deed->frame->roles;
    if (ch__is_verbal(t) || t->head == CH_NONE || !ch__is_verbal(&a->tokens[t->head])) return CH_OK;
    if (coder->deed_of_token[t->head] != CH_NONE || t->head == deed->light) return CH_OK;
    for (uint32_t s = 0; s < roles->recipient_n && deed->recipient_n == 0; s++) {
        if (roles->recipient[s].kind != CH__SLOT_PREPOSITION) continue;
        uint32_t heads[HEAD_MAX];
        const uint32_t n =
            ch__clause_slot(a, t->head, CH_NONE, roles->recipient[s], heads, HEAD_MAX);
        for (uint32_t i = 0; i < n; i++)
            if (heads[i] > deed->trigger)
                CH_TRY(add_from_heads(coder, &heads[i], 1, &deed->recipients, &deed->recipient_n,
                                      &deed->recipient_capacity));
    }
    return CH_OK;
}

/* "open to addressing any topic with Iran": the other side stands inside what is promised or asked. */
static ch_status fill_from_asked(ch__coder *coder, ch__deed *deed);

static ch_status fill_from_complement(ch__coder *coder, ch__deed *deed)
{
    if (deed->frame->type == CH_TYPE_REQUEST) return fill_from_asked(coder, deed);
    static const ch__slot complements[] = {{CH__SLOT_XCOMP, {NULL, 0}},
                                           {CH__SLOT_PREPOSITION, CH_SV_INIT("to")}};
    static const ch__slot sides[] = {{CH__SLOT_PREPOSITION, CH_SV_INIT("with")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("to")},
                                     {CH__SLOT_OBJECT, {NULL, 0}},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("against")}};
    uint32_t heads[HEAD_MAX];
    for (uint32_t s = 0; s < 2 && deed->recipient_n == 0; s++) {
        const uint32_t n =
            ch__clause_slot(coder->a, deed->trigger, deed->light, complements[s], heads, HEAD_MAX);
        for (uint32_t i = 0; i < n && deed->recipient_n == 0; i++) {
            const ch__deed inside = {.trigger = heads[i], .light = CH_NONE};
            if (!ch__is_verbal(&coder->a->tokens[heads[i]])) continue;
            CH_TRY(fill(coder, &inside, sides, 4, false, RECIPIENT_DEPTH, &deed->recipients,
                        &deed->recipient_n, &deed->recipient_capacity));
        }
    }
    return CH_OK;
}

/* "imposed sanctions on X", "approved a package of sanctions": the doer is the subject of the verb
 * whose object the noun is, unless that verb is a deed of its own. */
static ch_status fill_from_governor(ch__coder *coder, ch__deed *deed)
{
    const ch_token *tokens = coder->a->tokens;
    uint32_t at = deed->trigger;
    if (ch__is_verbal(&tokens[at])) return CH_OK;
    for (int i = 0; i < 2 && tokens[at].deprel == CH_DEPREL_NMOD && tokens[at].head != CH_NONE &&
                    ch__sv_is(ch__tree_preposition(tokens, at), "of");
         i++)
        at = tokens[at].head;
    const uint32_t verb = tokens[at].head;
    if (tokens[at].deprel != CH_DEPREL_OBJ || verb == CH_NONE || !ch__is_verbal(&tokens[verb]))
        return CH_OK;
    const uint32_t own = coder->deed_of_token[verb];
    if (own != CH_NONE && !coder->deeds[own].dropped) return CH_OK;
    const uint32_t agent = ch__clause_agent(coder->a, verb);
    return agent == CH_NONE ? CH_OK
                            : add_from_heads(coder, &agent, 1, &deed->actors, &deed->actor_n,
                                             &deed->actor_capacity);
}

/* "the strike killed ten soldiers": whom the deed hit is the object of the verb that tells its toll. */
static ch_status fill_from_toll(ch__coder *coder, ch__deed *deed)
{
    const ch_token *t = &coder->a->tokens[deed->trigger];
    if (t->deprel != CH_DEPREL_NSUBJ || t->head == CH_NONE ||
        !ch__is_verbal(&coder->a->tokens[t->head]) || !ch__token_is(coder, t->head, "toll-verb"))
        return CH_OK;
    const uint32_t patient = ch__clause_patient(coder->a, t->head);
    return patient == CH_NONE ? CH_OK
                              : add_from_phrase(coder, patient, RECIPIENT_DEPTH, &deed->recipients,
                                                &deed->recipient_n, &deed->recipient_capacity);
}

/* "demanded that Iran stop ...": the subject of what is demanded is asked to do it. */
static ch_status fill_from_asked(ch__coder *coder, ch__deed *deed)
{
    static const ch__slot clause = {CH__SLOT_CCOMP, {NULL, 0}};
    uint32_t heads[HEAD_MAX];
    const uint32_t n =
        ch__clause_slot(coder->a, deed->trigger, deed->light, clause, heads, HEAD_MAX);
    for (uint32_t i = 0; i < n && deed->recipient_n == 0; i++) {
        const uint32_t subject = ch__clause_subject(coder->a, heads[i]);
        if (subject != CH_NONE)
            CH_TRY(add_from_phrase(coder, subject, 1, &deed->recipients, &deed->recipient_n,
                                   &deed->recipient_capacity));
    }
    return CH_OK;
}

static ch_status fill_deed(ch__coder *coder, ch__deed *deed)
{
    const ch__roles *roles = &deed->frame->roles;
    if (is_gerund_reading(coder->a, deed)) return fill_gerund(coder, deed);
    const bool is_carried = deed->light != CH_NONE && deed->frame->pos == 'n';
    if (is_carried)
        CH_TRY(fill(coder, deed, &SUBJECT, 1, false, 0, &deed->actors, &deed->actor_n,
                    &deed->actor_capacity));
    CH_TRY(fill(coder, deed, roles->actor, roles->actor_n,
                roles->is_mutual && deed->frame->pos == 'n', 0, &deed->actors, &deed->actor_n,
                &deed->actor_capacity));
    if (deed->actor_n == 0) CH_TRY(fill_from_governor(coder, deed));
    CH_TRY(fill(coder, deed, roles->recipient, roles->recipient_n, false, RECIPIENT_DEPTH,
                &deed->recipients, &deed->recipient_n, &deed->recipient_capacity));
    if (deed->recipient_n == 0) CH_TRY(fill_from_toll(coder, deed));
    if (deed->recipient_n == 0) CH_TRY(fill_beside(coder, deed));
    const bool is_promise = deed->inner == CH_NONE && deed->frame->type != CH_TYPE_ACCUSE;
    return (deed->frame->flags & CH__FRAME_CONTENT) && is_promise && deed->recipient_n == 0
               ? fill_from_complement(coder, deed)
               : CH_OK;
}

static ch_status append(ch__coder *coder, ch_participant **items, uint32_t *n, uint32_t *capacity,
                        const ch_participant *more, uint32_t more_n)
{
    for (uint32_t i = 0; i < more_n; i++) {
        CH_TRY(CH__PUSH(coder->arena, items, n, capacity, coder->err));
        (*items)[*n - 1] = more[i];
    }
    return CH_OK;
}

static bool contains(const ch_participant *items, uint32_t n, const ch_participant *one)
{
    for (uint32_t i = 0; i < n; i++)
        if (same_participant(&items[i], one) ||
            (items[i].mention != CH_NONE && items[i].mention == one->mention &&
             ch__sv_eq(items[i].key, one->key)))
            return true;
    return false;
}

/* The composed deed takes its other side from what it is about: "agreed to meet Merkel". */
static ch_status borrow_from_inner(ch__coder *coder, ch__deed *deed)
{
    if (deed->inner == CH_NONE) return CH_OK;
    const ch__deed *inner = &coder->deeds[deed->inner];
    if (deed->actor_n == 0)
        CH_TRY(append(coder, &deed->actors, &deed->actor_n, &deed->actor_capacity, inner->actors,
                      inner->actor_n));
    if (deed->type == inner->type && deed->is_promised && inner->recipient_n) deed->recipient_n = 0;
    if (deed->recipient_n > 0) return CH_OK;
    const bool is_asked_of_doer = deed->type == CH_TYPE_REQUEST || deed->type == CH_TYPE_ACCUSE;
    for (int pass = 0; pass < 2 && deed->recipient_n == 0; pass++) {
        const bool take_actors = is_asked_of_doer == (pass == 0);
        const ch_participant *from = take_actors ? inner->actors : inner->recipients;
        const uint32_t from_n = take_actors ? inner->actor_n : inner->recipient_n;
        for (uint32_t i = 0; i < from_n; i++)
            if (!contains(deed->actors, deed->actor_n, &from[i]))
                CH_TRY(append(coder, &deed->recipients, &deed->recipient_n,
                              &deed->recipient_capacity, &from[i], 1));
    }
    return CH_OK;
}

static void remove_self_recipients(ch__deed *deed)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < deed->recipient_n; i++)
        if (!contains(deed->actors, deed->actor_n, &deed->recipients[i]))
            deed->recipients[kept++] = deed->recipients[i];
    deed->recipient_n = kept;
}

static bool has_key(const ch_participant *items, uint32_t n, ch_sv key)
{
    for (uint32_t i = 0; i < n; i++)
        if (ch__sv_eq(items[i].key, key)) return true;
    return false;
}

/* "The US cancelled its exercise with Egypt": of several recipients, the actor's own side goes,
 * except in violence and repression, which states do to their own. */
static void remove_own_side(ch__deed *deed)
{
    if (deed->type == CH_TYPE_ASSAULT || deed->type == CH_TYPE_COERCE) return;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < deed->recipient_n; i++)
        kept += !has_key(deed->actors, deed->actor_n, deed->recipients[i].key);
    if (kept == 0 || kept == deed->recipient_n) return;
    kept = 0;
    for (uint32_t i = 0; i < deed->recipient_n; i++)
        if (!has_key(deed->actors, deed->actor_n, deed->recipients[i].key))
            deed->recipients[kept++] = deed->recipients[i];
    deed->recipient_n = kept;
}

static uint32_t distinct_keys(const ch_participant *items, uint32_t n)
{
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool is_new = true;
        for (uint32_t k = 0; k < i && is_new; k++) is_new = !ch__sv_eq(items[k].key, items[i].key);
        distinct += is_new;
    }
    return distinct;
}

/* Mutual deeds: partners become actors. */
static ch_status settle_sides(ch__coder *coder, ch__deed *deed)
{
    const ch__frame *frame = deed->inner != CH_NONE &&
                                     coder->deeds[deed->inner].frame->roles.is_mutual &&
                                     deed->type == CH_TYPE_AGREE
                                 ? coder->deeds[deed->inner].frame
                                 : deed->frame;
    remove_repeats(deed->actors, &deed->actor_n);
    remove_repeats(deed->recipients, &deed->recipient_n);
    remove_self_recipients(deed);
    remove_own_side(deed);
    if (frame->roles.is_mutual && deed->actor_n + deed->recipient_n > 1) {
        CH_TRY(append(coder, &deed->actors, &deed->actor_n, &deed->actor_capacity, deed->recipients,
                      deed->recipient_n));
        deed->recipient_n = 0;
        deed->is_mutual = true;
    } else if (((frame->flags & CH__FRAME_MUTUAL) || frame->roles.is_mutual) &&
               deed->recipient_n == 0 &&
               (distinct_keys(deed->actors, deed->actor_n) > 1 || deed->type == CH_TYPE_CONSULT)) {
        deed->is_mutual = true;
    }
    return CH_OK;
}

/* Somebody without country and with a private calling ("doctors", "bakers") does no political deed
 * by himself; he can have one done to him. */
static bool is_private(const ch_mention *m)
{
    return m && ch__sv_is(m->key, "unk") && !m->stands_for_n &&
           !ch__sv_in(m->sector, CH_SV("GOV|MIL|LEG|JUD|COP|REB|SPY|OPP|PTY|IGO|PRM|UAF|INS|NGO"));
}

static bool any_doer(const ch_analysis *a, const ch_participant *items, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const ch_mention *m = items[i].mention == CH_NONE ? NULL : &a->mentions[items[i].mention];
        if (ch__is_political(m) && !is_private(m)) return true;
    }
    return false;
}

/* Ordinary crime has nobody political in it: done by nobody known to nobody's people. */
static bool any_of_a_country(const ch_participant *items, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (items[i].key.n && !ch__sv_is(items[i].key, "unk")) return true;
    return false;
}

static bool any_political(const ch_analysis *a, const ch_participant *items, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const ch_mention *m = items[i].mention == CH_NONE ? NULL : &a->mentions[items[i].mention];
        if (ch__is_political(m)) return true;
    }
    return false;
}

/* Deeds whose doer reports often leave out: somebody was killed, arrested, charged. */
static bool may_lack_actor(uint8_t type)
{
    return type == CH_TYPE_ASSAULT || type == CH_TYPE_COERCE || type == CH_TYPE_SANCTION ||
           type == CH_TYPE_PROTEST || type == CH_TYPE_ACCUSE || type == CH_TYPE_RETREAT;
}

static ch_status add_unknown_actor(ch__coder *coder, ch__deed *deed)
{
    CH_TRY(
        CH__PUSH(coder->arena, &deed->actors, &deed->actor_n, &deed->actor_capacity, coder->err));
    deed->actors[deed->actor_n - 1] = (ch_participant){.mention = CH_NONE, .key = CH_SV("unk")};
    return CH_OK;
}

/* Protesters whom nobody names are the people of the place: "In Minsk, protests continue". */
static uint32_t place_of_clause(const ch_analysis *a, uint32_t trigger)
{
    const ch_sentence *sentence = &a->sentences[a->tokens[trigger].sentence];
    uint32_t found = CH_NONE;
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++) {
        const ch_mention *m = ch__mention_at(a, i);
        if (!m || !m->place_country.n || !(m->is_place || m->kind == CH_MENTION_PLACE)) continue;
        const ch_sv word = ch__tree_preposition(a->tokens, i);
        if (!ch__sv_in(word, CH_SV("in|at|across|near|throughout|around|on"))) continue;
        if (found == CH_NONE || i < trigger) found = a->mention_of_token[i];
    }
    return found;
}

enum { STATE_LOOK_BACK = 400 };

/* The state told of last before the deed. */
static uint32_t state_told_last(const ch_analysis *a, uint32_t trigger)
{
    const uint32_t stop = trigger > STATE_LOOK_BACK ? trigger - STATE_LOOK_BACK : 0;
    for (uint32_t i = trigger; i-- > stop;) {
        const ch_mention *m = ch__mention_at(a, i);
        if (m && m->place_country.n) return a->mention_of_token[i];
    }
    return CH_NONE;
}

static ch_status add_people_of_place(ch__coder *coder, ch__deed *deed)
{
    uint32_t place = place_of_clause(coder->a, deed->trigger);
    if (place == CH_NONE) place = state_told_last(coder->a, deed->trigger);
    if (place == CH_NONE) return CH_OK;
    CH_TRY(
        CH__PUSH(coder->arena, &deed->actors, &deed->actor_n, &deed->actor_capacity, coder->err));
    deed->actors[deed->actor_n - 1] =
        (ch_participant){.mention = CH_NONE,
                         .key = coder->a->mentions[place].place_country,
                         .sector = CH_SV("CVL"),
                         .is_unnamed = true};
    return CH_OK;
}

/* "The judge sentenced the burglar": police and courts of no known country at their daily work. */
static bool is_daily_justice(const ch__deed *deed)
{
    if ((deed->type != CH_TYPE_COERCE && deed->type != CH_TYPE_SANCTION) ||
        any_of_a_country(deed->actors, deed->actor_n) ||
        any_of_a_country(deed->recipients, deed->recipient_n))
        return false;
    for (uint32_t i = 0; i < deed->actor_n; i++)
        if (!ch__sv_in(deed->actors[i].sector, CH_SV("COP|JUD"))) return false;
    for (uint32_t i = 0; i < deed->recipient_n; i++)
        if (!ch__sv_is(deed->recipients[i].sector, "CVL")) return false;
    return true;
}

/* A deed nobody does is told for its own sake in a main clause; in a relative clause or as a bare
 * noun it is told in passing ("after the attack", "farmers who were killed"). */
static bool is_in_passing(const ch_analysis *a, const ch__deed *deed)
{
    const uint8_t rel = a->tokens[deed->trigger].deprel;
    return rel == CH_DEPREL_ACL || rel == CH_DEPREL_ACL_RELCL ||
           (deed->frame->pos == 'n' && deed->carrier == deed->trigger);
}

static ch_status judge(ch__coder *coder, ch__deed *deed)
{
    if (deed->type == CH_TYPE_PROTEST && deed->actor_n == 0) {
        CH_TRY(add_people_of_place(coder, deed));
        if (deed->actor_n) return CH_OK;
    }
    const bool has_actor = deed->type == CH_TYPE_PROTEST
                               ? any_political(coder->a, deed->actors, deed->actor_n)
                               : any_doer(coder->a, deed->actors, deed->actor_n);
    const bool has_recipient = any_political(coder->a, deed->recipients, deed->recipient_n);
    const bool is_between_two = deed->is_mutual && deed->actor_n > 1;
    if ((deed->frame->flags & CH__FRAME_WEAK) && !(has_actor && has_recipient) && !is_between_two &&
        !(has_actor && deed->inner != CH_NONE))
        return deed->dropped = "an ambiguous word without political actors on both sides", CH_OK;
    if (!has_actor && !has_recipient) return deed->dropped = "no political actor takes part", CH_OK;
    if (has_actor && is_daily_justice(deed))
        return deed->dropped = "police and courts at their daily work", CH_OK;
    if (has_actor) return CH_OK;
    if (!any_of_a_country(deed->recipients, deed->recipient_n))
        return deed->dropped = "between people of no known side", CH_OK;
    if (!may_lack_actor(deed->type) || is_in_passing(coder->a, deed))
        return deed->dropped = "nobody political does it", CH_OK;
    return deed->actor_n ? CH_OK : add_unknown_actor(coder, deed);
}

/* "The plan includes joint exercises": a mutual deed that names nobody belongs to the parties last
 * named together, when an instrument of theirs stands in its sentence or it is called joint. */
static bool is_of_known_parties(const ch__coder *coder, const ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    if (deed->type != CH_TYPE_COOPERATE || ch__is_verbal(&a->tokens[deed->trigger])) return false;
    CH__EACH_CHILD(a->tokens, deed->trigger, c)
    if (ch__sv_in(a->tokens[c].lemma, CH_SV("joint|bilateral|mutual"))) return true;
    const ch_sentence *sentence = &a->sentences[a->tokens[deed->trigger].sentence];
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++)
        if (i != deed->trigger && ch__token_is(coder, i, "instrument")) return true;
    return false;
}

enum { PARTIES_LOOK_BACK = 200 };

static uint32_t known_parties(const ch__coder *coder, uint32_t before, bool of_instrument)
{
    const uint32_t stop = before > PARTIES_LOOK_BACK ? before - PARTIES_LOOK_BACK : 0;
    for (uint32_t i = before; i-- > stop;) {
        const ch__deed *known = &coder->deeds[i];
        if (known->dropped || !known->is_mutual || distinct_keys(known->actors, known->actor_n) < 2)
            continue;
        if (!of_instrument || ch__is_about_instrument(coder, known)) return i;
    }
    return CH_NONE;
}

static bool same_keys(const ch__deed *a, const ch__deed *b)
{
    for (uint32_t i = 0; i < a->actor_n; i++)
        if (!has_key(b->actors, b->actor_n, a->actors[i].key)) return false;
    for (uint32_t i = 0; i < b->actor_n; i++)
        if (!has_key(a->actors, a->actor_n, b->actors[i].key)) return false;
    return true;
}

/* The first deed of the same parties: "Belarus and Iran" before "officials and a delegation". */
static uint32_t first_telling(const ch__coder *coder, uint32_t known)
{
    const uint32_t stop = known > PARTIES_LOOK_BACK ? known - PARTIES_LOOK_BACK : 0;
    for (uint32_t i = stop; i < known; i++)
        if (!coder->deeds[i].dropped && coder->deeds[i].is_mutual &&
            same_keys(&coder->deeds[i], &coder->deeds[known]))
            return i;
    return known;
}

/* The parties of the last instrument, else of the last mutual deed. */
static void borrow_known_parties(ch__coder *coder, uint32_t d)
{
    uint32_t from = known_parties(coder, d, true);
    if (from == CH_NONE) from = known_parties(coder, d, false);
    if (from == CH_NONE) return;
    from = first_telling(coder, from);
    ch__deed *deed = &coder->deeds[d];
    deed->actors = coder->deeds[from].actors;
    deed->actor_n = deed->actor_capacity = coder->deeds[from].actor_n;
    deed->recipient_n = 0; /* those of a mutual deed are all actors */
    deed->is_mutual = true;
    deed->dropped = NULL;
}

/* "a meeting in Minsk between Belarusian officials and a delegation from Iran": the delegation pays
 * a visit when the place lies with the other side. */
static bool is_delegation(const ch__coder *coder, const ch_participant *who)
{
    return who->mention != CH_NONE &&
           ch__token_is(coder, coder->a->mentions[who->mention].head, "delegation");
}

static ch_status settle_visit(ch__coder *coder, ch__deed *deed)
{
    if (deed->type != CH_TYPE_CONSULT || !deed->is_mutual || deed->actor_n != 2) return CH_OK;
    const bool first = is_delegation(coder, &deed->actors[0]),
               second = is_delegation(coder, &deed->actors[1]);
    if (first == second) return CH_OK;
    const ch_participant host = deed->actors[first ? 1 : 0];
    const ch_mention *place = NULL;
    for (uint32_t c = coder->a->tokens[deed->trigger].child; c != CH_NONE;
         c = coder->a->tokens[c].sibling) {
        const ch_mention *m = ch__mention_at(coder->a, c);
        if (m && m->is_place && ch__sv_eq(m->place_country, host.key)) place = m;
    }
    if (!place) return CH_OK;
    if (second) deed->actors[0] = deed->actors[1];
    deed->actor_n = 1;
    deed->is_mutual = false;
    deed->mode = CH_SV("visit");
    deed->cameo = CH_SV("042");
    CH_TRY(
        append(coder, &deed->recipients, &deed->recipient_n, &deed->recipient_capacity, &host, 1));
    return ch__trace_add(coder, deed, "type", CH_SV("visit.delegation"), place->span,
                         "a delegation met in the other side's country", false);
}

/* PLOVER: an exercise of one country is MOBILIZE, of several COOPERATE. */
static void settle_exercise(const ch__coder *coder, ch__deed *deed)
{
    if (deed->type != CH_TYPE_MOBILIZE || !ch__token_is(coder, deed->word, "exercise") ||
        deed->recipient_n || distinct_keys(deed->actors, deed->actor_n) < 2)
        return;
    deed->type = CH_TYPE_COOPERATE;
    deed->mode = (ch_sv){NULL, 0};
    deed->cameo = CH_SV("062");
    deed->is_mutual = true;
}

static ch_status settle(ch__coder *coder, uint32_t d)
{
    ch__deed *deed = &coder->deeds[d];
    CH_TRY(borrow_from_inner(coder, deed));
    if ((deed->frame->flags & CH__FRAME_CONTENT) && deed->inner != CH_NONE &&
        deed->recipient_n == 0 && deed->type != CH_TYPE_ACCUSE)
        CH_TRY(fill_from_complement(coder, deed));
    CH_TRY(settle_sides(coder, deed));
    CH_TRY(judge(coder, deed));
    settle_exercise(coder, deed);
    return settle_visit(coder, deed);
}

/* "approved a package of sanctions": once "approved" has turned out to tell nothing itself, its subject
 * does what its object names. */
static ch_status try_governor(ch__coder *coder, uint32_t d)
{
    ch__deed *deed = &coder->deeds[d];
    if (!deed->dropped || deed->consumed_by != CH_NONE || deed->actor_n) return CH_OK;
    CH_TRY(fill_from_governor(coder, deed));
    if (deed->actor_n == 0) return CH_OK;
    deed->dropped = NULL;
    return settle(coder, d);
}

/* A content verb that tells nothing gives back the deed it had taken in. */
static ch_status give_back(ch__coder *coder, uint32_t d)
{
    ch__deed *deed = &coder->deeds[d];
    if (!deed->dropped || deed->inner == CH_NONE) return CH_OK;
    ch__deed *inner = &coder->deeds[deed->inner];
    if (inner->consumed_by != d) return CH_OK;
    inner->consumed_by = CH_NONE;
    inner->dropped = NULL;
    return settle(coder, deed->inner);
}

ch_status ch__roles_fill(ch__coder *coder)
{
    for (uint32_t d = 0; d < coder->deed_n; d++) CH_TRY(fill_deed(coder, &coder->deeds[d]));
    for (uint32_t d = coder->deed_n; d-- > 0;)
        if (!coder->deeds[d].dropped) CH_TRY(settle(coder, d));
    for (uint32_t d = 0; d < coder->deed_n; d++) CH_TRY(give_back(coder, d));
    for (uint32_t d = 0; d < coder->deed_n; d++) CH_TRY(try_governor(coder, d));
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        const ch__deed *deed = &coder->deeds[d];
        if (deed->dropped && deed->consumed_by == CH_NONE && deed->actor_n == 0 &&
            is_of_known_parties(coder, deed))
            borrow_known_parties(coder, d);
    }
    return CH_OK;
}
