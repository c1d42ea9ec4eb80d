/* The tables of data/time, read when the engine opens: words.tsv, rules.tsv, named_days.tsv. */
#include "names/times.h"

#include <stdlib.h>

enum { COLUMN_MAX = 8, WORD_LIMIT = 1 << 16 };

static const char *const CLASS_NAMES[] = {"",
#define X(name, text) text,
                                          CH__TIME_CLASS_LIST(X)
#undef X
};

static uint8_t class_named(ch_sv name)
{
    for (uint8_t i = 1; i < CH__TC_N; i++)
        if (ch__sv_is(name, CLASS_NAMES[i])) return i;
    return CH__TC_NONE;
}

/* A walk over the rows of one table. */
typedef struct table {
    ch__times *times;
    const char *section;
    ch_sv rest;
    uint32_t line, column_n;
    ch_sv cells[COLUMN_MAX];
    ch_error *err;
} table;

static ch_status refuse(const table *t, const char *what, ch_sv found)
{
    return ch_fail(t->err, CH_E_FORMAT, t->section, CH_NOWHERE, "line %u: %s, found '%.*s'",
                   t->line, what, CH_SV_ARG(found));
}

static ch_status next_row(table *t, bool *out_more)
{
    ch_sv line;
    *out_more = false;
    while (ch__sv_split(&t->rest, '\n', &line)) {
        t->line++;
        if (!line.n || line.p[0] == '#') continue;
        uint32_t n = 0;
        ch_sv cell;
        while (n < COLUMN_MAX && ch__sv_split(&line, '\t', &cell))
            t->cells[n++] = ch__sv_is(cell, "-") ? (ch_sv){cell.p, 0} : cell;
        if (n != t->column_n) return refuse(t, "expected another number of columns", t->cells[0]);
        *out_more = true;
        return CH_OK;
    }
    return CH_OK;
}

static ch_status begin_table(const ch__container *data, const char *section, uint32_t column_n,
                             ch__times *times, table *out, ch_error *err)
{
    const ch_sv bytes = ch__container_section(data, section);
    if (!bytes.n) return ch_fail(err, CH_E_FORMAT, section, CH_NOWHERE, "the table is missing");
    *out = (table){
        .times = times, .section = section, .rest = bytes, .column_n = column_n, .err = err};
    bool more = false;
    return next_row(out, &more); /* the names of the columns */
}

uint32_t ch__time_word_find(const ch__times *tables, ch_sv lower)
{
    for (uint32_t at = (uint32_t)ch__hash(lower);; at++) {
        const uint32_t place = at & tables->word_mask;
        if (place == 0) continue;
        if (!tables->words[place].form.p) return 0;
        if (ch__sv_eq(tables->words[place].form, lower)) return place;
    }
}

static ch_status add_word(ch__times *times, ch_sv form, uint32_t *out, ch_error *err)
{
    const uint32_t found = ch__time_word_find(times, form);
    *out = found;
    if (found) return CH_OK;
    if (times->word_n * 2 > times->word_mask)
        return ch_fail(err, CH_E_LIMIT, "time", CH_NOWHERE, "more than %u words", times->word_n);
    uint32_t at = (uint32_t)ch__hash(form);
    while ((at & times->word_mask) == 0 || times->words[at & times->word_mask].form.p) at++;
    *out = at & times->word_mask;
    times->words[*out].form = form;
    times->word_n++;
    return CH_OK;
}

static int32_t number_of(ch_sv value)
{
    double number = 0;
    if (value.n && value.p[0] == 'r') value.p++, value.n--;
    if (!ch__sv_to_double(value, &number) || number < -1e9 || number > 1e9) return 0;
    return (int32_t)number;
}

