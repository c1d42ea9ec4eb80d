/* Who is meant by words that stand for others: "he", "it", "both nations", "the two leaders", "the
 * government", "his Belarusian counterpart". Looks back over a bounded ring of items. */
#include "names/mentions.h"

#include "base/text.h"

enum {
    PERSON_SENTENCES = 4, /* how far back "he" looks */
    THING_SENTENCES = 2,  /* ... and "it" */
    GROUP_SENTENCES = 6,
    ROLE_SENTENCES = 12, /* ... and "the ministry" for a ministry */
    GROUP_MAX = 6,
    CLIMB_MAX = 12,
    REBEL_SENTENCES = 8,
    WINDOW = 120,
    SUBJECT_BONUS = 12,
    SENTENCE_COST = 8,
    MODIFIER_COST = 9,
    PLACE_COST = 7,
    OBLIQUE_COST = 3,
};

static const ch_token *token_of(const ch__bench *b, uint32_t t) { return &b->a->tokens[t]; }

static bool has_key(const ch__item *item)
{
    return item->m.key.n && !ch__sv_is(item->m.key, "unk");
}

static bool is_state_key(ch_sv key)
{
    return key.n == 3 && ch__is_upper(key.p[0]) && ch__is_upper(key.p[1]) && ch__is_upper(key.p[2]);
}

/* Items that stand before `index`, latest first. Ends at the ring's end. */
static bool recent_item(const ch__bench *b, uint32_t back, uint32_t *out)
{
    if (back >= b->recent_n || back >= CH__RECENT_MAX) return false;
    *out = b->recent[(b->recent_n - 1 - back) % CH__RECENT_MAX];
    return true;
}

static uint32_t distance(const ch__bench *b, const ch__item *from, uint32_t to)
{
    return from->m.sentence - b->items[to].m.sentence;
}

static ch_status say(ch__bench *b, ch__item *item, const char *rule, uint32_t from)
{
    const ch__item *other = &b->items[from];
    const ch_span span = {token_of(b, other->core_begin)->span.begin,
                          token_of(b, other->core_end - 1)->span.end};
    const ch_sv words = ch__span_text(b->a->report.text, span);
    item->antecedent = from;
    item->m.rule = rule;
    return ch_arena_format(b->arena, &item->m.note, b->err, "stands for \"%.*s\" of sentence %u",
                           CH_SV_ARG(words), other->m.sentence + 1);
}

static ch_status copy_from(ch__bench *b, uint32_t to, uint32_t from, const char *rule)
{
    ch__item *item = &b->items[to];
    const ch__item *other = &b->items[from];
    item->m.key = other->m.key;
    item->m.sector = other->m.sector;
    item->m.entity = other->m.entity;
    item->m.office = other->m.office;
    item->m.is_unnamed = other->m.is_unnamed;
    item->entry = other->entry;
    item->group = other->group;
    item->group_n = other->group_n;
    if (item->gender == '-') item->gender = other->gender;
    return say(b, item, rule, from);
}

/* ---- one antecedent ---- */

/* The verb of the clause that a nominal stands in, climbing a bounded number of steps. */
static uint32_t clause_of(const ch__bench *b, uint32_t token)
{
    uint32_t at = token;
    for (uint32_t step = 0; step < CLIMB_MAX; step++) {
        const ch_token *t = token_of(b, at);
        if (t->head == CH_NONE || t->deprel == CH_DEPREL_ACL_RELCL ||
            t->deprel == CH_DEPREL_ADVCL || t->deprel == CH_DEPREL_CCOMP ||
            t->deprel == CH_DEPREL_PARATAXIS)
            break;
        if (t->upos == CH_UPOS_VERB && t->deprel != CH_DEPREL_CONJ && t->deprel != CH_DEPREL_XCOMP)
            break;
        at = t->head;
    }
    return at;
}

