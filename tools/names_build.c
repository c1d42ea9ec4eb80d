#include "names_build.h"

#include "names/words.h"

#include <stdlib.h>

int build_compare_sv(const void *a, const void *b)
{
    return ch__sv_compare(*(const ch_sv *)a, *(const ch_sv *)b);
}

bool build_has_word(const ch_sv *words, uint32_t n, ch_sv word)
{
    return n && bsearch(&word, words, n, sizeof *words, build_compare_sv) != NULL;
}

ch_status build_add_entry(names_build *build, const tool_table *at, build_entry entry,
                          uint32_t *out_entry, ch_error *err)
{
    entry.path = at->path;
    entry.line = at->line;
    CH_TRY(CH__PUSH(build->arena, &build->entries, &build->entry_n, &build->entry_capacity, err));
    build->entries[build->entry_n - 1] = entry;
    *out_entry = build->entry_n - 1;
    return CH_OK;
}

/* Words of three capitals or fewer must be capitals in the text ("US"); a longer one may be "Nato",
 * unless marked with '='. */
static uint32_t asked_caps(const ch__words *words, bool is_exact)
{
    uint32_t mask = 0, word = 0;
    for (uint32_t begin = 0, i = 0; i <= words->n; i++) {
        if (i < words->n && words->text[i] != ' ') continue;
        if ((words->caps_mask >> word & 1) && (is_exact || i - begin <= 3)) mask |= 1u << word;
        word++;
        begin = i + 1;
    }
    return mask;
}

static ch_status add_name(names_build *build, const tool_table *at, uint32_t entry, ch_sv text,
                          build_form form, ch_error *err)
{
    const bool is_exact = text.n && text.p[0] == '=';
    if (is_exact) text = (ch_sv){text.p + 1, text.n - 1};
    ch__words words = {0};
    if (!ch__words_add(&words, text, true))
        return tool_refuse(at, err, "name \"%.*s\" is longer than %d words", CH_SV_ARG(text),
                           CH__WORDS_MAX);
    const ch_sv folded = ch__words_text(&words);
    if (folded.n < 2)
        return tool_refuse(at, err, "name \"%.*s\" is too short: it would match everywhere",
                           CH_SV_ARG(text));
    const bool is_acronym = asked_caps(&words, is_exact) & 1; /* "WHO" is not "who" */
    if (!is_acronym && build_has_word(build->refused, build->refused_n, folded))
        return tool_refuse(at, err, "name \"%.*s\" would match everywhere (refused.tsv)",
                           CH_SV_ARG(text));
    build_name name = {.entry = entry,
                       .form = form.form,
                       .flags = form.flags,
                       .upper_mask = words.upper_mask,
                       .caps_mask = asked_caps(&words, is_exact),
                       .from_day = form.from_day,
                       .to_day = form.to_day,
                       .word_n = words.word_n,
                       .path = at->path,
                       .line = at->line};
    CH_TRY(ch_arena_copy(build->arena, folded, &name.text, err));
    const char *blank = memchr(folded.p, ' ', folded.n);
    name.first_word_n = (uint32_t)(blank ? (size_t)(blank - folded.p) : folded.n);
    if (!is_acronym && build_has_word(build->common, build->common_n, folded))
        name.flags |= CH__READING_COMMON;
    CH_TRY(CH__PUSH(build->arena, &build->names, &build->name_n, &build->name_capacity, err));
    build->names[build->name_n - 1] = name;
    return CH_OK;
}

ch_status build_add_names(names_build *build, const tool_table *at, uint32_t entry,
                          ch_sv alternatives, build_form form, ch_error *err)
{
    ch_sv part;
    if (alternatives.n == 0) return CH_OK;
    while (ch__sv_split(&alternatives, '|', &part)) {
        if (part.n == 0) return tool_refuse(at, err, "an empty name between two |");
        CH_TRY(add_name(build, at, entry, part, form, err));
    }
    return CH_OK;
}
