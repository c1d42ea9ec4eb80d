/* Atoms, and what is read from them by code and not by table: numbers, years, days, clock times. */
#include "names/times.h"

#define BIT(class) ((uint64_t)1 << CH__TC_##class)

/* ---- atoms ---- */

static bool is_word_byte(char c) { return ch__is_alpha(c) || (unsigned char)c >= 0x80; }

/* Signs that several code points stand for: U+2018/2019 and U+2032 as ', U+2010 to U+2015 and U+2212
 * as -, no-break spaces as a blank. Returns the bytes, 0 if it is none of them. */
static uint32_t read_sign(ch_sv text, uint32_t at, char *out)
{
    if ((unsigned char)text.p[at] < 0xC2) return 0;
    size_t n = 0;
    const uint32_t c = ch__utf8_decode(text, at, &n);
    if (c == 0x2018 || c == 0x2019 || c == 0x2032)
        *out = '\'';
    else if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        *out = '-';
    else if (c == 0xA0 || c == 0x202F || (c >= 0x2002 && c <= 0x200A))
        *out = ' ';
    else if (c == 0x201C || c == 0x201D || (c >= 0x2020 && c <= 0x2030))
        *out = '"';
    else
        return 0;
    return (uint32_t)n;
}

static uint32_t read_letters(ch_sv text, uint32_t at, uint32_t end)
{
    char sign;
    while (at < end && is_word_byte(text.p[at]) && !read_sign(text, at, &sign)) {
        size_t n = 1;
        if ((unsigned char)text.p[at] >= 0x80) ch__utf8_decode(text, at, &n);
        at += (uint32_t)n;
    }
    return at;
}

static void read_digits(ch_sv text, uint32_t end, ch__time_atom *atom)
{
    uint32_t at = atom->begin;
    int32_t number = 0;
    for (; at < end && ch__is_digit(text.p[at]); at++)
        if (at - atom->begin < 9) number = number * 10 + (text.p[at] - '0');
    atom->number = at - atom->begin > 9 ? -1 : number;
    atom->end = at;
}

static void read_word(const ch__times *tables, ch_sv text, uint32_t end, ch__time_atom *atom)
{
    char lower[32];
    atom->end = read_letters(text, atom->begin, end);
    atom->is_capital = ch__is_upper(text.p[atom->begin]);
    const uint32_t n = atom->end - atom->begin;
    if (n > sizeof lower) return;
    for (uint32_t i = 0; i < n; i++) lower[i] = ch__to_lower(text.p[atom->begin + i]);
    atom->word = ch__time_word_find(tables, (ch_sv){lower, n});
}

/* One atom at a byte that is no white space. */
static void read_atom(const ch__times *tables, ch_sv text, uint32_t end, ch__time_atom *atom)
{
    const uint32_t sign_n = read_sign(text, atom->begin, &atom->sign);
    const char c = text.p[atom->begin];
    if (sign_n) {
        atom->end = atom->begin + sign_n;
    } else if (ch__is_digit(c)) {
        read_digits(text, end, atom);
    } else if (is_word_byte(c)) {
        read_word(tables, text, end, atom);
    } else {
        atom->sign = c == '`' ? '\'' : c;
        atom->end = atom->begin + 1;
    }
    if (atom->sign) atom->word = ch__time_word_find(tables, (ch_sv){&atom->sign, 1});
}

/* Does the tag of the token bear out a reading that needs it? */
static bool is_needed(const ch_analysis *a, const ch__time_atom *atom, char need)
{
    const ch_token *token = atom->token < a->token_n ? &a->tokens[atom->token] : NULL;
    if (!need) return true;
    if (need == 'C') return atom->is_capital;
    if (!token) return true;
    const uint8_t tag = token->xpos;
    if (need == 'A')
        return tag < CH_XPOS_N && tag != CH_XPOS_VB && tag != CH_XPOS_VBP && tag != CH_XPOS_VBZ;
    if (need == 'N')
        return tag == CH_XPOS_NN || tag == CH_XPOS_NNP || tag == CH_XPOS_NNS ||
               tag == CH_XPOS_NNPS || tag == CH_XPOS_JJ;
    return atom->is_capital && (tag == CH_XPOS_NNP || tag == CH_XPOS_NNPS || tag == CH_XPOS_NN);
}

