/* Items get key, sector and entity, in text order: from their own words, from what hangs on them
 * ("the Iranian ...", "... of Belarus"), else from what was read before. */
#include "names/mentions.h"

#include "base/text.h"

enum { DEPTH_MAX = 8, BELOW_MAX = 4, GROUP_MAX = 12, BEHIND_MAX = 8 };

typedef enum rank { /* how strongly a dependant says to whom the head belongs; smaller is stronger */
                    RANK_POSSESSOR,
                    RANK_ADJECTIVE,
                    RANK_OF,
                    RANK_FROM,
                    RANK_IN,
                    RANK_APPOSITION,
                    RANK_NONE
} rank;

typedef struct evidence {
    uint32_t key_item, sector_item, same_item;
    rank key_rank, sector_rank;
    ch_sv sector_word; /* sector of a modifier that is no item: "military council" */
    ch_sv title;       /* office of a title that hangs on a name: "Chief of ... Valery X" */
    uint32_t group[GROUP_MAX];
    uint32_t group_n; /* modifiers side by side: "U.S. and Egyptian troops" */
    bool is_former;
    bool is_backed; /* "Russian-backed militias": of another state */
} evidence;

static const ch_token *token_of(const ch__bench *b, uint32_t t) { return &b->a->tokens[t]; }

static bool has_key(const ch__item *item)
{
    return item->m.key.n && !ch__sv_is(item->m.key, "unk");
}

/* "pro-Russian", "Saudi-led", "anti-American": whom it is about, not whose it is. */
static bool is_joined(const ch__bench *b, uint32_t token)
{
    const ch_token *tokens = b->a->tokens;
    const uint32_t begin = b->a->sentences[tokens[token].sentence].token_begin;
    const uint32_t end = b->a->sentences[tokens[token].sentence].token_end;
    if (token + 2 < end && ch__sv_is(tokens[token + 1].form, "-") &&
        (tokens[token + 2].xpos == CH_XPOS_VBN || tokens[token + 2].upos == CH_UPOS_VERB))
        return true;
    return token >= begin + 2 && ch__sv_is(tokens[token - 1].form, "-") &&
           ch__sv_in(tokens[token - 2].lower, CH_SV("pro|anti|non|counter"));
}

static rank preposition_rank(const ch__bench *b, uint32_t token)
{
    const ch_sv word = ch__tree_preposition(b->a->tokens, token);
    const ch__cue *cue = ch__cue_of(&b->cues, word);
    const uint32_t head = token_of(b, token)->head;
    const uint32_t owner = head == CH_NONE ? CH_NONE : b->item_of[head];
    if (owner != CH_NONE && ch__sv_is(word, "for") &&
        ch__sv_is(b->items[owner].title, "Spokesperson"))
        return RANK_FROM; /* "a spokesman for the ministry" */
    if (!cue) return RANK_NONE;
    if (cue->class_id == CH__CUE_OF) return RANK_OF;
    if (cue->class_id == CH__CUE_FROM) return RANK_FROM;
    return cue->class_id == CH__CUE_IN ? RANK_IN : RANK_NONE;
}

static rank rank_of(const ch__bench *b, uint32_t token)
{
    const uint8_t deprel = token_of(b, token)->deprel;
    if (deprel == CH_DEPREL_NMOD_POSS) return RANK_POSSESSOR;
    if (deprel == CH_DEPREL_NMOD) return preposition_rank(b, token);
    if (deprel == CH_DEPREL_AMOD || deprel == CH_DEPREL_COMPOUND || deprel == CH_DEPREL_NMOD_DESC ||
        deprel == CH_DEPREL_NMOD_UNMARKED)
        return is_joined(b, token) ? RANK_NONE : RANK_ADJECTIVE;
    if (deprel == CH_DEPREL_APPOS || deprel == CH_DEPREL_FLAT || deprel == CH_DEPREL_LIST ||
        deprel == CH_DEPREL_DEP)
        return RANK_APPOSITION;
    return RANK_NONE;
}

