/* The store: what goes in comes out, once, and damage is told from health. */
#include "ch_test.h"

#include "base/sha256.h"
#include "fixture.h"
#include "record/store.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char directory[] = "/tmp/chancery-record-XXXXXX";
static char path[128];

static void forget(void)
{
    static const char *const ENDS[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", path, ENDS[i]);
        unlink(name);
    }
}

static int fresh(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "%s/test.db", directory);
    forget();
    return 0;
}

static int make_directory(void **state)
{
    (void)state;
    return mkdtemp(directory) ? 0 : -1;
}

static int remove_directory(void **state)
{
    (void)state;
    forget();
    return rmdir(directory);
}

static ch_record *open_record(ch_record_mode mode)
{
    ch_record *record = NULL;
    ch_error err = {.message = ""};
    if (ch_record_open(path, mode, &record, &err) != CH_OK) fail_msg("open: %s", err.message);
    return record;
}

static ch_record_added add(ch_record *record, const char *given, const char *published, int n)
{
    ch_record_added added = {.is_new = false};
    ch_error err = {.message = ""};
    ch_analysis *a = fixture_make(given, published, n);
    if (ch_record_add(record, a, FIXTURE_OPTIONS, &added, &err) != CH_OK)
        fail_msg("add: %s", err.message);
    fixture_free(a);
    return added;
}

static void run_sql(const char *sql)
{
    sqlite3 *db = NULL;
    char *said = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &said) != SQLITE_OK) fail_msg("%s: %s", sql, said);
    sqlite3_close(db);
}

static void corrupt(long at, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, at, SEEK_SET);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

static uint64_t problem_n(void)
{
    ch_record *record = open_record(CH_RECORD_READ);
    ch_record_counts counts = {.problems = 99};
    ch_error err = {.message = ""};
    if (ch_record_verify(record, NULL, NULL, &counts, &err) != CH_OK)
        fail_msg("verify: %s", err.message);
    ch_record_close(record);
    return counts.problems;
}

/* ---- hashes and days ---- */

static void sha256_of_known_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        const char *hex;
    } rows[] = {
        {"", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t hash[32];
        char hex[65];
        ch__sha256((ch_sv){rows[i].text, rows[i].n}, hash);
        ch__hex(hash, 32, hex);
        assert_string_equal(hex, rows[i].hex);
    }
}

static void days_of_values(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        bool is_known;
        int32_t first, last;
    } rows[] = {
        {"1970-01-02", true, 1, 1},
        {"1970-01", true, 0, 30},
        {"1970", true, 0, 364},
        {"197X", true, 0, 3651},
        {"1970-Q2", true, 90, 180},
        {"1970-W02", true, 4, 10},
        {"1970-01-05/1970-01-06", true, 4, 5},
        {"../1970-01-06", true, INT32_MIN, 5},
        {"1970/..", true, 0, INT32_MAX},
        {"1970-01~", true, 0, 30},
        {"1970-SU", true, 151, 242},
        {"XXXX-08", false, 0, 0},
        {"XXXX-WXX-3", false, 0, 0},
        {"", false, 0, 0},
        {"1970-13", false, 0, 0},
        {"1970-02-30", false, 0, 0},
        {"1971/1970", false, 0, 0},
        {"../..", false, 0, 0},
        {"P3D", false, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t first = 7, last = 7;
        const bool is_known =
            ch__days_of((ch_sv){rows[i].value, strlen(rows[i].value)}, &first, &last);
        if (is_known != rows[i].is_known ||
            (is_known && (first != rows[i].first || last != rows[i].last)))
            fail_msg("%s: %d %d %d", rows[i].value, is_known, first, last);
    }
}

/* ---- adding ---- */

static void adding_twice_is_adding_once(void **state)
{
    (void)state;
    ch_record *record = open_record(CH_RECORD_WRITE);
    const ch_record_added first = add(record, "a", "2025-08-21", 1);
    assert_true(first.is_new);
    assert_false(first.is_copy);
    assert_int_equal(first.event_n, 3);
    const ch_record_added second = add(record, "a", "2025-08-21", 1);
    assert_false(second.is_new);
    assert_false(second.is_different);
    assert_string_equal(first.report, second.report);
    assert_int_equal(second.event_n, 3);
    assert_true(add(record, "a", "2025-08-22", 1).is_different);
    const ch_record_added copy = add(record, "b", "2025-08-22", 1);
    assert_true(copy.is_new);
    assert_true(copy.is_copy);
    assert_string_not_equal(copy.report, first.report);
    ch_record_close(record);
    assert_int_equal(problem_n(), 0);
}

static ch_status keep_id(void *context, const ch_record_event *row, ch_error *err);

