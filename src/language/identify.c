#include "language/identify.h"

#include "base/text.h"

#include <stdlib.h>

enum {
    LANGUAGE_MAX = 128,
    SCRIPT_LANGUAGE_MAX = 64, /* bits of a mask */
    SLOT_N = 1 << 13,
    WORD_MAX = 48,
    HEAD_BYTES = 20000,
    MIDDLE_BYTES = 4000,
    SHARE_UNIT = 12, /* what a word is worth, shared among the languages that have it */
};

#define SCRIPT_LIST(X)                                                                             \
    X(latin)                                                                                       \
    X(cyrillic)                                                                                    \
    X(arabic)                                                                                      \
    X(hebrew) X(greek) X(armenian) X(georgian) X(devanagari) X(bengali) X(gurmukhi) X(gujarati)    \
        X(tamil) X(telugu) X(kannada) X(malayalam) X(sinhala) X(thai) X(lao) X(burmese) X(khmer)   \
            X(ethiopic) X(han) X(kana) X(hangul)

typedef enum script {
#define X(name) SCRIPT_##name,
    SCRIPT_LIST(X)
#undef X
        SCRIPT_N,
    SCRIPT_COMMON = SCRIPT_N, /* marks that go on with a word of any script */
    SCRIPT_NONE,
} script;

static const char *const SCRIPT_NAMES[] = {
#define X(name) #name,
    SCRIPT_LIST(X)
#undef X
};

typedef struct slot {
    ch_sv form;         /* a word, or a letter in the table of letters */
    uint64_t languages; /* bits: place of the language in its script */
    script script;
} slot;

typedef struct row {
    ch_sv code, name;
    script script;
} row;

struct ch__identifier {
    row rows[LANGUAGE_MAX];
    uint32_t row_n;
    uint32_t begin[SCRIPT_N], end[SCRIPT_N]; /* rows of a script */
    uint32_t taken;
    slot words[SLOT_N], letters[SLOT_N / 8];
};

/* ---- scripts ---- */

typedef struct range {
    uint32_t first, last;
    script script;
} range;

/* In order; from U+0300 on (what lies before is Latin or no letter). */
static const range RANGES[] = {
    {0x300, 0x36F, SCRIPT_COMMON},     {0x370, 0x3FF, SCRIPT_greek},
    {0x400, 0x52F, SCRIPT_cyrillic},   {0x531, 0x588, SCRIPT_armenian},
    {0x591, 0x5F4, SCRIPT_hebrew},     {0x610, 0x61A, SCRIPT_arabic},
    {0x620, 0x65F, SCRIPT_arabic},     {0x66E, 0x6D3, SCRIPT_arabic},
    {0x6D5, 0x6EF, SCRIPT_arabic},     {0x6FA, 0x6FF, SCRIPT_arabic},
    {0x750, 0x77F, SCRIPT_arabic},     {0x900, 0x963, SCRIPT_devanagari},
    {0x971, 0x97F, SCRIPT_devanagari}, {0x980, 0x9E5, SCRIPT_bengali},
    {0xA00, 0xA65, SCRIPT_gurmukhi},   {0xA70, 0xA7F, SCRIPT_gurmukhi},
    {0xA80, 0xAE5, SCRIPT_gujarati},   {0xB80, 0xBE5, SCRIPT_tamil},
    {0xC00, 0xC65, SCRIPT_telugu},     {0xC80, 0xCE5, SCRIPT_kannada},
    {0xD00, 0xD65, SCRIPT_malayalam},  {0xD80, 0xDE5, SCRIPT_sinhala},
    {0xE01, 0xE4E, SCRIPT_thai},       {0xE81, 0xECF, SCRIPT_lao},
    {0x1000, 0x103F, SCRIPT_burmese},  {0x10A0, 0x10FF, SCRIPT_georgian},
    {0x1100, 0x11FF, SCRIPT_hangul},   {0x1200, 0x135F, SCRIPT_ethiopic},
    {0x1780, 0x17D3, SCRIPT_khmer},    {0x1C90, 0x1CBF, SCRIPT_georgian},
    {0x1E00, 0x1EFF, SCRIPT_latin},    {0x1F00, 0x1FFF, SCRIPT_greek},
    {0x3041, 0x30FF, SCRIPT_kana},     {0x3131, 0x318E, SCRIPT_hangul},
    {0x3400, 0x4DBF, SCRIPT_han},      {0x4E00, 0x9FFF, SCRIPT_han},
    {0xAC00, 0xD7A3, SCRIPT_hangul},   {0xF900, 0xFAFF, SCRIPT_han},
    {0xFB1D, 0xFB4F, SCRIPT_hebrew},   {0xFB50, 0xFDFF, SCRIPT_arabic},
    {0xFE70, 0xFEFC, SCRIPT_arabic},   {0xFF66, 0xFF9D, SCRIPT_kana},
    {0x20000, 0x323AF, SCRIPT_han},
};

