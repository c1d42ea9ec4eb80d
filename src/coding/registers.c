/* Exercises and visits (instruments: instruments.c): what the events of a report open, move and close.
 * Stages by word: data/coding/stages.tsv. */
#include "coding/registers.h"

enum { HEAD_MAX = 4, ENTRY_MAX = 64 };

void ch__keys_add(ch__key_set *set, ch_sv key)
{
    if (!key.n || ch__sv_is(key, "unk") || set->n == CH__KEY_MAX || ch__keys_hold(set, key)) return;
    set->keys[set->n++] = key;
}

bool ch__keys_hold(const ch__key_set *set, ch_sv key)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (ch__sv_eq(set->keys[i], key)) return true;
    return false;
}

bool ch__keys_within(const ch__key_set *inner, const ch__key_set *outer)
{
    for (uint32_t i = 0; i < inner->n; i++)
        if (!ch__keys_hold(outer, inner->keys[i])) return false;
    return true;
}

ch__key_set ch__keys_of(const ch__deed *deed)
{
    ch__key_set set = {.n = 0};
    for (uint32_t i = 0; i < deed->actor_n; i++) ch__keys_add(&set, deed->actors[i].key);
    for (uint32_t i = 0; i < deed->recipient_n; i++) ch__keys_add(&set, deed->recipients[i].key);
    return set;
}

ch_status ch__keys_keep(ch__coder *coder, const ch__key_set *set, const ch_sv **out,
                        uint32_t *out_n)
{
    void *memory = NULL;
    *out_n = set->n;
    if (!set->n) return CH_OK;
    CH_TRY(ch_arena_alloc(coder->arena, set->n, sizeof(ch_sv), &memory, coder->err));
    memcpy(memory, set->keys, set->n * sizeof(ch_sv));
    *out = memory;
    return CH_OK;
}

ch_status ch__register_event(ch__coder *coder, const uint32_t **events, uint32_t *n, uint32_t event)
{
    for (uint32_t i = 0; i < *n; i++)
        if ((*events)[i] == event) return CH_OK;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, *n + 1, sizeof(uint32_t), &memory, coder->err));
    uint32_t *more = memory;
    if (*n) memcpy(more, *events, *n * sizeof *more);
    more[(*n)++] = event;
    *events = more;
    return CH_OK;
}

ch_sv ch__stage_of(const ch__coder *coder, const ch__deed *deed, const char *register_name)
{
    const ch_sv name = {register_name, strlen(register_name)};
    if (deed->light != CH_NONE) {
        const ch_sv stage =
            ch__codebook_stage(coder->book, name, coder->a->tokens[deed->light].lemma);
        if (stage.n) return stage;
    }
    return ch__codebook_stage(coder->book, name, coder->a->tokens[deed->trigger].lemma);
}

/* "cancelled the drills", "postponed his visit": what a verb of calling off governs, whatever deed it
 * tells; CH_NONE if nothing of the class. */
static uint32_t called_off(const ch__coder *coder, const ch__deed *deed, const char *register_name,
                           const char *class_name)
{
    const ch_analysis *a = coder->a;
    if (!ch__is_verbal(&a->tokens[deed->trigger])) return CH_NONE;
    if (!ch__sv_in(ch__stage_of(coder, deed, register_name), CH_SV("cancelled|postponed")))
        return CH_NONE;
    const uint32_t patient = ch__clause_patient(a, deed->trigger);
    return patient != CH_NONE && ch__token_is(coder, patient, class_name) ? patient : CH_NONE;
}

/* ---- exercises ---- */

static bool is_exercise(const ch__coder *coder, const ch__deed *deed)
{
    const uint8_t type = deed->act ? deed->act : deed->type;
    if (called_off(coder, deed, "exercise", "exercise") != CH_NONE) return true;
    if (type != CH_TYPE_COOPERATE && type != CH_TYPE_MOBILIZE) return false;
    if (deed->frame->flags & CH__FRAME_EXERCISE) return true;
    if (deed->inner != CH_NONE && (coder->deeds[deed->inner].frame->flags & CH__FRAME_EXERCISE))
        return true;
    return ch__codebook_in_class(coder->book, CH_SV("exercise"),
                                 coder->a->tokens[deed->trigger].lemma);
}

