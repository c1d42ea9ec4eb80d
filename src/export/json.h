/* src/export/json.h - writing JSON into a growing buffer: deterministic, locale-free, no tree. */
#ifndef CH_EXPORT_JSON_H
#define CH_EXPORT_JSON_H

#include "export/buffer.h"

typedef struct ch__json {
    ch__buffer out;
    bool needs_comma;
} ch__json;

void ch__json_open(ch__json *json, char bracket);  /* '{' or '[' */
void ch__json_close(ch__json *json, char bracket); /* '}' or ']' */
void ch__json_key(ch__json *json, const char *key);
void ch__json_text(ch__json *json, ch_sv text);         /* "..." */
void ch__json_text_or_null(ch__json *json, ch_sv text); /* null when empty */
void ch__json_number(ch__json *json, int64_t number);
void ch__json_degrees(ch__json *json,
                      double degrees); /* at most five decimals, no trailing zeros */
void ch__json_bool(ch__json *json, bool value);
void ch__json_null(ch__json *json);
void ch__json_raw(ch__json *json, const char *bytes); /* between values, e.g. "\n" */

#endif
