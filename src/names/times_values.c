/* The operations that rules name: from what a pattern bound to a value. Each returns false when the
 * words make no valid value (30 February): then the rule does not match. */
#include "names/times.h"

enum { PSEUDO_YEAR = 2000, QUARTER_REACH = 800 /* bytes */, COMPARING_REACH = 12 /* atoms */ };

/* ---- slots ---- */

static const ch__time_slot *slot_nth(const ch__time_match *match, uint8_t class, uint32_t nth)
{
    for (uint32_t i = 0; i < match->slot_n; i++)
        if (match->slots[i].class == class && nth-- == 0) return &match->slots[i];
    return NULL;
}

static const ch__time_slot *slot(const ch__time_match *match, uint8_t class)
{
    return slot_nth(match, class, 0);
}

/* A slot that the pattern of the rule is sure to have; an empty one if the table says otherwise. */
static const ch__time_slot *sure(const ch__time_match *match, uint8_t class)
{
    const ch__time_slot *found = slot(match, class);
    return found ? found : ch__time_slot_at(match, UINT32_MAX);
}

static const ch__time_slot *slot_last(const ch__time_match *match, uint8_t class)
{
    const ch__time_slot *found = NULL;
    for (uint32_t i = 0; i < match->slot_n; i++)
        if (match->slots[i].class == class) found = &match->slots[i];
    return found;
}

static const ch__time_slot *unit_slot(const ch__time_match *match)
{
    const ch__time_slot *unit = slot(match, CH__TC_UNIT);
    return unit ? unit : slot(match, CH__TC_UNITS);
}

static uint32_t token_of(const ch__time_matcher *m, const ch__time_match *match)
{
    return m->atoms[m->nodes[match->begin].begin].token;
}

/* The word before the expression. */
static bool is_after(const ch__time_matcher *m, const ch__time_match *match, const char *words)
{
    if (!match->begin) return false;
    const uint32_t word = m->atoms[m->nodes[match->begin - 1].end - 1].word;
    return word && ch__sv_in(m->tables->words[word].form, (ch_sv){words, strlen(words)});
}

/* The way from the publication date to a month or a day: what a deadline is does not follow the tense
 * ("gave him until March"), and a present tense does not tell ("the dollar is lower than in March"). */
static int direction_of_month(const ch__time_matcher *m, const ch__time_match *match)
{
    if (is_after(m, match, "until|till|by|through|effective")) return 0;
    const int direction = ch__time_direction(m->tables, m->a, token_of(m, match));
    return direction == 1 ? 0 : direction;
}

static int direction_of(const ch__time_matcher *m, const ch__time_match *match)
{
    if (is_after(m, match, "until|till")) return +2;
    const int direction = ch__time_direction(m->tables, m->a, token_of(m, match));
    const ch__time_atom *end =
        match->end < m->node_n ? &m->atoms[m->nodes[match->end].begin] : NULL;
    /* "Monday's attack shows": that it was on Monday is not said by the verb */
    return direction == 1 && end && end->sign == '\'' && !end->has_space_before ? -1 : direction;
}

typedef struct unit_value {
    uint8_t grain;
    int32_t times;
} unit_value;

/* "W" is a week, "2W" a fortnight, "TH" an hour. */
static unit_value unit_of(const ch__time_slot *unit)
{
    ch_sv value = unit ? unit->value : (ch_sv){NULL, 0};
    int32_t times = 1;
    if (value.n > 1 && ch__is_digit(value.p[0])) times = value.p[0] - '0', value.p++, value.n--;
    static const struct {
        const char *letter;
        uint8_t grain;
    } UNITS[] = {{"D", CH__GRAIN_DAY},     {"W", CH__GRAIN_WEEK},     {"M", CH__GRAIN_MONTH},
                 {"Y", CH__GRAIN_YEAR},    {"Q", CH__GRAIN_QUARTER},  {"E", CH__GRAIN_DECADE},
                 {"C", CH__GRAIN_CENTURY}, {"WE", CH__GRAIN_WEEKEND}, {"TH", CH__GRAIN_HOUR},
                 {"TM", CH__GRAIN_MINUTE}, {"TS", CH__GRAIN_SECOND}};
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (ch__sv_is(value, UNITS[i].letter)) return (unit_value){UNITS[i].grain, times};
    return (unit_value){CH__GRAIN_SPAN, 1};
}

