#include "export/json.h"

#include "base/text.h"

static void append(ch__json *json, const char *bytes, size_t n)
{
    ch__buffer_add(&json->out, bytes, n);
}

static void before_value(ch__json *json)
{
    if (json->needs_comma) append(json, ", ", 2);
    json->needs_comma = true;
}

void ch__json_open(ch__json *json, char bracket)
{
    before_value(json);
    append(json, &bracket, 1);
    json->needs_comma = false;
}

void ch__json_close(ch__json *json, char bracket)
{
    append(json, &bracket, 1);
    json->needs_comma = true;
}

/* The two characters after the backslash, or 0 when a \u escape is needed. */
static char short_escape(char c)
{
    switch (c) {
    case '"':
        return '"';
    case '\\':
        return '\\';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    default:
        return 0;
    }
}

static void quote(ch__json *json, ch_sv text)
{
    static const char hex[] = "0123456789abcdef";
    size_t from = 0;
    append(json, "\"", 1);
    for (size_t i = 0; i < text.n; i++) {
        const unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
        append(json, text.p + from, i - from);
        from = i + 1;
        const char letter = short_escape((char)c);
        const char escape[6] = {'\\', letter ? letter : 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        append(json, escape, letter ? 2 : 6);
    }
    append(json, text.p + from, text.n - from);
    append(json, "\"", 1);
}

void ch__json_key(ch__json *json, const char *key)
{
    before_value(json);
    quote(json, (ch_sv){key, strlen(key)});
    append(json, ": ", 2);
    json->needs_comma = false;
}

void ch__json_text(ch__json *json, ch_sv text)
{
    before_value(json);
    quote(json, text);
}

void ch__json_text_or_null(ch__json *json, ch_sv text)
{
    if (text.n)
        ch__json_text(json, text);
    else
        ch__json_null(json);
}

static size_t digits_of(uint64_t number, char out[24])
{
    char reversed[24];
    size_t n = 0;
    do {
        reversed[n++] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    for (size_t i = 0; i < n; i++) out[i] = reversed[n - 1 - i];
    return n;
}

void ch__json_number(ch__json *json, int64_t number)
{
    char digits[24];
    before_value(json);
    if (number < 0) append(json, "-", 1);
    append(json, digits, digits_of(number < 0 ? 0 - (uint64_t)number : (uint64_t)number, digits));
}

void ch__json_degrees(ch__json *json, double degrees)
{
    const double scaled = (degrees < 0 ? -degrees : degrees) * 100000 + 0.5;
    const uint64_t units = scaled < 1e12 ? (uint64_t)scaled : 0;
    char digits[24];
    before_value(json);
    if (degrees < 0 && units) append(json, "-", 1);
    append(json, digits, digits_of(units / 100000, digits));
    uint64_t rest = units % 100000;
    if (!rest) return;
    size_t n = digits_of(rest + 100000, digits); /* keeps leading zeros of the fraction */
    while (digits[n - 1] == '0') n--;
    digits[0] = '.';
    append(json, digits, n);
}

void ch__json_bool(ch__json *json, bool value)
{
    before_value(json);
    append(json, value ? "true" : "false", value ? 4 : 5);
}

void ch__json_null(ch__json *json)
{
    before_value(json);
    append(json, "null", 4);
}

void ch__json_raw(ch__json *json, const char *bytes)
{
    append(json, bytes, strlen(bytes));
    json->needs_comma = false;
}
