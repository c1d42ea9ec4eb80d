#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Messages quote the input: no control character of it may reach a terminal. */
static void print_plain(const char *text)
{
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        fputc(c < 0x20 || c == 0x7F ? '?' : c, stderr);
    }
}

void command_report_error(const ch_error *err)
{
    fputs("chancery: ", stderr);
    print_plain(err->source);
    if (err->source[0]) fputs(": ", stderr);
    if (err->byte != CH_NOWHERE) fprintf(stderr, "byte %llu: ", (unsigned long long)err->byte);
    print_plain(err->message);
    fputc('\n', stderr);
}

static int refuse_output(void)
{
    if (errno == EPIPE) return EXIT_DONE;
    fprintf(stderr, "chancery: standard output: cannot write: %s\n", strerror(errno));
    return EXIT_ENVIRONMENT;
}

int command_write(const char *bytes, size_t n)
{
    return fwrite(bytes, 1, n, stdout) == n ? -1 : refuse_output();
}

int command_flush(void) { return fflush(stdout) == 0 ? -1 : refuse_output(); }

unsigned command_width(void)
{
    struct winsize size;
    const unsigned width =
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
    return width < 40 ? 40 : width > 100 ? 100 : width;
}

bool command_has_colour(void)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if ((no && *no) || !terminal || !strcmp(terminal, "dumb")) return false;
    return isatty(STDOUT_FILENO);
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
