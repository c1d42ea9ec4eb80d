/* Time expressions of a report: paragraph by paragraph through the cascade, then into a->times. */
#include "names/times.h"

enum { DATELINE_BYTES = 400 };

static bool is_emitted(const ch__time_node *node)
{
    if (!node->rule || node->when.kind == CH__WHEN_NONE) return false;
    return node->class == CH__TC_DATE || node->class == CH__TC_TIME ||
           node->class == CH__TC_DURATION || node->class == CH__TC_SET ||
           node->class == CH__TC_RANGE;
}

static uint8_t type_of(const ch__time_node *node)
{
    if (node->class == CH__TC_SET) return CH_TIMEX_SET;
    if (node->class == CH__TC_DURATION) return CH_TIMEX_DURATION;
    const bool has_time = node->when.minute >= 0 || node->when.daypart.n;
    return node->class == CH__TC_TIME && has_time ? CH_TIMEX_TIME : CH_TIMEX_DATE;
}

static ch_status emit(ch__time_matcher *m, const ch__time_node *node, ch_error *err)
{
    ch_analysis *a = m->a;
    const ch__time_atom *first = &m->atoms[node->begin], *last = &m->atoms[node->end - 1];
    ch_timex timex = {.span = {first->begin, last->end},
                      .type = type_of(node),
                      .rule = node->rule,
                      .mod = node->when.mod};
    if (a->token_n) {
        timex.token_begin = first->token, timex.token_end = last->token + 1;
        timex.sentence = a->tokens[first->token].sentence;
    }
    CH_TRY(ch__when_value(&node->when, &a->arena, &timex.value, err));
    if (node->class != CH__TC_SET)
        CH_TRY(ch__when_date(node->range ? node->range : &node->when, &m->anchor, &a->arena,
                             &timex.date, err));
    CH_TRY(CH__PUSH(&a->arena, &a->times, &a->time_n, &m->capacity, err));
    a->times[a->time_n - 1] = timex;
    return CH_OK;
}

/* "on Tuesday and Wednesday", "in May and June": neighbours joined by "and" date one deed, which
 * lasts from the one to the other. Only the date is widened; they stay two expressions. */
static bool is_pair(const ch__time_matcher *m, const ch__time_node *left,
                    const ch__time_node *and_node, const ch__time_node *right)
{
    const ch__when *a = &left->when, *b = &right->when;
    if (!left->rule || !right->rule || and_node->rule) return false;
    if (a->kind != CH__WHEN_POINT || b->kind != CH__WHEN_POINT || a->grain != b->grain)
        return false;
    if (a->bound || b->bound || a->has_year != b->has_year) return false;
    const uint32_t word = m->atoms[and_node->begin].word;
    if (!word || !ch__sv_is(m->tables->words[word].form, "and")) return false;
    if (!a->has_year)
        return a->weekday ? b->weekday == a->weekday % 7 + 1
                          : a->grain == CH__GRAIN_MONTH && b->n == a->n + 1;
    return (a->grain == CH__GRAIN_DAY || a->grain == CH__GRAIN_MONTH) &&
           ch__when_last_day(a) + 1 == ch__when_first_day(b);
}

static ch_status join_pair(ch__time_matcher *m, const ch__time_node *left,
                           const ch__time_node *right, ch_error *err)
{
    ch_analysis *a = m->a;
    ch__when range = left->when;
    ch_sv date;
    range.kind = CH__WHEN_RANGE;
    range.to = &right->when;
    CH_TRY(ch__when_date(&range, &m->anchor, &a->arena, &date, err));
    a->times[a->time_n - 1].date = a->times[a->time_n - 2].date = date;
    return CH_OK;
}

static ch_status emit_all(ch__time_matcher *m, ch_error *err)
{
    for (uint32_t i = 0; i < m->node_n; i++) {
        const ch__time_node *node = &m->nodes[i];
        if (!is_emitted(node)) continue;
        CH_TRY(emit(m, node, err));
        if (i >= 2 && is_emitted(node - 2) && is_pair(m, node - 2, node - 1, node))
            CH_TRY(join_pair(m, node - 2, node, err));
    }
    return CH_OK;
}

/* ---- the day of publication ---- */

static bool set_anchor(ch_sv published, ch__when *out)
{
    ch__date date;
    if (!ch__date_parse(published, &date)) return false;
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .grain = CH__GRAIN_DAY,
                      .has_year = true,
                      .minute = -1,
                      .year = date.year,
                      .n = date.month,
                      .day = date.day};
    return true;
}