/* "-1" from the publication date, "r+1" from the date told last. */
typedef struct relation {
    const ch__when *base;
    int32_t by;
    bool is_to_reference;
} relation;

static relation relation_of(const ch__time_matcher *m, ch_sv text)
{
    relation out = {&m->anchor, 0, text.n && text.p[0] == 'r'};
    double by = 0;
    if (out.is_to_reference) text.p++, text.n--;
    if (ch__sv_to_double(text, &by) && by > -1000 && by < 1000) out.by = (int32_t)by;
    if (out.is_to_reference && m->reference.kind == CH__WHEN_POINT) out.base = &m->reference;
    return out;
}

static relation relation_in(const ch__time_matcher *m, const ch__time_match *match)
{
    const ch__time_slot *rel = slot_last(match, CH__TC_REL);
    return relation_of(m, match->rule->argument.n || !rel ? match->rule->argument : rel->value);
}

static void take_mod(const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *part = slot(match, CH__TC_PART);
    if (!part) part = slot(match, CH__TC_PARTNOUN);
    if (!part) part = slot(match, CH__TC_APPROX);
    if (part) out->mod = part->value;
}

/* 29 February of a guessed year that has none goes to one that has. */
static bool is_valid(const ch__when *when)
{
    if (when->grain != CH__GRAIN_DAY || !when->n) return true;
    return when->n >= 1 && when->n <= 12 && when->day >= 1 &&
           when->day <= ch__month_length(when->has_year ? when->year : PSEUDO_YEAR, when->n);
}

/* ---- dates ---- */

/* The year told beside it, exactly or as "this year"; false when none is told. */
static bool take_year(const ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *year = slot(match, CH__TC_YEAR), *rel = slot(match, CH__TC_REL);
    if (year) {
        out->year = year->n, out->has_year = true;
        return true;
    }
    if (!rel) return false;
    const relation told = relation_of(m, rel->value);
    out->has_year = told.base->kind == CH__WHEN_POINT && told.base->has_year;
    out->year = out->has_year ? told.base->year + told.by : PSEUDO_YEAR;
    return true;
}

static bool op_date(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *month = slot(match, CH__TC_MONTH), *day = slot(match, CH__TC_DAY);
    const ch__time_slot *weekday = slot(match, CH__TC_WEEKDAY);
    *out = (ch__when){.kind = CH__WHEN_POINT, .minute = -1, .grain = CH__GRAIN_YEAR};
    if (weekday && !day)
        return ch__when_set_weekday(m, weekday->n, direction_of(m, match), out), true;
    if (day) {
        const ch__when *base = m->reference.kind == CH__WHEN_POINT && m->reference.n &&
                                       m->reference.grain >= CH__GRAIN_MONTH && !weekday
                                   ? &m->reference
                                   : &m->anchor;
        if (!month && base->kind != CH__WHEN_POINT) return false;
        out->grain = CH__GRAIN_DAY, out->day = day->n, out->n = month ? month->n : base->n;
        if (!month) {
            out->year = base->year, out->has_year = base->has_year;
            return is_valid(out) && base->grain != CH__GRAIN_WEEK &&
                   base->grain != CH__GRAIN_WEEKEND;
        }
    } else if (month) {
        out->grain = CH__GRAIN_MONTH, out->n = month->n;
    }
    if (!take_year(m, match, out)) {
        if (!month) return false;
        ch__when_guess_year(m, direction_of_month(m, match), out);
    }
    return is_valid(out);
}

static bool op_iso(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    (void)m;
    *out = ch__time_slot_at(match, 0)->when;
    return out->kind == CH__WHEN_POINT;
}

