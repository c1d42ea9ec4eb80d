/* One item for each word that heads a phrase about somebody or some place: names, roles ("officials"),
 * references ("it", "both nations"), and capitalised words that nobody has told us of. */
#include "names/mentions.h"

#include "base/text.h"

enum { SPAN_STEP_MAX = 64, CAPITAL_RUN_MAX = 8 };

static bool has_kind(uint32_t kinds, ch__entry_kind kind) { return kinds >> kind & 1; }

static const ch__cue *cue_at(const ch__bench *b, uint32_t token)
{
    const ch_token *t = &b->a->tokens[token];
    const ch__cue *cue = ch__cue_of(&b->cues, t->lower);
    return cue ? cue : ch__cue_of(&b->cues, t->lemma);
}

static bool is_cue(const ch__bench *b, uint32_t token, ch__cue_class class_id)
{
    const ch__cue *cue = token == CH_NONE ? NULL : cue_at(b, token);
    return cue && cue->class_id == class_id;
}

/* "in Minsk", "from Kabul", "near Giza" */
static bool is_locative(const ch__bench *b, uint32_t token)
{
    const uint32_t c = ch__tree_child(b->a->tokens, token, CH_DEPREL_CASE);
    return is_cue(b, c, CH__CUE_IN);
}

static uint32_t chain_head(const ch_token *tokens, uint32_t token)
{
    for (uint32_t step = 0; step < SPAN_STEP_MAX && tokens[token].deprel == CH_DEPREL_CONJ;
         step++) {
        if (tokens[token].head == CH_NONE) break;
        token = tokens[token].head;
    }
    return token;
}

static bool is_modifier(const ch_token *tokens, uint32_t token)
{
    const uint32_t at = chain_head(tokens, token);
    const uint8_t deprel = tokens[at].deprel;
    if (deprel == CH_DEPREL_AMOD || deprel == CH_DEPREL_COMPOUND || deprel == CH_DEPREL_DET ||
        deprel == CH_DEPREL_NMOD_POSS || deprel == CH_DEPREL_NMOD_DESC)
        return true;
    return tokens[token].head != CH_NONE && /* "Saudi-led": joined to a participle */
           token + 1 < tokens[token].head && ch__sv_is(tokens[token + 1].form, "-") &&
           !tokens[token].is_space_after;
}

/* "pro-Russian", "Saudi-led": one half of a compound word. */
static bool is_part(const ch_token *tokens, uint32_t token)
{
    const uint32_t head = tokens[token].head;
    if (head == CH_NONE) return false;
    return (token > 0 && ch__sv_is(tokens[token - 1].form, "-") &&
            tokens[token].sentence == tokens[token - 1].sentence) ||
           (token + 1 < head && ch__sv_is(tokens[token + 1].form, "-"));
}

static bool is_plural_word(const ch_token *t)
{
    return t->xpos == CH_XPOS_NNS || t->xpos == CH_XPOS_NNPS;
}

static ch_status add_item(ch__bench *b, uint32_t token, ch_mention_kind kind, uint32_t core_begin,
                          uint32_t core_end, ch__item **out)
{
    CH_TRY(CH__PUSH(b->arena, &b->items, &b->item_n, &b->item_capacity, b->err));
    const ch_token *t = &b->a->tokens[token];
    const uint32_t det = ch__tree_child(b->a->tokens, token, CH_DEPREL_DET);
    ch__item *item = &b->items[b->item_n - 1];
    *item = (ch__item){.core_begin = core_begin,
                       .core_end = core_end,
                       .entry = CH_NONE,
                       .run = CH_NONE,
                       .stretch = CH_NONE,
                       .antecedent = CH_NONE,
                       .gender = '-'};
    item->m =
        (ch_mention){.head = token, .sentence = t->sentence, .kind = (uint8_t)kind, .rule = ""};
    item->m.is_modifier = is_modifier(b->a->tokens, token);
    item->is_plural = is_plural_word(t);
    item->is_definite = det != CH_NONE && (ch__sv_is(b->a->tokens[det].lower, "the") ||
                                           ch__sv_is(b->a->tokens[det].lower, "this") ||
                                           ch__sv_is(b->a->tokens[det].lower, "that"));
    item->is_place_use = is_locative(b, token);
    item->is_coordinated = ch__tree_child(b->a->tokens, token, CH_DEPREL_CONJ) != CH_NONE;
    b->item_of[token] = b->item_n - 1;
    *out = item;
    return CH_OK;
}

