/* The cascade: rules of one level after the other over the nodes of a paragraph; and the guards, the
 * conditions on the surroundings that a pattern cannot say. */
#include "names/times.h"

#define BIT(class) ((uint64_t)1 << CH__TC_##class)

/* Which words and classes can begin a rule of a level: most nodes begin none and are passed over. */
static void index_rule(ch__times *times, const ch__time_rule *rule)
{
    for (uint32_t e = 0; e < rule->element_n; e++) {
        const ch__time_element *element = &rule->elements[e];
        times->level_classes[rule->level] |= element->classes;
        for (uint32_t w = 0; w < element->word_n; w++)
            times->words[times->pattern_words[element->words + w]].starts |=
                (uint8_t)(1u << rule->level);
        if (!element->is_optional) return;
    }
}

ch_status ch__time_index_rules(ch__times *times, ch_error *err)
{
    for (uint32_t i = 0; i < times->rule_n; i++) {
        const ch__time_rule *rule = &times->rules[i];
        if (rule->guard.n && !ch__time_guard(NULL, NULL, rule->guard))
            return ch_fail(err, CH_E_FORMAT, "time/rules.tsv", CH_NOWHERE, "%s: no guard '%.*s'",
                           rule->id, CH_SV_ARG(rule->guard));
        index_rule(times, rule);
    }
    return CH_OK;
}

/* ---- guards ---- */

/* What stands beyond the ends of the paragraph. */
static const ch__time_atom NOTHING = {.token = CH_NONE, .number = -1, .has_space_before = true};

static const ch__time_atom *edge_atom(const ch__time_matcher *m, uint32_t node, bool is_last)
{
    if (node >= m->node_n) return &NOTHING;
    return &m->atoms[is_last ? m->nodes[node].end - 1 : m->nodes[node].begin];
}

static uint8_t tag_of(const ch__time_matcher *m, const ch__time_atom *atom)
{
    return atom && atom->token < m->a->token_n ? m->a->tokens[atom->token].xpos
                                               : (uint8_t)CH_XPOS_N;
}

static bool is_noun_tag(uint8_t tag)
{
    return tag == CH_XPOS_NN || tag == CH_XPOS_NNS || tag == CH_XPOS_NNP || tag == CH_XPOS_NNPS;
}

static bool is_one_of(const ch__time_matcher *m, const ch__time_atom *atom, const char *words)
{
    if (!atom || !atom->word) return false;
    return ch__sv_in(m->tables->words[atom->word].form, (ch_sv){words, strlen(words)});
}

static bool has_sign(const ch__time_atom *atom, const char *signs)
{
    return atom && atom->sign && strchr(signs, atom->sign);
}

static const char PREPOSITIONS[] = "in|since|by|until|till|from|of|to|through|before|after|during|"
                                   "for|and|between|late|early|mid|around|about|"
                                   "into|than|to|until|throughout";

/* A bare year: "in 1998", "1998 elections"; not "2000 people", "$1998", "1998.5", "No. 1998". */
static bool is_year(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *before = match->begin ? edge_atom(m, match->begin - 1, true) : &NOTHING;
    const ch__time_atom *after = edge_atom(m, match->end, false);
    const ch__time_atom *first = edge_atom(m, match->begin, false);
    const bool is_usual =
        ch__time_slot_at(match, 0)->n >= 1900 && ch__time_slot_at(match, 0)->n <= 2060;
    if (has_sign(before, "$#/.-") && !first->has_space_before && !has_sign(before, "-"))
        return false;
    if (has_sign(before, "$#")) return false;
    if (has_sign(before, "-") && !first->has_space_before && match->begin >= 2 &&
        edge_atom(m, match->begin - 2, true)->is_capital && !before->has_space_before)
        return false; /* "Zapad-2021" */
    if (match->begin && (unsigned char)m->a->report.text.p[before->begin] == 0xC2)
        return false; /* pounds */
    if (after && !after->has_space_before) {
        const ch__time_atom *next = edge_atom(m, match->end + 1, false);
        if (has_sign(after, ".,:-") && next && next->number >= 0 && !next->has_space_before)
            return false;
        if (!after->sign || has_sign(after, "%/")) return false;
    }
    if (is_one_of(m, before, PREPOSITIONS)) {
        if (is_usual)
            return tag_of(m, after) != CH_XPOS_NNS ||
                   !is_one_of(m, before, "of|for|to|from|than|about|around");
        return is_one_of(m, before, "in|since|until") && !is_noun_tag(tag_of(m, after));
    }
    return is_usual && tag_of(m, after) != CH_XPOS_NNS && !is_one_of(m, after, "people|percent");
}

