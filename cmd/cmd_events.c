#include "ask.h"
#include "command.h"

const char *const EVENT_STAGES[] = {"done", "planned", "possible", "called-off", "denied", NULL};

int cmd_events(int argc, char **argv)
{
    ask a = {.command = argv[0]};
    option options[ASK_OPTION_N];
    const option_table table = {
        "events [OPTION]...",
        "Print the events of the record, newest first: when, how far it has come, what, who, and "
        "the\n"
        "words it was read from.",
        options, ask_options(&a, ASK_ROWS | ASK_EVENT | ASK_DATES | ASK_STAGE, options)};
    int operand_n;
    ch_error err;
    int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if (operand_n) return refuse_usage(a.command, "'%s' is too much; filters are options", argv[1]);
    if ((result = ask_start(&a, EVENT_STAGES)) >= 0) return result;
    const ch_status status = ch_record_events(a.record, &a.filter, print_event, &a, &err);
    return ask_finish(&a, status, &err);
}
