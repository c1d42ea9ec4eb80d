/* src/base/container.h - the file format of the model and of the knowledge base.
 *
 * Little-endian, mapped read-only. Spec with a worked example: docs/format-container.md.
 *   0   8  magic "CHANCERY"
 *   8   4  container version (1)
 *  12   4  section count
 *  16   8  file size in bytes
 *  24   8  checksum (ch__checksum) of all bytes from 32 to the end
 *  32  64 * count  section table: name[40] NUL-padded, u64 offset, u64 size, u64 reserved (0)
 *  then the sections, each at a multiple of 64 bytes.
 * The section "about" is "key<TAB>value" lines: name, kind, version, language, training data with
 * licences, tool, scores.
 */
#ifndef CH_BASE_CONTAINER_H
#define CH_BASE_CONTAINER_H

#include "chancery/base.h"

#define CH__CONTAINER_VERSION 1u

typedef struct ch__container {
    ch_sv bytes;       /* whole file, borrowed */
    uint32_t section_n;
    uint64_t checksum; /* identifies the content */
} ch__container;

/* Check `bytes` and describe them. `name` is used in errors. Refuses bad magic, newer versions
 * (CH_E_VERSION), truncation, bad checksum, sections outside the file (CH_E_FORMAT with byte). */
ch_status ch__container_open(ch_sv bytes, const char *name, ch__container *out, ch_error *err);

/* The section's bytes, 64-byte aligned relative to the file start; n == 0 and p == NULL if absent. */
ch_sv ch__container_section(const ch__container *container, const char *section);

/* Section number `i` (< section_n): its name (NUL-terminated, in the file) and its bytes. */
const char *ch__container_at(const ch__container *container, uint32_t i, ch_sv *out_bytes);

/* The value of a key of "about"; empty if absent. */
ch_sv ch__container_about(const ch__container *container, const char *key);

/* Four-lane 64-bit multiply-rotate checksum over 8-byte words, memory speed. */
uint64_t ch__checksum(ch_sv bytes);

typedef struct ch__section {
    const char *name; /* at most 39 bytes */
    ch_sv bytes;
} ch__section;

/* Lay out a container in the arena (for the build tool and the trainers). */
ch_status ch__container_build(const ch__section *sections, uint32_t n, ch_arena *arena, ch_sv *out,
                              ch_error *err);

#endif
