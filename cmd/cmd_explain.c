/* Why an event stands in the record, or why a sentence gave none: the parse, the rules that fired, the
 * words of every field, and the readings that lost. The stored text is read again; reading is a pure
 * function, so the same coder sees what it saw. */
#include "ask.h"
#include "command.h"
#include "tree.h"

#include <stdlib.h>

typedef struct explanation {
    ask ask;
    ch_sv text, published, silence;
    bool is_bare; /* --no-tree */
    ch_engine *engine;
} explanation;

static bool is_within(ch_span span, const ch_sentence *sentence)
{
    return span.begin >= sentence->span.begin && span.begin < sentence->span.end;
}

static uint32_t sentence_of(const ch_analysis *analysis, ch_span span)
{
    for (uint32_t i = 0; i < analysis->sentence_n; i++)
        if (is_within(span, &analysis->sentences[i])) return i;
    return CH_NONE;
}

static void print_heading(const ask *a, const char *title)
{
    printf("\n  %s%s%s\n", ask_bold(a), title, ask_plain(a));
}

/* "  type        sign.v            "signed"  note" */
static void print_step(const ask *a, const ch_report *report, const ch_trace *t)
{
    const ch_sv words = span_words(report, t->span);
    printf("    %s", ask_dim(a));
    print_cell(stdout, (ch_sv){t->field ? t->field : "", t->field ? strlen(t->field) : 0}, 12);
    printf("%s ", ask_plain(a));
    print_cell(stdout, t->rule, 0);
    if (words.n) {
        printf("  %s\"", ask_dim(a));
        print_words(stdout, words, 48);
        printf("\"%s", ask_plain(a));
    }
    if (t->note.n) printf("  ");
    print_words(stdout, t->note, 120);
    putchar('\n');
}

static void print_trace(const ask *a, const ch_report *report, const ch_event *e)
{
    uint32_t lost_n = 0;
    print_heading(a, "What fired");
    for (uint32_t i = 0; i < e->trace_n; i++) {
        if (e->trace[i].is_lost)
            lost_n++;
        else
            print_step(a, report, &e->trace[i]);
    }
    if (!lost_n) return;
    print_heading(a, "What lost, and why");
    for (uint32_t i = 0; i < e->trace_n; i++)
        if (e->trace[i].is_lost) print_step(a, report, &e->trace[i]);
}

static void print_parse(const explanation *x, const ch_analysis *analysis, const ch_event *e)
{
    const uint32_t sentence = sentence_of(analysis, e->trigger);
    tree_marks marks = {.n = 0};
    if (x->is_bare || sentence == CH_NONE) return;
    tree_mark_event(&marks, e);
    print_heading(&x->ask, "How the sentence was parsed");
    tree_draw(&x->ask, analysis, sentence, &marks);
}

/* What was tried in the sentence and lost; returns how many. */
static uint32_t print_silences(const ask *a, const ch_analysis *analysis, uint32_t sentence)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < analysis->silence_n; i++) {
        const ch_trace *t = &analysis->silences[i];
        if (!is_within(t->span, &analysis->sentences[sentence])) continue;
        if (!n++) print_heading(a, "Other words of the sentence, and why they gave no event");
        print_step(a, &analysis->report, t);
    }
    return n;
}

/* ---- events of the record ---- */

/* The stored event in the new reading: the same word and type. */
static bool is_read_again(const ch_analysis *analysis, const ch_event *stored)
{
    for (uint32_t i = 0; i < analysis->event_n; i++) {
        const ch_event *e = &analysis->events[i];
        if (e->type == stored->type && e->trigger.begin == stored->trigger.begin &&
            e->trigger.end == stored->trigger.end)
            return true;
    }
    return false;
}

static void print_version(const explanation *x, const ch_record_report *report, bool is_there)
{
    const char *now = ch_engine_version(x->engine);
    if (strlen(now) == report->coder.n && !memcmp(now, report->coder.p, report->coder.n)) return;
    printf("\n  Coded by %.*s; the parse below is by %s%s.\n", CH_SV_ARG(report->coder), now,
           is_there ? "" : ", which does not read this event any more");
}

typedef struct wanted {
    explanation *x;
    const char *id; /* "" for all */
    const ch_analysis *analysis;
} wanted;