/* "last April", "next Friday", "this summer", "that March" */
static bool op_named(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const relation rel = relation_in(m, match);
    const ch__time_slot *month = slot(match, CH__TC_MONTH), *weekday = slot(match, CH__TC_WEEKDAY);
    const ch__time_slot *season = slot(match, CH__TC_SEASON);
    const bool is_known = rel.base->kind == CH__WHEN_POINT && rel.base->has_year;
    if (weekday) {
        ch__when_set_weekday(m, weekday->n, 0, out);
        if (!is_known || rel.base->grain != CH__GRAIN_DAY || !rel.base->n) return true;
        const int32_t today = ch__when_first_day(rel.base), of_today = ch__weekday(today);
        int32_t by = weekday->n - of_today;
        if (rel.by < 0 && by >= 0) by -= 7;
        if (rel.by > 0 && by <= 0) by += 7;
        ch__when_set_days(out, today + by);
        return true;
    }
    if (!month && !season) return false;
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .minute = -1,
                      .has_year = is_known,
                      .grain = season ? CH__GRAIN_SEASON : CH__GRAIN_MONTH,
                      .n = season  ? season->n
                           : month ? month->n
                                   : 1,
                      .year = is_known ? rel.base->year : PSEUDO_YEAR};
    if (!is_known || rel.by == 0) return true;
    const int32_t today = ch__when_first_day(rel.base);
    if (rel.by < 0 && ch__when_last_day(out) >= today) out->year--;
    if (rel.by > 0 && ch__when_first_day(out) <= today) out->year++;
    return true;
}

static bool op_deictic(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    return ch__when_shift(&m->anchor, CH__GRAIN_DAY,
                          sure(match, CH__TC_DEICTIC)->n + relation_of(m, match->rule->argument).by,
                          out);
}

static bool op_reldays(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const relation rel = relation_in(m, match);
    return ch__when_shift(rel.base, CH__GRAIN_DAY, rel.by, out);
}

static bool rel_weekend(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__when *today = &m->anchor;
    if (today->kind != CH__WHEN_POINT || !today->has_year)
        return ch__when_shift(today, CH__GRAIN_WEEKEND, 0, out);
    const bool is_weekend = ch__weekday(ch__when_first_day(today)) >= 6;
    const bool is_past = !is_weekend && direction_of(m, match) <= 0;
    return ch__when_shift(today, CH__GRAIN_WEEKEND, is_past ? -1 : 0, out);
}

/* "last week", "the following year", "that day" */
static bool op_rel(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    relation rel = relation_in(m, match);
    const unit_value unit = unit_of(unit_slot(match));
    if (!unit_slot(match)) /* "the weekend" */
        return rel_weekend(m, match, out);
    if (unit.grain >= CH__GRAIN_HOUR || unit.times != 1) return false;
    if (unit.grain == CH__GRAIN_WEEK && !rel.is_to_reference && rel.base->kind == CH__WHEN_POINT &&
        rel.base->has_year && ch__weekday(ch__when_first_day(rel.base)) == 7) {
        ch__when monday; /* told on a Sunday, "last week" is the one that ends */
        return ch__when_shift(rel.base, CH__GRAIN_DAY, 1, &monday) &&
               ch__when_shift(&monday, CH__GRAIN_WEEK, rel.by, out) && (take_mod(match, out), true);
    }
    if (unit.grain == CH__GRAIN_DAY && !rel.is_to_reference) {
        if (rel.by < 0) return false; /* "the last day of the talks" */
        if (rel.by > 0 && m->reference.kind == CH__WHEN_POINT) rel.base = &m->reference;
    }
    if (!ch__when_shift(rel.base, unit.grain, rel.by, out)) return false;
    take_mod(match, out);
    return true;
}

static void set_text(ch__when *out, const char *text)
{
    *out = (ch__when){.kind = CH__WHEN_TEXT, .minute = -1, .text = {text, strlen(text)}};
}

static bool set_duration(const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *number = slot_last(match, CH__TC_NUMBER);
    const unit_value unit = unit_of(unit_slot(match));
    *out = (ch__when){.kind = CH__WHEN_DURATION, .grain = unit.grain, .minute = -1};
    out->is_vague = number ? number->when.is_vague : slot(match, CH__TC_UNITS) != NULL;
    out->amount_milli = (number ? number->when.amount_milli : 1000) * unit.times;
    if (number) out->mod = number->when.mod;
    return out->is_vague || out->amount_milli > 0;
}

/* "a year earlier" soon after "the third quarter" means that quarter of the year before. */
static bool is_by_quarter(const ch__time_matcher *m, const ch__time_match *match)
{
    const uint32_t byte = m->atoms[m->nodes[match->begin].begin].begin;
    return m->quarter.kind == CH__WHEN_POINT && byte - m->quarter_byte < QUARTER_REACH;
}

