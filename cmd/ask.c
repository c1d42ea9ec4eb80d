/* The filter options and the record they are put to. */
#include "ask.h"

#include "command.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define HERE "chancery.db"

uint32_t ask_options(ask *a, unsigned what, option items[ASK_OPTION_N])
{
    const struct {
        unsigned what;
        option option;
    } rows[] = {
        {0,
         {"--record", "PATH", "the record; default chancery.db here, else the user's", OPTION_TEXT,
          &a->record_path}},
        {ASK_ROWS,
         {"--party", "KEY", "who takes part: BLR, NATO, hezbollah; again for all of several",
          OPTION_TEXTS, &a->parties}},
        {ASK_EVENT,
         {"--type", "TYPE", "PLOVER's: CONSULT, AGREE, SANCTION, ...", OPTION_TEXT, &a->type}},
        {ASK_STAGE,
         {"--stage", "STAGE", "how far it has come: planned, done, signed, held, ...", OPTION_TEXT,
          &a->stage}},
        {ASK_DATES,
         {"--from", "DATE", "it happens on that day or later: 2025, 2025-08, 2025-08-20",
          OPTION_TEXT, &a->from}},
        {ASK_DATES, {"--to", "DATE", "it happens on that day or earlier", OPTION_TEXT, &a->to}},
        {ASK_ROWS,
         {"--reported-from", "DATE", "published on that day or later", OPTION_TEXT,
          &a->reported_from}},
        {ASK_ROWS,
         {"--reported-to", "DATE", "published on that day or earlier", OPTION_TEXT,
          &a->reported_to}},
        {ASK_ROWS,
         {"--source", "NAME", "publisher, or who says so within the report", OPTION_TEXT,
          &a->source}},
        {ASK_EVENT,
         {"--veracity", "VALUE", "CT+ PR+ PS+ UU PS- PR- CT-", OPTION_TEXT, &a->veracity}},
        {ASK_ROWS,
         {"--search", "WORDS", "words of title or text, all of them", OPTION_TEXT, &a->search}},
        {ASK_ROWS,
         {"--copies", NULL, "also from exact copies of a report", OPTION_FLAG, &a->with_copies}},
        {ASK_ROWS, {"--limit", "N", "at most so many", OPTION_COUNT, &a->limit}},
        {ASK_ROWS,
         {"--json", NULL, "JSON Lines, in the codebook's field names", OPTION_FLAG, &a->is_json}},
        {ASK_ROWS,
         {"--csv", NULL, "comma-separated values with a header", OPTION_FLAG, &a->is_csv}},
    };
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!rows[i].what || (rows[i].what & what)) items[n++] = rows[i].option;
    return n;
}

void ask_user_record_path(char *out, size_t size)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && *data == '/')
        snprintf(out, size, "%s/chancery/chancery.db", data);
    else if (home && *home)
        snprintf(out, size, "%s/.local/share/chancery/chancery.db", home);
    else
        snprintf(out, size, "%s", HERE);
}

void ask_record_path(ch_sv given, char *out, size_t size)
{
    if (given.n) {
        snprintf(out, size, "%.*s", CH_SV_ARG(given));
        return;
    }
    snprintf(out, size, "%s", HERE);
    if (access(HERE, F_OK) == 0) return;
    ask_user_record_path(out, size);
    if (access(out, F_OK) != 0) snprintf(out, size, "%s", HERE);
}

int ask_exit_code(ch_status status)
{
    switch (status) {
    case CH_OK:
        return EXIT_DONE;
    case CH_E_ARG:
        return EXIT_USAGE;
    case CH_E_NOT_FOUND:
    case CH_E_INTERNAL:
    case CH_E_NOMEM:
    case CH_E_FORMAT:
    case CH_E_LIMIT:
    case CH_E_IO:
    case CH_E_VERSION:
    case CH_E_BUSY:
    case CH_E_LANGUAGE:
    default:
        return EXIT_ENVIRONMENT;
    }
}

/* ---- checking values ---- */

static const char *const TYPES[] = {
#define X(name) #name,
    CH_EVENT_TYPE_LIST(X)
#undef X
};
static const char *const VERACITIES[] = {"CT+", "PR+", "PS+", "UU", "PS-", "PR-", "CT-"};

#define COUNT(list) ((uint32_t)(sizeof(list) / sizeof *(list)))

