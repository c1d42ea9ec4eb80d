/* What each table of data/names means. The formats are told in docs/knowledge.md. */
#include "base/calendar.h"
#include "names_build.h"

#include "names/words.h"

#include <stdlib.h>

typedef struct reader {
    names_build *build;
    tool_table table;
    ch_error *err;
} reader;

static const build_form NAME = {CH__FORM_NAME, 0, CH__DAY_MIN, CH__DAY_MAX};

static build_form form_of(uint8_t form, uint16_t flags)
{
    return (build_form){form, flags, CH__DAY_MIN, CH__DAY_MAX};
}

/* "1991-12-25", "1991-12", "1991"; the last day of a month or year when it is an end. */
static ch_status read_day(reader *r, ch_sv text, bool is_end, int32_t *out)
{
    ch_sv part[3] = {{0}}, rest = text;
    uint32_t n = 0, number[3] = {0, 1, 1};
    if (text.n == 0) {
        *out = is_end ? CH__DAY_MAX : CH__DAY_MIN;
        return CH_OK;
    }
    while (n < 3 && ch__sv_split(&rest, '-', &part[n])) {
        const size_t width = n == 0 ? 4 : 2;
        if (part[n].n != width || !ch__sv_to_u32(part[n], &number[n])) break;
        n++;
    }
    const bool is_date =
        n > 0 && rest.p == NULL && number[0] > 0 && number[1] >= 1 && number[1] <= 12 &&
        number[2] >= 1 &&
        (int32_t)number[2] <= ch__month_length((int32_t)number[0], (int32_t)number[1]);
    size_t whole = n ? 4 + (size_t)(n - 1) * 3 : 0;
    if (!is_date || whole != text.n)
        return tool_refuse(&r->table, r->err, "\"%.*s\" is no date", CH_SV_ARG(text));
    if (is_end && n == 1) number[1] = 12;
    if (is_end && n < 3)
        number[2] = (uint32_t)ch__month_length((int32_t)number[0], (int32_t)number[1]);
    *out = ch__date_days((ch__date){(int32_t)number[0], (int32_t)number[1], (int32_t)number[2]});
    return CH_OK;
}

static ch_status read_period(reader *r, ch_sv from, ch_sv to, int32_t *out_from, int32_t *out_to)
{
    CH_TRY(read_day(r, from, false, out_from));
    CH_TRY(read_day(r, to, true, out_to));
    if (*out_from > *out_to)
        return tool_refuse(&r->table, r->err, "from %.*s is after to %.*s", CH_SV_ARG(from),
                           CH_SV_ARG(to));
    return CH_OK;
}

static ch_status need(reader *r, ch_sv cell, const char *column)
{
    return cell.n ? CH_OK : tool_refuse(&r->table, r->err, "%s is missing", column);
}

/* Sector: three capitals. */
static ch_status check_sector(reader *r, ch_sv sector)
{
    bool good = sector.n == 0 || sector.n == 3;
    for (size_t i = 0; good && i < sector.n; i++) good = ch__is_upper(sector.p[i]);
    return good ? CH_OK
                : tool_refuse(&r->table, r->err, "\"%.*s\" is no sector", CH_SV_ARG(sector));
}

static const build_entry *find_key(const names_build *build, ch_sv key)
{
    for (uint32_t i = 0; i < build->key_n; i++)
        if (ch__sv_eq(build->keys[i].first, key)) return &build->entries[build->keys[i].entry];
    return NULL;
}

/* Country codes must be rows of states.tsv, which is read first. */
static ch_status check_country(reader *r, ch_sv country)
{
    if (country.n == 0) return CH_OK;
    const build_entry *entry = find_key(r->build, country);
    if (entry && entry->kind == CH__ENTRY_STATE) return CH_OK;
    return tool_refuse(&r->table, r->err, "unknown country code \"%.*s\"", CH_SV_ARG(country));
}