static ch_status explain_event(void *context, const ch_record_event *row, ch_error *err)
{
    (void)err;
    const wanted *w = context;
    ask *a = &w->x->ask;
    if (*w->id && (strlen(w->id) != row->id.n || memcmp(w->id, row->id.p, row->id.n) != 0))
        return CH_OK;
    if (a->row_n++) putchar('\n');
    print_event_whole(a, row);
    print_version(w->x, row->report, is_read_again(w->analysis, row->event));
    print_parse(w->x, w->analysis, row->event);
    print_trace(a, &row->report->report, row->event);
    const uint32_t sentence = sentence_of(w->analysis, row->event->trigger);
    if (sentence != CH_NONE) print_silences(a, w->analysis, sentence);
    return CH_OK;
}

static ch_status read_again(explanation *x, const char *report_id, ch_analysis **out, ch_error *err)
{
    ch_analysis *stored = NULL;
    ch_record_report about;
    CH_TRY(ch_record_load(x->ask.record, (ch_sv){report_id, strlen(report_id)}, &stored, &about,
                          NULL, err));
    const ch_status status = ch_analyse(x->engine, &stored->report, NULL, out, err);
    ch_analysis_free(stored);
    return status;
}

static ch_status explain_id(explanation *x, const char *id, ch_error *err)
{
    ch_record_found found;
    ch_analysis *analysis = NULL;
    CH_TRY(ch_record_find(x->ask.record, (ch_sv){id, strlen(id)}, &found, err));
    if (found.thing == CH_THING_ENTRY)
        return ch_fail(
            err, CH_E_NOT_FOUND, id, CH_NOWHERE,
            "an entry of a register is explained by its events; 'chancery show %s' names it", id);
    CH_TRY(read_again(x, found.report, &analysis, err));
    x->ask.filter = (ch_filter){.report = {found.report, strlen(found.report)}};
    wanted w = {x, found.thing == CH_THING_EVENT ? found.event : "", analysis};
    const ch_status status =
        ch_record_events(x->ask.record, &x->ask.filter, explain_event, &w, err);
    ch_analysis_free(analysis);
    return status;
}

/* ---- texts and silences ---- */

static void print_fields(const ask *a, const ch_analysis *analysis, const ch_event *e)
{
    static const char *const STAGES[] = {"done", "planned", "possible", "denied", "called-off"};
    const int stage = e->auxiliary & CH_AUX_NEGATION       ? (e->auxiliary & CH_AUX_FUTURE ? 4 : 3)
                      : e->veracity > CH_VERACITY_UU       ? 3
                      : e->auxiliary & CH_AUX_HYPOTHETICAL ? 2
                      : e->auxiliary & CH_AUX_FUTURE       ? 1
                                                           : 0;
    const ch_record_report report = {.report = analysis->report};
    const ch_record_event row = {.id = e->id,
                                 .stage = {STAGES[stage], strlen(STAGES[stage])},
                                 .event = e,
                                 .report = &report};
    putchar('\n');
    print_event_whole(a, &row);
}

static void print_other(const ask *a, const ch_analysis *analysis, uint32_t sentence,
                        const char *what, ch_span span)
{
    if (span.begin >= span.end || !is_within(span, &analysis->sentences[sentence])) return;
    printf("\n  %s%-10s%s \"", ask_dim(a), what, ask_plain(a));
    print_words(stdout, span_words(&analysis->report, span), 80);
    printf("\"\n");
}

/* What the sentence gave besides events, and the events it tells again. */
static void print_others(const ask *a, const ch_analysis *analysis, uint32_t sentence)
{
    for (uint32_t i = 0; i < analysis->event_n; i++) {
        const ch_event *e = &analysis->events[i];
        for (uint32_t k = 1; k < e->mention_sentence_n; k++)
            if (e->mention_sentences[k] == sentence + 1)
                printf("\n  Tells again of %.*s, \"%.*s\"\n", CH_SV_ARG(e->id),
                       CH_SV_ARG(span_words(&analysis->report, e->trigger)));
    }
    for (uint32_t i = 0; i < analysis->statement_n; i++)
        print_other(a, analysis, sentence, "statement", analysis->statements[i].span);
    for (uint32_t i = 0; i < analysis->relation_n; i++)
        print_other(a, analysis, sentence, "relation", analysis->relations[i].span);
    for (uint32_t i = 0; i < analysis->question_n; i++)
        print_other(a, analysis, sentence, "question", analysis->questions[i].span);
}