static bool is_former_word(const ch__bench *b, uint32_t token)
{
    const uint32_t s = b->stretch_of[token];
    ch__reading r;
    if (ch__sv_in(token_of(b, token)->lower,
                  CH_SV("former|ex|ousted|deposed|erstwhile|onetime|retired")))
        return true;
    return ch__stretch_is(b, s, CH__ENTRY_TITLE) &&
           ch__stretch_reading(b, s, CH__ENTRY_TITLE, &r) && (r.flags & CH__READING_FORMER);
}

/* "European, Australian and British": the keys of modifiers side by side. */
static void note_group(const ch__bench *b, uint32_t first, evidence *e)
{
    if (e->group_n || !has_key(&b->items[b->item_of[first]])) return;
    e->group[e->group_n++] = b->item_of[first];
    CH__EACH_CHILD(b->a->tokens, first, c)
    {
        const uint32_t item = b->item_of[c];
        if (token_of(b, c)->deprel != CH_DEPREL_CONJ || item == CH_NONE) continue;
        if (!has_key(&b->items[item]) || e->group_n == GROUP_MAX) continue;
        e->group[e->group_n++] = item;
    }
}

static void note_item(ch__bench *b, uint32_t token, rank r, evidence *e)
{
    const uint32_t index = b->item_of[token];
    const ch__item *item = &b->items[index];
    if (r == RANK_APPOSITION && e->same_item == CH_NONE) e->same_item = index;
    const bool is_people =
        item->m.kind == CH_MENTION_STATE && !ch__is_upper(item->m.key.p ? item->m.key.p[0] : 'X');
    if (is_people && ch__sv_is(item->m.sector, "REL") && !e->sector_word.n)
        e->sector_word = item->m.sector; /* "Muslim leaders" */
    if (has_key(item) && !is_people && r < e->key_rank) {
        e->key_rank = r;
        e->key_item = index;
    }
    const bool is_whole =
        r == RANK_POSSESSOR || r == RANK_ADJECTIVE || r == RANK_OF || r == RANK_FROM;
    if ((is_whole || (r == RANK_APPOSITION && item->m.kind == CH_MENTION_BODY)) &&
        item->m.sector.n && r < e->sector_rank && item->m.kind != CH_MENTION_PERSON) {
        e->sector_rank = r;
        e->sector_item = index;
    }
    if (r == RANK_ADJECTIVE && item->title.n && !e->title.n) e->title = item->title;
    if ((r == RANK_ADJECTIVE || r == RANK_OF) && !is_people && item->m.kind == CH_MENTION_STATE)
        note_group(b, token, e);
    if (item->is_former && (r == RANK_ADJECTIVE || r == RANK_APPOSITION)) e->is_former = true;
}

/* A dependant without item: its modifiers and its of-phrase may still tell. "Chief of the Department
 * for Cooperation of the Ministry of Defense of Belarus" */
static ch_status note_below(ch__bench *b, uint32_t token, rank r, evidence *e, uint32_t depth,
                            uint32_t below);

static ch_status note_child(ch__bench *b, uint32_t c, rank r, evidence *e, uint32_t depth,
                            uint32_t below)
{
    const uint32_t index = b->item_of[c];
    ch__reading reading;
    if (index != CH_NONE) {
        CH_TRY(ch__item_resolve(b, index, depth + 1));
        note_item(b, c, r, e);
        const ch_mention *m = &b->items[index].m; /* "Egyptian Coptic Christians" */
        const bool is_people = m->key.n > 3 && !ch__is_upper(m->key.p[0]) &&
                               (m->kind == CH_MENTION_STATE || m->kind == CH_MENTION_POPULATION);
        if (is_people && below < BELOW_MAX) return note_below(b, c, r, e, depth, below + 1);
        return CH_OK;
    }
    if (r == RANK_ADJECTIVE && is_former_word(b, c)) e->is_former = true;
    if (ch__sv_in(token_of(b, c)->lower, CH_SV("backed|armed|funded|sponsored|supported")))
        e->is_backed = true;
    const uint32_t s = b->stretch_of[c];
    if (r == RANK_ADJECTIVE && ch__stretch_is(b, s, CH__ENTRY_ROLE) && !e->sector_word.n &&
        ch__stretch_reading(b, s, CH__ENTRY_ROLE, &reading))
        e->sector_word = reading.sector;
    if ((r < RANK_IN || r == RANK_APPOSITION) && below < BELOW_MAX)
        return note_below(b, c, r, e, depth, below + 1);
    return CH_OK;
}

