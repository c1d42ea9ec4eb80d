/* Rows of answers in three forms. */
#include "ask.h"

#include "chancery/export.h"

#include <stdlib.h>

static ch_sv view(const char *text) { return (ch_sv){text, strlen(text)}; }

static ch_status put_json(char *bytes, size_t n)
{
    fwrite(bytes, 1, n, stdout);
    free(bytes);
    return CH_OK;
}

static void csv(const char *text) { print_csv(stdout, view(text), false); }
static void csv_view(ch_sv text) { print_csv(stdout, text, false); }

static void csv_header(const char *const *names)
{
    for (; *names; names++) print_csv(stdout, view(*names), !names[1]);
}

/* "Sample Post, 2025-08-21" */
static void describe_report(const ch_record_report *r, char *out, size_t size)
{
    const ch_sv name = r->report.source.n ? r->report.source
                       : r->report.id.n   ? r->report.id
                                          : r->id;
    snprintf(out, size, "%.*s%s%.*s", CH_SV_ARG(name), r->report.published.n ? ", " : "",
             CH_SV_ARG(r->report.published));
    if (!r->copy_n) return;
    const size_t n = strlen(out);
    snprintf(out + n, size - n, " (and %u cop%s)", r->copy_n, r->copy_n > 1 ? "ies" : "y");
}

/* date, stage, type, who and the id at the right margin */
static void print_line(const ask *a, ch_sv date, ch_sv stage, ch_sv what, const char *who, ch_sv id)
{
    const size_t left = 12 + 14 + 20;
    const size_t width =
        PAGE_WIDTH > left + columns_of(id) + 2 ? PAGE_WIDTH - left - columns_of(id) - 2 : 20;
    print_cell(stdout, date.n ? date : view("undated"), 10);
    printf("  %s", ask_stage_colour(a, stage));
    print_cell(stdout, stage.n ? stage : view("?"), 12);
    printf("%s  ", ask_plain(a));
    print_cell(stdout, what, 18);
    printf("  %s", ask_bold(a));
    print_cell(stdout, view(who), width);
    printf("%s  %s%.*s%s\n", ask_plain(a), ask_dim(a), CH_SV_ARG(id), ask_plain(a));
}

static void print_second(ch_sv words)
{
    if (!words.n) return;
    printf("%12s", "");
    print_words(stdout, words, PAGE_WIDTH - 12);
    putchar('\n');
}

/* The words around the trigger; "..." before them unless they begin a sentence. */
static void print_excerpt(const ch_report *report, ch_span trigger)
{
    const ch_sv words = words_around(report, trigger, 200);
    if (!words.n) return;
    const size_t begin = (size_t)(words.p - report->text.p);
    const bool is_start = begin < 2 || words.p[-1] == '\n' || strchr(".!?", words.p[-2]);
    printf("%12s%s", "", is_start ? "" : "... ");
    print_words(stdout, words, PAGE_WIDTH - 12 - (is_start ? 0 : 4));
    putchar('\n');
}

static void print_details(const ask *a, const char *line)
{
    printf("%12s%s", "", ask_dim(a));
    print_wrapped(stdout, view(line), 12);
    printf("%s", ask_plain(a));
}

/* Appends "; " and the text, if there is one. */
static void add_part(char *line, size_t size, const char *label, const char *text)
{
    const size_t n = strlen(line);
    if (*text) snprintf(line + n, size - n, "%s%s%s", n ? "; " : "", label, text);
}

static void print_event_for_people(const ask *a, const ch_record_event *row)
{
    const ch_event *e = row->event;
    char who[300], what[80], place[200], source[300], report[300], line[1200] = "", date[80];
    describe_parties(e, who, sizeof who);
    describe_place(&e->place, place, sizeof place);
    describe_sources(e, source, sizeof source);
    describe_report(row->report, report, sizeof report);
    describe_date(e->date.value, date, sizeof date);
    snprintf(what, sizeof what, "%s%s%.*s", ch_event_type_text((ch_event_type)e->type),
             e->mode.n ? " " : "", CH_SV_ARG(e->mode));
    if (e->act) snprintf(what, sizeof what, "AGREE %s", ch_event_type_text((ch_event_type)e->act));
    print_line(a, strlen(date) > 10 ? (ch_sv){date, 10} : view(date), row->stage, view(what), who,
               row->id);
    print_excerpt(&row->report->report, e->trigger);
    if (strlen(date) > 10) add_part(line, sizeof line, "", date);
    add_part(line, sizeof line, "at ", place);
    add_part(line, sizeof line, "says ", source);
    add_part(line, sizeof line, "", ch_veracity_text((ch_veracity)e->veracity));
    add_part(line, sizeof line, "", report);
    print_details(a, line);
}

