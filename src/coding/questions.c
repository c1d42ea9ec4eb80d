/* What the report itself says is not known: data/coding/questions.tsv. */
#include "coding/coder.h"

enum { GAP_MAX = 3, ENTRY_MAX = 32 };

static bool place_matches(const ch_token *t, ch_sv place)
{
    return ch__sv_in(t->lemma, place) || ch__sv_in(t->lower, place);
}

/* Match the places of a pattern from token `at`; *out_end is the token after the match. */
static bool matches(const ch_analysis *a, uint32_t at, uint32_t end, ch_sv pattern,
                    uint32_t *out_end)
{
    ch_sv place;
    uint32_t gap = 0;
    while (ch__sv_split(&pattern, ' ', &place)) {
        if (ch__sv_is(place, "*")) {
            gap = GAP_MAX;
            continue;
        }
        uint32_t skipped = 0;
        while (at < end && !place_matches(&a->tokens[at], place) && skipped < gap) at++, skipped++;
        if (at >= end || !place_matches(&a->tokens[at], place)) return false;
        at++;
        gap = 0;
    }
    *out_end = at;
    return true;
}

/* The clause around the cue. */
static ch_span clause_span(const ch_analysis *a, uint32_t first, uint32_t last)
{
    uint32_t top = last;
    for (uint32_t i = first; i <= last; i++) {
        const uint32_t clause = ch__clause_of(a, i);
        if (clause != CH_NONE) top = clause;
    }
    while (a->tokens[top].deprel == CH_DEPREL_XCOMP && a->tokens[top].head != CH_NONE)
        top = a->tokens[top].head;
    return ch__phrase_span(a, top);
}

/* Which field the sentence asks after. */
static const char *field_of(const ch__coder *coder, uint32_t sentence)
{
    static const char *const FIELDS[][2] = {{"asks-place", "place"},
                                            {"asks-date", "date"},
                                            {"asks-person", "actors"},
                                            {"asks-number", "number"},
                                            {"asks-cause", "cause"}};
    const ch_sentence *s = &coder->a->sentences[sentence];
    for (uint32_t i = s->token_begin; i < s->token_end; i++)
        for (size_t f = 0; f < sizeof FIELDS / sizeof *FIELDS; f++)
            if (ch__token_is(coder, i, FIELDS[f][0])) return FIELDS[f][1];
    return "details";
}

/* The entry of the register told last before the sentence's end; titles and events give the place. */
static uint32_t last_entry(const ch_analysis *a, const uint32_t *const *events, const uint32_t *n,
                           uint32_t entry_n, uint32_t sentence)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < entry_n; i++)
        if (n[i] && a->tokens[a->events[events[i][0]].trigger_token].sentence <= sentence)
            found = i;
    return found;
}

static ch_status about_what(ch__coder *coder, uint32_t sentence, ch_sv *out)
{
    const ch_analysis *a = coder->a;
    const char *field = field_of(coder, sentence);
    const uint32_t *events[ENTRY_MAX];
    uint32_t n[ENTRY_MAX];
    for (uint32_t i = a->sentences[sentence].token_begin; i < a->sentences[sentence].token_end;
         i++) {
        if (a->exercise_n && ch__token_is(coder, i, "exercise")) {
            const uint32_t count = a->exercise_n < ENTRY_MAX ? a->exercise_n : ENTRY_MAX;
            for (uint32_t k = 0; k < count; k++)
                events[k] = a->exercises[k].events, n[k] = a->exercises[k].event_n;
            const uint32_t entry = last_entry(a, events, n, count, sentence);
            return ch_arena_format(coder->arena, out, coder->err, "exercise %.*s: %s",
                                   CH_SV_ARG(a->exercises[entry].id), field);
        }
        if (a->instrument_n && ch__token_is(coder, i, "instrument")) {
            const uint32_t count = a->instrument_n < ENTRY_MAX ? a->instrument_n : ENTRY_MAX;
            for (uint32_t k = 0; k < count; k++)
                events[k] = a->instruments[k].events, n[k] = a->instruments[k].event_n;
            const uint32_t entry = last_entry(a, events, n, count, sentence);
            return ch_arena_format(coder->arena, out, coder->err, "instrument %.*s: %s",
                                   CH_SV_ARG(a->instruments[entry].id), field);
        }
        if (a->visit_n && ch__token_is(coder, i, "visit"))
            return ch_arena_format(coder->arena, out, coder->err, "visit %.*s: %s",
                                   CH_SV_ARG(a->visits[a->visit_n - 1].id), field);
    }
    for (uint32_t i = a->event_n; i-- > 0;)
        if (a->tokens[a->events[i].trigger_token].sentence <= sentence)
            return ch_arena_format(coder->arena, out, coder->err, "event %.*s: %s",
                                   CH_SV_ARG(a->events[i].id), field);
    return ch_arena_format(coder->arena, out, coder->err, "report: %s", field);
}

static ch_status find_in_sentence(ch__coder *coder, uint32_t s)
{
    ch_analysis *a = coder->a;
    const uint32_t end = a->sentences[s].token_end;
    for (uint32_t i = a->sentences[s].token_begin; i < end; i++)
        for (uint32_t q = 0; q < coder->book->question_n; q++) {
            uint32_t after = 0;
            if (!matches(a, i, end, coder->book->questions[q].pattern, &after)) continue;
            CH_TRY(CH__PUSH(coder->arena, &a->questions, &a->question_n, &coder->question_capacity,
                            coder->err));
            ch_question *question = &a->questions[a->question_n - 1];
            ch_sv rule;
            CH_TRY(ch_arena_copy(coder->arena, coder->book->questions[q].id, &rule, coder->err));
            *question = (ch_question){.span = clause_span(a, i, after - 1), .rule = rule.p};
            return about_what(coder, s, &question->about);
        }
    return CH_OK;
}

ch_status ch__questions_find(ch__coder *coder)
{
    for (uint32_t s = 0; s < coder->a->sentence_n; s++) CH_TRY(find_in_sentence(coder, s));
    return CH_OK;
}
