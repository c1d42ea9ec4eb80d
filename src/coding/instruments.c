/* Instruments: every noun that names a paper or a deal opens an entry or comes back to one; the
 * deeds and words around it give parties and stage. Words: data/coding/stages.tsv and the classes
 * "paper" and "instrument-*". */
#include "coding/registers.h"

enum { HEAD_MAX = 6, CLIMB_MAX = 5, ENTRY_MAX = 64, TALK_SENTENCES_MAX = 1, LOOK_BACK_MAX = 100 };

typedef struct draft { /* an entry while the report is read */
    ch_instrument entry;
    ch__key_set parties;
    uint32_t noun;
    int rank;
    bool is_named_by_words; /* the parties stand beside the noun */
    bool is_adopted, has_talkers;
} draft;

typedef struct drafts {
    draft items[ENTRY_MAX];
    uint32_t n;
} drafts;

/* Later stages win; a lesser one never takes an entry back. */
static int rank_of(ch_sv stage)
{
    static const char *const ORDER[] = {"proposed",     "negotiated", "agreed",
                                        "to-be-signed", "signed",     "ratified",
                                        "in-force",     "suspended",  "ended"};
    for (int i = 0; i < (int)(sizeof ORDER / sizeof *ORDER); i++)
        if (ch__sv_is(stage, ORDER[i])) return i + 1;
    return 0;
}

/* ---- what the noun says ---- */

static bool has_word(const ch_analysis *a, uint32_t noun, ch_sv words)
{
    CH__EACH_CHILD(a->tokens, noun, c)
    if (ch__sv_in(a->tokens[c].lemma, words) || ch__sv_in(a->tokens[c].lower, words)) return true;
    return false;
}

static bool is_paper(const ch__coder *coder, uint32_t i)
{
    const ch_token *t = &coder->a->tokens[i];
    if (t->upos != CH_UPOS_NOUN && t->upos != CH_UPOS_PROPN) return false;
    if (t->deprel == CH_DEPREL_COMPOUND || t->deprel == CH_DEPREL_AMOD) return false;
    if (ch__sv_is(t->lower, "fire"))
        return ch__clause_has_child_lemma(coder->a, i, CH_DEPREL_COMPOUND, "cease");
    if (!ch__token_is(coder, i, "paper")) return false;
    const uint32_t determiner = ch__tree_child(coder->a->tokens, i, CH_DEPREL_DET);
    if (determiner != CH_NONE && ch__sv_is(coder->a->tokens[determiner].lower, "no"))
        return false; /* "no ceasefire was agreed" */
    if (!ch__token_is(coder, i, "instrument-plan")) return true;
    if (t->xpos == CH_XPOS_NNS) return false;
    CH__EACH_CHILD(coder->a->tokens, i, c) /* "a plan to bomb" is an intention */
    if (coder->a->tokens[c].deprel == CH_DEPREL_ACL &&
        ch__tree_child(coder->a->tokens, c, CH_DEPREL_MARK) != CH_NONE)
        return false;
    return true;
}

static ch_sv kind_of(const ch__coder *coder, uint32_t noun)
{
    const ch_analysis *a = coder->a;
    if (ch__token_is(coder, noun, "instrument-ceasefire") ||
        has_word(a, noun, CH_SV("ceasefire|cease-fire|truce|armistice|cease|fire")))
        return CH_SV("ceasefire");
    if (ch__clause_has_child_lemma(a, noun, CH_DEPREL_COMPOUND, "peace"))
        return CH_SV("peace agreement");
    if (ch__token_is(coder, noun, "instrument-treaty")) return CH_SV("treaty");
    if (ch__token_is(coder, noun, "instrument-memorandum")) return CH_SV("memorandum");
    if (ch__token_is(coder, noun, "instrument-plan")) return CH_SV("plan");
    if (ch__sv_is(a->tokens[noun].lemma, "deal"))
        return has_word(a, noun, CH_SV("arms|weapon|weapons|supply|purchase|sale"))
                   ? CH_SV("contract")
               : has_word(a, noun, CH_SV("nuclear|mineral|minerals|gas|oil|grain"))
                   ? CH_SV("deal")
                   : CH_SV("agreement");
    static const ch_sv own[] = {CH_SV_INIT("contract"), CH_SV_INIT("protocol"),
                                CH_SV_INIT("charter")};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (ch__sv_starts(a->tokens[noun].lower, own[i])) return own[i];
    return CH_SV("agreement");
}

