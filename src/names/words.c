#include "names/words.h"

#include "base/text.h"

/* Base letters of U+00C0 .. U+024F and U+1E00 .. U+1EFF; '.' none, a digit an index into PAIRS. */
static const char LATIN[] = "aaaaaa2ceeeeiiiidnooooo.ouuuuy41aaaaaa2ceeeeiiiidnooooo.ouuuuy4y"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii55jjkkklllllll"
                            "lllnnnnnnnnnoooooo33rrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
                            ".b........d...ea.ff.....kk......oo.............uu....zz........."
                            "....666777888aaiioouuuuuuuuuueaaaa22..ggkkoooo..j...gg..nnaa22oo"
                            "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
                            "................";
static const char LATIN_ADDED[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy.s..1.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";
static const char *const PAIRS[] = {"", "ss", "ae", "oe", "th", "ij", "dz", "lj", "nj"};

typedef struct reader {
    ch__words *words;
    bool is_open;     /* inside a word */
    bool all_upper;   /* no small letter in this word so far */
    uint32_t letters; /* letters and digits in this word */
    uint32_t begin;   /* of this word in words->text */
} reader;

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x02BB || c == 0x02BE ||
           c == 0x02BF || c == '`' || c == 0xB4;
}

static bool is_mark(uint32_t c) { return (c >= 0x300 && c <= 0x36F) || c == 0xAD || c == 0x200B; }

/* Not a letter of any script that a name is written in. */
static bool is_sign(uint32_t c)
{
    return c < 0xAA || (c > 0xAA && c < 0xB5) || (c > 0xB5 && c < 0xBA) || (c > 0xBA && c < 0xC0) ||
           c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) ||
           (c >= 0xFF00 && c <= 0xFF0F);
}

static bool is_word_letter(uint32_t c)
{
    if (c < 0x80) return ch__is_alpha((char)c) || ch__is_digit((char)c);
    return !is_sign(c);
}

static bool put(ch__words *words, const char *p, size_t n)
{
    if (words->n + n > CH__WORDS_TEXT_MAX) return false;
    memcpy(words->text + words->n, p, n);
    words->n += (uint32_t)n;
    return true;
}

/* The folded letters of `c` into `out`; how many bytes. */
static size_t fold(uint32_t c, char out[4])
{
    const uint32_t lower = ch__lower_code_point(c);
    char letter = '.';
    if (lower < 0x80)
        letter = ch__to_lower((char)lower);
    else if (c >= 0xC0 && c <= 0x24F)
        letter = LATIN[c - 0xC0];
    else if (c >= 0x1E00 && c <= 0x1EFF)
        letter = LATIN_ADDED[c - 0x1E00];
    else if (c == 0x259)
        letter = 'a';
    if (letter == '.') return ch__utf8_encode(lower, out);
    if (lower >= 0x80 && ch__is_digit(letter)) {
        memcpy(out, PAIRS[letter - '0'], 2);
        return 2;
    }
    out[0] = letter;
    return 1;
}

static bool begin_word(reader *r)
{
    ch__words *words = r->words;
    if (words->word_n == CH__WORDS_MAX || (words->word_n > 0 && !put(words, " ", 1))) return false;
    r->is_open = true;
    r->all_upper = true;
    r->letters = 0;
    r->begin = words->n;
    words->word_n++;
    return true;
}

static bool is_single(const ch__words *words, uint32_t begin, uint32_t end)
{
    return end - begin == 1 && ch__is_alpha(words->text[begin]);
}

/* A single letter after single letters joins them: "j" + "d" -> "jd". */
static void join_singles(reader *r)
{
    ch__words *words = r->words;
    if (words->word_n < 2 || !is_single(words, r->begin, words->n)) return;
    uint32_t before = r->begin - 1;
    while (before > 0 && words->text[before - 1] != ' ') before--;
    const uint32_t word = words->word_n - 2;
    const bool was_singles = words->single_mask >> word & 1;
    if (!was_singles) return;
    const bool is_upper = words->upper_mask >> (word + 1) & 1;
    const bool was_upper = words->upper_mask >> word & 1;
    words->text[r->begin - 1] = words->text[r->begin];
    words->n = r->begin;
    words->word_n--;
    words->upper_mask &= ~(1u << (word + 1));
    words->single_mask &= ~(1u << (word + 1));
    if (is_upper && was_upper) words->caps_mask |= 1u << word;
}

static void end_word(reader *r)
{
    if (!r->is_open) return;
    r->is_open = false;
    ch__words *words = r->words;
    const uint32_t bit = 1u << (words->word_n - 1);
    if (r->all_upper && r->letters > 1) words->caps_mask |= bit;
    if (is_single(words, r->begin, words->n)) words->single_mask |= bit;
    join_singles(r);
}

/* "'s" at the end of a word, seen from the apostrophe. */
static bool is_possessive(ch_sv text, size_t after)
{
    if (after >= text.n || (text.p[after] != 's' && text.p[after] != 'S')) return false;
    if (after + 1 == text.n) return true;
    size_t length;
    const uint32_t c = ch__utf8_decode(text, after + 1, &length);
    return !is_word_letter(c) && !is_apostrophe(c);
}

static bool add_letter(reader *r, uint32_t c)
{
    ch__words *words = r->words;
    if (!r->is_open && !begin_word(r)) return false;
    char folded[4];
    const bool is_upper = ch__is_upper_code_point(c);
    if (is_upper && r->letters == 0) words->upper_mask |= 1u << (words->word_n - 1);
    if (!is_upper) r->all_upper = false;
    r->letters++;
    return put(words, folded, fold(c, folded));
}

/* Dots go from acronyms ("U.S."), and end a longer word ("St.Petersburg"). */
static void add_dot(reader *r)
{
    if (r->is_open && r->letters > 1 && !r->all_upper) end_word(r);
}

/* Continue the word that the text before left open with an apostrophe: "d'" + "Ivoire". */
static void reopen(reader *r)
{
    ch__words *words = r->words;
    r->is_open = true;
    r->begin = words->n;
    while (r->begin > 0 && words->text[r->begin - 1] != ' ') r->begin--;
    r->letters = words->n - r->begin;
    words->single_mask &= ~(1u << (words->word_n - 1));
}

bool ch__words_add(ch__words *words, ch_sv text, bool is_after_space)
{
    reader r = {.words = words};
    if (words->is_glued && !is_after_space && words->word_n > 0) reopen(&r);
    words->is_glued = false;
    for (size_t at = 0, length; at < text.n; at += length) {
        const uint32_t c = ch__utf8_decode(text, at, &length);
        words->is_glued = false;
        if (is_mark(c)) continue;
        if (is_apostrophe(c)) {
            if (is_possessive(text, at + length)) {
                end_word(&r);
                length++;
            } else {
                words->is_glued = r.is_open;
            }
        } else if (is_word_letter(c)) {
            if (!add_letter(&r, c)) return false;
        } else if (c == '.') {
            add_dot(&r);
        } else if (c == '&') {
            end_word(&r);
            if (!begin_word(&r) || !put(words, "and", 3)) return false;
            r.all_upper = false;
            end_word(&r);
        } else {
            end_word(&r);
        }
    }
    end_word(&r);
    return true;
}

ch_sv ch__words_text(const ch__words *words) { return (ch_sv){words->text, words->n}; }
