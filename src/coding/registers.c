/* Instruments, exercises and visits: what the events of a report open, move and close.
 * Stages by word: data/coding/stages.tsv. */
#include "coding/coder.h"

enum { KEY_MAX = 16 };

typedef struct key_set {
    ch_sv keys[KEY_MAX];
    uint32_t n;
} key_set;

static void add_key(key_set *set, ch_sv key)
{
    if (!key.n || ch__sv_is(key, "unk") || set->n == KEY_MAX) return;
    for (uint32_t i = 0; i < set->n; i++)
        if (ch__sv_eq(set->keys[i], key)) return;
    set->keys[set->n++] = key;
}

static key_set keys_of(const ch__deed *deed)
{
    key_set set = {.n = 0};
    for (uint32_t i = 0; i < deed->actor_n; i++) add_key(&set, deed->actors[i].key);
    for (uint32_t i = 0; i < deed->recipient_n; i++) add_key(&set, deed->recipients[i].key);
    return set;
}

static bool same_keys(const key_set *set, const ch_sv *keys, uint32_t n)
{
    if (set->n != n) return false;
    for (uint32_t i = 0; i < n; i++) {
        bool found = false;
        for (uint32_t k = 0; k < n && !found; k++) found = ch__sv_eq(set->keys[i], keys[k]);
        if (!found) return false;
    }
    return true;
}

static ch_status keep_keys(ch__coder *coder, const key_set *set, const ch_sv **out, uint32_t *out_n)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, set->n, sizeof(ch_sv), &memory, coder->err));
    memcpy(memory, set->keys, set->n * sizeof(ch_sv));
    *out = memory;
    *out_n = set->n;
    return CH_OK;
}

static ch_status add_event(ch__coder *coder, const uint32_t **events, uint32_t *n, uint32_t event)
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

/* The stage told by the words of a deed: its light verb first, then its own word. */
static ch_sv stage_of(const ch__coder *coder, const ch__deed *deed, const char *register_name)
{
    const ch_sv name = {register_name, strlen(register_name)};
    if (deed->light != CH_NONE) {
        const ch_sv stage =
            ch__codebook_stage(coder->book, name, coder->a->tokens[deed->light].lemma);
        if (stage.n) return stage;
    }
    return ch__codebook_stage(coder->book, name, coder->a->tokens[deed->trigger].lemma);
}

/* ---- instruments ---- */

/* The noun that names the instrument: the deed itself or the object of its verb. */
static uint32_t instrument_noun(const ch__coder *coder, const ch__deed *deed)
{
    static const ch_sv class_name = CH_SV_INIT("instrument");
    static const ch__slot slots[] = {{CH__SLOT_OBJECT, {NULL, 0}},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("to")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("on")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("of")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("for")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("from")}};
    const ch_token *tokens = coder->a->tokens;
    if (deed->frame->pos == 'n' &&
        ch__codebook_in_class(coder->book, class_name, tokens[deed->trigger].lemma))
        return deed->trigger;
    uint32_t heads[4];
    for (size_t s = 0; s < sizeof slots / sizeof *slots; s++) {
        const uint32_t n =
            ch__clause_slot(coder->a, deed->trigger, deed->light, slots[s], heads, 4);
        for (uint32_t i = 0; i < n; i++)
            if (ch__codebook_in_class(coder->book, class_name, tokens[heads[i]].lemma))
                return heads[i];
    }
    if (deed->inner != CH_NONE) return instrument_noun(coder, &coder->deeds[deed->inner]);
    return CH_NONE;
}

static ch_sv instrument_stage(const ch__coder *coder, const ch__deed *deed)
{
    if (deed->type == CH_TYPE_AGREE && deed->act == CH_TYPE_SUPPORT) return CH_SV("to-be-signed");
    if (deed->auxiliary & CH_AUX_HYPOTHETICAL) return CH_SV("proposed");
    const ch_sv stage = stage_of(coder, deed, "instrument");
    if (stage.n) return stage;
    return deed->type == CH_TYPE_SUPPORT ? CH_SV("agreed")
           : deed->type == CH_TYPE_AGREE ? CH_SV("proposed")
                                         : (ch_sv){NULL, 0};
}