static ch_sv exercise_stage(const ch__coder *coder, const ch__deed *deed)
{
    const ch_sv told = ch__stage_of(coder, deed, "exercise");
    if (called_off(coder, deed, "exercise", "exercise") != CH_NONE) return told;
    if (deed->auxiliary & CH_AUX_NEGATION)
        return ch__sv_is(told, "postponed") ? told : CH_SV("cancelled");
    if (deed->auxiliary & CH_AUX_HYPOTHETICAL) return CH_SV("proposed");
    if (deed->act || (deed->auxiliary & CH_AUX_FUTURE)) return CH_SV("planned");
    return ch__sv_is(told, "under-way") ? told : CH_SV("held");
}

/* The plan or deal that the same parties have. */
static uint32_t instrument_of(const ch_analysis *a, const ch__key_set *participants)
{
    for (uint32_t i = 0; i < a->instrument_n; i++) {
        ch__key_set parties = {.n = 0};
        for (uint32_t k = 0; k < a->instruments[i].party_n; k++)
            ch__keys_add(&parties, a->instruments[i].parties[k]);
        if (ch__keys_within(&parties, participants) && ch__keys_within(participants, &parties))
            return i;
    }
    return CH_NONE;
}

/* "in South African waters", "off Norland": a place that names only its country. */
static ch_status host_by_words(ch__coder *coder, const ch__deed *deed, ch_sv *out)
{
    static const ch_sv words[] = {CH_SV_INIT("in"), CH_SV_INIT("off"), CH_SV_INIT("near"),
                                  CH_SV_INIT("on")};
    const ch_analysis *a = coder->a;
    uint32_t heads[HEAD_MAX];
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        const ch__slot slot = {CH__SLOT_PREPOSITION, words[w]};
        uint32_t n = ch__clause_slot(a, deed->trigger, deed->light, slot, heads, HEAD_MAX);
        if (!n && deed->carrier != deed->trigger)
            n = ch__clause_slot(a, deed->carrier, CH_NONE, slot, heads, HEAD_MAX);
        for (uint32_t i = 0; i < n; i++) {
            const ch_mention *own = ch__mention_at(a, heads[i]);
            if (own && own->place_country.n) *out = own->place_country;
            CH__EACH_CHILD(a->tokens, heads[i], c)
            {
                const ch_mention *m = ch__mention_at(a, c);
                if (m && m->kind == CH_MENTION_STATE && !out->n) *out = m->key;
            }
            if (out->n) return CH_OK;
        }
    }
    return CH_OK;
}

static bool is_name_word(const ch_analysis *a, uint32_t token)
{
    const ch_mention *m = ch__mention_at(a, token);
    return a->tokens[token].upos == CH_UPOS_PROPN && !m && a->mention_of_token[token] == CH_NONE;
}

/* "the Iron Shield exercises", "exercises named Iron Shield". */
static ch_sv exercise_name(const ch__coder *coder, const ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    uint32_t noun = deed->trigger;
    if (deed->inner != CH_NONE) noun = coder->deeds[deed->inner].trigger;
    uint32_t first = noun;
    while (first > 0 && a->tokens[first - 1].sentence == a->tokens[noun].sentence &&
           a->tokens[first - 1].head == noun && !is_name_word(a, first - 1) &&
           ch__sv_in(a->tokens[first - 1].lower, CH_SV("military|naval|joint|annual|air|field")))
        first--;
    uint32_t begin = first;
    while (begin > 0 && a->tokens[begin - 1].sentence == a->tokens[noun].sentence &&
           is_name_word(a, begin - 1))
        begin--;
    uint32_t end = first;
    if (begin == first) { /* behind it */
        begin = noun + 1;
        if (begin < a->token_n &&
            ch__sv_in(a->tokens[begin].lower, CH_SV("named|called|dubbed|codenamed|code-named")))
            begin++;
        while (begin < a->token_n && ch__sv_in(a->tokens[begin].form, CH_SV("\"|“|‘|'|,"))) begin++;
        end = begin;
        while (end < a->token_n && a->tokens[end].sentence == a->tokens[noun].sentence &&
               is_name_word(a, end))
            end++;
    }
    if (begin >= end) return (ch_sv){NULL, 0};
    return ch__span_text(a->report.text,
                         (ch_span){a->tokens[begin].span.begin, a->tokens[end - 1].span.end});
}

