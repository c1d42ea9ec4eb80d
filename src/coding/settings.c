/* When, where, about what, in which contexts. */
#include "coding/coder.h"

enum { CLIMB_MAX = 10, ALSO_MAX = 4 };

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

/* ---- dates ---- */

static uint32_t timex_head(const ch_analysis *a, const ch_timex *timex)
{
    for (uint32_t i = timex->token_begin; i < timex->token_end; i++) {
        const uint32_t head = a->tokens[i].head;
        if (head == CH_NONE || head < timex->token_begin || head >= timex->token_end) return i;
    }
    return timex->token_begin;
}

static bool is_datable(const ch_timex *timex) { return timex->date.n > 0; }

/* The living deed that a token belongs to. */
static uint32_t deed_at(const ch__coder *coder, uint32_t token)
{
    const uint32_t d = coder->deed_of_token[token];
    if (d == CH_NONE) return CH_NONE;
    return coder->deeds[d].consumed_by != CH_NONE ? coder->deeds[d].consumed_by : d;
}

static bool is_yet_to_come(ch_sv value, ch_sv published)
{
    if (published.n < 10 || value.n < 4 || !ch__is_digit(value.p[0]) ||
        memchr(value.p, '/', value.n))
        return false;
    if (value.n >= 6 && value.p[5] == 'W') return false;
    const size_t n = value.n < 10 ? value.n : 10;
    return ch__sv_compare((ch_sv){value.p, n}, (ch_sv){published.p, n}) > 0;
}

/* A coming date under a noun of the clause ("a plan for cooperation in 2026") is that noun's, not the
 * past verb's. */
static bool is_another_nouns(const ch__coder *coder, const ch_timex *timex, uint32_t steps,
                             uint32_t verb)
{
    const ch_token *t = &coder->a->tokens[verb];
    return steps > 1 && ch__is_verbal(t) && t->xpos != CH_XPOS_VB &&
           is_yet_to_come(timex->date, coder->a->report.published);
}

/* "The deal follows a visit by X in August": the time hung on a verb that is no deed dates the nearest
 * deed before it in that clause; under a verb of saying it is the day of telling. */
static uint32_t deed_of_clause(const ch__coder *coder, uint32_t verb, uint32_t before)
{
    const ch_analysis *a = coder->a;
    if (ch__codebook_speech(coder->book, a->tokens[verb].lemma)) return CH_NONE;
    const uint32_t begin = a->sentences[a->tokens[verb].sentence].token_begin;
    for (uint32_t i = before; i-- > begin;) {
        const uint32_t d = deed_at(coder, i);
        if (d == CH_NONE || coder->deeds[d].dropped || coder->deeds[d].trigger != i) continue;
        return ch__tree_under(a->tokens, i, verb) ? d : CH_NONE;
    }
    return CH_NONE;
}

/* Climb from the time expression to the first deed; an undeedful verb on the way (said) ends it. */
static uint32_t deed_of_time(const ch__coder *coder, const ch_timex *timex)
{
    const ch_analysis *a = coder->a;
    uint32_t at = timex_head(a, timex);
    for (uint32_t i = 0; i < CLIMB_MAX && at != CH_NONE; i++, at = a->tokens[at].head) {
        const uint32_t d = deed_at(coder, at);
        if (d != CH_NONE && !coder->deeds[d].dropped)
            return is_another_nouns(coder, timex, i, at) ? CH_NONE : d;
        if (i > 0 && ch__is_verbal(&a->tokens[at]))
            return deed_of_clause(coder, at, timex->token_begin);
    }
    return CH_NONE;
}

static void set_date(ch__deed *deed, const ch_timex *timex)
{
    deed->date = (ch_date_field){.value = timex->date, .span = timex->span};
}

static void read_dates(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    for (uint32_t i = 0; i < a->time_n; i++) {
        if (!is_datable(&a->times[i])) continue;
        const uint32_t d = deed_of_time(coder, &a->times[i]);
        if (d != CH_NONE && !coder->deeds[d].date.value.n) set_date(&coder->deeds[d], &a->times[i]);
    }
}

