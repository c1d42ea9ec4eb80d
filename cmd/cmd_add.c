/* Reads reports into the record. Reading runs on several threads; one writes, in the order of the
 * input, a batch of reports a transaction. A line about a report is printed only after its batch is
 * committed: what was printed outlives kill -9. */
#include "ask.h"
#include "command.h"
#include "pool.h"

#include "chancery/ingest.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BATCH_N = 64 };

/* One report on its way. */
typedef struct add_job {
    ch_arena arena;
    ch_ingested ingested;
    char name[192];
    ch_status status;
    ch_error err;
    ch_analysis *analysis; /* NULL for a report that is in the record already */
    ch_record_added added;
    struct add_job *next; /* in the batch */
} add_job;

typedef struct add_run {
    ask ask;
    ch_reader_options reader;
    ch_sv published;
    char date[11], now[32];
    uint32_t jobs;
    bool is_quiet, is_recoding;
    ch_engine *engine;
    pool *pool;
    add_job *batch, **batch_end;
    uint32_t batch_n;
    uint64_t new_n, known_n, recoded_n, stale_n, refused_n, warning_n, event_n;
    ch_status failed; /* the record's failure: nothing more goes in */
    ch_error err;
} add_run;

/* ---- the record's place and time ---- */

/* Seconds since 1970 as "2026-11-23T20:15:00Z"; SOURCE_DATE_EPOCH stands for the clock in tests. */
static void read_clock(char out[32])
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    const time_t now = fixed && *fixed ? (time_t)strtoll(fixed, NULL, 10) : time(NULL);
    struct tm parts;
    if (!gmtime_r(&now, &parts) || !strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &parts))
        snprintf(out, 32, "1970-01-01T00:00:00Z");
}

/* A new record is made here, or in the user's data directory where this one cannot be written. */
static void make_directories(char *path)
{
    if (path[0] != '/') return;
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        (void)mkdir(path, 0700); /* opening the record tells what went wrong */
        *slash = '/';
    }
}

static ch_status open_record(add_run *run, ch_error *err)
{
    ask *a = &run->ask;
    ask_record_path(a->record_path, a->path, sizeof a->path);
    if (!a->record_path.n && access(a->path, F_OK) != 0 && access(".", W_OK) != 0)
        ask_user_record_path(a->path, sizeof a->path);
    if (!a->record_path.n) make_directories(a->path);
    return ch_record_open(a->path, CH_RECORD_WRITE, &a->record, err);
}

/* ---- one report, on any thread ---- */

static void analyse_job(void *context, void *item)
{
    const add_run *run = context;
    add_job *job = item;
    if (job->status != CH_OK || job->added.report[0]) return;
    job->status = ch_analyse(run->engine, &job->ingested.report, NULL, &job->analysis, &job->err);
    if (job->status == CH_OK) return;
    char message[sizeof job->err.message];
    memcpy(message, job->err.message, sizeof message);
    if (!job->ingested.line)
        ch_fail(&job->err, job->status, job->name, job->err.byte, "%s", message);
    else
        ch_fail(&job->err, job->status, job->name, job->err.byte, "line %llu: %.200s",
                (unsigned long long)job->ingested.line, message);
}

static void free_job(add_job *job)
{
    ch_analysis_free(job->analysis);
    ch_arena_deinit(&job->arena);
    free(job);
}

/* ---- in the order of the input ---- */

static void print_job(const add_run *run, const add_job *job)
{
    const ch_record_added *added = &job->added;
    const ch_report *r = &job->ingested.report;
    if (run->is_quiet) return;
    printf("%s  %4u event%s  %-10s  ", added->report, added->event_n,
           added->event_n == 1 ? " " : "s",
           added->is_recoded     ? "read again"
           : added->is_different ? "other data"
           : !added->is_new      ? "known"
           : added->is_copy      ? "a copy"
                                 : "new");
    print_words(stdout, r->title.n ? r->title : r->id, 52);
    putchar('\n');
}

static void end_batch(add_run *run)
{
    if (run->batch_n && run->failed == CH_OK)
        run->failed = ch_record_commit(run->ask.record, &run->err);
    if (run->failed != CH_OK) ch_record_rollback(run->ask.record);
    for (add_job *job = run->batch, *next; job; job = next) {
        next = job->next;
        if (run->failed == CH_OK) {
            run->new_n += job->added.is_new;
            run->known_n += !job->added.is_new && !job->added.is_recoded;
            run->recoded_n += job->added.is_recoded;
            run->event_n += job->added.is_new ? job->added.event_n : 0;
            print_job(run, job);
        }
        free_job(job);
    }
    if (fflush(stdout) != 0 && run->failed == CH_OK && errno != EPIPE)
        run->failed = ch_fail(&run->err, CH_E_IO, "standard output", CH_NOWHERE, "cannot write: %s",
                              strerror(errno));
    run->batch = NULL;
    run->batch_end = &run->batch;
    run->batch_n = 0;
}

