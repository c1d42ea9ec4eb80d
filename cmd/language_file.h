/* cmd/language_file.h - the language engine alone, for commands that need no other data, and whole
 * files in memory. */
#ifndef CH_LANGUAGE_FILE_H
#define CH_LANGUAGE_FILE_H

#include "command.h"
#include "language/language.h"

typedef struct language_file {
    ch_sv bytes; /* the mapped model */
    ch__language *language;
} language_file;

/* english.model of the data directory. */
ch_status language_file_open(language_file *out, ch_error *err);
void language_file_close(language_file *file);

/* All bytes of a file, "-" for standard input; freed by the caller. CH_E_IO. */
ch_status read_whole_file(const char *path, ch_sv *out, ch_error *err);

#endif