static void a_newer_coder_adds_beside(void **state)
{
    (void)state;
    char ids[3][400] = {"", "", ""};
    ch_record_added added;
    ch_error err = {.message = ""};
    ch_record_add_options options = *FIXTURE_OPTIONS;
    ch_record *record = open_record(CH_RECORD_WRITE);
    add(record, "a", "2025-08-21", 1);
    assert_int_equal(ch_record_events(record, NULL, keep_id, ids[0], NULL), CH_OK);
    ch_analysis *again = fixture_make("a", "2025-08-21", 1);
    again->event_n = 2;
    options.coder = CH_SV("test 2");
    assert_int_equal(ch_record_add(record, again, &options, &added, &err), CH_OK);
    assert_false(added.is_recoded); /* not asked for */
    assert_string_equal(added.coder, "test 1");
    options.is_recoding = true;
    assert_int_equal(ch_record_add(record, again, &options, &added, &err), CH_OK);
    assert_true(added.is_recoded);
    assert_int_equal(added.event_n, 2);
    assert_int_equal(ch_record_events(record, NULL, keep_id, ids[1], NULL), CH_OK);
    assert_int_equal(strlen(ids[1]), 2 * strlen(ids[0]) / 3);
    for (char *id = strtok(ids[1], " "); id; id = strtok(NULL, " "))
        assert_non_null(strstr(ids[0], id));
    assert_int_equal(ch_record_add(record, again, &options, &added, &err), CH_OK);
    assert_false(added.is_recoded); /* this coder has been here */
    fixture_free(again);
    int64_t coding_n = 0, event_n = 0;
    assert_int_equal(
        ch__db_run(record->db, "SELECT count(*) FROM coding", NULL, 0, &coding_n, NULL), CH_OK);
    assert_int_equal(ch__db_run(record->db, "SELECT count(*) FROM event", NULL, 0, &event_n, NULL),
                     CH_OK);
    assert_int_equal(coding_n, 2); /* nothing is overwritten */
    assert_int_equal(event_n, 5);
    ch_record_close(record);
    assert_int_equal(problem_n(), 0);
}

static ch_status keep_id(void *context, const ch_record_event *row, ch_error *err)
{
    (void)err;
    snprintf((char *)context + strlen(context), 400 - strlen(context), "%.*s ", CH_SV_ARG(row->id));
    return CH_OK;
}

static void ids_follow_from_content(void **state)
{
    char ids[2][400] = {"", ""};
    for (int i = 0; i < 2; i++) {
        fresh(state);
        ch_record *record = open_record(CH_RECORD_WRITE);
        if (i) add(record, "other", "2025-01-01", 9);
        add(record, "a", "2025-08-21", 1);
        const ch_sv iran = CH_SV("IRN");
        const ch_filter filter = {
            .report = CH_SV(""), .parties = &iran, .party_n = 1, .reported_from = CH_SV("2025-08")};
        assert_int_equal(ch_record_events(record, &filter, keep_id, ids[i], NULL), CH_OK);
        ch_record_close(record);
    }
    assert_true(strlen(ids[0]) > 30);
    assert_string_equal(ids[0], ids[1]);
}

static void a_failed_report_leaves_its_batch_alone(void **state)
{
    (void)state;
    ch_error err = {.message = ""};
    ch_record_added added;
    ch_record *record = open_record(CH_RECORD_WRITE);
    assert_int_equal(ch_record_begin(record, &err), CH_OK);
    add(record, "good", "2025-08-21", 1);
    ch_analysis *bad = fixture_make("bad", "2025-08-21", 2);
    bad->events[2].trigger = (ch_span){5, 100000};
    assert_int_equal(ch_record_add(record, bad, FIXTURE_OPTIONS, &added, &err), CH_E_INTERNAL);
    assert_non_null(strstr(err.message, "outside the text"));
    fixture_free(bad);
    assert_int_equal(ch_record_commit(record, &err), CH_OK);
    ch_record_counts counts;
    assert_int_equal(ch_record_verify(record, NULL, NULL, &counts, &err), CH_OK);
    assert_int_equal(counts.reports, 1);
    assert_int_equal(counts.documents, 1);
    assert_int_equal(counts.problems, 0);
    ch_record_close(record);
}

/* All events of one word and type: ids still differ, and the cost stays bearable. */
static void ten_thousand_events(void **state)
{
    (void)state;
    enum { MANY = 10000 };
    ch_error err = {.message = ""};
    ch_record_added added;
    ch_record_counts counts;
    ch_record *record = open_record(CH_RECORD_WRITE);
    ch_analysis *a = fixture_make("many", "2025-08-21", 1);
    ch_event *events = calloc(MANY, sizeof *events);
    assert_non_null(events);
    for (int i = 0; i < MANY; i++) events[i] = a->events[2];
    a->events = events;
    a->event_n = MANY;
    if (ch_record_add(record, a, FIXTURE_OPTIONS, &added, &err) != CH_OK)
        fail_msg("%s", err.message);
    assert_int_equal(ch_record_verify(record, NULL, NULL, &counts, &err), CH_OK);
    assert_int_equal(counts.events, MANY);
    assert_int_equal(counts.problems, 0);
    free(events);
    fixture_free(a);
    ch_record_close(record);
}

