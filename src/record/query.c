/* Questions: a filter becomes one SELECT of row numbers in the answer's order; then each row is
 * loaded and shown to the visitor. */
#include "record/store.h"

#include <stdarg.h>
#include <stdio.h>

enum { SQL_SIZE = 8192, VALUE_N = 64, PARTY_N = 8 };

typedef struct query {
    char sql[SQL_SIZE];
    size_t sql_n;
    ch__value values[VALUE_N];
    uint32_t value_n;
    const char *table;
    ch_error *err;
    ch_status status;
} query;

__attribute__((format(printf, 2, 3))) static void add_sql(query *q, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(q->sql + q->sql_n, SQL_SIZE - q->sql_n, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= SQL_SIZE - q->sql_n)
        q->status = ch_fail(q->err, CH_E_LIMIT, "filter", CH_NOWHERE, "too many conditions");
    else
        q->sql_n += (size_t)n;
}

/* The number of the new parameter. */
static uint32_t add_value(query *q, ch__value value)
{
    if (q->value_n == VALUE_N) {
        q->status = ch_fail(q->err, CH_E_LIMIT, "filter", CH_NOWHERE, "too many conditions");
        return VALUE_N;
    }
    q->values[q->value_n++] = value;
    return q->value_n;
}

static bool is_table(const query *q, const char *table) { return strcmp(q->table, table) == 0; }

static bool is_register(const query *q)
{
    return is_table(q, "instrument") || is_table(q, "exercise") || is_table(q, "visit");
}

/* ---- conditions ---- */

static void add_between(query *q, const ch_filter *f)
{
    const uint32_t a = add_value(q, ch__text(f->parties[0]));
    const uint32_t b = add_value(q, ch__text(f->parties[1]));
    add_sql(q, /* not correlated with t: found once, by index */
            " AND t.event IN (SELECT a.event FROM participant AS a JOIN participant AS b "
            "ON b.event = a.event AND (b.side <> a.side OR b.ordinal <> a.ordinal) "
            "JOIN event AS m ON m.event = a.event WHERE a.key = ?%u AND b.key = ?%u "
            "AND (a.side <> b.side OR (a.side = 'actor' AND m.mutual)))",
            a, b);
}

static void add_party(query *q, ch_sv party)
{
    const uint32_t at = add_value(q, ch__text(party));
    if (is_table(q, "event"))
        add_sql(q, " AND t.event IN (SELECT event FROM participant WHERE key = ?%u)", at);
    else if (is_register(q))
        add_sql(q,
                " AND t.%s IN (SELECT owner FROM part WHERE value = ?%u AND kind = '%s' "
                "AND role IN ('party', 'visitor', 'host'))",
                q->table, at, q->table);
    else if (is_table(q, "statement"))
        add_sql(q,
                " AND (t.key = ?%u OR t.statement IN (SELECT owner FROM part WHERE value = ?%u "
                "AND kind = 'statement'))",
                at, at);
    else
        add_sql(q,
                " AND t.report IN (SELECT e.report FROM participant JOIN event AS e USING (event) "
                "WHERE key = ?%u)",
                at);
}

static void add_parties(query *q, const ch_filter *f)
{
    if (f->party_n > PARTY_N) {
        q->status = ch_fail(q->err, CH_E_ARG, "filter", CH_NOWHERE, "%u parties, at most %d",
                            f->party_n, PARTY_N);
        return;
    }
    if (f->is_between && f->party_n == 2 && is_table(q, "event")) {
        add_between(q, f);
        return;
    }
    for (uint32_t i = 0; i < f->party_n; i++) add_party(q, f->parties[i]);
}

static void add_type(query *q, const ch_filter *f)
{
    if (!f->type.n || !is_table(q, "event")) return;
    if (ch_event_type_of(f->type) == CH_TYPE_NONE) {
        q->status = ch_fail(q->err, CH_E_ARG, "filter", CH_NOWHERE, "no event type '%.*s'",
                            CH_SV_ARG(f->type));
        return;
    }
    const uint32_t at = add_value(q, ch__text(f->type));
    add_sql(q, " AND (t.type = ?%u OR t.act = ?%u)", at, at);
}