static uint64_t classes_of(const ch__time_matcher *m, const ch__time_atom *atom)
{
    uint64_t classes = 0;
    if (atom->number >= 0)
        return BIT(NUMBER) | BIT(DIGITS) | BIT(YEAR) | BIT(DAY) | BIT(CLOCK) | BIT(ISODATE) |
               BIT(ORDINAL) | BIT(DECADES);
    if (atom->sign == '\'') return BIT(YEAR) | BIT(DECADES);
    if (!atom->word) return 0;
    for (uint32_t s = m->tables->words[atom->word].senses; s; s = m->tables->senses[s - 1].next) {
        const ch__time_sense *sense = &m->tables->senses[s - 1];
        if (is_needed(m->a, atom, sense->need)) classes |= (uint64_t)1 << sense->class;
    }
    if (classes & (BIT(CARDINAL) | BIT(VAGUE) | BIT(SCALE)))
        classes |= BIT(NUMBER) | BIT(YEAR) | BIT(DAY) | BIT(ORDINAL);
    if (classes & BIT(ORDINALWORD)) classes |= BIT(ORDINAL) | BIT(DAY);
    return classes;
}

uint32_t ch__time_cut(ch__time_matcher *m, uint32_t begin, uint32_t end, uint32_t *token)
{
    const ch_analysis *a = m->a;
    const ch_sv text = a->report.text;
    uint32_t at = begin;
    bool has_space = true;
    m->atom_n = 0;
    while (at < end && m->atom_n < CH__TIME_BLOCK) {
        char sign = 0;
        const uint32_t sign_n = read_sign(text, at, &sign);
        if (ch__is_space(text.p[at]) || (sign_n && sign == ' ')) {
            at += sign_n ? sign_n : 1;
            has_space = true;
            continue;
        }
        ch__time_atom *atom = &m->atoms[m->atom_n];
        *atom = (ch__time_atom){.begin = at, .number = -1, .has_space_before = has_space};
        read_atom(m->tables, text, end, atom);
        while (*token + 1 < a->token_n && a->tokens[*token].span.end <= at) (*token)++;
        atom->token = *token;
        atom->is_sentence_begin = *token < a->token_n && a->tokens[*token].span.begin >= at &&
                                  a->sentences[a->tokens[*token].sentence].token_begin == *token;
        m->nodes[m->atom_n] = (ch__time_node){
            .begin = m->atom_n, .end = m->atom_n + 1, .classes = classes_of(m, atom)};
        m->atom_n++;
        at = atom->end;
        has_space = false;
    }
    m->node_n = m->atom_n;
    return at;
}

/* ---- readers ---- */

/* The atom at node `at`, NULL past the end or where a rule has already made a node. */
static const ch__time_atom *atom_at(const ch__time_matcher *m, uint32_t at)
{
    return at < m->node_n && !m->nodes[at].rule ? &m->atoms[m->nodes[at].begin] : NULL;
}

static bool is_sign(const ch__time_matcher *m, uint32_t at, char sign)
{
    const ch__time_atom *atom = atom_at(m, at);
    return atom && atom->sign == sign;
}

static bool is_glued_sign(const ch__time_matcher *m, uint32_t at, char sign)
{
    return is_sign(m, at, sign) && !atom_at(m, at)->has_space_before;
}

static bool is_word(const ch__time_matcher *m, uint32_t at, const char *word)
{
    const ch__time_atom *atom = atom_at(m, at);
    return atom && atom->word && ch__sv_is(m->tables->words[atom->word].form, word);
}