/* ---- what comes out ---- */

static void same_sv(ch_sv a, ch_sv b)
{
    assert_int_equal(a.n, b.n);
    if (a.n) assert_memory_equal(a.p, b.p, a.n);
}

static void same_participants(const ch_participant *a, uint32_t an, const ch_participant *b,
                              uint32_t bn)
{
    assert_int_equal(an, bn);
    for (uint32_t i = 0; i < an; i++) {
        same_sv(a[i].key, b[i].key);
        same_sv(a[i].sector, b[i].sector);
        same_sv(a[i].entity, b[i].entity);
        assert_memory_equal(&a[i].span, &b[i].span, sizeof a[i].span);
    }
}

static void same_event(const ch_event *a, const ch_event *b)
{
    same_sv(a->id, b->id);
    same_sv(a->mode, b->mode);
    same_sv(a->cameo, b->cameo);
    same_sv(a->date.value, b->date.value);
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->act, b->act);
    assert_int_equal(a->veracity, b->veracity);
    assert_int_equal(a->auxiliary, b->auxiliary);
    assert_int_equal(a->is_mutual, b->is_mutual);
    assert_int_equal(a->contexts, b->contexts);
    assert_int_equal(a->denies, b->denies);
    assert_memory_equal(&a->trigger, &b->trigger, sizeof a->trigger);
    assert_memory_equal(&a->object, &b->object, sizeof a->object);
    assert_memory_equal(&a->date.span, &b->date.span, sizeof a->date.span);
    assert_int_equal(a->mention_sentence_n, b->mention_sentence_n);
    for (uint32_t i = 0; i < a->mention_sentence_n; i++)
        assert_int_equal(a->mention_sentences[i], b->mention_sentences[i]);
    same_participants(a->actors, a->actor_n, b->actors, b->actor_n);
    same_participants(a->recipients, a->recipient_n, b->recipients, b->recipient_n);
    assert_int_equal(a->source_n, b->source_n);
    for (uint32_t i = 0; i < a->source_n; i++) {
        same_participants(&a->sources[i].who, 1, &b->sources[i].who, 1);
        same_sv(a->sources[i].cue, b->sources[i].cue);
        same_sv(a->sources[i].channel, b->sources[i].channel);
        assert_string_equal(a->sources[i].rule, b->sources[i].rule);
    }
    assert_int_equal(a->place.is_set, b->place.is_set);
    same_sv(a->place.name, b->place.name);
    assert_true(a->place.latitude >= b->place.latitude && a->place.latitude <= b->place.latitude);
    assert_int_equal(a->place.also_n, b->place.also_n);
    assert_int_equal(a->trace_n, b->trace_n);
    for (uint32_t i = 0; i < a->trace_n; i++) {
        assert_string_equal(a->trace[i].field, b->trace[i].field);
        same_sv(a->trace[i].rule, b->trace[i].rule);
        same_sv(a->trace[i].note, b->trace[i].note);
        assert_memory_equal(&a->trace[i].span, &b->trace[i].span, sizeof a->trace[i].span);
        assert_int_equal(a->trace[i].is_lost, b->trace[i].is_lost);
    }
}

static void a_report_comes_back_whole(void **state)
{
    (void)state;
    ch_error err = {.message = ""};
    ch_record *record = open_record(CH_RECORD_WRITE);
    const ch_record_added added = add(record, "a", "2025-08-21", 1);
    ch_analysis *want = fixture_make("a", "2025-08-21", 1), *have = NULL;
    ch_record_report about;
    const ch_sv *ids = NULL;
    const ch_sv id = {added.report, strlen(added.report)};
    assert_int_equal(ch_record_load(record, id, &have, &about, &ids, &err), CH_OK);
    same_sv(have->report.text, want->report.text);
    same_sv(have->report.id, want->report.id);
    same_sv(have->report.source, want->report.source);
    same_sv(have->report.published, want->report.published);
    same_sv(about.added, CH_SV("2026-11-23T20:15:00Z"));
    same_sv(about.coder, CH_SV("test 1"));
    assert_int_equal(have->sentence_n, 2);
    assert_memory_equal(&have->sentences[1].span, &want->sentences[1].span, sizeof(ch_span));
    assert_int_equal(have->event_n, want->event_n);
    for (uint32_t i = 0; i < want->event_n; i++) {
        same_event(&have->events[i], &want->events[i]);
        assert_memory_equal(ids[i].p, added.report, strlen(added.report));
    }
    assert_int_equal(have->instrument_n, 1);
    same_sv(have->instruments[0].kind, CH_SV("plan"));
    assert_int_equal(have->instruments[0].provision_n, 1);
    assert_int_equal(have->instruments[0].provisions[0].veracity, CH_VERACITY_PR_PLUS);
    assert_int_equal(have->instruments[0].subjects, want->instruments[0].subjects);
    assert_int_equal(have->exercise_n, 1);
    assert_int_equal(have->exercises[0].one_of_n, 2);
    assert_int_equal(have->exercises[0].instrument, 0);
    assert_int_equal(have->exercises[0].events[0], 1);
    assert_int_equal(have->visit_n, 1);
    same_sv(have->visits[0].met[0], CH_SV("Alexander Lukashenko"));
    assert_int_equal(have->relation_n, 1);
    same_sv(have->relations[0].b, CH_SV("RUS"));
    assert_int_equal(have->statement_n, 1);
    assert_memory_equal(&have->statements[0].quoted, &want->statements[0].quoted, sizeof(ch_span));
    assert_int_equal(have->question_n, 1);
    same_sv(have->questions[0].about, CH_SV("exercise x1: place"));
    fixture_free(want);
    fixture_free(have);
    ch_record_close(record);
}

