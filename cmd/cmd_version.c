/* What runs here: the program, its model and data, the record it writes. */
#include "command.h"
#include "options.h"

#include <stdio.h>

int cmd_version(int argc, char **argv)
{
    const option_table table = {"version", "Print the versions of program, model and data.", NULL, 0};
    int operand_n;
    const int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    char directory[4096];
    ch_engine *engine = NULL;
    ch_error err;
    const char *where = command_data_directory(directory, sizeof directory);
    if (ch_engine_open(where, &engine, &err) == CH_OK)
        printf("%s\nmodel and data in %s\n", ch_engine_version(engine), where);
    else
        printf("chancery %s\nno engine: %s\n", CH_VERSION, err.message);
    ch_engine_close(engine);
    return EXIT_DONE;
}