/* "sanctioned it", "imposed sanctions on it": not the one who does. */
static bool is_co_argument(const ch__bench *b, uint32_t one, uint32_t other)
{
    const ch_token *x = token_of(b, one), *y = token_of(b, other);
    if (x->sentence != y->sentence || x->deprel == CH_DEPREL_NMOD_POSS ||
        ch__is_subject(x->deprel) || x->deprel == CH_DEPREL_CONJ || y->deprel == CH_DEPREL_CONJ)
        return false;
    if (x->head != CH_NONE && x->head == y->head) return true;
    return ch__is_subject(y->deprel) && y->head != CH_NONE && clause_of(b, one) == y->head;
}

/* "condemned Iran for its test", "praised him over his support": what the object is blamed or praised
 * for is the object's. */
static bool is_reason_of(const ch__bench *b, uint32_t possessor, uint32_t object)
{
    const ch_token *x = token_of(b, possessor), *y = token_of(b, object);
    if (x->deprel != CH_DEPREL_NMOD_POSS || x->head == CH_NONE || x->sentence != y->sentence)
        return false;
    const ch_sv word = ch__tree_preposition(b->a->tokens, x->head);
    const uint32_t verb = token_of(b, x->head)->head;
    return ch__sv_in(word, CH_SV("for|over")) && verb != CH_NONE &&
           (verb == y->head || verb == object);
}

static int32_t score(const ch__bench *b, const ch__item *item, uint32_t candidate)
{
    const ch__item *other = &b->items[candidate];
    const uint8_t deprel = token_of(b, other->m.head)->deprel;
    int32_t points = 100 - (int32_t)distance(b, item, candidate) * SENTENCE_COST;
    if (ch__is_subject(deprel) || deprel == CH_DEPREL_OBL_AGENT) points += SUBJECT_BONUS;
    if (other->m.is_modifier) points -= MODIFIER_COST;
    if (other->is_place_use || other->m.kind == CH_MENTION_PLACE) points -= PLACE_COST;
    if (deprel == CH_DEPREL_OBL || deprel == CH_DEPREL_NMOD) points -= OBLIQUE_COST;
    if (other->m.entity.n) points += 2;
    if (deprel == CH_DEPREL_OBJ && is_reason_of(b, item->m.head, other->m.head))
        points += 2 * SUBJECT_BONUS;
    return points;
}

static bool is_one_person(const ch__item *item)
{
    return item->m.kind == CH_MENTION_PERSON && !item->is_plural && item->m.key.n;
}

static bool is_one_thing(const ch__item *item)
{
    return has_key(item) && !item->is_plural && item->group_n < 2 &&
           (item->m.kind == CH_MENTION_STATE || item->m.kind == CH_MENTION_BODY ||
            item->m.kind == CH_MENTION_ORGANISATION || item->m.kind == CH_MENTION_GROUP);
}

static bool is_house(const ch__item *item)
{
    return is_one_thing(item) && item->m.kind != CH_MENTION_STATE;
}

static bool is_several(const ch__item *item)
{
    return item->m.key.n && (item->is_plural || item->group_n > 1 || item->is_coordinated);
}

typedef bool (*is_kind)(const ch__item *item);

static bool fits_gender(const ch__item *item, const ch__item *other)
{
    return item->gender == '-' || other->gender == '-' || item->gender == other->gender;
}

/* Another mention of the one that does it: in "France sanctioned it", France of any sentence. */
static bool is_same_one(const ch__item *a, const ch__item *b)
{
    if (!ch__sv_eq(a->m.key, b->m.key)) return false;
    return ch__sv_eq(a->m.entity, b->m.entity);
}

static uint32_t find_one(const ch__bench *b, const ch__item *item, is_kind fits, uint32_t reach)
{
    uint32_t best = CH_NONE, doer = CH_NONE, other;
    int32_t best_score = 0;
    for (uint32_t back = 0; recent_item(b, back, &other); back++) {
        const ch__item *candidate = &b->items[other];
        if (distance(b, item, other) > reach) break;
        if (candidate->m.head >= item->m.head || !fits(candidate) || !fits_gender(item, candidate))
            continue;
        if (is_co_argument(b, item->m.head, candidate->m.head)) {
            doer = other;
            continue;
        }
        if (doer != CH_NONE && is_same_one(candidate, &b->items[doer])) continue;
        const int32_t points = score(b, item, other);
        if (best != CH_NONE && points <= best_score) continue;
        best = other;
        best_score = points;
    }
    return best;
}

