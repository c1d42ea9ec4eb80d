/* The promises of UTF-8 in base/text.h. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ch_sv text = input_text(data, size);
    const size_t valid_n = ch__utf8_invalid_at(text);
    const ch_sv valid = {text.p, valid_n};
    CHECK(valid_n <= size);
    CHECK(ch__utf8_invalid_at(valid) == valid_n);
    for (size_t at = 0, n = 0; at < valid_n; at += n) {
        char bytes[4];
        const uint32_t c = ch__utf8_decode(valid, at, &n);
        CHECK(n >= 1 && n <= 4 && at + n <= valid_n);
        CHECK(c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF));
        CHECK(ch__utf8_encode(c, bytes) == n && memcmp(bytes, text.p + at, n) == 0);
        const uint32_t lower = ch__lower_code_point(c);
        CHECK(ch__lower_code_point(lower) == lower);
    }
    return 0;
}