static script script_of(uint32_t c)
{
    if (c < 0x300) {
        const bool is_letter =
            (c | 32) - 'a' < 26 || c == 0xAA || c == 0xBA || (c >= 0xC0 && c != 0xD7 && c != 0xF7);
        return is_letter ? SCRIPT_latin : SCRIPT_NONE;
    }
    size_t low = 0, high = sizeof RANGES / sizeof *RANGES;
    while (low < high) {
        const size_t at = (low + high) / 2;
        if (c > RANGES[at].last)
            low = at + 1;
        else
            high = at;
    }
    const bool is_in = low < sizeof RANGES / sizeof *RANGES && c >= RANGES[low].first;
    return is_in ? RANGES[low].script : SCRIPT_NONE;
}

/* ---- the table ---- */

static uint32_t find(const slot *slots, uint32_t n, ch_sv form, script in)
{
    uint32_t at = (uint32_t)ch__hash(form) & (n - 1);
    while (slots[at].form.p && !(slots[at].script == in && ch__sv_eq(slots[at].form, form)))
        at = (at + 1) & (n - 1);
    return at;
}

static bool put(slot *slots, uint32_t n, ch_sv form, script in, uint32_t bit, uint32_t *taken)
{
    slot *place = &slots[find(slots, n, form, in)];
    if (!place->form.p) {
        if (++*taken > n / 2) return false;
        *place = (slot){form, 0, in};
    }
    place->languages |= (uint64_t)1 << bit;
    return true;
}

static ch_status put_all(slot *slots, uint32_t n, ch_sv forms, script in, uint32_t bit,
                         uint32_t *taken, ch_error *err)
{
    ch_sv form;
    if (ch__sv_is(forms, "-")) return CH_OK;
    while (ch__sv_split(&forms, ' ', &form)) {
        if (!form.n || form.n > WORD_MAX)
            return ch_fail(err, CH_E_FORMAT, "language/languages.tsv", CH_NOWHERE,
                           "expected words of 1 to %d bytes with one blank between, found '%.*s'",
                           WORD_MAX, CH_SV_ARG(form));
        if (!put(slots, n, form, in, bit, taken))
            return ch_fail(err, CH_E_LIMIT, "language/languages.tsv", CH_NOWHERE,
                           "more than %u words or letters", n / 2);
    }
    return CH_OK;
}

static script script_named(ch_sv name)
{
    for (uint32_t i = 0; i < SCRIPT_N; i++)
        if (ch__sv_is(name, SCRIPT_NAMES[i])) return (script)i;
    return SCRIPT_NONE;
}

