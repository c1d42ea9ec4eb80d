/* chancery read - reports in, what they tell out; nothing is kept. */
#include "chancery/export.h"
#include "chancery/ingest.h"
#include "command.h"
#include "options.h"
#include "pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct read_settings {
    ch_reader_options reader;
    ch_people_options people;
    ch_sv published, format;
    uint32_t jobs;
    bool is_json;
    char date[11];
    const ch_engine *engine;
} read_settings;

/* One report on its way: refused by the reader or the engine, or its output. */
typedef struct read_job {
    ch_arena arena;
    ch_ingested ingested;
    char name[192];
    ch_status status;
    ch_error err;
    char *bytes;
    size_t n;
} read_job;

typedef struct read_run {
    const read_settings *settings;
    pool *pool;
    uint64_t done_n, refused_n, warning_n;
    int stop; /* exit code once the output failed, else -1 */
} read_run;

/* ---- one report, on any thread ---- */

static void name_report(read_job *job)
{
    char message[sizeof job->err.message];
    memcpy(message, job->err.message, sizeof message);
    if (job->ingested.line)
        ch_fail(&job->err, job->err.code, job->name, job->err.byte, "line %llu: %.200s",
                (unsigned long long)job->ingested.line, message);
    else
        ch_fail(&job->err, job->err.code, job->name, job->err.byte, "%s", message);
}

static void analyse_job(void *context, void *item)
{
    const read_settings *s = context;
    read_job *job = item;
    ch_analysis *a = NULL;
    if (job->status != CH_OK) return;
    job->status = ch_analyse(s->engine, &job->ingested.report, NULL, &a, &job->err);
    if (job->status == CH_OK)
        job->status = s->is_json ? ch_export_json_line(a, &job->bytes, &job->n, &job->err)
                                 : ch_export_people(a, &s->people, &job->bytes, &job->n, &job->err);
    if (job->status != CH_OK) name_report(job);
    ch_analysis_free(a);
    ch_arena_deinit(&job->arena);
}

/* ---- in the order of the input ---- */

static void finish_job(read_run *run, read_job *job)
{
    if (run->stop < 0 && job->ingested.has_warning) {
        command_report_error(&job->ingested.warning);
        run->warning_n++;
    }
    if (run->stop < 0 && job->status == CH_OK) {
        run->done_n++;
        run->stop = command_write(job->bytes, job->n);
    } else if (run->stop < 0) {
        run->refused_n++;
        command_report_error(&job->err);
    }
    ch_arena_deinit(&job->arena);
    free(job->bytes);
    free(job);
}

static void put_job(read_run *run, read_job *job)
{
    if (pool_is_full(run->pool)) finish_job(run, pool_take(run->pool));
    pool_put(run->pool, job);
}

static read_job *new_job(const char *name)
{
    read_job *job = calloc(1, sizeof *job);
    if (!job) return NULL;
    snprintf(job->name, sizeof job->name, "%s", name);
    return job;
}

static void refuse(read_run *run, const ch_error *err)
{
    read_job *job = new_job("");
    if (!job) return;
    job->status = err->code;
    job->err = *err;
    put_job(run, job);
}

static void read_input(read_run *run, const char *path)
{
    ch_reader *reader = NULL;
    ch_error err;
    if (ch_reader_open(path, &run->settings->reader, &reader, &err) != CH_OK) {
        refuse(run, &err);
        return;
    }
    while (run->stop < 0) {
        read_job *job = new_job(strcmp(path, "-") ? path : "standard input");
        if (!job) break;
        job->status = ch_reader_next(reader, &job->arena, &job->ingested, &job->err);
        if (job->status == CH_E_NOT_FOUND) {
            ch_arena_deinit(&job->arena);
            free(job);
            break;
        }
        put_job(run, job);
    }
    ch_reader_close(reader);
}

static void read_operand(read_run *run, const char *operand)
{
    ch_arena arena;
    ch_arena_init(&arena, 0);
    const char **names = NULL;
    uint32_t name_n = 0;
    ch_error err;
    if (ch_inputs_list(operand, &arena, &names, &name_n, &err) != CH_OK) refuse(run, &err);
    for (uint32_t i = 0; i < name_n && run->stop < 0; i++) read_input(run, names[i]);
    ch_arena_deinit(&arena);
}