static void refuse_job(add_run *run, const ch_error *err, add_job *job)
{
    run->refused_n++;
    command_report_error(err);
    free_job(job);
}

/* A bug of a stage or an endless report concerns one report; the rest concerns the record. */
static bool is_of_report(ch_status status)
{
    return status == CH_E_INTERNAL || status == CH_E_LIMIT;
}

static void finish_job(add_run *run, add_job *job)
{
    const ch_record_add_options options = {
        {run->now, strlen(run->now)},
        {ch_engine_version(run->engine), strlen(ch_engine_version(run->engine))},
        run->is_recoding};
    if (job->ingested.has_warning) {
        run->warning_n++;
        command_report_error(&job->ingested.warning);
    }
    if (job->status != CH_OK) {
        refuse_job(run, &job->err, job);
        return;
    }
    ch_error err;
    ch_status status = run->failed;
    if (status == CH_OK && !run->batch_n)
        status = run->failed = ch_record_begin(run->ask.record, &run->err);
    if (status == CH_OK && job->analysis)
        status = ch_record_add(run->ask.record, job->analysis, &options, &job->added, &err);
    if (status != CH_OK && run->failed == CH_OK && !is_of_report(status))
        run->failed = status, run->err = err;
    if (status != CH_OK && run->failed == CH_OK) {
        refuse_job(run, &err, job);
        return;
    }
    ch_analysis_free(job->analysis); /* the batch keeps only what is printed after its commit */
    job->analysis = NULL;
    job->next = NULL;
    *run->batch_end = job;
    run->batch_end = &job->next;
    if (++run->batch_n == BATCH_N || run->failed != CH_OK) end_batch(run);
}

static void put_job(add_run *run, add_job *job)
{
    if (pool_is_full(run->pool)) finish_job(run, pool_take(run->pool));
    pool_put(run->pool, job);
}

static add_job *new_job(const char *name)
{
    add_job *job = calloc(1, sizeof *job);
    if (job) snprintf(job->name, sizeof job->name, "%s", name);
    return job;
}

static void refuse(add_run *run, const ch_error *err)
{
    add_job *job = new_job("");
    if (!job) return;
    job->status = err->code;
    job->err = *err;
    put_job(run, job);
}

/* A report that is read again is read with what the record knows of it, not with what came now. */
static void take_stored_metadata(add_run *run, add_job *job, const char *id)
{
    ch_analysis *stored = NULL;
    ch_record_report about;
    ch_report *r = &job->ingested.report;
    run->failed =
        ch_record_load(run->ask.record, (ch_sv){id, strlen(id)}, &stored, &about, NULL, &run->err);
    if (run->failed != CH_OK) return;
    const ch_sv from[] = {stored->report.url, stored->report.source, stored->report.title,
                          stored->report.published, stored->report.language};
    ch_sv *to[] = {&r->url, &r->source, &r->title, &r->published, &r->language};
    for (size_t i = 0; i < sizeof to / sizeof *to && run->failed == CH_OK; i++)
        run->failed = ch_arena_copy(&job->arena, from[i], to[i], &run->err);
    ch_analysis_free(stored);
}

/* Known reports need no reading, unless another version read them and --recode is given. */
static void check_known(add_run *run, add_job *job)
{
    bool has = false;
    ch_record_added found = {.is_new = false};
    if (job->status != CH_OK || run->failed != CH_OK) return;
    run->failed = ch_record_has(run->ask.record, &job->ingested.report, &has, &found, &run->err);
    if (run->failed != CH_OK || !has) return;
    const bool is_stale = strcmp(found.coder, ch_engine_version(run->engine)) != 0;
    if (is_stale && run->is_recoding) {
        take_stored_metadata(run, job, found.report);
        return;
    }
    run->stale_n += is_stale;
    job->added = found;
}

static void read_input(add_run *run, const char *path)
{
    ch_reader *reader = NULL;
    ch_error err;
    if (ch_reader_open(path, &run->reader, &reader, &err) != CH_OK) {
        refuse(run, &err);
        return;
    }
    while (run->failed == CH_OK) {
        add_job *job = new_job(strcmp(path, "-") ? path : "standard input");
        if (!job) break;
        job->status = ch_reader_next(reader, &job->arena, &job->ingested, &job->err);
        if (job->status == CH_E_NOT_FOUND) {
            free_job(job);
            break;
        }
        check_known(run, job);
        put_job(run, job);
    }
    ch_reader_close(reader);
}

