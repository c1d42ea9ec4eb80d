/* Reports of the record as words. */
#include "story/corpus.h"

#include "base/calendar.h"

#include <stdlib.h>

/* ---- words ---- */

static bool is_letter(uint32_t c)
{
    if (c < 0x80) return ch__is_alpha((char)c) || ch__is_digit((char)c);
    if (c < 0xc0 || c == 0xd7 || c == 0xf7) return false;
    if (c >= 0x2000 && c <= 0x2bff) return false; /* punctuation, arrows, signs */
    return !(c >= 0x3000 && c <= 0x303f) && c != 0xfeff && c != 0xfffd;
}

/* The word's number; new words get the next one, so numbers follow the order of the docs. */
static ch_status word_id(ch__corpus *corpus, ch_sv lower, ch_sv spelling, uint32_t *out,
                         ch_error *err)
{
    uint32_t *id;
    CH_TRY(ch__table_put(&corpus->vocabulary, ch__hash(lower), &id, corpus->arena, err));
    if (!*id) {
        if (!corpus->word_n) corpus->word_n = 1; /* 0 is no word */
        if (corpus->word_n >= corpus->spelling_capacity) {
            const uint32_t capacity = 2 * corpus->spelling_capacity + 1024;
            ch_sv *spellings;
            CH_TRY(CH__NEW(corpus->arena, capacity, &spellings, err));
            if (corpus->spelling_capacity)
                memcpy(spellings, corpus->spellings, corpus->word_n * sizeof *spellings);
            corpus->spellings = spellings;
            corpus->spelling_capacity = capacity;
        }
        *id = corpus->word_n++;
        corpus->spellings[*id] = spelling;
    }
    *out = *id;
    return CH_OK;
}

typedef struct scan {
    ch_sv text;
    size_t at;
    bool is_quoted, is_opening; /* within quotation marks; at the start of a sentence */
} scan;

static bool is_anchor_start(const scan *s, uint32_t c)
{
    if (c < 0x80 && ch__is_digit((char)c)) return true;
    return ch__is_upper_code_point(c) && !s->is_opening;
}

/* The next word and its lower case in `lower` (at most 64 bytes of it). */
static bool next_word(scan *s, ch__word *out, char lower[68], size_t *out_n)
{
    size_t length, n = 0;
    bool is_in = false;
    for (; s->at < s->text.n; s->at += length) {
        const uint32_t c = ch__utf8_decode(s->text, s->at, &length);
        if (is_letter(c)) {
            if (!is_in)
                *out = (ch__word){.begin = (uint32_t)s->at,
                                  .is_quoted = s->is_quoted,
                                  .is_capital = ch__is_upper_code_point(c),
                                  .is_anchor = is_anchor_start(s, c)};
            is_in = true;
            s->is_opening = false;
            if (n <= 60) n += ch__utf8_encode(ch__lower_code_point(c), lower + n);
            continue;
        }
        if (is_in) break;
        s->is_opening |= c < 0x80 && memchr(".!?:\"\n", (int)c, 6);
        s->is_opening |= c == 0x201c;
        if (c == '"') s->is_quoted = !s->is_quoted;
        if (c == 0x201c) s->is_quoted = true;
        if (c == 0x201d || c == '\n') s->is_quoted = false;
    }
    out->end = (uint32_t)s->at;
    if (is_in && n < 3 && out->is_capital) out->is_anchor = false; /* an initial */
    *out_n = n;
    return is_in;
}

static ch_status read_words(ch__corpus *corpus, ch_sv text, ch__word **out, uint32_t *out_n,
                            ch_error *err)
{
    scan s = {.text = text, .is_opening = true};
    ch__word word, *words = NULL;
    uint32_t n = 0, capacity = 0;
    char lower[68];
    size_t lower_n;
    while (next_word(&s, &word, lower, &lower_n)) {
        CH_TRY(word_id(corpus, (ch_sv){lower, lower_n},
                       (ch_sv){text.p + word.begin, word.end - word.begin}, &word.id, err));
        CH_TRY(CH__PUSH(corpus->arena, &words, &n, &capacity, err));
        words[n - 1] = word;
    }
    *out = words;
    *out_n = n;
    return CH_OK;
}