/* Letters glued to what stands before: "10th", "1990s", "3pm". */
static bool is_suffix(const ch__time_matcher *m, uint32_t at, const char *letters)
{
    const ch__time_atom *atom = atom_at(m, at);
    if (!atom || atom->has_space_before || atom->end - atom->begin != strlen(letters)) return false;
    const char *p = m->a->report.text.p + atom->begin;
    for (size_t i = 0; letters[i]; i++)
        if (ch__to_lower(p[i]) != letters[i]) return false;
    return true;
}

static bool sense_at(const ch__time_matcher *m, uint32_t at, uint8_t class,
                     const ch__time_sense **out)
{
    const ch__time_atom *atom = atom_at(m, at);
    if (!atom || !(m->nodes[at].classes & ((uint64_t)1 << class)) || !atom->word) return false;
    for (uint32_t s = m->tables->words[atom->word].senses; s; s = m->tables->senses[s - 1].next)
        if (m->tables->senses[s - 1].class == class) {
            *out = &m->tables->senses[s - 1];
            return true;
        }
    return false;
}

static uint32_t digits_n(const ch__time_atom *atom) { return atom->end - atom->begin; }

static bool digits_at(const ch__time_matcher *m, uint32_t at, const ch__time_atom **out)
{
    const ch__time_atom *atom = atom_at(m, at);
    if (!atom || atom->number < 0) return false;
    *out = atom;
    return true;
}

static bool glued_digits_at(const ch__time_matcher *m, uint32_t at, uint32_t n, int32_t *out)
{
    const ch__time_atom *atom;
    if (!digits_at(m, at, &atom) || atom->has_space_before || digits_n(atom) != n) return false;
    *out = atom->number;
    return true;
}

/* "1,000", "2.5", "2 1/2" */
static uint32_t read_digit_number(const ch__time_matcher *m, uint32_t at, ch__when *out)
{
    const ch__time_atom *atom;
    int32_t more = 0;
    if (!digits_at(m, at, &atom)) return 0;
    uint32_t n = 1;
    int64_t whole = atom->number, milli = 0;
    while (n < 6 && is_glued_sign(m, at + n, ',') && glued_digits_at(m, at + n + 1, 3, &more))
        whole = whole * 1000 + more, n += 2;
    if (is_glued_sign(m, at + n, '.') && glued_digits_at(m, at + n + 1, 1, &more))
        milli = more * 100, n += 2;
    else if (digits_at(m, at + n, &atom) && atom->number == 1 &&
             is_glued_sign(m, at + n + 1, '/') && glued_digits_at(m, at + n + 2, 1, &more) &&
             more == 2)
        milli = 500, n += 3;
    out->amount_milli = whole * 1000 + milli;
    return n;
}

/* "twenty-four", "a hundred and ten", "two thousand" */
static uint32_t read_word_number(const ch__time_matcher *m, uint32_t at, ch__when *out)
{
    const ch__time_sense *sense;
    int64_t total = 0, part = 0;
    uint32_t n = 0;
    bool was_unit = false;
    while (n < 8) {
        if (sense_at(m, at + n, CH__TC_CARDINAL, &sense)) {
            if (was_unit) break; /* "one two" */
            was_unit = sense->n < 20;
            part += sense->n;
            n++;
        } else if (n && sense_at(m, at + n, CH__TC_SCALE, &sense)) {
            part = (part ? part : 1) * sense->n;
            if (sense->n >= 1000) total += part, part = 0;
            if (total > 1000000000) return 0;
            was_unit = false;
            n++;
        } else if (n && part >= 20 && part % 10 == 0 && is_sign(m, at + n, '-') &&
                   sense_at(m, at + n + 1, CH__TC_CARDINAL, &sense) && sense->n < 10) {
            n++;
        } else if (n && total + part >= 100 && is_word(m, at + n, "and") &&
                   sense_at(m, at + n + 1, CH__TC_CARDINAL, &sense) && sense->n > 1) {
            n++;
        } else {
            break;
        }
    }
    out->amount_milli = (total + part) * 1000;
    return n;
}

