/* Where a deed is done: the place phrases on it, on what it is done to, on the clause that carries it. */
#include "coding/coder.h"

enum {
    ALSO_MAX = 4,
    FOUND_MAX = 1 + ALSO_MAX,
    DEPTH_MAX = 3,
    CLIMB_MAX = 3,
    CARRY_MAX = 2,
    MENTIONS_MAX = 400
};

typedef struct found {
    const ch__coder *coder;
    const ch__deed *deed;
    uint32_t heads[FOUND_MAX], n;
    bool is_visit;
} found;

static bool can_be_place(const ch_mention *m)
{
    return m && (m->is_place || m->kind == CH_MENTION_PLACE) && m->place_name.n;
}

static void keep(found *f, uint32_t head)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (f->heads[i] == head) return;
    if (f->n < FOUND_MAX) f->heads[f->n++] = head;
}

/* The named place in a phrase: its head, or for "the coast of Alaska", "Tonga's capital" what hangs on
 * a noun that stands around a place. */
static uint32_t named_place(const ch__coder *coder, uint32_t head, int depth)
{
    const ch_analysis *a = coder->a;
    if (can_be_place(ch__mention_at(a, head))) return head;
    if (depth == 0 || !ch__token_is(coder, head, "place-noun")) return CH_NONE;
    uint32_t best = CH_NONE;
    CH__EACH_CHILD(a->tokens, head, c)
    {
        const uint8_t rel = a->tokens[c].deprel;
        if (rel != CH_DEPREL_NMOD && rel != CH_DEPREL_COMPOUND && rel != CH_DEPREL_AMOD &&
            rel != CH_DEPREL_NMOD_POSS && rel != CH_DEPREL_APPOS && rel != CH_DEPREL_FLAT)
            continue;
        const ch_mention *m = ch__mention_at(a, c);
        const uint32_t named = can_be_place(m) ? c : named_place(coder, c, depth - 1);
        if (named != CH_NONE && (best == CH_NONE || rel == CH_DEPREL_APPOS)) best = named;
    }
    return best;
}

static bool is_place_preposition(const found *f, ch_sv word, const ch_mention *m)
{
    if (f->is_visit && ch__sv_is(word, "to")) return true;
    if (!ch__codebook_in_class(f->coder->book, CH_SV("place-preposition"), word)) return false;
    const bool is_side = m && m->kind == CH_MENTION_STATE; /* "call on Iran", "between X and Y" */
    return !is_side || !ch__sv_in(word, CH_SV("on|over|between|around|along|off"));
}

static void keep_phrase(found *f, uint32_t of, uint32_t phrase)
{
    const ch_analysis *a = f->coder->a;
    const uint32_t named = named_place(f->coder, phrase, DEPTH_MAX);
    const ch_sv word = ch__tree_preposition(a->tokens, phrase);
    const bool is_goal = ch__sv_is(word, "to") && ch__token_is(f->coder, of, "trip-noun");
    if (named == CH_NONE || (!is_goal && !is_place_preposition(f, word, ch__mention_at(a, named))))
        return;
    keep(f, named);
    CH__EACH_CHILD(a->tokens, named, k)
    if (a->tokens[k].deprel == CH_DEPREL_CONJ && can_be_place(ch__mention_at(a, k))) keep(f, k);
}

static bool is_other_deed(const found *f, uint32_t token)
{
    const uint32_t d = f->coder->deed_of_token[token];
    if (d == CH_NONE || f->coder->deeds[d].dropped || &f->coder->deeds[d] == f->deed) return false;
    return d != f->deed->inner;
}

