/* Families and stories of small records, from cases.tsv. */
#include "ch_test.h"

#include "base/text.h"
#include "chancery/story.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct answer {
    char text[4096];
} answer;

static ch_status write_group(void *context, const ch_group *group, ch_error *err)
{
    answer *a = context;
    (void)err;
    const ch_sv *ids[64];
    assert_in_range(group->member_n, 2, 64);
    for (uint32_t i = 0; i < group->member_n; i++) {
        const ch_group_member *m = &group->members[i];
        ids[i] = &m->report->report.id;
        for (uint32_t j = i; j && ch__sv_compare(*ids[j], *ids[j - 1]) < 0; j--) {
            const ch_sv *later = ids[j];
            ids[j] = ids[j - 1];
            ids[j - 1] = later;
        }
        assert_int_equal(i != 0, m->why.n != 0); /* every join is explained */
        assert_int_equal(i == 0, m->joined_to == CH_NONE);
    }
    for (uint32_t i = 0; i < group->member_n; i++)
        snprintf(a->text + strlen(a->text), sizeof a->text - strlen(a->text), "%s%.*s",
                 i            ? " "
                 : a->text[0] ? ", "
                              : "",
                 CH_SV_ARG(*ids[i]));
    return CH_OK;
}

static void check(ch_record *record, ch_group_kind kind, ch_sv name, ch_sv wanted)
{
    answer have = {""};
    ch_error err;
    assert_int_equal(ch_record_groups(record, kind, write_group, &have, &err), CH_OK);
    if (!ch__sv_is(wanted, have.text))
        fail_msg("case '%.*s', %s: wanted '%.*s', have '%s'", CH_SV_ARG(name),
                 kind == CH_GROUP_FAMILIES ? "families" : "stories", CH_SV_ARG(wanted), have.text);
}

static void add(ch_record *record, const ch_sv columns[7])
{
    ch_sentence sentences[64] = {0};
    ch_analysis a = {.report = {.id = columns[1],
                                .source = columns[2],
                                .url = columns[3],
                                .published = columns[4],
                                .title = columns[5],
                                .text = columns[6]},
                     .sentences = sentences};
    for (uint32_t i = 0, begin = 0; i < a.report.text.n; i++) {
        if (a.report.text.p[i] != '.' || a.sentence_n == 64) continue;
        sentences[a.sentence_n++].span = (ch_span){begin, i + 1};
        begin = i + 1;
    }
    const ch_record_add_options options = {CH_SV("2026-11-23T20:15:00Z"), CH_SV("test"), false};
    ch_record_added added;
    ch_error err;
    assert_int_equal(ch_record_add(record, &a, &options, &added, &err), CH_OK);
    assert_true(added.is_new);
}

static char *path_of_cases;

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = calloc(1, 1 << 20);
    assert_non_null(bytes);
    assert_in_range(fread(bytes, 1, (1 << 20) - 1, file), 1, (1 << 20) - 2);
    fclose(file);
    return bytes;
}

static void test_cases(void **state)
{
    (void)state;
    char folder[] = "/tmp/chancery-story-XXXXXX", path[64];
    char *bytes = read_file(path_of_cases);
    ch_sv rest = {bytes, strlen(bytes)}, line, columns[7];
    ch_record *record = NULL;
    ch_error err;
    uint32_t case_n = 0;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.db", folder);
    while (ch__sv_split(&rest, '\n', &line)) {
        if (!line.n || line.p[0] == '#') continue;
        uint32_t n = 0;
        while (n < 7 && ch__sv_split(&line, '\t', &columns[n])) n++;
        if (!record) assert_int_equal(ch_record_open(path, CH_RECORD_WRITE, &record, &err), CH_OK);
        if (!ch__sv_is(columns[1], "=")) {
            assert_int_equal(n, 7);
            add(record, columns);
            continue;
        }
        assert_int_equal(n, 4);
        check(record, CH_GROUP_FAMILIES, columns[0], columns[2]);
        check(record, CH_GROUP_STORIES, columns[0], columns[3]);
        ch_record_close(record);
        record = NULL;
        assert_int_equal(unlink(path), 0);
        case_n++;
    }
    assert_null(record);
    assert_in_range(case_n, 10, 1000);
    assert_int_equal(rmdir(folder), 0);
    free(bytes);
}

static ch_status stop(void *context, const ch_group *group, ch_error *err)
{
    ++*(uint32_t *)context;
    (void)group;
    return ch_fail(err, CH_E_IO, "visitor", CH_NOWHERE, "enough");
}

/* What the visitor returns ends the answer. */
static void test_visitor_stops(void **state)
{
    (void)state;
    const ch_sv rows[4][7] = {
        {CH_SV("x"), CH_SV("a"), CH_SV("P"), CH_SV(""), CH_SV("2026-01-01"), CH_SV("T"),
         CH_SV("The council of Amery voted on Monday for a bridge over the river Lenne by nine to "
               "four after a debate of six hours.")},
        {CH_SV("x"), CH_SV("b"), CH_SV("Q"), CH_SV(""), CH_SV("2026-01-01"), CH_SV("T"),
         CH_SV("The council of Amery voted on Monday for a bridge over the river Lenne by nine to "
               "four after a debate of six hours.")},
        {CH_SV("x"), CH_SV("c"), CH_SV("P"), CH_SV(""), CH_SV("2026-05-01"), CH_SV("U"),
         CH_SV("Fishermen from Port Velm found a drifting buoy of the weather service near the "
               "Teal islands and towed it home on Friday.")},
        {CH_SV("x"), CH_SV("d"), CH_SV("Q"), CH_SV(""), CH_SV("2026-05-01"), CH_SV("U"),
         CH_SV("Fishermen from Port Velm found a drifting buoy of the weather service near the "
               "Teal islands and towed it home on Friday.")},
    };
    char folder[] = "/tmp/chancery-story-XXXXXX", path[64];
    ch_record *record;
    ch_error err;
    uint32_t seen = 0;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.db", folder);
    assert_int_equal(ch_record_open(path, CH_RECORD_WRITE, &record, &err), CH_OK);
    for (uint32_t i = 0; i < 4; i++) add(record, rows[i]);
    check(record, CH_GROUP_FAMILIES, CH_SV("two"), CH_SV("a b, c d"));
    assert_int_equal(ch_record_groups(record, CH_GROUP_FAMILIES, stop, &seen, &err), CH_E_IO);
    assert_int_equal(seen, 1);
    ch_record_close(record);
    unlink(path);
    rmdir(folder);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_visitor_stops),
    };
    if (argc != 2) return 2;
    path_of_cases = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