static int exercise_rank(ch_sv stage)
{
    static const char *const ORDER[] = {"proposed", "planned",   "under-way",
                                        "held",     "postponed", "cancelled"};
    for (int i = 0; i < (int)(sizeof ORDER / sizeof *ORDER); i++)
        if (ch__sv_is(stage, ORDER[i])) return i;
    return -1;
}

static ch__key_set set_of(const ch_sv *keys, uint32_t n)
{
    ch__key_set set = {.n = 0};
    for (uint32_t i = 0; i < n; i++) ch__keys_add(&set, keys[i]);
    return set;
}

/* The same exercise told before: one side's participants hold the other's, and the days agree. */
static ch_exercise *known_exercise(ch_analysis *a, const ch__key_set *participants, ch_sv period)
{
    const uint32_t stop = a->exercise_n > ENTRY_MAX ? a->exercise_n - ENTRY_MAX : 0;
    for (uint32_t i = a->exercise_n; i-- > stop;) {
        ch_exercise *old = &a->exercises[i];
        const ch__key_set known = set_of(old->participants, old->participant_n);
        if (!ch__keys_within(participants, &known) && !ch__keys_within(&known, participants))
            continue;
        if (period.n && old->period.n && !ch__sv_starts(period, old->period) &&
            !ch__sv_starts(old->period, period))
            continue;
        return old;
    }
    return NULL;
}

static ch_status tell_exercise_again(ch__coder *coder, ch_exercise *entry, const ch__deed *deed,
                                     const ch__key_set *participants)
{
    const ch_sv stage = exercise_stage(coder, deed);
    if (exercise_rank(stage) > exercise_rank(entry->stage)) entry->stage = stage;
    if (!entry->period.n) entry->period = deed->date.value;
    if (!entry->place.is_set) entry->place = deed->place;
    if (!entry->name.n) entry->name = exercise_name(coder, deed);
    if (participants->n > entry->participant_n)
        CH_TRY(ch__keys_keep(coder, participants, &entry->participants, &entry->participant_n));
    return ch__register_event(coder, &entry->events, &entry->event_n, deed->event);
}

/* Who exercises: all of a joint one, the actors of a show of force. */
static ch__key_set participants_of(const ch__deed *deed)
{
    if (deed->type != CH_TYPE_MOBILIZE && deed->act != CH_TYPE_MOBILIZE) return ch__keys_of(deed);
    ch__key_set set = {.n = 0};
    for (uint32_t i = 0; i < deed->actor_n; i++) ch__keys_add(&set, deed->actors[i].key);
    return set;
}

