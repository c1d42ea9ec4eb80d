/* Checks what the tables say together, then lays it out as sections of 32-bit words. */
#include "names_build.h"

#include "names/knowledge_format.h"

#include <stdlib.h>

static ch_status refuse_at(const char *path, uint32_t line, ch_error *err, const char *what,
                           ch_sv name, const char *other_path, uint32_t other_line)
{
    return ch_fail(err, CH_E_FORMAT, path, CH_NOWHERE, "line %u: %s \"%.*s\", as in %s:%u", line,
                   what, CH_SV_ARG(name), other_path, other_line);
}

static const names_build *sorted_build; /* qsort has no context; a build tool has one build */

static int compare_u32(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int by_name(const void *a, const void *b)
{
    const build_name *x = a, *y = b;
    int order = ch__sv_compare(x->text, y->text);
    if (order) return order;
    const build_entry *e = &sorted_build->entries[x->entry], *f = &sorted_build->entries[y->entry];
    if ((order = compare_u32(e->kind, f->kind)) != 0) return order;
    if ((order = compare_u32(f->prior, e->prior)) != 0) return order;
    if ((order = compare_u32(x->entry, y->entry)) != 0) return order;
    if ((order = compare_u32(x->form, y->form)) != 0) return order;
    return compare_u32(x->flags, y->flags);
}

static int by_term(const void *a, const void *b)
{
    const build_term *x = a, *y = b;
    int order = ch__sv_compare(x->key, y->key);
    if (order == 0) order = ch__sv_compare(x->office, y->office);
    if (order == 0) order = (x->from_day > y->from_day) - (x->from_day < y->from_day);
    if (order == 0) order = (x->to_day > y->to_day) - (x->to_day < y->to_day);
    return order ? order : compare_u32(x->person, y->person);
}

static int by_pair(const void *a, const void *b)
{
    const build_pair *x = a, *y = b;
    const int order = ch__sv_compare(x->first, y->first);
    return order ? order : ch__sv_compare(x->second, y->second);
}

static int by_person(const void *a, const void *b)
{
    const build_term *x = &sorted_build->terms[*(const uint32_t *)a];
    const build_term *y = &sorted_build->terms[*(const uint32_t *)b];
    int order = compare_u32(x->person, y->person);
    if (order == 0) order = (x->from_day > y->from_day) - (x->from_day < y->from_day);
    return order ? order : compare_u32(*(const uint32_t *)a, *(const uint32_t *)b);
}

/* The same name in the same form of the same thing, told twice ("José|Jose"): one, with the less
 * strict capitals. */
static void merge_names(names_build *build)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < build->name_n; i++) {
        build_name *last = n ? &build->names[n - 1] : NULL, *name = &build->names[i];
        if (last && last->entry == name->entry && last->form == name->form &&
            last->flags == name->flags && ch__sv_eq(last->text, name->text)) {
            last->upper_mask &= name->upper_mask;
            last->caps_mask &= name->caps_mask;
        } else {
            build->names[n++] = *name;
        }
    }
    build->name_n = n;
}

/* Persons, places and bodies may share a name; a state, organisation, group, medium, collective,
 * role or title may not share it with another of its kind at the same time. */
static bool must_differ(const names_build *build, const build_name *a, const build_name *b)
{
    const build_entry *x = &build->entries[a->entry], *y = &build->entries[b->entry];
    if (x->kind != y->kind || a->entry == b->entry || !ch__sv_eq(a->text, b->text)) return false;
    if (x->kind == CH__ENTRY_PERSON || x->kind == CH__ENTRY_PLACE || x->kind == CH__ENTRY_BODY)
        return false;
    if (x->kind == CH__ENTRY_NAME_PART && a->form != b->form) return false;
    if (a->from_day > b->to_day || b->from_day > a->to_day) return false;
    return a->upper_mask == b->upper_mask && a->caps_mask == b->caps_mask;
}

