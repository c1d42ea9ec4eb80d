#include "ask.h"
#include "command.h"

static const char *const KINDS[] = {"instruments", "exercises", "visits"};
static const char *const STAGES[][10] = {
    {"proposed", "negotiated", "agreed", "to-be-signed", "signed", "ratified", "in-force",
     "suspended", "ended", NULL},
    {"proposed", "planned", "under-way", "held", "postponed", "cancelled", NULL},
    {"invited", "planned", "under-way", "made", "cancelled", NULL},
};

static int find_kind(const char *command, const char *given, ch_register_kind *out)
{
    for (uint32_t i = 0; i < 3; i++) {
        if (strcmp(given, KINDS[i]) != 0) continue;
        *out = (ch_register_kind)i;
        return -1;
    }
    const char *near = nearest_word((ch_sv){given, strlen(given)}, KINDS, 3);
    if (near) return refuse_usage(command, "no register '%s'; did you mean %s?", given, near);
    return refuse_usage(command, "no register '%s'; they are instruments, exercises and visits",
                        given);
}

int cmd_register(int argc, char **argv)
{
    ask a = {.command = argv[0]};
    option options[ASK_OPTION_N];
    const option_table table = {
        "register instruments|exercises|visits [OPTION]...",
        "Print a register: agreements and plans, joint exercises, or visits. What several reports "
        "tell\n"
        "of one thing is one entry with its stages, the newest report's on top.",
        options, ask_options(&a, ASK_ROWS | ASK_DATES | ASK_STAGE, options)};
    ch_register_kind kind = CH_REGISTER_INSTRUMENTS;
    int operand_n;
    ch_error err;
    int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if (operand_n != 1)
        return refuse_usage(a.command, "name one register: instruments, exercises or visits");
    if ((result = find_kind(a.command, argv[1], &kind)) >= 0) return result;
    if ((result = ask_start(&a, STAGES[kind])) >= 0) return result;
    const ch_status status = ch_record_register(a.record, kind, &a.filter, print_entry, &a, &err);
    return ask_finish(&a, status, &err);
}
