/* The engine: maps the two data files, runs the stages in order. The only room below ingest and
 * record that touches files. */
#include "base/text.h"
#include "coding/coding.h"
#include "language/identify.h"
#include "language/language.h"
#include "names/names.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_MEMORY_LIMIT ((size_t)1 << 30)

typedef struct mapped_file {
    void *memory;
    size_t size;
    ch__container container;
} mapped_file;

struct ch_engine {
    mapped_file model, data;
    ch__language *language;
    ch__identifier *identifier;
    ch__times *times;
    ch__knowledge *knowledge;
    ch__codebook *codebook;
    char version[160];
};

static ch_status map_file(const char *directory, const char *name, mapped_file *out, ch_error *err)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", directory, name) >= (int)sizeof path)
        return ch_fail(err, CH_E_ARG, directory, CH_NOWHERE, "directory name too long");
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot open: %s", strerror(errno));
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(fd);
        return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "not a regular file");
    }
    void *memory = info.st_size > 0
                       ? mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0)
                       : MAP_FAILED;
    close(fd);
    if (memory == MAP_FAILED)
        return ch_fail(err, info.st_size > 0 ? CH_E_IO : CH_E_FORMAT, path, 0,
                       info.st_size > 0 ? "cannot map the file" : "the file is empty");
    out->memory = memory;
    out->size = (size_t)info.st_size;
    return ch__container_open((ch_sv){memory, out->size}, path, &out->container, err);
}

static ch_status open_all(ch_engine *engine, const char *directory, ch_error *err)
{
    CH_TRY(map_file(directory, "english.model", &engine->model, err));
    CH_TRY(map_file(directory, "chancery.dat", &engine->data, err));
    CH_TRY(ch__language_open(&engine->model.container, &engine->language, err));
    CH_TRY(ch__identifier_open(&engine->data.container, &engine->identifier, err));
    CH_TRY(ch__times_open(&engine->data.container, &engine->times, err));
    CH_TRY(ch__knowledge_open(&engine->data.container, &engine->knowledge, err));
    CH_TRY(ch__codebook_open(&engine->data.container, &engine->codebook, err));
    snprintf(engine->version, sizeof engine->version, "chancery %s, model %08x, data %08x",
             CH_VERSION, (unsigned)(engine->model.container.checksum >> 32),
             (unsigned)(engine->data.container.checksum >> 32));
    return CH_OK;
}

ch_status ch_engine_open(const char *directory, ch_engine **out, ch_error *err)
{
    ch_engine *engine = calloc(1, sizeof *engine);
    if (!engine) return ch_fail(err, CH_E_NOMEM, "engine", CH_NOWHERE, "no memory");
    const ch_status status = open_all(engine, directory, err);
    if (status != CH_OK) {
        ch_engine_close(engine);
        return status;
    }
    *out = engine;
    return CH_OK;
}

void ch_engine_close(ch_engine *engine)
{
    if (!engine) return;
    if (engine->codebook) ch__codebook_close(engine->codebook);
    ch__identifier_close(engine->identifier);
    ch__times_close(engine->times);
    if (engine->knowledge) ch__knowledge_close(engine->knowledge);
    if (engine->language) ch__language_close(engine->language);
    if (engine->model.memory) munmap(engine->model.memory, engine->model.size);
    if (engine->data.memory) munmap(engine->data.memory, engine->data.size);
    free(engine);
}

const char *ch_engine_version(const ch_engine *engine) { return engine->version; }

static ch_status copy_report(const ch_report *from, ch_analysis *a, ch_error *err)
{
    const ch_sv *source[] = {&from->id,        &from->url,      &from->source, &from->title,
                             &from->published, &from->language, &from->text};
    ch_report *to = &a->report;
    ch_sv *target[] = {&to->id,        &to->url,      &to->source, &to->title,
                       &to->published, &to->language, &to->text};
    for (size_t i = 0; i < sizeof source / sizeof *source; i++)
        CH_TRY(ch_arena_copy(&a->arena, *source[i], target[i], err));
    return CH_OK;
}

static ch_status analyse(const ch_engine *engine, const ch_report *report,
                         const ch_analyse_options *options, ch_analysis *a, ch_error *err)
{
    if (report->text.n >= UINT32_MAX)
        return ch_fail(err, CH_E_ARG, "report", CH_NOWHERE, "text of %zu bytes, at most 4 GiB",
                       report->text.n);
    const size_t bad = ch__utf8_invalid_at(report->text);
    if (bad < report->text.n)
        return ch_fail(err, CH_E_ARG, "report", bad, "invalid UTF-8 byte 0x%02x",
                       (unsigned char)report->text.p[bad]);
    CH_TRY(ch__language_check(engine->identifier, report, err));
    CH_TRY(copy_report(report, a, err));
    if (!a->report.language.n) a->report.language = CH_SV("en");
    CH_TRY(ch__language_run(engine->language, a, err));
    if (options && options->is_language_only) return CH_OK;
    CH_TRY(ch__times_run(engine->times, a, err));
    CH_TRY(ch__names_run(engine->knowledge, a, err));
    return ch__coding_run(engine->codebook, a, err);
}

ch_status ch_analyse(const ch_engine *engine, const ch_report *report,
                     const ch_analyse_options *options, ch_analysis **out, ch_error *err)
{
    ch_analysis *a = calloc(1, sizeof *a);
    if (!a) return ch_fail(err, CH_E_NOMEM, "engine", CH_NOWHERE, "no memory");
    const size_t limit = options && options->memory_limit ? options->memory_limit : DEFAULT_MEMORY_LIMIT;
    ch_arena_init(&a->arena, limit);
    const ch_status status = analyse(engine, report, options, a, err);
    if (status != CH_OK) {
        ch_analysis_free(a);
        return status;
    }
    *out = a;
    return CH_OK;
}

void ch_analysis_free(ch_analysis *analysis)
{
    if (!analysis) return;
    ch_arena_deinit(&analysis->arena);
    free(analysis);
}
