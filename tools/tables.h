/* tools/tables.h - what the build tool needs to read tables of tab-separated text: files of a folder
 * in a fixed order, lines with their numbers, refusals that name file and line. */
#ifndef CH_TOOLS_TABLES_H
#define CH_TOOLS_TABLES_H

#include "base/text.h"

typedef struct tool_file {
    ch_sv path; /* below the data folder: "coding/frames/accuse.tsv"; NUL-terminated */
    ch_sv text;
} tool_file;

typedef struct tool_files {
    tool_file *items;
    uint32_t n, capacity;
    ch_sv *folders; /* folders read, below the data folder, for the dependency file */
    uint32_t folder_n, folder_capacity;
} tool_files;

/* Read every *.tsv below `root`/`folder`, folders inside too, sorted by path. A folder that is not
 * there gives nothing. Refuses invalid UTF-8, a carriage return, an unterminated last line. */
ch_status tool_read_folder(const char *root, const char *folder, ch_arena *arena, tool_files *files,
                           ch_error *err);

enum { TOOL_COLUMN_MAX = 24 };

/* A walk over the rows of one table. Comment lines begin with '#'; the first other line names the
 * columns; "-" and the empty cell both mean "nothing". */
typedef struct tool_table {
    const char *path;
    ch_sv rest;
    uint32_t line; /* of `cell`, from 1 */
    uint32_t column_n;
    ch_sv cell[TOOL_COLUMN_MAX];
} tool_table;

/* Begin; refuses a table whose first line is not exactly `columns` ("key name aliases"). */
ch_status tool_table_begin(const tool_file *file, const char *columns, tool_table *out,
                           ch_error *err);
/* Next row into table->cell; *out_more false at the end. Refuses a row of another width. */
ch_status tool_table_next(tool_table *table, bool *out_more, ch_error *err);

/* "names/states.tsv:12: message" */
ch_status tool_refuse(const tool_table *table, ch_error *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
