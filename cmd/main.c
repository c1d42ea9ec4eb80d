/* chancery - the command. One table of subcommands; each lives in its own cmd_<verb>.c. */
#include "command.h"
#include "options.h"

#include <signal.h>
#include <stdio.h>

typedef struct subcommand {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} subcommand;

static const subcommand SUBCOMMANDS[] = {
    {"read", cmd_read, "analyse reports and print what they tell"},
    {"add", cmd_add, "read reports into the record"},
    {"events", cmd_events, "print what happened, is planned, is denied, with the words for it"},
    {"pair", cmd_pair, "print all that is between two parties"},
    {"register", cmd_register, "print agreements, exercises or visits with their stages"},
    {"questions", cmd_questions, "print what the reports say is not known"},
    {"families", cmd_families, "print which reports descend from one text: one voice each"},
    {"stories", cmd_stories, "print which reports tell of the same deeds"},
    {"show", cmd_show, "print a report or an event with everything known of it"},
    {"explain", cmd_explain, "print why an event was read so, or why a sentence gave none"},
    {"verify", cmd_verify, "check the record: hashes, ids, spans, the database itself"},
    {"parse", cmd_parse, "print sentences, words, tags and dependencies as CoNLL-U"},
    {"version", cmd_version, "print the versions of program, model and data"},
    {"score", cmd_score, "measure an output against right answers"},
};

static void print_usage(FILE *to)
{
    fputs("usage: chancery COMMAND [OPTION]... [FILE]...\n\n", to);
    for (size_t i = 0; i < sizeof SUBCOMMANDS / sizeof *SUBCOMMANDS; i++)
        fprintf(to, "  %-10s %s\n", SUBCOMMANDS[i].name, SUBCOMMANDS[i].summary);
}

static int refuse_command(const char *given)
{
    const char *names[sizeof SUBCOMMANDS / sizeof *SUBCOMMANDS];
    const uint32_t n = sizeof names / sizeof *names;
    for (uint32_t i = 0; i < n; i++) names[i] = SUBCOMMANDS[i].name;
    const char *near = nearest_word((ch_sv){given, strlen(given)}, names, n);
    if (near)
        fprintf(stderr, "chancery: no command '%s'; did you mean %s?\n", given, near);
    else
        fprintf(stderr, "chancery: no command '%s'; 'chancery help' lists them\n", given);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a pipe that closes is a failed write: see command_write */
    if (argc < 2) return print_usage(stderr), EXIT_USAGE;
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help"))
        return print_usage(stdout), EXIT_DONE;
    if (!strcmp(argv[1], "--version")) return cmd_version(1, argv);
    for (size_t i = 0; i < sizeof SUBCOMMANDS / sizeof *SUBCOMMANDS; i++)
        if (!strcmp(argv[1], SUBCOMMANDS[i].name)) return SUBCOMMANDS[i].run(argc - 1, argv + 1);
    return refuse_command(argv[1]);
}