static ch_status add_key(reader *r, ch_sv key, uint32_t entry)
{
    names_build *build = r->build;
    if (find_key(build, key))
        return tool_refuse(&r->table, r->err, "key \"%.*s\" is given twice", CH_SV_ARG(key));
    CH_TRY(CH__PUSH(build->arena, &build->keys, &build->key_n, &build->key_capacity, r->err));
    build->keys[build->key_n - 1] = (build_pair){.first = key, .entry = entry};
    return CH_OK;
}

static ch_status add(reader *r, build_entry entry, uint32_t *out)
{
    CH_TRY(check_sector(r, entry.sector));
    CH_TRY(check_country(r, entry.country));
    return build_add_entry(r->build, &r->table, entry, out, r->err);
}

static ch_status name_it(reader *r, uint32_t entry, ch_sv names, build_form form)
{
    return build_add_names(r->build, &r->table, entry, names, form, r->err);
}

static ch_status read_word_list(reader *r, ch_sv **words, uint32_t *n, uint32_t *capacity)
{
    ch__words folded = {0};
    if (!ch__words_add(&folded, r->table.cell[0], true) || folded.n == 0)
        return tool_refuse(&r->table, r->err, "\"%.*s\" is no word", CH_SV_ARG(r->table.cell[0]));
    CH_TRY(CH__PUSH(r->build->arena, words, n, capacity, r->err));
    return ch_arena_copy(r->build->arena, ch__words_text(&folded), &(*words)[*n - 1], r->err);
}

static ch_status read_refused(reader *r)
{
    return read_word_list(r, &r->build->refused, &r->build->refused_n, &r->build->refused_capacity);
}

static ch_status read_common(reader *r)
{
    return read_word_list(r, &r->build->common, &r->build->common_n, &r->build->common_capacity);
}

/* key iso2 number cow gw from to name names former adjectives singular plural capital source */
static ch_status read_state(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t entry;
    build_form form = NAME;
    if (cell[0].n != 3) return tool_refuse(&r->table, r->err, "key has not three letters");
    CH_TRY(need(r, cell[7], "name"));
    CH_TRY(read_period(r, cell[5], cell[6], &form.from_day, &form.to_day));
    const uint16_t prior = cell[6].n ? 300 : cell[3].n ? 1000 : 500;
    CH_TRY(add(
        r, (build_entry){.kind = CH__ENTRY_STATE, .prior = prior, .key = cell[0], .name = cell[7]},
        &entry));
    CH_TRY(add_key(r, cell[0], entry));
    CH_TRY(name_it(r, entry, cell[7], form));
    CH_TRY(name_it(r, entry, cell[8], form));
    CH_TRY(name_it(r, entry, cell[9], form_of(CH__FORM_FORMER, 0)));
    form.form = CH__FORM_ADJECTIVE;
    CH_TRY(name_it(r, entry, cell[10], form));
    form.form = CH__FORM_DEMONYM;
    CH_TRY(name_it(r, entry, cell[11], form));
    form.flags = CH__READING_PLURAL;
    CH_TRY(name_it(r, entry, cell[12], form));
    form.form = CH__FORM_CAPITAL;
    form.flags = 0;
    return name_it(r, entry, cell[13], form);
}

/* key sector name adjectives singular plural source */
static ch_status read_people(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t entry;
    CH_TRY(need(r, cell[0], "key"));
    CH_TRY(need(r, cell[2], "name"));
    const bool is_state = ch__is_upper(cell[0].p[0]);
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_STATE,
                             .prior = 200,
                             .key = cell[0],
                             .sector = cell[1],
                             .name = cell[2],
                             .detail = CH_SV("people"),
                             .country = is_state ? cell[0] : (ch_sv){NULL, 0}},
               &entry));
    if (!is_state && !find_key(r->build, cell[0])) CH_TRY(add_key(r, cell[0], entry));
    CH_TRY(name_it(r, entry, cell[3], form_of(CH__FORM_ADJECTIVE, 0)));
    CH_TRY(name_it(r, entry, cell[4], form_of(CH__FORM_DEMONYM, 0)));
    return name_it(r, entry, cell[5], form_of(CH__FORM_DEMONYM, CH__READING_PLURAL));
}

