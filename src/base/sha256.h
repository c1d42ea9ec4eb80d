/* src/base/sha256.h - SHA-256 (FIPS 180-4), for identity of texts. About 250 MB/s, no tables. */
#ifndef CH_BASE_SHA256_H
#define CH_BASE_SHA256_H

#include "chancery/base.h"

typedef struct ch__sha256_state {
    uint32_t h[8];
    uint64_t size; /* bytes added */
    uint8_t block[64];
} ch__sha256_state;

void ch__sha256_init(ch__sha256_state *state);
void ch__sha256_add(ch__sha256_state *state, ch_sv bytes);
void ch__sha256_finish(ch__sha256_state *state, uint8_t out[32]);

/* All in one. */
void ch__sha256(ch_sv bytes, uint8_t out[32]);

#endif
