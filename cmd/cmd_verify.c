#include "ask.h"
#include "command.h"

#include <inttypes.h>

static ch_status print_problem(void *context, const ch_record_problem *problem, ch_error *err)
{
    (void)err;
    ask *a = context;
    a->row_n++;
    printf("%.*s%s%.*s\n", CH_SV_ARG(problem->where), problem->where.n ? ": " : "",
           CH_SV_ARG(problem->what));
    return CH_OK;
}

int cmd_verify(int argc, char **argv)
{
    ask a = {.command = argv[0]};
    option options[ASK_OPTION_N];
    const option_table table = {"verify [OPTION]...",
                                "Check the record: the database itself, every text against its "
                                "hash, every id, every span and\n"
                                "its words. Exit code 5 when something is wrong.",
                                options, ask_options(&a, 0, options)};
    int operand_n;
    ch_error err;
    ch_record_counts counts = {.problems = 0};
    int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if (operand_n)
        return refuse_usage(a.command, "'%s' is too much; --record PATH names the record", argv[1]);
    if ((result = ask_start(&a, NULL)) >= 0) return result;
    const ch_status status = ch_record_verify(a.record, print_problem, &a, &counts, &err);
    if (status == CH_OK)
        printf("%s: %" PRIu64 " reports, %" PRIu64 " texts, %" PRIu64 " events, schema %u: %s\n",
               a.path, counts.reports, counts.documents, counts.events, counts.version,
               counts.problems ? "NOT in order" : "in order");
    a.row_n = 1;
    result = ask_finish(&a, status, &err);
    return result == EXIT_DONE && counts.problems ? EXIT_ENVIRONMENT : result;
}
