/* One thing of the record with everything known of it, each value with its words. */
#include "ask.h"
#include "command.h"

#include "chancery/export.h"

#include <stdlib.h>

/* ---- an event ---- */

static void print_label(const ask *a, const char *label)
{
    printf("  %s%-12s%s", ask_dim(a), label, ask_plain(a));
}

static void print_span(const ask *a, const ch_report *report, ch_span span)
{
    const ch_sv words = span_words(report, span);
    if (!words.n) return;
    printf("   %s\"", ask_dim(a));
    print_words(stdout, words, 60);
    printf("\" %u-%u%s", span.begin, span.end, ask_plain(a));
}

static void print_value(const ask *a, const char *label, const char *value, const ch_report *report,
                        ch_span span)
{
    print_label(a, label);
    fputs(value, stdout);
    print_span(a, report, span);
    putchar('\n');
}

static void print_participants(const ask *a, const char *label, const ch_participant *items,
                               uint32_t n, const ch_report *report)
{
    for (uint32_t i = 0; i < n; i++) {
        const ch_participant *p = &items[i];
        char text[400];
        snprintf(text, sizeof text, "%.*s%s%.*s%s%.*s%s%.*s%s%s", CH_SV_ARG(p->key),
                 p->sector.n ? " " : "", CH_SV_ARG(p->sector), p->entity.n ? ", " : "",
                 CH_SV_ARG(p->entity), p->office.n ? ", " : "", CH_SV_ARG(p->office),
                 p->is_variant ? " (variant spelling)" : "", p->is_unnamed ? " (not named)" : "");
        print_value(a, label, text, report, p->span);
    }
}

static void print_sources(const ask *a, const ch_event *e, const ch_report *report)
{
    for (uint32_t i = 0; i < e->source_n; i++) {
        const ch_source *s = &e->sources[i];
        char who[200], text[400];
        describe_participant(&s->who, who, sizeof who);
        snprintf(text, sizeof text, "%s%s%.*s%s%s%.*s%s", who, s->cue.n ? ", \"" : "",
                 CH_SV_ARG(s->cue), s->cue.n ? "\"" : "", s->channel.n ? ", on " : "",
                 CH_SV_ARG(s->channel), s->is_joint ? ", side by side" : "");
        print_value(a, i ? "citing" : "who says so", text, report, s->who.span);
    }
    if (!e->source_n) print_value(a, "who says so", "the report itself", report, (ch_span){0, 0});
}

static const char *veracity_words(uint8_t veracity)
{
    static const char *const WORDS[] = {"certain",      "probable",     "possible",     "left open",
                                        "possibly not", "probably not", "certainly not"};
    return veracity < CH_VERACITY_N ? WORDS[veracity] : "";
}

static void print_marks(const ask *a, const ch_record_event *row)
{
    const ch_event *e = row->event;
    const ch_report *report = &row->report->report;
    char text[700];
    snprintf(text, sizeof text, "%s, %s%s%s%s%s", ch_veracity_text((ch_veracity)e->veracity),
             veracity_words(e->veracity), e->auxiliary & CH_AUX_HISTORICAL ? "; historical" : "",
             e->auxiliary & CH_AUX_FUTURE ? "; future" : "",
             e->auxiliary & CH_AUX_HYPOTHETICAL ? "; hypothetical" : "",
             e->auxiliary & CH_AUX_NEGATION ? "; negated" : "");
    print_value(a, "how surely", text, report, (ch_span){0, 0});
    *text = 0;
    for (int i = 0; i < CH_CONTEXT_N; i++)
        if (e->contexts >> i & 1)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", *text ? ", " : "",
                     ch_context_text((ch_context)i));
    if (*text) print_value(a, "contexts", text, report, (ch_span){0, 0});
}