/* The code counts on these. */
static bool is_in_range(uint8_t class, int32_t n)
{
    static const struct {
        uint8_t class;
        int32_t min, max;
    } RANGES[] = {
        {CH__TC_MONTH, 1, 12},          {CH__TC_WEEKDAY, 1, 7},     {CH__TC_WEEKDAYS, 1, 7},
        {CH__TC_SEASON, 1, 4},          {CH__TC_HOUR, 0, 1440},     {CH__TC_REL, -1000, 1000},
        {CH__TC_DEICTIC, -1000, 1000},  {CH__TC_CARDINAL, 0, 1000}, {CH__TC_SCALE, 2, 1000000},
        {CH__TC_ORDINALWORD, -1, 1000}, {CH__TC_VAGUE, 0, 1000},    {CH__TC_DECADEWORD, 100, 299}};
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++)
        if (RANGES[i].class == class) return n >= RANGES[i].min && n <= RANGES[i].max;
    return true;
}

static ch_status read_words(const ch__container *data, ch__times *times, ch_error *err)
{
    table t;
    CH_TRY(begin_table(data, "time/words.tsv", 4, times, &t, err));
    for (bool more;;) {
        CH_TRY(next_row(&t, &more));
        if (!more) return CH_OK;
        const uint8_t class = class_named(t.cells[1]);
        if (!class) return refuse(&t, "expected a class of words", t.cells[1]);
        if (!is_in_range(class, number_of(t.cells[2])))
            return refuse(&t, "expected a value that the class can have", t.cells[2]);
        uint32_t place;
        CH_TRY(add_word(times, t.cells[0], &place, err));
        CH_TRY(
            CH__PUSH(&times->arena, &times->senses, &times->sense_n, &times->sense_capacity, err));
        ch__time_word *word = &times->words[place];
        times->senses[times->sense_n - 1] =
            (ch__time_sense){class, t.cells[3].n ? t.cells[3].p[0] : 0, number_of(t.cells[2]),
                             t.cells[2], word->senses};
        word->senses = times->sense_n;
        word->classes |= (uint64_t)1 << class;
    }
}

static ch_status read_classes(table *t, ch_sv names, ch__time_element *out)
{
    ch_sv name;
    while (ch__sv_split(&names, '/', &name)) {
        const uint8_t class = class_named(name);
        if (!class) return refuse(t, "expected a class", name);
        out->classes |= (uint64_t)1 << class;
    }
    return CH_OK;
}

static ch_status read_element(table *t, ch_sv text, ch__time_element *out)
{
    ch__times *times = t->times;
    if (text.n > 1 && text.p[0] == '~') out->is_glued = true, text.p++, text.n--;
    if (text.n > 1 && text.p[text.n - 1] == '?') out->is_optional = true, text.n--;
    if (text.n > 2 && text.p[0] == '<' && text.p[text.n - 1] == '>')
        return read_classes(t, (ch_sv){text.p + 1, text.n - 2}, out);
    out->words = times->pattern_word_n;
    ch_sv word;
    while (ch__sv_split(&text, '|', &word)) {
        uint32_t place;
        CH_TRY(add_word(times, word, &place, t->err));
        CH_TRY(CH__PUSH(&times->arena, &times->pattern_words, &times->pattern_word_n,
                        &times->pattern_word_capacity, t->err));
        times->pattern_words[times->pattern_word_n - 1] = place;
        out->word_n++;
    }
    return CH_OK;
}

static ch_status read_pattern(table *t, ch_sv pattern, ch__time_rule *rule)
{
    const bool has_brackets = memchr(pattern.p, '[', pattern.n) != NULL;
    bool is_context = has_brackets;
    ch_sv text;
    while (ch__sv_split(&pattern, ' ', &text)) {
        if (ch__sv_is(text, "[") || ch__sv_is(text, "]")) {
            is_context = text.p[0] == ']';
            continue;
        }
        if (rule->element_n == CH__TIME_ELEMENTS) return refuse(t, "a pattern too long", text);
        ch__time_element *element = &rule->elements[rule->element_n++];
        CH_TRY(read_element(t, text, element));
        element->is_context = is_context;
    }
    if (!rule->element_n) return refuse(t, "expected a pattern", pattern);
    return CH_OK;
}