/* ---- several ---- */

static bool is_fighter(const ch__item *item)
{
    return has_key(item) && item->group_n < 2 && ch__sv_in(item->m.sector, CH_SV("MIL|REB"));
}

static bool holds_same(const ch__bench *b, const uint32_t *items, uint32_t n, const ch__item *item)
{
    for (uint32_t i = 0; i < n; i++) {
        const ch_mention *m = &b->items[items[i]].m;
        if (!ch__sv_eq(m->key, item->m.key)) continue;
        if (is_fighter(item) && is_fighter(&b->items[items[i]]) &&
            !ch__sv_eq(m->sector, item->m.sector))
            continue; /* an army and the rebels of one state */
        if (item->m.kind != CH_MENTION_PERSON || ch__sv_eq(m->entity, item->m.entity)) return true;
    }
    return false;
}

static bool is_leader(const ch__item *item)
{
    return item->m.kind == CH_MENTION_PERSON && !item->is_plural && has_key(item) &&
           item->m.entity.n;
}

static bool is_country(const ch__item *item)
{
    return is_state_key(item->m.key) && item->m.kind != CH_MENTION_REFERENCE;
}

static bool is_named_state(const ch__item *item)
{
    return is_state_key(item->m.key) && item->m.kind == CH_MENTION_STATE;
}

static bool is_side(const ch__item *item)
{
    return has_key(item) && item->group_n < 2 && !ch__sv_is(item->m.sector, "JRN") &&
           (item->m.kind == CH_MENTION_STATE || item->m.kind == CH_MENTION_GROUP ||
            item->m.kind == CH_MENTION_ORGANISATION);
}

/* Different ones of that kind, latest first, from the last sentences. */
static uint32_t collect(const ch__bench *b, const ch__item *item, is_kind fits, uint32_t reach,
                        uint32_t *out, uint32_t capacity)
{
    uint32_t n = 0, other;
    const bool is_object = !ch__is_subject(token_of(b, item->m.head)->deprel);
    for (uint32_t back = 0; n < capacity && recent_item(b, back, &other); back++) {
        if (distance(b, item, other) > reach) break;
        const ch__item *candidate = &b->items[other];
        if (candidate->m.head >= item->m.head || !fits(candidate)) continue;
        if (is_object && candidate->m.sentence == item->m.sentence &&
            ch__is_subject(token_of(b, candidate->m.head)->deprel))
            continue; /* "Obama spoke to both leaders" */
        if (!holds_same(b, out, n, candidate)) out[n++] = other;
    }
    return n;
}

/* The keys told most so far, most first. */
static uint32_t most_told(const ch__bench *b, uint32_t n, ch_sv *out)
{
    uint32_t found = 0;
    bool is_used[CH__COUNTRY_MAX] = {false};
    while (found < n) {
        uint32_t best = CH_NONE;
        for (uint32_t i = 0; i < b->country_n; i++)
            if (!is_used[i] && is_state_key(b->countries[i].key) &&
                (best == CH_NONE || b->countries[i].count > b->countries[best].count))
                best = i;
        if (best == CH_NONE) break;
        is_used[best] = true;
        out[found++] = b->countries[best].key;
    }
    return found;
}

static uint32_t latest_with_key(const ch__bench *b, ch_sv key)
{
    uint32_t other;
    for (uint32_t back = 0; recent_item(b, back, &other); back++)
        if (ch__sv_eq(b->items[other].m.key, key) && b->items[other].m.kind == CH_MENTION_STATE)
            return other;
    for (uint32_t back = 0; recent_item(b, back, &other); back++)
        if (ch__sv_eq(b->items[other].m.key, key)) return other;
    return CH_NONE;
}