static void print_settings(const ask *a, const ch_event *e, const ch_report *report)
{
    char text[300];
    describe_date(e->date.value, text, sizeof text);
    print_value(a, "when", *text ? text : "not stated", report, e->date.span);
    describe_place(&e->place, text, sizeof text);
    if (e->place.has_point)
        snprintf(text + strlen(text), sizeof text - strlen(text), " %.4f, %.4f", e->place.latitude,
                 e->place.longitude);
    print_value(a, "where", *text ? text : "not stated", report, e->place.span);
    if (e->object.end > e->object.begin) print_value(a, "what about", "", report, e->object);
}

static void print_report_line(const ask *a, const ch_record_report *r)
{
    if (!r->id.n) return; /* a text that is in no record */
    print_label(a, "report");
    printf("%.*s%s%.*s%s%s%.*s%s%.*s\n", CH_SV_ARG(r->id), r->report.id.n ? " (" : "",
           CH_SV_ARG(r->report.id), r->report.id.n ? ")" : "", r->report.source.n ? ", " : "",
           CH_SV_ARG(r->report.source), r->report.published.n ? ", " : "",
           CH_SV_ARG(r->report.published));
    print_label(a, "coded by");
    printf("%.*s, %.*s\n", CH_SV_ARG(r->coder), CH_SV_ARG(r->added));
}

void print_event_whole(const ask *a, const ch_record_event *row)
{
    const ch_event *e = row->event;
    const ch_report *report = &row->report->report;
    char text[200];
    printf("%s%.*s%s  %s%.*s%s\n", ask_bold(a), CH_SV_ARG(row->id), ask_plain(a),
           ask_stage_colour(a, row->stage), CH_SV_ARG(row->stage), ask_plain(a));
    printf("  ");
    print_wrapped(stdout, words_around(report, e->trigger, 600), 2);
    putchar('\n');
    snprintf(text, sizeof text, "%s%s%s%s%.*s%s%.*s", ch_event_type_text((ch_event_type)e->type),
             e->act ? " to " : "", ch_event_type_text((ch_event_type)e->act), e->mode.n ? ", " : "",
             CH_SV_ARG(e->mode), e->cameo.n ? ", CAMEO " : "", CH_SV_ARG(e->cameo));
    print_value(a, "what", text, report, e->trigger);
    print_participants(a, e->is_mutual ? "together" : "actor", e->actors, e->actor_n, report);
    print_participants(a, "recipient", e->recipients, e->recipient_n, report);
    print_settings(a, e, report);
    print_marks(a, row);
    print_sources(a, e, report);
    if (row->of.n) print_label(a, "denies"), printf("%.*s\n", CH_SV_ARG(row->of));
    if (e->mention_sentence_n) {
        print_label(a, "told in");
        printf("sentence%s", e->mention_sentence_n > 1 ? "s" : "");
        for (uint32_t i = 0; i < e->mention_sentence_n; i++)
            printf("%s %u", i ? "," : "", e->mention_sentences[i]);
        putchar('\n');
    }
    print_report_line(a, row->report);
}

typedef struct wanted {
    ask *a;
    const char *id;
    bool is_found;
} wanted;

static bool is_wanted(const wanted *w, ch_sv id)
{
    return strlen(w->id) == id.n && !memcmp(w->id, id.p, id.n);
}

static ch_status show_event(void *context, const ch_record_event *row, ch_error *err)
{
    wanted *w = context;
    if (!is_wanted(w, row->id)) return CH_OK;
    w->is_found = true;
    if (w->a->form != ASK_PEOPLE) return print_event(w->a, row, err);
    print_event_whole(w->a, row);
    w->a->row_n++;
    return CH_OK;
}

/* ---- entries of registers, questions, statements ---- */

static ch_status show_entry(void *context, const ch_record_entry *row, ch_error *err)
{
    wanted *w = context;
    if (!is_wanted(w, row->versions[0].id)) return CH_OK;
    w->is_found = true;
    return print_entry(w->a, row, err);
}

