/* src/base/text.h - string views, spans, growing arrays: what every room needs and no user does. */
#ifndef CH_BASE_TEXT_H
#define CH_BASE_TEXT_H

#include "chancery/base.h"

static inline bool ch__sv_eq(ch_sv a, ch_sv b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Compare with a literal or any NUL-terminated name. */
static inline bool ch__sv_is(ch_sv a, const char *name)
{
    return a.n == strlen(name) && (a.n == 0 || memcmp(a.p, name, a.n) == 0);
}

static inline bool ch__sv_starts(ch_sv text, ch_sv prefix)
{
    return text.n >= prefix.n && (prefix.n == 0 || memcmp(text.p, prefix.p, prefix.n) == 0);
}

static inline bool ch__sv_ends(ch_sv text, ch_sv suffix)
{
    return text.n >= suffix.n &&
           (suffix.n == 0 || memcmp(text.p + text.n - suffix.n, suffix.p, suffix.n) == 0);
}

/* Byte order, shorter first on a common prefix: the order of all sorted tables. */
int ch__sv_compare(ch_sv a, ch_sv b);

/* "a|b|c" or a line of columns: the part before the first `separator` is cut off *rest and
 * returned; false when *rest is exhausted. Start with rest->p != NULL; an empty text gives one
 * empty part. */
bool ch__sv_split(ch_sv *rest, char separator, ch_sv *out_part);

ch_sv ch__sv_trim(ch_sv text); /* ASCII white space off both ends */

/* Is `word` one of the parts of "a|b|c"? */
bool ch__sv_in(ch_sv word, ch_sv alternatives);

/* Decimal digits only; false on anything else or overflow. */
bool ch__sv_to_u32(ch_sv text, uint32_t *out);
/* Sign, digits, '.', digits; no exponent, no locale. */
bool ch__sv_to_double(ch_sv text, double *out);

static inline bool ch__is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ch__is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool ch__is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool ch__is_alpha(char c) { return ch__is_upper(c) || ch__is_lower(c); }
static inline bool ch__is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
static inline char ch__to_lower(char c) { return ch__is_upper(c) ? (char)(c - 'A' + 'a') : c; }

static inline ch_sv ch__span_text(ch_sv text, ch_span span)
{
    return (ch_sv){text.p + span.begin, span.end - span.begin};
}

/* FNV-1a with a final mix, 64 bits: for tables, never for identity. */
uint64_t ch__hash(ch_sv text);

/* Make room for one more item in an arena array: doubles the capacity, copies, keeps pointers to
 * old items dangling-free only until the next arena release. Use as
 *     CH_TRY(CH__PUSH(arena, &items, &n, &capacity, err)); items[n - 1] = ...; */
ch_status ch__grow(ch_arena *arena, void **items, size_t item_size, uint32_t n, uint32_t *capacity,
                   ch_error *err);
#define CH__PUSH(arena, items, n, capacity, err)                                                   \
    (ch__grow((arena), (void **)(items), sizeof **(items), *(n), (capacity), (err)) == CH_OK       \
         ? ((void)(*(n))++, CH_OK)                                                                 \
         : CH_E_LIMIT)

/* UTF-8. Decodes the code point at `at` (at < text.n) of valid text; *out_length its bytes. */
uint32_t ch__utf8_decode(ch_sv text, size_t at, size_t *out_length);
/* Bytes written (1-4) to out. */
size_t ch__utf8_encode(uint32_t code_point, char out[4]);
/* Byte of the first invalid sequence (overlong, surrogate, > U+10FFFF, truncated), text.n if none. */
size_t ch__utf8_invalid_at(ch_sv text);

/* Lower case of Latin, Greek and Cyrillic letters, simple mapping, no locale. */
uint32_t ch__lower_code_point(uint32_t code_point);
bool ch__is_upper_code_point(uint32_t code_point); /* has a different simple lower case */

#endif