static void print_event_csv(ask *a, const ch_record_event *row)
{
    static const char *const HEADER[] = {
        "event",  "report", "given",   "published",  "publisher", "local",    "type",
        "act",    "mode",   "cameo",   "contexts",   "stage",     "veracity", "auxiliary",
        "mutual", "date",   "actors",  "recipients", "sources",   "place",    "country",
        "lat",    "lon",    "trigger", "object",     "of",        NULL};
    const ch_event *e = row->event;
    char text[1024];
    if (!a->row_n) csv_header(HEADER);
    csv_view(row->id), csv_view(row->report->id), csv_view(row->report->report.id);
    csv_view(row->report->report.published), csv_view(row->report->report.source), csv_view(e->id);
    csv(ch_event_type_text((ch_event_type)e->type)), csv(ch_event_type_text((ch_event_type)e->act));
    csv_view(e->mode), csv_view(e->cameo);
    *text = 0;
    for (int i = 0; i < CH_CONTEXT_N; i++)
        if (e->contexts >> i & 1)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", *text ? ";" : "",
                     ch_context_text((ch_context)i));
    csv(text);
    csv_view(row->stage), csv(ch_veracity_text((ch_veracity)e->veracity));
    snprintf(text, sizeof text, "%s%s%s%s", e->auxiliary & CH_AUX_HISTORICAL ? ";historical" : "",
             e->auxiliary & CH_AUX_FUTURE ? ";future" : "",
             e->auxiliary & CH_AUX_HYPOTHETICAL ? ";hypothetical" : "",
             e->auxiliary & CH_AUX_NEGATION ? ";negation" : "");
    csv(*text ? text + 1 : text);
    csv(e->is_mutual ? "1" : "0"), csv_view(e->date.value);
    const ch_participant *sides[] = {e->actors, e->recipients};
    const uint32_t side_n[] = {e->actor_n, e->recipient_n};
    for (int side = 0; side < 2; side++) {
        *text = 0;
        for (uint32_t i = 0; i < side_n[side]; i++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s%s%.*s", i ? ";" : "",
                     CH_SV_ARG(sides[side][i].key), sides[side][i].sector.n ? ":" : "",
                     CH_SV_ARG(sides[side][i].sector));
        csv(text);
    }
    *text = 0;
    for (uint32_t i = 0; i < e->source_n; i++) {
        const ch_participant *who = &e->sources[i].who;
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s", i ? ";" : "",
                 CH_SV_ARG(who->entity.n ? who->entity : who->key));
    }
    csv(text);
    csv_view(e->place.name), csv_view(e->place.country);
    snprintf(text, sizeof text, "%.5f", e->place.latitude);
    csv(e->place.has_point ? text : "");
    snprintf(text, sizeof text, "%.5f", e->place.longitude);
    csv(e->place.has_point ? text : "");
    csv_view(span_words(&row->report->report, e->trigger));
    csv_view(span_words(&row->report->report, e->object));
    print_csv(stdout, row->of, true);
}

ch_status print_event(void *context, const ch_record_event *row, ch_error *err)
{
    ask *a = context;
    char *bytes;
    size_t n;
    if (a->form == ASK_JSON) {
        CH_TRY(ch_export_event_row(row, &bytes, &n, err));
        put_json(bytes, n);
    } else if (a->form == ASK_CSV) {
        print_event_csv(a, row);
    } else {
        print_event_for_people(a, row);
    }
    a->row_n++;
    return ask_check_output(a, err);
}

/* ---- registers ---- */

