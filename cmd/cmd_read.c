#include "chancery/export.h"
#include "command.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static ch_sv text_of(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    return json_is_string(value) ? (ch_sv){json_string_value(value), json_string_length(value)}
                                 : (ch_sv){NULL, 0};
}

static int read_one(const ch_engine *engine, json_t *object)
{
    json_t *inner = json_object_get(object, "report");
    if (inner) object = inner;
    const ch_report report = {.id = text_of(object, "id"),
                              .url = text_of(object, "url"),
                              .source = text_of(object, "source"),
                              .title = text_of(object, "title"),
                              .published = text_of(object, "published"),
                              .language = text_of(object, "language"),
                              .text = text_of(object, "text")};
    ch_analysis *a = NULL;
    ch_error err;
    char *line = NULL;
    size_t n = 0;
    if (ch_analyse(engine, &report, NULL, &a, &err) != CH_OK ||
        ch_export_json_line(a, &line, &n, &err) != CH_OK) {
        command_report_error(&err);
        ch_analysis_free(a);
        return EXIT_PARTLY;
    }
    fwrite(line, 1, n, stdout);
    free(line);
    ch_analysis_free(a);
    return EXIT_DONE;
}

int cmd_read(int argc, char **argv)
{
    char directory[4096];
    ch_engine *engine = NULL;
    ch_error err;
    if (ch_engine_open(command_data_directory(directory, sizeof directory), &engine, &err) != CH_OK)
        return command_report_error(&err), EXIT_ENVIRONMENT;
    int status = EXIT_DONE;
    char *line = NULL;
    size_t capacity = 0;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1]) continue;
        FILE *file = strcmp(argv[i], "-") ? fopen(argv[i], "rb") : stdin;
        if (!file) return perror(argv[i]), EXIT_REFUSED;
        ssize_t n;
        while ((n = getline(&line, &capacity, file)) > 0) {
            json_t *object = json_loadb(line, (size_t)n, 0, NULL);
            if (!object) {
                status = EXIT_PARTLY;
                continue;
            }
            const int result = read_one(engine, object);
            if (result) status = result;
            json_decref(object);
        }
        if (file != stdin) fclose(file);
    }
    free(line);
    ch_engine_close(engine);
    return status;
}
