/* Which deed a time expression dates. */
#include "coding/coder.h"

enum { CLIMB_MAX = 10, REACH_MAX = 12 };

static uint32_t timex_head(const ch_analysis *a, const ch_timex *timex)
{
    for (uint32_t i = timex->token_begin; i < timex->token_end; i++) {
        const uint32_t head = a->tokens[i].head;
        if (head == CH_NONE || head < timex->token_begin || head >= timex->token_end) return i;
    }
    return timex->token_begin;
}

static bool is_datable(const ch_timex *timex)
{
    return timex->date.n > 0 && !ch__sv_starts(timex->date, CH_SV("XXXX-XX"));
}

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

/* A time under a noun that itself tells a happening ("the raid in May 2010", "a plan for 2026") is that
 * noun's; under another noun the parser may have hung it too low. */
static bool is_happening(const ch__coder *coder, uint32_t token)
{
    const ch_token *t = &coder->a->tokens[token];
    if (t->upos != CH_UPOS_NOUN) return false;
    if (ch__token_is(coder, token, "dated-noun")) return true;
    if (ch__sv_in(ch__tree_preposition(coder->a->tokens, token), CH_SV("after|before|following")))
        return true;
    return t->deprel != CH_DEPREL_OBJ && ch__codebook_frames(coder->book, 'n', t->lemma) != CH_NONE;
}

/* "the 2022 Grand Prix": the time is part of a name or description. */
static bool is_part_of_name(const ch__coder *coder, uint32_t time)
{
    const ch_token *t = &coder->a->tokens[time];
    if (t->head == CH_NONE || t->head < time || ch__tree_preposition(coder->a->tokens, time).n)
        return false;
    const ch_token *noun = &coder->a->tokens[t->head];
    return (noun->upos == CH_UPOS_PROPN || noun->upos == CH_UPOS_NOUN) &&
           noun->deprel != CH_DEPREL_NSUBJ && !ch__token_is(coder, t->head, "named-event") &&
           deed_at(coder, t->head) == CH_NONE;
}

static bool is_coming_under_noun(const ch__coder *coder, const ch_timex *timex, uint32_t steps,
                                 uint32_t verb)
{
    const ch_token *t = &coder->a->tokens[verb];
    return steps > 1 && ch__is_verbal(t) && t->xpos != CH_XPOS_VB &&
           is_yet_to_come(timex->date, coder->a->report.published);
}

static bool is_predicate(const ch_analysis *a, uint32_t token)
{
    return ch__is_verbal(&a->tokens[token]) ||
           ch__tree_child(a->tokens, token, CH_DEPREL_COP) != CH_NONE;
}

static uint32_t living_deed(const ch__coder *coder, uint32_t token)
{
    const uint32_t d = deed_at(coder, token);
    return d == CH_NONE || coder->deeds[d].dropped || coder->deeds[d].trigger != token ? CH_NONE
                                                                                       : d;
}

/* "The deal follows a visit by X in August", "ties were strained last year by the deportation": the
 * time hung on a predicate that is no deed dates the nearest deed before it in that clause, or else the
 * next after it; under a verb of saying it is the day of telling. */
static uint32_t deed_of_clause(const ch__coder *coder, uint32_t predicate, uint32_t before)
{
    const ch_analysis *a = coder->a;
    const ch_sentence *s = &a->sentences[a->tokens[predicate].sentence];
    for (uint32_t i = before; i-- > s->token_begin;) {
        const uint32_t d = living_deed(coder, i);
        if (d != CH_NONE) return ch__tree_under(a->tokens, i, predicate) ? d : CH_NONE;
    }
    for (uint32_t i = before; i < s->token_end && i < before + REACH_MAX; i++) {
        const uint32_t d = living_deed(coder, i);
        if (d != CH_NONE) return ch__tree_under(a->tokens, i, predicate) ? d : CH_NONE;
    }
    return CH_NONE;
}

static bool is_nonfinite(const ch_token *t)
{
    return t->xpos == CH_XPOS_VBG || t->xpos == CH_XPOS_VBN || t->xpos == CH_XPOS_VB;
}

/* Climb from the time expression to the first deed; an undeedful verb on the way (said) ends it, unless
 * it is a mere participle or infinitive ("found guilty of taking bribes on Tuesday"). */
static uint32_t deed_of_time(const ch__coder *coder, const ch_timex *timex)
{
    const ch_analysis *a = coder->a;
    uint32_t at = timex_head(a, timex);
    if (is_part_of_name(coder, at)) return CH_NONE;
    for (uint32_t i = 0; i < CLIMB_MAX && at != CH_NONE; i++, at = a->tokens[at].head) {
        const uint32_t d = deed_at(coder, at);
        if (d != CH_NONE && !coder->deeds[d].dropped)
            return is_coming_under_noun(coder, timex, i, at) ? CH_NONE : d;
        if (i == 0) continue;
        if (!is_predicate(a, at)) {
            if (d == CH_NONE && is_happening(coder, at)) return CH_NONE;
            continue;
        }
        if (ch__codebook_speech(coder->book, a->tokens[at].lemma)) return CH_NONE;
        if (a->tokens[at].deprel == CH_DEPREL_ACL && ch__token_is(coder, at, "occurring"))
            continue; /* "drills starting on Friday" */
        const uint32_t near = deed_of_clause(coder, at, timex->token_begin);
        const bool is_loose = is_nonfinite(&a->tokens[at]) && a->tokens[at].deprel != CH_DEPREL_ACL;
        if (near != CH_NONE || (!is_loose && a->tokens[at].deprel != CH_DEPREL_CONJ)) return near;
    }
    return CH_NONE;
}

static void set_date(ch__deed *deed, const ch_timex *timex)
{
    deed->date = (ch_date_field){.value = timex->date, .span = timex->span};
}

void ch__dates_read(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    for (uint32_t i = 0; i < a->time_n; i++) {
        if (!is_datable(&a->times[i])) continue;
        const uint32_t d = deed_of_time(coder, &a->times[i]);
        if (d != CH_NONE && !coder->deeds[d].date.value.n) set_date(&coder->deeds[d], &a->times[i]);
    }
}

ch_status ch__date_marks(ch__coder *coder, ch__deed *deed)
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