static void set_place(const ch__bench *b, ch__item *item)
{
    ch__reading r;
    if (!ch__stretch_is(b, item->stretch, CH__ENTRY_PLACE) ||
        !ch__stretch_reading(b, item->stretch, CH__ENTRY_PLACE, &r))
        return;
    item->m.is_place = true;
    item->m.place_name = r.name;
    item->m.place_country = r.country;
    item->m.latitude = r.latitude;
    item->m.longitude = r.longitude;
}

static void set_state(const ch__bench *b, ch__item *item, const ch__reading *r)
{
    static const char *const rules[CH__FORM_N] = {
        [CH__FORM_NAME] = "state.name",       [CH__FORM_ADJECTIVE] = "state.adjective",
        [CH__FORM_DEMONYM] = "state.demonym", [CH__FORM_CAPITAL] = "state.capital",
        [CH__FORM_METONYM] = "state.metonym", [CH__FORM_FORMER] = "state.former",
        [CH__FORM_SHORT] = "state.name",      [CH__FORM_GIVEN] = "state.name",
    };
    item->m.key = r->key;
    item->m.sector = r->sector;
    item->m.rule = rules[r->form < CH__FORM_N ? r->form : 0];
    if (r->form == CH__FORM_NAME || r->form == CH__FORM_FORMER) {
        item->m.is_place = true;
        item->m.place_name = r->name;
        item->m.place_country = r->country.n ? r->country : r->key;
    }
    if (r->form == CH__FORM_CAPITAL) {
        set_place(b, item);
        if (item->is_place_use) item->m.kind = CH_MENTION_PLACE;
    }
    if (r->form == CH__FORM_DEMONYM) {
        item->m.kind = CH_MENTION_POPULATION;
        item->m.is_unnamed = true;
        if (!item->m.sector.n && !item->is_definite) item->m.sector = CH_SV("CVL");
    }
}

static void set_named(const ch__bench *b, ch__item *item, const ch__reading *r)
{
    static const char *const rules[CH__ENTRY_KIND_N] = {
        [CH__ENTRY_STATE] = "",
        [CH__ENTRY_BODY] = "body.name",
        [CH__ENTRY_PERSON] = "person.known",
        [CH__ENTRY_ORGANISATION] = "organisation.name",
        [CH__ENTRY_GROUP] = "group.name",
        [CH__ENTRY_MEDIA] = "media.name",
        [CH__ENTRY_COLLECTIVE] = "collective.name",
        [CH__ENTRY_PLACE] = "place.name",
        [CH__ENTRY_ROLE] = "body.noun",
        [CH__ENTRY_TITLE] = "body.noun",
        [CH__ENTRY_NAME_PART] = "",
    };
    item->entry = r->entry;
    item->m.key = r->key.n ? r->key : r->country;
    if (r->kind == CH__ENTRY_GROUP && r->country.n) {
        item->m.place_country = r->country;
        if (ch__sv_is(r->sector, "PTY")) item->m.key = r->country; /* parties act for their state */
    }
    item->m.sector = r->sector;
    item->m.rule = rules[r->kind];
    if (r->kind == CH__ENTRY_STATE) set_state(b, item, r);
    if (r->kind == CH__ENTRY_PLACE) set_place(b, item);
}

/* Which of the readings is meant; CH__ENTRY_KIND_N: none of those that name somebody. */
static ch__entry_kind choose_kind(uint32_t kinds)
{
    static const ch__entry_kind order[] = {
        CH__ENTRY_STATE, CH__ENTRY_ORGANISATION, CH__ENTRY_BODY,
        CH__ENTRY_GROUP, CH__ENTRY_MEDIA,        CH__ENTRY_COLLECTIVE,
        CH__ENTRY_ROLE,  CH__ENTRY_PLACE,        CH__ENTRY_TITLE,
    };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (has_kind(kinds, order[i])) return order[i];
    return CH__ENTRY_KIND_N;
}