static ch_status note_below(ch__bench *b, uint32_t token, rank r, evidence *e, uint32_t depth,
                            uint32_t below)
{
    CH__EACH_CHILD(b->a->tokens, token, c)
    {
        const rank inner = rank_of(b, c);
        if (inner >= RANK_IN) continue;
        CH_TRY(note_child(b, c, inner > r ? inner : r, e, depth, below));
    }
    return CH_OK;
}

/* "a meeting between officials and a delegation from Iran": the phrase right behind the words tells of
 * them even where the parser hung it higher up. */
static ch_status note_phrase_behind(ch__bench *b, uint32_t index, evidence *e, uint32_t depth)
{
    const ch_token *tokens = b->a->tokens;
    const uint32_t end = b->items[index].core_end;
    if (end >= b->a->token_n || tokens[end].deprel != CH_DEPREL_CASE || tokens[end].head == CH_NONE)
        return CH_OK;
    const uint32_t noun = tokens[end].head;
    if (noun <= end || tokens[noun].sentence != tokens[end].sentence || b->item_of[noun] == index)
        return CH_OK;
    const rank r = preposition_rank(b, noun);
    return r == RANK_OF || r == RANK_FROM ? note_child(b, noun, r, e, depth, 0) : CH_OK;
}

/* What the dependants of the item's words say. */
static ch_status gather(ch__bench *b, uint32_t index, evidence *e, uint32_t depth)
{
    const uint32_t begin = b->items[index].core_begin, end = b->items[index].core_end;
    *e = (evidence){.key_item = CH_NONE,
                    .sector_item = CH_NONE,
                    .same_item = CH_NONE,
                    .key_rank = RANK_NONE,
                    .sector_rank = RANK_NONE};
    for (uint32_t t = begin; t < end; t++) CH__EACH_CHILD(b->a->tokens, t, c)
        {
            if ((c >= begin && c < end) || b->item_of[c] == index) continue;
            const rank r = rank_of(b, c);
            if (r != RANK_NONE) CH_TRY(note_child(b, c, r, e, depth, 0));
        }
    return e->key_rank == RANK_NONE ? note_phrase_behind(b, index, e, depth) : CH_OK;
}

/* "a delegation from Iran's General Staff": the words right behind say so even if the tree does not. */
static ch_status gather_behind(ch__bench *b, uint32_t index, evidence *e, uint32_t depth)
{
    const ch__item *item = &b->items[index];
    const uint32_t end = b->a->sentences[item->m.sentence].token_end;
    const uint32_t at = item->core_end;
    const ch__cue *cue = at < end ? ch__cue_of(&b->cues, token_of(b, at)->lower) : NULL;
    if (e->key_item != CH_NONE || !cue ||
        (cue->class_id != CH__CUE_OF && cue->class_id != CH__CUE_FROM))
        return CH_OK;
    for (uint32_t t = at + 1; t < end && t < at + BEHIND_MAX; t++) {
        const uint32_t other = b->item_of[t];
        const uint8_t upos = token_of(b, t)->upos;
        if (upos == CH_UPOS_VERB || upos == CH_UPOS_ADP || upos == CH_UPOS_CCONJ) break;
        if (other == CH_NONE || other == index || b->items[other].m.is_modifier) continue;
        CH_TRY(ch__item_resolve(b, other, depth + 1));
        note_item(b, t, cue->class_id == CH__CUE_OF ? RANK_OF : RANK_FROM, e);
        break;
    }
    return CH_OK;
}