static void add_veracity(query *q, const ch_filter *f)
{
    if (!f->veracity.n || !is_table(q, "event")) return;
    if (ch_veracity_of(f->veracity) == CH_VERACITY_N)
        q->status = ch_fail(q->err, CH_E_ARG, "filter", CH_NOWHERE,
                            "no veracity '%.*s'; they are CT+ PR+ PS+ UU PS- PR- CT-",
                            CH_SV_ARG(f->veracity));
    else
        add_sql(q, " AND t.veracity = ?%u", add_value(q, ch__text(f->veracity)));
}

/* `column` on or after the first day of `text`, or on or before its last. */
static void add_day(query *q, const char *column, ch_sv text, bool is_from)
{
    int32_t first, last;
    if (!text.n) return;
    if (!ch__days_of(text, &first, &last)) {
        q->status =
            ch_fail(q->err, CH_E_ARG, "filter", CH_NOWHERE,
                    "'%.*s' is no date; dates are 2025, 2025-08 or 2025-08-20", CH_SV_ARG(text));
        return;
    }
    const uint32_t at = add_value(q, ch__integer(is_from ? first : last));
    add_sql(q, " AND %s %s ?%u", column, is_from ? ">=" : "<=", at);
}

static void add_days(query *q, const ch_filter *f)
{
    if (is_table(q, "event") || is_register(q)) {
        add_day(q, "t.last_day", f->event_from, true);
        add_day(q, "t.first_day", f->event_to, false);
    }
    add_day(q, "r.published_day", f->reported_from, true);
    add_day(q, "r.published_day", f->reported_to, false);
}

static void add_source(query *q, const ch_filter *f)
{
    if (!f->source.n) return;
    const uint32_t at = add_value(q, ch__text(f->source));
    if (is_table(q, "event"))
        add_sql(q,
                " AND (r.source = ?%u OR t.event IN (SELECT event FROM source WHERE key = ?%u) "
                "OR t.event IN (SELECT event FROM source WHERE entity = ?%u))",
                at, at, at);
    else
        add_sql(q, " AND r.source = ?%u", at);
}

/* The user's words, each quoted, so that none of them is an operator of FTS5. */
static ch_status quote_words(ch_sv words, ch_arena *arena, ch_sv *out, ch_error *err)
{
    void *memory;
    CH_TRY(ch_arena_alloc(arena, 4 * words.n + 4, 1, &memory, err));
    char *text = memory;
    size_t n = 0;
    for (size_t i = 0; i < words.n;) {
        while (i < words.n && ch__is_space(words.p[i])) i++;
        if (i == words.n) break;
        text[n++] = '"';
        for (; i < words.n && !ch__is_space(words.p[i]); i++) {
            if (words.p[i] == '"') text[n++] = '"';
            text[n++] = words.p[i];
        }
        text[n++] = '"';
        text[n++] = ' ';
    }
    *out = (ch_sv){text, n};
    return CH_OK;
}

static void add_search(query *q, const ch_filter *f, ch_arena *arena)
{
    ch_sv match;
    if (!f->search.n || q->status != CH_OK) return;
    q->status = quote_words(f->search, arena, &match, q->err);
    if (q->status != CH_OK || !match.n) return;
    add_sql(q, " AND t.report IN (SELECT rowid FROM report_search WHERE report_search MATCH ?%u)",
            add_value(q, ch__text(match)));
}

/* Of reports with the very same text only the first published one speaks, unless asked for. */
static void add_copies(query *q, const ch_filter *f)
{
    if (f->report.n) add_sql(q, " AND r.id = ?%u", add_value(q, ch__text(f->report)));
    if (f->with_copies || f->report.n || f->source.n) return;
    add_sql(q, " AND NOT EXISTS (SELECT 1 FROM report AS o WHERE o.document = r.document AND "
               "(coalesce(o.published, '9999'), o.id) < (coalesce(r.published, '9999'), r.id))");
}