static ch_status count_event(void *context, const ch_record_event *row, ch_error *err)
{
    (void)row, (void)err;
    ++*(int *)context;
    return CH_OK;
}

static void filters(void **state)
{
    (void)state;
    static const ch_sv BLR_IRN[] = {CH_SV_INIT("BLR"), CH_SV_INIT("IRN")};
    static const ch_sv FRA[] = {CH_SV_INIT("FRA")};
    static const ch_sv USA_BLR[] = {CH_SV_INIT("USA"), CH_SV_INIT("BLR")};
    static const struct {
        const char *name;
        ch_filter filter;
        int n;
    } rows[] = {
        {"everything", {.limit = 0}, 6},
        {"copies too", {.with_copies = true}, 9},
        {"limit", {.limit = 2}, 2},
        {"one party", {.parties = BLR_IRN, .party_n = 1}, 6},
        {"party that is not there", {.parties = FRA, .party_n = 1}, 0},
        {"both", {.parties = BLR_IRN, .party_n = 2}, 6},
        {"between", {.parties = BLR_IRN, .party_n = 2, .is_between = true}, 4},
        {"between, actor and recipient", {.parties = USA_BLR, .party_n = 2, .is_between = true}, 2},
        {"type", {.type = CH_SV_INIT("ACCUSE")}, 2},
        {"type of the deed", {.type = CH_SV_INIT("COOPERATE")}, 2},
        {"stage", {.stage = CH_SV_INIT("planned")}, 2},
        {"from", {.event_from = CH_SV_INIT("2025-08-20")}, 4},
        {"until", {.event_to = CH_SV_INIT("2025-08-19")}, 0},
        {"year", {.event_from = CH_SV_INIT("2026"), .event_to = CH_SV_INIT("2026")}, 2},
        {"reported", {.reported_from = CH_SV_INIT("2025-09")}, 3},
        {"publisher, any case", {.source = CH_SV_INIT("sample post")}, 9},
        {"source within", {.source = CH_SV_INIT("Valery Revenko")}, 3},
        {"veracity", {.veracity = CH_SV_INIT("PR+")}, 2},
        {"words", {.search = CH_SV_INIT("minsk plan")}, 6},
        {"words with signs of FTS5", {.search = CH_SV_INIT("\"minsk AND* (")}, 6},
        {"words that are not there", {.search = CH_SV_INIT("minsk zebra")}, 0},
    };
    ch_record *record = open_record(CH_RECORD_WRITE);
    add(record, "a", "2025-08-21", 1);
    add(record, "a-copy", "2025-08-22", 1);
    add(record, "b", "2025-09-21", 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int n = 0;
        ch_error err = {.message = ""};
        if (ch_record_events(record, &rows[i].filter, count_event, &n, &err) != CH_OK ||
            n != rows[i].n)
            fail_msg("%s: %d, expected %d %s", rows[i].name, n, rows[i].n, err.message);
    }
    ch_record_close(record);
}

static void filters_refused(void **state)
{
    (void)state;
    static const struct {
        ch_filter filter;
        const char *said;
    } rows[] = {
        {{.type = CH_SV_INIT("FIGHT")}, "no event type 'FIGHT'"},
        {{.veracity = CH_SV_INIT("sure")}, "no veracity 'sure'"},
        {{.event_from = CH_SV_INIT("yesterday")}, "'yesterday' is no date"},
        {{.reported_to = CH_SV_INIT("2025-13-01")}, "'2025-13-01' is no date"},
    };
    ch_record *record = open_record(CH_RECORD_WRITE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int n = 0;
        ch_error err = {.message = ""};
        assert_int_equal(ch_record_events(record, &rows[i].filter, count_event, &n, &err),
                         CH_E_ARG);
        assert_non_null(strstr(err.message, rows[i].said));
    }
    ch_record_close(record);
}