/* A name set beside a title or description by comma: the one tells about the other. */
static uint32_t apposed_to(const ch__bench *b, const ch__item *item)
{
    const ch_token *t = token_of(b, item->m.head);
    if (t->head == CH_NONE || (t->deprel != CH_DEPREL_APPOS && t->deprel != CH_DEPREL_FLAT &&
                               t->deprel != CH_DEPREL_LIST && t->deprel != CH_DEPREL_DEP))
        return CH_NONE;
    return b->item_of[t->head];
}

static bool is_organisation_sector(ch_sv sector)
{
    return ch__sv_in(sector, CH_SV("MIL|JUD|LEG|COP"));
}

static bool is_office_sector(ch_sv sector)
{
    return ch__sv_in(sector, CH_SV("GOV|LEG|MIL|JUD|COP|SPY"));
}

/* The sector of a role within somebody's house: "NATO troops" MIL, "UN officials" IGO, "Taliban
 * leaders" REB, "army spokesman" MIL, "former minister" ELI. */
static void set_sector(ch__bench *b, ch__item *item, const evidence *e)
{
    const ch__item *owner = e->key_item == CH_NONE ? NULL : &b->items[e->key_item];
    const ch__item *whole = e->sector_item == CH_NONE ? NULL : &b->items[e->sector_item];
    const bool is_loose = !item->m.sector.n || ch__sv_is(item->m.sector, "GOV") ||
                          ch__sv_in(item->role, CH_SV("officer|agent|member"));
    if (owner && owner->m.kind == CH_MENTION_ORGANISATION) {
        if (!is_organisation_sector(item->m.sector) || ch__sv_is(item->role, "representative"))
            item->m.sector = CH_SV("IGO");
        if (whole && is_organisation_sector(whole->m.sector)) item->m.sector = whole->m.sector;
    } else if (owner && owner->m.sector.n &&
               (owner->m.kind == CH_MENTION_GROUP ||
                (owner->is_title && ch__sv_is(owner->m.sector, "REB") && owner->m.key.n != 3))) {
        item->m.sector = owner->m.sector;
    } else if (is_loose && whole && e->sector_rank <= RANK_FROM &&
               (!item->m.sector.n || is_office_sector(whole->m.sector))) {
        item->m.sector = whole->m.sector;
    } else if (e->sector_word.n && (is_loose || ch__sv_in(e->sector_word, CH_SV("REB|OPP")))) {
        item->m.sector = e->sector_word; /* "separatist militias", "opposition figures" */
    }
    if (e->is_backed && ch__sv_is(item->m.sector, "PRM")) item->m.sector = CH_SV("REB");
    if (owner && owner->m.kind == CH_MENTION_ORGANISATION && item->is_plural &&
        ch__sv_is(item->role, "members"))
        item->m.sector = (ch_sv){NULL, 0}; /* its states as such */
    if ((e->is_former || item->is_former) && is_office_sector(item->m.sector))
        item->m.sector = CH_SV("ELI");
}

/* "Holy Jihad Brigades" -> "holy-jihad-brigades" */
static ch_status make_slug(ch__bench *b, ch_sv name, ch_sv *out)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(b->arena, name.n + 1, 1, &memory, b->err));
    char *slug = memory;
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++) {
        const char c = ch__to_lower(name.p[i]);
        const bool is_kept = ch__is_alpha(c) || ch__is_digit(c) || (unsigned char)c >= 0x80;
        if (is_kept)
            slug[n++] = c;
        else if (n && slug[n - 1] != '-')
            slug[n++] = '-';
    }
    while (n && slug[n - 1] == '-') n--;
    *out = (ch_sv){slug, n};
    return CH_OK;
}