static bool has_word(const ch_analysis *a, uint32_t noun, const char *word)
{
    CH__EACH_CHILD(a->tokens, noun, c)
    if (ch__sv_is(a->tokens[c].lemma, word)) return true;
    return false;
}

static ch_sv instrument_kind(const ch__coder *coder, uint32_t noun)
{
    if (ch__token_is(coder, noun, "instrument-ceasefire") || has_word(coder->a, noun, "ceasefire"))
        return CH_SV("ceasefire");
    if (has_word(coder->a, noun, "peace")) return CH_SV("peace agreement");
    if (ch__token_is(coder, noun, "instrument-treaty")) return CH_SV("treaty");
    if (ch__token_is(coder, noun, "instrument-memorandum")) return CH_SV("memorandum");
    if (ch__token_is(coder, noun, "instrument-plan")) return CH_SV("plan");
    if (ch__token_is(coder, noun, "instrument-own-name")) return coder->a->tokens[noun].lemma;
    return CH_SV("agreement");
}

static ch_status note_instrument(ch__coder *coder, const ch__deed *deed)
{
    ch_analysis *a = coder->a;
    const uint32_t noun = instrument_noun(coder, deed);
    if (noun == CH_NONE) return CH_OK;
    const ch_sv stage = instrument_stage(coder, deed), kind = instrument_kind(coder, noun);
    const key_set parties = keys_of(deed);
    if (!stage.n || parties.n < 2) return CH_OK;
    ch_instrument *entry = NULL;
    for (uint32_t i = 0; i < a->instrument_n && !entry; i++)
        if (same_keys(&parties, a->instruments[i].parties, a->instruments[i].party_n))
            entry = &a->instruments[i];
    if (!entry) {
        CH_TRY(CH__PUSH(coder->arena, &a->instruments, &a->instrument_n,
                        &coder->instrument_capacity, coder->err));
        entry = &a->instruments[a->instrument_n - 1];
        *entry = (ch_instrument){.kind = kind, .stage = stage, .title = ch__phrase_span(a, noun)};
        CH_TRY(ch_arena_format(coder->arena, &entry->id, coder->err, "i%u", a->instrument_n));
        CH_TRY(keep_keys(coder, &parties, &entry->parties, &entry->party_n));
    }
    entry->subjects |= deed->contexts;
    if (ch__sv_is(stage, "signed") && deed->date.value.n) entry->signed_on = deed->date;
    if (!entry->place.is_set) entry->place = deed->place;
    return add_event(coder, &entry->events, &entry->event_n, deed->event);
}

/* ---- provisions: "the plan includes ..." ---- */

static ch_status add_provision(ch__coder *coder, ch_instrument *instrument, uint32_t head,
                               uint8_t veracity)
{
    const ch_provision *old = instrument->provisions;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, instrument->provision_n + 1, sizeof(ch_provision), &memory,
                          coder->err));
    ch_provision *more = memory;
    if (instrument->provision_n) memcpy(more, old, instrument->provision_n * sizeof *more);
    more[instrument->provision_n++] = (ch_provision){ch__phrase_span(coder->a, head), veracity};
    instrument->provisions = more;
    return CH_OK;
}