/* Place phrases on a word and, down to a depth, on the nouns that hang on it. */
static void look_on(found *f, uint32_t of, int depth)
{
    const ch__coder *coder = f->coder;
    const ch_analysis *a = coder->a;
    CH__EACH_CHILD(a->tokens, of, c)
    {
        const uint8_t rel = a->tokens[c].deprel;
        if (rel == CH_DEPREL_OBL || rel == CH_DEPREL_NMOD) keep_phrase(f, of, c);
    }
    if (f->n || depth == 0) return;
    CH__EACH_CHILD(a->tokens, of, c)
    {
        const ch_token *t = &a->tokens[c];
        if (is_other_deed(f, c)) continue;
        const bool is_occurring = t->deprel == CH_DEPREL_ACL && ch__token_is(coder, c, "occurring");
        if (!is_occurring && t->deprel != CH_DEPREL_OBJ && t->deprel != CH_DEPREL_NMOD &&
            t->deprel != CH_DEPREL_OBL && t->deprel != CH_DEPREL_NSUBJ_PASS)
            continue;
        look_on(f, c, depth - 1);
        if (f->n) return;
    }
}

/* Named by its place: "the Geneva talks". */
static void look_before(found *f, uint32_t noun)
{
    const ch_analysis *a = f->coder->a;
    CH__EACH_CHILD(a->tokens, noun, c)
    {
        const ch_mention *m =
            a->tokens[c].deprel == CH_DEPREL_COMPOUND ? ch__mention_at(a, c) : NULL;
        if (can_be_place(m) && m->kind == CH_MENTION_PLACE) keep(f, c);
    }
}

/* An attack on a place, an invasion of a country is done there. */
static void look_at_target(found *f)
{
    const ch__coder *coder = f->coder;
    const ch_analysis *a = coder->a;
    const ch__deed *deed = f->deed;
    const bool is_seizure = deed->type == CH_TYPE_COERCE && ch__sv_is(deed->cameo, "192");
    if (deed->type != CH_TYPE_ASSAULT && !is_seizure && !f->is_visit) return;
    const uint32_t patient =
        ch__is_verbal(&a->tokens[deed->trigger]) ? ch__clause_patient(a, deed->trigger) : CH_NONE;
    const uint32_t named = patient == CH_NONE ? CH_NONE : named_place(coder, patient, DEPTH_MAX);
    if (named != CH_NONE) {
        keep(f, named);
        return;
    }
    CH__EACH_CHILD(a->tokens, deed->trigger, c)
    {
        const uint8_t rel = a->tokens[c].deprel;
        if ((rel != CH_DEPREL_OBL && rel != CH_DEPREL_NMOD) || f->is_visit ||
            !ch__codebook_in_class(coder->book, CH_SV("against-preposition"),
                                   ch__tree_preposition(a->tokens, c)))
            continue;
        const uint32_t target = named_place(coder, c, DEPTH_MAX);
        if (target != CH_NONE) keep(f, target);
    }
}

static bool is_on_the_ground(const ch__deed *deed)
{
    return deed->type == CH_TYPE_ASSAULT || deed->type == CH_TYPE_COERCE ||
           deed->type == CH_TYPE_PROTEST || deed->type == CH_TYPE_MOBILIZE ||
           ch__sv_starts(deed->cameo, CH_SV("087")); /* a ceasefire: where the fighting is */
}

/* "drivers across Iran are on strike", "a Peshawar court rejected"; of verbs side by side the last
 * tells where. */
static void look_around(found *f, uint32_t of)
{
    const ch__coder *coder = f->coder;
    const ch_analysis *a = coder->a;
    CH__EACH_CHILD(a->tokens, of, c)
    {
        if (f->n) return;
        const uint8_t rel = a->tokens[c].deprel;
        if (rel == CH_DEPREL_NSUBJ) look_before(f, c);
        if (!is_on_the_ground(f->deed)) continue;
        if (rel == CH_DEPREL_NSUBJ) look_on(f, c, 1);
        if (rel == CH_DEPREL_CONJ && ch__is_verbal(&a->tokens[c])) look_on(f, c, 1);
    }
}

/* "Qatar, where the envoy has been holding talks". */
static void look_at_antecedent(found *f)
{
    const ch_analysis *a = f->coder->a;
    const uint32_t verb = f->deed->carrier;
    if (a->tokens[verb].deprel != CH_DEPREL_ACL_RELCL || a->tokens[verb].head == CH_NONE) return;
    CH__EACH_CHILD(a->tokens, verb, c)
    if (ch__sv_is(a->tokens[c].lower, "where")) {
        const uint32_t named = named_place(f->coder, a->tokens[verb].head, DEPTH_MAX);
        if (named != CH_NONE) keep(f, named);
    }
}