static ch_status set_group(ch__bench *b, uint32_t index, const uint32_t *from, uint32_t n)
{
    void *memory = NULL;
    ch__item *item = &b->items[index];
    CH_TRY(ch_arena_alloc(b->arena, n, sizeof *from, &memory, b->err));
    item->group = memory;
    for (uint32_t i = 0; i < n; i++) item->group[i] = from[n - 1 - i]; /* text order */
    item->group_n = n;
    item->m.key = b->items[item->group[0]].m.key;
    item->m.rule = "coref.group";
    return ch_arena_format(b->arena, &item->m.note, b->err, "stands for %u: %.*s, %.*s%s", n,
                           CH_SV_ARG(b->items[item->group[0]].m.key),
                           CH_SV_ARG(b->items[item->group[1]].m.key), n > 2 ? ", ..." : "");
}

/* "both nations": those side by side just before, else those told most. */
static ch_status resolve_countries(ch__bench *b, uint32_t index, uint32_t n)
{
    uint32_t found[GROUP_MAX];
    const ch__item *item = &b->items[index];
    uint32_t found_n = collect(b, item, is_named_state, 1, found, GROUP_MAX);
    if (found_n == n) return set_group(b, index, found, n);
    ch_sv keys[GROUP_MAX];
    if (most_told(b, n, keys) < n) return CH_OK;
    for (uint32_t i = 0; i < n; i++) {
        found[n - 1 - i] = latest_with_key(b, keys[i]);
        if (found[n - 1 - i] == CH_NONE) return CH_OK;
    }
    return set_group(b, index, found, n);
}

static bool is_rebel(const ch__bench *b, uint32_t item)
{
    return ch__sv_is(b->items[item].m.sector, "REB");
}

static ch_status resolve_several(ch__bench *b, uint32_t index)
{
    const ch__item *item = &b->items[index];
    const uint32_t n = item->count ? item->count : 2;
    uint32_t found[GROUP_MAX];
    if (n < 2 || n > GROUP_MAX) return CH_OK;
    if (item->cue == CH__CUE_COUNTRY) return resolve_countries(b, index, n);
    if (item->cue == CH__CUE_SIDE && collect(b, item, is_fighter, 3, found, n) == n &&
        (is_rebel(b, found[0]) || is_rebel(b, found[1])))
        return set_group(b, index, found, n);
    const is_kind fits = item->cue == CH__CUE_PERSON ? is_leader : is_side;
    if (collect(b, item, fits, GROUP_SENTENCES, found, n) == n)
        return set_group(b, index, found, n);
    return item->cue == CH__CUE_SIDE ? resolve_countries(b, index, n) : CH_OK;
}

/* ---- speakers ---- */

/* The sentence around a word, at most WINDOW tokens to each side. */
static void window(const ch__bench *b, const ch__item *item, uint32_t *begin, uint32_t *end)
{
    const ch_sentence *s = &b->a->sentences[item->m.sentence];
    const uint32_t at = item->m.head;
    *begin = at - s->token_begin > WINDOW ? at - WINDOW : s->token_begin;
    *end = s->token_end - at > WINDOW ? at + WINDOW : s->token_end;
}

static uint32_t find_speaker(const ch__bench *b, const ch__item *item)
{
    uint32_t begin, end;
    window(b, item, &begin, &end);
    for (uint32_t t = begin; t < end; t++) {
        const uint32_t other = b->item_of[t];
        if (other == CH_NONE || !ch__is_subject(token_of(b, t)->deprel)) continue;
        if (b->items[other].cue != CH__CUE_WE && has_key(&b->items[other]) && t < item->m.head)
            return other;
    }
    uint32_t other;
    for (uint32_t back = 0; recent_item(b, back, &other); back++) {
        if (distance(b, item, other) > 2) break;
        const ch__item *candidate = &b->items[other];
        if (ch__is_subject(token_of(b, candidate->m.head)->deprel) && has_key(candidate) &&
            !candidate->is_plural &&
            (candidate->m.kind == CH_MENTION_PERSON || candidate->m.kind == CH_MENTION_BODY ||
             (candidate->m.kind == CH_MENTION_REFERENCE && candidate->cue == CH__CUE_HE)))
            return other;
    }
    return CH_NONE;
}

/* ---- descriptions without a country ---- */