static ch_mention_kind mention_kind(const ch__reading *r)
{
    static const uint8_t kinds[CH__ENTRY_KIND_N] = {
        [CH__ENTRY_STATE] = CH_MENTION_STATE,
        [CH__ENTRY_BODY] = CH_MENTION_BODY,
        [CH__ENTRY_PERSON] = CH_MENTION_PERSON,
        [CH__ENTRY_ORGANISATION] = CH_MENTION_ORGANISATION,
        [CH__ENTRY_GROUP] = CH_MENTION_GROUP,
        [CH__ENTRY_MEDIA] = CH_MENTION_GROUP,
        [CH__ENTRY_COLLECTIVE] = CH_MENTION_COLLECTIVE,
        [CH__ENTRY_PLACE] = CH_MENTION_PLACE,
        [CH__ENTRY_ROLE] = CH_MENTION_BODY,
        [CH__ENTRY_TITLE] = CH_MENTION_PERSON,
        [CH__ENTRY_NAME_PART] = CH_MENTION_PERSON,
    };
    if (r->kind == CH__ENTRY_ROLE && (r->flags & CH__READING_PEOPLE)) return CH_MENTION_POPULATION;
    if (r->kind == CH__ENTRY_ROLE && (r->flags & CH__READING_PERSON)) return CH_MENTION_PERSON;
    return kinds[r->kind];
}

/* "president", "officials", "ministry": key and sector come later, from what stands around it. */
static void set_role(const ch__bench *b, ch__item *item, const ch__reading *r)
{
    ch__reading title;
    item->flags = r->flags;
    item->role = r->name;
    item->title = r->office;
    if (r->kind == CH__ENTRY_ROLE && ch__stretch_is(b, item->stretch, CH__ENTRY_TITLE) &&
        ch__stretch_reading(b, item->stretch, CH__ENTRY_TITLE, &title) && !item->title.n)
        item->title = title.office;
    item->is_title = true;
    item->m.key = (ch_sv){NULL, 0};
    item->m.sector = r->sector;
    item->m.is_unnamed = true;
    item->is_plural = item->is_plural || (r->flags & CH__READING_PLURAL);
    item->m.rule = item->m.kind == CH_MENTION_POPULATION ? "population.noun" : "body.noun";
}

/* "spokeswoman", "King", "Mr." */
static char gender_of(const ch__bench *b, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++) {
        const ch_sv word = b->a->tokens[t].lower;
        const ch__cue *cue = ch__cue_of(&b->cues, word);
        if (cue && cue->class_id == CH__CUE_GENDER) return cue->gender;
        if (ch__sv_ends(word, CH_SV("woman"))) return 'f';
        if (ch__sv_ends(word, CH_SV("man")) && word.n > 4 && !ch__is_capital(b->a->tokens[t].form))
            return 'm';
    }
    return '-';
}

/* "the Holy Jihad Brigades": a role noun that closes a name of capitalised words which nobody has told
 * us of is that name. */
static void widen_name(const ch__bench *b, ch__item *item)
{
    const ch_token *tokens = b->a->tokens;
    const uint32_t begin = b->a->sentences[item->m.sentence].token_begin;
    uint32_t at = item->core_begin;
    if (!ch__is_capital(tokens[item->core_end - 1].form)) return;
    while (at > begin && item->core_begin - at < CAPITAL_RUN_MAX) {
        const uint32_t s = b->stretch_of[at - 1];
        const bool is_free = s == CH_NONE || b->stretches[s].kinds == 1u << CH__ENTRY_NAME_PART ||
                             b->stretches[s].kinds == 1u << CH__ENTRY_ROLE;
        if (!is_free || !ch__is_capital(tokens[at - 1].form) || b->run_of[at - 1] != CH_NONE ||
            tokens[at - 1].upos == CH_UPOS_DET || tokens[at - 1].upos == CH_UPOS_PRON)
            break;
        at--;
    }
    if (at == begin && at < item->core_begin && tokens[at].upos != CH_UPOS_PROPN) at++;
    item->is_named = at < item->core_begin;
    item->core_begin = at;
}

static ch_status add_named(ch__bench *b, uint32_t token, uint32_t stretch, bool *out_done)
{
    const ch__stretch *s = &b->stretches[stretch];
    const ch__entry_kind kind = choose_kind(s->kinds);
    const ch_token *t = &b->a->tokens[token];
    ch__reading r;
    ch__item *item;
    *out_done = false;
    if (kind == CH__ENTRY_KIND_N || !ch__stretch_reading(b, stretch, kind, &r)) return CH_OK;
    const bool is_role = kind == CH__ENTRY_ROLE || kind == CH__ENTRY_TITLE;
    if (is_role && t->upos == CH_UPOS_ADJ && t->deprel == CH_DEPREL_AMOD) return CH_OK;
    if (kind == CH__ENTRY_TITLE && (r.flags & (CH__READING_PREFIX | CH__READING_FORMER)))
        return CH_OK;
    CH_TRY(add_item(b, token, mention_kind(&r), s->begin, s->end, &item));
    item->stretch = stretch;
    if (is_role) {
        set_role(b, item, &r);
        item->gender = gender_of(b, s->begin, s->end);
        widen_name(b, item);
    } else {
        set_named(b, item, &r);
        item->is_plural = item->m.kind == CH_MENTION_POPULATION && item->is_plural;
        const bool is_loose = (item->m.kind == CH_MENTION_POPULATION && item->m.key.n > 3) ||
                              kind == CH__ENTRY_BODY || kind == CH__ENTRY_GROUP ||
                              kind == CH__ENTRY_COLLECTIVE; /* what stands before it counts too */
        if (!is_loose) item->state = CH__STATE_DONE;
        if (!is_part(b->a->tokens, token))
            ch__country_count(b->total, &b->total_n, item->m.key, token, 1);
    }
    *out_done = true;
    return CH_OK;
}