/* The clause over a deed told by a noun, participle or infinitive. */
static void look_above(found *f)
{
    const ch__coder *coder = f->coder;
    const ch_analysis *a = coder->a;
    uint32_t at = f->deed->trigger;
    for (int i = 0; i < CLIMB_MAX && f->n == 0; i++) {
        const ch_token *t = &a->tokens[at];
        const bool goes_on = t->deprel == CH_DEPREL_XCOMP || t->deprel == CH_DEPREL_OBJ ||
                             t->deprel == CH_DEPREL_NSUBJ || t->deprel == CH_DEPREL_NSUBJ_PASS ||
                             t->deprel == CH_DEPREL_CONJ;
        if (!goes_on || t->head == CH_NONE) return;
        at = t->head;
        if (ch__codebook_speech(coder->book, a->tokens[at].lemma)) return;
        look_on(f, at, 0);
    }
}

/* The host of a visit. */
static uint32_t host_of(const ch__coder *coder, const ch__deed *deed)
{
    for (uint32_t i = 0; i < deed->recipient_n; i++) {
        const uint32_t m = deed->recipients[i].mention;
        if (m != CH_NONE && can_be_place(&coder->a->mentions[m])) return m;
    }
    return CH_NONE;
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
            !ch__codebook_in_class(coder->book, CH_SV("place-preposition"),
                                   ch__tree_preposition(a->tokens, c)))
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

static ch_status set_place(ch__coder *coder, ch__deed *deed, const found *f)
{
    const ch_analysis *a = coder->a;
    uint32_t first = 0; /* the narrowest: a town before a country */
    for (uint32_t i = f->n; i-- > 0;)
        if (ch__mention_at(a, f->heads[i])->kind == CH_MENTION_PLACE) first = i;
    deed->place = place_of(ch__mention_at(a, f->heads[first]));
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, FOUND_MAX, sizeof(ch_place_field), &memory, coder->err));
    ch_place_field *also = memory;
    for (uint32_t i = 0; i < f->n; i++) {
        const ch_mention *m = ch__mention_at(a, f->heads[i]);
        if (i == first ||
            (m->kind != CH_MENTION_PLACE && ch__sv_eq(m->place_country, deed->place.country)))
            continue;
        also[deed->place.also_n++] = place_of(m);
    }
    if (deed->place.also_n) deed->place.also = also;
    return ch__trace_add(coder, deed, "place", deed->place.name, deed->place.span,
                         "the place phrase on the deed", false);
}

static bool is_word(const ch__deed *deed)
{
    return deed->type == CH_TYPE_REQUEST || deed->type == CH_TYPE_ACCUSE ||
           deed->type == CH_TYPE_THREATEN || deed->type == CH_TYPE_AGREE;
}

ch_status ch__place_read(ch__coder *coder, ch__deed *deed)
{
    found f = {.coder = coder, .deed = deed};
    f.is_visit = ch__sv_is(deed->mode, "visit") || (deed->frame->flags & CH__FRAME_VISIT);
    look_on(&f, deed->trigger, is_word(deed) ? 0 : 2); /* "condemned the violence in Tripoli" */
    if (!f.n) look_before(&f, deed->trigger);
    if (!f.n && deed->carrier != deed->trigger) look_on(&f, deed->carrier, 1);
    if (!f.n && deed->inner != CH_NONE && deed->type != CH_TYPE_REQUEST)
        look_on(&f, coder->deeds[deed->inner].trigger, 1);
    if (!f.n) look_at_target(&f);
    if (!f.n) look_at_antecedent(&f);
    if (!f.n) look_around(&f, deed->carrier);
    if (!f.n) look_above(&f);
    if (f.n) return set_place(coder, deed, &f);
    CH_TRY(read_one_of(coder, deed->carrier, &deed->place));
    if (deed->place.is_set)
        return ch__trace_add(coder, deed, "place", CH_SV("one of"), deed->place.span,
                             "one of several, not told which", false);
    const uint32_t host = f.is_visit ? host_of(coder, deed) : CH_NONE;
    if (host == CH_NONE) return CH_OK;
    deed->place = place_of(&coder->a->mentions[host]);
    return ch__trace_add(coder, deed, "place", deed->place.name, deed->place.span,
                         "the host of the visit", false);
}

