/* cmd/command.h - what the subcommands share. */
#ifndef CH_COMMAND_H
#define CH_COMMAND_H

#include "chancery/analysis.h"

/* Exit codes, documented in the manual. */
enum {
    EXIT_DONE = 0,
    EXIT_NOTHING_FOUND = 1,
    EXIT_USAGE = 2,
    EXIT_REFUSED = 3,     /* the input is bad */
    EXIT_PARTLY = 4,      /* some inputs were refused, listed on stderr; the rest is done */
    EXIT_ENVIRONMENT = 5, /* model, data, disk, database */
};

/* "chancery: FILE: byte N: message" on stderr. */
void command_report_error(const ch_error *err);

/* Directory of english.model and chancery.dat: $CHANCERY_DATA, else beside the program, else
 * ../share/chancery. Static storage of the caller: at least 4096 bytes. */
const char *command_data_directory(char *buffer, size_t size);

/* One function a subcommand; argv[0] is the subcommand's name. */
int cmd_parse(int argc, char **argv);
int cmd_read(int argc, char **argv);
int cmd_events(int argc, char **argv);
int cmd_pair(int argc, char **argv);
int cmd_register(int argc, char **argv);
int cmd_questions(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_verify(int argc, char **argv);

#endif