static bool shift_by_duration(const ch__when *base, const ch__when *length, int sign, ch__when *out)
{
    const int32_t whole = (int32_t)(length->amount_milli / 1000);
    const bool has_half = length->amount_milli % 1000 != 0;
    uint8_t grain = length->grain;
    int32_t by = whole;
    if (grain == CH__GRAIN_YEAR && has_half) grain = CH__GRAIN_MONTH, by = whole * 12 + 6;
    if (grain == CH__GRAIN_DECADE) grain = CH__GRAIN_YEAR, by = whole * 10;
    if (grain == CH__GRAIN_CENTURY) grain = CH__GRAIN_YEAR, by = whole * 100;
    return ch__when_shift(base, grain, sign * by, out);
}

static bool op_ago(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const relation rel = relation_of(m, match->rule->argument);
    ch__when length;
    if (!set_duration(match, &length)) return false;
    if (length.is_vague || length.grain >= CH__GRAIN_HOUR) {
        if (rel.is_to_reference) return *out = length, true;
        return set_text(out, rel.by < 0 ? "PAST_REF" : "FUTURE_REF"), true;
    }
    if (length.grain == CH__GRAIN_YEAR && rel.is_to_reference && is_by_quarter(m, match)) {
        *out = m->quarter;
        out->year += rel.by * (int32_t)(length.amount_milli / 1000);
        out->is_comparison = true;
        return out->year >= 1 && out->year <= 9000;
    }
    const bool is_known = rel.base->kind == CH__WHEN_POINT;
    if (!is_known || !shift_by_duration(rel.base, &length, rel.by, out)) {
        if (rel.is_to_reference) return *out = length, true;
        return set_text(out, rel.by < 0 ? "PAST_REF" : "FUTURE_REF"), true;
    }
    out->mod = length.mod;
    if (slot(match, CH__TC_APPROX)) take_mod(match, out);
    return true;
}

static bool op_quarter(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *ordinal = slot(match, CH__TC_ORDINAL);
    if (!ordinal) ordinal = slot(match, CH__TC_DIGITS);
    if (!ordinal || ordinal->n == 0 || ordinal->n > 4) return false;
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .grain = CH__GRAIN_QUARTER,
                      .minute = -1,
                      .n = ordinal->n < 0 ? 4 : ordinal->n};
    if (take_year(m, match, out)) return true;
    ch__when_guess_year(m, direction_of(m, match) < 0 ? -1 : 0, out);
    return true;
}

/* "the quarter": the one told last, else the last one that is over. */
static bool op_quarterago(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *year = slot(match, CH__TC_YEAR);
    if (is_by_quarter(m, match)) {
        *out = m->quarter;
        out->mod = (ch_sv){NULL, 0};
    } else if (year) {
        *out = (ch__when){
            .kind = CH__WHEN_POINT, .grain = CH__GRAIN_YEAR, .minute = -1, .has_year = true};
    } else if (!ch__when_shift(&m->anchor, CH__GRAIN_QUARTER, -1, out)) {
        return false;
    }
    if (year) out->year = year->n, out->has_year = out->is_comparison = true;
    return true;
}

static bool op_quarterperiod(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    return is_by_quarter(m, match) && op_quarterago(m, match, out);
}

static bool op_yearago(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *ordinal = slot(match, CH__TC_ORDINAL);
    if (ordinal) {
        if (!op_quarter(m, match, out)) return false;
    } else if (is_by_quarter(m, match)) {
        *out = m->quarter;
    } else {
        return ch__when_shift(&m->anchor, CH__GRAIN_YEAR, -1, out);
    }
    if (ordinal || m->quarter.year >= m->anchor.year) out->year--;
    out->is_comparison = true;
    return true;
}

static bool op_halfof(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *ordinal = sure(match, CH__TC_ORDINAL);
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .grain = CH__GRAIN_HALF,
                      .minute = -1,
                      .n = ordinal->n < 0 ? 2 : ordinal->n};
    if (out->n < 1 || out->n > 2) return false;
    if (take_year(m, match, out)) return true;
    out->year = m->anchor.year, out->has_year = m->anchor.has_year;
    return true;
}

