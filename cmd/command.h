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

/* Writes to stdout. -1: go on; else the exit code: EXIT_DONE when the reader of the pipe has gone,
 * EXIT_ENVIRONMENT (told on stderr) when the disk is full. */
int command_write(const char *bytes, size_t n);
int command_flush(void);

/* How wide people's text may be, and whether it may have colour: only on a terminal, never with
 * NO_COLOR. */
unsigned command_width(void);
bool command_has_colour(void);

/* One function a subcommand; argv[0] is the subcommand's name. */
int cmd_parse(int argc, char **argv);
int cmd_score(int argc, char **argv);
int cmd_read(int argc, char **argv);
int cmd_add(int argc, char **argv);
int cmd_events(int argc, char **argv);
int cmd_pair(int argc, char **argv);
int cmd_register(int argc, char **argv);
int cmd_questions(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_families(int argc, char **argv);
int cmd_stories(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_version(int argc, char **argv);

#endif
