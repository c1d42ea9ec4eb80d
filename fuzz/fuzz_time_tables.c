/* Tables of times from anybody: refused with a reason, or usable. The input is three tables with a line
 * "====" between: words, named days, rules. */
#include "times_input.h"

#include "base/container.h"

static ch_sv until_mark(ch_sv *rest)
{
    for (size_t i = 0; i + 5 <= rest->n; i++)
        if (memcmp(rest->p + i, "====\n", 5) == 0) {
            const ch_sv part = {rest->p, i};
            *rest = (ch_sv){rest->p + i + 5, rest->n - i - 5};
            return part;
        }
    const ch_sv all = *rest;
    *rest = (ch_sv){rest->p + rest->n, 0};
    return all;
}

static void read_with(const ch__times *times)
{
    static const char TEXT[] =
        "They met on Friday, 3 March 2025 and will meet again next week until May 9.";
    ch_analysis a = {.report.published = CH_SV("2025-12-10")};
    ch_arena_init(&a.arena, FUZZ_ARENA_LIMIT);
    if (cut_for_times((ch_sv){TEXT, sizeof TEXT - 1}, &a)) ch__times_run(times, &a, NULL);
    ch_arena_deinit(&a.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ch_sv rest = input_text(data, size), file;
    const ch_sv words = until_mark(&rest), days = until_mark(&rest);
    const ch__section sections[] = {
        {"time/words.tsv", words}, {"time/named_days.tsv", days}, {"time/rules.tsv", rest}};
    ch_arena arena;
    ch__container container;
    ch_error err = {0};
    ch__times *times = NULL;
    ch_arena_init(&arena, FUZZ_ARENA_LIMIT);
    if (ch__container_build(sections, 3, &arena, &file, NULL) == CH_OK &&
        ch__container_open(file, "fuzz", &container, NULL) == CH_OK) {
        const ch_status status = ch__times_open(&container, &times, &err);
        if (status == CH_OK)
            read_with(times);
        else
            check_error(status, &err);
    }
    ch__times_close(times);
    ch_arena_deinit(&arena);
    return 0;
}