static bool op_season(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .grain = CH__GRAIN_SEASON,
                      .minute = -1,
                      .n = sure(match, CH__TC_SEASON)->n};
    if (!take_year(m, match, out)) ch__when_guess_year(m, direction_of_month(m, match), out);
    return true;
}

static bool op_yearend(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    (void)match;
    return ch__when_shift(&m->anchor, CH__GRAIN_YEAR, 0, out);
}

static bool op_decade(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *decade = slot(match, CH__TC_DECADES);
    (void)m;
    if (!decade) decade = sure(match, CH__TC_DECADEWORD);
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .grain = CH__GRAIN_DECADE,
                      .minute = -1,
                      .has_year = true,
                      .year = decade->n * 10};
    return true;
}

static bool op_century(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const int32_t n = sure(match, CH__TC_ORDINAL)->n;
    (void)m;
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .grain = CH__GRAIN_CENTURY,
                      .minute = -1,
                      .has_year = true,
                      .year = (n - 1) * 100};
    return n >= 1 && n <= 22;
}

static bool op_weekof(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    ch__when day;
    return op_date(m, match, &day) && ch__when_shift(&day, CH__GRAIN_WEEK, 0, out);
}

/* "Friday last week" */
static bool op_weekdayof(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const relation rel = relation_in(m, match);
    const int32_t weekday = sure(match, CH__TC_WEEKDAY)->n;
    ch__when week;
    if (!ch__when_shift(rel.base, CH__GRAIN_WEEK, rel.by, &week)) return false;
    ch__when_set_weekday(m, weekday, 0, out);
    if (week.has_year) ch__when_set_days(out, ch__when_first_day(&week) + weekday - 1);
    return true;
}

/* "the 3rd of this month" */
static bool op_dayof(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const relation rel = relation_in(m, match);
    if (!ch__when_shift(rel.base, CH__GRAIN_MONTH, rel.by, out) || !out->n) return false;
    out->grain = CH__GRAIN_DAY;
    out->day = sure(match, CH__TC_DAY)->n;
    return is_valid(out);
}

/* ---- durations, sets, references ---- */

static bool op_duration(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    if (!set_duration(match, out)) return false;
    /* a fourth part is no time: "a quarter of", "three-quarters" */
    const bool is_hyphened =
        m->nodes[match->begin].end < m->atom_n && m->atoms[m->nodes[match->begin].end].sign == '-';
    return out->grain != CH__GRAIN_QUARTER ||
           (out->amount_milli > 1000 && !(is_hyphened && slot(match, CH__TC_UNITS)));
}

/* "half a year", "two and a half years", "a minute and a half" */
static bool op_halves(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    (void)m;
    if (!set_duration(match, out)) return false;
    out->amount_milli = slot(match, CH__TC_NUMBER) ? out->amount_milli + 500 : 500;
    return true;
}

static bool op_relspan(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const relation rel = relation_in(m, match);
    if (!set_duration(match, out)) return false;
    if (rel.is_to_reference && rel.by == 0) return false; /* "that four days were enough" */
    if (!rel.is_to_reference) out->toward = (int8_t)(rel.by < 0 ? -1 : rel.by > 0);
    return true;
}

static bool op_within(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    (void)m;
    *out = sure(match, CH__TC_DURATION)->when;
    out->bound = -1;
    return out->kind == CH__WHEN_DURATION;
}

static bool op_text(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *ref = slot(match, CH__TC_REF);
    (void)m;
    *out = (ch__when){.kind = CH__WHEN_TEXT, .minute = -1};
    out->text = match->rule->argument.n ? match->rule->argument
                : ref                   ? ref->value
                                        : CH_SV("PAST_REF");
    return true;
}

