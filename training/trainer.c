#include "trainer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void die(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

void require(ch_status status, const ch_error *err)
{
    if (status != CH_OK)
        die("%s: byte %llu: %s", err->source, (unsigned long long)err->byte, err->message);
}

void *allocate(size_t n, size_t size)
{
    void *memory = calloc(n ? n : 1, size);
    if (!memory) die("no memory for %zu bytes", n * size);
    return memory;
}

ch_sv read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) die("%s: cannot open", path);
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    char *bytes = allocate((size_t)size + 1, 1);
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size) die("%s: cannot read", path);
    fclose(file);
    return (ch_sv){bytes, (size_t)size};
}

void write_file(const char *path, ch_sv bytes)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes.p, 1, bytes.n, file) != bytes.n || fclose(file) != 0)
        die("%s: cannot write", path);
}

uint64_t random_next(random_state *r)
{
    r->x ^= r->x >> 12;
    r->x ^= r->x << 25;
    r->x ^= r->x >> 27;
    return r->x * 2685821657736338717ull;
}

float random_unit(random_state *r) { return (float)(random_next(r) >> 40) / 16777216.0f; }

float random_normal(random_state *r)
{
    float sum = 0; /* of twelve uniforms: near enough, and the same on every libm */
    for (int i = 0; i < 12; i++) sum += random_unit(r);
    return sum - 6.0f;
}

void shuffle(uint32_t *items, uint32_t n, random_state *r)
{
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t j = (uint32_t)(random_next(r) >> 32) % i;
        const uint32_t item = items[i - 1];
        items[i - 1] = items[j];
        items[j] = item;
    }
}

static bool may_ship(ch_sv document)
{
    static const char *const ALLOWED[] = {"GUM_news_", "GUM_interview_", "GUM_academic_",
                                          "GUM_bio_",  "GUM_court_",     "GUM_voyage_"};
    if (!ch__sv_starts(document, CH_SV("GUM_"))) return true;
    for (size_t i = 0; i < sizeof ALLOWED / sizeof *ALLOWED; i++)
        if (ch__sv_starts(document, (ch_sv){ALLOWED[i], strlen(ALLOWED[i])})) return true;
    return false;
}

void treebank_read(treebank *bank, int file_n, char **files)
{
    ch_error err;
    ch_arena_init(&bank->arena, 0);
    bank->all = (ch__conllu){0};
    for (int f = 0; f < file_n; f++) {
        ch__conllu one;
        require(ch__conllu_read(read_file(files[f]), files[f], &bank->arena, &one, &err), &err);
        ch__conllu *all = &bank->all;
        ch__conllu_word *words = allocate(all->word_n + one.word_n, sizeof *words);
        ch__conllu_sentence *sentences =
            allocate(all->sentence_n + one.sentence_n, sizeof *sentences);
        if (all->word_n) memcpy(words, all->words, all->word_n * sizeof *words);
        if (all->sentence_n) memcpy(sentences, all->sentences, all->sentence_n * sizeof *sentences);
        for (uint32_t s = 0; s < one.sentence_n; s++) {
            ch__conllu_sentence sentence = one.sentences[s];
            const uint32_t n = sentence.word_end - sentence.word_begin;
            if (!may_ship(sentence.document)) continue;
            memcpy(words + all->word_n, one.words + sentence.word_begin, n * sizeof *words);
            sentence.word_begin = all->word_n;
            sentence.word_end = all->word_n += n;
            sentences[all->sentence_n++] = sentence;
        }
        all->words = words;
        all->sentences = sentences;
    }
    fprintf(stderr, "%u sentences, %u words\n", bank->all.sentence_n, bank->all.word_n);
}

static bool is_substring_sum(const ch__conllu_word *first)
{
    size_t at = 0;
    for (uint32_t i = 0; i < first->multiword_n; i++) {
        if (at + first[i].form.n > first->surface.n ||
            memcmp(first->surface.p + at, first[i].form.p, first[i].form.n) != 0)
            return false;
        at += first[i].form.n;
    }
    return at == first->surface.n;
}

void treebank_text(const treebank *bank, bank_text *out)
{
    const ch__conllu *all = &bank->all;
    size_t size = 1, at = 0;
    for (uint32_t i = 0; i < all->word_n; i++)
        size += all->words[i].form.n + all->words[i].surface.n + 3;
    char *text = allocate(size + 2 * all->sentence_n, 1);
    out->begin = allocate(all->word_n, sizeof *out->begin);
    out->end = allocate(all->word_n, sizeof *out->end);
    for (uint32_t s = 0; s < all->sentence_n; s++) {
        const ch__conllu_sentence *sentence = &all->sentences[s];
        if (sentence->is_new_paragraph && at) text[at++] = '\n', text[at++] = '\n';
        for (uint32_t i = sentence->word_begin; i < sentence->word_end;) {
            const ch__conllu_word *word = &all->words[i];
            const uint32_t n = word->multiword_n > 1 ? word->multiword_n : 1;
            const bool is_odd = n > 1 && !is_substring_sum(word);
            const size_t begin = at;
            for (uint32_t k = 0; k < n && !is_odd; k++, at += word[k - 1].form.n) {
                memcpy(text + at, word[k].form.p, word[k].form.n);
                out->begin[i + k] = (uint32_t)at;
                out->end[i + k] = (uint32_t)(at + word[k].form.n);
            }
            if (is_odd) {
                memcpy(text + at, word->surface.p, word->surface.n);
                at += word->surface.n;
                for (uint32_t k = 0; k < n; k++)
                    out->begin[i + k] = out->end[i + k] = (uint32_t)begin;
            }
            i += n;
            if (all->words[i - 1].is_space_after) text[at++] = ' ';
        }
    }
    out->text = (ch_sv){text, at};
}

void write_part(const char *path, const ch__section *sections, uint32_t n)
{
    ch_arena arena;
    ch_error err;
    ch_sv bytes;
    ch_arena_init(&arena, 0);
    require(ch__container_build(sections, n, &arena, &bytes, &err), &err);
    write_file(path, bytes);
    ch_arena_deinit(&arena);
}

ch__container read_part(const char *path)
{
    ch_error err;
    ch__container part;
    require(ch__container_open(read_file(path), path, &part, &err), &err);
    return part;
}

ch_sv part_section(const ch__container *part, const char *name)
{
    const ch_sv section = ch__container_section(part, name);
    if (!section.p) die("no section '%s'", name);
    return section;
}

void load_tokenizer(const ch__container *part, ch__tokenizer *out)
{
    const ch_sv weights = part_section(part, "cuts.weight"), runs = part_section(part, "cuts.runs");
    uint32_t bits = 0;
    while (((size_t)CH__CUT_STRIDE << bits) * 2 < weights.n) bits++;
    *out = (ch__tokenizer){(const void *)weights.p, bits, (const void *)runs.p,
                           (uint32_t)(runs.n / 8)};
}

void load_vectors(const ch__container *part, ch__vectors *out)
{
    const ch_sv slots = part_section(part, "vectors.slots"),
                rows = part_section(part, "vectors.rows");
    const ch_sv scale = part_section(part, "vectors.scale");
    *out = (ch__vectors){.slots = (const void *)slots.p,
                         .slot_n = (uint32_t)(slots.n / 8),
                         .row_n = (uint32_t)(rows.n / CH__VECTOR_WIDTH),
                         .rows = (const void *)rows.p};
    memcpy(&out->scale, scale.p, sizeof out->scale);
}