/* "the ministry" after "the Israeli foreign ministry" */
static bool same_house(const ch__bench *b, const ch__item *item, const ch__item *other)
{
    if (!item->is_title || other->run != CH_NONE || !is_state_key(other->m.key)) return false;
    return ch__sv_eq(token_of(b, item->m.head)->lower, token_of(b, other->m.head)->lower) ||
           (other->is_title && item->role.n && ch__sv_eq(item->role, other->role));
}

static uint32_t find_same_role(const ch__bench *b, const ch__item *item)
{
    uint32_t other;
    for (uint32_t back = 0; recent_item(b, back, &other); back++)
        if (same_house(b, item, &b->items[other]) && distance(b, item, other) <= ROLE_SENTENCES)
            return other;
    return CH_NONE;
}

/* A place in the same sentence: "police in Giza", "in Kabul, protesters ..." */
static uint32_t find_place_near(const ch__bench *b, const ch__item *item)
{
    uint32_t best = CH_NONE, begin, end;
    window(b, item, &begin, &end);
    for (uint32_t t = begin; t < end; t++) {
        const uint32_t other = b->item_of[t];
        if (other == CH_NONE || !b->items[other].is_place_use) continue;
        if (is_state_key(b->items[other].m.key) && b->items[other].state == CH__STATE_DONE)
            best = other;
        if (best != CH_NONE && t > item->m.head) break;
    }
    return best;
}

static uint32_t told(const ch__country *countries, uint32_t n, ch_sv key)
{
    for (uint32_t i = 0; i < n; i++)
        if (ch__sv_eq(countries[i].key, key)) return countries[i].count;
    return 0;
}

/* Points for the states read in this and the last two sentences. */
static void weigh_near(const ch__bench *b, const ch__item *item, uint32_t *points)
{
    static const uint32_t by_distance[] = {4, 2,
                                           1}; /* tuned on the kept reports, flat around here */
    uint32_t other;
    for (uint32_t back = 0; recent_item(b, back, &other); back++) {
        const uint32_t away = distance(b, item, other);
        const ch__item *candidate = &b->items[other];
        if (away > 2) break;
        if (strcmp(candidate->m.rule, "discourse.country") == 0)
            continue; /* no guess upon a guess */
        for (uint32_t i = 0; i < b->total_n; i++)
            if (ch__sv_eq(b->total[i].key, candidate->m.key))
                points[i] += by_distance[away] + (away == 0 && candidate->is_place_use ? 4 : 0);
    }
}

/* The state that the report turns on here: told often, told so far, told near. */
static void weigh_told(const ch__bench *b, const ch__item *item, ch_sv *out_key,
                       const char **out_rule)
{
    uint32_t points[CH__COUNTRY_MAX] = {0}, best = CH_NONE;
    weigh_near(b, item, points);
    for (uint32_t i = 0; i < b->total_n; i++) {
        if (!is_state_key(b->total[i].key)) continue;
        points[i] += b->total[i].count + 2 * told(b->countries, b->country_n, b->total[i].key);
        if (best == CH_NONE || points[i] > points[best]) best = i;
    }
    *out_rule = "discourse.country";
    *out_key = best == CH_NONE ? CH_SV("unk") : b->total[best].key;
}

uint32_t ch__coref_country(ch__bench *b, const ch__item *item, ch_sv *out_key,
                           const char **out_rule)
{
    uint32_t from = find_same_role(b, item);
    *out_rule = "coref.description";
    if (from == CH_NONE && !item->is_definite) from = find_place_near(b, item);
    if (from != CH_NONE) {
        *out_key = b->items[from].m.key;
        return from;
    }
    weigh_told(b, item, out_key, out_rule);
    return CH_NONE;
}

/* ---- persons ---- */

static uint32_t earlier_person(const ch__bench *b, const ch__item *item)
{
    const ch__run *run = &b->runs[item->run];
    const uint32_t found = ch__seen_get(&b->persons, token_of(b, run->family)->lower);
    if (found == CH_NONE) return CH_NONE;
    const ch__item *other = &b->items[found];
    if (item->is_own && has_key(other) && !ch__sv_eq(item->m.key, other->m.key)) return CH_NONE;
    if (run->name_end - run->name_begin > 1 && b->runs[other->run].name_begin != run->name_begin) {
        /* another given name is another person: "Mohammed bin Nayef", "Mohammed bin Salman"; but
         * "Lacalle Pou" is part of "Luis Lacalle Pou" */
        const ch__run *known = &b->runs[other->run];
        const ch_sv first = token_of(b, run->name_begin)->lower;
        bool is_part = false;
        for (uint32_t t = known->name_begin; t < known->name_end; t++)
            is_part = is_part || ch__sv_eq(first, token_of(b, t)->lower);
        if (!is_part) return CH_NONE;
    }
    return found;
}