/* ---- publishers ---- */

/* "www.bbc.co.uk/news" is of "bbc.co.uk", "feeds.foxnews.com" of "foxnews.com". */
static ch_sv site_of(ch_sv url)
{
    size_t begin = 0, end;
    for (size_t i = 0; i + 2 < url.n; i++)
        if (!memcmp(url.p + i, "://", 3)) {
            begin = i + 3;
            break;
        }
    if (!begin) return (ch_sv){"", 0};
    for (end = begin; end < url.n && !memchr("/:?#", url.p[end], 4);) end++;
    size_t dots = 0, last = end;
    for (size_t i = end; i-- > begin;) {
        if (url.p[i] != '.') continue;
        /* the part behind this dot; a short one before the country ("co.uk") takes one more */
        if (++dots >= 2 && last - i - 1 > 3) return (ch_sv){url.p + i + 1, end - i - 1};
        last = i;
    }
    return (ch_sv){url.p + begin, end - begin};
}

static uint32_t publisher_key(ch_sv name)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < name.n; i++)
        hash = (hash ^ (uint64_t)(unsigned char)ch__to_lower(name.p[i])) * 0x100000001b3u;
    return name.n ? (uint32_t)(hash >> 32 ^ hash) | 1 : 0;
}

bool ch__same_publisher(const ch__doc *a, const ch__doc *b)
{
    return (a->source && a->source == b->source) || (a->host && a->host == b->host);
}

int32_t ch__days_between(const ch__doc *a, const ch__doc *b)
{
    if (a->day == INT32_MIN || b->day == INT32_MIN) return -1;
    return a->day > b->day ? a->day - b->day : b->day - a->day;
}

/* ---- anchors ---- */

