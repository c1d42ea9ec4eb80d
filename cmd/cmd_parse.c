#include "command.h"

#include <stdio.h>

int cmd_parse(int argc, char **argv)
{
    (void)argc, (void)argv;
    return EXIT_USAGE;
}