static bool is_definite(const ch_analysis *a, uint32_t noun)
{
    CH__EACH_CHILD(a->tokens, noun, c)
    {
        const ch_token *t = &a->tokens[c];
        if (t->deprel == CH_DEPREL_DET && ch__sv_in(t->lower, CH_SV("the|this|that|these|those")))
            return true;
        if (t->deprel == CH_DEPREL_NMOD_POSS) return true;
    }
    return false;
}

static ch_status add_slot(ch__coder *coder, uint32_t noun, uint8_t kind, ch_sv preposition,
                          ch__key_set *out)
{
    uint32_t heads[HEAD_MAX];
    const ch__slot slot = {kind, preposition};
    const uint32_t n = ch__clause_slot(coder->a, noun, CH_NONE, slot, heads, HEAD_MAX);
    ch_participant *who = NULL;
    uint32_t who_n = 0, capacity = 0;
    for (uint32_t i = 0; i < n; i++)
        CH_TRY(ch__names_participants(coder->a, heads[i], coder->arena, &who, &who_n, &capacity,
                                      coder->err));
    for (uint32_t i = 0; i < who_n; i++) {
        const ch_mention *m =
            who[i].mention == CH_NONE ? NULL : &coder->a->mentions[who[i].mention];
        if (ch__is_political(m) && m->kind != CH_MENTION_COLLECTIVE) ch__keys_add(out, who[i].key);
    }
    return CH_OK;
}

static ch_status add_head(ch__coder *coder, uint32_t head, ch__key_set *out)
{
    ch_participant *who = NULL;
    uint32_t n = 0, capacity = 0;
    if (head == CH_NONE) return CH_OK;
    CH_TRY(ch__names_participants(coder->a, head, coder->arena, &who, &n, &capacity, coder->err));
    for (uint32_t i = 0; i < n; i++) ch__keys_add(out, who[i].key);
    return CH_OK;
}

/* "a deal between A and B", "A's treaty with B", "the A-B accord", "A signed a pact with B". */
static ch_status parties_by_words(ch__coder *coder, uint32_t noun, ch__key_set *out)
{
    const ch_analysis *a = coder->a;
    CH_TRY(add_slot(coder, noun, CH__SLOT_PREPOSITION, CH_SV("between"), out));
    if (out->n >= 2) return CH_OK;
    ch__key_set other = {.n = 0};
    CH_TRY(add_slot(coder, noun, CH__SLOT_PREPOSITION, CH_SV("with"), &other));
    for (uint32_t i = 0; i < other.n; i++) ch__keys_add(out, other.keys[i]);
    CH_TRY(add_slot(coder, noun, CH__SLOT_POSSESSOR, (ch_sv){NULL, 0}, out));
    CH_TRY(add_slot(coder, noun, CH__SLOT_MODIFIER, (ch_sv){NULL, 0}, out));
    if (out->n >= 2 || !other.n) return CH_OK;
    const uint32_t verb = ch__clause_of(a, noun);
    if (verb != CH_NONE && !ch__clause_is_passive(a, verb))
        return add_head(coder, ch__clause_subject(a, verb), out);
    return CH_OK;
}

/* ---- what the deeds say ---- */

/* "agreed to complete the pact", "agreed on the outline of a deal". */
static uint32_t noun_below(const ch__coder *coder, uint32_t trigger)
{
    const ch_analysis *a = coder->a;
    CH__EACH_CHILD(a->tokens, trigger, c)
    {
        const uint8_t rel = a->tokens[c].deprel;
        if (rel == CH_DEPREL_XCOMP && ch__is_verbal(&a->tokens[c])) {
            const uint32_t object = ch__tree_child(a->tokens, c, CH_DEPREL_OBJ);
            if (object != CH_NONE && is_paper(coder, object)) return object;
        }
        if ((rel != CH_DEPREL_OBJ && rel != CH_DEPREL_OBL) || !ch__token_is(coder, c, "draft-noun"))
            continue;
        const uint32_t paper = ch__tree_child(a->tokens, c, CH_DEPREL_NMOD);
        if (paper != CH_NONE && is_paper(coder, paper)) return paper;
    }
    return CH_NONE;
}

