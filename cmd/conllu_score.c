#include "conllu_score.h"

#include "base/text.h"
#include "language/conllu.h"

const char *const CONLLU_MEASURE_NAMES[MEASURE_N] = {
    "Sentences", "Words", "UPOS", "XPOS", "Features", "Lemma", "UAS", "LAS", "LAS+sub",
};

/* A word with the characters (white space not counted) of the surface token it is part of. */
typedef struct unit {
    const ch__conllu_word *word;
    uint32_t begin, end;
    bool is_multiword;
    uint32_t parent; /* index of a unit, CH_NONE for the root */
    uint32_t match;  /* unit of the other file, CH_NONE */
} unit;

typedef struct side {
    const char *name;
    ch__conllu file;
    char *characters;
    uint32_t character_n;
    unit *units;
    ch_span *sentences; /* characters */
} side;

static ch_status allocate(ch_arena *arena, size_t n, size_t size, void *out_pointer, ch_error *err)
{
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(arena, n, size, &memory, err));
    memcpy(out_pointer, &memory, sizeof memory);
    return CH_OK;
}

static void append(side *s, ch_sv form)
{
    for (size_t i = 0; i < form.n; i++) {
        if (ch__is_space(form.p[i])) continue;
        if ((unsigned char)form.p[i] == 0xC2 && i + 1 < form.n &&
            (unsigned char)form.p[i + 1] == 0xA0) {
            i++; /* no-break space */
            continue;
        }
        s->characters[s->character_n++] = form.p[i];
    }
}

static void add_units(side *s, uint32_t word_begin, uint32_t word_end)
{
    uint32_t left = 0, begin = 0, end = 0;
    for (uint32_t i = word_begin; i < word_end; i++) {
        const ch__conllu_word *word = &s->file.words[i];
        if (left == 0) {
            begin = s->character_n;
            append(s, word->multiword_n > 1 ? word->surface : word->form);
            end = s->character_n;
        }
        s->units[i] = (unit){.word = word,
                             .begin = begin,
                             .end = end,
                             .match = CH_NONE,
                             .is_multiword = left > 0 || word->multiword_n > 1,
                             .parent = word->head ? word_begin + word->head - 1 : CH_NONE};
        if (word->multiword_n > 1) left = word->multiword_n;
        left -= left > 0;
    }
}

static ch_status read_side(ch_sv text, const char *name, ch_arena *arena, side *out, ch_error *err)
{
    *out = (side){.name = name};
    CH_TRY(ch__conllu_read(text, name, arena, &out->file, err));
    CH_TRY(allocate(arena, text.n, 1, &out->characters, err));
    CH_TRY(allocate(arena, out->file.word_n, sizeof *out->units, &out->units, err));
    CH_TRY(allocate(arena, out->file.sentence_n, sizeof *out->sentences, &out->sentences, err));
    for (uint32_t i = 0; i < out->file.sentence_n; i++) {
        out->sentences[i].begin = out->character_n;
        add_units(out, out->file.sentences[i].word_begin, out->file.sentences[i].word_end);
        out->sentences[i].end = out->character_n;
    }
    return CH_OK;
}

static ch_status check_same(const side *gold, const side *own, ch_error *err)
{
    uint32_t at = 0;
    while (at < gold->character_n && at < own->character_n &&
           gold->characters[at] == own->characters[at])
        at++;
    if (at == gold->character_n && at == own->character_n) return CH_OK;
    const uint32_t left = gold->character_n - at, own_left = own->character_n - at;
    return ch_fail(err, CH_E_FORMAT, own->name, CH_NOWHERE,
                   "text differs from %s at character %u: '%.*s', expected '%.*s'", gold->name, at,
                   (int)(own_left < 20 ? own_left : 20), own->characters + at,
                   (int)(left < 20 ? left : 20), gold->characters + at);
}

static bool is_beyond(const side *s, uint32_t i, uint32_t end)
{
    if (i >= s->file.word_n) return true;
    return s->units[i].is_multiword ? s->units[i].begin >= end : s->units[i].end > end;
}

static bool is_same_form(const unit *a, const unit *b)
{
    if (a->word->form.n != b->word->form.n) return false;
    for (size_t i = 0; i < a->word->form.n; i++)
        if (ch__to_lower(a->word->form.p[i]) != ch__to_lower(b->word->form.p[i])) return false;
    return true;
}

static void pair(side *gold, uint32_t g, side *own, uint32_t o)
{
    gold->units[g].match = o;
    own->units[o].match = g;
}

/* Longest common subsequence of two short runs; runs past the table are paired in order. */
static void pair_runs(side *gold, uint32_t g, uint32_t g_end, side *own, uint32_t o, uint32_t o_end)
{
    enum { RUN_MAX = 64 };
    static const uint8_t NONE[RUN_MAX + 1][RUN_MAX + 1] = {{0}};
    uint8_t longest[RUN_MAX + 1][RUN_MAX + 1];
    if (g_end - g > RUN_MAX || o_end - o > RUN_MAX) return;
    memcpy(longest, NONE, sizeof longest);
    for (uint32_t i = g_end - g; i-- > 0;)
        for (uint32_t k = o_end - o; k-- > 0;) {
            if (is_same_form(&gold->units[g + i], &own->units[o + k]))
                longest[i][k] = (uint8_t)(longest[i + 1][k + 1] + 1);
            else
                longest[i][k] =
                    longest[i + 1][k] > longest[i][k + 1] ? longest[i + 1][k] : longest[i][k + 1];
        }
    for (uint32_t i = 0, k = 0; g + i < g_end && o + k < o_end;) {
        if (is_same_form(&gold->units[g + i], &own->units[o + k]))
            pair(gold, g + i++, own, o + k++);
        else if (longest[i][k] == longest[i + 1][k])
            i++;
        else
            k++;
    }
}

