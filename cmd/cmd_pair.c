/* All that the record holds between two parties. */
#include "ask.h"
#include "command.h"

typedef struct section {
    const char *title;
    ch_status (*print)(ask *a, ch_error *err);
    bool is_event; /* narrowed by --type, --veracity: only events have those */
} section;

static ch_status print_events(ask *a, ch_error *err)
{
    a->filter.is_between = true;
    return ch_record_events(a->record, &a->filter, print_event, a, err);
}

static ch_status print_instruments(ask *a, ch_error *err)
{
    return ch_record_register(a->record, CH_REGISTER_INSTRUMENTS, &a->filter, print_entry, a, err);
}

static ch_status print_exercises(ask *a, ch_error *err)
{
    return ch_record_register(a->record, CH_REGISTER_EXERCISES, &a->filter, print_entry, a, err);
}

static ch_status print_visits(ask *a, ch_error *err)
{
    return ch_record_register(a->record, CH_REGISTER_VISITS, &a->filter, print_entry, a, err);
}

static ch_status print_statements(ask *a, ch_error *err)
{
    return ch_record_statements(a->record, &a->filter, print_statement, a, err);
}

static const section SECTIONS[] = {{"Acts", print_events, true},
                                   {"Agreements and plans", print_instruments, false},
                                   {"Exercises", print_exercises, false},
                                   {"Visits", print_visits, false},
                                   {"Said of both", print_statements, false}};

static ch_status print_section(ask *a, const section *s, ch_error *err)
{
    const uint64_t before = a->row_n;
    if (a->form == ASK_PEOPLE)
        printf("%s%s%s%s\n", s == SECTIONS ? "" : "\n", ask_bold(a), s->title, ask_plain(a));
    CH_TRY(s->print(a, err));
    if (a->form == ASK_PEOPLE && a->row_n == before) printf("%12snone\n", "");
    return CH_OK;
}

int cmd_pair(int argc, char **argv)
{
    ask a = {.command = argv[0]};
    option options[ASK_OPTION_N];
    const option_table table = {
        "pair A B [OPTION]...",
        "Print all that the record holds between two parties, named by key (BLR IRN): acts of one\n"
        "towards the other or of both together, agreements, exercises, visits, statements.\n"
        "--csv prints the acts.",
        options, ask_options(&a, ASK_ROWS | ASK_EVENT | ASK_DATES, options)};
    int operand_n;
    ch_error err;
    int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if (operand_n != 2 || a.parties.n)
        return refuse_usage(a.command, "name two parties by their keys, as in 'pair BLR IRN'");
    for (uint32_t i = 0; i < 2; i++) a.parties.items[i] = (ch_sv){argv[i + 1], strlen(argv[i + 1])};
    a.parties.n = 2;
    if ((result = ask_start(&a, NULL)) >= 0) return result;
    ch_status status = CH_OK;
    for (size_t i = 0; i < sizeof SECTIONS / sizeof *SECTIONS && status == CH_OK; i++) {
        if (!SECTIONS[i].is_event && (a.form == ASK_CSV || a.type.n || a.veracity.n)) continue;
        status = print_section(&a, &SECTIONS[i], &err);
    }
    return ask_finish(&a, status, &err);
}