static ch_status read_row(ch__identifier *to, ch_sv line, uint32_t line_n, uint32_t *letter_n,
                          ch_error *err)
{
    ch_sv cells[5], cell;
    uint32_t n = 0;
    while (n < 5 && ch__sv_split(&line, '\t', &cell)) cells[n++] = cell;
    if (n != 5 || line.p || to->row_n == LANGUAGE_MAX)
        return ch_fail(err, CH_E_FORMAT, "language/languages.tsv", CH_NOWHERE,
                       "line %u: expected 5 columns and at most %d rows", line_n, LANGUAGE_MAX);
    const script in = script_named(cells[2]);
    if (in >= SCRIPT_N)
        return ch_fail(err, CH_E_FORMAT, "language/languages.tsv", CH_NOWHERE,
                       "line %u: no script '%.*s'", line_n, CH_SV_ARG(cells[2]));
    if (to->begin[in] == to->end[in]) to->begin[in] = to->end[in] = to->row_n;
    const uint32_t bit = to->row_n - to->begin[in];
    if (to->end[in] != to->row_n || bit >= SCRIPT_LANGUAGE_MAX)
        return ch_fail(err, CH_E_FORMAT, "language/languages.tsv", CH_NOWHERE,
                       "line %u: rows of one script stand together, at most %d", line_n,
                       SCRIPT_LANGUAGE_MAX);
    to->rows[to->row_n] = (row){cells[0], cells[1], in};
    to->end[in] = ++to->row_n;
    CH_TRY(put_all(to->letters, SLOT_N / 8, cells[3], in, bit, letter_n, err));
    return put_all(to->words, SLOT_N, cells[4], in, bit, &to->taken, err);
}

static ch_status read_table(ch__identifier *to, ch_sv rest, ch_error *err)
{
    ch_sv line;
    uint32_t line_n = 0, letter_n = 0;
    bool is_header = true;
    while (ch__sv_split(&rest, '\n', &line)) {
        line_n++;
        if (!line.n || line.p[0] == '#') continue;
        if (!is_header) CH_TRY(read_row(to, line, line_n, &letter_n, err));
        is_header = false;
    }
    if (to->row_n && to->rows[0].script == SCRIPT_latin && ch__sv_is(to->rows[0].code, "en"))
        return CH_OK;
    return ch_fail(err, CH_E_FORMAT, "language/languages.tsv", CH_NOWHERE,
                   "expected English in the first row");
}

ch_status ch__identifier_open(const ch__container *data, ch__identifier **out, ch_error *err)
{
    const ch_sv bytes = ch__container_section(data, "language/languages.tsv");
    if (!bytes.n)
        return ch_fail(err, CH_E_FORMAT, "language/languages.tsv", CH_NOWHERE,
                       "the table is missing");
    ch__identifier *identifier = calloc(1, sizeof *identifier);
    if (!identifier) return ch_fail(err, CH_E_NOMEM, "language", CH_NOWHERE, "no memory");
    const ch_status status = read_table(identifier, bytes, err);
    if (status == CH_OK)
        *out = identifier;
    else
        free(identifier);
    return status;
}

void ch__identifier_close(ch__identifier *identifier) { free(identifier); }

/* ---- counting ---- */

typedef struct counts {
    const ch__identifier *table;
    uint32_t letters[SCRIPT_N];
    uint32_t words[SCRIPT_N];
    uint32_t english;                    /* words of the English row */
    uint32_t hits[LANGUAGE_MAX];         /* words that are of the language or look like it */
    uint32_t with_english[LANGUAGE_MAX]; /* of these, words of English, too */
    uint64_t score[LANGUAGE_MAX];        /* rarer words count for more */
    char word[WORD_MAX + 4];             /* the word being read, lower case */
    size_t word_n;
    script script;   /* of the word */
    bool is_initial; /* the word began with a capital of ASCII: alone, it is no function word */
    uint64_t by_letters;
} counts;

static uint32_t count_bits(uint64_t bits)
{
    uint32_t n = 0;
    for (; bits; bits &= bits - 1) n++;
    return n;
}

