/* families and stories: the groups of a record. */
#include "ask.h"
#include "command.h"

#include "chancery/story.h"

typedef struct groups_run {
    ask ask;
    bool is_family;
    uint32_t shown; /* sentences of each kind */
} groups_run;

static ch_sv name_of(const ch_record_report *report)
{
    return report->report.id.n ? report->report.id : report->id;
}

/* ---- for programs: [[ids]...] ---- */

static void print_json_text(ch_sv text)
{
    putchar('"');
    for (size_t i = 0; i < text.n; i++) {
        const unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void print_json_group(const ask *a, const ch_group *group)
{
    fputs(a->row_n ? ",\n [" : "[\n [", stdout);
    for (uint32_t i = 0; i < group->member_n; i++) {
        if (i) fputs(", ", stdout);
        print_json_text(name_of(group->members[i].report));
    }
    putchar(']');
}

/* ---- for people ---- */

static void print_sentences(const ask *a, const char *sign, const ch_record_report *report,
                            const ch_span *spans, uint32_t n, uint32_t shown)
{
    for (uint32_t i = 0; i < n && i < shown; i++) {
        printf("      %s%s ", ask_dim(a), sign);
        print_words(stdout, span_words(&report->report, spans[i]), PAGE_WIDTH - 8);
        printf("%s\n", ask_plain(a));
    }
    if (n > shown) printf("      %s%s and %u more%s\n", ask_dim(a), sign, n - shown, ask_plain(a));
}

static void print_member(const groups_run *run, const ch_group *group, uint32_t at)
{
    const ask *a = &run->ask;
    const ch_group_member *m = &group->members[at];
    const ch_report *r = &m->report->report;
    printf("  ");
    print_cell(stdout, r->published.n ? r->published : CH_SV("undated"), 10);
    printf("  ");
    print_cell(stdout, r->source, 22);
    printf("  ");
    print_cell(stdout, r->title.n ? r->title : r->text, 44);
    printf("  ");
    print_words(stdout, name_of(m->report), 24);
    putchar('\n');
    if (m->why.n) {
        printf("      ");
        print_wrapped(stdout, m->why, 6);
    }
    if (m->joined_to != CH_NONE && m->joined_to) {
        printf("      with ");
        print_words(stdout, name_of(group->members[m->joined_to].report), 60);
        putchar('\n');
    }
    print_sentences(a, "+", m->report, m->added, m->added_n, run->shown);
    print_sentences(a, "-", group->members[0].report, m->dropped, m->dropped_n, run->shown);
}

static ch_status print_group(void *context, const ch_group *group, ch_error *err)
{
    groups_run *run = context;
    ask *a = &run->ask;
    if (a->form == ASK_JSON) {
        print_json_group(a, group);
    } else {
        if (a->row_n) putchar('\n');
        printf("%s%u reports, one %s%s\n", ask_bold(a), group->member_n,
               run->is_family ? "origin" : "story", ask_plain(a));
        for (uint32_t i = 0; i < group->member_n; i++) print_member(run, group, i);
    }
    a->row_n++;
    return ask_check_output(a, err);
}

static int run_groups(groups_run *run, const option_table *table, int argc, char **argv)
{
    ask *a = &run->ask;
    int operand_n;
    ch_error err;
    int result = options_read(table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if (operand_n) return refuse_usage(a->command, "'%s' is too much", argv[1]);
    if ((result = ask_start(a, NULL)) >= 0) return result;
    const ch_status status = ch_record_groups(
        a->record, run->is_family ? CH_GROUP_FAMILIES : CH_GROUP_STORIES, print_group, run, &err);
    if (status == CH_OK && a->form == ASK_JSON) fputs(a->row_n ? "\n]\n" : "[]\n", stdout);
    return ask_finish(a, status, &err);
}

int cmd_families(int argc, char **argv)
{
    groups_run run = {.ask = {.command = argv[0]}, .is_family = true, .shown = 3};
    const option options[] = {
        {"--record", "PATH", "the record; default chancery.db here, else the user's", OPTION_TEXT,
         &run.ask.record_path},
        {"--sentences", "N", "at most so many added and dropped sentences a copy; default 3",
         OPTION_COUNT, &run.shown},
        {"--json", NULL, "groups of ids as given: [[\"a\", \"b\"], ...]", OPTION_FLAG,
         &run.ask.is_json},
    };
    const option_table table = {
        "families [OPTION]...",
        "Print which reports descend from one text, the origin first, with what joined each copy\n"
        "and what it adds (+) or drops (-) against the origin.",
        options, sizeof options / sizeof *options};
    return run_groups(&run, &table, argc, argv);
}

int cmd_stories(int argc, char **argv)
{
    groups_run run = {.ask = {.command = argv[0]}};
    const option options[] = {
        {"--record", "PATH", "the record; default chancery.db here, else the user's", OPTION_TEXT,
         &run.ask.record_path},
        {"--json", NULL, "groups of ids as given: [[\"a\", \"b\"], ...]", OPTION_FLAG,
         &run.ask.is_json},
    };
    const option_table table = {"stories [OPTION]...",
                                "Print which reports tell of the same deeds, in whatever words.",
                                options, sizeof options / sizeof *options};
    return run_groups(&run, &table, argc, argv);
}