static void ids_as_people_write_them(void **state)
{
    (void)state;
    ch_record *record = open_record(CH_RECORD_WRITE);
    const ch_record_added a = add(record, "blr-irn", "2025-08-21", 1);
    add(record, "samples/b.txt", "2025-08-21", 2);
    char prefix[8];
    snprintf(prefix, sizeof prefix, "%.6s", a.report);
    const struct {
        const char *id;
        ch_status status;
        ch_record_thing thing;
        const char *local;
    } rows[] = {
        {a.report, CH_OK, CH_THING_REPORT, ""},
        {prefix, CH_OK, CH_THING_REPORT, ""},
        {"blr-irn", CH_OK, CH_THING_REPORT, ""},
        {"blr-irn/e2", CH_OK, CH_THING_EVENT, "e2"},
        {"blr-irn/x1", CH_OK, CH_THING_ENTRY, "x1"},
        {"samples/b.txt", CH_OK, CH_THING_REPORT, ""},
        {"samples/b.txt/e1", CH_OK, CH_THING_EVENT, "e1"},
        {"r", CH_E_ARG, CH_THING_REPORT, ""},
        {"blr-irn/e9", CH_E_NOT_FOUND, CH_THING_REPORT, ""},
        {"zzz", CH_E_NOT_FOUND, CH_THING_REPORT, ""},
        {"", CH_E_ARG, CH_THING_REPORT, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ch_record_found found;
        ch_error err = {.message = ""};
        const ch_status status =
            ch_record_find(record, (ch_sv){rows[i].id, strlen(rows[i].id)}, &found, &err);
        if (status != rows[i].status) fail_msg("%s: %d %s", rows[i].id, status, err.message);
        if (status != CH_OK) continue;
        assert_int_equal(found.thing, rows[i].thing);
        assert_string_equal(found.local, rows[i].local);
    }
    ch_record_close(record);
}

/* ---- registers across reports ---- */

typedef struct told {
    char text[600];
} told;

static ch_status tell_entry(void *context, const ch_record_entry *row, ch_error *err)
{
    (void)err;
    told *t = context;
    for (uint32_t i = 0; i < row->version_n; i++) {
        const size_t n = strlen(t->text);
        snprintf(t->text + n, sizeof t->text - n, "%s%.*s %.*s", i ? " < " : "",
                 CH_SV_ARG(row->versions[i].report->report.id), CH_SV_ARG(row->versions[i].stage));
    }
    strncat(t->text, "; ", sizeof t->text - strlen(t->text) - 1);
    return CH_OK;
}

typedef struct exercise_row {
    const char *given, *published, *name, *host, *period, *stage;
} exercise_row;

static void add_exercise(ch_record *record, const exercise_row *row, int n)
{
    ch_record_added added;
    ch_analysis *a = fixture_make(row->given, row->published, n);
    ch_exercise *x = &a->exercises[0];
    x->name = (ch_sv){row->name, strlen(row->name)};
    x->host = (ch_sv){row->host, strlen(row->host)};
    x->period = (ch_sv){row->period, strlen(row->period)};
    x->stage = (ch_sv){row->stage, strlen(row->stage)};
    assert_int_equal(ch_record_add(record, a, FIXTURE_OPTIONS, &added, NULL), CH_OK);
    fixture_free(a);
}

static void exercises_are_followed_or_kept_apart(void **state)
{
    static const struct {
        const char *name;
        exercise_row a, b;
        const char *want;
    } rows[] = {
        {"planned, then held",
         {"a", "2025-12-10", "", "", "2026", "planned"},
         {"b", "2026-03-20", "", "BLR", "2026-03", "held"},
         "b held < a planned; "},
        {"same name",
         {"a", "2025-12-10", "Shield", "", "2026", "planned"},
         {"b", "2026-03-20", "shield", "", "", "held"},
         "b held < a planned; "},
        {"other name",
         {"a", "2025-12-10", "Shield", "", "2026", "planned"},
         {"b", "2026-03-20", "Spear", "", "2026", "held"},
         "b held; a planned; "},
        {"other year",
         {"a", "2025-12-10", "", "", "2025", "held"},
         {"b", "2026-03-20", "", "", "2026", "planned"},
         "b planned; a held; "},
        {"other host",
         {"a", "2025-12-10", "", "IRN", "2026", "planned"},
         {"b", "2026-03-20", "", "BLR", "2026", "held"},
         "b held; a planned; "},
        {"held, undated, within the plan",
         {"a", "2025-12-10", "", "", "2026-03", "planned"},
         {"b", "2026-03-20", "", "", "", "held"},
         "b held < a planned; "},
        {"undated and far apart",
         {"a", "2025-12-10", "", "", "", "planned"},
         {"b", "2026-03-20", "", "", "", "held"},
         "b held; a planned; "},
        {"told in the same week",
         {"a", "2025-12-10", "", "", "", "planned"},
         {"b", "2025-12-12", "", "", "", "planned"},
         "b planned < a planned; "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int order = 0; order < 2; order++) { /* the order of adding changes nothing */
            fresh(state);
            told t = {""};
            ch_record *record = open_record(CH_RECORD_WRITE);
            add_exercise(record, order ? &rows[i].b : &rows[i].a, order ? 2 : 1);
            add_exercise(record, order ? &rows[i].a : &rows[i].b, order ? 1 : 2);
            assert_int_equal(
                ch_record_register(record, CH_REGISTER_EXERCISES, NULL, tell_entry, &t, NULL),
                CH_OK);
            if (strcmp(t.text, rows[i].want) != 0) fail_msg("%s: %s", rows[i].name, t.text);
            ch_record_close(record);
        }
    }
}

static void two_candidates_are_none(void **state)
{
    (void)state;
    static const exercise_row rows[] = {{"a", "2025-12-10", "Shield", "", "2026-03", "planned"},
                                        {"b", "2025-12-11", "Spear", "", "2026-03", "planned"},
                                        {"c", "2026-03-20", "", "", "2026-03-18", "held"}};
    told t = {""};
    ch_record *record = open_record(CH_RECORD_WRITE);
    for (int i = 0; i < 3; i++) add_exercise(record, &rows[i], i);
    assert_int_equal(ch_record_register(record, CH_REGISTER_EXERCISES, NULL, tell_entry, &t, NULL),
                     CH_OK);
    assert_string_equal(t.text, "c held; b planned; a planned; ");
    ch_record_close(record);
}

/* ---- damage and versions ---- */

static void refused(ch_record_mode mode, ch_status status, const char *said)
{
    ch_record *record = NULL;
    ch_error err = {.message = ""};
    const ch_status have = ch_record_open(path, mode, &record, &err);
    if (have != status || !strstr(err.message, said))
        fail_msg("%d %s, expected %s", have, err.message, said);
    assert_null(record);
}

static void write_file(const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(bytes, 1, n, file);
    fclose(file);
}

static void files_that_are_no_records(void **state)
{
    refused(CH_RECORD_READ, CH_E_NOT_FOUND, "no such record");
    write_file("", 0);
    refused(CH_RECORD_READ, CH_E_FORMAT, "empty");
    write_file("this is a text and certainly no database, however long one makes it "
               "......................",
               90);
    refused(CH_RECORD_READ, CH_E_FORMAT, "no SQLite database");
    refused(CH_RECORD_WRITE, CH_E_FORMAT, "no SQLite database");
    fresh(state);
    run_sql("CREATE TABLE recipes (name TEXT)");
    refused(CH_RECORD_WRITE, CH_E_FORMAT, "another program");
    fresh(state);
    mkdir(path, 0700);
    refused(CH_RECORD_WRITE, CH_E_IO, "not one");
    rmdir(path);
}

static void a_newer_record_is_refused(void **state)
{
    (void)state;
    ch_record_close(open_record(CH_RECORD_WRITE));
    run_sql("PRAGMA user_version = 99");
    refused(CH_RECORD_READ, CH_E_VERSION, "version 99");
    refused(CH_RECORD_WRITE, CH_E_VERSION, "newer Chancery");
}

static void older_records_are_brought_up(void **state)
{
    for (uint32_t version = 0; version <= ch__migration_n; version++) {
        fresh(state);
        ch__db *db = NULL;
        assert_int_equal(ch__db_open_sqlite(path, true, &db, NULL), CH_OK);
        for (uint32_t i = 0; i < version; i++) {
            assert_int_equal(db->api->script(db, ch__migrations[i], NULL), CH_OK);
            assert_int_equal(db->api->set_version(db, i + 1, NULL), CH_OK);
        }
        if (version) /* what the old version held stays */
            assert_int_equal(
                db->api->script(db, "INSERT INTO document VALUES (7, x'00', 0, x'00')", NULL),
                CH_OK);
        ch__db_close(db);
        ch_record *record = open_record(version ? CH_RECORD_READ : CH_RECORD_WRITE);
        uint32_t now = 0;
        int64_t row = 0;
        assert_int_equal(record->db->api->version(record->db, &now, NULL), CH_OK);
        assert_int_equal(now, ch__migration_n);
        assert_int_equal(
            ch__db_run(record->db, "SELECT document FROM document", NULL, 0, &row, NULL), CH_OK);
        assert_int_equal(row, version ? 7 : 0);
        ch_record_close(record);
    }
}

static void verify_finds_every_change(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE document SET hash = x'0011' WHERE document = 1",
        "UPDATE document SET size = size - 1",
        "UPDATE document SET text = x'28b52ffd'",
        "UPDATE report SET given = 'other'",
        "UPDATE event SET trigger_begin = trigger_begin + 1 WHERE ordinal = 0",
        "UPDATE event SET object_words = 'no plan' WHERE ordinal = 0",
        "UPDATE participant SET end_byte = 100000",
        "UPDATE source SET words = 'Somebody Else'",
        "UPDATE place SET begin_byte = 1 WHERE words IS NOT NULL",
        "UPDATE statement SET quoted_begin = quoted_begin - 2",
        "UPDATE question SET words = 'x'",
        "UPDATE provision SET begin_byte = 0",
        "UPDATE instrument SET title_end = title_end + 1",
        "UPDATE relation SET words = NULL",
        "UPDATE coding SET superseded = 'now'",
        "PRAGMA foreign_keys = OFF; DELETE FROM coder",
        "PRAGMA foreign_keys = OFF; DELETE FROM event WHERE ordinal = 0",
    };
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        fresh(state);
        ch_record *record = open_record(CH_RECORD_WRITE);
        add(record, "a", "2025-08-21", 1);
        ch_record_close(record);
        assert_int_equal(problem_n(), 0);
        run_sql(CHANGES[i]);
        if (problem_n() == 0) fail_msg("not found: %s", CHANGES[i]);
    }
}