static int compare_words(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static ch_status list_anchors(ch__corpus *corpus, ch__doc *doc, ch_error *err)
{
    uint32_t n = 0;
    CH_TRY(CH__NEW(corpus->arena, doc->word_n, &doc->anchors, err));
    for (uint32_t i = 0; i < doc->word_n; i++)
        if (doc->words[i].is_anchor && !doc->words[i].is_quoted)
            doc->anchors[n++] = doc->words[i].id;
    if (n) qsort(doc->anchors, n, sizeof *doc->anchors, compare_words);
    for (uint32_t i = 0; i < n; i++)
        if (!i || doc->anchors[i] != doc->anchors[i - 1])
            doc->anchors[doc->anchor_n++] = doc->anchors[i];
    return CH_OK;
}

/* ---- loading ---- */

static ch_status load_sentences(ch__db *db, ch__doc *doc, ch_arena *arena, ch_error *err)
{
    ch__cursor *cursor = NULL;
    bool has_row;
    uint32_t *numbers = NULL, n = 0;
    CH_TRY(ch__db_cursor(db,
                         "SELECT sentences FROM coding WHERE report = ?1 AND superseded IS NULL",
                         CH__VALUES(ch__integer(doc->row)), &cursor, err));
    ch_status status = db->api->step(cursor, &has_row, err);
    if (status == CH_OK && has_row)
        status = ch__numbers_of(ch__db_text(db, cursor, 0), arena, &numbers, &n, err);
    db->api->reset(cursor);
    CH_TRY(status);
    CH_TRY(CH__NEW(arena, n / 2, &doc->sentences, err));
    for (uint32_t i = 0; i < n / 2; i++) {
        const ch_span span = {numbers[2 * i], numbers[2 * i + 1]};
        if (span.begin < span.end && span.end <= doc->about.report.text.n)
            doc->sentences[doc->sentence_n++] = span;
    }
    return CH_OK;
}

static ch_status load_doc(ch__db *db, ch__corpus *corpus, int64_t row, ch__doc *doc, ch_error *err)
{
    ch__date day;
    doc->row = row;
    CH_TRY(ch__load_report(db, row, corpus->arena, &doc->about, err));
    const ch_report *r = &doc->about.report;
    doc->day = ch__date_parse(r->published, &day) ? ch__date_days(day) : INT32_MIN;
    doc->source = publisher_key(r->source);
    doc->host = publisher_key(site_of(r->url));
    CH_TRY(read_words(corpus, r->title, &doc->title, &doc->title_n, err));
    CH_TRY(read_words(corpus, r->text, &doc->words, &doc->word_n, err));
    CH_TRY(list_anchors(corpus, doc, err));
    return load_sentences(db, doc, corpus->arena, err);
}

static ch_status list_rows(ch__db *db, ch_arena *arena, int64_t **out, uint32_t *out_n,
                           ch_error *err)
{
    ch__cursor *cursor = NULL;
    int64_t *rows = NULL;
    uint32_t n = 0, capacity = 0;
    bool has_row;
    ch_status status;
    CH_TRY(ch__db_cursor(db, "SELECT report FROM report ORDER BY id", NULL, 0, &cursor, err));
    while ((status = db->api->step(cursor, &has_row, err)) == CH_OK && has_row) {
        status = CH__PUSH(arena, &rows, &n, &capacity, err);
        if (status != CH_OK) break;
        rows[n - 1] = ch__db_integer(db, cursor, 0);
    }
    db->api->reset(cursor);
    *out = rows;
    *out_n = n;
    return status;
}

static ch_status count_words(ch__corpus *corpus, ch_error *err)
{
    uint32_t *last;
    CH_TRY(CH__NEW(corpus->arena, (size_t)corpus->word_n + 1, &corpus->frequency, err));
    CH_TRY(CH__NEW(corpus->arena, (size_t)corpus->word_n + 1, &last, err));
    for (uint32_t i = 0; i < corpus->doc_n; i++) {
        const ch__doc *doc = &corpus->docs[i];
        for (uint32_t j = 0; j < doc->title_n + doc->word_n; j++) {
            const uint32_t id =
                j < doc->title_n ? doc->title[j].id : doc->words[j - doc->title_n].id;
            corpus->frequency[id] += last[id] != i + 1;
            last[id] = i + 1;
        }
    }
    return CH_OK;
}

/* Words that the table leaves out have less than one in a hundred. */
static const float UNLISTED = 0.001f;

static ch_status read_common_words(ch__corpus *corpus, ch_error *err)
{
    ch_sv rest = {ch__common_words, strlen(ch__common_words)}, line, word;
    uint32_t share;
    CH_TRY(CH__NEW(corpus->arena, (size_t)corpus->word_n + 1, &corpus->commonness, err));
    for (uint32_t i = 0; i < corpus->word_n; i++) corpus->commonness[i] = UNLISTED;
    while (ch__sv_split(&rest, '\n', &line)) {
        if (!line.n || line.p[0] == '#') continue;
        if (!ch__sv_split(&line, '\t', &word) || !ch__sv_to_u32(line, &share))
            return ch_fail(err, CH_E_INTERNAL, "words.tsv", CH_NOWHERE, "not 'word TAB number'");
        const uint32_t *id = ch__table_find(&corpus->vocabulary, ch__hash(word));
        if (id) corpus->commonness[*id] = (float)share / 1000;
    }
    return CH_OK;
}

ch_status ch__corpus_load(ch_record *record, ch__corpus *corpus, ch_error *err)
{
    int64_t *rows;
    CH_TRY(list_rows(record->db, corpus->arena, &rows, &corpus->doc_n, err));
    CH_TRY(CH__NEW(corpus->arena, corpus->doc_n, &corpus->docs, err));
    for (uint32_t i = 0; i < corpus->doc_n; i++)
        CH_TRY(load_doc(record->db, corpus, rows[i], &corpus->docs[i], err));
    CH_TRY(count_words(corpus, err));
    return read_common_words(corpus, err);
}