static ch_status check_names(const names_build *build, ch_error *err)
{
    for (uint32_t i = 0; i < build->name_n; i++)
        for (uint32_t j = i + 1; j < build->name_n && j < i + 64; j++) {
            const build_name *a = &build->names[i], *b = &build->names[j];
            if (!ch__sv_eq(a->text, b->text)) break;
            if (!must_differ(build, a, b)) continue;
            const bool later = a->line > b->line;
            const build_name *second = later ? a : b, *first = later ? b : a;
            return refuse_at(second->path, second->line, err, "contradictory name", a->text,
                             first->path, first->line);
        }
    return CH_OK;
}

static uint64_t entry_identity(const build_entry *entry)
{
    if (entry->kind == CH__ENTRY_PERSON) return entry->detail.n ? ch__hash(entry->detail) : 0;
    if (entry->kind == CH__ENTRY_BODY) return ch__hash(entry->name) ^ ch__hash(entry->key);
    if (entry->kind != CH__ENTRY_PLACE) return 0;
    const uint64_t where = (uint64_t)(uint32_t)entry->latitude << 32 | (uint32_t)entry->longitude;
    return ch__hash(entry->name) ^ (where * 0x9e3779b97f4a7c15u) ^ ch__hash(entry->detail) ^
           (ch__hash(entry->country) >> 1);
}

typedef struct identity {
    uint64_t value;
    uint32_t entry;
} identity;

static int by_identity(const void *a, const void *b)
{
    const identity *x = a, *y = b;
    if (x->value != y->value) return x->value < y->value ? -1 : 1;
    return compare_u32(x->entry, y->entry);
}

/* The same person, body or place in two rows. */
static ch_status check_entries(const names_build *build, ch_error *err)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(build->arena, build->entry_n, sizeof(identity), &memory, err));
    identity *all = memory;
    uint32_t n = 0;
    for (uint32_t i = 0; i < build->entry_n; i++) {
        const uint64_t value = entry_identity(&build->entries[i]);
        if (value) all[n++] = (identity){value, i};
    }
    if (n) qsort(all, n, sizeof *all, by_identity);
    for (uint32_t i = 1; i < n; i++) {
        const build_entry *a = &build->entries[all[i - 1].entry],
                          *b = &build->entries[all[i].entry];
        if (all[i].value == all[i - 1].value && a->kind == b->kind)
            return refuse_at(b->path, b->line, err, "duplicate row", b->name, a->path, a->line);
    }
    return CH_OK;
}

/* One person in one office twice at one time: terms are sorted by office, person apart. */
static ch_status check_terms(const names_build *build, const uint32_t *by_holder, ch_error *err)
{
    for (uint32_t i = 0; i < build->term_n; i++)
        for (uint32_t j = i + 1; j < build->term_n; j++) {
            const build_term *a = &build->terms[by_holder[i]], *b = &build->terms[by_holder[j]];
            if (a->person != b->person) break;
            if (!ch__sv_eq(a->key, b->key) || !ch__sv_eq(a->office, b->office)) continue;
            if (a->from_day <= b->to_day && b->from_day <= a->to_day)
                return refuse_at(b->path, b->line, err, "overlapping terms of", b->office, a->path,
                                 a->line);
        }
    return CH_OK;
}

static ch_status person_terms(names_build *build, uint32_t **out, ch_error *err)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(build->arena, build->term_n, sizeof(uint32_t), &memory, err));
    uint32_t *index = memory;
    for (uint32_t i = 0; i < build->term_n; i++) index[i] = i;
    if (build->term_n) qsort(index, build->term_n, sizeof *index, by_person);
    for (uint32_t i = 0; i < build->term_n; i++) {
        build_entry *person = &build->entries[build->terms[index[i]].person];
        if (person->term_n++ == 0) person->term_begin = i;
    }
    *out = index;
    return CH_OK;
}

