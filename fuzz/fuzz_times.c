/* Times of any text: spans in order and inside, every one with a value. The first byte chooses the day of
 * publication. CHANCERY_DAT is the path of chancery.dat. */
#include "times_input.h"

#include "base/container.h"

#include <stdio.h>

static ch__times *load(void)
{
    FILE *file = fopen(CHANCERY_DAT, "rb");
    CHECK(file && fseek(file, 0, SEEK_END) == 0);
    const long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size); /* lives as long as the process */
    CHECK(bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size);
    fclose(file);
    ch__container container;
    ch__times *times = NULL;
    CHECK(ch__container_open((ch_sv){bytes, (size_t)size}, "chancery.dat", &container, NULL) ==
          CH_OK);
    CHECK(ch__times_open(&container, &times, NULL) == CH_OK);
    return times;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ch_sv DAYS[] = {{"", 0},
                                 CH_SV_INIT("2025-12-10"),
                                 CH_SV_INIT("2024-02-29"),
                                 CH_SV_INIT("0001-01-01"),
                                 CH_SV_INIT("9999-12-31")};
    static ch__times *times;
    if (!times) times = load();
    if (size < 1 || size > 1 << 16) return 0;
    const ch_sv text = input_text(data + 1, size - 1);
    if (ch__utf8_invalid_at(text) < text.n || memchr(data + 1, 0, size - 1)) return 0;
    ch_analysis a = {.report.published = DAYS[data[0] % 5]};
    ch_arena_init(&a.arena, FUZZ_ARENA_LIMIT);
    if (cut_for_times(text, &a) && ch__times_run(times, &a, NULL) == CH_OK) check_times(&a);
    ch_arena_deinit(&a.arena);
    return 0;
}