/* key sector class name names from to source */
static ch_status read_body(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t entry;
    build_form form = NAME;
    CH_TRY(need(r, cell[3], "name"));
    CH_TRY(check_country(r, cell[0]));
    CH_TRY(read_period(r, cell[5], cell[6], &form.from_day, &form.to_day));
    if (ch__sv_is(cell[2], "seat")) form.form = CH__FORM_METONYM;
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_BODY,
                             .prior = 500,
                             .key = cell[0],
                             .sector = cell[1],
                             .name = cell[3],
                             .country = cell[0],
                             .detail = cell[2]},
               &entry));
    CH_TRY(name_it(r, entry, cell[3], form));
    return name_it(r, entry, cell[4], form);
}

/* key sector class name names from to members source; class organ: part of the row with that key */
static ch_status read_organisation(reader *r)
{
    const ch_sv *cell = r->table.cell;
    names_build *build = r->build;
    uint32_t entry;
    build_form form = NAME;
    CH_TRY(need(r, cell[0], "key"));
    CH_TRY(need(r, cell[3], "name"));
    CH_TRY(read_period(r, cell[5], cell[6], &form.from_day, &form.to_day));
    const bool is_organ = ch__sv_is(cell[2], "organ");
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_ORGANISATION,
                             .prior = is_organ ? 400 : 600,
                             .key = cell[0],
                             .sector = cell[1],
                             .name = cell[3],
                             .detail = cell[2]},
               &entry));
    if (!is_organ)
        CH_TRY(add_key(r, cell[0], entry));
    else if (!find_key(build, cell[0]))
        return tool_refuse(&r->table, r->err, "organ of \"%.*s\", which has no row before it",
                           CH_SV_ARG(cell[0]));
    ch_sv rest = cell[7], member;
    while (cell[7].n && ch__sv_split(&rest, '|', &member)) {
        CH_TRY(check_country(r, member));
        CH_TRY(CH__PUSH(build->arena, &build->members, &build->member_n, &build->member_capacity,
                        r->err));
        build->members[build->member_n - 1] = (build_pair){.first = cell[0], .second = member};
    }
    CH_TRY(name_it(r, entry, cell[3], form));
    return name_it(r, entry, cell[4], form);
}

/* key country sector class name names from to source */
static ch_status read_group(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t entry;
    build_form form = NAME;
    CH_TRY(need(r, cell[0], "key"));
    CH_TRY(need(r, cell[4], "name"));
    CH_TRY(read_period(r, cell[6], cell[7], &form.from_day, &form.to_day));
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_GROUP,
                             .prior = 400,
                             .key = cell[0],
                             .country = cell[1],
                             .sector = cell[2],
                             .detail = cell[3],
                             .name = cell[4]},
               &entry));
    CH_TRY(add_key(r, cell[0], entry));
    CH_TRY(name_it(r, entry, cell[4], form));
    return name_it(r, entry, cell[5], form);
}

/* key country class name names source */
static ch_status read_medium(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t entry;
    CH_TRY(need(r, cell[0], "key"));
    CH_TRY(need(r, cell[3], "name"));
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_MEDIA,
                             .prior = 400,
                             .key = cell[0],
                             .country = cell[1],
                             .sector = CH_SV("JRN"),
                             .detail = cell[2],
                             .name = cell[3]},
               &entry));
    CH_TRY(add_key(r, cell[0], entry));
    CH_TRY(name_it(r, entry, cell[3], NAME));
    return name_it(r, entry, cell[4], NAME);
}

/* key sector names source */
static ch_status read_collective(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t entry;
    CH_TRY(need(r, cell[0], "key"));
    CH_TRY(need(r, cell[2], "names"));
    ch_sv rest = cell[2], first;
    ch__sv_split(&rest, '|', &first);
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_COLLECTIVE,
                             .prior = 300,
                             .key = cell[0],
                             .sector = cell[1],
                             .name = first},
               &entry));
    CH_TRY(add_key(r, cell[0], entry));
    return name_it(r, entry, cell[2], NAME);
}