static ch_status note_exercise(ch__coder *coder, const ch__deed *deed)
{
    ch_analysis *a = coder->a;
    if (!is_exercise(coder, deed)) return CH_OK;
    const ch__key_set participants = participants_of(deed);
    if (!participants.n) return CH_OK;
    ch_exercise *known = known_exercise(a, &participants, deed->date.value);
    if (known) return tell_exercise_again(coder, known, deed, &participants);
    CH_TRY(CH__PUSH(coder->arena, &a->exercises, &a->exercise_n, &coder->exercise_capacity,
                    coder->err));
    ch_exercise *entry = &a->exercises[a->exercise_n - 1];
    *entry = (ch_exercise){.stage = exercise_stage(coder, deed),
                           .place = deed->place,
                           .period = deed->date.value,
                           .name = exercise_name(coder, deed),
                           .instrument = CH_NONE,
                           .one_of = deed->place.one_of,
                           .one_of_n = deed->place.one_of_n};
    CH_TRY(ch_arena_format(coder->arena, &entry->id, coder->err, "x%u", a->exercise_n));
    CH_TRY(ch__keys_keep(coder, &participants, &entry->participants, &entry->participant_n));
    if (deed->type != CH_TYPE_MOBILIZE) {
        entry->host = deed->place.country;
        if (!entry->host.n && !entry->one_of_n) CH_TRY(host_by_words(coder, deed, &entry->host));
    }
    entry->instrument = instrument_of(a, &participants);
    return ch__register_event(coder, &entry->events, &entry->event_n, deed->event);
}

/* ---- visits ---- */

static bool is_visit(const ch__deed *deed, const ch__coder *coder)
{
    const uint8_t type = deed->act ? deed->act : deed->type;
    if (deed->is_mutual || (type != CH_TYPE_CONSULT && type != CH_TYPE_AGREE)) return false;
    if (deed->type == CH_TYPE_AGREE && deed->recipient_n && !ch__sv_is(deed->cameo, "032") &&
        ch__sv_is(ch__stage_of(coder, deed, "visit"), "invited"))
        return deed->actor_n && !ch__sv_is(deed->actors[0].sector, "IGO");
    if (ch__sv_is(deed->mode, "visit") || (deed->frame->flags & CH__FRAME_VISIT)) return true;
    return deed->inner != CH_NONE && (coder->deeds[deed->inner].frame->flags & CH__FRAME_VISIT);
}

static bool has_child(const ch_analysis *a, uint32_t of, uint8_t deprel, ch_sv words)
{
    CH__EACH_CHILD(a->tokens, of, c)
    if (a->tokens[c].deprel == deprel && ch__sv_in(a->tokens[c].lower, words)) return true;
    return false;
}

/* "is hosting", "begins a visit": the present tense of what has not ended; "before he visits" and
 * "begins on Tuesday" are still to come. */
static ch_sv present_stage(const ch__coder *coder, const ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    const uint32_t verb = ch__is_verbal(&a->tokens[deed->trigger]) ? deed->trigger
                          : deed->light != CH_NONE                 ? deed->light
                                                                   : deed->carrier;
    const ch_token *t = &a->tokens[verb];
    if (!ch__is_verbal(t)) return (ch_sv){NULL, 0};
    const bool is_progressive =
        t->xpos == CH_XPOS_VBG && has_child(a, verb, CH_DEPREL_AUX, CH_SV("is|are|am|'s|'re"));
    const bool is_present = t->xpos == CH_XPOS_VBZ || t->xpos == CH_XPOS_VBP;
    if (!is_progressive && !is_present) return (ch_sv){NULL, 0};
    if (has_child(a, verb, CH_DEPREL_MARK, CH_SV("before|until|when|once|if")))
        return CH_SV("planned");
    const ch_sv day = deed->date.value, today = a->report.published;
    if (day.n >= 10 && today.n >= 10 && memcmp(day.p, today.p, 10) > 0) return CH_SV("planned");
    return is_progressive || ch__token_is(coder, verb, "setting-out") ? CH_SV("under-way")
                                                                      : (ch_sv){NULL, 0};
}

static ch_sv visit_stage(const ch__coder *coder, const ch__deed *deed)
{
    const ch_sv told = ch__stage_of(coder, deed, "visit");
    if (ch__sv_is(told, "invited")) return told;
    if (deed->auxiliary & CH_AUX_NEGATION) return CH_SV("cancelled");
    if (deed->act || (deed->auxiliary & CH_AUX_FUTURE)) return CH_SV("planned");
    const ch_sv present = present_stage(coder, deed);
    return present.n ? present : CH_SV("made");
}