static bool same_folded(ch_sv a, const char *b)
{
    if (strlen(b) != a.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (tolower((unsigned char)a.p[i]) != tolower((unsigned char)b[i])) return false;
    return true;
}

/* Sets *value to the list's own spelling, or says which one may have been meant. */
static int check_word(const ask *a, const char *option_name, ch_sv *value, const char *const *list,
                      uint32_t n)
{
    if (!value->n) return -1;
    for (uint32_t i = 0; i < n; i++) {
        if (!same_folded(*value, list[i])) continue;
        *value = (ch_sv){list[i], strlen(list[i])};
        return -1;
    }
    char all[256] = "";
    for (uint32_t i = 0; i < n; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? " " : "", list[i]);
    const char *near = nearest_word(*value, list, n);
    if (near)
        return refuse_usage(a->command, "no %s '%.*s'; did you mean %s?", option_name + 2,
                            CH_SV_ARG(*value), near);
    return refuse_usage(a->command, "no %s '%.*s'; they are: %s", option_name + 2,
                        CH_SV_ARG(*value), all);
}

/* Keys of states and organisations are upper case, those of groups lower case: take what the record
 * has. An unknown party is a question with no answer, so it is said, and the answer is empty. */
static int check_party(ask *a, uint32_t at)
{
    ch_sv *party = &a->parties.items[at];
    bool exists = false;
    char near[64];
    ch_error err;
    const ch_status status = ch_record_party(a->record, *party, &exists, near, sizeof near, &err);
    if (status != CH_OK) return command_report_error(&err), ask_exit_code(status);
    if (exists) return -1;
    if (*near && same_folded(*party, near)) {
        snprintf(a->upper[at], sizeof a->upper[at], "%s", near);
        *party = (ch_sv){a->upper[at], strlen(a->upper[at])};
        return -1;
    }
    fprintf(stderr, "chancery: %s: nobody in this record has the key '%.*s'%s%s%s\n", a->command,
            CH_SV_ARG(*party), *near ? "; did you mean " : "", near, *near ? "?" : "");
    return EXIT_NOTHING_FOUND;
}

static int check_values(ask *a, const char *const *stages)
{
    uint32_t stage_n = 0;
    while (stages && stages[stage_n]) stage_n++;
    if (a->is_json && a->is_csv) return refuse_usage(a->command, "--json or --csv, not both");
    int result = check_word(a, "--type", &a->type, TYPES, COUNT(TYPES));
    if (result < 0)
        result = check_word(a, "--veracity", &a->veracity, VERACITIES, COUNT(VERACITIES));
    if (result < 0) result = check_word(a, "--stage", &a->stage, stages, stage_n);
    return result;
}

void ask_choose_form(ask *a)
{
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    a->form = a->is_json ? ASK_JSON : a->is_csv ? ASK_CSV : ASK_PEOPLE;
    a->has_colour = a->form == ASK_PEOPLE && isatty(STDOUT_FILENO) && !(no_colour && *no_colour) &&
                    term && strcmp(term, "dumb") != 0;
}

int ask_start(ask *a, const char *const *stages)
{
    ch_error err;
    int result = check_values(a, stages);
    if (result >= 0) return result;
    ask_choose_form(a);
    ask_record_path(a->record_path, a->path, sizeof a->path);
    const ch_status status = ch_record_open(a->path, CH_RECORD_READ, &a->record, &err);
    if (status != CH_OK) {
        command_report_error(&err);
        if (status == CH_E_NOT_FOUND)
            fprintf(stderr,
                    "chancery: 'chancery add FILE...' makes a record, --record PATH names one\n");
        return ask_exit_code(status);
    }
    for (uint32_t i = 0; i < a->parties.n; i++)
        if ((result = check_party(a, i)) >= 0) return ch_record_close(a->record), result;
    a->filter = (ch_filter){.parties = a->parties.items,
                            .party_n = a->parties.n,
                            .type = a->type,
                            .stage = a->stage,
                            .event_from = a->from,
                            .event_to = a->to,
                            .reported_from = a->reported_from,
                            .reported_to = a->reported_to,
                            .source = a->source,
                            .veracity = a->veracity,
                            .search = a->search,
                            .with_copies = a->with_copies,
                            .limit = a->limit};
    return -1;
}

ch_status ask_check_output(ask *a, ch_error *err)
{
    if (!ferror(stdout)) return CH_OK;
    a->output_errno = errno;
    return ch_fail(err, CH_E_IO, "standard output", CH_NOWHERE, "cannot write: %s",
                   strerror(errno));
}

int ask_finish(ask *a, ch_status status, const ch_error *err)
{
    ch_record_close(a->record);
    a->record = NULL;
    ch_error output;
    if (fflush(stdout) != 0 && status == CH_OK)
        status = ask_check_output(a, &output), err = &output;
    if (a->output_errno == EPIPE) return EXIT_DONE; /* "| head" has had enough */
    if (status != CH_OK) return command_report_error(err), ask_exit_code(status);
    return a->row_n ? EXIT_DONE : EXIT_NOTHING_FOUND;
}
