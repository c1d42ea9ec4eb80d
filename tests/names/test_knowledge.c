/* The knowledge base as it is built: names by table, offices by day, matching over tokens. */
#include "base/calendar.h"
#include "base/text.h"
#include "ch_test.h"
#include "names/knowledge.h"
#include "names/words.h"

#include <stdio.h>

static const char *const KINDS[] = {"STATE", "BODY",  "PERSON",     "ORGANISATION",
                                    "GROUP", "MEDIA", "COLLECTIVE", "PLACE",
                                    "ROLE",  "TITLE", "NAME_PART"};
static const char *const FORMS[] = {"NAME",    "ADJECTIVE", "DEMONYM", "CAPITAL",
                                    "METONYM", "FORMER",    "SHORT",   "GIVEN"};

static ch_sv read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    const long size = ftell(file);
    rewind(file);
    char *memory = aligned_alloc(64, ((size_t)size + 63) / 64 * 64);
    assert_non_null(memory);
    assert_int_equal(fread(memory, 1, (size_t)size, file), size);
    fclose(file);
    return (ch_sv){memory, (size_t)size};
}

typedef struct fixture {
    ch_sv bytes;
    ch__container container;
    ch__knowledge *knowledge;
} fixture;

static int open_knowledge(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    ch_error err = {0};
    f->bytes = read_whole(getenv("CHANCERY_DAT"));
    if (ch__container_open(f->bytes, "chancery.dat", &f->container, &err) != CH_OK ||
        ch__knowledge_open(&f->container, &f->knowledge, &err) != CH_OK)
        fail_msg("%s: %s", err.source, err.message);
    *state = f;
    return 0;
}

static int close_knowledge(void **state)
{
    fixture *f = *state;
    ch__knowledge_close(f->knowledge);
    free((void *)(uintptr_t)f->bytes.p);
    free(f);
    return 0;
}

static void check_cell(ch_sv line, const char *what, ch_sv wanted, ch_sv have)
{
    if (ch__sv_is(wanted, "-")) wanted.n = 0;
    if (!ch__sv_eq(wanted, have))
        fail_msg("%.*s: %s is \"%.*s\", expected \"%.*s\"", CH_SV_ARG(line), what, CH_SV_ARG(have),
                 CH_SV_ARG(wanted));
}

/* The first reading of that kind which the capitals allow, without a leading article. */
static bool best_reading(const ch__knowledge *k, ch_sv text, ch_sv kind, ch__reading *out)
{
    ch__match match;
    if (ch__sv_starts(text, CH_SV("the "))) text = (ch_sv){text.p + 4, text.n - 4};
    if (!ch__knowledge_find(k, text, &match)) return false;
    for (uint32_t i = match.reading_begin; i < match.reading_end; i++)
        if (ch__knowledge_reading(k, &match, i, out) && ch__sv_is(kind, KINDS[out->kind]))
            return true;
    return false;
}

static void check_line(const ch__knowledge *k, ch_sv line)
{
    ch_sv cell[8] = {{0}}, rest = line;
    for (size_t i = 0; i < 8 && ch__sv_split(&rest, '\t', &cell[i]);) i++;
    ch__reading reading;
    const bool found = best_reading(k, cell[0], cell[1], &reading);
    const ch_sv form = CH_SV_INIT("none");
    if (!found) {
        check_cell(line, "form", cell[2], form);
        return;
    }
    check_cell(line, "form", cell[2], (ch_sv){FORMS[reading.form], strlen(FORMS[reading.form])});
    check_cell(line, "key", cell[3], reading.key);
    check_cell(line, "sector", cell[4], reading.sector);
    check_cell(line, "name", cell[5], reading.name);
    check_cell(line, "country", cell[6], reading.country);
    check_cell(line, "office", cell[7], reading.office);
}

static void names_by_table(void **state)
{
    const fixture *f = *state;
    const ch_sv table = read_whole(getenv("KNOWLEDGE_TABLE"));
    ch_sv rest = table, line;
    uint32_t n = 0;
    while (ch__sv_split(&rest, '\n', &line)) {
        if (line.n == 0 || line.p[0] == '#' || ch__sv_starts(line, CH_SV("text\t"))) continue;
        check_line(f->knowledge, line);
        n++;
    }
    assert_true(n > 40);
    free((void *)(uintptr_t)table.p);
}

