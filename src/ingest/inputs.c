/* Which files an operand of the command line stands for. */
#include "base/text.h"
#include "chancery/ingest.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { FOLDER_DEPTH = 16 };

typedef struct listing {
    ch_arena *arena;
    ch_error *err;
    const char **names;
    uint32_t n, capacity;
} listing;

static bool is_report_name(const char *file)
{
    static const char *const endings[] = {".txt", ".html", ".htm", ".jsonl", ".ndjson"};
    ch_sv name = {file, strlen(file)};
    if (ch__sv_ends(name, CH_SV(".gz"))) name.n -= 3;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ch__sv_ends(name, (ch_sv){endings[i], strlen(endings[i])})) return true;
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static ch_status add_name(listing *l, const char *name)
{
    CH_TRY(CH__PUSH(l->arena, &l->names, &l->n, &l->capacity, l->err));
    l->names[l->n - 1] = name;
    return CH_OK;
}

/* Everything in a folder that is not hidden, in the order readdir likes. */
static ch_status list_entries(listing *l, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return ch_fail(l->err, CH_E_IO, folder, CH_NOWHERE, "cannot open: %s", strerror(errno));
    ch_status status = CH_OK;
    for (struct dirent *entry; status == CH_OK && (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        const size_t n = strlen(folder);
        ch_sv path;
        status = ch_arena_format(l->arena, &path, l->err, "%s%s%s", folder,
                                 n && folder[n - 1] == '/' ? "" : "/", entry->d_name);
        if (status == CH_OK) status = add_name(l, path.p);
    }
    closedir(dir);
    return status;
}

static ch_status add_folder(listing *out, const char *folder, int depth)
{
    listing l = {.arena = out->arena, .err = out->err};
    CH_TRY(list_entries(&l, folder));
    if (l.n) qsort(l.names, l.n, sizeof *l.names, by_bytes);
    for (uint32_t i = 0; i < l.n; i++) {
        struct stat info;
        if (lstat(l.names[i], &info) != 0) continue;
        if (S_ISLNK(info.st_mode) && (stat(l.names[i], &info) != 0 || S_ISDIR(info.st_mode)))
            continue; /* a link to a folder may lead back here */
        if (S_ISDIR(info.st_mode) && depth < FOLDER_DEPTH)
            CH_TRY(add_folder(out, l.names[i], depth + 1));
        else if (S_ISREG(info.st_mode) && is_report_name(l.names[i]))
            CH_TRY(add_name(out, l.names[i]));
    }
    return CH_OK;
}

ch_status ch_inputs_list(const char *path, ch_arena *arena, const char ***out, uint32_t *out_n,
                         ch_error *err)
{
    struct stat info;
    listing l = {.arena = arena, .err = err};
    if (strcmp(path, "-") != 0 && stat(path, &info) != 0)
        return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot open: %s", strerror(errno));
    if (strcmp(path, "-") != 0 && S_ISDIR(info.st_mode)) {
        CH_TRY(add_folder(&l, path, 0));
        if (!l.n)
            return ch_fail(err, CH_E_NOT_FOUND, path, CH_NOWHERE,
                           "no reports in this directory, expected names ending in .txt, .html, "
                           ".htm, .jsonl or .ndjson");
    } else {
        ch_sv copy;
        CH_TRY(ch_arena_copy(arena, (ch_sv){path, strlen(path)}, &copy, err));
        CH_TRY(add_name(&l, copy.p));
    }
    *out = l.names;
    *out_n = l.n;
    return CH_OK;
}