static ch_status date_marks(ch__coder *coder, ch__deed *deed)
{
    const ch_sv published = coder->a->report.published;
    if (!deed->date.value.n) return CH_OK;
    const uint8_t xpos = coder->a->tokens[deed->carrier].xpos;
    const bool is_past_form = xpos == CH_XPOS_VBD || xpos == CH_XPOS_VBN || xpos == CH_XPOS_VBG;
    const bool is_coming = is_yet_to_come(deed->date.value, published);
    if (is_coming && is_past_form && !(deed->auxiliary & (CH_AUX_FUTURE | CH_AUX_HYPOTHETICAL))) {
        deed->date = (ch_date_field){0}; /* "signed a plan for 2026": not when it was signed */
        return CH_OK;
    }
    if (is_coming && !(deed->auxiliary & CH_AUX_HYPOTHETICAL)) deed->auxiliary |= CH_AUX_FUTURE;
    return ch__trace_add(coder, deed, "date", deed->date.value, deed->date.span,
                         "nearest time on the way up", false);
}

/* ---- places ---- */

static bool is_place_preposition(const ch__coder *coder, ch_sv word)
{
    return ch__codebook_in_class(coder->book, CH_SV("place-preposition"), word);
}

static ch_place_field place_of(const ch_mention *m)
{
    return (ch_place_field){.is_set = true,
                            .span = m->span,
                            .name = m->place_name,
                            .country = m->place_country,
                            .latitude = m->latitude,
                            .longitude = m->longitude,
                            .has_point = m->kind == CH_MENTION_PLACE || m->latitude != 0.0};
}

static bool can_be_place(const ch_mention *m)
{
    return m && (m->is_place || m->kind == CH_MENTION_PLACE) && m->place_name.n;
}

static uint32_t find_place(const ch__coder *coder, uint32_t of, bool is_visit, uint32_t *out,
                           uint32_t max)
{
    const ch_analysis *a = coder->a;
    uint32_t n = 0;
    CH__EACH_CHILD(a->tokens, of, c)
    {
        const ch_token *t = &a->tokens[c];
        if (t->deprel != CH_DEPREL_OBL && t->deprel != CH_DEPREL_NMOD) continue;
        const ch_sv word = ch__tree_preposition(a->tokens, c);
        if (!is_place_preposition(coder, word) && !(is_visit && ch__sv_is(word, "to"))) continue;
        if (can_be_place(ch__mention_at(a, c)) && n < max) out[n++] = c;
        CH__EACH_CHILD(a->tokens, c, k)
        if (a->tokens[k].deprel == CH_DEPREL_CONJ && can_be_place(ch__mention_at(a, k)) && n < max)
            out[n++] = k;
    }
    return n;
}

static bool one_precedes(const ch_analysis *a, uint32_t first, uint32_t before)
{
    for (uint32_t i = first; i < before; i++)
        if (ch__sv_in(a->tokens[i].lower, CH_SV("one|either"))) return true;
    return false;
}

/* "on the territory of one of the two nations": which of them is not told. */
static ch_status read_one_of(ch__coder *coder, uint32_t of, ch_place_field *out)
{
    const ch_analysis *a = coder->a;
    CH__EACH_CHILD(a->tokens, of, c)
    {
        const ch_token *t = &a->tokens[c];
        if ((t->deprel != CH_DEPREL_OBL && t->deprel != CH_DEPREL_NMOD) ||
            !is_place_preposition(coder, ch__tree_preposition(a->tokens, c)))
            continue;
        uint32_t first, last;
        ch__tree_range(a->tokens, c, &first, &last);
        for (uint32_t i = first; i <= last; i++) {
            const ch_mention *m = ch__mention_at(a, i);
            if (!m || m->stands_for_n < 2 || !one_precedes(a, first, i)) continue;
            void *memory = NULL;
            CH_TRY(
                ch_arena_alloc(coder->arena, m->stands_for_n, sizeof(ch_sv), &memory, coder->err));
            ch_sv *keys = memory;
            for (uint32_t k = 0; k < m->stands_for_n; k++)
                keys[k] = a->mentions[m->stands_for[k]].key;
            *out = (ch_place_field){.is_set = true,
                                    .span = ch__phrase_span(a, c),
                                    .one_of = keys,
                                    .one_of_n = m->stands_for_n};
            return CH_OK;
        }
    }
    return CH_OK;
}

