/* Deeds to events: futures folded into AGREE, one event a deed however often it is told. */
#include "coding/coder.h"

enum { LOOK_BACK_MAX = 400 };

/* PLOVER: CONSULT, SUPPORT, COOPERATE and AID still to come are AGREE. */
static ch_status fold_future(ch__coder *coder, ch__deed *deed)
{
    const bool is_folding = deed->type == CH_TYPE_CONSULT || deed->type == CH_TYPE_SUPPORT ||
                            deed->type == CH_TYPE_COOPERATE || deed->type == CH_TYPE_AID;
    if (deed->type == CH_TYPE_AGREE && deed->act) deed->auxiliary |= CH_AUX_FUTURE;
    if (deed->type == CH_TYPE_RETREAT && (deed->auxiliary & CH_AUX_FUTURE)) {
        deed->type = CH_TYPE_CONCEDE; /* a withdrawal announced, not carried out */
        deed->mode = (ch_sv){NULL, 0};
    }
    if (!is_folding || !(deed->auxiliary & CH_AUX_FUTURE) ||
        (deed->auxiliary & CH_AUX_HYPOTHETICAL))
        return CH_OK;
    const ch__compose_row *row =
        ch__codebook_compose(coder->book, CH_TYPE_AGREE, deed->type, deed->contexts);
    deed->act = deed->type;
    deed->type = CH_TYPE_AGREE;
    deed->mode = (ch_sv){NULL, 0};
    deed->cameo = row && row->cameo.n ? row->cameo : CH_SV("030");
    return ch__trace_add(coder, deed, "type", CH_SV("fold.future"),
                         coder->a->tokens[deed->trigger].span, "still to come: AGREE with act",
                         false);
}

/* ---- one deed, one event ---- */

static bool has_key(const ch_participant *items, uint32_t n, ch_sv key)
{
    for (uint32_t i = 0; i < n; i++)
        if (ch__sv_eq(items[i].key, key)) return true;
    return false;
}

static bool takes_part(const ch__deed *deed, ch_sv key)
{
    return has_key(deed->actors, deed->actor_n, key) ||
           has_key(deed->recipients, deed->recipient_n, key);
}

static bool all_take_part(const ch__deed *of, const ch__deed *in)
{
    for (uint32_t i = 0; i < of->actor_n; i++)
        if (!takes_part(in, of->actors[i].key)) return false;
    for (uint32_t i = 0; i < of->recipient_n; i++)
        if (!takes_part(in, of->recipients[i].key)) return false;
    return true;
}

static bool same_sides(const ch__deed *a, const ch__deed *b)
{
    for (uint32_t i = 0; i < a->actor_n; i++)
        if (!(a->is_mutual || b->is_mutual ? takes_part(b, a->actors[i].key)
                                           : has_key(b->actors, b->actor_n, a->actors[i].key)))
            return false;
    for (uint32_t i = 0; i < a->recipient_n; i++)
        if (!(a->is_mutual || b->is_mutual
                  ? takes_part(b, a->recipients[i].key)
                  : has_key(b->recipients, b->recipient_n, a->recipients[i].key)))
            return false;
    return true;
}

/* The same key under two names is two persons; a person is not a nameless delegation either, unless
 * a definite noun refers back. */
static bool persons_clash(const ch__deed *a, const ch__deed *b, bool is_reference)
{
    for (uint32_t i = 0; i < a->actor_n + a->recipient_n; i++) {
        const ch_participant *x = i < a->actor_n ? &a->actors[i] : &a->recipients[i - a->actor_n];
        bool found = false, same = false;
        for (uint32_t k = 0; k < b->actor_n + b->recipient_n; k++) {
            const ch_participant *y =
                k < b->actor_n ? &b->actors[k] : &b->recipients[k - b->actor_n];
            if (!ch__sv_eq(x->key, y->key)) continue;
            found = true;
            same |= ch__sv_eq(x->entity, y->entity) ||
                    (is_reference ? !x->entity.n || !y->entity.n : !x->entity.n && !x->sector.n);
        }
        if (found && !same) return true;
    }
    return false;
}

static bool dates_clash(const ch__deed *a, const ch__deed *b)
{
    const ch_sv x = a->date.value, y = b->date.value;
    return x.n && y.n && !ch__sv_starts(x, y) && !ch__sv_starts(y, x);
}

static bool places_clash(const ch__deed *a, const ch__deed *b)
{
    if (!a->place.is_set || !b->place.is_set || ch__sv_eq(a->place.name, b->place.name))
        return false;
    return !(a->place.country.n && ch__sv_eq(a->place.country, b->place.country) &&
             (!a->place.has_point || !b->place.has_point));
}

/* "visit" and "visited", "sign" and "signing": one word family by its first letters. */
static bool same_family(const ch_analysis *a, uint32_t x, uint32_t y)
{
    const ch_sv p = a->tokens[x].lemma, q = a->tokens[y].lemma;
    size_t common = 0;
    while (common < p.n && common < q.n && p.p[common] == q.p[common]) common++;
    return common >= 4 || (ch__sv_eq(p, q) && p.n > 0);
}

