/* src/coding/registers.h - what instruments.c and registers.c share: sets of keys, lists of events. */
#ifndef CH_CODING_REGISTERS_H
#define CH_CODING_REGISTERS_H

#include "coding/coder.h"

enum { CH__KEY_MAX = 16 };

typedef struct ch__key_set {
    ch_sv keys[CH__KEY_MAX];
    uint32_t n;
} ch__key_set;

void ch__keys_add(ch__key_set *set, ch_sv key); /* unknown and repeated keys are left out */
ch__key_set ch__keys_of(const ch__deed *deed);
bool ch__keys_hold(const ch__key_set *set, ch_sv key);
bool ch__keys_within(const ch__key_set *inner, const ch__key_set *outer);
ch_status ch__keys_keep(ch__coder *coder, const ch__key_set *set, const ch_sv **out,
                        uint32_t *out_n);
ch_status ch__register_event(ch__coder *coder, const uint32_t **events, uint32_t *n,
                             uint32_t event);

/* The stage told by the words of a deed: its light verb first, then its own word. */
ch_sv ch__stage_of(const ch__coder *coder, const ch__deed *deed, const char *register_name);

ch_status ch__instruments_fill(ch__coder *coder);

#endif