/* The noun that names the instrument: the deed itself or what its word governs. */
static uint32_t instrument_noun(const ch__coder *coder, const ch__deed *deed)
{
    static const ch__slot slots[] = {{CH__SLOT_OBJECT, {NULL, 0}},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("to")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("on")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("of")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("for")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("in")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("under")},
                                     {CH__SLOT_PREPOSITION, CH_SV_INIT("from")}};
    for (int depth = 0; depth < CLIMB_MAX; depth++) {
        if (deed->frame->pos == 'n' && is_paper(coder, deed->trigger)) return deed->trigger;
        uint32_t heads[HEAD_MAX];
        for (size_t s = 0; s < sizeof slots / sizeof *slots; s++) {
            const uint32_t n =
                ch__clause_slot(coder->a, deed->trigger, deed->light, slots[s], heads, HEAD_MAX);
            for (uint32_t i = 0; i < n; i++)
                if (is_paper(coder, heads[i])) return heads[i];
        }
        const uint32_t below = noun_below(coder, deed->trigger);
        if (below != CH_NONE) return below;
        if (deed->inner == CH_NONE) return CH_NONE;
        deed = &coder->deeds[deed->inner];
    }
    return CH_NONE;
}

/* Deeds that open or move a paper, rather than merely stand beside one. */
static bool is_of_papers(const ch__deed *deed)
{
    return deed->type == CH_TYPE_SUPPORT || deed->type == CH_TYPE_AGREE ||
           deed->type == CH_TYPE_CONCEDE || deed->type == CH_TYPE_RETREAT ||
           deed->type == CH_TYPE_CONSULT || deed->type == CH_TYPE_COOPERATE ||
           deed->type == CH_TYPE_REJECT || deed->type == CH_TYPE_SANCTION ||
           deed->type == CH_TYPE_REQUEST;
}

static ch_sv word_stage(const ch__coder *coder, uint32_t token, bool is_ceasefire)
{
    const ch_sv lemma = coder->a->tokens[token].lemma;
    if (is_ceasefire) {
        const ch_sv stage = ch__codebook_stage(coder->book, CH_SV("ceasefire"), lemma);
        if (stage.n) return stage;
    }
    return ch__codebook_stage(coder->book, CH_SV("instrument"), lemma);
}

/* A deed still to come, or only thought of, leaves the paper at an earlier stage. */
static ch_sv soften(ch_sv stage, uint8_t auxiliary)
{
    const int rank = rank_of(stage);
    if (rank == 7 && auxiliary == CH_AUX_NEGATION) return stage; /* not renewed: still in force */
    if (auxiliary & CH_AUX_NEGATION) return rank >= 4 ? CH_SV("negotiated") : (ch_sv){NULL, 0};
    if (auxiliary & CH_AUX_HYPOTHETICAL) return rank >= 5 ? CH_SV("negotiated") : CH_SV("proposed");
    if (auxiliary & CH_AUX_FUTURE)
        return ch__sv_is(stage, "signed") ? CH_SV("to-be-signed")
               : rank >= 5                ? CH_SV("agreed")
               : rank == 3                ? CH_SV("negotiated")
                                          : CH_SV("proposed");
    return stage;
}