/* A damaged file gives an error or a problem, never a crash and never health. */
static void damaged_files(void **state)
{
    static const struct {
        const char *name;
        long at;     /* where bytes are overwritten, or */
        long length; /* where the file is cut */
    } rows[] = {{"a page in the middle", 4096 * 3, 0},
                {"the schema page", 100, 0},
                {"cut in half", 0, 60000},
                {"cut within a page", 0, 100100},
                {"only the header", 0, 100}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fresh(state);
        ch_record *record = open_record(CH_RECORD_WRITE);
        for (int n = 0; n < 20; n++) add(record, "a", "2025-08-21", n);
        ch_record_close(record);
        char junk[2000];
        memset(junk, 0xA5, sizeof junk);
        if (rows[i].at) corrupt(rows[i].at, junk, sizeof junk);
        if (rows[i].length) assert_int_equal(truncate(path, rows[i].length), 0);
        ch_error err = {.message = ""};
        ch_record_counts counts = {.problems = 0};
        record = NULL;
        ch_status status = ch_record_open(path, CH_RECORD_READ, &record, &err);
        if (status == CH_OK) status = ch_record_verify(record, NULL, NULL, &counts, &err);
        if (status == CH_OK && counts.problems == 0) fail_msg("%s: not noticed", rows[i].name);
        if (status != CH_OK && status != CH_E_FORMAT)
            fail_msg("%s: %d %s", rows[i].name, status, err.message);
        ch_record_close(record);
    }
}

