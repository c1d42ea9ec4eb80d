/* Exercises and visits (instruments: instruments.c): what the events of a report open, move and close.
 * Stages by word: data/coding/stages.tsv. */
#include "coding/registers.h"

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

/* ---- exercises ---- */

static bool is_exercise(const ch__coder *coder, const ch__deed *deed)
{
    const uint8_t type = deed->act ? deed->act : deed->type;
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

static ch_status note_exercise(ch__coder *coder, const ch__deed *deed)
{
    ch_analysis *a = coder->a;
    if (!is_exercise(coder, deed)) return CH_OK;
    const ch__key_set participants = ch__keys_of(deed);
    CH_TRY(CH__PUSH(coder->arena, &a->exercises, &a->exercise_n, &coder->exercise_capacity,
                    coder->err));
    ch_exercise *entry = &a->exercises[a->exercise_n - 1];
    *entry = (ch_exercise){.stage = exercise_stage(coder, deed),
                           .place = deed->place,
                           .period = deed->date.value,
                           .instrument = CH_NONE,
                           .one_of = deed->place.one_of,
                           .one_of_n = deed->place.one_of_n};
    CH_TRY(ch_arena_format(coder->arena, &entry->id, coder->err, "x%u", a->exercise_n));
    CH_TRY(ch__keys_keep(coder, &participants, &entry->participants, &entry->participant_n));
    for (uint32_t i = 0; i < participants.n; i++)
        if (ch__sv_eq(participants.keys[i], deed->place.country))
            entry->host = participants.keys[i];
    entry->instrument = instrument_of(a, &participants);
    return ch__register_event(coder, &entry->events, &entry->event_n, deed->event);
}

/* ---- visits ---- */

static bool is_visit(const ch__deed *deed, const ch__coder *coder)
{
    const uint8_t type = deed->act ? deed->act : deed->type;
    if (deed->is_mutual || (type != CH_TYPE_CONSULT && type != CH_TYPE_AGREE)) return false;
    if (ch__sv_is(deed->mode, "visit") || (deed->frame->flags & CH__FRAME_VISIT)) return true;
    return deed->inner != CH_NONE && (coder->deeds[deed->inner].frame->flags & CH__FRAME_VISIT);
}

static ch_sv visit_stage(const ch__coder *coder, const ch__deed *deed)
{
    const ch_sv told = ch__stage_of(coder, deed, "visit");
    if (ch__sv_is(told, "invited")) return told;
    if (deed->auxiliary & CH_AUX_NEGATION) return CH_SV("cancelled");
    if (deed->act || (deed->auxiliary & CH_AUX_FUTURE)) return CH_SV("planned");
    return CH_SV("made");
}

static ch_status note_visit(ch__coder *coder, const ch__deed *deed)
{
    ch_analysis *a = coder->a;
    if (!is_visit(deed, coder) || !deed->actor_n) return CH_OK;
    const ch_sv stage = visit_stage(coder, deed);
    const bool is_invited = ch__sv_is(stage, "invited");
    if (is_invited && !deed->recipient_n) return CH_OK;
    const ch_participant *visitor = is_invited ? &deed->recipients[0] : &deed->actors[0];
    const ch_sv host = is_invited          ? deed->actors[0].key
                       : deed->recipient_n ? deed->recipients[0].key
                                           : deed->place.country;
    if (!host.n || ch__sv_eq(host, visitor->key)) return CH_OK;
    CH_TRY(CH__PUSH(coder->arena, &a->visits, &a->visit_n, &coder->visit_capacity, coder->err));
    ch_visit *entry = &a->visits[a->visit_n - 1];
    *entry = (ch_visit){.visitor = visitor->key,
                        .entity = visitor->entity,
                        .host = host,
                        .date = deed->date.value,
                        .place = deed->place,
                        .stage = stage};
    CH_TRY(ch_arena_format(coder->arena, &entry->id, coder->err, "v%u", a->visit_n));
    return ch__register_event(coder, &entry->events, &entry->event_n, deed->event);
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
    }
    for (uint32_t i = 0; i < coder->a->visit_n; i++) CH_TRY(note_met(coder, &coder->a->visits[i]));
    return CH_OK;
}
