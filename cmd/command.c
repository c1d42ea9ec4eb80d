#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void command_report_error(const ch_error *err)
{
    fputs("chancery: ", stderr);
    if (err->source[0]) fprintf(stderr, "%s: ", err->source);
    if (err->byte != CH_NOWHERE) fprintf(stderr, "byte %llu: ", (unsigned long long)err->byte);
    fprintf(stderr, "%s\n", err->message);
}

const char *command_data_directory(char *buffer, size_t size)
{
    const char *named = getenv("CHANCERY_DATA");
    if (named && *named) return named;
    const ssize_t n = readlink("/proc/self/exe", buffer, size - 1);
    if (n <= 0) return ".";
    buffer[n] = 0;
    char *slash = strrchr(buffer, '/');
    if (!slash) return ".";
    *slash = 0;
    const char *beside[] = {"", "/..", "/../share/chancery"}; /* the second: a build folder */
    const size_t at = strlen(buffer);
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char probe[4300];
        snprintf(buffer + at, size - at, "%s", beside[i]);
        snprintf(probe, sizeof probe, "%s/english.model", buffer);
        if (access(probe, R_OK) == 0) break;
    }
    return buffer;
}