/* "on the 20th" and nothing that it would count: not "on the 20th anniversary". */
static bool is_day_only(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *after = edge_atom(m, match->end, false);
    const uint8_t tag = tag_of(m, after);
    const ch__time_atom *digits = edge_atom(m, match->end - 1, false);
    const ch__time_atom *suffix = edge_atom(m, match->end - 1, true);
    (void)digits;
    if (!suffix || suffix->has_space_before) return false;
    const ch__time_atom *number = suffix > m->atoms ? suffix - 1 : NULL;
    if (!number || number->number < 0) return false;
    return !is_noun_tag(tag) && tag != CH_XPOS_JJ && !has_sign(after, "-") &&
           !is_one_of(m, after, "of");
}

/* "a year" in "$2 a year", "four flights a week" says a rate. */
static bool is_no_rate(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *first = edge_atom(m, match->begin, false);
    if (!is_one_of(m, first, "a|an")) return true;
    if (is_one_of(m, edge_atom(m, match->end - 1, true), "second"))
        return false; /* "a second group" */
    if (!match->begin) return true;
    const ch__time_atom *before = edge_atom(m, match->begin - 1, true);
    const uint8_t tag = tag_of(m, before);
    return tag != CH_XPOS_NNS && tag != CH_XPOS_CD && !has_sign(before, "%$") &&
           !(before && before->number >= 0);
}

/* "current talks", "the current president": an adjective before its noun. */
static bool is_adjective(const ch__time_matcher *m, const ch__time_match *match)
{
    return tag_of(m, edge_atom(m, match->begin, false)) == CH_XPOS_JJ;
}

/* "the past" alone; not "the past president". */
static bool is_noun(const ch__time_matcher *m, const ch__time_match *match)
{
    return !is_noun_tag(tag_of(m, edge_atom(m, match->end, false)));
}

/* A bare month: not the name of a person ("April Jones", "Mr. August") nor of an operation. */
static bool is_month(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *before = match->begin ? edge_atom(m, match->begin - 1, true) : &NOTHING;
    const ch__time_atom *after = edge_atom(m, match->end, false);
    const bool is_usual = ch__time_slot_at(match, 0)->n != 4 &&
                          ch__time_slot_at(match, 0)->n != 6 &&
                          ch__time_slot_at(match, 0)->n != 8 && ch__time_slot_at(match, 0)->n != 5;
    const ch__time_atom *atom = edge_atom(m, match->begin, false);
    const uint8_t tag = tag_of(m, before);
    if (!atom->is_capital) return false;
    if (atom->end - atom->begin == 3 && ch__time_slot_at(match, 0)->n != 5)
        return has_sign(after, "."); /* "Jan Kavan" */
    if ((ch__time_slot_at(match, 0)->n == 3 || ch__time_slot_at(match, 0)->n == 5) &&
        match->begin && (tag == CH_XPOS_DT || has_sign(before, "'\"")))
        return false; /* "the March of the Mothers" */
    if (is_one_of(m, before, PREPOSITIONS) || is_usual) return true;
    return !(after && after->is_capital && tag_of(m, after) == CH_XPOS_NNP &&
             !has_sign(after, ".,'")) &&
           !(before && before->is_capital && tag_of(m, before) == CH_XPOS_NNP &&
             !before->is_sentence_begin);
}

/* "the Thursday", "the following Friday": only words that point back stand with "the". */
static bool is_relative(const ch__time_matcher *m, const ch__time_match *match)
{
    (void)m;
    return ch__time_slot_at(match, 0)->value.n && ch__time_slot_at(match, 0)->value.p[0] == 'r';
}