ch_status build_check(names_build *build, ch_error *err)
{
    sorted_build = build;
    if (build->name_n) qsort(build->names, build->name_n, sizeof *build->names, by_name);
    merge_names(build);
    if (build->term_n) qsort(build->terms, build->term_n, sizeof *build->terms, by_term);
    if (build->key_n) qsort(build->keys, build->key_n, sizeof *build->keys, by_pair);
    if (build->member_n) qsort(build->members, build->member_n, sizeof *build->members, by_pair);
    CH_TRY(check_names(build, err));
    return check_entries(build, err);
}

/* ---- layout ---- */

typedef struct pool {
    ch_arena *arena;
    char *text;
    uint32_t text_n, text_capacity;
    uint32_t *slots, slot_n; /* offsets; 0 free */
} pool;

typedef struct words {
    uint32_t *p, n, capacity;
} words;

static uint32_t power_of_two(uint32_t least)
{
    uint32_t n = 16;
    while (n < least) n *= 2;
    return n;
}

static ch_status pool_begin(names_build *build, pool *out, ch_error *err)
{
    const uint32_t strings = build->name_n + build->entry_n * 7 + build->term_n;
    size_t bytes = 2;
    for (uint32_t i = 0; i < build->name_n; i++) bytes += build->names[i].text.n + 2;
    for (uint32_t i = 0; i < build->entry_n; i++) {
        const build_entry *e = &build->entries[i];
        bytes += e->key.n + e->sector.n + e->name.n + e->country.n + e->office.n + e->detail.n +
                 e->region.n + 14;
    }
    for (uint32_t i = 0; i < build->term_n; i++)
        bytes += build->terms[i].key.n + build->terms[i].office.n + build->terms[i].sector.n + 6;
    for (uint32_t i = 0; i < build->member_n; i++)
        bytes += build->members[i].first.n + build->members[i].second.n + 4;
    if (bytes > UINT32_MAX / 2)
        return ch_fail(err, CH_E_LIMIT, "names", CH_NOWHERE, "too much text");
    void *memory = NULL;
    *out = (pool){.arena = build->arena,
                  .text_n = 2,
                  .text_capacity = (uint32_t)bytes,
                  .slot_n = power_of_two(strings * 2)};
    CH_TRY(ch_arena_alloc(build->arena, bytes, 1, &memory, err));
    out->text = memory;
    CH_TRY(ch_arena_alloc(build->arena, out->slot_n, sizeof(uint32_t), &memory, err));
    out->slots = memory;
    return CH_OK;
}

/* Offset of the string, the same for the same bytes; room was counted before. */
static uint32_t pool_add(pool *p, ch_sv text)
{
    if (text.n == 0 || text.n > UINT16_MAX) return 0;
    uint32_t at = (uint32_t)ch__hash(text) & (p->slot_n - 1);
    for (; p->slots[at]; at = (at + 1) & (p->slot_n - 1)) {
        const unsigned char *have = (const unsigned char *)p->text + p->slots[at];
        if ((size_t)(have[0] | have[1] << 8) == text.n && memcmp(have + 2, text.p, text.n) == 0)
            return p->slots[at];
    }
    char *to = p->text + p->text_n;
    to[0] = (char)(text.n & 0xFF);
    to[1] = (char)(text.n >> 8);
    memcpy(to + 2, text.p, text.n);
    p->slots[at] = p->text_n;
    p->text_n += (uint32_t)text.n + 2;
    return p->slots[at];
}

static ch_status push(ch_arena *arena, words *out, const uint32_t *values, uint32_t n,
                      ch_error *err)
{
    for (uint32_t i = 0; i < n; i++) {
        CH_TRY(CH__PUSH(arena, &out->p, &out->n, &out->capacity, err));
        out->p[out->n - 1] = values[i];
    }
    return CH_OK;
}

static ch__section section(const char *name, const words *w)
{
    return (ch__section){name, {(const char *)w->p, (size_t)w->n * 4}};
}

