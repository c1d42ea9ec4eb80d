#include "ingest/main_text.h"

#include "base/text.h"

/* A paragraph has at least this many bytes; longer than the second counts no more. */
enum { PARAGRAPH_MIN = 60, PARAGRAPH_MAX = 800 };

static bool is_paragraph(const ch__block *b)
{
    return !b->is_heading && b->text.n >= PARAGRAPH_MIN && b->link_n * 3 < b->text.n;
}

static void add_score(ch__element *elements, uint32_t element, uint64_t score)
{
    if (element != CH_NONE) elements[element].score += score;
}

/* CH_NONE when the page has no paragraph. */
static uint32_t find_best(const ch__block *blocks, uint32_t block_n, ch__element *elements,
                          uint32_t element_n)
{
    uint32_t best = CH_NONE;
    for (uint32_t i = 0; i < block_n; i++) {
        const ch__block *b = &blocks[i];
        if (!is_paragraph(b)) continue;
        const uint64_t score = b->text.n < PARAGRAPH_MAX ? b->text.n : PARAGRAPH_MAX;
        add_score(elements, b->parent, 2 * score);
        add_score(elements, b->grandparent, score);
        if (b->article != b->parent) add_score(elements, b->article, 2 * score);
    }
    for (uint32_t i = 0; i < element_n; i++)
        if (elements[i].score && (best == CH_NONE || elements[i].score > elements[best].score))
            best = i;
    return best;
}

static bool is_kept(const ch__block *b, ch_sv title)
{
    return b->link_n * 2 <= b->text.n && !ch__sv_eq(b->text, title);
}

ch_status ch__main_text(const ch__block *blocks, uint32_t block_n, ch__element *elements,
                        uint32_t element_n, ch_sv title, ch_arena *arena, ch_sv *out, ch_error *err)
{
    const uint32_t best = find_best(blocks, block_n, elements, element_n);
    const uint32_t begin = best == CH_NONE ? 0 : elements[best].block_begin;
    uint32_t end = best == CH_NONE ? block_n : elements[best].block_end;
    while (best != CH_NONE && end > begin && blocks[end - 1].is_heading) end--; /* "Read more" */
    size_t size = 1;
    for (uint32_t i = begin; i < end; i++) size += blocks[i].text.n + 2;
    char *text = NULL;
    CH_TRY(ch_arena_alloc(arena, size, 1, (void **)&text, err));
    size_t n = 0;
    for (uint32_t i = begin; i < end; i++) {
        if (best != CH_NONE && !is_kept(&blocks[i], title)) continue;
        if (n) text[n++] = '\n', text[n++] = '\n';
        memcpy(text + n, blocks[i].text.p, blocks[i].text.n);
        n += blocks[i].text.n;
    }
    *out = (ch_sv){text, n};
    return CH_OK;
}