static ch_status resolve_person(ch__bench *b, uint32_t index)
{
    ch__item *item = &b->items[index];
    const uint32_t earlier = earlier_person(b, item);
    const ch_sv told_sector = item->m.sector;
    if (earlier != CH_NONE) {
        CH_TRY(copy_from(b, index, earlier, "coref.name"));
        item->m.is_variant = b->items[earlier].m.is_variant;
        item->m.is_unnamed = false;
        if (!item->m.sector.n) item->m.sector = told_sector;
        return CH_OK;
    }
    return ch__person_link(b, item, item->m.key, item->title, item->is_former);
}

/* "the president", "the Israeli leader": the person of that country read last, or the holder. */
static uint32_t find_holder(const ch__bench *b, const ch__item *item)
{
    uint32_t other;
    for (uint32_t back = 0; recent_item(b, back, &other); back++) {
        const ch__item *candidate = &b->items[other];
        if (distance(b, item, other) > 20) break;
        if (!candidate->m.entity.n || candidate->m.kind != CH_MENTION_PERSON) continue;
        if (item->m.key.n && !ch__sv_eq(item->m.key, candidate->m.key)) continue;
        if (item->title.n && ch__sv_eq(item->title, candidate->title)) return other;
        if (item->title.n && candidate->m.office.n &&
            ch__sv_starts(candidate->m.office, item->title))
            return other;
        if (!item->title.n && ch__sv_is(item->role, "leader") && has_key(candidate) &&
            (item->m.key.n || item->is_definite))
            return other;
    }
    return CH_NONE;
}

/* "the rebels", "the militant group" after the Houthis: the armed group read last. */
static uint32_t find_rebels(const ch__bench *b, const ch__item *item)
{
    uint32_t other;
    if (!item->is_definite || !ch__sv_in(item->m.sector, CH_SV("REB|PRM|UAF"))) return CH_NONE;
    for (uint32_t back = 0; recent_item(b, back, &other); back++) {
        if (distance(b, item, other) > REBEL_SENTENCES) break;
        const ch_mention *m = &b->items[other].m;
        if (m->kind == CH_MENTION_GROUP && ch__sv_is(m->sector, "REB")) return other;
    }
    return CH_NONE;
}

static ch_status resolve_role(ch__bench *b, uint32_t index)
{
    ch__item *item = &b->items[index];
    const bool is_person = item->m.kind == CH_MENTION_PERSON && !item->is_plural;
    const char *rule;
    bool is_found = false;
    if (is_person && (item->is_definite || item->m.key.n)) {
        const uint32_t holder = find_holder(b, item);
        const ch_sv sector = item->m.sector;
        if (holder != CH_NONE) {
            CH_TRY(copy_from(b, index, holder, "coref.description"));
            if (!item->m.sector.n) item->m.sector = sector;
            item->m.is_unnamed = false;
            return CH_OK;
        }
    }
    if (!item->m.key.n) {
        const uint32_t rebels = find_rebels(b, item);
        if (rebels != CH_NONE) return copy_from(b, index, rebels, "coref.description");
        if ((item->flags & CH__READING_THING) &&
            (!(item->flags & CH__READING_ALONE) ||
             token_of(b, item->m.head)->deprel == CH_DEPREL_COMPOUND))
            return CH_OK; /* "a drone attack" */
        const uint32_t from = ch__coref_country(b, item, &item->m.key, &rule);
        if (from != CH_NONE)
            CH_TRY(say(b, item, rule, from));
        else
            item->m.rule = rule;
        item->antecedent = from;
    }
    if (is_person && item->is_definite && item->title.n && !item->is_former)
        CH_TRY(ch__office_link(b, item, item->m.key, item->title, &is_found));
    if (is_found) item->m.is_unnamed = false;
    return CH_OK;
}