static ch_status read_number(reader *r, ch_sv text, double scale, int32_t *out)
{
    double value = 0;
    if (text.n && !ch__sv_to_double(text, &value))
        return tool_refuse(&r->table, r->err, "\"%.*s\" is no number", CH_SV_ARG(text));
    if (value > 20000 || value < -20000)
        return tool_refuse(&r->table, r->err, "%.*s is out of range", CH_SV_ARG(text));
    *out = (int32_t)(value * scale + (value < 0 ? -0.5 : 0.5));
    return CH_OK;
}

/* Cities by size: about 1000 for each doubling; a capital three doublings more. Others by class. */
static uint16_t place_prior(ch_sv class, uint32_t population)
{
    uint32_t prior = 0;
    for (uint32_t size = population; size > 1; size >>= 1) prior += 1000;
    if (population)
        prior += (uint32_t)(population * 1000.0 / (double)(1u << (prior / 1000))) - 1000;
    if (ch__sv_is(class, "capital")) prior += 3000;
    if (prior == 0) prior = ch__sv_is(class, "province") ? 19000 : 22000;
    return (uint16_t)prior;
}

/* name names class country region lat lon population */
static ch_status read_place(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t index;
    build_entry entry = {.kind = CH__ENTRY_PLACE,
                         .name = cell[0],
                         .detail = cell[2],
                         .country = cell[3],
                         .region = cell[4]};
    CH_TRY(need(r, cell[0], "name"));
    CH_TRY(need(r, cell[2], "class"));
    CH_TRY(read_number(r, cell[5], 100000, &entry.latitude));
    CH_TRY(read_number(r, cell[6], 100000, &entry.longitude));
    if (entry.latitude > 9000000 || entry.latitude < -9000000 || entry.longitude > 18000000 ||
        entry.longitude < -18000000)
        return tool_refuse(&r->table, r->err, "no such place on earth");
    if (cell[7].n && !ch__sv_to_u32(cell[7], &entry.population))
        return tool_refuse(&r->table, r->err, "population is no number");
    entry.prior = place_prior(cell[2], entry.population);
    CH_TRY(add(r, entry, &index));
    CH_TRY(name_it(r, index, cell[0], NAME));
    return name_it(r, index, cell[1], NAME);
}

/* sector singular plural what alone priority office note */
static ch_status read_role(reader *r)
{
    const ch_sv *cell = r->table.cell;
    const char *what[] = {"person", "body", "people", "thing"};
    const uint16_t flag[] = {CH__READING_PERSON, CH__READING_BODY, CH__READING_PEOPLE,
                             CH__READING_THING};
    uint16_t flags = 0;
    uint32_t entry, priority;
    for (size_t i = 0; i < 4; i++)
        if (ch__sv_is(cell[3], what[i])) flags |= flag[i];
    if (flags == 0)
        return tool_refuse(&r->table, r->err, "what is \"%.*s\", not person, body, people or thing",
                           CH_SV_ARG(cell[3]));
    if (!ch__sv_to_u32(cell[5], &priority) || priority > 9)
        return tool_refuse(&r->table, r->err, "priority is not 0 to 9");
    if (cell[1].n + cell[2].n == 0) return tool_refuse(&r->table, r->err, "no noun");
    if (ch__sv_is(cell[4], "yes"))
        flags |= CH__READING_ALONE;
    else if (cell[4].n)
        return tool_refuse(&r->table, r->err, "alone is neither yes nor -");
    ch_sv rest = cell[1].n ? cell[1] : cell[2], first;
    ch__sv_split(&rest, '|', &first);
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_ROLE,
                             .prior = (uint16_t)(priority * 100),
                             .sector = cell[0],
                             .name = first,
                             .office = cell[6]},
               &entry));
    CH_TRY(name_it(r, entry, cell[1], form_of(CH__FORM_NAME, flags)));
    return name_it(r, entry, cell[2], form_of(CH__FORM_NAME, flags | CH__READING_PLURAL));
}

