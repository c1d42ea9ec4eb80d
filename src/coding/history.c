/* What a report tells as history, not as its news: deeds in a sentence that names a year gone by, deeds
 * dated long before publication, and what "since" and "over" look back at. */
#include "base/calendar.h"
#include "coding/coder.h"

enum { CLIMB_MAX = 12, HISTORY_DAYS = 200, ASIDE_DAYS = 60, TIMES_MAX = 24 };

static bool last_day_of(ch_sv value, ch__date *out)
{
    const char *cut = memchr(value.p, '/', value.n);
    if (cut) value = (ch_sv){cut + 1, value.n - (size_t)(cut + 1 - value.p)};
    if (value.n < 4 || !ch__is_digit(value.p[0]) || !ch__is_digit(value.p[3])) return false;
    if (value.n >= 6 && value.p[5] == 'W') return false;
    char text[11] = "0000-12-28";
    memcpy(text, value.p, value.n >= 10 ? 10 : value.n >= 7 ? 7 : 4);
    return ch__date_parse((ch_sv){text, 10}, out);
}

/* Does the time end more than so many days before publication? A year told by its number alone, or
 * as "last year", is history once it is over. */
static bool is_long_past(ch_sv value, ch_sv published, int32_t days)
{
    ch__date day, anchor;
    if (value.n == 7 && ch__sv_ends(value, CH_SV("/.."))) value.n = 4;
    if (value.n == 4) days = 0;
    if (!value.n || !last_day_of(value, &day) || !ch__date_parse(published, &anchor)) return false;
    return ch__date_days(anchor) - ch__date_days(day) > days;
}

static bool names_year(const ch_analysis *a, const ch_timex *timex)
{
    for (uint32_t i = timex->token_begin; i < timex->token_end; i++) {
        const ch_sv word = a->tokens[i].lower;
        uint32_t year;
        if (word.n == 4 && ch__sv_to_u32(word, &year) && year > 1500 && year < 2100) return true;
    }
    return false;
}

/* Without a day of publication a named year can only be told from the news by where it stands. */
static bool is_in_main_clause(const ch_analysis *a, uint32_t token)
{
    uint32_t at = token;
    for (int i = 0; i < CLIMB_MAX && at != CH_NONE; i++, at = a->tokens[at].head) {
        const uint8_t rel = a->tokens[at].deprel;
        if (rel == CH_DEPREL_ACL || rel == CH_DEPREL_ACL_RELCL || rel == CH_DEPREL_ADVCL ||
            rel == CH_DEPREL_OBL || rel == CH_DEPREL_NMOD)
            return false;
    }
    return true;
}

/* "has agreed", "have long sought": the present perfect tells what holds now. */
static bool is_present_perfect(const ch_analysis *a, uint32_t verb)
{
    CH__EACH_CHILD(a->tokens, verb, c)
    if (a->tokens[c].deprel == CH_DEPREL_AUX && ch__sv_in(a->tokens[c].lower, CH_SV("has|have")))
        return true;
    return false;
}

/* Without a day of publication "last year" and "years ago" still look back. */
static bool looks_years_back(const ch_analysis *a, const ch_timex *timex)
{
    bool has_year = false, has_back = false;
    for (uint32_t i = timex->token_begin; i < timex->token_end; i++) {
        has_year |= ch__sv_in(a->tokens[i].lower, CH_SV("year|years|decade|decades"));
        has_back |= ch__sv_in(a->tokens[i].lower, CH_SV("last|ago|previous"));
    }
    return has_year && has_back;
}

/* "lifted it in 2014, but Vietnam pushed on": the time of one conjunct with a subject of its own says
 * nothing of the other. */
static bool is_in_other_conjunct(const ch_analysis *a, uint32_t verb, uint32_t time)
{
    return a->tokens[verb].deprel == CH_DEPREL_CONJ &&
           ch__tree_child(a->tokens, verb, CH_DEPREL_NSUBJ) != CH_NONE &&
           !ch__tree_under(a->tokens, time, verb);
}

static bool recalls_time(const ch__coder *coder, const ch__deed *deed, const ch_timex *timex)
{
    const ch_analysis *a = coder->a;
    if (timex->sentence != a->tokens[deed->trigger].sentence ||
        is_in_other_conjunct(a, deed->carrier, timex->token_begin))
        return false;
    if (a->report.published.n) return is_long_past(timex->date, a->report.published, HISTORY_DAYS);
    return looks_years_back(a, timex) ||
           (names_year(a, timex) && !is_in_main_clause(a, deed->trigger));
}

/* "since the uprising", "tension over an attack": the preposition looks back. */
static bool is_looked_back_at(const ch_analysis *a, uint32_t token)
{
    uint32_t at = token;
    for (int i = 0; i < CLIMB_MAX && at != CH_NONE; i++, at = a->tokens[at].head) {
        const uint8_t rel = a->tokens[at].deprel;
        if (rel != CH_DEPREL_OBL && rel != CH_DEPREL_NMOD) continue;
        if (ch__sv_is(ch__tree_preposition(a->tokens, at), "since")) return true;
    }
    return false;
}

/* "the deal follows a visit in August": what the report ties to its news is its run-up. */
static bool is_tied_to_news(const ch__coder *coder, uint32_t token)
{
    const ch_token *tokens = coder->a->tokens;
    uint32_t at = token;
    for (int i = 0; i < CLIMB_MAX && at != CH_NONE; i++, at = tokens[at].head)
        if (at != token && ch__is_verbal(&tokens[at]) && ch__token_is(coder, at, "tie-verb"))
            return true;
    return false;
}

bool ch__is_history(const ch__coder *coder, const ch__deed *deed, uint32_t first_time)
{
    const ch_analysis *a = coder->a;
    const ch_sv published = a->report.published;
    if (deed->act || (deed->auxiliary & CH_AUX_FUTURE)) return false;
    if (deed->date.value.n && published.n)
        return is_long_past(deed->date.value, published,
                            is_in_main_clause(a, deed->trigger) ||
                                    is_tied_to_news(coder, deed->trigger)
                                ? HISTORY_DAYS
                                : ASIDE_DAYS);
    if (is_looked_back_at(a, deed->trigger)) return true;
    if (is_present_perfect(a, deed->carrier)) return false;
    const uint32_t sentence = a->tokens[deed->trigger].sentence;
    if (sentence == 0 && is_in_main_clause(a, deed->trigger)) return false;
    for (uint32_t i = first_time;
         i < a->time_n && i < first_time + TIMES_MAX && a->times[i].sentence <= sentence; i++)
        if (recalls_time(coder, deed, &a->times[i])) return true;
    return false;
}

/* Told within what is told as history: "an attack in 2019 blamed on the rebels". */
bool ch__is_within_history(const ch__coder *coder, const ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    if (deed->act || deed->date.value.n || (deed->auxiliary & CH_AUX_FUTURE)) return false;
    uint32_t at = deed->trigger;
    for (int i = 0; i < CLIMB_MAX; i++) {
        const uint8_t rel = a->tokens[at].deprel;
        if (rel != CH_DEPREL_ACL && rel != CH_DEPREL_ACL_RELCL && rel != CH_DEPREL_NMOD)
            return false;
        at = a->tokens[at].head;
        if (at == CH_NONE) return false;
        const uint32_t above = coder->deed_of_token[at];
        if (above != CH_NONE && !coder->deeds[above].dropped)
            return (coder->deeds[above].auxiliary & CH_AUX_HISTORICAL) != 0;
    }
    return false;
}