static ch_status show_question(void *context, const ch_record_question *row, ch_error *err)
{
    wanted *w = context;
    if (!is_wanted(w, row->id)) return CH_OK;
    w->is_found = true;
    return print_question(w->a, row, err);
}

static ch_status show_statement(void *context, const ch_record_statement *row, ch_error *err)
{
    wanted *w = context;
    if (!is_wanted(w, row->id)) return CH_OK;
    w->is_found = true;
    return print_statement(w->a, row, err);
}

static ch_status show_local(ask *a, const ch_record_found *found, ch_error *err)
{
    char id[2 * CH_RECORD_ID_SIZE];
    wanted w = {.a = a, .id = id};
    snprintf(id, sizeof id, "%s/%s", found->report, found->local);
    switch (found->local[0]) {
    case 'i':
        CH_TRY(ch_record_register(a->record, CH_REGISTER_INSTRUMENTS, &a->filter, show_entry, &w,
                                  err));
        break;
    case 'x':
        CH_TRY(
            ch_record_register(a->record, CH_REGISTER_EXERCISES, &a->filter, show_entry, &w, err));
        break;
    case 'v':
        CH_TRY(ch_record_register(a->record, CH_REGISTER_VISITS, &a->filter, show_entry, &w, err));
        break;
    case 'q':
        CH_TRY(ch_record_questions(a->record, &a->filter, show_question, &w, err));
        break;
    default:
        CH_TRY(ch_record_statements(a->record, &a->filter, show_statement, &w, err));
        break;
    }
    return w.is_found
               ? CH_OK
               : ch_fail(err, CH_E_NOT_FOUND, a->path, CH_NOWHERE, "nothing has the id '%s'", id);
}

/* ---- a report ---- */

static void print_field(const ask *a, const char *label, ch_sv value)
{
    if (!value.n) return;
    print_label(a, label);
    print_wrapped(stdout, value, 14);
}

static void print_text(ch_sv text)
{
    while (text.n && (unsigned char)text.p[text.n - 1] <= ' ') text.n--;
    for (size_t begin = 0; begin <= text.n;) {
        const char *end = begin < text.n ? memchr(text.p + begin, '\n', text.n - begin) : NULL;
        const size_t n = end ? (size_t)(end - text.p) - begin : text.n - begin;
        printf("  ");
        print_wrapped(stdout, (ch_sv){text.p + begin, n}, 2);
        begin += n + 1;
    }
}

static void print_relations(const ask *a, const ch_analysis *analysis)
{
    for (uint32_t i = 0; i < analysis->relation_n; i++) {
        const ch_relation *x = &analysis->relations[i];
        char text[200];
        snprintf(text, sizeof text, "%.*s %s %.*s, %s", CH_SV_ARG(x->a), x->is_mutual ? "-" : "->",
                 CH_SV_ARG(x->b), ch_veracity_text((ch_veracity)x->veracity));
        char kind[40];
        snprintf(kind, sizeof kind, "%.*s", CH_SV_ARG(x->kind));
        print_value(a, kind, text, &analysis->report, x->span);
    }
}

static void print_title(const ask *a, const char *title)
{
    printf("\n%s%s%s\n", ask_bold(a), title, ask_plain(a));
}