/* office sector rank class names source; class: office, rank, honorific, prefix, former */
static ch_status read_title(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t entry, rank = 0;
    const ch_sv classes = CH_SV_INIT("office|rank|honorific|prefix|former");
    if (!ch__sv_in(cell[3], classes))
        return tool_refuse(&r->table, r->err, "unknown class \"%.*s\"", CH_SV_ARG(cell[3]));
    if (cell[2].n && (!ch__sv_to_u32(cell[2], &rank) || rank > 1000))
        return tool_refuse(&r->table, r->err, "rank is not 0 to 1000");
    CH_TRY(need(r, cell[0], "office"));
    const bool is_former = ch__sv_is(cell[3], "former");
    const bool is_prefix = is_former || ch__sv_is(cell[3], "prefix");
    const bool is_office = ch__sv_is(cell[3], "office");
    const uint16_t flags =
        (uint16_t)((is_prefix ? CH__READING_PREFIX : 0) | (is_former ? CH__READING_FORMER : 0));
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_TITLE,
                             .prior = (uint16_t)rank,
                             .sector = cell[1],
                             .name = cell[0],
                             .detail = cell[3],
                             .office = is_office || is_prefix ? cell[0] : (ch_sv){NULL, 0}},
               &entry));
    CH_TRY(name_it(r, entry, cell[0], form_of(CH__FORM_NAME, flags)));
    return name_it(r, entry, cell[4], form_of(CH__FORM_NAME, flags));
}

static const build_entry *find_office(const names_build *build, ch_sv office)
{
    for (uint32_t i = 0; i < build->entry_n; i++) {
        const build_entry *entry = &build->entries[i];
        if (entry->kind == CH__ENTRY_TITLE && ch__sv_eq(entry->office, office)) return entry;
    }
    return NULL;
}

/* "President 2024-07-28..", "UN:Secretary-General 2017-01-01..2026-12-31" */
static ch_status read_term(reader *r, uint32_t person, ch_sv text)
{
    names_build *build = r->build;
    build_term term = {.person = person,
                       .key = build->entries[person].key,
                       .path = r->table.path,
                       .line = r->table.line};
    size_t blank = text.n, dots = 0;
    while (blank > 0 && text.p[blank - 1] != ' ') blank--;
    for (dots = blank; dots + 1 < text.n && memcmp(text.p + dots, "..", 2) != 0;) dots++;
    if (blank == 0 || dots + 1 >= text.n)
        return tool_refuse(&r->table, r->err, "term \"%.*s\" is not OFFICE FROM..TO",
                           CH_SV_ARG(text));
    CH_TRY(read_period(r, (ch_sv){text.p + blank, dots - blank},
                       (ch_sv){text.p + dots + 2, text.n - dots - 2}, &term.from_day,
                       &term.to_day));
    term.office = (ch_sv){text.p, blank - 1};
    const char *colon = memchr(term.office.p, ':', term.office.n);
    if (colon) {
        term.key = (ch_sv){text.p, (size_t)(colon - text.p)};
        term.office = (ch_sv){colon + 1, term.office.n - term.key.n - 1};
    }
    if (!find_key(build, term.key))
        return tool_refuse(&r->table, r->err, "unknown key \"%.*s\"", CH_SV_ARG(term.key));
    const build_entry *office = find_office(build, term.office);
    if (!office)
        return tool_refuse(&r->table, r->err, "office \"%.*s\" is not in titles.tsv",
                           CH_SV_ARG(term.office));
    term.rank = office->prior;
    term.sector = office->sector;
    if (term.rank > build->entries[person].prior) build->entries[person].prior = term.rank;
    CH_TRY(CH__PUSH(build->arena, &build->terms, &build->term_n, &build->term_capacity, r->err));
    build->terms[build->term_n - 1] = term;
    return CH_OK;
}

/* id name names short key sector terms source */
static ch_status read_person(reader *r)
{
    const ch_sv *cell = r->table.cell;
    uint32_t entry;
    CH_TRY(need(r, cell[1], "name"));
    CH_TRY(need(r, cell[4], "key"));
    if (!find_key(r->build, cell[4]))
        return tool_refuse(&r->table, r->err, "unknown country code \"%.*s\"", CH_SV_ARG(cell[4]));
    CH_TRY(add(r,
               (build_entry){.kind = CH__ENTRY_PERSON,
                             .prior = 50,
                             .name = cell[1],
                             .key = cell[4],
                             .sector = cell[5],
                             .detail = cell[0]},
               &entry));
    CH_TRY(name_it(r, entry, cell[1], NAME));
    CH_TRY(name_it(r, entry, cell[2], NAME));
    CH_TRY(name_it(r, entry, cell[3], form_of(CH__FORM_SHORT, 0)));
    ch_sv rest = cell[6], term;
    while (cell[6].n && ch__sv_split(&rest, '|', &term)) CH_TRY(read_term(r, entry, term));
    return CH_OK;
}