static ch_status lay_entries(names_build *build, pool *p, words *out, ch_error *err)
{
    for (uint32_t i = 0; i < build->entry_n; i++) {
        const build_entry *e = &build->entries[i];
        const bool is_person = e->kind == CH__ENTRY_PERSON;
        uint32_t w[CH__ENTRY_WORDS] = {0};
        w[CH__ENTRY_KIND] = e->kind | (uint32_t)e->prior << 16;
        w[CH__ENTRY_KEY] = pool_add(p, e->key);
        w[CH__ENTRY_SECTOR] = pool_add(p, e->sector);
        w[CH__ENTRY_NAME] = pool_add(p, e->name);
        w[CH__ENTRY_COUNTRY] = pool_add(p, e->country);
        w[CH__ENTRY_OFFICE] = pool_add(p, e->office);
        w[CH__ENTRY_DETAIL] = pool_add(p, e->detail);
        w[CH__ENTRY_REGION] = pool_add(p, e->region);
        w[CH__ENTRY_LATITUDE] = is_person ? e->term_begin : (uint32_t)e->latitude;
        w[CH__ENTRY_LONGITUDE] = is_person ? e->term_n : (uint32_t)e->longitude;
        w[CH__ENTRY_POPULATION] = e->population;
        CH_TRY(push(build->arena, out, w, CH__ENTRY_WORDS, err));
    }
    return CH_OK;
}

static ch_status lay_terms(names_build *build, pool *p, words *out, ch_error *err)
{
    for (uint32_t i = 0; i < build->term_n; i++) {
        const build_term *t = &build->terms[i];
        const uint32_t w[CH__TERM_WORDS] = {
            [CH__TERM_PERSON] = t->person,
            [CH__TERM_KEY] = pool_add(p, t->key),
            [CH__TERM_OFFICE] = pool_add(p, t->office),
            [CH__TERM_SECTOR] = pool_add(p, t->sector),
            [CH__TERM_RANK] = t->rank,
            [CH__TERM_FROM] = (uint32_t)t->from_day,
            [CH__TERM_TO] = (uint32_t)t->to_day,
        };
        CH_TRY(push(build->arena, out, w, CH__TERM_WORDS, err));
    }
    return CH_OK;
}

static ch_sv first_word(const build_name *name)
{
    return (ch_sv){name->text.p, name->first_word_n};
}

/* Words of the longest name that begins with the first word of names[i]: they lie together, since a
 * blank sorts before all letters. */
static uint32_t longest_here(const names_build *build, uint32_t i)
{
    uint32_t longest = 0;
    const ch_sv word = first_word(&build->names[i]);
    for (; i < build->name_n && ch__sv_eq(first_word(&build->names[i]), word); i++)
        if (build->names[i].word_n > longest) longest = build->names[i].word_n;
    return longest;
}

static ch_status lay_readings(names_build *build, uint32_t begin, uint32_t end, words *out,
                              ch_error *err)
{
    for (uint32_t i = begin; i < end; i++) {
        const build_name *name = &build->names[i];
        const uint32_t w[CH__READING_WORDS] = {
            [CH__READING_ENTRY] = name->entry,
            [CH__READING_FORM] = name->form | (uint32_t)name->flags << 8,
            [CH__READING_CASE] = (name->upper_mask & 0xFFFF) | name->caps_mask << 16,
            [CH__READING_FROM] = (uint32_t)name->from_day,
            [CH__READING_TO] = (uint32_t)name->to_day,
        };
        CH_TRY(push(build->arena, out, w, CH__READING_WORDS, err));
    }
    return CH_OK;
}

static ch_status lay_name(names_build *build, pool *p, ch_sv text, uint32_t longest,
                          uint32_t reading_at, uint32_t reading_n, words *out, ch_error *err)
{
    const uint32_t w[CH__NAME_WORDS] = {[CH__NAME_TEXT] = pool_add(p, text),
                                        [CH__NAME_LONGEST] = longest,
                                        [CH__NAME_READINGS] = reading_at,
                                        [CH__NAME_READING_N] = reading_n};
    return push(build->arena, out, w, CH__NAME_WORDS, err);
}

