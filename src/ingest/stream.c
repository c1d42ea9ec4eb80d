#include "ingest/stream.h"

#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

enum { INPUT_SIZE = 1 << 16, PEEK_SIZE = 4 };

typedef enum unicode_form { FORM_UNKNOWN, FORM_BYTES, FORM_UTF16_LE, FORM_UTF16_BE } unicode_form;

struct ch__stream {
    char name[192];
    int fd;       /* -1: from memory */
    ch_sv memory; /* what is left of it */
    uint8_t input[INPUT_SIZE];
    size_t input_at, input_n;
    uint64_t input_byte; /* of input[0] */
    bool is_at_end;      /* of the file */
    bool is_sniffed, is_gzip, is_between_members;
    z_stream gzip;
    unicode_form form;
    uint8_t peek[PEEK_SIZE]; /* decompressed, not yet given out */
    size_t peek_at, peek_n;
    uint64_t unit_byte; /* of the next UTF-16 unit in the decompressed bytes */
    uint32_t high;      /* first half of a surrogate pair, 0 if none */
};

/* Replaces what was consumed; *out_is_more == false at the end of the file. */
static ch_status fill(ch__stream *s, bool *out_is_more, ch_error *err)
{
    s->input_byte += s->input_at;
    memmove(s->input, s->input + s->input_at, s->input_n - s->input_at);
    s->input_n -= s->input_at;
    s->input_at = 0;
    const size_t room = INPUT_SIZE - s->input_n;
    size_t got = 0;
    if (s->fd < 0) {
        got = s->memory.n < room ? s->memory.n : room;
        if (got) memcpy(s->input + s->input_n, s->memory.p, got);
        s->memory.p += got;
        s->memory.n -= got;
    } else if (room && !s->is_at_end) {
        ssize_t n;
        do n = read(s->fd, s->input + s->input_n, room);
        while (n < 0 && errno == EINTR);
        if (n < 0)
            return ch_fail(err, CH_E_IO, s->name, s->input_byte + s->input_n, "cannot read: %s",
                           strerror(errno));
        got = (size_t)n;
    }
    if (!got) s->is_at_end = true;
    s->input_n += got;
    *out_is_more = got > 0;
    return CH_OK;
}

/* A pipe may give one byte at a time: ask until `n` are there or the file ends. */
static ch_status want_input(ch__stream *s, size_t n, ch_error *err)
{
    bool is_more = true;
    while (s->input_n - s->input_at < n && is_more) CH_TRY(fill(s, &is_more, err));
    return CH_OK;
}

static bool is_gzip_member(const ch__stream *s)
{
    return s->input_n - s->input_at >= 2 && s->input[s->input_at] == 0x1F &&
           s->input[s->input_at + 1] == 0x8B;
}

static ch_status sniff_gzip(ch__stream *s, ch_error *err)
{
    CH_TRY(want_input(s, 2, err));
    s->is_sniffed = true;
    if (!is_gzip_member(s)) return CH_OK;
    if (inflateInit2(&s->gzip, 15 + 16) != Z_OK)
        return ch_fail(err, CH_E_NOMEM, s->name, CH_NOWHERE, "no memory to unpack gzip");
    s->is_gzip = true;
    return CH_OK;
}

static ch_status read_plain(ch__stream *s, char *out, size_t size, size_t *out_n, ch_error *err)
{
    CH_TRY(want_input(s, 1, err));
    const size_t there = s->input_n - s->input_at;
    const size_t n = there < size ? there : size;
    memcpy(out, s->input + s->input_at, n);
    s->input_at += n;
    *out_n = n;
    return CH_OK;
}

static ch_status next_member(ch__stream *s, bool *out_is_over, ch_error *err)
{
    CH_TRY(want_input(s, 2, err));
    *out_is_over = s->input_n == s->input_at;
    if (*out_is_over) return CH_OK;
    if (!is_gzip_member(s))
        return ch_fail(err, CH_E_FORMAT, s->name, s->input_byte + s->input_at,
                       "bytes after the gzip data, expected another member or the end");
    s->is_between_members = false;
    inflateReset(&s->gzip);
    return CH_OK;
}

static ch_status read_gzip(ch__stream *s, char *out, size_t size, size_t *out_n, ch_error *err)
{
    *out_n = 0;
    s->gzip.next_out = (Bytef *)out;
    s->gzip.avail_out = (uInt)(size < INPUT_SIZE ? size : INPUT_SIZE);
    const uInt room = s->gzip.avail_out;
    while (s->gzip.avail_out == room) {
        if (s->is_between_members) {
            bool is_over = false;
            CH_TRY(next_member(s, &is_over, err));
            if (is_over) return CH_OK;
        }
        CH_TRY(want_input(s, 1, err));
        s->gzip.next_in = s->input + s->input_at;
        s->gzip.avail_in = (uInt)(s->input_n - s->input_at);
        const int code = inflate(&s->gzip, Z_NO_FLUSH);
        s->input_at = s->input_n - s->gzip.avail_in;
        *out_n = room - s->gzip.avail_out; /* what was whole before a damage is handed out */
        const uint64_t byte = s->input_byte + s->input_at;
        if (code == Z_STREAM_END) {
            s->is_between_members = true;
        } else if (code == Z_BUF_ERROR && s->is_at_end) {
            return ch_fail(err, CH_E_FORMAT, s->name, byte, "the gzip data ends early");
        } else if (code != Z_OK && code != Z_BUF_ERROR) {
            return ch_fail(err, code == Z_MEM_ERROR ? CH_E_NOMEM : CH_E_FORMAT, s->name, byte,
                           "damaged gzip data: %s", s->gzip.msg ? s->gzip.msg : "no memory");
        }
    }
    return CH_OK;
}