typedef struct entry_words {
    char who[300], what[200], place[200], date[80], more[600];
    ch_sv words;
} entry_words;

static void describe_instrument(const ch_record_version *v, entry_words *out)
{
    const ch_instrument *x = &v->entry.instrument;
    describe_keys(x->parties, x->party_n, " + ", out->who, sizeof out->who);
    snprintf(out->what, sizeof out->what, "%.*s", CH_SV_ARG(x->kind));
    describe_date(x->signed_on.value.n ? x->signed_on.value : x->period, out->date,
                  sizeof out->date);
    describe_place(&x->place, out->place, sizeof out->place);
    if (x->signed_on.value.n && x->period.n)
        snprintf(out->more, sizeof out->more, "for %.*s", CH_SV_ARG(x->period));
    out->words = span_words(&v->report->report, x->title);
}

static void describe_exercise(const ch_record_version *v, entry_words *out)
{
    const ch_exercise *x = &v->entry.exercise;
    describe_keys(x->participants, x->participant_n, " + ", out->who, sizeof out->who);
    snprintf(out->what, sizeof out->what, "exercise");
    describe_date(x->period, out->date, sizeof out->date);
    describe_place(&x->place, out->place, sizeof out->place);
    if (!*out->place && x->one_of_n)
        describe_keys(x->one_of, x->one_of_n, " or ", out->place, sizeof out->place);
    if (!*out->place && x->host.n)
        snprintf(out->place, sizeof out->place, "%.*s", CH_SV_ARG(x->host));
    out->words = x->name;
}

static void describe_visit(const ch_record_version *v, entry_words *out)
{
    const ch_visit *x = &v->entry.visit;
    char met[400];
    snprintf(out->who, sizeof out->who, "%.*s%s%.*s -> %.*s", CH_SV_ARG(x->visitor),
             x->entity.n ? " " : "", CH_SV_ARG(x->entity), CH_SV_ARG(x->host));
    snprintf(out->what, sizeof out->what, "visit");
    describe_date(x->date, out->date, sizeof out->date);
    describe_place(&x->place, out->place, sizeof out->place);
    describe_keys(x->met, x->met_n, ", ", met, sizeof met);
    if (*met) snprintf(out->more, sizeof out->more, "met %s", met);
    out->words = (ch_sv){"", 0};
}

static void describe_version(ch_register_kind kind, const ch_record_version *v, entry_words *out)
{
    *out = (entry_words){.words = {"", 0}};
    switch (kind) {
    case CH_REGISTER_INSTRUMENTS:
        describe_instrument(v, out);
        break;
    case CH_REGISTER_EXERCISES:
        describe_exercise(v, out);
        break;
    case CH_REGISTER_VISITS:
    default:
        describe_visit(v, out);
        break;
    }
}

static void print_history(const ask *a, const ch_record_entry *row)
{
    if (row->version_n < 2) return;
    printf("%12sjoined by %s:\n", "", row->why);
    for (uint32_t i = 0; i < row->version_n; i++) {
        const ch_record_version *v = &row->versions[i];
        entry_words words;
        describe_version(row->kind, v, &words);
        printf("%14s", "");
        print_cell(stdout,
                   v->report->report.published.n ? v->report->report.published : view("undated"),
                   10);
        printf("  %s", ask_stage_colour(a, v->stage));
        print_cell(stdout, v->stage, 12);
        printf("%s  ", ask_plain(a));
        print_cell(stdout, view(words.date), 12);
        printf("  ");
        print_cell(stdout,
                   v->report->report.source.n ? v->report->report.source : v->report->report.id,
                   26);
        printf("  %s%.*s%s\n", ask_dim(a), CH_SV_ARG(v->id), ask_plain(a));
    }
}

static void print_entry_for_people(const ask *a, const ch_record_entry *row)
{
    const ch_record_version *v = &row->versions[0];
    entry_words words;
    char line[1200] = "", report[300];
    describe_version(row->kind, v, &words);
    describe_report(v->report, report, sizeof report);
    print_line(a, strlen(words.date) > 10 ? (ch_sv){words.date, 10} : view(words.date), row->stage,
               view(words.what), words.who, v->id);
    print_second(words.words);
    if (strlen(words.date) > 10) add_part(line, sizeof line, "", words.date);
    add_part(line, sizeof line, "at ", words.place);
    add_part(line, sizeof line, "", words.more);
    add_part(line, sizeof line, "", report);
    print_details(a, line);
    print_history(a, row);
}