static ch_status add_person(ch__bench *b, uint32_t run)
{
    const ch__run *r = &b->runs[run];
    ch__item *item;
    CH_TRY(add_item(b, r->head, CH_MENTION_PERSON, r->begin, r->name_end, &item));
    item->run = run;
    item->is_plural = false;
    item->gender = gender_of(b, r->begin, r->name_begin);
    item->is_former = r->is_former;
    item->m.rule = "person.unknown";
    for (uint32_t t = r->begin; t < r->name_end; t++)
        if (b->a->tokens[t].head == CH_NONE || b->a->tokens[t].head < r->begin ||
            b->a->tokens[t].head >= r->name_end)
            b->item_of[t] = b->item_n - 1; /* a name torn by the parser keeps one item */
    return CH_OK;
}

static bool is_pronoun_class(uint8_t class_id)
{
    return class_id == CH__CUE_HE || class_id == CH__CUE_IT || class_id == CH__CUE_THEY ||
           class_id == CH__CUE_WE;
}

static bool is_noun_class(uint8_t class_id)
{
    return class_id == CH__CUE_COUNTRY || class_id == CH__CUE_SIDE || class_id == CH__CUE_PERSON ||
           class_id == CH__CUE_BODY || class_id == CH__CUE_CITY || class_id == CH__CUE_ALLY ||
           class_id == CH__CUE_MEMBER;
}

static bool has_of_complement(const ch__bench *b, uint32_t token)
{
    CH__EACH_CHILD(b->a->tokens, token, c)
    if (b->a->tokens[c].deprel == CH_DEPREL_NMOD &&
        ch__sv_is(ch__tree_preposition(b->a->tokens, c), "of"))
        return true;
    return false;
}

/* "two leaders", "both nations", "the three countries" */
static uint8_t count_of(const ch__bench *b, uint32_t token)
{
    CH__EACH_CHILD(b->a->tokens, token, c)
    {
        const ch_deprel deprel = (ch_deprel)b->a->tokens[c].deprel;
        if (deprel != CH_DEPREL_NUMMOD && deprel != CH_DEPREL_DET && deprel != CH_DEPREL_AMOD &&
            deprel != CH_DEPREL_DET_PREDET && deprel != CH_DEPREL_CC_PRECONJ)
            continue;
        const ch__cue *cue = cue_at(b, c);
        if (cue && cue->class_id == CH__CUE_PAIR) return cue->count;
    }
    return 0;
}

static bool is_argument(const ch_token *t)
{
    return ch__is_subject(t->deprel) || t->deprel == CH_DEPREL_OBJ || t->deprel == CH_DEPREL_CONJ;
}

/* "thousands took to the streets" */
static void set_crowd(ch__item *item)
{
    item->m.kind = CH_MENTION_POPULATION;
    item->m.sector = CH_SV("CVL");
    item->m.is_unnamed = item->is_title = item->is_plural = true;
    item->m.rule = "population.noun";
    item->flags = CH__READING_PEOPLE | CH__READING_ALONE;
}

