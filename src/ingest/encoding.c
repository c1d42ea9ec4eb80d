#include "ingest/encoding.h"

#include "base/text.h"

typedef struct signature {
    ch_sv magic;
    const char *name;
} signature;

static const signature BINARIES[] = {
    {CH_SV_INIT("%PDF-"), "a PDF file"},
    {CH_SV_INIT("PK\x03\x04"), "a zip archive or office document"},
    {CH_SV_INIT("\xD0\xCF\x11\xE0"), "an old office document"},
    {CH_SV_INIT("\x89PNG"), "a PNG picture"},
    {CH_SV_INIT("\xFF\xD8\xFF"), "a JPEG picture"},
    {CH_SV_INIT("GIF8"), "a GIF picture"},
    {CH_SV_INIT("\x7F"
                "ELF"),
     "a program"},
    {CH_SV_INIT("SQLite format 3"), "an SQLite database"},
    {CH_SV_INIT("\x28\xB5\x2F\xFD"), "zstd data"},
    {CH_SV_INIT("BZh91AY"), "bzip2 data"},
    {CH_SV_INIT("\xFD"
                "7zXZ"),
     "xz data"},
    {CH_SV_INIT("{\\rtf"), "an RTF document"},
};

static bool is_control(char c)
{
    return ((unsigned char)c < 0x20 && !ch__is_space(c)) || c == 0x7F;
}

ch_status ch__text_check(ch_sv bytes, const char *name, ch_error *err)
{
    for (size_t i = 0; i < sizeof BINARIES / sizeof *BINARIES; i++)
        if (ch__sv_starts(bytes, BINARIES[i].magic))
            return ch_fail(err, CH_E_FORMAT, name, 0, "%s, expected text, HTML or JSON Lines",
                           BINARIES[i].name);
    const char *nul = bytes.n ? memchr(bytes.p, 0, bytes.n) : NULL;
    if (nul)
        return ch_fail(err, CH_E_FORMAT, name, (uint64_t)(nul - bytes.p),
                       "NUL byte: binary data, expected text");
    size_t control_n = 0;
    for (size_t i = 0; i < bytes.n; i++) control_n += is_control(bytes.p[i]);
    if (control_n > 8 && control_n > bytes.n / 64)
        return ch_fail(err, CH_E_FORMAT, name, CH_NOWHERE,
                       "%zu control characters in %zu bytes: binary data, expected text", control_n,
                       bytes.n);
    return CH_OK;
}

/* Code points of 0x80 to 0x9F; 0: undefined. */
static const uint16_t WINDOWS_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static uint32_t windows_1252(unsigned char byte)
{
    return byte < 0x80 || byte >= 0xA0 ? byte : WINDOWS_1252[byte - 0x80];
}

typedef struct census {
    size_t good_n, bad_n; /* multi-byte sequences, bytes outside them */
    size_t undefined_at;  /* first byte that Windows-1252 does not define; n if none */
} census;

static census count_sequences(ch_sv bytes)
{
    census c = {0, 0, bytes.n};
    for (size_t i = 0; i < bytes.n;) {
        const size_t from = i;
        while (i < bytes.n && (unsigned char)bytes.p[i] < 0x80) i++;
        while (i < bytes.n && (unsigned char)bytes.p[i] >= 0x80) {
            if (c.undefined_at == bytes.n && !windows_1252((unsigned char)bytes.p[i]))
                c.undefined_at = i;
            size_t length = (unsigned char)bytes.p[i] >= 0xF0   ? 4
                            : (unsigned char)bytes.p[i] >= 0xE0 ? 3
                                                                : 2;
            if (length > bytes.n - i) length = bytes.n - i;
            const bool is_good =
                ch__utf8_invalid_at((ch_sv){bytes.p + i, length}) == length && length > 1;
            c.good_n += is_good;
            c.bad_n += !is_good;
            i += is_good ? length : 1;
        }
        if (i == from) i++;
    }
    return c;
}

static bool is_readable_charset(ch_sv charset)
{
    static const char *const known[] = {"",
                                        "utf-8",
                                        "utf8",
                                        "windows-1252",
                                        "cp1252",
                                        "iso-8859-1",
                                        "latin1",
                                        "latin-1",
                                        "iso8859-1",
                                        "us-ascii",
                                        "ascii",
                                        "iso_8859-1",
                                        "unicode-1-1-utf-8",
                                        "x-cp1252",
                                        "l1"};
    char lower[32];
    if (charset.n >= sizeof lower) return false;
    for (size_t i = 0; i < charset.n; i++) lower[i] = ch__to_lower(charset.p[i]);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ch__sv_is((ch_sv){lower, charset.n}, known[i])) return true;
    return false;
}

static ch_status from_windows_1252(ch_sv bytes, ch_arena *arena, ch_sv *out, ch_error *err)
{
    size_t n = 0;
    char scratch[4];
    for (size_t i = 0; i < bytes.n; i++)
        n += ch__utf8_encode(windows_1252((unsigned char)bytes.p[i]), scratch);
    char *text = NULL;
    CH_TRY(ch_arena_alloc(arena, n, 1, (void **)&text, err));
    size_t at = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        const size_t length = ch__utf8_encode(windows_1252((unsigned char)bytes.p[i]), scratch);
        memcpy(text + at, scratch, length);
        at += length;
    }
    *out = (ch_sv){text, n};
    return CH_OK;
}

ch_status ch__text_decode(ch_sv bytes, ch_sv charset, const char *name, ch_arena *arena, ch_sv *out,
                          ch_error *err)
{
    const size_t bad = ch__utf8_invalid_at(bytes);
    if (bad == bytes.n) {
        *out = bytes;
        return CH_OK;
    }
    if (!is_readable_charset(charset))
        return ch_fail(err, CH_E_FORMAT, name, bad,
                       "charset %.*s, expected UTF-8, UTF-16, Windows-1252 or Latin-1",
                       (int)(charset.n < 64 ? charset.n : 64), charset.p);
    const census c = count_sequences(bytes);
    const unsigned char byte = (unsigned char)bytes.p[bad];
    if (c.good_n > c.bad_n)
        return ch_fail(err, CH_E_FORMAT, name, bad, "invalid UTF-8: byte 0x%02x", byte);
    if (c.undefined_at < bytes.n)
        return ch_fail(err, CH_E_FORMAT, name, bad,
                       "byte 0x%02x is not UTF-8, and byte 0x%02x at %zu not Windows-1252", byte,
                       (unsigned char)bytes.p[c.undefined_at], c.undefined_at);
    return from_windows_1252(bytes, arena, out, err);
}
