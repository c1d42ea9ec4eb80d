/* compile_data DATA OUT [DEPFILE] - makes chancery.dat out of the readable tables in DATA.
 *
 * Tables of data/coding, data/language and data/time go in as they are, one section each, named by their path
 * ("coding/frames/accuse.tsv"): coding and times parse them when the engine opens. Tables of
 * data/names are compiled into the sections of src/names/knowledge.h. A wrong row ends the build with
 * its file and line. DEPFILE tells ninja what was read, folders too, so that a new table is noticed. */
#include "base/container.h"
#include "names_build.h"
#include "tables.h"

#include <stdio.h>

static ch_status add_section(ch_arena *arena, ch__section **sections, uint32_t *n,
                             uint32_t *capacity, ch__section section, ch_error *err)
{
    CH_TRY(CH__PUSH(arena, sections, n, capacity, err));
    (*sections)[*n - 1] = section;
    return CH_OK;
}

/* data/names -> sections. */
static ch_status compile_names(const char *root, ch_arena *arena, tool_files *files,
                               ch__section *sections, uint32_t *n, ch_error *err)
{
    names_build build = {.arena = arena};
    const uint32_t file_begin = files->n;
    CH_TRY(tool_read_folder(root, "names", arena, files, err));
    CH_TRY(build_read_tables(&build, files, file_begin, err));
    CH_TRY(build_check(&build, err));
    return build_layout(&build, sections, n, err);
}

static ch_status pack(const char *root, ch_arena *arena, tool_files *files, ch_sv *out,
                      ch_error *err)
{
    ch__section *sections = NULL;
    uint32_t n = 0, capacity = 0;
    const ch_sv about = CH_SV_INIT("name\tChancery knowledge\nkind\tknowledge\nversion\t1\n"
                                   "language\ten\ntool\tcompile_data\n");
    CH_TRY(add_section(arena, &sections, &n, &capacity, (ch__section){"about", about}, err));
    CH_TRY(tool_read_folder(root, "coding", arena, files, err));
    CH_TRY(tool_read_folder(root, "language", arena, files, err));
    CH_TRY(tool_read_folder(root, "time", arena, files, err));
    CH_TRY(tool_read_folder(root, "references", arena, files, err));
    for (uint32_t i = 0; i < files->n; i++)
        CH_TRY(add_section(arena, &sections, &n, &capacity,
                           (ch__section){files->items[i].path.p, files->items[i].text}, err));
    ch__section compiled[BUILD_SECTION_N];
    uint32_t compiled_n = 0;
    CH_TRY(compile_names(root, arena, files, compiled, &compiled_n, err));
    for (uint32_t i = 0; i < compiled_n; i++)
        CH_TRY(add_section(arena, &sections, &n, &capacity, compiled[i], err));
    return ch__container_build(sections, n, arena, out, err);
}

static ch_status write_file(const char *path, ch_sv bytes, ch_error *err)
{
    FILE *file = fopen(path, "wb");
    if (!file) return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot create the file");
    const bool is_written = fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
    if (fclose(file) != 0 || !is_written)
        return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot write %zu bytes", bytes.n);
    return CH_OK;
}

static ch_status write_depfile(const char *path, const char *target, const char *root,
                               const tool_files *files, ch_error *err)
{
    FILE *file = fopen(path, "wb");
    if (!file) return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot create the file");
    fprintf(file, "%s: %s", target, root);
    for (uint32_t i = 0; i < files->folder_n; i++)
        fprintf(file, " \\\n %s/%s", root, files->folders[i].p);
    for (uint32_t i = 0; i < files->n; i++)
        fprintf(file, " \\\n %s/%s", root, files->items[i].path.p);
    fputc('\n', file);
    return fclose(file) == 0 ? CH_OK : ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot write");
}

static ch_status run(int argc, char **argv, ch_arena *arena, ch_error *err)
{
    tool_files files = {0};
    ch_sv bytes;
    CH_TRY(pack(argv[1], arena, &files, &bytes, err));
    CH_TRY(write_file(argv[2], bytes, err));
    return argc > 3 ? write_depfile(argv[3], argv[2], argv[1], &files, err) : CH_OK;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: compile_data DATA OUT [DEPFILE]\n", stderr);
        return 2;
    }
    ch_error err = {0};
    ch_arena arena;
    ch_arena_init(&arena, 0);
    const ch_status status = run(argc, argv, &arena, &err);
    ch_arena_deinit(&arena);
    if (status == CH_OK) return 0;
    fprintf(stderr, "compile_data: %s: %s\n", err.source, err.message);
    return 3;
}