static bool same_cameo_root(const ch__deed *a, const ch__deed *b)
{
    return a->cameo.n >= 2 && b->cameo.n >= 2 && memcmp(a->cameo.p, b->cameo.p, 2) == 0;
}

/* What is done, whether done or still to come. */
static uint8_t base_type(const ch__deed *deed) { return deed->act ? deed->act : deed->type; }

static bool tells_again(const ch__coder *coder, const ch__deed *later, const ch__deed *earlier)
{
    const bool is_bare_noun = later->frame->pos == 'n' && later->carrier == later->trigger &&
                              ch__points_back(coder->a, later->trigger);
    if (base_type(later) != base_type(earlier)) return false;
    if (!is_bare_noun && (later->type != earlier->type || ((later->auxiliary ^ earlier->auxiliary) &
                                                           (CH_AUX_NEGATION | CH_AUX_FUTURE))))
        return false;
    if (dates_clash(later, earlier) || places_clash(later, earlier)) return false;
    const bool is_noun = later->frame->pos == 'n';
    const bool definite = is_noun && ch__points_back(coder->a, later->trigger);
    if (persons_clash(later, earlier, definite)) return false;
    const bool family = same_family(coder->a, later->word, earlier->word);
    if (!family && ch__is_provision(coder, later->trigger)) return false;
    if (same_sides(later, earlier) && same_sides(earlier, later))
        return family || definite || ch__sv_eq(later->cameo, earlier->cameo) ||
               (same_cameo_root(later, earlier) && coder->a->tokens[later->trigger].sentence !=
                                                       coder->a->tokens[earlier->trigger].sentence);
    if (all_take_part(later, earlier))
        return family || (definite && same_cameo_root(later, earlier));
    if (all_take_part(earlier, later)) return family && (is_noun || earlier->frame->pos == 'n');
    return false;
}

static void pool(ch__deed *first, const ch__deed *later)
{
    if (later->actor_n + later->recipient_n > first->actor_n + first->recipient_n) {
        first->actors = later->actors, first->actor_n = later->actor_n;
        first->actor_capacity = later->actor_n; /* the memory stays the later deed's */
        first->recipients = later->recipients, first->recipient_n = later->recipient_n;
        first->recipient_capacity = later->recipient_n;
        first->is_mutual = later->is_mutual;
    }
    if (!first->date.value.n || later->date.value.n > first->date.value.n)
        if (later->date.value.n) first->date = later->date;
    if (!first->place.is_set || (later->place.has_point && !first->place.has_point))
        if (later->place.is_set) first->place = later->place;
    if (first->object.begin == first->object.end) first->object = later->object;
    if (!first->mode.n && first->type == later->type) first->mode = later->mode;
    if (later->veracity < first->veracity &&
        !((first->auxiliary | later->auxiliary) & CH_AUX_NEGATION)) {
        first->veracity = later->veracity; /* the strongest telling counts */
        first->auxiliary =
            (uint8_t)(first->auxiliary & ~CH_AUX_HYPOTHETICAL) | (later->auxiliary & CH_AUX_FUTURE);
    }
    first->contexts |= later->contexts;
}

static ch_status add_mention(ch__coder *coder, ch_event *event, uint32_t sentence)
{
    const uint32_t *old = event->mention_sentences;
    for (uint32_t i = 0; i < event->mention_sentence_n; i++)
        if (old[i] == sentence) return CH_OK;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, event->mention_sentence_n + 1, sizeof(uint32_t), &memory,
                          coder->err));
    uint32_t *mentions = memory;
    if (event->mention_sentence_n)
        memcpy(mentions, old, event->mention_sentence_n * sizeof *mentions);
    mentions[event->mention_sentence_n++] = sentence;
    event->mention_sentences = mentions;
    return CH_OK;
}

static uint32_t earlier_telling(const ch__coder *coder, uint32_t d)
{
    const uint32_t stop =
        d > LOOK_BACK_MAX ? d - LOOK_BACK_MAX : 0; /* keeps hostile reports linear */
    for (uint32_t i = d; i-- > stop;) {
        const ch__deed *earlier = &coder->deeds[i];
        if (earlier->dropped || earlier->event == CH_NONE) continue;
        if (tells_again(coder, &coder->deeds[d], earlier)) return i;
    }
    return CH_NONE;
}

static ch_status tell(ch__coder *coder, uint32_t d)
{
    ch_analysis *a = coder->a;
    ch__deed *deed = &coder->deeds[d];
    CH_TRY(CH__PUSH(coder->arena, &a->events, &a->event_n, &coder->event_capacity, coder->err));
    ch_event *event = &a->events[a->event_n - 1];
    deed->event = a->event_n - 1;
    *event = (ch_event){
        .trigger_token = deed->word, .trigger = a->tokens[deed->word].span, .denies = CH_NONE};
    CH_TRY(ch_arena_format(coder->arena, &event->id, coder->err, "e%u", a->event_n));
    return add_mention(coder, event, a->tokens[deed->trigger].sentence + 1);
}