static int visit_rank(ch_sv stage)
{
    static const char *const ORDER[] = {"invited", "planned", "made", "under-way", "cancelled"};
    for (int i = 0; i < (int)(sizeof ORDER / sizeof *ORDER); i++)
        if (ch__sv_is(stage, ORDER[i])) return i;
    return -1;
}

/* The same traveller at the same host: a later telling of one visit, unless the days differ. */
static ch_visit *known_visit(ch_analysis *a, const ch_visit *visit)
{
    const uint32_t stop = a->visit_n > ENTRY_MAX ? a->visit_n - ENTRY_MAX : 0;
    for (uint32_t i = a->visit_n; i-- > stop;) {
        ch_visit *old = &a->visits[i];
        if (!ch__sv_eq(old->visitor, visit->visitor) || !ch__sv_eq(old->host, visit->host))
            continue;
        if (!ch__sv_eq(old->entity, visit->entity)) continue;
        if (old->date.n && visit->date.n && !ch__sv_starts(old->date, visit->date) &&
            !ch__sv_starts(visit->date, old->date))
            continue;
        return old;
    }
    return NULL;
}

static ch_status add_visit(ch__coder *coder, const ch_visit *visit, uint32_t event)
{
    ch_analysis *a = coder->a;
    ch_visit *entry = known_visit(a, visit);
    if (entry) {
        if (visit_rank(visit->stage) > visit_rank(entry->stage)) entry->stage = visit->stage;
        if (!entry->date.n) entry->date = visit->date;
        if (!entry->place.is_set) entry->place = visit->place;
        return ch__register_event(coder, &entry->events, &entry->event_n, event);
    }
    CH_TRY(CH__PUSH(coder->arena, &a->visits, &a->visit_n, &coder->visit_capacity, coder->err));
    entry = &a->visits[a->visit_n - 1];
    *entry = *visit;
    CH_TRY(ch_arena_format(coder->arena, &entry->id, coder->err, "v%u", a->visit_n));
    return ch__register_event(coder, &entry->events, &entry->event_n, event);
}

static bool is_private(const ch_participant *who)
{
    return ch__sv_is(who->sector, "CVL") || ch__sv_is(who->sector, "JRN");
}

/* "postponed his visit to Norland", "cancelled the envoy's visit". */
static ch_status note_visit_called_off(ch__coder *coder, const ch__deed *deed)
{
    const uint32_t noun = called_off(coder, deed, "visit", "visit");
    if (noun == CH_NONE || !deed->actor_n) return CH_OK;
    ch_participant *owner = NULL;
    uint32_t n = 0, capacity = 0;
    const uint32_t possessor = ch__tree_child(coder->a->tokens, noun, CH_DEPREL_NMOD_POSS);
    if (possessor != CH_NONE)
        CH_TRY(ch__names_participants(coder->a, possessor, coder->arena, &owner, &n, &capacity,
                                      coder->err));
    const bool is_own = !n || ch__sv_eq(owner[0].key, deed->actors[0].key);
    const ch_participant *visitor = is_own ? &deed->actors[0] : &owner[0];
    const ch_sv host = !is_own             ? deed->actors[0].key
                       : deed->recipient_n ? deed->recipients[0].key
                                           : deed->place.country;
    if (!host.n || ch__sv_eq(host, visitor->key) || is_private(visitor)) return CH_OK;
    const ch_visit visit = {.visitor = visitor->key,
                            .entity = visitor->entity,
                            .host = host,
                            .stage = CH_SV("cancelled")};
    return add_visit(coder, &visit, deed->event);
}