static ch_status add_rule(table *t, ch_sv id, ch_sv pattern, const ch__time_rule *rule)
{
    ch__times *times = t->times;
    CH_TRY(CH__PUSH(&times->arena, &times->rules, &times->rule_n, &times->rule_capacity, t->err));
    ch__time_rule *out = &times->rules[times->rule_n - 1];
    *out = *rule;
    ch_sv name;
    CH_TRY(ch_arena_format(&times->arena, &name, t->err, "time.%.*s", CH_SV_ARG(id)));
    out->id = name.p;
    return read_pattern(t, pattern, out);
}

static ch_status read_named_days(const ch__container *data, ch__times *times, ch_error *err)
{
    table t;
    CH_TRY(begin_table(data, "time/named_days.tsv", 3, times, &t, err));
    for (bool more;;) {
        CH_TRY(next_row(&t, &more));
        if (!more) return CH_OK;
        /* the argument is "day<TAB>length", as it stands in the row */
        const ch_sv day = {t.cells[1].p, t.cells[1].n + 1 + t.cells[2].n};
        if (!ch__named_day_check(day)) return refuse(&t, "expected a day and its length", day);
        const ch__time_rule rule = {.level = 0,
                                    .makes = CH__TC_HOLIDAY,
                                    .argument = day,
                                    .operation = ch__time_operation_named(CH_SV("holiday"))};
        CH_TRY(add_rule(&t, CH_SV("named-day"), t.cells[0], &rule));
    }
}

static ch_status read_rules(const ch__container *data, ch__times *times, ch_error *err)
{
    table t;
    uint8_t level = 0;
    CH_TRY(begin_table(data, "time/rules.tsv", 8, times, &t, err));
    for (bool more;;) {
        CH_TRY(next_row(&t, &more));
        if (!more) break;
        uint32_t number = 0;
        if (!ch__sv_to_u32(t.cells[1], &number) || number < level || number >= CH__TIME_LEVELS)
            return refuse(&t, "expected a level, in rising order", t.cells[1]);
        while (level < number) times->level_begin[++level] = times->rule_n;
        const ch__time_rule rule = {.level = level,
                                    .makes = class_named(t.cells[2]),
                                    .operation = ch__time_operation_named(t.cells[3]),
                                    .argument = t.cells[4],
                                    .mod = t.cells[5],
                                    .guard = t.cells[6]};
        if (!rule.makes) return refuse(&t, "expected a class", t.cells[2]);
        if (!rule.operation) return refuse(&t, "expected an operation", t.cells[3]);
        CH_TRY(add_rule(&t, t.cells[0], t.cells[7], &rule));
    }
    while (level < CH__TIME_LEVELS) times->level_begin[++level] = times->rule_n;
    return CH_OK;
}

static ch_status read_all(const ch__container *data, ch__times *times, ch_error *err)
{
    void *memory = NULL;
    times->word_mask = 4096 - 1;
    CH_TRY(ch_arena_alloc(&times->arena, times->word_mask + 1, sizeof *times->words, &memory, err));
    times->words = memory;
    CH_TRY(read_words(data, times, err));
    CH_TRY(read_named_days(data, times, err));
    CH_TRY(read_rules(data, times, err));
    return ch__time_index_rules(times, err);
}

ch_status ch__times_open(const ch__container *data, ch__times **out, ch_error *err)
{
    ch__times *times = calloc(1, sizeof *times);
    if (!times) return ch_fail(err, CH_E_NOMEM, "time", CH_NOWHERE, "no memory");
    ch_arena_init(&times->arena, (size_t)16 << 20);
    const ch_status status = read_all(data, times, err);
    if (status != CH_OK) {
        ch__times_close(times);
        return status;
    }
    *out = times;
    return CH_OK;
}

void ch__times_close(ch__times *times)
{
    if (!times) return;
    ch_arena_deinit(&times->arena);
    free(times);
}
