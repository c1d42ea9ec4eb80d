#include "ch_test.h"

#include "base/calendar.h"
#include "base/container.h"
#include "base/text.h"

static void dates_read_and_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_date;
        int32_t days, weekday;
    } rows[] = {
        {"1970-01-01", true, 0, 4},       {"2025-12-10", true, 20432, 3},
        {"2024-02-29", true, 19782, 4},   {"2025-02-29", false, 0, 0},
        {"2025-13-01", false, 0, 0},      {"2025-1-01", false, 0, 0},
        {"2025-12-10T08:00Z", true, 20432, 3}, {"2025-12-10x", false, 0, 0},
        {"0000-01-01", false, 0, 0},      {"1900-03-01", true, -25508, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ch__date date;
        const ch_sv text = {rows[i].text, strlen(rows[i].text)};
        assert_int_equal(ch__date_parse(text, &date), rows[i].is_date);
        if (!rows[i].is_date) continue;
        assert_int_equal(ch__date_days(date), rows[i].days);
        assert_int_equal(ch__weekday(rows[i].days), rows[i].weekday);
        const ch__date back = ch__date_of_days(rows[i].days);
        assert_memory_equal(&back, &date, sizeof date);
    }
}

static void iso_weeks(void **state)
{
    (void)state;
    static const struct {
        ch__date date;
        int32_t year, week;
    } rows[] = {{{2025, 8, 13}, 2025, 33}, {{2021, 1, 3}, 2020, 53}, {{2024, 12, 30}, 2025, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t year, week;
        ch__iso_week(ch__date_days(rows[i].date), &year, &week);
        assert_int_equal(year, rows[i].year);
        assert_int_equal(week, rows[i].week);
        assert_true(ch__iso_week_monday(year, week) <= ch__date_days(rows[i].date));
        assert_true(ch__iso_week_monday(year, week) + 7 > ch__date_days(rows[i].date));
    }
}

static void invalid_utf8_is_located(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n, bad_at;
    } rows[] = {
        {"plain", 5, 5},         {"caf\xC3\xA9", 5, 5},  {"a\xC0\xAF", 3, 1}, {"\xED\xA0\x80", 3, 0},
        {"ab\xE2\x80", 4, 2},    {"\xF4\x90\x80\x80", 4, 0}, {"\xF0\x9F\x98\x80", 4, 4},
        {"x\x80", 2, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(ch__utf8_invalid_at((ch_sv){rows[i].bytes, rows[i].n}), rows[i].bad_at);
    for (uint32_t c = 1; c < 0x110000; c += 7) {
        if (c >= 0xD800 && c < 0xE000) continue;
        char bytes[4];
        size_t length = 0;
        const size_t n = ch__utf8_encode(c, bytes);
        assert_int_equal(ch__utf8_decode((ch_sv){bytes, n}, 0, &length), c);
        assert_int_equal(length, n);
        assert_int_equal(ch__utf8_invalid_at((ch_sv){bytes, n}), n);
    }
}

static void container_survives_only_whole(void **state)
{
    (void)state;
    ch_arena arena;
    ch_arena_init(&arena, 1 << 20);
    const ch__section sections[] = {{"about", CH_SV("name\ttest\nkind\tmodel\n")},
                                    {"numbers", CH_SV("0123456789")}};
    ch_sv file;
    assert_int_equal(ch__container_build(sections, 2, &arena, &file, NULL), CH_OK);
    ch__container container;
    assert_int_equal(ch__container_open(file, "test", &container, NULL), CH_OK);
    assert_true(ch__sv_is(ch__container_about(&container, "kind"), "model"));
    assert_true(ch__sv_is(ch__container_section(&container, "numbers"), "0123456789"));
    assert_null(ch__container_section(&container, "absent").p);
    char *copy = malloc(file.n);
    for (size_t n = 0; n < file.n; n++) { /* truncation at every byte */
        memcpy(copy, file.p, file.n);
        assert_int_equal(ch__container_open((ch_sv){copy, n}, "test", &container, NULL), CH_E_FORMAT);
    }
    for (size_t at = 0; at < file.n; at++) { /* one flipped bit at every byte */
        memcpy(copy, file.p, file.n);
        copy[at] = (char)(copy[at] ^ 16);
        assert_int_not_equal(ch__container_open((ch_sv){copy, file.n}, "test", &container, NULL), CH_OK);
    }
    free(copy);
    ch_arena_deinit(&arena);
}

static void arena_keeps_its_limit(void **state)
{
    (void)state;
    ch_arena arena;
    void *memory = NULL;
    ch_arena_init(&arena, 1000);
    assert_int_equal(ch_arena_alloc(&arena, 10, 50, &memory, NULL), CH_OK);
    void *const before = memory;
    assert_int_equal(ch_arena_alloc(&arena, 10, 60, &memory, NULL), CH_E_LIMIT);
    assert_int_equal(ch_arena_alloc(&arena, SIZE_MAX / 2, 3, &memory, NULL), CH_E_LIMIT);
    assert_ptr_equal(memory, before); /* out-parameters are written only on success */
    ch_arena_deinit(&arena);
    ch_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_read_and_refused),   cmocka_unit_test(iso_weeks),
        cmocka_unit_test(invalid_utf8_is_located),  cmocka_unit_test(container_survives_only_whole),
        cmocka_unit_test(arena_keeps_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