static void end_word(counts *c)
{
    const script in = c->script;
    if (!c->word_n) return;
    uint64_t by_word = 0;
    if (c->word_n <= WORD_MAX && !(c->word_n == 1 && c->is_initial)) {
        const ch_sv word = {c->word, c->word_n};
        by_word = c->table->words[find(c->table->words, SLOT_N, word, in)].languages;
    }
    const uint64_t languages = by_word ? by_word : c->by_letters;
    const bool is_english = in == SCRIPT_latin && (by_word & 1);
    c->words[in]++;
    c->english += is_english;
    if (languages) {
        const uint32_t worth = SHARE_UNIT / count_bits(languages) + 1;
        const uint32_t begin = c->table->begin[in];
        for (uint32_t i = begin; i < c->table->end[in]; i++) {
            const bool is_of = languages >> (i - begin) & 1;
            c->hits[i] += is_of;
            c->with_english[i] += is_of && is_english;
            c->score[i] += is_of ? worth : 0;
        }
    }
    c->word_n = 0;
    c->by_letters = 0;
}

static void add_letter(counts *c, uint32_t code, script in)
{
    if (in != SCRIPT_COMMON) {
        if (c->word_n && c->script != in) end_word(c);
        if (!c->word_n) c->is_initial = code < 'a';
        c->script = in;
        c->letters[in]++;
    } else if (!c->word_n) {
        return;
    }
    char letter[4];
    const size_t n = ch__utf8_encode(ch__lower_code_point(code), letter);
    if (code >= 0x80) {
        const uint32_t at = find(c->table->letters, SLOT_N / 8, (ch_sv){letter, n}, c->script);
        c->by_letters |= c->table->letters[at].languages;
    }
    if (c->word_n <= WORD_MAX) {
        memcpy(c->word + c->word_n, letter, n);
        c->word_n += n;
    }
}

static void count(counts *c, ch_sv text)
{
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        const uint32_t code = ch__utf8_decode(text, at, &length);
        const script in = script_of(code);
        if (in == SCRIPT_NONE)
            end_word(c);
        else
            add_letter(c, code, in);
    }
    end_word(c);
}

/* `n` bytes from `at`, without the ends of characters and words that are cut. */
static ch_sv window(ch_sv text, size_t at, size_t n)
{
    if (at >= text.n) return (ch_sv){text.p, 0};
    size_t end = n < text.n - at ? at + n : text.n;
    while (at < end && at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80) at++;
    while (end > at && end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80) end--;
    return (ch_sv){text.p + at, end - at};
}

/* ---- judging ---- */

/* Signs that stand for syllables and words weigh as much as the letters of one. */
static uint64_t weight_of(const counts *c, script in)
{
    return (uint64_t)c->letters[in] * (in == SCRIPT_han ? 4 : in >= SCRIPT_kana ? 2 : 1);
}

/* Japanese is written in both, Korean now and then. */
static void give_han_away(counts *c)
{
    const uint32_t han = c->letters[SCRIPT_han];
    const script to = c->letters[SCRIPT_kana] * 10 > han    ? SCRIPT_kana
                      : c->letters[SCRIPT_hangul] * 2 > han ? SCRIPT_hangul
                                                            : SCRIPT_han;
    if (to == SCRIPT_han) return;
    c->letters[to] += 2 * han;
    c->letters[SCRIPT_han] = 0;
}

static script main_script(const counts *c)
{
    script best = SCRIPT_latin;
    for (uint32_t i = 0; i < SCRIPT_N; i++)
        if (c->table->begin[i] < c->table->end[i] && weight_of(c, (script)i) > weight_of(c, best))
            best = (script)i;
    return best;
}

static uint32_t best_of(const counts *c, uint32_t begin, uint32_t end)
{
    uint32_t best = begin;
    for (uint32_t i = begin + 1; i < end; i++)
        if (c->score[i] > c->score[best]) best = i;
    return best;
}

