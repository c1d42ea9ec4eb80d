#include "ask.h"
#include "command.h"

int cmd_questions(int argc, char **argv)
{
    ask a = {.command = argv[0]};
    option options[ASK_OPTION_N];
    const option_table table = {
        "questions [OPTION]...",
        "Print what the reports themselves say is not known, undisclosed or undecided.", options,
        ask_options(&a, ASK_ROWS, options)};
    int operand_n;
    ch_error err;
    int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if (operand_n) return refuse_usage(a.command, "'%s' is too much; filters are options", argv[1]);
    if ((result = ask_start(&a, NULL)) >= 0) return result;
    const ch_status status = ch_record_questions(a.record, &a.filter, print_question, &a, &err);
    return ask_finish(&a, status, &err);
}