/* One sentence: its parse with everything read from it, or why nothing was. */
static void explain_sentence(explanation *x, const ch_analysis *analysis, uint32_t sentence,
                             bool is_silence_only)
{
    const ask *a = &x->ask;
    tree_marks marks = {.n = 0};
    uint32_t event_n = 0;
    for (uint32_t i = 0; i < analysis->event_n; i++) {
        if (!is_within(analysis->events[i].trigger, &analysis->sentences[sentence])) continue;
        tree_mark_event(&marks, &analysis->events[i]);
        event_n++;
    }
    if (is_silence_only && event_n) return;
    if (x->ask.row_n++) putchar('\n');
    printf("%s%u%s ", ask_bold(a), sentence + 1, ask_plain(a));
    print_wrapped(stdout, span_words(&analysis->report, analysis->sentences[sentence].span), 2);
    if (!x->is_bare) {
        print_heading(a, "How the sentence was parsed");
        tree_draw(a, analysis, sentence, &marks);
    }
    for (uint32_t i = 0; i < analysis->event_n; i++) {
        const ch_event *e = &analysis->events[i];
        if (!is_within(e->trigger, &analysis->sentences[sentence])) continue;
        print_fields(a, analysis, e);
        print_trace(a, &analysis->report, e);
    }
    print_others(a, analysis, sentence);
    if (!print_silences(a, analysis, sentence) && !event_n)
        printf("\n  No event, and no word of it was tried as one.\n");
}

static ch_status explain_text(explanation *x, const ch_report *report, bool is_silence_only,
                              ch_error *err)
{
    ch_analysis *analysis = NULL;
    CH_TRY(ch_analyse(x->engine, report, NULL, &analysis, err));
    for (uint32_t i = 0; i < analysis->sentence_n; i++)
        explain_sentence(x, analysis, i, is_silence_only);
    ch_analysis_free(analysis);
    return CH_OK;
}

static ch_status explain_silence(explanation *x, ch_error *err)
{
    ch_record_found found;
    ch_analysis *stored = NULL;
    ch_record_report about;
    CH_TRY(ch_record_find(x->ask.record, x->silence, &found, err));
    CH_TRY(ch_record_load(x->ask.record, (ch_sv){found.report, strlen(found.report)}, &stored,
                          &about, NULL, err));
    x->is_bare = true; /* many sentences: what was tried says more than their trees */
    const ch_status status = explain_text(x, &stored->report, true, err);
    ch_analysis_free(stored);
    return status;
}

static ch_status explain(explanation *x, int operand_n, char **argv, ch_error *err)
{
    if (x->text.n) {
        const ch_report report = {
            .published = x->published, .language = CH_SV("en"), .text = x->text};
        return explain_text(x, &report, false, err);
    }
    if (x->silence.n) return explain_silence(x, err);
    for (int i = 1; i <= operand_n; i++) CH_TRY(explain_id(x, argv[i], err));
    return CH_OK;
}

static int open_engine(explanation *x)
{
    char directory[4096];
    ch_error err;
    if (ch_engine_open(command_data_directory(directory, sizeof directory), &x->engine, &err) ==
        CH_OK)
        return -1;
    command_report_error(&err);
    return EXIT_ENVIRONMENT;
}

int cmd_explain(int argc, char **argv)
{
    explanation x = {.ask = {.command = argv[0]}};
    option options[ASK_OPTION_N];
    uint32_t n = ask_options(&x.ask, 0, options);
    options[n++] = (option){"--text", "TEXT", "explain the reading of this text instead",
                            OPTION_TEXT, &x.text};
    options[n++] = (option){"--published", "DATE", "the day the text was published", OPTION_TEXT,
                            &x.published};
    options[n++] =
        (option){"--silence", "REPORT", "the sentences of a report that gave no event, and why",
                 OPTION_TEXT, &x.silence};
    options[n++] = (option){"--no-tree", NULL, "leave the parse out", OPTION_FLAG, &x.is_bare};
    const option_table table = {"explain ID... | --text TEXT [--published DATE] | --silence REPORT",
                                "Explain an event: the sentence with its parse, the frames and "
                                "rules that fired, each field's\n"
                                "words, the readings that lost and why. ID is an event's, or a "
                                "report's for all of its events.",
                                options, n};
    int operand_n;
    ch_error err;
    int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if ((operand_n > 0) + (x.text.n > 0) + (x.silence.n > 0) != 1)
        return refuse_usage(x.ask.command,
                            "name an event, or give --text, or --silence with a report");
    if (!x.text.n && (result = ask_start(&x.ask, NULL)) >= 0) return result;
    if (x.text.n) ask_choose_form(&x.ask);
    if ((result = open_engine(&x)) >= 0) return ch_record_close(x.ask.record), result;
    const ch_status status = explain(&x, operand_n, argv, &err);
    ch_engine_close(x.engine);
    if (status != CH_E_NOT_FOUND) return ask_finish(&x.ask, status, &err);
    command_report_error(&err);
    (void)ask_finish(&x.ask, CH_OK, &err);
    return EXIT_NOTHING_FOUND;
}