static void copy_fields(const ch__deed *deed, ch_event *event)
{
    event->type = deed->type;
    event->act = deed->act;
    event->veracity = deed->veracity;
    event->auxiliary = deed->auxiliary;
    event->is_mutual = deed->is_mutual;
    event->mode = deed->mode;
    event->contexts = deed->contexts;
    event->cameo = deed->cameo;
    event->actors = deed->actors;
    event->actor_n = deed->actor_n;
    event->recipients = deed->recipients;
    event->recipient_n = deed->recipient_n;
    event->sources = deed->sources;
    event->source_n = deed->source_n;
    event->date = deed->date;
    event->place = deed->place;
    event->object = deed->object;
    event->trace = deed->trace;
    event->trace_n = deed->trace_n;
}

static ch_status keep_silence(ch__coder *coder, const ch__deed *deed)
{
    ch_analysis *a = coder->a;
    if (deed->consumed_by != CH_NONE || deed->refers_to != CH_NONE) return CH_OK;
    CH_TRY(
        CH__PUSH(coder->arena, &a->silences, &a->silence_n, &coder->silence_capacity, coder->err));
    a->silences[a->silence_n - 1] = (ch_trace){.field = "type",
                                               .rule = deed->frame->id,
                                               .span = a->tokens[deed->trigger].span,
                                               .note = {deed->dropped, strlen(deed->dropped)},
                                               .is_lost = true};
    return CH_OK;
}

/* A denied deed points at the telling it denies. */
static void link_denials(ch__coder *coder)
{
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        const ch__deed *denial = &coder->deeds[d];
        if (denial->dropped || !(denial->auxiliary & CH_AUX_NEGATION) || !denial->source_n)
            continue;
        const uint32_t stop = d > LOOK_BACK_MAX ? d - LOOK_BACK_MAX : 0;
        for (uint32_t i = d; i-- > stop;) {
            const ch__deed *told = &coder->deeds[i];
            if (told->dropped || told->type != denial->type || (told->auxiliary & CH_AUX_NEGATION))
                continue;
            if (!all_take_part(denial, told) || !same_cameo_root(told, denial)) continue;
            coder->a->events[denial->event].denies = told->event;
            break;
        }
    }
}

static bool is_past_verb(const ch_analysis *a, uint32_t token)
{
    return a->tokens[token].xpos == CH_XPOS_VBD;
}

/* What the clause of a pointing noun adds to the deed: a time still to come, place, date. */
static void pool_reference(const ch__coder *coder, ch__deed *told, const ch__deed *reference)
{
    if (reference->carrier == reference->trigger) return;
    const bool is_unsaid = /* denied before, and the pointing noun does not take that back */
        (told->auxiliary & ~reference->auxiliary & CH_AUX_NEGATION) != 0;
    if ((reference->auxiliary & (CH_AUX_FUTURE | CH_AUX_NEGATION)) && !is_unsaid &&
        !is_past_verb(coder->a, told->carrier)) {
        told->auxiliary |= reference->auxiliary & (CH_AUX_FUTURE | CH_AUX_NEGATION);
        told->veracity = reference->veracity;
    }
    if (!told->date.value.n) told->date = reference->date;
    if (!told->place.is_set) told->place = reference->place;
}

static void pool_references(ch__coder *coder)
{
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->refers_to == CH_NONE || deed->dropped) continue;
        deed->dropped = "points back at a deed told before";
        pool_reference(coder, &coder->deeds[deed->refers_to], deed);
    }
}

static ch_status mention_references(ch__coder *coder)
{
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        const ch__deed *deed = &coder->deeds[d];
        if (deed->refers_to == CH_NONE) continue;
        const uint32_t event = coder->deeds[deed->refers_to].event;
        if (event == CH_NONE) continue;
        CH_TRY(add_mention(coder, &coder->a->events[event],
                           coder->a->tokens[deed->trigger].sentence + 1));
    }
    return CH_OK;
}

ch_status ch__events_tell(ch__coder *coder)
{
    pool_references(coder);
    for (uint32_t d = 0; d < coder->deed_n; d++)
        if (!coder->deeds[d].dropped) CH_TRY(fold_future(coder, &coder->deeds[d]));
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->dropped) {
            CH_TRY(keep_silence(coder, deed));
            continue;
        }
        const uint32_t earlier = earlier_telling(coder, d);
        if (earlier == CH_NONE) {
            CH_TRY(tell(coder, d));
            continue;
        }
        deed->event = coder->deeds[earlier].event;
        deed->dropped = "the same deed told again";
        pool(&coder->deeds[earlier], deed);
        CH_TRY(add_mention(coder, &coder->a->events[deed->event],
                           coder->a->tokens[deed->trigger].sentence + 1));
    }
    CH_TRY(mention_references(coder));
    link_denials(coder);
    for (uint32_t d = 0; d < coder->deed_n; d++)
        if (!coder->deeds[d].dropped)
            copy_fields(&coder->deeds[d], &coder->a->events[coder->deeds[d].event]);
    return CH_OK;
}