/* "Fri." but not the full stop of a sentence. */
static bool is_abbreviation(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *first = edge_atom(m, match->begin, false);
    const ch__time_atom *after = edge_atom(m, match->end, false);
    return first && first->end - first->begin <= 5 && after && !after->is_sentence_begin;
}

static bool is_clock(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *before = match->begin ? edge_atom(m, match->begin - 1, true) : &NOTHING;
    const ch__time_atom *last = edge_atom(m, match->end - 1, true);
    const ch__time_atom *after = edge_atom(m, match->end, false);
    if (last->number < 0) return true; /* "p.m." settles it */
    if (before && !last->has_space_before && has_sign(before, ":.,/-") && match->begin &&
        !edge_atom(m, match->begin, false)->has_space_before)
        return false;
    return !has_sign(after, ":%") && !(after && !after->has_space_before && !after->sign);
}

static bool is_short_year(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *last = edge_atom(m, match->end - 1, true);
    const ch__time_atom *after = edge_atom(m, match->end, false);
    const int32_t first = ch__time_slot_at(match, 0)->n, second = ch__time_slot_at(match, 1)->n;
    if (has_sign(after, "-/") && !after->has_space_before) return false;
    if (last->end - last->begin == 4) return second > first && second - first < 200;
    return last->end - last->begin == 2 && second > first % 100;
}

static bool is_ordinal_day(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *last = edge_atom(m, match->end - 1, true);
    return last->number < 0 && !last->sign &&
           !is_noun_tag(tag_of(m, edge_atom(m, match->end, false)));
}

static bool is_quarter_digit(const ch__time_matcher *m, const ch__time_match *match)
{
    (void)m;
    return ch__time_slot_at(match, 0)->n >= 1 && ch__time_slot_at(match, 0)->n <= 4 &&
           edge_atom(m, match->begin, false)->is_capital;
}

/* "last week", "next year"; "the last day", "the next day" of something point back or on. */
static bool is_rel_unit(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_slot *rel = ch__time_slot_at(match, 0);
    if (!rel->value.n || rel->value.p[0] == 'r') return true;
    const ch__time_slot *unit = ch__time_slot_at(match, 1);
    (void)m;
    const bool is_clock_unit = unit->value.n && unit->value.p[0] == 'T';
    return !is_clock_unit;
}

/* "for the year", but not "for the year ended 30 June". */
static bool is_not_ended(const ch__time_matcher *m, const ch__time_match *match)
{
    return !is_one_of(m, edge_atom(m, match->end, false), "ended|ending") &&
           !has_sign(edge_atom(m, match->end, false), "-");
}

static bool is_same_grain(const ch__time_matcher *m, const ch__time_match *match)
{
    (void)m;
    return match->slot_n == 2 &&
           ch__time_slot_at(match, 0)->when.grain == ch__time_slot_at(match, 1)->when.grain &&
           ch__time_slot_at(match, 0)->when.kind == CH__WHEN_POINT &&
           ch__time_slot_at(match, 1)->when.kind == CH__WHEN_POINT;
}

/* "daily" as an adverb, or before a noun that happens: not the name of a newspaper. */
static bool is_set_word(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *atom = edge_atom(m, match->begin, false);
    const ch__time_atom *after = edge_atom(m, match->end, false);
    const uint8_t tag = tag_of(m, atom);
    if (tag == CH_XPOS_JJ && !is_one_of(m, atom, "daily|weekly|hourly|nightly")) return false;
    return (tag == CH_XPOS_RB || tag == CH_XPOS_JJ) &&
           (!atom->is_capital || atom->is_sentence_begin) && tag_of(m, after) != CH_XPOS_NNP;
}

/* "now", "recently", "soon"; not "as soon as", "soon after", "previously announced". */
static bool is_free_adverb(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_atom *before = match->begin ? edge_atom(m, match->begin - 1, true) : &NOTHING;
    const ch__time_atom *after = edge_atom(m, match->end, false);
    if (is_one_of(m, after, "as|after|before|that")) return false;
    if (is_one_of(m, before, "as|not|how|too|very")) return false;
    return !is_one_of(m, edge_atom(m, match->begin, false), "previously") ||
           (tag_of(m, after) != CH_XPOS_VBN && tag_of(m, after) != CH_XPOS_VBD);
}