static void print_entry_csv(ask *a, const ch_record_entry *row)
{
    static const char *const HEADER[] = {
        "id",    "report", "given", "published", "publisher", "register", "what",  "who",
        "stage", "date",   "place", "words",     "more",      "events",   "thing", NULL};
    static const char *const NAMES[] = {"instrument", "exercise", "visit"};
    if (!a->row_n) csv_header(HEADER);
    for (uint32_t i = 0; i < row->version_n; i++) { /* one row a version; "thing" ties them */
        const ch_record_version *v = &row->versions[i];
        entry_words words;
        char ids[2000];
        describe_version(row->kind, v, &words);
        describe_keys(v->event_ids, v->event_n, ";", ids, sizeof ids);
        csv_view(v->id), csv_view(v->report->id), csv_view(v->report->report.id);
        csv_view(v->report->report.published), csv_view(v->report->report.source),
            csv(NAMES[row->kind]);
        csv(words.what), csv(words.who), csv_view(v->stage), csv(words.date), csv(words.place);
        csv_view(words.words), csv(words.more), csv(ids);
        print_csv(stdout, row->versions[row->version_n - 1].id, true);
    }
}

ch_status print_entry(void *context, const ch_record_entry *row, ch_error *err)
{
    ask *a = context;
    char *bytes;
    size_t n;
    if (a->form == ASK_JSON) {
        CH_TRY(ch_export_entry_row(row, &bytes, &n, err));
        put_json(bytes, n);
    } else if (a->form == ASK_CSV) {
        print_entry_csv(a, row);
    } else {
        print_entry_for_people(a, row);
    }
    a->row_n++;
    return ask_check_output(a, err);
}

/* ---- questions and statements ---- */

ch_status print_question(void *context, const ch_record_question *row, ch_error *err)
{
    static const char *const HEADER[] = {"id",     "report", "given", "published", "publisher",
                                         "status", "about",  "words", NULL};
    ask *a = context;
    const ch_report *r = &row->report->report;
    char *bytes, report[300];
    size_t n;
    if (a->form == ASK_JSON) {
        CH_TRY(ch_export_question_row(row, &bytes, &n, err));
        put_json(bytes, n);
    } else if (a->form == ASK_CSV) {
        if (!a->row_n) csv_header(HEADER);
        csv_view(row->id), csv_view(row->report->id), csv_view(r->id), csv_view(r->published);
        csv_view(r->source), csv_view(row->status), csv_view(row->question->about);
        print_csv(stdout, span_words(r, row->question->span), true);
    } else {
        char about[160];
        snprintf(about, sizeof about, "%.*s", CH_SV_ARG(row->question->about));
        describe_report(row->report, report, sizeof report);
        print_line(a, r->published, row->status, view("question"), about, row->id);
        print_second(span_words(r, row->question->span));
        print_details(a, report);
    }
    a->row_n++;
    return ask_check_output(a, err);
}

ch_status print_statement(void *context, const ch_record_statement *row, ch_error *err)
{
    ask *a = context;
    const ch_report *r = &row->report->report;
    const ch_statement *s = row->statement;
    char *bytes, who[300], report[300];
    size_t n;
    if (a->form == ASK_JSON) {
        CH_TRY(ch_export_statement_row(row, &bytes, &n, err));
        put_json(bytes, n);
    } else {
        const bool is_quoted = s->quoted.end > s->quoted.begin;
        describe_participant(&s->speaker, who, sizeof who);
        describe_report(row->report, report, sizeof report);
        print_line(a, r->published, s->stance, view(is_quoted ? "said, in words" : "said"), who,
                   row->id);
        print_second(span_words(r, is_quoted ? s->quoted : s->span));
        print_details(a, report);
    }
    a->row_n++;
    return ask_check_output(a, err);
}