/* "The Brotherhood", "the PTM": last word or initials of a longer name read before. */
static uint32_t find_longer(const ch__bench *b, const ch__item *item)
{
    if (item->core_end != item->core_begin + 1) return CH_NONE;
    const ch_token *t = token_of(b, item->core_begin);
    if (!ch__is_capital(t->form)) return CH_NONE;
    return ch__seen_get(&b->shorts, t->lower);
}

static ch_status resolve_unknown(ch__bench *b, uint32_t index)
{
    const uint32_t from = find_longer(b, &b->items[index]);
    if (from == CH_NONE || !has_key(&b->items[from])) return CH_OK;
    b->items[index].m.kind = b->items[from].m.kind;
    return copy_from(b, index, from, "coref.name");
}

static bool is_long_name(const ch__item *item)
{
    return item->run == CH_NONE && item->core_end > item->core_begin + 1 && has_key(item) &&
           (item->m.kind == CH_MENTION_GROUP || item->m.kind == CH_MENTION_ORGANISATION ||
            item->m.kind == CH_MENTION_BODY) &&
           (!item->is_title || item->is_named);
}

/* Remember a name by its last word and by its initials. */
static void remember_short(ch__bench *b, uint32_t index)
{
    const ch__item *item = &b->items[index];
    char initials[16];
    uint32_t n = 0;
    if (!is_long_name(item)) return;
    for (uint32_t t = item->core_begin; t < item->core_end && n < sizeof initials; t++) {
        const ch_token *token = token_of(b, t);
        if (ch__is_upper(token->form.p[0])) initials[n++] = ch__to_lower(token->form.p[0]);
    }
    const ch_token *last = token_of(b, item->core_end - 1);
    if (n < 2 || !ch__is_capital(last->form)) return;
    ch__seen_set(&b->shorts, last->lower, index);
    ch__seen_set(&b->shorts, (ch_sv){initials, n}, index);
}

/* "Belarus and Iran ... their": the whole row. */
static ch_status stand_for_row(ch__bench *b, uint32_t index, uint32_t from)
{
    uint32_t row[GROUP_MAX], n = 0;
    row[n++] = from;
    CH__EACH_CHILD(b->a->tokens, b->items[from].m.head, c)
    {
        const uint32_t other = b->item_of[c];
        if (token_of(b, c)->deprel != CH_DEPREL_CONJ || other == CH_NONE || n == GROUP_MAX)
            continue;
        if (has_key(&b->items[other]) && b->items[other].state == CH__STATE_DONE) row[n++] = other;
    }
    if (n < 2) return copy_from(b, index, from, "coref.pronoun");
    for (uint32_t i = 0; i < n / 2; i++) { /* set_group wants the latest first */
        const uint32_t first = row[i];
        row[i] = row[n - 1 - i];
        row[n - 1 - i] = first;
    }
    return set_group(b, index, row, n);
}

static ch_status resolve_pronoun(ch__bench *b, uint32_t index)
{
    ch__item *item = &b->items[index];
    uint32_t from = CH_NONE;
    if (item->cue == CH__CUE_HE) from = find_one(b, item, is_one_person, PERSON_SENTENCES);
    if (item->cue == CH__CUE_IT) from = find_one(b, item, is_one_thing, THING_SENTENCES);
    if (item->cue == CH__CUE_THEY) {
        from = find_one(b, item, is_several, THING_SENTENCES);
        if (from != CH_NONE && b->items[from].is_coordinated && b->items[from].group_n < 2)
            return stand_for_row(b, index, from);
        if (from == CH_NONE) from = find_one(b, item, is_one_thing, 1);
    }
    if (item->cue == CH__CUE_WE) from = find_speaker(b, item);
    return from == CH_NONE ? CH_OK : copy_from(b, index, from, "coref.pronoun");
}

static bool is_all(const ch__bench *b, uint32_t head)
{
    const uint32_t det = ch__tree_child(b->a->tokens, head, CH_DEPREL_DET);
    return det != CH_NONE && ch__sv_is(token_of(b, det)->lower, "all");
}

