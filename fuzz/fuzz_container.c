/* Whatever the bytes are: a reason, or sections that lie inside them. */
#include "fuzz.h"

#include "base/container.h"

static void check_section(ch_sv bytes, const ch__container *container, const char *name)
{
    const ch_sv section = ch__container_section(container, name);
    if (!section.p) return;
    CHECK(section.p >= bytes.p && section.n <= bytes.n);
    CHECK((size_t)(section.p - bytes.p) <= bytes.n - section.n);
    CHECK((size_t)(section.p - bytes.p) % 64 == 0);
}

/* Fuzzers do not guess checksums: see the bytes with a right one, too. */
static void check_with_checksum(ch_sv bytes)
{
    if (bytes.n < 32) return;
    char *copy = malloc(bytes.n);
    if (!copy) return;
    ch__container container;
    memcpy(copy, bytes.p, bytes.n);
    const uint64_t sum = ch__checksum((ch_sv){copy + 32, bytes.n - 32});
    for (int i = 0; i < 8; i++) {
        copy[24 + i] = (char)(sum >> (8 * i));
        copy[16 + i] = (char)((uint64_t)bytes.n >> (8 * i));
    }
    const ch_sv fixed = {copy, bytes.n};
    if (ch__container_open(fixed, "fuzz", &container, NULL) == CH_OK) {
        check_section(fixed, &container, "about");
        check_section(fixed, &container, "numbers");
        ch__container_about(&container, "name");
    }
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ch_sv bytes = input_text(data, size);
    ch__container container;
    ch_error err = {0};
    const ch_status status = ch__container_open(bytes, "fuzz", &container, &err);
    if (status == CH_OK)
        check_section(bytes, &container, "about");
    else
        check_error(status, &err);
    check_with_checksum(bytes);
    return 0;
}