/* Names sorted by text; a first word that is no name itself gets a row without readings. */
static ch_status lay_names(names_build *build, pool *p, words *names, words *readings,
                           ch_error *err)
{
    ch_sv last_first = {NULL, 0};
    uint32_t longest = 0;
    for (uint32_t i = 0, end; i < build->name_n; i = end) {
        const ch_sv text = build->names[i].text, first = first_word(&build->names[i]);
        const bool is_new = !ch__sv_eq(first, last_first);
        if (is_new) longest = longest_here(build, i);
        last_first = first;
        if (is_new && first.n != text.n)
            CH_TRY(lay_name(build, p, first, longest, 0, 0, names, err));
        for (end = i; end < build->name_n && ch__sv_eq(build->names[end].text, text);) end++;
        CH_TRY(lay_name(build, p, text, first.n == text.n ? longest : 0,
                        readings->n / CH__READING_WORDS, end - i, names, err));
        CH_TRY(lay_readings(build, i, end, readings, err));
    }
    return CH_OK;
}

static ch_status lay_slots(names_build *build, const pool *p, const words *names, words *out,
                           ch_error *err)
{
    const uint32_t n = names->n / CH__NAME_WORDS;
    if (n == 0) return CH_OK;
    const uint32_t slot_n = power_of_two(n + n / 2);
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(build->arena, (size_t)slot_n * CH__SLOT_WORDS, sizeof(uint32_t), &memory,
                          err));
    *out = (words){.p = memory, .n = slot_n * CH__SLOT_WORDS};
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t offset = names->p[(size_t)i * CH__NAME_WORDS + CH__NAME_TEXT];
        const unsigned char *s = (const unsigned char *)p->text + offset;
        const uint64_t hash = ch__hash((ch_sv){(const char *)s + 2, (size_t)(s[0] | s[1] << 8)});
        uint32_t at = (uint32_t)hash & (slot_n - 1);
        while (out->p[(size_t)at * 2 + 1]) at = (at + 1) & (slot_n - 1);
        out->p[(size_t)at * 2] = (uint32_t)(hash >> 32);
        out->p[(size_t)at * 2 + 1] = i + 1;
    }
    return CH_OK;
}

static ch_status lay_pairs(names_build *build, pool *p, words *keys, words *members, ch_error *err)
{
    for (uint32_t i = 0; i < build->key_n; i++) {
        const uint32_t w[2] = {pool_add(p, build->keys[i].first), build->keys[i].entry};
        CH_TRY(push(build->arena, keys, w, 2, err));
    }
    for (uint32_t i = 0; i < build->member_n; i++) {
        const uint32_t w[2] = {pool_add(p, build->members[i].first),
                               pool_add(p, build->members[i].second)};
        CH_TRY(push(build->arena, members, w, 2, err));
    }
    return CH_OK;
}

ch_status build_layout(names_build *build, ch__section *sections, uint32_t *section_n,
                       ch_error *err)
{
    pool p;
    words entries = {0}, terms = {0}, names = {0}, readings = {0}, slots = {0}, keys = {0},
          members = {0}, holders = {.n = build->term_n};
    CH_TRY(pool_begin(build, &p, err));
    CH_TRY(person_terms(build, &holders.p, err));
    CH_TRY(check_terms(build, holders.p, err));
    CH_TRY(lay_entries(build, &p, &entries, err));
    CH_TRY(lay_terms(build, &p, &terms, err));
    CH_TRY(lay_names(build, &p, &names, &readings, err));
    CH_TRY(lay_slots(build, &p, &names, &slots, err));
    CH_TRY(lay_pairs(build, &p, &keys, &members, err));
    uint32_t n = 0;
    sections[n++] = (ch__section){"names/text", {p.text, p.text_n}};
    sections[n++] = section("names/slots", &slots);
    sections[n++] = section("names/names", &names);
    sections[n++] = section("names/readings", &readings);
    sections[n++] = section("names/entries", &entries);
    sections[n++] = section("names/terms", &terms);
    sections[n++] = section("names/person-terms", &holders);
    sections[n++] = section("names/keys", &keys);
    sections[n++] = section("names/members", &members);
    *section_n = n;
    return CH_OK;
}