/* The phrase of one conjunct without those that follow it. */
static ch_status read_provisions(ch__coder *coder, uint32_t verb, ch_instrument *instrument)
{
    const ch_analysis *a = coder->a;
    const uint32_t object = ch__clause_patient(a, verb);
    if (object == CH_NONE || instrument->provision_n >= KEY_MAX) return CH_OK;
    const uint8_t veracity = ch__veracity_at(coder, verb);
    CH_TRY(add_provision(coder, instrument, object, veracity));
    ch_provision *first = (ch_provision *)&instrument->provisions[instrument->provision_n - 1];
    CH__EACH_CHILD(a->tokens, object, c)
    {
        if (a->tokens[c].deprel != CH_DEPREL_CONJ) continue;
        const ch_span span = ch__phrase_span(a, c);
        uint32_t cut = span.begin; /* "A, B and C": A ends before the comma */
        while (cut > first->span.begin && !ch__is_alpha(a->report.text.p[cut - 1])) cut--;
        if (first->span.end > cut) first->span.end = cut;
        CH_TRY(add_provision(coder, instrument, c, veracity));
        first = (ch_provision *)&instrument->provisions[instrument->provision_n - 1];
    }
    return CH_OK;
}

static ch_status note_provisions(ch__coder *coder)
{
    ch_analysis *a = coder->a;
    for (uint32_t i = 0; i < a->token_n && a->instrument_n; i++) {
        if (!ch__is_verbal(&a->tokens[i]) || !ch__token_is(coder, i, "provision-verb")) continue;
        const uint32_t subject = ch__clause_subject(a, i);
        if (subject == CH_NONE || ch__clause_is_passive(a, i) ||
            !ch__token_is(coder, subject, "instrument"))
            continue;
        CH_TRY(read_provisions(coder, i, &a->instruments[0]));
    }
    return CH_OK;
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
    const ch_sv told = stage_of(coder, deed, "exercise");
    if (deed->auxiliary & CH_AUX_NEGATION)
        return ch__sv_is(told, "postponed") ? told : CH_SV("cancelled");
    if (deed->auxiliary & CH_AUX_HYPOTHETICAL) return CH_SV("proposed");
    if (deed->act || (deed->auxiliary & CH_AUX_FUTURE)) return CH_SV("planned");
    return ch__sv_is(told, "under-way") ? told : CH_SV("held");
}

static ch_status note_exercise(ch__coder *coder, const ch__deed *deed)
{
    ch_analysis *a = coder->a;
    if (!is_exercise(coder, deed)) return CH_OK;
    const key_set participants = keys_of(deed);
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
    CH_TRY(keep_keys(coder, &participants, &entry->participants, &entry->participant_n));
    for (uint32_t i = 0; i < participants.n; i++)
        if (ch__sv_eq(participants.keys[i], deed->place.country))
            entry->host = participants.keys[i];
    for (uint32_t i = 0; i < a->instrument_n; i++)
        if (same_keys(&participants, a->instruments[i].parties, a->instruments[i].party_n))
            entry->instrument = i;
    return add_event(coder, &entry->events, &entry->event_n, deed->event);
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
    const ch_sv told = stage_of(coder, deed, "visit");
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
    return add_event(coder, &entry->events, &entry->event_n, deed->event);
}

/* Whom the visitor met: other persons of the meetings he takes part in. */
static ch_status note_met(ch__coder *coder, ch_visit *visit)
{
    ch_analysis *a = coder->a;
    key_set met = {.n = 0};
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
                add_key(&met, event->actors[i].entity);
        for (uint32_t i = 0; i < event->recipient_n; i++)
            add_key(&met, event->recipients[i].entity);
    }
    return met.n ? keep_keys(coder, &met, &visit->met, &visit->met_n) : CH_OK;
}

ch_status ch__registers_fill(ch__coder *coder)
{
    for (uint32_t d = 0; d < coder->deed_n; d++)
        if (!coder->deeds[d].dropped) CH_TRY(note_instrument(coder, &coder->deeds[d]));
    CH_TRY(note_provisions(coder));
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        if (coder->deeds[d].dropped) continue;
        CH_TRY(note_exercise(coder, &coder->deeds[d]));
        CH_TRY(note_visit(coder, &coder->deeds[d]));
    }
    for (uint32_t i = 0; i < coder->a->visit_n; i++) CH_TRY(note_met(coder, &coder->a->visits[i]));
    return CH_OK;
}
