#include "base/text.h"

int ch__sv_compare(ch_sv a, ch_sv b)
{
    const size_t n = a.n < b.n ? a.n : b.n;
    const int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool ch__sv_split(ch_sv *rest, char separator, ch_sv *out_part)
{
    if (!rest->p) return false;
    const char *at = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
    const size_t n = at ? (size_t)(at - rest->p) : rest->n;
    *out_part = (ch_sv){rest->p, n};
    *rest = at ? (ch_sv){at + 1, rest->n - n - 1} : (ch_sv){NULL, 0};
    return true;
}

ch_sv ch__sv_trim(ch_sv text)
{
    while (text.n && ch__is_space(text.p[0])) text.p++, text.n--;
    while (text.n && ch__is_space(text.p[text.n - 1])) text.n--;
    return text;
}

bool ch__sv_in(ch_sv word, ch_sv alternatives)
{
    ch_sv part;
    while (ch__sv_split(&alternatives, '|', &part))
        if (ch__sv_eq(part, word)) return true;
    return false;
}

bool ch__sv_to_u32(ch_sv text, uint32_t *out)
{
    uint64_t value = 0;
    if (!text.n || text.n > 10) return false;
    for (size_t i = 0; i < text.n; i++) {
        if (!ch__is_digit(text.p[i])) return false;
        value = value * 10 + (uint64_t)(text.p[i] - '0');
    }
    if (value > UINT32_MAX) return false;
    *out = (uint32_t)value;
    return true;
}

bool ch__sv_to_double(ch_sv text, double *out)
{
    double value = 0, scale = 1;
    size_t i = 0, digits = 0;
    const bool is_negative = text.n && text.p[0] == '-';
    if (text.n && (text.p[0] == '-' || text.p[0] == '+')) i++;
    for (; i < text.n && ch__is_digit(text.p[i]); i++, digits++)
        value = value * 10 + (text.p[i] - '0');
    if (i < text.n && text.p[i] == '.')
        for (i++; i < text.n && ch__is_digit(text.p[i]); i++, digits++) {
            value = value * 10 + (text.p[i] - '0');
            scale *= 10;
        }
    if (!digits || i != text.n) return false;
    *out = (is_negative ? -value : value) / scale;
    return true;
}

uint64_t ch__hash(ch_sv text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text.n; i++) hash = (hash ^ (unsigned char)text.p[i]) * 0x100000001b3u;
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

ch_status ch__grow(ch_arena *arena, void **items, size_t item_size, uint32_t n, uint32_t *capacity,
                   ch_error *err)
{
    if (n < *capacity) return CH_OK;
    if (*capacity > UINT32_MAX / 2)
        return ch_fail(err, CH_E_LIMIT, "arena", CH_NOWHERE, "more than %u items", *capacity);
    const uint32_t more = *capacity ? *capacity * 2 : 16;
    void *bigger = NULL;
    CH_TRY(ch_arena_alloc(arena, more, item_size, &bigger, err));
    if (n) memcpy(bigger, *items, n * item_size);
    *items = bigger;
    *capacity = more;
    return CH_OK;
}

uint32_t ch__utf8_decode(ch_sv text, size_t at, size_t *out_length)
{
    const unsigned char *p = (const unsigned char *)text.p + at;
    const size_t left = text.n - at;
    if (p[0] < 0x80 || left < 2) {
        *out_length = 1;
        return p[0];
    }
    if (p[0] < 0xE0 || left < 3) {
        *out_length = 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (p[0] < 0xF0 || left < 4) {
        *out_length = 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *out_length = 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
           (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

size_t ch__utf8_encode(uint32_t c, char out[4])
{
    if (c < 0x80) return out[0] = (char)c, 1;
    if (c < 0x800) return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 0x3F)), 2;
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Bytes of the sequence at p, 0 if invalid (Unicode 15, table 3-7). */
static size_t valid_length(const unsigned char *p, size_t left)
{
    const unsigned char c = p[0];
    if (c < 0x80) return 1;
    const size_t need = c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (!need || left < need) return 0;
    const unsigned char low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) return 0;
    for (size_t i = 2; i < need; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    return need;
}

size_t ch__utf8_invalid_at(ch_sv text)
{
    const unsigned char *p = (const unsigned char *)text.p;
    size_t at = 0;
    while (at < text.n) {
        const size_t n = valid_length(p + at, text.n - at);
        if (!n) return at;
        at += n;
    }
    return at;
}

uint32_t ch__lower_code_point(uint32_t c)
{
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c & 1 ? c + 1 : c;
    if (c == 0x178) return 0xFF;
    if (c >= 0x391 && c <= 0x3A9) return c + 32;
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    if (c >= 0x460 && c <= 0x481) return c | 1;
    if (c >= 0x1E00 && c <= 0x1EFF && (c < 0x1E96 || c > 0x1E9F)) return c | 1;
    return c;
}

bool ch__is_upper_code_point(uint32_t code_point)
{
    return ch__lower_code_point(code_point) != code_point;
}