static int read_all(const read_settings *settings, char **operands, int operand_n)
{
    read_run run = {.settings = settings, .stop = -1};
    run.pool = pool_open(settings->jobs, analyse_job, (void *)settings);
    if (!run.pool) return fputs("chancery: no memory\n", stderr), EXIT_ENVIRONMENT;
    if (!operand_n) read_input(&run, "-");
    for (int i = 0; i < operand_n && run.stop < 0; i++) read_operand(&run, operands[i]);
    for (read_job *job; (job = pool_take(run.pool)) != NULL;) finish_job(&run, job);
    pool_close(run.pool);
    if (run.stop < 0) run.stop = command_flush();
    if (run.stop >= 0) return run.stop;
    if (!run.done_n) return EXIT_REFUSED;
    return run.refused_n || run.warning_n ? EXIT_PARTLY : EXIT_DONE;
}

/* ---- options ---- */

static int check_settings(read_settings *s)
{
    static const char *const formats[] = {"", "text", "jsonl", "html"};
    if (s->published.n && !ch_published_read(s->published, s->date))
        return refuse_usage("read", "--published '%.*s' is no date, expected YYYY-MM-DD",
                            CH_SV_ARG(s->published));
    if (s->published.n) s->reader.published = (ch_sv){s->date, 10};
    for (int i = 1; i < 4; i++)
        if (s->format.n == strlen(formats[i]) && !memcmp(s->format.p, formats[i], s->format.n))
            s->reader.format = (ch_format)i;
    if (s->format.n && !s->reader.format)
        return refuse_usage("read", "no format '%.*s', expected text, jsonl or html",
                            CH_SV_ARG(s->format));
    if (!s->jobs) s->jobs = (uint32_t)sysconf(_SC_NPROCESSORS_ONLN);
    s->people = (ch_people_options){command_width(), command_has_colour()};
    return -1;
}

int cmd_read(int argc, char **argv)
{
    read_settings s = {0};
    const option items[] = {
        {"--json", NULL, "JSON Lines, one report a line (docs/codebook.md, section 9)", OPTION_FLAG,
         &s.is_json},
        {"--published", "DATE", "day of publication where the input does not tell it", OPTION_TEXT,
         &s.published},
        {"--url", "URL", "the same for the address", OPTION_TEXT, &s.reader.url},
        {"--source", "NAME", "the same for the publisher", OPTION_TEXT, &s.reader.source},
        {"--title", "TEXT", "the same for the title", OPTION_TEXT, &s.reader.title},
        {"--format", "NAME", "text, jsonl or html; else by name and first bytes", OPTION_TEXT,
         &s.format},
        {"--jobs", "N", "threads; as many as there are processors", OPTION_COUNT, &s.jobs},
    };
    const option_table table = {
        .usage = "read [OPTION]... [FILE]...",
        .about =
            "Reads reports and prints what they tell: who did what with or to whom, when, where,\n"
            "on whose word and how surely. Nothing is kept.\n\n"
            "A FILE is plain text or HTML (one report) or JSON Lines (a report a line), also .gz;\n"
            "a directory stands for the reports in it; - or no FILE is standard input.",
        .items = items,
        .n = sizeof items / sizeof *items};
    int operand_n = 0;
    int result = options_read(&table, argc, argv, &operand_n);
    if (result < 0) result = check_settings(&s);
    if (result >= 0) return result;
    if (!operand_n && isatty(STDIN_FILENO))
        return refuse_usage("read", "no FILE; 'chancery read --help' shows how");
    char directory[4096];
    ch_engine *engine = NULL;
    ch_error err;
    if (ch_engine_open(command_data_directory(directory, sizeof directory), &engine, &err) != CH_OK)
        return command_report_error(&err), EXIT_ENVIRONMENT;
    s.engine = engine;
    result = read_all(&s, argv + 1, operand_n);
    ch_engine_close(engine);
    return result;
}
