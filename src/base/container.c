#include "base/container.h"

enum { HEADER = 32, ENTRY = 64, NAME = 40, ALIGN = 64 };
static const char MAGIC[8] = {'C', 'H', 'A', 'N', 'C', 'E', 'R', 'Y'};

static uint64_t get(const char *p, int bytes)
{
    uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) value = value << 8 | (unsigned char)p[i];
    return value;
}

static void put(char *p, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) p[i] = (char)(value >> (8 * i));
}

static uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }

uint64_t ch__checksum(ch_sv bytes)
{
    const uint64_t prime = 0x9e3779b185ebca87u;
    uint64_t lane[4] = {1, 2, 3, 4};
    size_t at = 0;
    for (; at + 32 <= bytes.n; at += 32)
        for (int i = 0; i < 4; i++) {
            uint64_t word; /* little-endian hosts only: Debian's amd64 and arm64 */
            memcpy(&word, bytes.p + at + (size_t)i * 8, 8);
            lane[i] = rotate(lane[i] + word * 0xc2b2ae3d27d4eb4fu, 31) * prime;
        }
    uint64_t sum = bytes.n;
    for (int i = 0; i < 4; i++) sum = rotate(sum ^ lane[i], 27) * prime;
    for (; at < bytes.n; at++) sum = rotate(sum ^ (unsigned char)bytes.p[at], 11) * prime;
    return sum ^ sum >> 33;
}

ch_status ch__container_open(ch_sv bytes, const char *name, ch__container *out, ch_error *err)
{
    if (bytes.n < HEADER || memcmp(bytes.p, MAGIC, 8) != 0)
        return ch_fail(err, CH_E_FORMAT, name, 0, "not a Chancery file: expected magic \"CHANCERY\"");
    const uint64_t version = get(bytes.p + 8, 4), section_n = get(bytes.p + 12, 4);
    const uint64_t size = get(bytes.p + 16, 8), checksum = get(bytes.p + 24, 8);
    if (version > CH__CONTAINER_VERSION)
        return ch_fail(err, CH_E_VERSION, name, 8, "format version %u, this build reads up to %u",
                       (unsigned)version, CH__CONTAINER_VERSION);
    if (size != bytes.n)
        return ch_fail(err, CH_E_FORMAT, name, 16, "file is %zu bytes, its header says %llu",
                       bytes.n, (unsigned long long)size);
    if (section_n > (bytes.n - HEADER) / ENTRY)
        return ch_fail(err, CH_E_FORMAT, name, 12, "section table of %u entries does not fit",
                       (unsigned)section_n);
    for (uint64_t i = 0; i < section_n; i++) {
        const char *entry = bytes.p + HEADER + i * ENTRY;
        const uint64_t offset = get(entry + NAME, 8), length = get(entry + NAME + 8, 8);
        if (entry[NAME - 1] || offset > bytes.n || length > bytes.n - offset || offset % ALIGN)
            return ch_fail(err, CH_E_FORMAT, name, HEADER + i * ENTRY,
                           "section %u lies outside the file", (unsigned)i);
    }
    const uint64_t sum = ch__checksum((ch_sv){bytes.p + HEADER, bytes.n - HEADER});
    if (sum != checksum)
        return ch_fail(err, CH_E_FORMAT, name, 24, "checksum %016llx, expected %016llx: damaged",
                       (unsigned long long)sum, (unsigned long long)checksum);
    *out = (ch__container){.bytes = bytes, .section_n = (uint32_t)section_n, .checksum = checksum};
    return CH_OK;
}

ch_sv ch__container_section(const ch__container *container, const char *section)
{
    for (uint32_t i = 0; i < container->section_n; i++) {
        const char *entry = container->bytes.p + HEADER + (size_t)i * ENTRY;
        if (strncmp(entry, section, NAME) == 0)
            return (ch_sv){container->bytes.p + get(entry + NAME, 8), get(entry + NAME + 8, 8)};
    }
    return (ch_sv){NULL, 0};
}

const char *ch__container_at(const ch__container *container, uint32_t i, ch_sv *out_bytes)
{
    const char *entry = container->bytes.p + HEADER + (size_t)i * ENTRY;
    *out_bytes = (ch_sv){container->bytes.p + get(entry + NAME, 8), get(entry + NAME + 8, 8)};
    return entry;
}

ch_sv ch__container_about(const ch__container *container, const char *key)
{
    const ch_sv about = ch__container_section(container, "about");
    const size_t key_n = strlen(key);
    for (size_t at = 0; at < about.n;) {
        const char *end = memchr(about.p + at, '\n', about.n - at);
        const size_t line_n = (end ? (size_t)(end - about.p) : about.n) - at;
        if (line_n > key_n && memcmp(about.p + at, key, key_n) == 0 && about.p[at + key_n] == '\t')
            return (ch_sv){about.p + at + key_n + 1, line_n - key_n - 1};
        at += line_n + 1;
    }
    return (ch_sv){NULL, 0};
}

static size_t align_up(size_t n) { return (n + ALIGN - 1) / ALIGN * ALIGN; }

ch_status ch__container_build(const ch__section *sections, uint32_t n, ch_arena *arena, ch_sv *out,
                              ch_error *err)
{
    size_t size = align_up(HEADER + (size_t)n * ENTRY);
    for (uint32_t i = 0; i < n; i++) {
        if (strlen(sections[i].name) >= NAME)
            return ch_fail(err, CH_E_ARG, "container", CH_NOWHERE, "section name too long: %s",
                           sections[i].name);
        size += align_up(sections[i].bytes.n);
    }
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(arena, size, 1, &memory, err));
    char *file = memory;
    size_t at = align_up(HEADER + (size_t)n * ENTRY);
    for (uint32_t i = 0; i < n; i++) {
        char *entry = file + HEADER + (size_t)i * ENTRY;
        memcpy(entry, sections[i].name, strlen(sections[i].name));
        put(entry + NAME, at, 8);
        put(entry + NAME + 8, sections[i].bytes.n, 8);
        if (sections[i].bytes.n) memcpy(file + at, sections[i].bytes.p, sections[i].bytes.n);
        at += align_up(sections[i].bytes.n);
    }
    memcpy(file, MAGIC, 8);
    put(file + 8, CH__CONTAINER_VERSION, 4);
    put(file + 12, n, 4);
    put(file + 16, size, 8);
    put(file + 24, ch__checksum((ch_sv){file + HEADER, size - HEADER}), 8);
    *out = (ch_sv){file, size};
    return CH_OK;
}