/* Named by its place: "the Geneva talks". */
static uint32_t place_modifier(const ch_analysis *a, uint32_t noun)
{
    CH__EACH_CHILD(a->tokens, noun, c)
    {
        const ch_mention *m =
            a->tokens[c].deprel == CH_DEPREL_COMPOUND ? ch__mention_at(a, c) : NULL;
        if (can_be_place(m) && m->kind == CH_MENTION_PLACE) return c;
    }
    return CH_NONE;
}

static ch_status read_place(ch__coder *coder, ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    const bool is_visit = ch__sv_is(deed->mode, "visit") || (deed->frame->flags & CH__FRAME_VISIT);
    uint32_t found[1 + ALSO_MAX],
        n = find_place(coder, deed->trigger, is_visit, found, 1 + ALSO_MAX);
    if (n == 0 && deed->carrier != deed->trigger)
        n = find_place(coder, deed->carrier, is_visit, found, 1 + ALSO_MAX);
    if (n == 0 && deed->inner != CH_NONE)
        n = find_place(coder, coder->deeds[deed->inner].trigger, is_visit, found, 1 + ALSO_MAX);
    if (n == 0 && (found[0] = place_modifier(a, deed->trigger)) != CH_NONE) n = 1;
    if (n == 0) {
        const uint32_t patient = ch__is_verbal(&a->tokens[deed->trigger])
                                     ? ch__clause_patient(a, deed->trigger)
                                     : CH_NONE;
        if (patient != CH_NONE && is_visit && can_be_place(ch__mention_at(a, patient)))
            found[0] = patient, n = 1;
        else if (patient != CH_NONE)
            n = find_place(coder, patient, false, found, 1 + ALSO_MAX);
    }
    if (n == 0) {
        CH_TRY(read_one_of(coder, deed->carrier, &deed->place));
        return deed->place.is_set
                   ? ch__trace_add(coder, deed, "place", CH_SV("one of"), deed->place.span,
                                   "one of several, not told which", false)
                   : CH_OK;
    }
    deed->place = place_of(ch__mention_at(a, found[0]));
    if (n > 1) {
        void *memory = NULL;
        CH_TRY(ch_arena_alloc(coder->arena, n - 1, sizeof(ch_place_field), &memory, coder->err));
        ch_place_field *also = memory;
        for (uint32_t i = 1; i < n; i++) also[i - 1] = place_of(ch__mention_at(a, found[i]));
        deed->place.also = also;
        deed->place.also_n = n - 1;
    }
    return ch__trace_add(coder, deed, "place", deed->place.name, deed->place.span,
                         "the place phrase on the deed", false);
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

ch_status ch__settings_read(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    uint32_t first_time = 0; /* of the deed's sentence: deeds and times stand in text order */
    read_dates(coder);
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->dropped) continue;
        while (first_time < a->time_n &&
               a->times[first_time].sentence < a->tokens[deed->trigger].sentence)
            first_time++;
        CH_TRY(date_marks(coder, deed));
        if (ch__is_history(coder, deed, first_time)) deed->auxiliary |= CH_AUX_HISTORICAL;
        CH_TRY(read_place(coder, deed));
        const uint32_t object = object_head(coder, deed);
        if (object != CH_NONE) deed->object = ch__phrase_span(coder->a, object);
        contexts_of_participants(deed);
    }
    return CH_OK;
}