/* "several", "a few", "a couple of", "the many": X */
static uint32_t read_vague_number(const ch__time_matcher *m, uint32_t at, ch__when *out)
{
    const ch__time_sense *sense;
    uint32_t n = is_word(m, at, "a") ? 1 : 0;
    if (!sense_at(m, at + n, CH__TC_VAGUE, &sense)) return 0;
    n++;
    out->is_vague = sense->n == 0;
    out->amount_milli = sense->n * 1000;
    if (sense->n) out->mod = CH_SV("APPROX");
    if (is_word(m, at + n, "of")) n++;
    return n;
}

static uint32_t read_number(const ch__time_matcher *m, uint32_t at, ch__time_slot *out)
{
    out->when = (ch__when){.kind = CH__WHEN_NUMBER};
    uint32_t n = read_digit_number(m, at, &out->when);
    if (!n) n = read_vague_number(m, at, &out->when);
    if (!n) n = read_word_number(m, at, &out->when);
    out->n = (int32_t)(out->when.amount_milli / 1000);
    return out->when.amount_milli > (int64_t)100000 * 1000 ? 0 : n;
}

/* "21st", "third", "twenty-first" */
static uint32_t read_ordinal(const ch__time_matcher *m, uint32_t at, ch__time_slot *out)
{
    const ch__time_atom *atom;
    const ch__time_sense *sense;
    if (digits_at(m, at, &atom)) {
        out->n = atom->number;
        return is_suffix(m, at + 1, "st") || is_suffix(m, at + 1, "nd") ||
                       is_suffix(m, at + 1, "rd") || is_suffix(m, at + 1, "th")
                   ? 2
                   : 0;
    }
    if (sense_at(m, at, CH__TC_ORDINALWORD, &sense)) return out->n = sense->n, 1;
    if (!sense_at(m, at, CH__TC_CARDINAL, &sense) || sense->n < 20 || sense->n % 10) return 0;
    const int32_t tens = sense->n;
    const uint32_t hyphen = is_sign(m, at + 1, '-') ? 1 : 0;
    if (!sense_at(m, at + 1 + hyphen, CH__TC_ORDINALWORD, &sense) || sense->n < 1 || sense->n > 9)
        return 0;
    out->n = tens + sense->n;
    return 2 + hyphen;
}

/* "1998", "'98", "nineteen ninety-eight", "two thousand and five" */
static uint32_t read_year(const ch__time_matcher *m, uint32_t at, ch__time_slot *out)
{
    const ch__time_atom *atom;
    int32_t number = 0;
    if (digits_at(m, at, &atom)) {
        out->n = atom->number;
        return digits_n(atom) == 4 && out->n >= 1000 && out->n <= 2199 ? 1 : 0;
    }
    if (is_sign(m, at, '\'') && glued_digits_at(m, at + 1, 2, &number)) {
        out->n = number < 40 ? 2000 + number : 1900 + number;
        return 2;
    }
    ch__when first = {0}, second = {0};
    uint32_t n = read_word_number(m, at, &first);
    if (n >= 2 && first.amount_milli >= 2000 * 1000 && first.amount_milli < 2100 * 1000) {
        out->n = (int32_t)(first.amount_milli / 1000);
        return n;
    }
    if (n != 1 || first.amount_milli < 16000 || first.amount_milli > 20000) return 0;
    const uint32_t rest = read_word_number(m, at + 1, &second);
    if (!rest || second.amount_milli < 10000 || second.amount_milli > 99000) return 0;
    out->n = (int32_t)(first.amount_milli / 10 + second.amount_milli / 1000);
    return 1 + rest;
}

/* 1 to 31, as digits or an ordinal: "14", "3rd", "twenty-first" */
static uint32_t read_day(const ch__time_matcher *m, uint32_t at, ch__time_slot *out)
{
    const ch__time_atom *atom;
    uint32_t n = read_ordinal(m, at, out);
    if (!n && digits_at(m, at, &atom) && digits_n(atom) <= 2) out->n = atom->number, n = 1;
    if (n == 1 &&
        ((is_glued_sign(m, at + 1, ':') && digits_at(m, at + 2, &atom)) ||
         is_suffix(m, at + 1, "am") || is_suffix(m, at + 1, "pm") || is_suffix(m, at + 1, "h")))
        return 0;
    if (n == 1 && (is_glued_sign(m, at + 1, ',') || is_glued_sign(m, at + 1, '.')) &&
        digits_at(m, at + 2, &atom) && !atom->has_space_before)
        return 0; /* "March 3,000", "May 2.5" */
    return out->n >= 1 && out->n <= 31 ? n : 0;
}