bool ch__time_guard(const ch__time_matcher *m, const ch__time_match *match, ch_sv guard)
{
    static const struct {
        const char *name;
        bool (*holds)(const ch__time_matcher *, const ch__time_match *);
    } GUARDS[] = {
        {"year", is_year},           {"dayonly", is_day_only},
        {"rate", is_no_rate},        {"adjective", is_adjective},
        {"noun", is_noun},           {"month", is_month},
        {"relref", is_relative},     {"dot", is_abbreviation},
        {"clock", is_clock},         {"yearsshort", is_short_year},
        {"ordinal", is_ordinal_day}, {"q", is_quarter_digit},
        {"rel", is_rel_unit},        {"samegrain", is_same_grain},
        {"setword", is_set_word},    {"ref", is_free_adverb},
        {"notended", is_not_ended},
    };
    for (size_t i = 0; i < sizeof GUARDS / sizeof *GUARDS; i++)
        if (ch__sv_is(guard, GUARDS[i].name)) return m ? GUARDS[i].holds(m, match) : true;
    return false;
}

/* ---- matching ---- */

static bool has_word(const ch__time_matcher *m, const ch__time_element *element, uint32_t at)
{
    if (m->nodes[at].rule) return false;
    const uint32_t word = m->atoms[m->nodes[at].begin].word;
    if (!word) return false;
    for (uint32_t i = 0; i < element->word_n; i++)
        if (m->tables->pattern_words[element->words + i] == word) return true;
    return false;
}

/* Nodes that the element takes at `at`, 0 if it does not fit. */
static uint32_t take(const ch__time_matcher *m, const ch__time_element *element, uint32_t at,
                     ch__time_match *match)
{
    if (at >= m->node_n) return 0;
    const ch__time_atom *first = &m->atoms[m->nodes[at].begin];
    if (element->is_glued && first->has_space_before) return 0;
    if (element->word_n) return has_word(m, element, at) ? 1 : 0;
    if (!(m->nodes[at].classes & element->classes)) return 0;
    const uint32_t n = ch__time_read(m, at, element->classes, &match->slots[match->slot_n]);
    if (n) match->slot_n++;
    return n;
}

/* Greedy with a way back over optional elements; a pattern has few, so the tries are bounded. */
static bool match_from(const ch__time_matcher *m, ch__time_match *match, uint32_t e, uint32_t at)
{
    const ch__time_rule *rule = match->rule;
    if (e == rule->element_n) {
        match->next = at;
        if (match->end == CH_NONE) match->end = at;
        return match->begin != CH_NONE;
    }
    const ch__time_element *element = &rule->elements[e];
    const ch__time_match saved_ends = {
        .begin = match->begin, .end = match->end, .slot_n = match->slot_n};
    const uint32_t n = take(m, element, at, match);
    if (n) {
        if (!element->is_context && match->begin == CH_NONE) match->begin = at;
        if (element->is_context && match->begin != CH_NONE && match->end == CH_NONE)
            match->end = at;
        if (match_from(m, match, e + 1, at + n)) return true;
        match->begin = saved_ends.begin, match->end = saved_ends.end,
        match->slot_n = saved_ends.slot_n;
    }
    return element->is_optional && match_from(m, match, e + 1, at);
}

static bool match_rule(ch__time_matcher *m, const ch__time_rule *rule, uint32_t at,
                       ch__time_match *out)
{
    const ch__time_element *first = &rule->elements[0];
    if (!first->is_optional) { /* the quick no */
        if (first->word_n ? !has_word(m, first, at) : !(m->nodes[at].classes & first->classes))
            return false;
    }
    out->rule = rule;
    out->begin = out->end = CH_NONE;
    out->slot_n = 0;
    if (!match_from(m, out, 0, at) || out->end <= out->begin) return false;
    return !rule->guard.n || ch__time_guard(m, out, rule->guard);
}

static bool can_start(const ch__time_matcher *m, uint32_t level, uint32_t at)
{
    const ch__time_node *node = &m->nodes[at];
    if (node->classes & m->tables->level_classes[level]) return true;
    if (node->rule) return false;
    const uint32_t word = m->atoms[node->begin].word;
    return word && (m->tables->words[word].starts >> level & 1);
}