/* Root may write anywhere, so it becomes nobody for a while. */
static void a_read_only_directory(void **state)
{
    (void)state;
    enum { NOBODY = 65534 };
    const bool is_root = geteuid() == 0;
    ch_record *record = open_record(CH_RECORD_WRITE);
    add(record, "a", "2025-08-21", 1);
    ch_record_close(record);
    if (is_root)
        assert_int_equal(chown(directory, NOBODY, NOBODY) | chown(path, NOBODY, NOBODY), 0);
    if (is_root) assert_int_equal(seteuid(NOBODY), 0);
    chmod(path, 0400);
    chmod(directory, 0500);
    record = open_record(CH_RECORD_READ);
    int n = 0;
    ch_error err = {.message = ""};
    const ch_status read = ch_record_events(record, NULL, count_event, &n, &err);
    ch_record_close(record);
    const ch_status write = ch_record_open(path, CH_RECORD_WRITE, &record, &err);
    chmod(directory, 0700);
    if (is_root) assert_int_equal(seteuid(0), 0);
    assert_int_equal(read, CH_OK);
    assert_int_equal(n, 3);
    assert_int_equal(write, CH_E_IO);
    assert_non_null(strstr(err.message, "read-only"));
}

/* ---- other processes ---- */

/* Adds reports first, first + step, ... until it is killed or `n` are in; each acknowledged number
 * goes down the pipe after its commit. */
static void add_many(int first, int step, int n, bool is_batch, int pipe_end)
{
    ch_record *record = NULL;
    if (ch_record_open(path, CH_RECORD_WRITE, &record, NULL) != CH_OK) _exit(1);
    for (int i = first, done_n = 0; done_n < n; done_n++, i += step) {
        ch_record_added added;
        char given[32];
        snprintf(given, sizeof given, "g%d", i);
        ch_analysis *a = fixture_make(given, "2025-08-21", i);
        if (is_batch && done_n % 4 == 0 && ch_record_begin(record, NULL) != CH_OK) _exit(2);
        if (ch_record_add(record, a, FIXTURE_OPTIONS, &added, NULL) != CH_OK) _exit(3);
        fixture_free(a);
        if (is_batch && done_n % 4 != 3) continue;
        if (is_batch && ch_record_commit(record, NULL) != CH_OK) _exit(4);
        for (int k = is_batch ? 3 : 0; k >= 0; k--) {
            const int acknowledged = i - k * step;
            if (write(pipe_end, &acknowledged, sizeof acknowledged) < 0) _exit(5);
        }
    }
    ch_record_close(record);
    _exit(0);
}