static bool op_set(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *word = slot(match, CH__TC_SETWORD), *weekday = slot(match, CH__TC_WEEKDAY);
    const ch__time_slot *month = slot(match, CH__TC_MONTH), *season = slot(match, CH__TC_SEASON);
    const ch__time_slot *part = slot(match, CH__TC_DAYPART);
    if (!weekday) weekday = slot(match, CH__TC_WEEKDAYS);
    if (unit_slot(match)) { /* "every two weeks"; "twice a week" counts within one */
        if (!set_duration(match, out)) return false;
        if (!slot(match, CH__TC_EVERY) && slot(match, CH__TC_NUMBER)) out->amount_milli = 1000;
        return true;
    }
    *out = (ch__when){.kind = CH__WHEN_POINT, .grain = CH__GRAIN_DAY, .minute = -1};
    if (word)
        return *out = (ch__when){.kind = CH__WHEN_TEXT, .minute = -1, .text = word->value}, true;
    if (weekday) out->weekday = (uint8_t)weekday->n;
    if (month) out->grain = CH__GRAIN_MONTH, out->n = month->n;
    if (season) out->grain = CH__GRAIN_SEASON, out->n = season->n;
    if (part) out->daypart = part->value;
    const char *form = m->a->report.text.p + m->atoms[m->nodes[match->begin].begin].begin;
    (void)form;
    return !part || !weekday || slot(match, CH__TC_EVERY) != NULL ||
           m->a->report.text.p[m->atoms[m->nodes[match->end - 1].begin].end - 1] == 's';
}

/* Takes the words away from other rules and says nothing: "30-year-old". */
static bool op_none(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    (void)m, (void)match;
    *out = (ch__when){.kind = CH__WHEN_NONE};
    return true;
}

/* ---- times of day ---- */

static bool op_clock(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *clock = slot(match, CH__TC_CLOCK), *number = slot(match, CH__TC_NUMBER);
    const ch__time_slot *part = slot(match, CH__TC_DAYPART);
    if (!clock) clock = slot(match, CH__TC_HOUR);
    if (!ch__when_shift(&m->anchor, CH__GRAIN_DAY, 0, out)) return false;
    if (!clock && (!number || number->n < 1 || number->n > 12)) return false;
    out->minute = (int16_t)(clock ? clock->n : number->n * 60);
    if (part && !ch__sv_is(part->value, "MO") && out->minute < 720) out->minute += 720;
    out->is_utc = ch__sv_is(sure(match, CH__TC_ZONE)->value, "Z");
    return out->minute <= 1440;
}

/* "this morning", "last night", "the next evening", "tonight" */
static bool op_relpart(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    relation rel = relation_in(m, match);
    const ch__time_slot *part = slot(match, CH__TC_DAYPART);
    if (rel.by > 0 && m->reference.kind == CH__WHEN_POINT) rel.base = &m->reference;
    if (!ch__when_shift(rel.base, CH__GRAIN_DAY, rel.by, out) &&
        !ch__when_shift(&m->anchor, CH__GRAIN_DAY, rel.by, out))
        return false;
    out->daypart = part ? part->value : CH_SV("NI");
    take_mod(match, out);
    return true;
}

/* Two made nodes side by side, or a part of the day and a date. */
static bool op_daypart(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *date = slot(match, CH__TC_DATE), *time = slot(match, CH__TC_TIME);
    const ch__time_slot *part = slot(match, CH__TC_DAYPART),
                        *other = slot_nth(match, CH__TC_TIME, 1);
    (void)m;
    if (!date) date = other;
    if (!date || date->when.kind != CH__WHEN_POINT || date->when.grain != CH__GRAIN_DAY)
        return false;
    if (time && time->when.kind != CH__WHEN_POINT) return false;
    *out = date->when;
    if (time && time->when.minute >= 0)
        out->minute = time->when.minute, out->is_utc = time->when.is_utc;
    if (time && time->when.daypart.n && out->minute < 0) out->daypart = time->when.daypart;
    if (time && time->when.mod.n) out->mod = time->when.mod;
    if (part) out->daypart = part->value;
    return true;
}

/* ---- on top of others ---- */

static bool op_part(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    (void)m;
    *out = ch__time_slot_at(match, match->slot_n - 1)->when;
    take_mod(match, out);
    return out->kind == CH__WHEN_POINT;
}

static bool op_approx(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    (void)m;
    *out = ch__time_slot_at(match, match->slot_n - 1)->when;
    take_mod(match, out);
    if (out->kind == CH__WHEN_POINT && out->weekday)
        return false; /* "to get around Wednesday's ruling" */
    return out->kind == CH__WHEN_POINT ||
           (!out->toward && out->kind == CH__WHEN_DURATION && !out->is_vague);
}