static ch_status read_unpacked(ch__stream *s, char *out, size_t size, size_t *out_n, ch_error *err)
{
    if (s->peek_at < s->peek_n) {
        const size_t there = s->peek_n - s->peek_at;
        const size_t n = there < size ? there : size;
        memcpy(out, s->peek + s->peek_at, n);
        s->peek_at += n;
        *out_n = n;
        return CH_OK;
    }
    if (!s->is_sniffed) CH_TRY(sniff_gzip(s, err));
    return s->is_gzip ? read_gzip(s, out, size, out_n, err) : read_plain(s, out, size, out_n, err);
}

static ch_status sniff_mark(ch__stream *s, ch_error *err)
{
    while (s->peek_n < 3) {
        size_t got = 0;
        char bytes[PEEK_SIZE];
        CH_TRY(read_unpacked(s, bytes, 3 - s->peek_n, &got, err));
        if (!got) break;
        memcpy(s->peek + s->peek_n, bytes, got);
        s->peek_n += got;
        s->peek_at = s->peek_n; /* not to be read back before all three are here */
    }
    s->peek_at = 0;
    s->form = FORM_BYTES;
    if (s->peek_n >= 3 && !memcmp(s->peek, "\xEF\xBB\xBF", 3)) {
        s->peek_at = 3;
    } else if (s->peek_n >= 2 && !memcmp(s->peek, "\xFF\xFE", 2)) {
        s->form = FORM_UTF16_LE;
        s->peek_at = 2;
    } else if (s->peek_n >= 2 && !memcmp(s->peek, "\xFE\xFF", 2)) {
        s->form = FORM_UTF16_BE;
        s->peek_at = 2;
    }
    s->unit_byte = s->peek_at;
    return CH_OK;
}

/* One unit; *out_n bytes of it were there (2, or less at the end). */
static ch_status read_unit(ch__stream *s, uint32_t *out, size_t *out_n, ch_error *err)
{
    uint8_t pair[2] = {0, 0};
    *out_n = 0;
    while (*out_n < 2) {
        size_t got = 0;
        CH_TRY(read_unpacked(s, (char *)pair + *out_n, 2 - *out_n, &got, err));
        if (!got) break;
        *out_n += got;
    }
    *out = s->form == FORM_UTF16_LE ? (uint32_t)(pair[0] | pair[1] << 8)
                                    : (uint32_t)(pair[0] << 8 | pair[1]);
    return CH_OK;
}

/* The code point that `unit` ends, or 0 after the first half of a pair. */
static ch_status join_unit(ch__stream *s, uint32_t unit, uint32_t *out, ch_error *err)
{
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (is_low != (s->high != 0))
        return ch_fail(err, CH_E_FORMAT, s->name, s->unit_byte,
                       "half a surrogate pair in UTF-16 text");
    *out = unit;
    if (is_low) *out = 0x10000 + ((s->high - 0xD800) << 10) + (unit - 0xDC00);
    s->high = 0;
    if (unit >= 0xD800 && unit < 0xDC00) {
        s->high = unit;
        *out = 0;
    }
    return CH_OK;
}

static ch_status read_utf16(ch__stream *s, char *out, size_t size, size_t *out_n, ch_error *err)
{
    *out_n = 0;
    while (*out_n + 4 <= size) {
        uint32_t unit = 0, code_point = 0;
        size_t n = 0;
        CH_TRY(read_unit(s, &unit, &n, err));
        if (n == 0 && !s->high) return CH_OK;
        if (n < 2)
            return ch_fail(err, CH_E_FORMAT, s->name, s->unit_byte,
                           "the UTF-16 text ends inside a character");
        CH_TRY(join_unit(s, unit, &code_point, err));
        s->unit_byte += 2;
        if (!s->high) *out_n += ch__utf8_encode(code_point, out + *out_n);
    }
    return CH_OK;
}

ch_status ch__stream_read(ch__stream *s, char *out, size_t size, size_t *out_n, ch_error *err)
{
    *out_n = 0;
    if (s->form == FORM_UNKNOWN) CH_TRY(sniff_mark(s, err));
    return s->form == FORM_BYTES ? read_unpacked(s, out, size, out_n, err)
                                 : read_utf16(s, out, size, out_n, err);
}

static ch_status open_stream(const char *name, ch__stream **out, ch_error *err)
{
    ch__stream *s = calloc(1, sizeof *s);
    if (!s) return ch_fail(err, CH_E_NOMEM, name, CH_NOWHERE, "no memory");
    const size_t n = strnlen(name, sizeof s->name - 1);
    memcpy(s->name, name, n);
    s->fd = -1;
    *out = s;
    return CH_OK;
}

ch_status ch__stream_open_fd(int fd, const char *name, ch__stream **out, ch_error *err)
{
    CH_TRY(open_stream(name, out, err));
    (*out)->fd = fd;
    return CH_OK;
}

ch_status ch__stream_open_memory(ch_sv bytes, const char *name, ch__stream **out, ch_error *err)
{
    CH_TRY(open_stream(name, out, err));
    (*out)->memory = bytes;
    return CH_OK;
}

void ch__stream_close(ch__stream *s)
{
    if (!s) return;
    if (s->is_gzip) inflateEnd(&s->gzip);
    if (s->fd >= 0) close(s->fd);
    free(s);
}

const char *ch__stream_name(const ch__stream *s) { return s->name; }