static void add_order(query *q, const ch_filter *f)
{
    if (is_table(q, "event"))
        add_sql(q,
                " ORDER BY coalesce(nullif(t.first_day, -2147483648), t.last_day, r.published_day, "
                "-2147483648) DESC, r.id, t.ordinal");
    else
        add_sql(q, " ORDER BY coalesce(r.published_day, -2147483648) DESC, r.id, t.ordinal");
    if (f->limit && !is_register(q)) add_sql(q, " LIMIT %u", f->limit);
}

static void build(query *q, const ch_filter *f, ch_arena *arena)
{
    add_sql(q,
            "SELECT t.%s, t.report, t.ordinal FROM %s AS t "
            "JOIN coding AS c ON c.coding = t.coding AND c.superseded IS NULL "
            "JOIN report AS r ON r.report = t.report WHERE 1",
            q->table, q->table);
    add_parties(q, f);
    add_type(q, f);
    if (f->stage.n && (is_table(q, "event") || is_table(q, "question")))
        add_sql(q, " AND t.%s = ?%u", is_table(q, "event") ? "stage" : "status",
                add_value(q, ch__text(f->stage)));
    add_days(q, f);
    add_source(q, f);
    add_veracity(q, f);
    add_search(q, f, arena);
    add_copies(q, f);
    add_order(q, f);
}

static ch_status collect(ch__db *db, ch__cursor *cursor, ch_arena *arena, ch__row **out,
                         uint32_t *out_n, ch_error *err)
{
    ch__row *items = NULL;
    uint32_t n = 0, capacity = 0;
    for (;;) {
        bool has_row;
        CH_TRY(db->api->step(cursor, &has_row, err));
        if (!has_row) break;
        CH_TRY(CH__PUSH(arena, &items, &n, &capacity, err));
        items[n - 1] = (ch__row){ch__db_integer(db, cursor, 0), ch__db_integer(db, cursor, 1),
                                 (uint32_t)ch__db_integer(db, cursor, 2)};
    }
    *out = items;
    *out_n = n;
    return CH_OK;
}

ch_status ch__select(ch_record *record, const char *table, const ch_filter *filter, ch_arena *arena,
                     ch__row **out, uint32_t *out_n, ch_error *err)
{
    static const ch_filter EVERYTHING = {.limit = 0};
    void *memory;
    CH_TRY(ch_arena_alloc(arena, 1, sizeof(query), &memory, err));
    query *q = memory;
    q->table = table;
    q->err = err;
    build(q, filter ? filter : &EVERYTHING, arena);
    CH_TRY(q->status);
    ch__db *db = record->db;
    ch__cursor *cursor = NULL;
    CH_TRY(db->api->prepare(db, q->sql, &cursor, err));
    ch_status status = db->api->bind(cursor, q->values, q->value_n, err);
    if (status == CH_OK) status = collect(db, cursor, arena, out, out_n, err);
    db->api->finish(cursor);
    return status;
}

/* ---- answers ---- */

/* What a visitor of any table is called with. */
typedef struct answer {
    ch_record *record;
    const char *table;
    ch_status (*show)(const struct answer *answer, const ch__row *row, ch_arena *arena,
                      ch_error *err);
    ch_record_event_visitor visit_event;
    ch_record_question_visitor visit_question;
    ch_record_statement_visitor visit_statement;
    void *context;
} answer;

static ch_status visit_rows(const answer *a, const ch_filter *filter, ch_error *err)
{
    ch_arena arena;
    ch__row *rows = NULL;
    uint32_t n = 0;
    ch_arena_init(&arena, 0);
    ch_status status = ch__select(a->record, a->table, filter, &arena, &rows, &n, err);
    for (uint32_t i = 0; i < n && status == CH_OK; i++) {
        ch_arena one;
        ch_arena_init(&one, 0);
        status = a->show(a, &rows[i], &one, err);
        ch_arena_deinit(&one);
    }
    ch_arena_deinit(&arena);
    return status;
}