static ch_sv deed_stage(const ch__coder *coder, const ch__deed *deed, bool is_ceasefire)
{
    if (deed->type == CH_TYPE_AGREE && deed->act == CH_TYPE_SUPPORT) return CH_SV("to-be-signed");
    ch_sv stage =
        deed->light == CH_NONE ? (ch_sv){NULL, 0} : word_stage(coder, deed->light, is_ceasefire);
    if (!stage.n) stage = word_stage(coder, deed->trigger, is_ceasefire);
    if (!stage.n)
        stage = deed->type == CH_TYPE_SUPPORT                                  ? CH_SV("agreed")
                : deed->type == CH_TYPE_CONCEDE                                ? CH_SV("agreed")
                : deed->type == CH_TYPE_RETREAT                                ? CH_SV("in-force")
                : deed->type == CH_TYPE_AGREE || deed->type == CH_TYPE_REQUEST ? CH_SV("proposed")
                                                                               : (ch_sv){NULL, 0};
    if (deed->type == CH_TYPE_SANCTION) return (ch_sv){NULL, 0}; /* one side leaving ends nothing */
    if (deed->type == CH_TYPE_CONCEDE && rank_of(stage) == 3)
        return soften(stage, deed->auxiliary & (uint8_t)~CH_AUX_FUTURE); /* a truce agreed on */
    return soften(stage, deed->auxiliary);
}

/* ---- what the words around the noun say of its stage ---- */

static uint8_t auxiliary_at(const ch__coder *coder, uint32_t verb)
{
    const ch_analysis *a = coder->a;
    uint8_t found = 0;
    CH__EACH_CHILD(a->tokens, verb, c)
    {
        const ch_sv word = a->tokens[c].lower;
        if (a->tokens[c].deprel == CH_DEPREL_AUX && ch__sv_in(word, CH_SV("will|shall|'ll")))
            found |= CH_AUX_FUTURE;
        if (a->tokens[c].deprel == CH_DEPREL_AUX &&
            ch__sv_in(word, CH_SV("could|can|may|might|would|should")))
            found |= CH_AUX_HYPOTHETICAL;
        if (ch__sv_in(word, CH_SV("not|n't|never"))) found |= CH_AUX_NEGATION;
        if (a->tokens[c].deprel == CH_DEPREL_MARK &&
            ch__sv_in(word, CH_SV("if|until|before|once|unless|whether")))
            found |= CH_AUX_HYPOTHETICAL;
        if (a->tokens[c].deprel == CH_DEPREL_MARK && ch__sv_is(word, "to")) found |= CH_AUX_FUTURE;
    }
    return found;
}

/* "a treaty finalized Wednesday", "the newly signed pact", "the deal was signed". */
static ch_sv stage_by_words(const ch__coder *coder, uint32_t noun, bool is_ceasefire,
                            uint32_t *out_word)
{
    const ch_analysis *a = coder->a;
    ch_sv best = {NULL, 0};
    CH__EACH_CHILD(a->tokens, noun, c)
    {
        const ch_token *t = &a->tokens[c];
        if (t->deprel != CH_DEPREL_ACL && t->deprel != CH_DEPREL_AMOD &&
            t->deprel != CH_DEPREL_ACL_RELCL)
            continue;
        if (t->deprel == CH_DEPREL_ACL && t->xpos != CH_XPOS_VBN && t->xpos != CH_XPOS_VBD)
            continue;
        const ch_sv stage = soften(word_stage(coder, c, is_ceasefire), auxiliary_at(coder, c));
        if (rank_of(stage) > rank_of(best)) best = stage, *out_word = c;
    }
    const ch_token *t = &a->tokens[noun];
    const uint8_t vague = has_word(a, noun, CH_SV("any")) ? CH_AUX_HYPOTHETICAL : 0;
    if (t->head == CH_NONE || !ch__is_verbal(&a->tokens[t->head]) ||
        (t->deprel != CH_DEPREL_NSUBJ_PASS && t->deprel != CH_DEPREL_OBJ &&
         t->deprel != CH_DEPREL_NSUBJ))
        return best;
    const ch_sv stage =
        soften(word_stage(coder, t->head, is_ceasefire), auxiliary_at(coder, t->head) | vague);
    if (rank_of(stage) > rank_of(best)) best = stage, *out_word = t->head;
    return best;
}

/* ---- one entry ---- */

static bool is_other(const ch_analysis *a, uint32_t noun)
{
    if (has_word(a, noun, CH_SV("this|that|these|those"))) return false;
    return has_word(a, noun,
                    CH_SV("new|second|another|other|next|further|broader|separate|similar"));
}