/* Another Latin language? Own words are those which the other of the two has not. A quarter of a text
 * in any language is its commonest words; of English in another language, and of that in English, a
 * few in a hundred are left. Headlines need more, and no English word at all. */
static bool is_other_latin(uint32_t word_n, uint32_t own, uint32_t english)
{
    if (word_n < 8) return false;
    if (word_n < 25) return own >= 3 && own * 10 >= word_n * 3 && !english;
    return own * 8 >= word_n && own >= english * 3;
}

ch__language_guess ch__identify(const ch__identifier *identifier, ch_sv text)
{
    counts c = {.table = identifier};
    count(&c, window(text, 0, HEAD_BYTES));
    if (text.n > HEAD_BYTES + 2 * MIDDLE_BYTES) {
        const size_t middle = text.n / 2 > HEAD_BYTES ? text.n / 2 : HEAD_BYTES;
        count(&c, window(text, middle, MIDDLE_BYTES));
    }
    give_han_away(&c);
    const script in = main_script(&c);
    const uint32_t begin = identifier->begin[in] + (in == SCRIPT_latin);
    const uint32_t best = best_of(&c, begin, identifier->end[in]);
    const uint32_t with_english = in == SCRIPT_latin ? c.with_english[best] : 0;
    ch__language_guess guess = {.word_n = c.words[SCRIPT_latin], .english_n = c.english};
    guess.english_n -= with_english;
    const uint32_t own = c.hits[best] - with_english;
    if (in == SCRIPT_latin)
        guess.is_other = is_other_latin(guess.word_n, own, guess.english_n);
    else
        guess.is_other =
            weight_of(&c, in) >= 12 && weight_of(&c, in) >= 3 * weight_of(&c, SCRIPT_latin);
    const bool is_likelier = own > guess.english_n && own * 4 >= guess.word_n;
    const bool is_named = in != SCRIPT_latin || guess.is_other || is_likelier;
    const row *named = &identifier->rows[is_named ? best : 0];
    guess.code = named->code;
    guess.name = named->name;
    return guess;
}

/* ---- refusing ---- */

/* "fr-FR", "FR_fr" and "French" are all "fr". */
static const row *row_of_tag(const ch__identifier *identifier, ch_sv tag)
{
    char lower[32];
    size_t n = 0;
    for (; n < tag.n && n < sizeof lower && tag.p[n] != '-' && tag.p[n] != '_'; n++)
        lower[n] = ch__to_lower(tag.p[n]);
    for (uint32_t i = 0; i < identifier->row_n; i++) {
        const row *r = &identifier->rows[i];
        if (ch__sv_eq(r->code, (ch_sv){lower, n})) return r;
        if (r->name.n == n && n && ch__to_lower(r->name.p[0]) == lower[0] &&
            !memcmp(r->name.p + 1, lower + 1, n - 1))
            return r;
    }
    return NULL;
}

static ch_status refuse(ch_sv name, ch_error *err)
{
    return ch_fail(err, CH_E_LANGUAGE, "language", CH_NOWHERE,
                   "%.*s, not read: this build reads English", name.n > 40 ? 40 : (int)name.n,
                   name.p);
}

ch_status ch__language_check(const ch__identifier *identifier, const ch_report *report,
                             ch_error *err)
{
    const ch__language_guess guess = ch__identify(identifier, report->text);
    if (guess.is_other) return refuse(guess.name, err);
    const ch_sv tag = ch__sv_trim(report->language);
    if (!tag.n) return CH_OK;
    const row *declared = row_of_tag(identifier, tag);
    if (declared == &identifier->rows[0]) return CH_OK;
    const bool agrees = declared && ch__sv_eq(guess.code, declared->code);
    const bool has_no_english = guess.word_n >= 25 && guess.english_n * 12 < guess.word_n;
    if (declared && (agrees || has_no_english)) return refuse(declared->name, err);
    return CH_OK;
}
