#include "ingest/json_report.h"

#include "base/text.h"

#include <jansson.h>

/* jansson needs about 100 bytes a value: a line of "[],[],..." must not cost thirty times its
 * size. Short lines are not counted. */
enum { COUNTED_FROM = 1 << 20, VALUE_LIMIT = 1 << 20, GRAPH_LIMIT = 64 };

static bool has_too_many_values(ch_sv line)
{
    size_t n = 0;
    bool is_quoted = false;
    for (size_t i = 0; line.n >= COUNTED_FROM && i < line.n; i++) {
        const char c = line.p[i];
        if (is_quoted && c == '\\')
            i++;
        else if (c == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && (c == ',' || c == '[' || c == '{'))
            n++;
    }
    return n > VALUE_LIMIT;
}

static ch_status copy_string(json_t *object, const char *key, const char *name, ch_arena *arena,
                             ch_sv *out, ch_error *err)
{
    json_t *value = json_object_get(object, key);
    if (!value || json_is_null(value)) return CH_OK;
    if (!json_is_string(value))
        return ch_fail(err, CH_E_FORMAT, name, CH_NOWHERE, "\"%s\" is no string, expected a string or null", key);
    const ch_sv text = {json_string_value(value), json_string_length(value)};
    return ch_arena_copy(arena, text, out, err);
}

static ch_status read_fields(json_t *object, const char *name, ch_arena *arena, ch_report *out,
                             ch_error *err)
{
    json_t *inner = json_object_get(object, "report");
    if (json_is_object(inner)) object = inner;
    if (!json_is_string(json_object_get(object, "text")))
        return ch_fail(err, CH_E_FORMAT, name, CH_NOWHERE,
                       "no text, expected an object with a string \"text\"");
    const struct {
        const char *key;
        ch_sv *field;
    } fields[] = {{"id", &out->id},
                  {"url", &out->url},
                  {"source", &out->source},
                  {"title", &out->title},
                  {"published", &out->published},
                  {"language", &out->language},
                  {"text", &out->text}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        CH_TRY(copy_string(object, fields[i].key, name, arena, fields[i].field, err));
    return CH_OK;
}

ch_status ch__json_report(ch_sv line, const char *name, ch_arena *arena, ch_report *out,
                          ch_error *err)
{
    if (has_too_many_values(line))
        return ch_fail(err, CH_E_LIMIT, name, CH_NOWHERE, "more than %d JSON values in one report",
                       VALUE_LIMIT);
    json_error_t why;
    json_t *object = json_loadb(line.p, line.n, 0, &why);
    if (!object && json_error_code(&why) == json_error_null_character)
        return ch_fail(err, CH_E_FORMAT, name, (uint64_t)why.position,
                       "NUL character (\\u0000), expected text");
    if (!object)
        return ch_fail(err, CH_E_FORMAT, name, (uint64_t)why.position,
                       "not JSON: %s, expected a JSON object", why.text);
    ch_report report = {0};
    const ch_status status = json_is_object(object) ? read_fields(object, name, arena, &report, err)
                                                    : ch_fail(err, CH_E_FORMAT, name, CH_NOWHERE,
                                                              "a JSON list, expected an object");
    json_decref(object);
    if (status == CH_OK) *out = report;
    return status;
}

static ch_status take_if_missing(json_t *object, const char *key, ch_arena *arena, ch_sv *out,
                                 ch_error *err)
{
    json_t *value = json_object_get(object, key);
    if (out->n || !json_is_string(value)) return CH_OK;
    return ch_arena_copy(arena, (ch_sv){json_string_value(value), json_string_length(value)}, out,
                         err);
}

static ch_status read_node(json_t *node, ch_arena *arena, ch__linked_data *out, ch_error *err)
{
    CH_TRY(take_if_missing(node, "datePublished", arena, &out->published, err));
    CH_TRY(take_if_missing(node, "headline", arena, &out->headline, err));
    return take_if_missing(json_object_get(node, "publisher"), "name", arena, &out->publisher, err);
}

/* The object itself, the items of a list, the items of "@graph". */
static ch_status read_graph(json_t *root, ch_arena *arena, ch__linked_data *out, ch_error *err)
{
    json_t *list = json_is_object(root) ? json_object_get(root, "@graph") : root;
    if (json_is_object(root)) CH_TRY(read_node(root, arena, out, err));
    for (size_t i = 0; i < json_array_size(list) && i < GRAPH_LIMIT; i++)
        CH_TRY(read_node(json_array_get(list, i), arena, out, err));
    return CH_OK;
}

ch_status ch__json_linked_data(ch_sv script, ch_arena *arena, ch__linked_data *out, ch_error *err)
{
    if (has_too_many_values(script)) return CH_OK;
    json_t *root = json_loadb(script.p, script.n, 0, NULL);
    if (!root) return CH_OK; /* a page's broken annotation is no reason to refuse the page */
    const ch_status status = read_graph(root, arena, out, err);
    json_decref(root);
    return status;
}