/* The longest match at `at`, the first listed on a tie; its value in *out_when. */
static bool best_match(ch__time_matcher *m, uint32_t level, uint32_t at, ch__time_match *out,
                       ch__when *out_when)
{
    const ch__times *tables = m->tables;
    bool found = false;
    ch__time_match match = {0};
    out->next = 0;
    for (uint32_t i = tables->level_begin[level]; i < tables->level_begin[level + 1]; i++) {
        ch__when when = {.minute = -1};
        if (!match_rule(m, &tables->rules[i], at, &match)) continue;
        if (found && match.next <= out->next) continue;
        if (!tables->rules[i].operation(m, &match, &when)) continue;
        if (tables->rules[i].mod.n) when.mod = tables->rules[i].mod;
        *out = match;
        *out_when = when;
        found = true;
    }
    return found;
}

static void remember(ch__time_matcher *m, const ch__when *when, uint32_t byte)
{
    if (when->kind != CH__WHEN_POINT || !when->has_year) return;
    m->reference = *when;
    if (when->grain == CH__GRAIN_QUARTER && !when->is_comparison)
        m->quarter = *when, m->quarter_byte = byte;
}

/* "from May 1991 to 1997": two expressions that date one deed. The years that one end lends the other
 * are in the range. */
static void mark_ends(ch__time_matcher *m, const ch__time_match *match, const ch__when *range)
{
    ch__time_node *first = &m->nodes[match->begin], *last = &m->nodes[match->end - 1];
    void *memory = NULL;
    if (range->kind != CH__WHEN_RANGE ||
        ch_arena_alloc(&m->a->arena, 1, sizeof *range, &memory, NULL) != CH_OK)
        return;
    *(ch__when *)memory = *range;
    last->when = *range->to;
    first->when = *range;
    first->when.kind = CH__WHEN_POINT;
    first->when.to = NULL;
    first->range = last->range = memory;
}

static bool can_any_start(const ch__time_matcher *m, uint32_t level)
{
    for (uint32_t at = 0; at < m->node_n; at++)
        if (can_start(m, level, at)) return true;
    return false;
}

static void run_level(ch__time_matcher *m, uint32_t level)
{
    ch__time_match match;
    ch__when when;
    uint32_t to = 0;
    for (uint32_t at = 0; at < m->node_n;) {
        if (!can_start(m, level, at) || !best_match(m, level, at, &match, &when)) {
            if (m->nodes[at].rule && level > 1)
                remember(m, &m->nodes[at].when, m->atoms[m->nodes[at].begin].begin);
            m->spare[to++] = m->nodes[at++];
            continue;
        }
        while (at < match.begin) m->spare[to++] = m->nodes[at++];
        if (match.rule->makes == CH__TC_ENDS) {
            mark_ends(m, &match, &when);
            while (at < match.end) m->spare[to++] = m->nodes[at++];
            continue;
        }
        m->spare[to] = (ch__time_node){.begin = m->nodes[match.begin].begin,
                                       .end = m->nodes[match.end - 1].end,
                                       .classes = (uint64_t)1 << match.rule->makes,
                                       .class = match.rule->makes,
                                       .when = when,
                                       .rule = match.rule->id};
        remember(m, &when, m->atoms[m->nodes[match.begin].begin].begin);
        to++;
        at = match.end;
    }
    ch__time_node *nodes = m->nodes;
    m->nodes = m->spare;
    m->spare = nodes;
    m->node_n = to;
}

ch_status ch__time_match_all(ch__time_matcher *m, ch_error *err)
{
    (void)err;
    const ch__when reference = m->reference, quarter = m->quarter;
    const uint32_t quarter_byte = m->quarter_byte;
    for (uint32_t level = 0; level < CH__TIME_LEVELS; level++) {
        if (!can_any_start(m, level)) continue; /* most paragraphs need only the first */
        m->quarter = quarter, m->quarter_byte = quarter_byte;
        m->reference = reference; /* each level walks the paragraph from its beginning */
        run_level(m, level);
    }
    return CH_OK;
}