/* "1990s", "'90s", "1990's", "90s" */
static uint32_t read_decades(const ch__time_matcher *m, uint32_t at, ch__time_slot *out)
{
    const ch__time_atom *atom;
    const uint32_t mark = is_sign(m, at, '\'') ? 1 : 0;
    if (!digits_at(m, at + mark, &atom) || atom->number % 10) return 0;
    if (digits_n(atom) == 2)
        out->n = (atom->number < 30 ? 2000 : 1900) + atom->number;
    else if (!mark && digits_n(atom) == 4 && atom->number >= 1000 && atom->number < 2100)
        out->n = atom->number;
    else
        return 0;
    out->n /= 10;
    const uint32_t apostrophe = is_glued_sign(m, at + mark + 1, '\'') ? 1 : 0;
    if (!is_suffix(m, at + mark + 1 + apostrophe, "s")) return 0;
    return mark + 2 + apostrophe;
}

/* "a.m.", "am", "p.m": *out_half 0 or 12 hours */
static uint32_t read_meridiem(const ch__time_matcher *m, uint32_t at, int32_t *out_half)
{
    const ch__time_atom *atom = atom_at(m, at);
    if (!atom || atom->sign || atom->number >= 0) return 0;
    const char *p = m->a->report.text.p + atom->begin;
    const uint32_t length = atom->end - atom->begin;
    const char first = ch__to_lower(p[0]);
    if (first != 'a' && first != 'p') return 0;
    *out_half = first == 'p' ? 12 * 60 : 0;
    if (length == 2) return ch__to_lower(p[1]) == 'm' ? 1 : 0;
    if (length != 1 || !is_glued_sign(m, at + 1, '.') || !is_suffix(m, at + 2, "m")) return 0;
    if (!is_glued_sign(m, at + 3, '.')) return 3;
    const ch__time_atom *next = atom_at(m, at + 4);
    return next && !next->is_sentence_begin ? 4 : 3; /* the stop of the sentence stays outside */
}

/* "10:35", "10:35 a.m.", "3am", "7 o'clock", "0735 GMT", "18h30" */
static uint32_t read_clock(const ch__time_matcher *m, uint32_t at, ch__time_slot *out)
{
    const ch__time_atom *atom;
    const ch__time_sense *sense;
    int32_t minute = 0, second = 0, half = 0;
    if (!digits_at(m, at, &atom)) return 0;
    if (digits_n(atom) > 4) return 0;
    const int32_t hour = atom->number;
    uint32_t n = 1;
    const bool has_minute = (is_glued_sign(m, at + 1, ':') || is_suffix(m, at + 1, "h") ||
                             is_glued_sign(m, at + 1, '.')) &&
                            glued_digits_at(m, at + 2, 2, &minute) && minute < 60;
    if (has_minute) n = 3;
    if (has_minute && is_glued_sign(m, at + 3, ':') && glued_digits_at(m, at + 4, 2, &second))
        n = 5;
    const uint32_t meridiem = read_meridiem(m, at + n, &half);
    out->n = hour * 60 + minute;
    if (meridiem) {
        if (hour < 1 || hour > 12) return 0;
        out->n = (hour % 12) * 60 + minute + half;
        return n + meridiem;
    }
    if (hour <= 24 && is_word(m, at + n, "o") && is_glued_sign(m, at + n + 1, '\'')) return n + 3;
    if (digits_n(atom) == 4 && hour / 100 < 24 && hour % 100 < 60 &&
        sense_at(m, at + 1, CH__TC_ZONE, &sense)) {
        out->n = hour / 100 * 60 + hour % 100;
        return 1;
    }
    return has_minute && hour < 24 && !is_glued_sign(m, at + 1, '.') ? n : 0;
}