/* The stretch of contractions around the two words, then its words against each other. */
static void align_multiword(side *gold, uint32_t *g, side *own, uint32_t *o)
{
    const unit *a = &gold->units[*g], *b = &own->units[*o];
    uint32_t end;
    if (a->is_multiword) {
        end = a->end;
        *o += !b->is_multiword && b->begin < a->begin;
    } else {
        end = b->end;
        *g += !a->is_multiword && a->begin < b->begin;
    }
    const uint32_t g_begin = *g, o_begin = *o;
    while (!is_beyond(gold, *g, end) || !is_beyond(own, *o, end)) {
        const bool is_gold =
            *g < gold->file.word_n &&
            (*o >= own->file.word_n || gold->units[*g].begin <= own->units[*o].begin);
        const unit *next = is_gold ? &gold->units[(*g)++] : &own->units[(*o)++];
        if (next->is_multiword && next->end > end) end = next->end;
    }
    pair_runs(gold, g_begin, *g, own, o_begin, *o);
}

static void align(side *gold, side *own)
{
    uint32_t g = 0, o = 0;
    while (g < gold->file.word_n && o < own->file.word_n) {
        const unit *a = &gold->units[g], *b = &own->units[o];
        if (a->is_multiword || b->is_multiword)
            align_multiword(gold, &g, own, &o);
        else if (a->begin == b->begin && a->end == b->end)
            pair(gold, g++, own, o++);
        else if (a->begin <= b->begin)
            g++;
        else
            o++;
    }
}

static ch_sv without_subtype(ch_sv relation)
{
    const char *colon = relation.n ? memchr(relation.p, ':', relation.n) : NULL;
    return colon ? (ch_sv){relation.p, (size_t)(colon - relation.p)} : relation;
}

static void count_word(const side *gold, const side *own, const unit *a,
                       conllu_count counts[MEASURE_N])
{
    const unit *b = &own->units[a->match];
    const ch__conllu_word *x = a->word, *y = b->word;
    const bool is_head = a->parent == CH_NONE
                             ? b->parent == CH_NONE
                             : b->parent != CH_NONE && gold->units[a->parent].match == b->parent;
    counts[MEASURE_WORDS].right++;
    counts[MEASURE_UPOS].right += ch__sv_eq(x->upos, y->upos);
    counts[MEASURE_XPOS].right += ch__sv_eq(x->xpos, y->xpos);
    counts[MEASURE_FEATURES].right += ch__sv_eq(x->feats, y->feats);
    counts[MEASURE_LEMMA].right += ch__sv_is(x->lemma, "_") || ch__sv_eq(x->lemma, y->lemma);
    counts[MEASURE_UAS].right += is_head;
    counts[MEASURE_LAS].right +=
        is_head && ch__sv_eq(without_subtype(x->deprel), without_subtype(y->deprel));
    counts[MEASURE_LAS_SUBTYPE].right += is_head && ch__sv_eq(x->deprel, y->deprel);
}

static void count_sentences(const side *gold, const side *own, conllu_count *count)
{
    *count = (conllu_count){gold->file.sentence_n, own->file.sentence_n, 0};
    for (uint32_t g = 0, o = 0; g < gold->file.sentence_n && o < own->file.sentence_n;) {
        const ch_span a = gold->sentences[g], b = own->sentences[o];
        count->right += a.begin == b.begin && a.end == b.end;
        g += a.begin <= b.begin;
        o += b.begin <= a.begin;
    }
}

static ch_status compare(ch_sv gold_text, const char *gold_name, ch_sv own_text,
                         const char *own_name, ch_arena *arena, conllu_count counts[MEASURE_N],
                         ch_error *err)
{
    side gold, own;
    CH_TRY(read_side(gold_text, gold_name, arena, &gold, err));
    CH_TRY(read_side(own_text, own_name, arena, &own, err));
    CH_TRY(check_same(&gold, &own, err));
    align(&gold, &own);
    for (uint32_t m = 0; m < MEASURE_N; m++)
        counts[m] = (conllu_count){gold.file.word_n, own.file.word_n, 0};
    for (uint32_t i = 0; i < gold.file.word_n; i++)
        if (gold.units[i].match != CH_NONE) count_word(&gold, &own, &gold.units[i], counts);
    count_sentences(&gold, &own, &counts[MEASURE_SENTENCES]);
    return CH_OK;
}

ch_status conllu_compare(ch_sv gold, const char *gold_name, ch_sv own, const char *own_name,
                         conllu_count counts[MEASURE_N], ch_error *err)
{
    ch_arena arena;
    ch_arena_init(&arena, 0);
    const ch_status status = compare(gold, gold_name, own, own_name, &arena, counts, err);
    ch_arena_deinit(&arena);
    return status;
}

double conllu_f1(const conllu_count *count)
{
    const double sum = (double)count->gold + count->own;
    return sum > 0 ? 2.0 * count->right / sum : 0;
}