/* Is the date part of a dateline: within the first bytes, after a word in capitals and a comma ("MINSK,
 * May 21."), or in brackets or before a dash or a slash ("LONDON, 12 May 2014 (Reuters) -")? */
static bool is_dateline(const ch__time_matcher *m, const ch__time_node *node)
{
    const ch__time_atom *atom = &m->atoms[node->begin];
    const ch_sv text = m->a->report.text;
    if (node->begin < 1 || node->when.grain != CH__GRAIN_DAY || !node->when.n || !atom->begin)
        return false;
    uint32_t at = atom->begin, capitals = 0, letters = 0;
    while (at && (ch__is_space(text.p[at - 1]) || text.p[at - 1] == ',')) at--;
    if (!memchr(text.p + at, ',', atom->begin - at)) return false;
    for (; at && text.p[at - 1] != '\n' && atom->begin - at < 60; at--) {
        capitals += ch__is_upper(text.p[at - 1]);
        letters += ch__is_alpha(text.p[at - 1]);
    }
    if (letters < 3 || capitals * 4 < letters * 3) return false;
    const ch__time_atom *after = node->end < m->atom_n ? &m->atoms[node->end] : NULL;
    return after && after->sign && strchr(".(-/:,", after->sign);
}

static void anchor_on_dateline(ch__time_matcher *m, const ch_sentence *sentence, uint32_t *token)
{
    const uint32_t begin = sentence->span.begin;
    const size_t left = m->a->report.text.n - begin;
    uint32_t end = begin + (uint32_t)(left < DATELINE_BYTES ? left : DATELINE_BYTES);
    while (end > begin && end < m->a->report.text.n && (m->a->report.text.p[end] & 0xC0) == 0x80)
        end--;
    ch__time_cut(m, begin, end, token);
    if (ch__time_match_all(m, NULL) != CH_OK) return;
    for (uint32_t i = 0; i < m->node_n; i++)
        if (m->nodes[i].rule && m->nodes[i].when.kind == CH__WHEN_POINT &&
            is_dateline(m, &m->nodes[i])) {
            m->anchor = m->nodes[i].when;
            m->anchor.mod = (ch_sv){NULL, 0};
            m->anchor.minute = -1;
            return;
        }
}

/* ---- all ---- */

/* As many atoms as the text can have, at most a block. */
static ch_status take_memory(ch__time_matcher *m, ch_error *err)
{
    const size_t text_n = m->a->report.text.n;
    const size_t n = text_n < CH__TIME_BLOCK ? text_n : CH__TIME_BLOCK;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(&m->a->arena, n, sizeof *m->atoms, &memory, err));
    m->atoms = memory;
    CH_TRY(ch_arena_alloc(&m->a->arena, n, sizeof *m->nodes, &memory, err));
    m->nodes = memory;
    CH_TRY(ch_arena_alloc(&m->a->arena, n, sizeof *m->spare, &memory, err));
    m->spare = memory;
    return CH_OK;
}

/* One paragraph: its sentences run together, so that a sentence wrongly ended after "Sept." does no
 * harm. */
static uint32_t paragraph_end(const ch_analysis *a, uint32_t sentence)
{
    uint32_t next = sentence + 1;
    while (next < a->sentence_n && a->sentences[next].paragraph == a->sentences[sentence].paragraph)
        next++;
    return next;
}

ch_status ch__times_run(const ch__times *times, ch_analysis *a, ch_error *err)
{
    ch__time_matcher m = {.tables = times, .a = a};
    uint32_t token = 0;
    if (!a->sentence_n) return CH_OK;
    CH_TRY(take_memory(&m, err));
    if (!set_anchor(a->report.published, &m.anchor)) {
        anchor_on_dateline(&m, &a->sentences[0], &token);
        token = 0;
        m.reference = (ch__when){0};
    }
    for (uint32_t s = 0; s < a->sentence_n;) {
        const uint32_t next = paragraph_end(a, s), end = a->sentences[next - 1].span.end;
        for (uint32_t at = a->sentences[s].span.begin; at < end;) {
            at = ch__time_cut(&m, at, end, &token);
            CH_TRY(ch__time_match_all(&m, err));
            CH_TRY(emit_all(&m, err));
        }
        s = next;
    }
    return CH_OK;
}