static bool is_valid_day(int32_t year, int32_t month, int32_t day)
{
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
           day <= ch__month_length(year, month);
}

static void set_day(ch__when *out, int32_t year, int32_t month, int32_t day)
{
    *out = (ch__when){.kind = CH__WHEN_POINT,
                      .grain = CH__GRAIN_DAY,
                      .has_year = true,
                      .minute = -1,
                      .year = year,
                      .n = month,
                      .day = day};
}

/* Three numbers with one sign between. Which is the day and which the month of 5/6/2025 nobody can
 * tell: only the year is taken then. */
static bool read_triple(int32_t a, int32_t b, int32_t c, uint32_t a_digits, uint32_t c_digits,
                        char sign, ch__when *out)
{
    if (a_digits == 4) return is_valid_day(a, b, c) ? set_day(out, a, b, c), true : false;
    if (c_digits != 4 || c < 1000) return false;
    const bool is_dmy = is_valid_day(c, b, a), is_mdy = sign != '.' && is_valid_day(c, a, b);
    if (!is_dmy && !is_mdy) return false;
    set_day(out, c, is_dmy ? b : a, is_dmy ? a : b);
    if (is_dmy && is_mdy && a != b) out->grain = CH__GRAIN_YEAR;
    return true;
}

/* "2025-12-10", "2025-12-10T08:00", "2025/12/10", "10.12.2025", "12/25/2025" */
static uint32_t read_isodate(const ch__time_matcher *m, uint32_t at, ch__time_slot *out)
{
    const ch__time_atom *first, *second, *third;
    const ch__time_atom *sign = atom_at(m, at + 1);
    if (!digits_at(m, at, &first) || !sign || !sign->sign || sign->has_space_before) return 0;
    if (sign->sign != '-' && sign->sign != '/' && sign->sign != '.') return 0;
    if (!digits_at(m, at + 2, &second) || second->has_space_before) return 0;
    if (!is_glued_sign(m, at + 3, sign->sign) || !digits_at(m, at + 4, &third)) return 0;
    if (third->has_space_before || digits_n(second) > 2 || digits_n(first) > 4) return 0;
    if (!read_triple(first->number, second->number, third->number, digits_n(first), digits_n(third),
                     sign->sign, &out->when))
        return 0;
    return 5;
}

static uint32_t read_one(const ch__time_matcher *m, uint32_t at, uint8_t class, ch__time_slot *out)
{
    const ch__time_atom *atom;
    const ch__time_sense *sense;
    if (at < m->node_n && m->nodes[at].rule) {
        out->when = m->nodes[at].when;
        return m->nodes[at].class == class ? 1 : 0;
    }
    if (class == CH__TC_NUMBER) return read_number(m, at, out);
    if (class == CH__TC_ORDINAL) return read_ordinal(m, at, out);
    if (class == CH__TC_YEAR) return read_year(m, at, out);
    if (class == CH__TC_DAY) return read_day(m, at, out);
    if (class == CH__TC_CLOCK) return read_clock(m, at, out);
    if (class == CH__TC_DECADES) return read_decades(m, at, out);
    if (class == CH__TC_ISODATE) return read_isodate(m, at, out);
    if (class == CH__TC_DIGITS) return digits_at(m, at, &atom) ? (out->n = atom->number, 1) : 0;
    if (!sense_at(m, at, class, &sense)) return 0;
    out->n = sense->n;
    out->value = sense->value;
    return 1;
}

uint32_t ch__time_read(const ch__time_matcher *m, uint32_t at, uint64_t classes, ch__time_slot *out)
{
    const uint64_t candidates = classes & m->nodes[at].classes;
    for (uint8_t class = 1; class < CH__TC_N && candidates >> class; class ++) {
        if (!(candidates >> class & 1)) continue;
        *out = (ch__time_slot){.class = class, .node = at};
        const uint32_t n = read_one(m, at, class, out);
        if (n) return n;
    }
    return 0;
}