static bool is_ceasefire_kind(ch_sv kind) { return ch__sv_is(kind, "ceasefire"); }

static draft *find(const ch__coder *coder, drafts *all, uint32_t noun, ch_sv kind,
                   const ch__key_set *parties)
{
    const ch_analysis *a = coder->a;
    const bool definite = is_definite(a, noun);
    for (uint32_t i = all->n; i-- > 0;) {
        draft *d = &all->items[i];
        if (is_ceasefire_kind(d->entry.kind) != is_ceasefire_kind(kind) &&
            !(definite && !parties->n))
            continue;
        if (is_other(a, d->noun) && i > 0 && definite && !is_other(a, noun))
            continue; /* "the deal" after "a second deal" is the first one */
        if (is_other(a, noun) && !(definite && parties->n && ch__keys_within(parties, &d->parties)))
            continue;
        if (!parties->n && (definite || !d->parties.n)) return d;
        if (!d->parties.n) return d;
        if (parties->n && ch__sv_eq(d->entry.kind, kind) &&
            (ch__keys_within(parties, &d->parties) || ch__keys_within(&d->parties, parties)))
            return d;
        if (definite && ch__keys_within(parties, &d->parties)) return d;
    }
    return NULL;
}

/* Index of the first time expression at or after the token; they stand in text order. */
static uint32_t first_time(const ch_analysis *a, uint32_t token)
{
    uint32_t low = 0, high = a->time_n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (a->times[middle].token_begin < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_after_publication(const ch_analysis *a, ch_sv date)
{
    const ch_sv published = a->report.published;
    const size_t n = date.n < published.n ? date.n : published.n;
    return n >= 4 && ch__is_digit(date.p[0]) &&
           ch__sv_compare((ch_sv){date.p, n}, (ch_sv){published.p, n}) > 0;
}

static void set_dates(const ch__coder *coder, ch_instrument *entry, uint32_t noun, uint32_t word,
                      ch_sv stage)
{
    const ch_analysis *a = coder->a;
    uint32_t first, last;
    ch__tree_range(a->tokens, noun, &first, &last);
    for (uint32_t i = first_time(a, first); i < a->time_n; i++) {
        const ch_timex *time = &a->times[i];
        if (time->token_end > last + 1) break;
        if (time->type == CH_TIMEX_DURATION && time->token_end <= noun && !entry->period.n)
            entry->period = time->value; /* "a five-year programme" */
    }
    if (word == CH_NONE || !ch__sv_is(stage, "signed") || entry->signed_on.value.n) return;
    ch__tree_range(a->tokens, word, &first, &last);
    for (uint32_t i = first_time(a, first); i < a->time_n && a->times[i].token_end <= last + 1; i++)
        if (a->times[i].date.n) {
            if (is_after_publication(a, a->times[i].date)) { /* "signed a plan for 2026" */
                if (!entry->period.n) entry->period = a->times[i].date;
                continue;
            }
            entry->signed_on = (ch_date_field){a->times[i].date, a->times[i].span};
            return;
        }
}

static draft *open_draft(const ch__coder *coder, drafts *all, uint32_t noun, ch_sv kind)
{
    if (all->n == ENTRY_MAX) return NULL;
    draft *d = &all->items[all->n++];
    *d = (draft){.noun = noun, .rank = 0};
    d->entry = (ch_instrument){.kind = kind, .title = ch__phrase_span(coder->a, noun)};
    return d;
}

static void move_to(draft *d, ch_sv stage)
{
    const int rank = rank_of(stage);
    if (rank <= d->rank) return;
    if (is_ceasefire_kind(d->entry.kind) && d->rank == 5 && rank == 7)
        return; /* a signed truce that is kept or broken stays signed */
    d->rank = rank;
    d->entry.stage = stage;
}

static ch_status take_deed(ch__coder *coder, draft *d, uint32_t noun, const ch__deed *deed)
{
    const uint32_t head = coder->a->tokens[noun].head;
    const bool is_vague = has_word(coder->a, noun, CH_SV("any"));
    const bool is_draft = head != CH_NONE && ch__token_is(coder, head, "draft-noun");
    const ch_sv stage = deed_stage(coder, deed, is_ceasefire_kind(d->entry.kind));
    move_to(d, is_draft && rank_of(stage) >= 3 ? CH_SV("negotiated")
               : is_vague                      ? soften(stage, CH_AUX_HYPOTHETICAL)
                                               : stage);
    d->entry.subjects |= deed->contexts;
    d->is_adopted |= ch__sv_is(coder->a->tokens[deed->trigger].lemma, "adopt");
    if (ch__sv_is(stage, "signed") && deed->date.value.n && !d->entry.signed_on.value.n)
        d->entry.signed_on = deed->date;
    if (!d->entry.place.is_set) d->entry.place = deed->place;
    if (deed->event == CH_NONE) return CH_OK;
    return ch__register_event(coder, &d->entry.events, &d->entry.event_n, deed->event);
}

/* "the deal" without parties is of those who talked or freed each other right before it. */
static void add_talkers(const ch__coder *coder, uint32_t noun, ch__key_set *parties)
{
    const ch_token *tokens = coder->a->tokens;
    const uint32_t sentence = tokens[noun].sentence;
    uint32_t looked = 0;
    for (uint32_t d = coder->deed_n; d-- > 0 && looked < LOOK_BACK_MAX;) {
        const ch__deed *deed = &coder->deeds[d];
        if (deed->dropped || deed->event == CH_NONE || deed->trigger >= noun) continue;
        looked++;
        if (tokens[deed->trigger].sentence + TALK_SENTENCES_MAX < sentence) continue;
        if (deed->type != CH_TYPE_CONSULT && deed->type != CH_TYPE_RETREAT &&
            deed->type != CH_TYPE_SUPPORT && deed->type != CH_TYPE_CONCEDE &&
            deed->type != CH_TYPE_AGREE)
            continue;
        const ch__key_set keys = ch__keys_of(deed);
        if (keys.n < 2 || !ch__keys_within(parties, &keys)) continue;
        *parties = keys;
        return;
    }
}

static ch_status read_noun(ch__coder *coder, drafts *all, uint32_t noun, const ch__deed *deed)
{
    const ch_sv kind = kind_of(coder, noun);
    ch__key_set parties = {.n = 0};
    CH_TRY(parties_by_words(coder, noun, &parties));
    const bool by_words = parties.n >= 2;
    if (!by_words && deed) {
        ch__key_set of_deed = ch__keys_of(deed);
        if (of_deed.n < 2 && ch__token_is(coder, deed->trigger, "proposing-word"))
            of_deed.n = 0; /* who proposes a truce need not be a party to it */
        for (uint32_t i = 0; i < of_deed.n; i++) ch__keys_add(&parties, of_deed.keys[i]);
    }
    uint32_t word = CH_NONE;
    const ch_sv stage = stage_by_words(coder, noun, is_ceasefire_kind(kind), &word);
    draft *d = find(coder, all, noun, kind, &parties);
    if (!d) d = open_draft(coder, all, noun, kind);
    if (!d) return CH_OK;
    if (by_words && !d->is_named_by_words && !ch__keys_within(&parties, &d->parties))
        d->parties.n = 0;
    if (by_words || !d->is_named_by_words)
        for (uint32_t i = 0; i < parties.n; i++) ch__keys_add(&d->parties, parties.keys[i]);
    d->is_named_by_words |= by_words;
    if (deed) CH_TRY(take_deed(coder, d, noun, deed));
    if (d->parties.n < 2 && !ch__sv_is(kind, "plan") && !is_ceasefire_kind(kind)) {
        add_talkers(coder, noun, &d->parties);
        d->has_talkers = is_definite(coder->a, noun) && d->parties.n >= 2 && rank_of(stage) >= 3;
    }
    move_to(d, stage);
    set_dates(coder, &d->entry, noun, word, stage);
    return CH_OK;
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
    if (object == CH_NONE || instrument->provision_n >= CH__KEY_MAX) return CH_OK;
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

/* The entry whose noun stood last before the token. */
static ch_instrument *entry_before(ch_analysis *a, uint32_t token)
{
    ch_instrument *found = &a->instruments[0];
    for (uint32_t i = 0; i < a->instrument_n; i++)
        if (a->instruments[i].title.begin <= a->tokens[token].span.begin)
            found = &a->instruments[i];
    return found;
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
        CH_TRY(read_provisions(coder, i, entry_before(a, subject)));
    }
    return CH_OK;
}

/* ---- all of them ---- */

/* Which deed speaks of the paper: the one whose stage goes furthest. */
static ch_status map_deeds(ch__coder *coder, uint32_t **out)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, coder->a->token_n, sizeof(uint32_t), &memory, coder->err));
    uint32_t *deed_of_noun = memory;
    for (uint32_t i = 0; i < coder->a->token_n; i++) deed_of_noun[i] = CH_NONE;
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        const ch__deed *deed = &coder->deeds[d];
        if ((deed->dropped && deed->event == CH_NONE) || !is_of_papers(deed)) continue;
        const uint32_t noun = instrument_noun(coder, deed);
        if (noun == CH_NONE) continue;
        const uint32_t old = deed_of_noun[noun];
        if (old == CH_NONE || rank_of(deed_stage(coder, deed, false)) >
                                  rank_of(deed_stage(coder, &coder->deeds[old], false)))
            deed_of_noun[noun] = d;
    }
    *out = deed_of_noun;
    return CH_OK;
}

