/* tools/names_build.h - gathers entries, names and offices, and lays them out as the sections of
 * src/names/knowledge_format.h. What the tables mean is in names_tables.c. */
#ifndef CH_TOOLS_NAMES_BUILD_H
#define CH_TOOLS_NAMES_BUILD_H

#include "base/container.h"
#include "names/knowledge.h"
#include "tables.h"

typedef struct build_entry {
    uint8_t kind;
    uint16_t prior;
    ch_sv key, sector, name, country, office, detail, region;
    int32_t latitude, longitude; /* degrees * 100000 */
    uint32_t population;
    uint32_t term_begin, term_n; /* person: into person_terms, set by the layout */
    const char *path;            /* where it was said, for refusals */
    uint32_t line;
} build_entry;

typedef struct build_name {
    ch_sv text; /* folded words */
    uint32_t entry;
    uint8_t form;
    uint16_t flags;
    uint32_t upper_mask, caps_mask;
    int32_t from_day, to_day;
    uint32_t first_word_n; /* bytes of the first word */
    uint32_t word_n;
    const char *path;
    uint32_t line;
} build_name;

typedef struct build_term {
    uint32_t person;
    ch_sv key, office, sector;
    uint16_t rank;
    int32_t from_day, to_day;
    const char *path;
    uint32_t line;
} build_term;

typedef struct build_pair {
    ch_sv first, second;
    uint32_t entry;
} build_pair;

typedef struct names_build {
    ch_arena *arena;
    build_entry *entries;
    uint32_t entry_n, entry_capacity;
    build_name *names;
    uint32_t name_n, name_capacity;
    build_term *terms;
    uint32_t term_n, term_capacity;
    build_pair *keys; /* key -> entry */
    uint32_t key_n, key_capacity;
    build_pair *members; /* organisation, country */
    uint32_t member_n, member_capacity;
    ch_sv *refused, *common; /* folded, sorted: names that nothing may have; everyday words */
    uint32_t refused_n, refused_capacity, common_n, common_capacity;
} names_build;

typedef struct build_form { /* how a name is to be read */
    uint8_t form;
    uint16_t flags;
    int32_t from_day, to_day;
} build_form;

ch_status build_add_entry(names_build *build, const tool_table *at, build_entry entry,
                          uint32_t *out_entry, ch_error *err);

/* Every alternative of "A|B" names the entry. "=CARE": only in exactly these capitals. */
ch_status build_add_names(names_build *build, const tool_table *at, uint32_t entry,
                          ch_sv alternatives, build_form form, ch_error *err);

/* Refuse contradictions, then lay out: appends to `sections`. */
ch_status build_check(names_build *build, ch_error *err);
ch_status build_layout(names_build *build, ch__section *sections, uint32_t *section_n,
                       ch_error *err);
enum { BUILD_SECTION_N = 9 };

/* Read the tables of data/names into `build`. */
ch_status build_read_tables(names_build *build, const tool_files *files, uint32_t file_begin,
                            ch_error *err);

bool build_has_word(const ch_sv *words, uint32_t n, ch_sv word);
int build_compare_sv(const void *a, const void *b);

#endif