static ch_status event_ids(ch__db *db, int64_t event, ch_arena *arena, ch_record_event *out,
                           ch_error *err)
{
    ch__cursor *cursor = NULL;
    bool has_row;
    CH_TRY(ch__db_cursor(db,
                         "SELECT e.id, e.stage, d.id FROM event AS e LEFT JOIN event AS d "
                         "ON d.coding = e.coding AND d.ordinal = e.denies WHERE e.event = ?1",
                         CH__VALUES(ch__integer(event)), &cursor, err));
    CH_TRY(db->api->step(cursor, &has_row, err));
    ch_status status = ch_arena_copy(arena, ch__db_text(db, cursor, 0), &out->id, err);
    if (status == CH_OK)
        status = ch_arena_copy(arena, ch__db_text(db, cursor, 1), &out->stage, err);
    if (status == CH_OK) status = ch_arena_copy(arena, ch__db_text(db, cursor, 2), &out->of, err);
    db->api->reset(cursor);
    return status;
}

static ch_status show_event(const answer *a, const ch__row *row, ch_arena *arena, ch_error *err)
{
    ch_event event;
    ch_record_report report;
    ch_record_event shown = {.event = &event, .report = &report, .ordinal = row->ordinal};
    CH_TRY(ch__load_event(a->record->db, row->row, arena, &event, err));
    CH_TRY(ch__load_report(a->record->db, row->report, arena, &report, err));
    CH_TRY(event_ids(a->record->db, row->row, arena, &shown, err));
    return a->visit_event(a->context, &shown, err);
}

static ch_status show_question(const answer *a, const ch__row *row, ch_arena *arena, ch_error *err)
{
    ch_question question;
    ch_record_report report;
    ch_record_question shown = {.question = &question, .report = &report, .status = CH_SV("open")};
    CH_TRY(ch__load_question(a->record->db, row->row, arena, &question, err));
    CH_TRY(ch__load_report(a->record->db, row->report, arena, &report, err));
    CH_TRY(
        ch_arena_format(arena, &shown.id, err, "%.*s/q%u", CH_SV_ARG(report.id), row->ordinal + 1));
    return a->visit_question(a->context, &shown, err);
}

static ch_status show_statement(const answer *a, const ch__row *row, ch_arena *arena, ch_error *err)
{
    ch_statement statement;
    ch_record_report report;
    ch_record_statement shown = {.statement = &statement, .report = &report};
    CH_TRY(ch__load_statement(a->record->db, row->row, arena, &statement, err));
    CH_TRY(ch__load_report(a->record->db, row->report, arena, &report, err));
    CH_TRY(
        ch_arena_format(arena, &shown.id, err, "%.*s/s%u", CH_SV_ARG(report.id), row->ordinal + 1));
    return a->visit_statement(a->context, &shown, err);
}

ch_status ch_record_events(ch_record *record, const ch_filter *filter,
                           ch_record_event_visitor visit, void *context, ch_error *err)
{
    const answer a = {record, "event", show_event, .visit_event = visit, .context = context};
    return visit_rows(&a, filter, err);
}

ch_status ch_record_questions(ch_record *record, const ch_filter *filter,
                              ch_record_question_visitor visit, void *context, ch_error *err)
{
    const answer a = {record, "question", show_question, .visit_question = visit,
                      .context = context};
    return visit_rows(&a, filter, err);
}

ch_status ch_record_statements(ch_record *record, const ch_filter *filter,
                               ch_record_statement_visitor visit, void *context, ch_error *err)
{
    const answer a = {record, "statement", show_statement, .visit_statement = visit,
                      .context = context};
    return visit_rows(&a, filter, err);
}