static ch_status set_group(ch__bench *b, ch__item *item, const uint32_t *items, uint32_t n)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(b->arena, n, sizeof *items, &memory, b->err));
    memcpy(memory, items, n * sizeof *items);
    item->group = memory;
    item->group_n = n;
    return CH_OK;
}

static ch_status take_over(ch__bench *b, uint32_t to, uint32_t from)
{
    ch__item *item = &b->items[to];
    const ch__item *other = &b->items[from];
    item->m.key = other->m.key;
    item->m.entity = other->m.entity;
    item->m.office = other->m.office;
    if (other->m.entity.n || !item->m.sector.n) item->m.sector = other->m.sector;
    item->m.is_variant = other->m.is_variant;
    item->entry = other->entry;
    return CH_OK;
}

/* "U.S. and Egyptian troops": a bare state before "and" shares the noun, however the tree has it. */
static ch_status share_modifiers(ch__bench *b, uint32_t index, evidence *e)
{
    ch__item *item = &b->items[index];
    if (!item->is_plural || e->key_item == CH_NONE || e->key_rank != RANK_ADJECTIVE) return CH_OK;
    const uint32_t first = b->items[e->key_item].core_begin;
    const uint32_t begin = b->a->sentences[item->m.sentence].token_begin;
    if (first < begin + 2 || token_of(b, first - 1)->upos != CH_UPOS_CCONJ) return CH_OK;
    const uint32_t s = b->stretch_of[first - 2];
    const uint32_t other = s == CH_NONE ? CH_NONE : b->item_of[b->stretches[s].head];
    if (other == CH_NONE || b->items[other].m.kind != CH_MENTION_STATE) return CH_OK;
    ch__item *state = &b->items[other];
    const uint32_t before = state->core_begin;
    if (before > begin && token_of(b, before - 1)->upos == CH_UPOS_DET) return CH_OK;
    if (state->m.key.n != 3 || ch__sv_eq(state->m.key, item->m.key)) return CH_OK;
    if (e->group_n < 2) {
        e->group[0] = other;
        e->group[1] = e->key_item;
        e->group_n = 2;
    }
    if (!state->m.is_modifier) {
        state->m.sector = item->m.sector;
        state->m.rule = "phrase.shared";
    }
    return CH_OK;
}

/* "their armies": of all those that "their" stands for. */
static void share_owners(const ch__bench *b, ch__item *item, const evidence *e)
{
    if (item->group_n > 1 || e->key_item == CH_NONE || e->key_rank != RANK_POSSESSOR) return;
    if (b->items[e->key_item].group_n < 2 || !item->is_plural) return;
    item->group = b->items[e->key_item].group;
    item->group_n = b->items[e->key_item].group_n;
}

/* "Holy Jihad Brigades": holy-jihad-brigades, armed and of no state that we know. */
static ch_status name_group(ch__bench *b, ch__item *item)
{
    const ch_sv last = token_of(b, item->core_end - 1)->lower;
    const bool is_armed = ch__sv_in(last, CH_SV("brigade|brigades|front|militia|battalion"));
    if (!is_armed && !ch__sv_in(item->m.sector, CH_SV("REB|UAF|PRM|NGO|SOC|LAB|BUS|MNC|CRM")))
        return CH_OK;
    const ch_span span = {token_of(b, item->core_begin)->span.begin,
                          token_of(b, item->core_end - 1)->span.end};
    CH_TRY(make_slug(b, ch__span_text(b->a->report.text, span), &item->m.key));
    if (is_armed) item->m.sector = CH_SV("REB");
    item->m.kind = CH_MENTION_GROUP;
    item->m.rule = "group.unknown";
    item->m.is_unnamed = false;
    return CH_OK;
}

