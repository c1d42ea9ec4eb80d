#include "language/word.h"

#define FNV_START 1469598103934665603ull
#define FNV_PRIME 1099511628211ull

static uint64_t finish(uint64_t h)
{
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93ull;
    return h ^ h >> 32;
}

static uint32_t hash_bytes(const char *p, size_t n, uint64_t seed)
{
    uint64_t h = FNV_START ^ seed * 0x9e3779b97f4a7c15ull;
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)p[i]) * FNV_PRIME;
    return (uint32_t)finish(h);
}

static bool is_continuation(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

static size_t prefix_bytes(ch_sv word, size_t letters)
{
    size_t at = 0;
    while (at < word.n && letters--) {
        at++;
        while (at < word.n && is_continuation(word.p[at])) at++;
    }
    return at;
}

static size_t suffix_start(ch_sv word, size_t letters)
{
    size_t at = word.n;
    while (at > 0 && letters--) {
        at--;
        while (at > 0 && is_continuation(word.p[at])) at--;
    }
    return at;
}

ch__char_class ch__char_class_of(uint32_t c)
{
    if (c < 0x80) {
        if (c <= ' ' || c == 0x7F) return CH__CHAR_SPACE; /* control characters separate words */
        if (c >= '0' && c <= '9') return CH__CHAR_DIGIT;
        return (c | 32) >= 'a' && (c | 32) <= 'z' ? CH__CHAR_LETTER : CH__CHAR_OTHER;
    }
    if (c <= 0xA0) return CH__CHAR_SPACE;
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA ? CH__CHAR_LETTER : CH__CHAR_OTHER;
    if (c == 0xD7 || c == 0xF7) return CH__CHAR_OTHER;
    if ((c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || c == 0x205F ||
        c == 0x2060 || c == 0x3000 || c == 0xFEFF)
        return CH__CHAR_SPACE; /* zero-width and direction marks are no part of a word */
    if (c >= 0x2010 && c <= 0x2BFF) return CH__CHAR_OTHER;
    if (c >= 0x3001 && c <= 0x303F) return CH__CHAR_OTHER;
    if (c >= 0xE000 && c <= 0xF8FF) return CH__CHAR_OTHER;
    if (c >= 0xFE00 && c <= 0xFE0F) return CH__CHAR_OTHER;
    if (c >= 0xFF01 && c <= 0xFF0F) return CH__CHAR_OTHER;
    if (c >= 0x1F000) return CH__CHAR_OTHER;
    return CH__CHAR_LETTER;
}

static char shape_of(uint32_t c)
{
    switch (ch__char_class_of(c)) {
    case CH__CHAR_SPACE:
        return '_';
    case CH__CHAR_DIGIT:
        return 'd';
    case CH__CHAR_LETTER:
        return ch__is_upper_code_point(c) ? 'X' : 'x';
    case CH__CHAR_OTHER:
        break;
    }
    return c < 0x80 ? (char)c : 'o';
}

/* "McDonald" -> "XxXx", "U.S." -> "X.X.", "2024" -> "dddd": runs longer than four are cut. */
static uint32_t shape_hash(ch_sv form)
{
    char shape[24];
    size_t n = 0, run = 0;
    for (size_t at = 0, length; at < form.n && n < sizeof shape; at += length) {
        const char c = shape_of(ch__utf8_decode(form, at, &length));
        run = n && shape[n - 1] == c ? run + 1 : 1;
        if (run <= (c == 'd' ? 4 : 2)) shape[n++] = c;
    }
    return hash_bytes(shape, n, 7);
}

void ch__features_of(ch_sv form, ch_sv lower, bool is_space_before, bool is_space_after,
                     ch__features *out)
{
    uint64_t norm = FNV_START;
    for (size_t i = 0; i < lower.n; i++) {
        const char c = ch__is_digit(lower.p[i]) ? '0' : lower.p[i];
        norm = (norm ^ (unsigned char)c) * FNV_PRIME;
    }
    out->norm = finish(norm);
    out->hash[CH__FEATURE_NORM_A] = (uint32_t)out->norm;
    out->hash[CH__FEATURE_NORM_B] = (uint32_t)(finish(norm * 0x9e3779b97f4a7c15ull) >> 13);
    const size_t suffix2 = suffix_start(lower, 2), suffix3 = suffix_start(lower, 3);
    out->hash[CH__FEATURE_SUFFIX2] = hash_bytes(lower.p + suffix2, lower.n - suffix2, 2);
    out->hash[CH__FEATURE_SUFFIX3] = hash_bytes(lower.p + suffix3, lower.n - suffix3, 3);
    out->hash[CH__FEATURE_PREFIX2] = hash_bytes(lower.p, prefix_bytes(lower, 2), 4);
    out->hash[CH__FEATURE_PREFIX3] = hash_bytes(lower.p, prefix_bytes(lower, 3), 5);
    out->hash[CH__FEATURE_SHAPE] = shape_hash(form);
    out->hash[CH__FEATURE_SPACE] = (uint32_t)is_space_before * 2 + is_space_after;
}

static uint32_t lower_of(uint32_t c)
{
    return c == 0x2019 || c == 0x2018 || c == 0x02BC ? '\'' : ch__lower_code_point(c);
}

bool ch__lower_differs(ch_sv form)
{
    for (size_t i = 0; i < form.n; i++)
        if (ch__is_upper(form.p[i]) || (unsigned char)form.p[i] >= 0x80) return true;
    return false;
}

size_t ch__lower_write(ch_sv form, char *out)
{
    size_t n = 0;
    for (size_t at = 0, length; at < form.n; at += length) {
        if ((unsigned char)form.p[at] < 0x80) {
            out[n++] = ch__to_lower(form.p[at]);
            length = 1;
            continue;
        }
        n += ch__utf8_encode(lower_of(ch__utf8_decode(form, at, &length)), out + n);
    }
    return n;
}