static void read_operand(add_run *run, const char *operand)
{
    ch_arena arena;
    const char **names = NULL;
    uint32_t name_n = 0;
    ch_error err;
    ch_arena_init(&arena, 0);
    if (ch_inputs_list(operand, &arena, &names, &name_n, &err) != CH_OK) refuse(run, &err);
    for (uint32_t i = 0; i < name_n && run->failed == CH_OK; i++) read_input(run, names[i]);
    ch_arena_deinit(&arena);
}

static int tell(const add_run *run)
{
    if (run->failed != CH_OK) {
        command_report_error(&run->err);
        fprintf(stderr, "chancery: add: stopped; %llu new reports before that are in the record\n",
                (unsigned long long)run->new_n);
        return EXIT_ENVIRONMENT;
    }
    fprintf(stderr, "%s: %llu new report%s with %llu events, %llu known, %llu refused",
            run->ask.path, (unsigned long long)run->new_n, run->new_n == 1 ? "" : "s",
            (unsigned long long)run->event_n, (unsigned long long)run->known_n,
            (unsigned long long)run->refused_n);
    if (run->recoded_n) fprintf(stderr, ", %llu read again", (unsigned long long)run->recoded_n);
    if (run->stale_n)
        fprintf(stderr,
                "; %llu of the known were read by another version: --recode reads them again",
                (unsigned long long)run->stale_n);
    fputc('\n', stderr);
    if (!run->refused_n) return run->warning_n ? EXIT_PARTLY : EXIT_DONE;
    return run->new_n + run->known_n + run->recoded_n ? EXIT_PARTLY : EXIT_REFUSED;
}

static int add_all(add_run *run, char **operands, int operand_n)
{
    read_clock(run->now);
    run->batch_end = &run->batch;
    run->pool = pool_open(run->jobs ? run->jobs : (unsigned)sysconf(_SC_NPROCESSORS_ONLN),
                          analyse_job, run);
    if (!run->pool) return fputs("chancery: no memory\n", stderr), EXIT_ENVIRONMENT;
    if (!operand_n) read_input(run, "-");
    for (int i = 0; i < operand_n && run->failed == CH_OK; i++) read_operand(run, operands[i]);
    for (add_job *job; (job = pool_take(run->pool)) != NULL;) finish_job(run, job);
    pool_close(run->pool);
    end_batch(run);
    return tell(run);
}

static int open_all(add_run *run)
{
    char directory[4096];
    ch_error err;
    if (ch_engine_open(command_data_directory(directory, sizeof directory), &run->engine, &err) ==
            CH_OK &&
        open_record(run, &err) == CH_OK)
        return -1;
    command_report_error(&err);
    return EXIT_ENVIRONMENT;
}

int cmd_add(int argc, char **argv)
{
    add_run run = {.ask = {.command = argv[0]}};
    option options[ASK_OPTION_N];
    uint32_t n = ask_options(&run.ask, 0, options);
    options[n++] =
        (option){"--published", "DATE", "day of publication where the input does not tell it",
                 OPTION_TEXT, &run.published};
    options[n++] =
        (option){"--url", "URL", "the same for the address", OPTION_TEXT, &run.reader.url};
    options[n++] =
        (option){"--source", "NAME", "the same for the publisher", OPTION_TEXT, &run.reader.source};
    options[n++] =
        (option){"--title", "TEXT", "the same for the title", OPTION_TEXT, &run.reader.title};
    options[n++] = (option){"--jobs", "N", "threads; as many as there are processors", OPTION_COUNT,
                            &run.jobs};
    options[n++] = (option){"--recode", NULL, "read known reports again that another version read",
                            OPTION_FLAG, &run.is_recoding};
    options[n++] = (option){"--quiet", NULL, "no line a report", OPTION_FLAG, &run.is_quiet};
    const option_table table = {
        "add [OPTION]... [FILE]...",
        "Read reports into the record. FILE is plain text, HTML or JSON Lines, also .gz, or a "
        "directory\n"
        "of them; - or no FILE is standard input. What is in the record already stays as it is: "
        "adding\n"
        "twice is adding once. A line a report says its id, its events and whether it is new.",
        options, n};
    int operand_n = 0;
    int result = options_read(&table, argc, argv, &operand_n);
    if (result >= 0) return result;
    if (run.published.n && !ch_published_read(run.published, run.date))
        return refuse_usage("add", "--published '%.*s' is no date, expected YYYY-MM-DD",
                            CH_SV_ARG(run.published));
    if (run.published.n) run.reader.published = (ch_sv){run.date, 10};
    if (!operand_n && isatty(STDIN_FILENO))
        return refuse_usage("add", "no FILE; 'chancery add --help' shows how");
    result = open_all(&run);
    if (result < 0) result = add_all(&run, argv + 1, operand_n);
    ch_record_close(run.ask.record);
    ch_engine_close(run.engine);
    return result;
}