/* "the president", "police": key and person from what was read before. */
static ch_status resolve_role(ch__bench *b, uint32_t index, uint32_t depth)
{
    evidence e;
    CH_TRY(gather(b, index, &e, depth));
    CH_TRY(gather_behind(b, index, &e, depth));
    ch__item *item = &b->items[index];
    item->is_former = item->is_former || e.is_former;
    const uint32_t beside = apposed_to(b, item);
    if (e.key_item != CH_NONE) item->m.key = b->items[e.key_item].m.key;
    set_sector(b, item, &e);
    CH_TRY(share_modifiers(b, index, &e));
    if (e.group_n > 1 && item->is_plural) CH_TRY(set_group(b, item, e.group, e.group_n));
    share_owners(b, item, &e);
    if (e.same_item != CH_NONE && b->items[e.same_item].m.entity.n && !item->is_plural)
        return take_over(b, index, e.same_item);
    if (!item->m.key.n && beside != CH_NONE && has_key(&b->items[beside]))
        item->m.key = b->items[beside].m.key;
    if (item->group_n > 1) return CH_OK;
    if (!item->m.key.n && item->is_named) CH_TRY(name_group(b, item));
    if (item->m.key.n && item->is_named) return CH_OK;
    return ch__coref_resolve(b, index);
}

static ch_sv title_of(const ch__bench *b, const ch__run *run, ch__reading *out)
{
    const ch_sv none = {NULL, 0};
    if (run->title == CH_NONE) return none;
    if (ch__stretch_is(b, run->title, CH__ENTRY_TITLE) &&
        ch__stretch_reading(b, run->title, CH__ENTRY_TITLE, out) && out->office.n)
        return out->office;
    if (ch__stretch_is(b, run->title, CH__ENTRY_ROLE) &&
        ch__stretch_reading(b, run->title, CH__ENTRY_ROLE, out))
        return out->office;
    return ch__stretch_reading(b, run->title, CH__ENTRY_TITLE, out) ? out->office : none;
}

/* What the words of a description beside the name say: "the Vatican's foreign minister, X". */
static ch_status note_beside(ch__bench *b, uint32_t beside, evidence *e, ch_sv *out_sector,
                             uint32_t depth)
{
    ch__item copy = b->items[beside];
    *e = (evidence){.key_item = CH_NONE};
    if (copy.state == CH__STATE_DONE || depth > DEPTH_MAX) return CH_OK;
    CH_TRY(gather(b, beside, e, depth + 1));
    copy = b->items[beside];
    set_sector(b, &copy, e);
    *out_sector = copy.m.sector;
    return CH_OK;
}

static ch_status resolve_person(ch__bench *b, uint32_t index, uint32_t depth)
{
    evidence e;
    CH_TRY(gather(b, index, &e, depth));
    ch__item *item = &b->items[index];
    ch__reading r = {0};
    ch_sv key = {NULL, 0}, title = title_of(b, &b->runs[item->run], &r);
    uint32_t beside = e.same_item == CH_NONE ? apposed_to(b, item) : e.same_item;
    if (e.key_item != CH_NONE) key = b->items[e.key_item].m.key;
    if (!title.n) title = e.title;
    if (beside != CH_NONE && b->items[beside].is_title) {
        evidence other;
        ch_sv sector = b->items[beside].m.sector;
        CH_TRY(note_beside(b, beside, &other, &sector, depth));
        item = &b->items[index];
        if (!key.n && other.key_item != CH_NONE) key = b->items[other.key_item].m.key;
        if (!item->m.sector.n) item->m.sector = sector;
        if (!key.n && b->items[beside].m.key.n) key = b->items[beside].m.key;
        if (!title.n) title = b->items[beside].title;
        if (!item->m.sector.n) item->m.sector = b->items[beside].m.sector;
        item->is_former = item->is_former || b->items[beside].is_former;
    }
    item->is_former = item->is_former || e.is_former;
    item->title = title;
    if (r.sector.n) item->m.sector = r.sector;
    if (!r.sector.n && b->runs[item->run].title != CH_NONE &&
        ch__stretch_is(b, b->runs[item->run].title, CH__ENTRY_ROLE) &&
        ch__stretch_reading(b, b->runs[item->run].title, CH__ENTRY_ROLE, &r))
        item->m.sector = r.sector;
    if (!item->m.sector.n && e.sector_item != CH_NONE)
        item->m.sector = b->items[e.sector_item].m.sector;
    item->m.key = key;
    item->is_firm = e.key_item != CH_NONE && e.key_rank <= RANK_OF;
    item->is_own = e.key_item != CH_NONE && e.key_rank <= RANK_ADJECTIVE;
    set_sector(b, item, &e);
    return ch__coref_resolve(b, index);
}

