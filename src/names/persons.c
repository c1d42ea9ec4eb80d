/* Words that name a person: "Iranian President Masoud Puzhehan", "Mr. Maliki", and, once the full name
 * was read, "Puzhehan". */
#include "names/mentions.h"

#include "base/text.h"

enum {
    NAME_TOKEN_MAX = 9,
    OTHER_KINDS = 1u << CH__ENTRY_STATE | 1u << CH__ENTRY_BODY | 1u << CH__ENTRY_ORGANISATION |
                  1u << CH__ENTRY_GROUP | 1u << CH__ENTRY_MEDIA | 1u << CH__ENTRY_COLLECTIVE |
                  1u << CH__ENTRY_PLACE,
    PERSON_KINDS = 1u << CH__ENTRY_PERSON | 1u << CH__ENTRY_NAME_PART,
};

static uint32_t kinds_at(const ch__bench *b, uint32_t token)
{
    const uint32_t s = b->stretch_of[token];
    return s == CH_NONE ? 0 : b->stretches[s].kinds;
}

static bool is_cue(const ch__bench *b, uint32_t token, ch__cue_class class_id)
{
    const ch__cue *cue = ch__cue_of(&b->cues, b->a->tokens[token].lower);
    return cue && cue->class_id == class_id;
}

/* May the token be part of a person's name? "Jordan" may, "Minister" may not. */
static bool is_name_word(const ch__bench *b, uint32_t token)
{
    const ch_token *t = &b->a->tokens[token];
    const uint32_t kinds = kinds_at(b, token);
    if (!ch__is_capital(t->form)) return false;
    if (kinds & PERSON_KINDS) return true;
    if (kinds & ~(1u << CH__ENTRY_PLACE)) return false;
    if (kinds && b->stretches[b->stretch_of[token]].match.word_n > 1) return false;
    return t->upos == CH_UPOS_PROPN && !is_cue(b, token, CH__CUE_COMPANY);
}

/* "bin", "de", the hyphen of "Al-Sisi": only between words of a name. */
static bool is_joint(const ch__bench *b, uint32_t token, uint32_t end)
{
    if (token + 1 >= end || !is_name_word(b, token + 1)) return false;
    const ch_token *t = &b->a->tokens[token];
    if (ch__sv_is(t->form, "-") && !t->is_space_after) return true;
    return is_cue(b, token, CH__CUE_PARTICLE);
}

static uint32_t name_end(const ch__bench *b, uint32_t begin, uint32_t end)
{
    uint32_t at = begin;
    while (at < end && at - begin < NAME_TOKEN_MAX) {
        const uint32_t s = b->stretch_of[at];
        if (ch__stretch_is(b, s, CH__ENTRY_PERSON))
            at = b->stretches[s].end;
        else if (is_name_word(b, at))
            at++;
        else if (at > begin && is_joint(b, at, end))
            at++;
        else
            break;
    }
    if (at < end && is_cue(b, at, CH__CUE_SUFFIX)) at++;
    return at;
}

/* The longest stretch of a known person within the name. A family name must end it: "Anton" of "Anton
 * Zvonkarik" is no Mr. Anton. */
static uint32_t person_stretch(const ch__bench *b, uint32_t begin, uint32_t end)
{
    uint32_t best = CH_NONE, best_n = 0;
    for (uint32_t t = begin; t < end; t++) {
        const uint32_t s = b->stretch_of[t];
        if (!ch__stretch_is(b, s, CH__ENTRY_PERSON)) continue;
        const uint32_t n = b->stretches[s].end - b->stretches[s].begin;
        const uint32_t rest = b->stretches[s].end;
        if (b->stretches[s].match.word_n == 1 && rest < end && !is_cue(b, rest, CH__CUE_SUFFIX))
            continue;
        if (n >= best_n && (n > best_n || b->stretches[s].begin != b->stretches[best].begin)) {
            best = s;
            best_n = n;
        }
    }
    return best;
}

static bool is_title_stretch(const ch__bench *b, uint32_t s, ch__reading *out)
{
    if (s == CH_NONE) return false;
    if (ch__stretch_is(b, s, CH__ENTRY_TITLE))
        return ch__stretch_reading(b, s, CH__ENTRY_TITLE, out);
    return ch__stretch_is(b, s, CH__ENTRY_ROLE) && ch__stretch_reading(b, s, CH__ENTRY_ROLE, out) &&
           (out->flags & CH__READING_PERSON);
}

/* Take in the titles before the name: "former Deputy Prime Minister". */
static void take_titles(const ch__bench *b, ch__run *run, uint32_t begin)
{
    bool has_office = false;
    run->title = CH_NONE;
    run->begin = run->name_begin;
    while (run->begin > begin) {
        uint32_t at = run->begin - 1;
        if (at > begin && ch__sv_is(b->a->tokens[at].form, "-")) at--; /* "ex-President" */
        const uint32_t s = b->stretch_of[at];
        ch__reading r = {0};
        if (ch__sv_starts(b->a->tokens[at].lower, CH_SV("ex-"))) run->is_former = true;
        if (!is_title_stretch(b, s, &r) || b->stretches[s].end != at + 1) break;
        if (r.flags & CH__READING_FORMER)
            run->is_former = true;
        else if (r.flags & CH__READING_PREFIX)
            run->is_prefixed = true;
        else if (run->title == CH_NONE || (r.office.n && !has_office)) {
            run->title = s; /* "Defense Minister Brigadier General": the office counts */
            has_office = r.office.n > 0;
        }
        run->begin = b->stretches[s].begin;
    }
}

static bool has_flat(const ch__bench *b, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++)
        if (b->a->tokens[t].deprel == CH_DEPREL_FLAT && b->a->tokens[t].upos == CH_UPOS_PROPN)
            return true;
    return false;
}