static bool is_same_side(const ch__deed *deed, const ch__deed *other)
{
    for (uint32_t i = 0; i < deed->actor_n + deed->recipient_n; i++) {
        const ch_participant *x =
            i < deed->actor_n ? &deed->actors[i] : &deed->recipients[i - deed->actor_n];
        if (ch__sv_is(x->key, "unk")) continue;
        if (ch__sv_eq(x->key, other->place.country)) return true;
        for (uint32_t k = 0; k < other->actor_n; k++)
            if (ch__sv_eq(other->actors[k].key, x->key)) return true;
        for (uint32_t k = 0; k < other->recipient_n; k++)
            if (ch__sv_eq(other->recipients[k].key, x->key)) return true;
    }
    return false;
}

/* Violence, protests and coups of one country's own, without any other place, are in that country;
 * of an attack whose victim is not told nobody knows. */
static void place_at_home(const ch_analysis *a, ch__deed *deed)
{
    const bool is_coup = deed->type == CH_TYPE_COERCE && ch__sv_is(deed->cameo, "170");
    const bool is_attack = deed->type == CH_TYPE_ASSAULT && deed->recipient_n > 0;
    if (!is_attack && deed->type != CH_TYPE_PROTEST && !is_coup) return;
    uint32_t home = CH_NONE;
    ch_sv key = {NULL, 0};
    for (uint32_t i = 0; i < deed->actor_n + deed->recipient_n; i++) {
        const ch_participant *x =
            i < deed->actor_n ? &deed->actors[i] : &deed->recipients[i - deed->actor_n];
        if (ch__sv_is(x->key, "unk")) continue;
        if (key.n && !ch__sv_eq(key, x->key)) return;
        key = x->key;
    }
    for (uint32_t m = 0; key.n && m < a->mention_n && m < MENTIONS_MAX && home == CH_NONE; m++)
        if (a->mentions[m].kind == CH_MENTION_STATE && can_be_place(&a->mentions[m]) &&
            ch__sv_eq(a->mentions[m].key, key) && ch__sv_eq(a->mentions[m].place_country, key) &&
            !a->mentions[m].is_modifier && a->mentions[m].rule &&
            !strcmp(a->mentions[m].rule, "state.name"))
            home = m;
    if (home == CH_NONE) return;
    deed->place = place_of(&a->mentions[home]);
    deed->place.has_point = false; /* any place told later is narrower */
}

static bool can_carry_on(const ch__coder *coder, const ch__deed *deed, const ch__deed *from)
{
    const uint32_t here = coder->a->tokens[deed->trigger].sentence;
    const uint32_t there = coder->a->tokens[from->trigger].sentence;
    return !deed->place.is_set && from->place.is_set && !deed->is_promised &&
           here <= there + CARRY_MAX && there <= here &&
           !((deed->auxiliary ^ from->auxiliary) & CH_AUX_HISTORICAL) && is_same_side(deed, from);
}

/* What is done on the ground among the same parties, a sentence or two later, is done in the same
 * place: "protests continue in Minsk. At least 30 are arrested." */
void ch__places_carry_on(ch__coder *coder)
{
    uint32_t last = CH_NONE;
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->dropped || !is_on_the_ground(deed)) continue;
        if (last != CH_NONE && can_carry_on(coder, deed, &coder->deeds[last]))
            deed->place = coder->deeds[last].place;
        if (last != CH_NONE && can_carry_on(coder, &coder->deeds[last], deed))
            coder->deeds[last].place = deed->place; /* within one sentence also backwards */
        if (!deed->place.is_set && !(deed->auxiliary & CH_AUX_HISTORICAL))
            place_at_home(coder->a, deed);
        if (deed->place.is_set || last == CH_NONE) last = d;
    }
}