/* "hundreds of demonstrators": what is counted. */
static ch_status resolve_quantity(ch__bench *b, uint32_t index, uint32_t depth)
{
    CH__EACH_CHILD(b->a->tokens, b->items[index].m.head, c)
    {
        const uint32_t other = b->item_of[c];
        if (other == CH_NONE || rank_of(b, c) != RANK_OF) continue;
        CH_TRY(ch__item_resolve(b, other, depth + 1));
        CH_TRY(take_over(b, index, other));
        ch__item *item = &b->items[index];
        item->m.kind = b->items[other].m.kind;
        item->m.rule = b->items[other].m.rule;
        item->m.is_unnamed = true;
        item->group = b->items[other].group;
        item->group_n = b->items[other].group_n;
        item->is_plural = true;
        return CH_OK;
    }
    return CH_OK;
}

/* "its allies", "Russia's neighbours": not the one named. Only the allies of the United States have a
 * key of their own. */
static ch_status resolve_allies(ch__bench *b, uint32_t index, uint32_t depth)
{
    evidence e;
    CH_TRY(gather(b, index, &e, depth));
    ch__item *item = &b->items[index];
    if (e.key_item == CH_NONE) return CH_OK;
    const ch__item *owner = &b->items[e.key_item];
    const bool is_ally = ch__sv_starts(token_of(b, item->m.head)->lower, CH_SV("all"));
    if (is_ally && ch__sv_is(owner->m.key, "USA")) item->m.key = CH_SV("us-allies");
    if (e.group_n && b->items[e.group[0]].m.kind == CH_MENTION_ORGANISATION)
        owner = &b->items[e.group[0]]; /* "its NATO allies" */
    if (owner->m.kind == CH_MENTION_ORGANISATION) item->m.key = owner->m.key;
    item->m.kind = CH_MENTION_COLLECTIVE;
    item->m.rule = "phrase.allies";
    return CH_OK;
}

static ch_status resolve_reference(ch__bench *b, uint32_t index, uint32_t depth)
{
    if (b->items[index].cue == CH__CUE_QUANTITY) return resolve_quantity(b, index, depth);
    if (b->items[index].cue == CH__CUE_ALLY) return resolve_allies(b, index, depth);
    evidence e;
    CH_TRY(gather(b, index, &e, depth));
    ch__item *item = &b->items[index];
    if (e.group_n > 1) CH_TRY(set_group(b, item, e.group, e.group_n));
    const bool is_guess = e.key_item != CH_NONE && e.key_rank == RANK_ADJECTIVE &&
                          b->items[e.key_item].is_title; /* "the extremist group" */
    if (is_guess && item->cue == CH__CUE_BODY) item->m.sector = b->items[e.key_item].m.sector;
    if (e.key_item != CH_NONE && e.key_rank <= RANK_OF && !is_guess) {
        item->m.key = b->items[e.key_item].m.key;
        item->antecedent = e.key_item;
        item->m.rule = "phrase.modifier";
        if (item->cue == CH__CUE_BODY) set_sector(b, item, &e);
        share_owners(b, item, &e);
    }
    return ch__coref_resolve(b, index);
}

/* The sector of the last word alone: "Western diplomats" GOV, "People's Defense Forces" MIL. */
static ch_sv head_sector(const ch__bench *b, const ch__item *item)
{
    ch__match matches[CH__MATCH_MAX];
    ch__reading r;
    const uint32_t n = ch__knowledge_match(b->knowledge, b->a->tokens, item->core_end,
                                           item->core_end - 1, matches);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = matches[i].reading_begin; j < matches[i].reading_end; j++)
            if (ch__knowledge_reading(b->knowledge, &matches[i], j, &r) &&
                r.kind == CH__ENTRY_ROLE && (r.flags & (CH__READING_PERSON | CH__READING_BODY)))
                return r.sector;
    return (ch_sv){NULL, 0};
}

