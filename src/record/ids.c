/* Ids and keys. All are functions of content alone, so that the same report gets the same ids in any
 * record, in any order of adding. */
#include "base/sha256.h"
#include "record/store.h"

#include <stdio.h>

void ch__text_hash(ch_sv text, uint8_t out[CH__HASH_SIZE]) { ch__sha256(text, out); }

void ch__report_key(const uint8_t text_hash[CH__HASH_SIZE], ch_sv given, uint8_t out[CH__HASH_SIZE])
{
    ch__sha256_state state;
    ch__sha256_init(&state);
    ch__sha256_add(&state, (ch_sv){(const char *)text_hash, CH__HASH_SIZE});
    ch__sha256_add(&state, given);
    ch__sha256_finish(&state, out);
}

void ch__base32(const uint8_t *bytes, uint32_t digit_n, char *out)
{
    static const char DIGITS[] = "0123456789abcdefghjkmnpqrstvwxyz";
    for (uint32_t i = 0; i < digit_n; i++) {
        uint32_t value = 0;
        for (uint32_t bit = i * 5; bit < i * 5 + 5; bit++)
            value = value << 1 | ((bytes[bit / 8] >> (7 - bit % 8)) & 1u);
        out[i] = DIGITS[value];
    }
    out[digit_n] = 0;
}

/* Two events of a report may share word and type ("killed and wounded 20" by two sides): the second
 * one's attempt is part of what is hashed. */
void ch__event_suffix(const uint8_t key[CH__HASH_SIZE], ch_span trigger, uint8_t type,
                      uint32_t attempt, char out[16])
{
    char text[96];
    const int n = snprintf(text, sizeof text, "\n%u %u %s %u", trigger.begin, trigger.end,
                           ch_event_type_text((ch_event_type)type), attempt);
    uint8_t hash[CH__HASH_SIZE];
    ch__report_key(key, (ch_sv){text, (size_t)n}, hash);
    ch__base32(hash, 5, out);
}

void ch__hex(const uint8_t *bytes, size_t n, char *out)
{
    static const char DIGITS[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = DIGITS[bytes[i] >> 4];
        out[2 * i + 1] = DIGITS[bytes[i] & 15];
    }
    out[2 * n] = 0;
}