/* States and organisations have upper-case keys. */
static bool has_public_party(const ch__key_set *parties)
{
    for (uint32_t i = 0; i < parties->n; i++)
        if (parties->keys[i].p[0] >= 'A' && parties->keys[i].p[0] <= 'Z') return true;
    return parties->n == 0;
}

/* Two parties, or one where the two sides of one country share a key or an organisation adopts. */
static bool is_whole(const ch__coder *coder, const draft *d)
{
    const bool is_truce =
        is_ceasefire_kind(d->entry.kind) || ch__sv_is(d->entry.kind, "peace agreement");
    if (!d->entry.event_n && !(d->is_named_by_words && d->rank) && !d->has_talkers) return false;
    if (!has_public_party(&d->parties)) return false;
    if (ch__sv_is(d->entry.kind, "plan")) return d->parties.n >= 2 && d->rank >= 2;
    if (d->parties.n >= 2) return true;
    if (!d->entry.event_n) return false;
    return is_truce ||
           (d->parties.n == 1 &&
            (d->is_adopted || has_word(coder->a, d->noun,
                                       CH_SV("power|sharing|power-sharing|unity|reconciliation"))));
}

static ch_status keep_draft(ch__coder *coder, const draft *d)
{
    ch_analysis *a = coder->a;
    CH_TRY(CH__PUSH(coder->arena, &a->instruments, &a->instrument_n, &coder->instrument_capacity,
                    coder->err));
    ch_instrument *entry = &a->instruments[a->instrument_n - 1];
    *entry = d->entry;
    if (!d->rank && is_other(a, d->noun)) entry->stage = CH_SV("proposed"); /* "a second deal" */
    CH_TRY(ch_arena_format(coder->arena, &entry->id, coder->err, "i%u", a->instrument_n));
    return ch__keys_keep(coder, &d->parties, &entry->parties, &entry->party_n);
}

ch_status ch__instruments_fill(ch__coder *coder)
{
    void *memory = NULL;
    uint32_t *deed_of_noun = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, 1, sizeof(drafts), &memory, coder->err));
    drafts *all = memory;
    CH_TRY(map_deeds(coder, &deed_of_noun));
    for (uint32_t i = 0; i < coder->a->token_n; i++) {
        if (!is_paper(coder, i)) continue;
        const uint32_t d = deed_of_noun[i];
        CH_TRY(read_noun(coder, all, i, d == CH_NONE ? NULL : &coder->deeds[d]));
    }
    for (uint32_t i = 0; i < all->n; i++)
        if (is_whole(coder, &all->items[i])) CH_TRY(keep_draft(coder, &all->items[i]));
    return note_provisions(coder);
}
