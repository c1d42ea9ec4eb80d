/* src/story/corpus.h - the reports of a record as words, shingles and vectors: what the files of this
 * room share. */
#ifndef CH_STORY_CORPUS_H
#define CH_STORY_CORPUS_H

#include "base/text.h"
#include "chancery/story.h"
#include "record/store.h"

/* A table from 64-bit keys to numbers; open addressing, doubles. Hashes of words stand for the words:
 * two of a million words share one with a chance of 1 in 10^7. */
typedef struct ch__table {
    uint64_t *keys;
    uint32_t *values;
    uint32_t n, capacity;
} ch__table;
uint32_t *ch__table_find(const ch__table *table, uint64_t key); /* NULL: absent */
/* The key's value, 0 if it was not there. */
ch_status ch__table_put(ch__table *table, uint64_t key, uint32_t **out, ch_arena *arena,
                        ch_error *err);

enum { CH__SHINGLE = 5 }; /* words */

typedef struct ch__word {
    uint32_t id; /* of the lower-case form, from 1 */
    uint32_t begin, end;
    bool is_quoted, is_capital;
    bool is_anchor;   /* a name within a sentence, or a figure: what a rewrite must keep */
    bool is_standing; /* part of a text that the publisher sets under many items */
} ch__word;

typedef struct ch__vector { /* of length 1, terms in order */
    uint32_t *terms;
    float *weights;
    uint32_t n;
} ch__vector;

typedef struct ch__doc {
    ch_record_report about;
    int64_t row;
    int32_t day;           /* INT32_MIN: not known */
    uint32_t source, host; /* keys of the publisher, 0: not known */
    ch__word *words;
    uint32_t word_n;
    ch__word *title;
    uint32_t title_n;
    ch_span *sentences;
    uint32_t sentence_n;
    uint64_t *shingles; /* sorted, each once */
    bool *is_standing;  /* parallel to them */
    uint32_t shingle_n;
    uint32_t *anchors; /* words, sorted, each once */
    uint32_t anchor_n;
    ch__vector whole, lead, head; /* title and text; title and opening; title alone */
} ch__doc;

typedef struct ch__corpus {
    ch_arena *arena;
    ch__doc *docs; /* by id */
    uint32_t doc_n;
    ch__table vocabulary;
    ch_sv *spellings;    /* [word id]: as first met */
    uint32_t *frequency; /* [word id]: docs that have it */
    float *commonness;   /* [word id]: share of public statements that have it */
    uint32_t word_n, spelling_capacity;
} ch__corpus;

/* corpus.c */
ch_status ch__corpus_load(ch_record *record, ch__corpus *corpus, ch_error *err);
bool ch__same_publisher(const ch__doc *a, const ch__doc *b);
/* Days between them; -1 if one is undated. */
int32_t ch__days_between(const ch__doc *a, const ch__doc *b);

extern const char ch__common_words[]; /* data/story/words.tsv */

/* vectors.c */
typedef struct ch__weighting {
    bool skip_standing;
    uint32_t title_times;
    float capital_factor;
} ch__weighting;
ch_status ch__weigh_all(ch__corpus *corpus, const ch__weighting *how, ch_error *err);
double ch__cosine(const ch__vector *a, const ch__vector *b);
double ch__rarity(const ch__corpus *corpus, uint32_t word);
/* The vector of the title and of the words that `is_left_out` (NULL: none) leaves. */
ch_status ch__weigh_words(const ch__corpus *corpus, const ch__doc *doc, const bool *is_left_out,
                          const ch__weighting *how, uint32_t word_limit, ch__vector *out,
                          ch_error *err);

/* shingles.c */
typedef struct ch__pair {
    uint32_t a, b; /* docs, a < b */
} ch__pair;
ch_status ch__mark_standing(ch__corpus *corpus, ch__pair **out_pairs, uint32_t *out_n,
                            ch_error *err);
/* Adds the pairs that share some rare names or figures. */
ch_status ch__add_anchored(ch__corpus *corpus, ch__pair **pairs, uint32_t *n, ch_error *err);
/* Index of the shingle that begins at the word, or CH_NONE. */
uint32_t ch__find_shingle(const ch__doc *doc, uint64_t shingle);
uint64_t ch__shingle_at(const ch__doc *doc, uint32_t word, uint32_t width);

/* kin.c: how much two reports share. */
typedef struct ch__kinship {
    uint32_t a, b;
    uint32_t shared;  /* words of the shorter one in shared shingles */
    double own_share; /* of its words outside quotations and standing text */
    uint32_t own_shared;
    uint32_t passage;             /* longest shared run of words, in either */
    uint32_t own_passage;         /* outside quotations */
    double titles, wholes, rests; /* likeness of titles, of all, of what is not shared */
    int32_t days;
    bool is_same_publisher;
    uint32_t anchors;                         /* names and figures that both have, */
    uint32_t all_anchors;                     /* that either has */
    double anchors_of_poorer, anchors_of_all; /* parts in common, by rarity */
} ch__kinship;
ch_status ch__compare(const ch__corpus *corpus, ch__pair pair, ch__kinship *out, ch_error *err);
bool ch__is_family(const ch__kinship *kin);
bool ch__is_rewrite(const ch__kinship *kin); /* the same facts in other words */

/* families.c, stories.c: group_of[i] is the least member of doc i's group. */
typedef struct ch__links {
    ch__kinship *items; /* compared pairs */
    uint32_t n;
} ch__links;
ch_status ch__find_families(ch__corpus *corpus, ch__links *out_links, uint32_t *group_of,
                            ch_error *err);
ch_status ch__find_stories(ch__corpus *corpus, const ch__links *links, uint32_t *group_of,
                           ch_error *err);

/* sentences.c: sentences of `doc` without counterpart in `other`. */
ch_status ch__without_counterpart(const ch__corpus *corpus, const ch__doc *doc,
                                  const ch__doc *other, ch_span **out, uint32_t *out_n,
                                  ch_error *err);
/* Share of the shorter one's sentences with a counterpart, and how far these come in the same order,
 * from -1 to 1. */
ch_status ch__align(const ch__corpus *corpus, const ch__doc *a, const ch__doc *b, double *out_told,
                    double *out_order, ch_error *err);

/* why.c */
ch_status ch__why_family(const ch__corpus *corpus, ch_record *record, const ch__doc *doc,
                         const ch__doc *other, const ch__kinship *kin, ch_sv *out, ch_error *err);
ch_status ch__why_story(const ch__corpus *corpus, const ch__doc *doc, const ch__doc *other,
                        bool is_family, ch_sv *out, ch_error *err);

#define CH__NEW(arena, n, out, err) ch__new((arena), (n), sizeof **(out), (void **)(out), (err))
static inline ch_status ch__new(ch_arena *arena, size_t n, size_t size, void **out, ch_error *err)
{
    return ch_arena_alloc(arena, n, size, out, err);
}

#endif