/* "the country", "the group", "the capital": the last one of that kind. */
static ch_status resolve_noun(ch__bench *b, uint32_t index)
{
    ch__item *item = &b->items[index];
    if (item->m.key.n || item->group_n > 1) return CH_OK;
    if (item->count > 1) return resolve_several(b, index);
    if (item->is_plural && item->is_definite && item->cue == CH__CUE_PERSON)
        return resolve_several(b, index);
    if (item->is_plural && item->cue == CH__CUE_COUNTRY && is_all(b, item->m.head)) {
        item->m.key = CH_SV("international-community");
        item->m.rule = "collective.name";
        return CH_OK;
    }
    if (item->is_plural || !item->is_definite) return CH_OK;
    if (item->cue == CH__CUE_PERSON) {
        const uint32_t from = find_one(b, item, is_one_person, PERSON_SENTENCES);
        return from == CH_NONE ? CH_OK : copy_from(b, index, from, "coref.description");
    }
    const is_kind fits =
        item->cue == CH__CUE_COUNTRY || item->cue == CH__CUE_CITY ? is_country : is_house;
    if (item->cue == CH__CUE_SIDE || item->cue == CH__CUE_ALLY) return CH_OK;
    const uint32_t rebels = item->cue == CH__CUE_BODY ? find_rebels(b, item) : CH_NONE;
    if (rebels != CH_NONE) return copy_from(b, index, rebels, "coref.description");
    const uint32_t from = find_one(b, item, fits, PERSON_SENTENCES);
    if (from == CH_NONE) return CH_OK;
    CH_TRY(copy_from(b, index, from, "coref.description"));
    if (item->cue == CH__CUE_COUNTRY || item->cue == CH__CUE_CITY) {
        item->m.sector = (ch_sv){NULL, 0};
        item->m.entity = item->m.office = (ch_sv){NULL, 0};
    }
    return CH_OK;
}

ch_status ch__coref_resolve(ch__bench *b, uint32_t index)
{
    const ch__item *item = &b->items[index];
    if (item->run != CH_NONE) return resolve_person(b, index);
    if (item->is_title) return resolve_role(b, index);
    if (item->m.kind != CH_MENTION_REFERENCE) return resolve_unknown(b, index);
    if (item->cue == CH__CUE_PAIR) return resolve_several(b, index);
    if (item->cue == CH__CUE_HE || item->cue == CH__CUE_IT || item->cue == CH__CUE_THEY ||
        item->cue == CH__CUE_WE)
        return resolve_pronoun(b, index);
    return resolve_noun(b, index);
}

void ch__country_count(ch__country *countries, uint32_t *n, ch_sv key, uint32_t token,
                       uint32_t weight)
{
    if (!key.n || ch__sv_is(key, "unk")) return;
    uint32_t i = 0;
    while (i < *n && !ch__sv_eq(countries[i].key, key)) i++;
    if (i == CH__COUNTRY_MAX) return;
    if (i == *n) countries[(*n)++] = (ch__country){.key = key};
    countries[i].count += weight;
    countries[i].last_token = token;
}

void ch__coref_remember(ch__bench *b, uint32_t index)
{
    const ch__item *item = &b->items[index];
    if (item->m.key.n || item->group_n) b->recent[b->recent_n++ % CH__RECENT_MAX] = index;
    if (item->m.kind != CH_MENTION_REFERENCE && item->antecedent == CH_NONE &&
        item->m.rule[0] != 'd')
        ch__country_count(b->countries, &b->country_n, item->m.key, item->m.head, 1);
    remember_short(b, index);
    if (item->run == CH_NONE) return;
    const ch__run *run = &b->runs[item->run];
    for (uint32_t t = run->name_begin; t < run->name_end; t++) {
        const ch_token *token = token_of(b, t);
        if (token->form.n < 2 || !ch__is_capital(token->form)) continue;
        if (t == run->family || ch__seen_get(&b->persons, token->lower) == CH_NONE)
            ch__seen_set(&b->persons, token->lower, index);
    }
}