static void offices_by_day(void **state)
{
    const ch__knowledge *k = ((const fixture *)*state)->knowledge;
    static const struct {
        const char *key, *office, *day, *name;
    } rows[] = {
        {"IRN", "President", "2025-08-20", "Masoud Pezeshkian"},
        {"IRN", "President", "2023-01-01", "Ebrahim Raisi"},
        {"BLR", "President", "1996-01-01", "Alexander Lukashenko"},
        {"USA", "President", "1990-08-02", "George H. W. Bush"},
        {"USA", "Secretary of State", "2012-01-01", "Hillary Clinton"},
        {"DEU", "Chancellor", "2010-01-01", "Angela Merkel"},
        {"GBR", "Foreign Minister", "2017-01-01", "Boris Johnson"},
        {"UN", "Secretary-General", "2003-03-20", "Kofi Annan"},
        {"NATO", "Secretary-General", "2025-01-01", "Mark Rutte"},
        {"EGY", "President", "2013-01-01", "Mohamed Morsi"},
        {"VAT", "Pope", "2000-01-01", "John Paul II"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ch__date date;
        assert_true(ch__date_parse((ch_sv){rows[i].day, strlen(rows[i].day)}, &date));
        ch__term term[4];
        ch__reading person;
        const uint32_t n = ch__knowledge_holders(k, (ch_sv){rows[i].key, strlen(rows[i].key)},
                                                 (ch_sv){rows[i].office, strlen(rows[i].office)},
                                                 ch__date_days(date), term, 4);
        if (n == 0) fail_msg("nobody is %s of %s on %s", rows[i].office, rows[i].key, rows[i].day);
        assert_true(ch__knowledge_entry(k, term[0].person, &person));
        check_cell((ch_sv){rows[i].day, 10}, rows[i].office,
                   (ch_sv){rows[i].name, strlen(rows[i].name)}, person.name);
    }
}

static void highest_office_then_former(void **state)
{
    const ch__knowledge *k = ((const fixture *)*state)->knowledge;
    ch__match match;
    ch__reading reading;
    ch__term term;
    bool is_former;
    assert_true(ch__knowledge_find(k, CH_SV("Angela Merkel"), &match));
    assert_true(ch__knowledge_reading(k, &match, match.reading_begin, &reading));
    const int32_t in_office = ch__date_days((ch__date){2015, 6, 1});
    const int32_t after = ch__date_days((ch__date){2022, 6, 1});
    const int32_t before = ch__date_days((ch__date){1970, 6, 1});
    assert_true(ch__knowledge_office_at(k, reading.entry, in_office, &term, &is_former));
    assert_true(ch__sv_is(term.office, "Chancellor") && !is_former);
    assert_true(ch__knowledge_office_at(k, reading.entry, after, &term, &is_former));
    assert_true(ch__sv_is(term.office, "Chancellor") && is_former);
    assert_false(ch__knowledge_office_at(k, reading.entry, before, &term, &is_former));
}

static void members_and_keys(void **state)
{
    const ch__knowledge *k = ((const fixture *)*state)->knowledge;
    ch__reading reading;
    assert_true(ch__knowledge_is_member(k, CH_SV("NATO"), CH_SV("TUR")));
    assert_false(ch__knowledge_is_member(k, CH_SV("NATO"), CH_SV("RUS")));
    assert_true(ch__knowledge_is_member(k, CH_SV("SCO"), CH_SV("BLR")));
    assert_true(ch__knowledge_by_key(k, CH_SV("hezbollah"), &reading));
    assert_int_equal(reading.kind, CH__ENTRY_GROUP);
    assert_false(ch__knowledge_by_key(k, CH_SV("XXX"), &reading));
}

static ch_token token(const char *form, bool is_after)
{
    return (ch_token){.form = {form, strlen(form)}, .is_space_after = is_after};
}

/* "al-Qaeda in the Arabian Peninsula's" : the longest first, hyphens inside, possessive outside. */
static void longest_match_over_tokens(void **state)
{
    const ch__knowledge *k = ((const fixture *)*state)->knowledge;
    const ch_token tokens[] = {
        token("al", false),        token("-", false),  token("Qaeda", true),
        token("in", true),         token("the", true), token("Arabian", true),
        token("Peninsula", false), token("'s", true),  token("men", false)};
    ch__match match[CH__MATCH_MAX];
    ch__reading reading;
    const uint32_t n = ch__knowledge_match(k, tokens, 9, 0, match);
    assert_int_equal(n, 2);
    assert_int_equal(match[0].token_end, 7);
    assert_true(ch__knowledge_reading(k, &match[0], match[0].reading_begin, &reading));
    assert_true(ch__sv_is(reading.key, "aqap"));
    assert_int_equal(match[1].token_end, 3);
    assert_int_equal(ch__knowledge_match(k, tokens, 9, 1, match), 0); /* never at a hyphen */
}

static void words_are_folded(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } rows[] = {
        {"U.S.", "us"},
        {"U. S.", "us"},
        {"Recep Tayyip Erdoğan", "recep tayyip erdogan"},
        {"al-Qa'ida", "al qaida"},
        {"Iran\u2019s", "iran"},
        {"People's Republic", "people republic"},
        {"St. Lucia", "st lucia"},
        {"St.Petersburg", "st petersburg"},
        {"J. D. Vance", "jd vance"},
        {"Bosnia & Herzegovina", "bosnia and herzegovina"},
        {"Straße", "strasse"},
        {"Æthel", "aethel"},
        {"Nguyễn Phú Trọng", "nguyen phu trong"},
        {"Łódź", "lodz"},
        {"", ""},
        {"--", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ch__words words = {0};
        assert_true(ch__words_add(&words, (ch_sv){rows[i].text, strlen(rows[i].text)}, true));
        const ch_sv have = ch__words_text(&words);
        if (!ch__sv_is(have, rows[i].words))
            fail_msg("\"%s\" is \"%.*s\", expected \"%s\"", rows[i].text, CH_SV_ARG(have),
                     rows[i].words);
    }
    ch__words words = {0};
    char longer[400];
    memset(longer, 'x', sizeof longer);
    assert_false(ch__words_add(&words, (ch_sv){longer, sizeof longer}, true));
}

/* A damaged section may give no answer or a wrong one, never a read outside the file. */
static void damage_is_survived(void **state)
{
    const fixture *f = *state;
    char *copy = aligned_alloc(64, (f->bytes.n + 63) / 64 * 64);
    assert_non_null(copy);
    uint32_t seed = 1;
    for (int round = 0; round < 8; round++) {
        memcpy(copy, f->bytes.p, f->bytes.n);
        for (int i = 0; i < 20000; i++) {
            seed = seed * 1664525u + 1013904223u;
            const size_t at = 4096 + (size_t)(((uint64_t)seed * (f->bytes.n - 4096)) >> 32);
            copy[at] = (char)(seed >> 7);
        }
        ch__container container = f->container;
        container.bytes.p = copy;
        ch__knowledge *k = NULL;
        if (ch__knowledge_open(&container, &k, NULL) != CH_OK) continue;
        const char *names[] = {"Iran", "Alexander Lukashenko", "New York", "troops", "Kim"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            ch__match match;
            ch__reading reading;
            ch__term term;
            bool is_former;
            if (!ch__knowledge_find(k, (ch_sv){names[i], strlen(names[i])}, &match)) continue;
            for (uint32_t at = match.reading_begin;
                 at < match.reading_end && at < match.reading_begin + 50; at++)
                if (ch__knowledge_reading(k, &match, at, &reading))
                    ch__knowledge_office_at(k, reading.entry, 20000, &term, &is_former);
        }
        ch__knowledge_close(k);
    }
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded),   cmocka_unit_test(names_by_table),
        cmocka_unit_test(offices_by_day),     cmocka_unit_test(highest_office_then_former),
        cmocka_unit_test(members_and_keys),   cmocka_unit_test(longest_match_over_tokens),
        cmocka_unit_test(damage_is_survived),
    };
    return cmocka_run_group_tests_name("knowledge", tests, open_knowledge, close_knowledge);
}