/* "two days before the summit of 4 May" */
static bool op_around(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *length = slot(match, CH__TC_DURATION);
    const ch__when *base = &sure(match, CH__TC_DATE)->when;
    const int by = relation_of(m, match->rule->argument).by;
    if (base->kind != CH__WHEN_POINT) return false;
    if (!length) return ch__when_shift(base, CH__GRAIN_DAY, by, out);
    if (length->when.kind != CH__WHEN_DURATION || length->when.is_vague) return false;
    return shift_by_duration(base, &length->when, by, out);
}

/* "the first visit since 2000": the year is that of another visit. */
static bool is_comparing(const ch__time_matcher *m, const ch__time_match *match)
{
    const uint32_t since = m->nodes[match->begin].begin;
    for (uint32_t n = 2; n <= COMPARING_REACH && n <= since; n++) {
        const ch__time_atom *atom = &m->atoms[since - n];
        if (atom->sign && strchr(".,;:", atom->sign)) return false;
        if (atom->token >= m->a->token_n) continue;
        const ch_token *token = &m->a->tokens[atom->token];
        if (token->xpos == CH_XPOS_JJS || token->xpos == CH_XPOS_RBS) return true;
        if (ch__sv_in(token->lower, CH_SV("first|only"))) return true;
    }
    return false;
}

static bool op_bound(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    *out = ch__time_slot_at(match, match->slot_n - 1)->when;
    out->bound = (int8_t)relation_of(m, match->rule->argument).by;
    out->is_undated = out->bound > 0 && is_comparing(m, match);
    return true;
}

static bool make_range(ch__time_matcher *m, const ch__when *from, const ch__when *to, ch__when *out)
{
    void *memory = NULL;
    if (from->kind != CH__WHEN_POINT || to->kind != CH__WHEN_POINT) return false;
    if (ch_arena_alloc(&m->a->arena, 1, sizeof *to, &memory, NULL) != CH_OK) return false;
    ch__when begin = *from, end = *to;
    if (begin.is_year_guessed && !end.is_year_guessed && end.has_year) {
        begin.year = end.year, begin.has_year = true;
        if (ch__when_first_day(&begin) > ch__when_first_day(&end)) begin.year--;
    } else if (end.is_year_guessed && begin.has_year) {
        end.year = begin.year, end.has_year = true;
        if (ch__when_first_day(&end) < ch__when_first_day(&begin)) end.year++;
    } else if (begin.has_year && end.has_year &&
               ch__when_first_day(&end) < ch__when_first_day(&begin)) {
        if (end.grain != CH__GRAIN_DAY || begin.grain != CH__GRAIN_DAY) return false;
        const int32_t gap = ch__when_first_day(&begin) - ch__when_first_day(&end);
        if (gap > 6) return false;
        ch__when_set_days(&begin, ch__when_first_day(&begin) - 7); /* "from Friday to Monday" */
    }
    *(ch__when *)memory = end;
    *out = begin;
    out->kind = CH__WHEN_RANGE;
    out->to = memory;
    return true;
}

static bool op_range(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    return make_range(m, &ch__time_slot_at(match, 0)->when, &ch__time_slot_at(match, 1)->when, out);
}

/* "March 3-14", "3 to 14 March 2026" */
static bool op_days(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *first = slot_nth(match, CH__TC_DAY, 0),
                        *second = slot_nth(match, CH__TC_DAY, 1);
    if (!first || !second) return false;
    ch__when from = {.kind = CH__WHEN_POINT,
                     .grain = CH__GRAIN_DAY,
                     .minute = -1,
                     .n = sure(match, CH__TC_MONTH)->n,
                     .day = first->n};
    if (!take_year(m, match, &from)) ch__when_guess_year(m, direction_of_month(m, match), &from);
    ch__when to = from;
    to.day = second->n;
    return second->n > first->n && is_valid(&from) && is_valid(&to) &&
           make_range(m, &from, &to, out);
}

static bool op_months(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *first = slot_nth(match, CH__TC_MONTH, 0),
                        *second = slot_nth(match, CH__TC_MONTH, 1);
    if (!first || !second) return false;
    ch__when to = {.kind = CH__WHEN_POINT, .grain = CH__GRAIN_MONTH, .minute = -1, .n = second->n};
    take_year(m, match, &to);
    ch__when from = to;
    from.n = first->n;
    if (from.n > to.n) from.year--;
    return make_range(m, &from, &to, out);
}

