#include "tables.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { FOLDER_DEPTH_MAX = 8 };

static ch_status read_file(const char *path, ch_arena *arena, ch_sv *out, ch_error *err)
{
    FILE *file = fopen(path, "rb");
    struct stat info;
    if (!file || fstat(fileno(file), &info) != 0) {
        if (file) fclose(file);
        return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot read: %s", strerror(errno));
    }
    void *memory = NULL;
    const size_t size = (size_t)info.st_size;
    ch_status status = ch_arena_alloc(arena, size + 1, 1, &memory, err);
    if (status == CH_OK && fread(memory, 1, size, file) != size)
        status = ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot read %zu bytes", size);
    fclose(file);
    if (status == CH_OK) *out = (ch_sv){memory, size};
    return status;
}

static uint32_t line_at(ch_sv text, size_t at)
{
    uint32_t line = 1;
    for (size_t i = 0; i < at; i++) line += text.p[i] == '\n';
    return line;
}

static ch_status check_text(const tool_file *file, ch_error *err)
{
    const ch_sv text = file->text;
    const size_t bad = ch__utf8_invalid_at(text);
    if (bad < text.n)
        return ch_fail(err, CH_E_FORMAT, file->path.p, CH_NOWHERE, "line %u: invalid UTF-8",
                       line_at(text, bad));
    const char *cr = text.n ? memchr(text.p, '\r', text.n) : NULL;
    if (cr)
        return ch_fail(err, CH_E_FORMAT, file->path.p, CH_NOWHERE, "line %u: carriage return",
                       line_at(text, (size_t)(cr - text.p)));
    if (text.n && text.p[text.n - 1] != '\n')
        return ch_fail(err, CH_E_FORMAT, file->path.p, CH_NOWHERE,
                       "line %u: the last line does not end", line_at(text, text.n));
    return CH_OK;
}

static ch_status add_file(const char *root, ch_sv path, ch_arena *arena, tool_files *files,
                          ch_error *err)
{
    tool_file file = {.path = path};
    ch_sv full;
    CH_TRY(ch_arena_format(arena, &full, err, "%s/%s", root, path.p));
    CH_TRY(read_file(full.p, arena, &file.text, err));
    CH_TRY(check_text(&file, err));
    CH_TRY(CH__PUSH(arena, &files->items, &files->n, &files->capacity, err));
    files->items[files->n - 1] = file;
    return CH_OK;
}

/* One folder: its tables are added, its folders are queued in files->folders. */
static ch_status read_one(const char *root, ch_sv folder, ch_arena *arena, tool_files *files,
                          ch_error *err)
{
    ch_sv full;
    CH_TRY(ch_arena_format(arena, &full, err, "%s/%s", root, folder.p));
    struct dirent **entries = NULL;
    const int n = scandir(full.p, &entries, NULL, NULL);
    if (n < 0) return ch_fail(err, CH_E_IO, full.p, CH_NOWHERE, "cannot list: %s", strerror(errno));
    ch_status status = CH_OK;
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        const ch_sv name_text = {name, strlen(name)};
        ch_sv path;
        if (status == CH_OK && name[0] != '.') {
            status = ch_arena_format(arena, &path, err, "%s/%s", folder.p, name);
            if (status == CH_OK && ch__sv_ends(name_text, CH_SV(".tsv")))
                status = add_file(root, path, arena, files, err);
            else if (status == CH_OK && !memchr(name, '.', name_text.n)) {
                status = CH__PUSH(arena, &files->folders, &files->folder_n, &files->folder_capacity,
                                  err);
                if (status == CH_OK) files->folders[files->folder_n - 1] = path;
            }
        }
        free(entries[i]);
    }
    free(entries);
    return status;
}

static int by_path(const void *a, const void *b)
{
    return ch__sv_compare(((const tool_file *)a)->path, ((const tool_file *)b)->path);
}

ch_status tool_read_folder(const char *root, const char *folder, ch_arena *arena, tool_files *files,
                           ch_error *err)
{
    ch_sv first, full;
    CH_TRY(ch_arena_format(arena, &full, err, "%s/%s", root, folder));
    struct stat info;
    if (stat(full.p, &info) != 0 || !S_ISDIR(info.st_mode)) return CH_OK;
    CH_TRY(ch_arena_format(arena, &first, err, "%s", folder));
    const uint32_t file_begin = files->n;
    uint32_t at = files->folder_n;
    CH_TRY(CH__PUSH(arena, &files->folders, &files->folder_n, &files->folder_capacity, err));
    files->folders[at] = first;
    for (uint32_t depth = 0; at < files->folder_n; at++, depth++) {
        if (depth > 100 * FOLDER_DEPTH_MAX)
            return ch_fail(err, CH_E_LIMIT, full.p, CH_NOWHERE, "too many folders");
        CH_TRY(read_one(root, files->folders[at], arena, files, err));
    }
    if (files->n > file_begin)
        qsort(files->items + file_begin, files->n - file_begin, sizeof *files->items, by_path);
    return CH_OK;
}

ch_status tool_refuse(const tool_table *table, ch_error *err, const char *fmt, ...)
{
    char message[200];
    va_list arguments;
    va_start(arguments, fmt);
    vsnprintf(message, sizeof message, fmt, arguments);
    va_end(arguments);
    return ch_fail(err, CH_E_FORMAT, table->path, CH_NOWHERE, "line %u: %s", table->line, message);
}

/* The next line that is neither empty nor a comment. */
static bool next_line(tool_table *table, ch_sv *out)
{
    while (table->rest.n) {
        const char *end = memchr(table->rest.p, '\n', table->rest.n);
        const size_t n = end ? (size_t)(end - table->rest.p) : table->rest.n;
        *out = (ch_sv){table->rest.p, n};
        const size_t used = end ? n + 1 : n;
        table->rest = (ch_sv){table->rest.p + used, table->rest.n - used};
        table->line++;
        if (n > 0 && out->p[0] != '#') return true;
    }
    return false;
}

ch_status tool_table_begin(const tool_file *file, const char *columns, tool_table *out,
                           ch_error *err)
{
    *out = (tool_table){.path = file->path.p, .rest = file->text};
    ch_sv line, have, want, wanted = {columns, strlen(columns)};
    if (!next_line(out, &line)) return tool_refuse(out, err, "no columns, expected: %s", columns);
    while (ch__sv_split(&wanted, ' ', &want)) {
        if (!ch__sv_split(&line, '\t', &have) || !ch__sv_eq(have, want))
            return tool_refuse(out, err, "column %u is \"%.*s\", expected \"%.*s\"",
                               out->column_n + 1, CH_SV_ARG(have), CH_SV_ARG(want));
        out->column_n++;
    }
    if (ch__sv_split(&line, '\t', &have))
        return tool_refuse(out, err, "column \"%.*s\" is not known here", CH_SV_ARG(have));
    return CH_OK;
}

ch_status tool_table_next(tool_table *table, bool *out_more, ch_error *err)
{
    ch_sv line, cell;
    *out_more = next_line(table, &line);
    if (!*out_more) return CH_OK;
    uint32_t n = 0;
    while (ch__sv_split(&line, '\t', &cell)) {
        if (n == table->column_n) return tool_refuse(table, err, "more than %u cells", n);
        if (ch__sv_trim(cell).n != cell.n)
            return tool_refuse(table, err, "cell %u has white space at its end", n + 1);
        table->cell[n++] = ch__sv_is(cell, "-") ? (ch_sv){cell.p, 0} : cell;
    }
    if (n != table->column_n)
        return tool_refuse(table, err, "%u cells, expected %u", n, table->column_n);
    return CH_OK;
}