static ch_status add_reference(ch__bench *b, uint32_t token, const ch__cue *cue, bool *out_done)
{
    const ch_token *t = &b->a->tokens[token];
    const bool is_pronoun = is_pronoun_class(cue->class_id) && t->upos == CH_UPOS_PRON;
    const bool is_noun =
        is_noun_class(cue->class_id) && (t->upos == CH_UPOS_NOUN || t->upos == CH_UPOS_PROPN);
    const bool is_quantity = (cue->class_id == CH__CUE_QUANTITY || cue->class_id == CH__CUE_CROWD ||
                              cue->class_id == CH__CUE_PAIR) &&
                             t->upos != CH_UPOS_ADP && has_of_complement(b, token);
    const bool is_crowd = cue->class_id == CH__CUE_CROWD && !is_quantity && is_argument(t) &&
                          (t->upos == CH_UPOS_NOUN || t->upos == CH_UPOS_NUM);
    const bool is_pair = cue->class_id == CH__CUE_PAIR && !is_quantity &&
                         t->deprel != CH_DEPREL_ADVMOD && t->deprel != CH_DEPREL_NUMMOD &&
                         t->deprel != CH_DEPREL_DET && t->deprel != CH_DEPREL_CC_PRECONJ &&
                         t->deprel != CH_DEPREL_AMOD && t->deprel != CH_DEPREL_COMPOUND;
    ch__item *item;
    *out_done = is_pronoun || is_noun || is_quantity || is_crowd || (is_pair && cue->count);
    if (!*out_done || t->deprel == CH_DEPREL_EXPL) return CH_OK;
    CH_TRY(add_item(b, token, CH_MENTION_REFERENCE, token, token + 1, &item));
    item->cue = cue->class_id;
    item->gender = cue->gender;
    item->count = is_pair ? cue->count : count_of(b, token);
    if (is_quantity) item->cue = CH__CUE_QUANTITY;
    if (is_crowd) set_crowd(item);
    if (cue->class_id != CH__CUE_MEMBER) return CH_OK;
    item->m.kind = CH_MENTION_PERSON;
    item->m.is_unnamed = item->is_title = true;
    item->m.rule = "body.member";
    item->role = cue->word;
    item->flags = CH__READING_PERSON | CH__READING_THING;
    return CH_OK;
}

static bool in_time(const ch_analysis *a, uint32_t *time, uint32_t token)
{
    while (*time < a->time_n && a->times[*time].token_end <= token) (*time)++;
    return *time < a->time_n && a->times[*time].token_begin <= token;
}

static bool is_free_capital(const ch__bench *b, uint32_t token)
{
    const ch_token *t = &b->a->tokens[token];
    return t->upos == CH_UPOS_PROPN && ch__is_capital(t->form) && b->run_of[token] == CH_NONE;
}

/* A capitalised name that the knowledge base does not know. */
static ch_status add_unknown(ch__bench *b, uint32_t token)
{
    const ch_token *t = &b->a->tokens[token];
    if (!is_free_capital(b, token) || t->deprel == CH_DEPREL_COMPOUND ||
        t->deprel == CH_DEPREL_FLAT || t->deprel == CH_DEPREL_AMOD || t->form.n < 2)
        return CH_OK;
    const uint32_t begin_min = b->a->sentences[t->sentence].token_begin;
    uint32_t begin = token;
    while (begin > begin_min && token - begin < CAPITAL_RUN_MAX && is_free_capital(b, begin - 1) &&
           b->a->tokens[begin - 1].head == token)
        begin--;
    ch__item *item;
    CH_TRY(add_item(b, token, CH_MENTION_GROUP, begin, token + 1, &item));
    item->m.rule = "name.unknown";
    if (item->is_place_use) item->m.kind = CH_MENTION_PLACE;
    return CH_OK;
}

static ch_status build_token(ch__bench *b, uint32_t token, uint32_t *time)
{
    const uint32_t run = b->run_of[token], stretch = b->stretch_of[token];
    const ch__cue *cue = cue_at(b, token);
    bool is_done = false;
    if (run != CH_NONE) return b->runs[run].head == token ? add_person(b, run) : CH_OK;
    const bool is_ally =
        cue && cue->class_id == CH__CUE_ALLY && !ch__stretch_is(b, stretch, CH__ENTRY_COLLECTIVE);
    const bool is_group = cue &&
                          (cue->class_id == CH__CUE_PERSON || cue->class_id == CH__CUE_SIDE) &&
                          count_of(b, token) > 1; /* "the two leaders" */
    if (stretch != CH_NONE && !is_ally && !is_group) {
        if (b->stretches[stretch].head != token) return CH_OK;
        CH_TRY(add_named(b, token, stretch, &is_done));
        if (is_done) return CH_OK;
    }
    static const ch__cue number = {.class_id = CH__CUE_QUANTITY, .gender = '-'};
    if (!cue && b->a->tokens[token].upos == CH_UPOS_NUM) cue = &number; /* "21 of the girls" */
    if (cue) CH_TRY(add_reference(b, token, cue, &is_done));
    if (is_done || in_time(b->a, time, token)) return CH_OK;
    return add_unknown(b, token);
}