static ch_status print_report_whole(ask *a, const ch_record_report *about,
                                    const ch_analysis *analysis, ch_error *err)
{
    const ch_report *r = &about->report;
    char copies[40] = "";
    if (about->copy_n) snprintf(copies, sizeof copies, "%u with the very same text", about->copy_n);
    printf("%s%.*s%s\n", ask_bold(a), CH_SV_ARG(about->id), ask_plain(a));
    print_field(a, "came as", r->id);
    print_field(a, "title", r->title);
    print_field(a, "publisher", r->source);
    print_field(a, "published", r->published);
    print_field(a, "url", r->url);
    print_field(a, "added", about->added);
    print_field(a, "SHA-256", about->hash);
    print_field(a, "coded by", about->coder);
    print_field(a, "copies", (ch_sv){copies, strlen(copies)});
    putchar('\n');
    print_text(r->text);
    if (analysis->event_n) print_title(a, "Acts");
    CH_TRY(ch_record_events(a->record, &a->filter, print_event, a, err));
    if (analysis->instrument_n + analysis->exercise_n + analysis->visit_n)
        print_title(a, "Registers");
    for (int kind = 0; kind < 3; kind++)
        CH_TRY(
            ch_record_register(a->record, (ch_register_kind)kind, &a->filter, print_entry, a, err));
    if (analysis->statement_n) print_title(a, "Statements");
    CH_TRY(ch_record_statements(a->record, &a->filter, print_statement, a, err));
    if (analysis->question_n) print_title(a, "Not known");
    CH_TRY(ch_record_questions(a->record, &a->filter, print_question, a, err));
    if (analysis->relation_n) print_title(a, "Relations");
    print_relations(a, analysis);
    a->row_n++;
    return CH_OK;
}

static ch_status show_report(ask *a, const ch_record_found *found, ch_error *err)
{
    ch_analysis *analysis = NULL;
    ch_record_report about;
    char *bytes;
    size_t n;
    CH_TRY(ch_record_load(a->record, (ch_sv){found->report, strlen(found->report)}, &analysis,
                          &about, NULL, err));
    ch_status status;
    if (a->form == ASK_JSON) {
        status = ch_export_json_line(analysis, &bytes, &n, err);
        if (status == CH_OK) fwrite(bytes, 1, n, stdout), free(bytes);
        a->row_n++;
    } else if (a->form == ASK_CSV) {
        status = ch_record_events(a->record, &a->filter, print_event, a, err);
    } else {
        status = print_report_whole(a, &about, analysis, err);
    }
    ch_analysis_free(analysis);
    return status;
}

static ch_status show(ask *a, ch_sv id, ch_error *err)
{
    ch_record_found found;
    CH_TRY(ch_record_find(a->record, id, &found, err));
    a->filter = (ch_filter){.report = {found.report, strlen(found.report)}, .with_copies = true};
    wanted w = {.a = a, .id = found.event};
    switch (found.thing) {
    case CH_THING_REPORT:
        return show_report(a, &found, err);
    case CH_THING_EVENT:
        return ch_record_events(a->record, &a->filter, show_event, &w, err);
    case CH_THING_ENTRY:
    default:
        return show_local(a, &found, err);
    }
}

int cmd_show(int argc, char **argv)
{
    ask a = {.command = argv[0]};
    option options[ASK_OPTION_N];
    uint32_t option_n = ask_options(&a, 0, options);
    options[option_n++] =
        (option){"--json", NULL, "JSON, in the codebook's field names", OPTION_FLAG, &a.is_json};
    options[option_n++] =
        (option){"--csv", NULL, "events as comma-separated values", OPTION_FLAG, &a.is_csv};
    const option_table table = {
        "show ID... [OPTION]...",
        "Print a report, an event or an entry of a register with everything known of it. An ID may "
        "be\n"
        "cut short as long as only one fits; the id a report came with does too (iran-plan,\n"
        "iran-plan/x1).",
        options, option_n};
    int operand_n;
    ch_error err;
    int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if (!operand_n)
        return refuse_usage(a.command, "name what to show: the id of a report or an event");
    if ((result = ask_start(&a, NULL)) >= 0) return result;
    ch_status status = CH_OK;
    for (int i = 1; i <= operand_n && status == CH_OK; i++) {
        if (i > 1 && a.form == ASK_PEOPLE) putchar('\n');
        status = show(&a, (ch_sv){argv[i], strlen(argv[i])}, &err);
    }
    if (status != CH_E_NOT_FOUND) return ask_finish(&a, status, &err);
    command_report_error(&err);
    (void)ask_finish(&a, CH_OK, &err);
    return EXIT_NOTHING_FOUND;
}