static void check_acknowledged(int pipe_end)
{
    ch_record *record = open_record(CH_RECORD_READ);
    for (int number; read(pipe_end, &number, sizeof number) == (ssize_t)sizeof number;) {
        char given[32];
        bool has = false;
        ch_record_added found = {.event_n = 0};
        snprintf(given, sizeof given, "g%d", number);
        ch_analysis *a = fixture_make(given, "", number);
        assert_int_equal(ch_record_has(record, &a->report, &has, &found, NULL), CH_OK);
        if (!has || found.event_n != 3)
            fail_msg("report %d was acknowledged and is not whole", number);
        fixture_free(a);
    }
    ch_record_close(record);
}

static void killed_at_random_moments(void **state)
{
    (void)state;
    unsigned seed = 20251210;
    const time_t until = time(NULL) + 12;
    ch_record_close(open_record(CH_RECORD_WRITE));
    for (int kill_n = 0; kill_n < 60 && time(NULL) < until; kill_n++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) add_many(kill_n * 1000, 1, 1000, kill_n % 2 == 1, ends[1]);
        close(ends[1]);
        seed = seed * 1103515245u + 12345u;
        const struct timespec wait = {0, 1000000L * (1 + (seed >> 16) % 80)};
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        check_acknowledged(ends[0]);
        close(ends[0]);
        if (kill_n % 10 == 9) assert_int_equal(problem_n(), 0);
    }
    assert_int_equal(problem_n(), 0);
}

/* Several processes make and open one record at the same moment. */
static void made_by_many_at_once(void **state)
{
    for (int round = 0; round < 12; round++) {
        enum { MANY = 6 };
        pid_t child[MANY];
        int ends[2];
        fresh(state);
        assert_int_equal(pipe(ends), 0);
        for (int i = 0; i < MANY; i++)
            if ((child[i] = fork()) == 0) add_many(i, 1, 2, false, ends[1]);
        close(ends[1]);
        for (int i = 0; i < MANY; i++) {
            int status = -1;
            waitpid(child[i], &status, 0);
            assert_int_equal(status, 0);
        }
        check_acknowledged(ends[0]);
        close(ends[0]);
    }
}

static void two_writers(void **state)
{
    (void)state;
    enum { EACH = 60 };
    int ends[2];
    pid_t child[2];
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < 2; i++) /* half of the numbers are added by both */
        if ((child[i] = fork()) == 0) add_many(i * EACH / 2, 1, EACH, i == 1, ends[1]);
    close(ends[1]);
    for (int i = 0; i < 2; i++) {
        int status = -1;
        waitpid(child[i], &status, 0);
        assert_int_equal(status, 0);
    }
    check_acknowledged(ends[0]);
    close(ends[0]);
    ch_record *record = open_record(CH_RECORD_READ);
    ch_record_counts counts;
    assert_int_equal(ch_record_verify(record, NULL, NULL, &counts, NULL), CH_OK);
    assert_int_equal(counts.reports, EACH + EACH / 2);
    assert_int_equal(counts.problems, 0);
    ch_record_close(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_of_known_texts),
        cmocka_unit_test(days_of_values),
        cmocka_unit_test_setup(adding_twice_is_adding_once, fresh),
        cmocka_unit_test_setup(ids_follow_from_content, fresh),
        cmocka_unit_test_setup(a_newer_coder_adds_beside, fresh),
        cmocka_unit_test_setup(a_failed_report_leaves_its_batch_alone, fresh),
        cmocka_unit_test_setup(ten_thousand_events, fresh),
        cmocka_unit_test_setup(a_report_comes_back_whole, fresh),
        cmocka_unit_test_setup(filters, fresh),
        cmocka_unit_test_setup(filters_refused, fresh),
        cmocka_unit_test_setup(ids_as_people_write_them, fresh),
        cmocka_unit_test_setup(exercises_are_followed_or_kept_apart, fresh),
        cmocka_unit_test_setup(two_candidates_are_none, fresh),
        cmocka_unit_test_setup(files_that_are_no_records, fresh),
        cmocka_unit_test_setup(a_newer_record_is_refused, fresh),
        cmocka_unit_test_setup(older_records_are_brought_up, fresh),
        cmocka_unit_test_setup(verify_finds_every_change, fresh),
        cmocka_unit_test_setup(damaged_files, fresh),
        cmocka_unit_test_setup(a_read_only_directory, fresh),
        cmocka_unit_test_setup(killed_at_random_moments, fresh),
        cmocka_unit_test_setup(two_writers, fresh),
        cmocka_unit_test_setup(made_by_many_at_once, fresh),
    };
    return cmocka_run_group_tests_name("record", tests, make_directory, remove_directory);
}