static ch_status note_visit(ch__coder *coder, const ch__deed *deed)
{
    if (deed->type == CH_TYPE_REJECT || deed->type == CH_TYPE_SANCTION)
        return note_visit_called_off(coder, deed);
    if (!is_visit(deed, coder) || !deed->actor_n) return CH_OK;
    const ch_sv stage = visit_stage(coder, deed);
    const bool is_invited = ch__sv_is(stage, "invited");
    if (is_invited && !deed->recipient_n) return CH_OK;
    const ch_participant *visitor = is_invited ? &deed->recipients[0] : &deed->actors[0];
    const ch_sv host = is_invited          ? deed->actors[0].key
                       : deed->recipient_n ? deed->recipients[0].key
                                           : deed->place.country;
    if (!host.n || ch__sv_eq(host, visitor->key) || is_private(visitor)) return CH_OK;
    ch_visit visit = {.visitor = visitor->key,
                      .entity = visitor->entity,
                      .host = host,
                      .date = deed->date.value,
                      .place = deed->place,
                      .stage = stage};
    if (ch__sv_eq(deed->place.country, visitor->key))
        visit.place = (ch_place_field){.is_set = false}; /* where he left from */
    return add_visit(coder, &visit, deed->event);
}

/* "met at the White House": a meeting at one's own seat is the other's visit. */
static ch_status note_guest(ch__coder *coder, const ch__deed *deed)
{
    const uint8_t type = deed->act ? deed->act : deed->type;
    if (type != CH_TYPE_CONSULT || !deed->is_mutual || deed->actor_n != 2) return CH_OK;
    if (!ch__token_is(coder, deed->trigger, "face-to-face") || !deed->place.has_point ||
        ch__sv_starts(deed->cameo, CH_SV("041")))
        return CH_OK;
    for (uint32_t i = 0; i < 2; i++) {
        const ch_participant *host = &deed->actors[i], *guest = &deed->actors[1 - i];
        if (!ch__sv_eq(host->key, deed->place.country) || ch__sv_eq(host->key, guest->key))
            continue;
        if (!host->entity.n || !guest->entity.n || is_private(guest)) continue;
        const ch_visit visit = {.visitor = guest->key,
                                .entity = guest->entity,
                                .host = host->key,
                                .date = deed->date.value,
                                .place = deed->place,
                                .stage = deed->auxiliary & CH_AUX_NEGATION ? CH_SV("cancelled")
                                         : deed->act                       ? CH_SV("planned")
                                                                           : CH_SV("made")};
        return add_visit(coder, &visit, deed->event);
    }
    return CH_OK;
}

/* Whom the visitor met: other persons of the meetings he takes part in. */
static ch_status note_met(ch__coder *coder, ch_visit *visit)
{
    ch_analysis *a = coder->a;
    ch__key_set met = {.n = 0};
    if (!visit->entity.n) return CH_OK;
    for (uint32_t e = 0; e < a->event_n; e++) {
        const ch_event *event = &a->events[e];
        if (event->type != CH_TYPE_CONSULT && event->act != CH_TYPE_CONSULT) continue;
        bool is_there = false;
        for (uint32_t i = 0; i < event->actor_n; i++)
            is_there |= ch__sv_eq(event->actors[i].entity, visit->entity);
        if (!is_there) continue;
        for (uint32_t i = 0; i < event->actor_n; i++)
            if (!ch__sv_eq(event->actors[i].entity, visit->entity))
                ch__keys_add(&met, event->actors[i].entity);
        for (uint32_t i = 0; i < event->recipient_n; i++)
            ch__keys_add(&met, event->recipients[i].entity);
    }
    return met.n ? ch__keys_keep(coder, &met, &visit->met, &visit->met_n) : CH_OK;
}

ch_status ch__registers_fill(ch__coder *coder)
{
    CH_TRY(ch__instruments_fill(coder));
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        if (coder->deeds[d].dropped) continue;
        CH_TRY(note_exercise(coder, &coder->deeds[d]));
        CH_TRY(note_visit(coder, &coder->deeds[d]));
        CH_TRY(note_guest(coder, &coder->deeds[d]));
    }
    for (uint32_t i = 0; i < coder->a->visit_n; i++) CH_TRY(note_met(coder, &coder->a->visits[i]));
    return CH_OK;
}