/* part name */
static ch_status read_name_part(reader *r)
{
    const ch_sv *cell = r->table.cell;
    const bool is_given = ch__sv_is(cell[0], "given");
    uint32_t entry;
    if (!is_given && !ch__sv_is(cell[0], "surname"))
        return tool_refuse(&r->table, r->err, "part is neither given nor surname");
    CH_TRY(need(r, cell[1], "name"));
    CH_TRY(add(r, (build_entry){.kind = CH__ENTRY_NAME_PART, .name = cell[1], .detail = cell[0]},
               &entry));
    return name_it(r, entry, cell[1], form_of(is_given ? CH__FORM_GIVEN : CH__FORM_SHORT, 0));
}

/* Read in this order: later tables name keys and offices of earlier ones. */
static const struct {
    const char *path, *columns;
    ch_status (*read)(reader *r);
} TABLES[] = {
    {"names/refused.tsv", "word", read_refused},
    {"names/common.tsv", "word", read_common},
    {"names/states.tsv",
     "key iso2 number cow gw from to name names former adjectives singular plural capital source",
     read_state},
    {"names/peoples.tsv", "key sector name adjectives singular plural source", read_people},
    {"names/bodies.tsv", "key sector class name names from to source", read_body},
    {"names/organisations.tsv", "key sector class name names from to members source",
     read_organisation},
    {"names/groups.tsv", "key country sector class name names from to source", read_group},
    {"names/media.tsv", "key country class name names source", read_medium},
    {"names/collectives.tsv", "key sector names source", read_collective},
    {"names/sectors.tsv", "sector singular plural what alone priority office note", read_role},
    {"names/titles.tsv", "office sector rank class names source", read_title},
    {"names/persons.tsv", "id name names short key sector terms source", read_person},
    {"names/places.tsv", "name names class country region lat lon population", read_place},
    {"names/regions.tsv", "name names class country region lat lon population", read_place},
    {"names/name_parts.tsv", "part name", read_name_part},
};

static ch_status read_table(names_build *build, const tool_file *file, size_t which, ch_error *err)
{
    reader r = {.build = build, .err = err};
    bool more = true;
    CH_TRY(tool_table_begin(file, TABLES[which].columns, &r.table, err));
    for (;;) {
        CH_TRY(tool_table_next(&r.table, &more, err));
        if (!more) return CH_OK;
        CH_TRY(TABLES[which].read(&r));
    }
}

static void sort_word_lists(names_build *build)
{
    if (build->refused_n) qsort(build->refused, build->refused_n, sizeof(ch_sv), build_compare_sv);
    if (build->common_n) qsort(build->common, build->common_n, sizeof(ch_sv), build_compare_sv);
}

ch_status build_read_tables(names_build *build, const tool_files *files, uint32_t file_begin,
                            ch_error *err)
{
    const size_t table_n = sizeof TABLES / sizeof *TABLES;
    for (uint32_t i = file_begin; i < files->n; i++) {
        size_t which = 0;
        while (which < table_n && !ch__sv_is(files->items[i].path, TABLES[which].path)) which++;
        if (which == table_n)
            return ch_fail(err, CH_E_FORMAT, files->items[i].path.p, CH_NOWHERE,
                           "no such table is known: see names_tables.c");
    }
    for (size_t which = 0; which < table_n; which++) {
        for (uint32_t i = file_begin; i < files->n; i++)
            if (ch__sv_is(files->items[i].path, TABLES[which].path))
                CH_TRY(read_table(build, &files->items[i], which, err));
        sort_word_lists(build);
    }
    return CH_OK;
}
