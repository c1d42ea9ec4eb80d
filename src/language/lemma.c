#include "language/lemma.h"

#include <stdio.h>

bool ch__script_parse(ch_sv text, ch__script *out)
{
    ch_sv rest = text, head;
    uint32_t cut;
    if (text.n < 3 || !memchr("LKT", text.p[0], 3)) return false;
    if (!ch__sv_split(&rest, ':', &head) || !rest.p) return false;
    if (!ch__sv_to_u32((ch_sv){head.p + 1, head.n - 1}, &cut) || cut > 64 || rest.n > 64)
        return false;
    *out = (ch__script){.fold = text.p[0], .cut = (uint8_t)cut, .append = rest};
    return true;
}

static size_t first_letter(ch_sv word)
{
    size_t n = word.n ? 1 : 0;
    while (n < word.n && ((unsigned char)word.p[n] & 0xC0) == 0x80) n++;
    return n;
}

/* The parts whose concatenation is the folded word. */
static void fold(char how, ch_sv form, ch_sv lower, ch_sv *out_first, ch_sv *out_rest)
{
    *out_first = (ch_sv){form.p, 0};
    *out_rest = how == 'K' ? form : lower;
    if (how != 'T') return;
    const size_t of_form = first_letter(form), of_lower = first_letter(lower);
    *out_first = (ch_sv){form.p, of_form};
    *out_rest = (ch_sv){lower.p + of_lower, lower.n - of_lower};
}

ch_status ch__script_apply(const ch__script *script, ch_sv form, ch_sv lower, ch_arena *arena,
                           ch_sv *out, ch_error *err)
{
    ch_sv first, rest, append = script->append;
    fold(script->fold, form, lower, &first, &rest);
    size_t keep = rest.n >= script->cut ? rest.n - script->cut : rest.n;
    const bool is_whole = keep == rest.n || ((unsigned char)rest.p[keep] & 0xC0) != 0x80;
    if (rest.n < script->cut || !is_whole || first.n + keep + append.n == 0)
        keep = rest.n, append.n = 0;
    if (first.n == 0 && append.n == 0) {
        *out = (ch_sv){rest.p, keep};
        return CH_OK;
    }
    void *memory;
    CH_TRY(ch_arena_alloc(arena, first.n + keep + append.n, 1, &memory, err));
    char *bytes = memory;
    if (first.n) memcpy(bytes, first.p, first.n);
    if (keep) memcpy(bytes + first.n, rest.p, keep);
    if (append.n) memcpy(bytes + first.n + keep, append.p, append.n);
    *out = (ch_sv){bytes, first.n + keep + append.n};
    return CH_OK;
}

size_t ch__script_make(ch_sv form, ch_sv lower, ch_sv lemma, char *out)
{
    size_t best = SIZE_MAX, written = 0;
    for (const char *how = "LTK"; *how; how++) {
        ch_sv first, rest;
        fold(*how, form, lower, &first, &rest);
        if (lemma.n < first.n || (first.n && memcmp(lemma.p, first.p, first.n) != 0)) continue;
        const ch_sv wanted = {lemma.p + first.n, lemma.n - first.n};
        size_t same = 0;
        while (same < wanted.n && same < rest.n && wanted.p[same] == rest.p[same]) same++;
        while (same > 0 && same < rest.n && ((unsigned char)rest.p[same] & 0xC0) == 0x80) same--;
        const size_t cut = rest.n - same, added = wanted.n - same;
        if (cut + added >= best || cut > 64 || added > 64) continue;
        best = cut + added;
        written = (size_t)snprintf(out, lemma.n + 16, "%c%zu:%.*s", *how, cut, (int)added,
                                   wanted.p + same);
    }
    return written;
}