/* "2014-15", "2013-2016" */
static bool op_yearsshort(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const int32_t first = ch__time_slot_at(match, 0)->n, second = ch__time_slot_at(match, 1)->n;
    ch__when from = {.kind = CH__WHEN_POINT,
                     .grain = CH__GRAIN_YEAR,
                     .minute = -1,
                     .has_year = true,
                     .year = first};
    ch__when to = from;
    to.year = second < 100 ? first / 100 * 100 + second : second;
    return make_range(m, &from, &to, out);
}

/* ---- named days ---- */

static bool op_holiday(ch__time_matcher *m, const ch__time_match *match, ch__when *out)
{
    const ch__time_slot *holiday = slot(match, CH__TC_HOLIDAY);
    if (!holiday) { /* level 0 only keeps the row */
        *out = (ch__when){.kind = CH__WHEN_TEXT, .text = match->rule->argument, .minute = -1};
        return m->atoms[m->nodes[match->begin].begin].is_capital;
    }
    const ch_sv row = holiday->when.text;
    ch__when year = {0};
    if (take_year(m, match, &year) && year.has_year && slot(match, CH__TC_YEAR))
        return ch__named_day_set(row, year.year, out);
    const ch__time_slot *rel = slot(match, CH__TC_REL);
    if (m->anchor.kind != CH__WHEN_POINT || !m->anchor.has_year) {
        if (!ch__named_day_set(row, PSEUDO_YEAR, out)) return false;
        out->has_year = false;
        if (!ch__is_digit(row.p[0]) || memchr(row.p, '/', 3))
            out->n = out->day = 0; /* a movable feast */
        return true;
    }
    const int direction = rel ? relation_of(m, rel->value).by : direction_of(m, match);
    const int32_t today = ch__when_first_day(&m->anchor);
    ch__when best = {0};
    int32_t best_distance = INT32_MAX;
    for (int32_t y = m->anchor.year - 1; y <= m->anchor.year + 1; y++) {
        if (!ch__named_day_set(row, y, out)) continue;
        const int32_t gap = ch__when_first_day(out) - today;
        if (rel ? (direction < 0 && gap >= 0) || (direction > 0 && gap <= 0)
                : (direction < 0 && gap > 0) || (direction > 0 && gap < 0))
            continue;
        if ((gap < 0 ? -gap : gap) < best_distance)
            best = *out, best_distance = gap < 0 ? -gap : gap;
    }
    *out = best;
    return best_distance != INT32_MAX;
}

ch__time_operation ch__time_operation_named(ch_sv name)
{
    static const struct {
        const char *name;
        ch__time_operation operation;
    } OPERATIONS[] = {
        {"date", op_date},
        {"iso", op_iso},
        {"named", op_named},
        {"deictic", op_deictic},
        {"rel", op_rel},
        {"reldays", op_reldays},
        {"ago", op_ago},
        {"quarter", op_quarter},
        {"quarterago", op_quarterago},
        {"yearago", op_yearago},
        {"quarterperiod", op_quarterperiod},
        {"halfof", op_halfof},
        {"season", op_season},
        {"yearend", op_yearend},
        {"decade", op_decade},
        {"century", op_century},
        {"weekof", op_weekof},
        {"weekdayof", op_weekdayof},
        {"dayof", op_dayof},
        {"duration", op_duration},
        {"halves", op_halves},
        {"relspan", op_relspan},
        {"within", op_within},
        {"text", op_text},
        {"set", op_set},
        {"none", op_none},
        {"clock", op_clock},
        {"relpart", op_relpart},
        {"daypart", op_daypart},
        {"part", op_part},
        {"approx", op_approx},
        {"around", op_around},
        {"bound", op_bound},
        {"range", op_range},
        {"days", op_days},
        {"months", op_months},
        {"yearsshort", op_yearsshort},
        {"holiday", op_holiday},
    };
    for (size_t i = 0; i < sizeof OPERATIONS / sizeof *OPERATIONS; i++)
        if (ch__sv_is(name, OPERATIONS[i].name)) return OPERATIONS[i].operation;
    return NULL;
}