static uint32_t word_n(const ch__bench *b, uint32_t begin, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t t = begin; t < end; t++) n += ch__is_capital(b->a->tokens[t].form);
    return n;
}

/* Single words that also name something else ("Jordan", "Washington"). */
static bool is_only_other(const ch__bench *b, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++)
        if (!(kinds_at(b, t) & OTHER_KINDS)) return false;
    return true;
}

/* "the Council": persons take no article. */
static bool has_article(const ch__bench *b, const ch__run *run)
{
    if (run->begin == b->a->sentences[b->a->tokens[run->begin].sentence].token_begin) return false;
    return b->a->tokens[run->begin - 1].upos == CH_UPOS_DET;
}

/* Only small places share the name: "Palmer", "Elizabeth". */
static bool is_only_place(const ch__bench *b, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++)
        if (kinds_at(b, t) & OTHER_KINDS & ~(1u << CH__ENTRY_PLACE)) return false;
    return true;
}

static bool is_person(const ch__bench *b, const ch__run *run)
{
    const uint32_t begin = run->name_begin, end = run->name_end;
    const uint32_t words = word_n(b, begin, end);
    const bool is_seen = ch__seen_get(&b->names, b->a->tokens[begin].lower) != CH_NONE;
    if (words == 1 && run->title == CH_NONE && has_article(b, run)) return false;
    if (is_seen && words == 1 && is_only_place(b, begin, end)) return true;
    if (run->title != CH_NONE && is_only_place(b, begin, end)) return true;
    if (run->stretch != CH_NONE) {
        const ch__stretch *s = &b->stretches[run->stretch];
        if (s->match.word_n > 1) return true;
        if (run->title != CH_NONE) return true;
        if (words == 1) return !(s->kinds & OTHER_KINDS) || is_seen;
    }
    if (run->title != CH_NONE) return !is_only_other(b, begin, end) || words > 1;
    if (words == 1) return !is_only_other(b, begin, end) && is_seen;
    if (has_flat(b, begin, end)) return true;
    ch__reading r;
    return ch__stretch_is(b, b->stretch_of[begin], CH__ENTRY_NAME_PART) &&
           ch__stretch_reading(b, b->stretch_of[begin], CH__ENTRY_NAME_PART, &r) &&
           r.form == CH__FORM_GIVEN;
}

/* The word a person goes by afterwards: the last one that is no "Jr.". */
static uint32_t family_token(const ch__bench *b, const ch__run *run)
{
    for (uint32_t t = run->name_end; t-- > run->name_begin;)
        if (ch__is_capital(b->a->tokens[t].form) && !is_cue(b, t, CH__CUE_SUFFIX)) return t;
    return run->name_begin;
}

static void remember_names(ch__bench *b, const ch__run *run)
{
    for (uint32_t t = run->name_begin; t < run->name_end; t++) {
        const ch_token *token = &b->a->tokens[t];
        if (token->form.n < 2 || !ch__is_capital(token->form)) continue;
        ch__seen_set(&b->names, token->lower, t);
    }
}

static ch_status add_run(ch__bench *b, ch__run run)
{
    CH_TRY(CH__PUSH(b->arena, &b->runs, &b->run_n, &b->run_capacity, b->err));
    run.family = family_token(b, &run);
    run.head = ch__top_token(b->a->tokens, run.begin, run.name_end);
    b->runs[b->run_n - 1] = run;
    for (uint32_t t = run.begin; t < run.name_end; t++) b->run_of[t] = b->run_n - 1;
    remember_names(b, &run);
    return CH_OK;
}

static bool in_time(const ch_analysis *a, uint32_t *time, uint32_t token)
{
    while (*time < a->time_n && a->times[*time].token_end <= token) (*time)++;
    return *time < a->time_n && a->times[*time].token_begin <= token;
}

/* "Pope", "King", "Justice" are family names too, but not before another name. */
static bool is_title_before_name(const ch__bench *b, uint32_t at, uint32_t end)
{
    const uint32_t s = b->stretch_of[at];
    if (!ch__stretch_is(b, s, CH__ENTRY_TITLE) || b->stretches[s].begin != at) return false;
    return b->stretches[s].end < end && is_name_word(b, b->stretches[s].end);
}

static ch_status find_in(ch__bench *b, const ch_sentence *sentence, uint32_t *time)
{
    const uint32_t end = sentence->token_end;
    uint32_t at = sentence->token_begin, begin = at;
    while (at < end) {
        const bool is_seen = ch__seen_get(&b->names, b->a->tokens[at].lower) != CH_NONE;
        if (!is_name_word(b, at) || (!is_seen && in_time(b->a, time, at))) { /* "May said" */
            at++;
            continue;
        }
        if (is_title_before_name(b, at, end)) {
            at = b->stretches[b->stretch_of[at]].end;
            continue;
        }
        ch__run run = {.name_begin = at, .name_end = name_end(b, at, end)};
        if (run.name_end <= at) run.name_end = at + 1;
        run.stretch = person_stretch(b, run.name_begin, run.name_end);
        take_titles(b, &run, begin);
        if (is_person(b, &run)) {
            CH_TRY(add_run(b, run));
            begin = run.name_end;
        }
        at = run.name_end;
    }
    return CH_OK;
}

ch_status ch__runs_find(ch__bench *b)
{
    uint32_t time = 0;
    for (uint32_t t = 0; t < b->a->token_n; t++) b->run_of[t] = CH_NONE;
    for (uint32_t s = 0; s < b->a->sentence_n; s++) CH_TRY(find_in(b, &b->a->sentences[s], &time));
    return CH_OK;
}