/* "Chile's Defense Department", "the Uganda People's Defence Forces", "60 Russian diplomats": the
 * name is known for another state or for none, and what stands before it says whose it is. */
static ch_status resolve_named(ch__bench *b, uint32_t index, uint32_t depth)
{
    evidence e;
    CH_TRY(gather(b, index, &e, depth));
    ch__item *item = &b->items[index];
    const bool is_collective = item->m.kind == CH_MENTION_COLLECTIVE;
    const rank weakest = is_collective ? RANK_FROM : RANK_ADJECTIVE;
    if (is_collective && !item->m.sector.n && item->core_end > item->core_begin + 1)
        item->m.sector = head_sector(b, item);
    if (e.key_item == CH_NONE || e.key_rank > weakest) return CH_OK;
    const ch_mention *owner = &b->items[e.key_item].m;
    if ((owner->kind != CH_MENTION_STATE && owner->kind != CH_MENTION_PLACE) || owner->key.n != 3)
        return CH_OK;
    const bool is_abroad =
        item->m.kind == CH_MENTION_BODY ||
        item->m.kind == CH_MENTION_POPULATION || /* "Rakhine Buddhists" */
        (item->m.place_country.n && !ch__sv_eq(item->m.place_country, owner->key) &&
         head_sector(b, item).n &&
         (token_of(b, owner->head)->head == item->m.head ||
          b->items[e.key_item].core_end == item->core_begin));
    if (!is_collective && !is_abroad) return CH_OK;
    item->m.key = owner->key;
    if (item->m.kind == CH_MENTION_GROUP) {
        item->m.kind = CH_MENTION_BODY;
        item->m.sector = head_sector(b, item);
        item->m.rule = "body.noun";
    }
    return CH_OK;
}

static ch_status resolve_unknown(ch__bench *b, uint32_t index, uint32_t depth)
{
    evidence e;
    CH_TRY(gather(b, index, &e, depth));
    ch__item *item = &b->items[index];
    if (e.key_item != CH_NONE && e.key_rank <= RANK_ADJECTIVE) {
        item->m.key = b->items[e.key_item].m.key;
        set_sector(b, item, &e);
    } else if (e.same_item != CH_NONE && b->items[e.same_item].m.key.n) {
        item->m.key = b->items[e.same_item].m.key;
        item->m.sector = b->items[e.same_item].m.sector;
    }
    if (item->m.key.n) return CH_OK;
    return ch__coref_resolve(b, index);
}

ch_status ch__item_resolve(ch__bench *b, uint32_t index, uint32_t depth)
{
    ch__item *item = &b->items[index];
    if (item->state != CH__STATE_NEW || depth > DEPTH_MAX) return CH_OK;
    item->state = CH__STATE_BUSY;
    if (item->run != CH_NONE)
        CH_TRY(resolve_person(b, index, depth));
    else if (item->m.kind == CH_MENTION_REFERENCE)
        CH_TRY(resolve_reference(b, index, depth));
    else if (item->stretch != CH_NONE && !item->is_title)
        CH_TRY(resolve_named(b, index, depth));
    else if (item->is_title)
        CH_TRY(resolve_role(b, index, depth));
    else
        CH_TRY(resolve_unknown(b, index, depth));
    b->items[index].state = CH__STATE_DONE;
    return CH_OK;
}

ch_status ch__discourse_resolve(ch__bench *b)
{
    for (uint32_t i = 0; i < b->item_n; i++) {
        CH_TRY(ch__item_resolve(b, i, 0));
        ch__coref_remember(b, i);
    }
    return CH_OK;
}