ch_status ch__phrases_build(ch__bench *b)
{
    uint32_t time = 0;
    for (uint32_t t = 0; t < b->a->token_n; t++) b->item_of[t] = CH_NONE;
    for (uint32_t t = 0; t < b->a->token_n; t++) CH_TRY(build_token(b, t, &time));
    return CH_OK;
}

/* Does the dependant stand before its head as part of the same noun phrase? */
static bool is_left_part(uint8_t deprel)
{
    return deprel == CH_DEPREL_DET || deprel == CH_DEPREL_AMOD || deprel == CH_DEPREL_COMPOUND ||
           deprel == CH_DEPREL_NUMMOD || deprel == CH_DEPREL_NMOD_POSS ||
           deprel == CH_DEPREL_NMOD_DESC || deprel == CH_DEPREL_DET_PREDET ||
           deprel == CH_DEPREL_FLAT || deprel == CH_DEPREL_ADVMOD ||
           deprel == CH_DEPREL_NMOD_UNMARKED;
}

static bool is_break(const ch_token *t)
{
    return t->upos == CH_UPOS_PUNCT && !ch__sv_is(t->form, "-");
}

/* First token of the subtree of `of`, a bounded number of steps down. */
static uint32_t subtree_first(const ch_token *tokens, uint32_t of)
{
    uint32_t first = of;
    for (uint32_t step = 0; step < SPAN_STEP_MAX && tokens[first].child < first; step++)
        first = tokens[first].child;
    return first;
}

static uint32_t left_edge(const ch__bench *b, uint32_t begin, uint32_t end)
{
    const ch_token *tokens = b->a->tokens;
    uint32_t edge = begin;
    for (uint32_t t = begin; t < end; t++) CH__EACH_CHILD(tokens, t, c)
        {
            if (c >= begin || !is_left_part(tokens[c].deprel)) continue;
            const uint32_t first = subtree_first(tokens, c);
            if (first < edge) edge = first;
        }
    for (uint32_t t = begin; t-- > edge;) /* no comma or bracket inside */
        if (is_break(&tokens[t]) && !ch__sv_is(tokens[t].form, ",")) return t + 1;
    return edge;
}

/* The prepositional phrase of a token of [begin, edge) that starts right at `edge`, or CH_NONE. */
static uint32_t phrase_at(const ch__bench *b, uint32_t begin, uint32_t edge, bool is_role)
{
    const ch_token *tokens = b->a->tokens;
    for (uint32_t t = begin; t < edge; t++) CH__EACH_CHILD(tokens, t, c)
        {
            if (c < edge || c > edge + 8 || tokens[c].deprel != CH_DEPREL_NMOD) continue;
            const uint32_t first = subtree_first(tokens, c);
            const ch__cue *cue = ch__cue_of(&b->cues, tokens[first].lower);
            if (first != edge || !cue) continue;
            if (cue->class_id == CH__CUE_OF ||
                (is_role && (cue->class_id == CH__CUE_FROM || cue->class_id == CH__CUE_IN)))
                return c;
        }
    return CH_NONE;
}

/* "of the Dutch parliament", "from Iran's General Staff": right behind the noun. */
static uint32_t right_edge(const ch__bench *b, uint32_t begin, uint32_t end, bool is_role)
{
    uint32_t edge = end;
    for (uint32_t step = 0; step < 6; step++) {
        const uint32_t next = phrase_at(b, begin, edge, is_role);
        if (next == CH_NONE) break;
        const uint32_t s = b->stretch_of[next], run = b->run_of[next];
        edge = next + 1;
        if (s != CH_NONE && b->stretches[s].end > edge) edge = b->stretches[s].end;
        if (run != CH_NONE && b->runs[run].name_end > edge) edge = b->runs[run].name_end;
    }
    return edge;
}

void ch__item_span(const ch__bench *b, ch__item *item)
{
    const ch_token *tokens = b->a->tokens;
    uint32_t begin = item->core_begin, end = item->core_end;
    const bool is_word = item->m.is_modifier && item->m.kind == CH_MENTION_STATE;
    if (!is_word) {
        begin = left_edge(b, begin, end);
        if (item->is_title || item->cue == CH__CUE_QUANTITY || item->cue == CH__CUE_COUNTRY ||
            item->cue == CH__CUE_PERSON)
            end = right_edge(b, item->core_begin, end, true);
        else if (item->run != CH_NONE)
            end = right_edge(b, item->core_begin, end, false);
    }
    item->m.span = (ch_span){tokens[begin].span.begin, tokens[end - 1].span.end};
}
