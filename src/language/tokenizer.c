#include "language/tokenizer.h"

enum { CHUNK_BYTES_MAX = 48, CHUNK_ATOMS_MAX = 16 };
enum { FLAG_AT = 1, FLAG_SLASHES = 2, FLAG_WWW = 4, FLAG_DOT_LETTERS = 8, FLAG_LONG = 16 };

static uint32_t mix(uint32_t a, uint32_t b)
{
    uint32_t h = (a ^ (b + 0x9e3779b9u + (a << 6) + (a >> 2))) * 0x85ebca6bu;
    return h ^ h >> 15;
}

static uint32_t lower_hash(ch_sv letters)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < letters.n; i++)
        h = (h ^ (unsigned char)ch__to_lower(letters.p[i])) * 16777619u;
    return h ^ h >> 15;
}

static uint32_t run_cut(const ch__tokenizer *t, ch_sv letters)
{
    const uint32_t hash = lower_hash(letters);
    uint32_t low = 0, high = t->run_n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (t->runs[2 * middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == t->run_n || t->runs[2 * low] != hash) return 0;
    return t->runs[2 * low + 1] < letters.n ? t->runs[2 * low + 1] : 0;
}

/* Class, length up to 3 (digits: 4), capitals: what a decision needs of an atom it does not know. */
static uint8_t shape_of(ch_sv atom, ch__char_class class, uint32_t first)
{
    if (class == CH__CHAR_OTHER) return first < 0x80 ? (uint8_t)(128 + (first & 127)) : 127;
    const size_t n = atom.n > 4 ? 4 : atom.n;
    const bool is_upper = ch__is_upper_code_point(first);
    const bool is_all = atom.n > 1 && ch__is_upper(atom.p[atom.n - 1]);
    return (uint8_t)((class == CH__CHAR_DIGIT ? 64 : 0) + n * 4 + is_upper * 2 + is_all);
}

static bool is_apostrophe(ch_sv text, size_t at, size_t *length)
{
    if (at >= text.n) return false;
    const uint32_t c = ch__utf8_decode(text, at, length);
    return c == '\'' || c == 0x2019;
}

/* "don't": the run "don" ends before its n, so that "n't" can be a word. */
static bool is_before_nt(ch_sv text, size_t end)
{
    size_t length;
    if (text.p[end - 1] != 'n' && text.p[end - 1] != 'N') return false;
    if (!is_apostrophe(text, end, &length)) return false;
    const size_t t = end + length;
    if (t >= text.n || (text.p[t] != 't' && text.p[t] != 'T')) return false;
    return t + 1 >= text.n || !ch__is_alpha(text.p[t + 1]);
}

typedef struct atom_list {
    ch_sv text;
    ch_arena *arena;
    ch__atom *items;
    uint32_t n, capacity;
} atom_list;

static ch_status push(atom_list *list, size_t begin, size_t end, ch__char_class class,
                      bool is_forced, ch_error *err)
{
    CH_TRY(CH__PUSH(list->arena, &list->items, &list->n, &list->capacity, err));
    const ch_sv bytes = {list->text.p + begin, end - begin};
    size_t length;
    const uint32_t first = ch__utf8_decode(list->text, begin, &length);
    list->items[list->n - 1] = (ch__atom){.begin = (uint32_t)begin,
                                          .end = (uint32_t)end,
                                          .hash = lower_hash(bytes),
                                          .shape = shape_of(bytes, class, first),
                                          .is_forced = is_forced};
    return CH_OK;
}

static ch_status push_letters(const ch__tokenizer *t, atom_list *list, size_t begin, size_t end,
                              ch_error *err)
{
    if (end - begin > 1 && is_before_nt(list->text, end)) {
        CH_TRY(push(list, begin, end - 1, CH__CHAR_LETTER, false, err));
        return push(list, end - 1, end, CH__CHAR_LETTER, false, err);
    }
    const size_t cut =
        end - begin < 16 ? run_cut(t, (ch_sv){list->text.p + begin, end - begin}) : 0;
    if (cut) CH_TRY(push(list, begin, begin + cut, CH__CHAR_LETTER, true, err));
    return push(list, begin + cut, end, CH__CHAR_LETTER, false, err);
}

/* End of the run that starts at `at`; runs are cut at CH__WORD_BYTES_MAX. */
static size_t run_end(ch_sv text, size_t at, ch__char_class class)
{
    const size_t begin = at;
    size_t length;
    while (at < text.n && at - begin < CH__WORD_BYTES_MAX) {
        if (ch__char_class_of(ch__utf8_decode(text, at, &length)) != class) break;
        at += length;
        if (class == CH__CHAR_OTHER) break;
    }
    return at;
}

ch_status ch__atoms(const ch__tokenizer *t, ch_sv text, ch_arena *arena, ch__atom **out_atoms,
                    uint32_t *out_n, ch_error *err)
{
    atom_list list = {.text = text, .arena = arena};
    for (size_t at = 0; at < text.n;) {
        size_t length;
        const ch__char_class class = ch__char_class_of(ch__utf8_decode(text, at, &length));
        if (class == CH__CHAR_SPACE) {
            if (list.n) list.items[list.n - 1].is_space_after = true;
            at += length;
            continue;
        }
        const size_t end = run_end(text, at, class);
        if (class == CH__CHAR_LETTER)
            CH_TRY(push_letters(t, &list, at, end, err));
        else
            CH_TRY(push(&list, at, end, class, false, err));
        at = end;
    }
    if (list.n) list.items[list.n - 1].is_space_after = true;
    *out_atoms = list.items;
    *out_n = list.n;
    return CH_OK;
}

void ch__chunk_of(ch_sv text, const ch__atom *atoms, uint32_t n, uint32_t begin, ch__chunk *out)
{
    ch__chunk chunk = {.begin = begin, .end = begin, .hash = 17, .shape_hash = 19};
    for (uint32_t i = begin; i < n; i++) {
        chunk.end = i + 1;
        if (i - begin < CHUNK_ATOMS_MAX) {
            chunk.hash = mix(chunk.hash, atoms[i].hash);
            chunk.shape_hash = mix(chunk.shape_hash, atoms[i].shape);
            const char c = text.p[atoms[i].begin];
            if (c == '@') chunk.flags |= FLAG_AT;
            if (c == '/' && i > begin && text.p[atoms[i - 1].begin] == '/')
                chunk.flags |= FLAG_SLASHES;
            if ((c == 'w' || c == 'W') && atoms[i].end - atoms[i].begin == 3)
                chunk.flags |= FLAG_WWW;
            if (c == '.' && i > begin && !atoms[i].is_space_after &&
                ch__is_lower(text.p[atoms[i].end]))
                chunk.flags |= FLAG_DOT_LETTERS;
        }
        if (atoms[i].is_space_after) break;
    }
    if (chunk.end - begin > CHUNK_ATOMS_MAX)
        chunk.hash = chunk.shape_hash = 0, chunk.flags |= FLAG_LONG;
    *out = chunk;
}

/* An atom seen from a place: its hash, or that of its shape, and whether white space lies between. */
static uint32_t seen(const ch__atom *atoms, uint32_t n, uint32_t i, int32_t offset, bool is_shape)
{
    const int64_t at = (int64_t)i + offset;
    if (at < 0 || at >= n) return 1;
    const bool is_apart =
        offset < 0 ? atoms[at].is_space_after : offset > 1 && atoms[at - 1].is_space_after;
    return (is_shape ? atoms[at].shape * 2654435761u : atoms[at].hash) + (is_apart ? 77u : 0);
}

void ch__cut_features(const ch__atom *atoms, uint32_t n, uint32_t i, const ch__chunk *chunk,
                      ch__cut previous, uint32_t bits, uint32_t rows[CH__CUT_FEATURE_N])
{
    uint32_t h[6], s[6]; /* places i-2 .. i+3 */
    for (int32_t k = 0; k < 6; k++) {
        h[k] = seen(atoms, n, i, k - 2, false);
        s[k] = seen(atoms, n, i, k - 2, true);
    }
    uint32_t left = 3, right = 5;
    if (!(chunk->flags & FLAG_LONG)) {
        for (uint32_t k = chunk->begin; k <= i; k++) left = mix(left, atoms[k].hash);
        for (uint32_t k = i + 1; k < chunk->end; k++) right = mix(right, atoms[k].hash);
    }
    const uint32_t is_first = i == chunk->begin, is_last = i + 2 == chunk->end;
    const uint32_t place = is_first * 2 + is_last + chunk->flags * 4;
    const uint32_t hashes[CH__CUT_FEATURE_N] = {
        mix(h[2], h[3]),
        mix(h[2], place),
        mix(h[3], place),
        mix(mix(h[1], h[2]), h[3]),
        mix(mix(h[2], h[3]), h[4]),
        mix(mix(s[1], s[2]), mix(s[3], s[4])),
        mix(mix(mix(s[0], s[1]), mix(s[2], s[3])), mix(s[4], s[5])),
        mix(chunk->hash, i - chunk->begin),
        mix(left, is_last),
        mix(right, is_first),
        mix(mix(s[2], s[3]), place),
        mix(mix(s[2], h[3]), s[4]),
        mix(mix(h[1], h[2]), s[3]),
        mix(mix(s[2], s[3]), previous),
        mix(mix(h[2], h[3]), mix(s[4], is_last)),
        mix(chunk->shape_hash, i - chunk->begin),
        mix(mix(s[1], h[2]), mix(s[3], place)),
        mix(mix(h[2], s[3]), mix(previous, is_last)),
    };
    for (uint32_t f = 0; f < CH__CUT_FEATURE_N; f++)
        rows[f] = mix(hashes[f], f * 0x2545f491u) >> (32 - bits);
}

static ch__cut decide(const ch__tokenizer *t, const uint32_t rows[CH__CUT_FEATURE_N])
{
    int32_t scores[CH__CUT_N] = {0};
    for (uint32_t f = 0; f < CH__CUT_FEATURE_N; f++)
        for (uint32_t c = 0; c < CH__CUT_N; c++)
            scores[c] += t->weights[(size_t)rows[f] * CH__CUT_STRIDE + c];
    ch__cut best = CH__CUT_JOIN;
    for (uint32_t c = 1; c < CH__CUT_N; c++)
        if (scores[c] > scores[best]) best = (ch__cut)c;
    return best;
}

static bool is_initial(ch_sv text, const ch__atom *atoms, uint32_t n, uint32_t i)
{
    return i + 1 < n && atoms[i].end - atoms[i].begin == 1 &&
           ch__is_upper(text.p[atoms[i].begin]) && !atoms[i].is_space_after &&
           text.p[atoms[i + 1].begin] == '.' && atoms[i + 1].is_space_after;
}

/* "Vladimir", "Doe": a capital, then small letters. */
static bool is_name_like(ch_sv text, const ch__atom *atom)
{
    return atom->end - atom->begin > 1 && ch__is_upper(text.p[atom->begin]) &&
           ch__is_lower(text.p[atom->begin + 1]);
}

/* Words that rather begin a sentence after "Plan B." than stand for a name. */
static bool is_opening_word(ch_sv text, const ch__atom *atom)
{
    static const char *const WORDS[] = {
        "The",  "This",  "That",  "These", "Those", "He",  "She", "It",  "They", "We",   "You",
        "But",  "And",   "Or",    "In",    "On",    "At",  "An",  "If",  "As",   "So",   "No",
        "Not",  "His",   "Her",   "Its",   "Their", "Our", "My",  "For", "From", "With", "To",
        "When", "While", "After", "There", "What",  "Who", "How", "Why", "Then", NULL};
    const ch_sv word = {text.p + atom->begin, atom->end - atom->begin};
    for (const char *const *w = WORDS; *w; w++)
        if (ch__sv_is(word, *w)) return true;
    return false;
}

/* "J. K. Doe", "George W. Bush": the initial keeps its point, whatever the model thinks of it. */
static bool is_sure_initial(ch_sv text, const ch__atom *atoms, uint32_t n, uint32_t i)
{
    if (i == 0 || !is_initial(text, atoms, n, i)) return false;
    if (i >= 2 && is_initial(text, atoms, n, i - 2)) return true;
    return text.p[atoms[i].begin] != 'I' && i + 2 < n && atoms[i - 1].is_space_after &&
           is_name_like(text, &atoms[i - 1]) && is_name_like(text, &atoms[i + 2]) &&
           !is_opening_word(text, &atoms[i + 2]);
}

void ch__cuts(const ch__tokenizer *t, ch_sv text, const ch__atom *atoms, uint32_t n, uint8_t *cuts)
{
    ch__cut previous = CH__CUT_SPLIT;
    ch__chunk chunk = {0};
    uint32_t word_begin = 0, rows[CH__CUT_FEATURE_N];
    for (uint32_t i = 0; i < n; i++) {
        if (i == chunk.end) ch__chunk_of(text, atoms, n, i, &chunk);
        if (i == 0 || previous != CH__CUT_JOIN) word_begin = atoms[i].begin;
        if (atoms[i].is_space_after) {
            previous = CH__CUT_SPLIT;
        } else if (atoms[i].is_forced) {
            previous = CH__CUT_CLITIC;
        } else if (is_sure_initial(text, atoms, n, i)) {
            previous = CH__CUT_JOIN;
        } else if (atoms[i + 1].end - word_begin > CH__WORD_BYTES_MAX) {
            previous = CH__CUT_SPLIT;
        } else {
            ch__cut_features(atoms, n, i, &chunk, previous, t->bits, rows);
            previous = decide(t, rows);
        }
        cuts[i] = (uint8_t)previous;
    }
}
