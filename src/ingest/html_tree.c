#include "ingest/html_tree.h"

#include "base/text.h"

#include <setjmp.h>

/* gumbo 0.10 frees its tree recursively, and its time grows with depth times length: pages nested
 * deeper than browsers draw (512) are refused before it sees them. */
enum { PAGE_LIMIT = 8 << 20, DEPTH_LIMIT = 1000, NAME_LIMIT = 10 };

/* Elements that are never open for long: void ones, and those whose end tag people leave out. */
static const char UNCOUNTED[] =
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|dt|dd|"
    "option|tbody|thead|tfoot|html|head|body";

/* Name of the tag after '<' or "</", lower-cased into `buffer`. */
static ch_sv tag_name(ch_sv page, size_t at, char buffer[NAME_LIMIT])
{
    size_t n = 0;
    while (at + n < page.n && n < NAME_LIMIT && ch__is_alpha(page.p[at + n])) {
        buffer[n] = ch__to_lower(page.p[at + n]);
        n++;
    }
    return (ch_sv){buffer, n};
}

static bool is_too_deep(ch_sv page)
{
    const ch_sv uncounted = {UNCOUNTED, sizeof UNCOUNTED - 1};
    size_t depth = 0;
    char buffer[NAME_LIMIT];
    const char *end = page.p + page.n;
    for (const char *p = page.p; (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++) {
        const bool is_end = p + 1 < end && p[1] == '/';
        const ch_sv name = tag_name(page, (size_t)(p - page.p) + 1 + is_end, buffer);
        if (!name.n || ch__sv_in(name, uncounted)) continue;
        if (!is_end) depth++;
        if (is_end && depth) depth--;
        if (depth > DEPTH_LIMIT) return true;
    }
    return false;
}

static bool is_hex_digit(char c)
{
    return ch__is_digit(c) || (ch__to_lower(c) >= 'a' && ch__to_lower(c) <= 'f');
}

/* The number of a character reference at "&#": one of nine digits and more overflows in gumbo 0.10,
 * which then writes what is no UTF-8. */
static bool is_overlong_reference(ch_sv page, size_t at)
{
    size_t n = 2;
    const bool is_hex = at + n < page.n && ch__to_lower(page.p[at + n]) == 'x';
    if (is_hex) n++;
    const size_t digits = at + n;
    while (at + n < page.n &&
           (is_hex ? is_hex_digit(page.p[at + n]) : ch__is_digit(page.p[at + n])))
        n++;
    return at + n - digits > (is_hex ? 7 : 8);
}

/* The page itself, or a copy in which overlong references are plain text. */
static ch_status tame_references(ch_sv *page, ch_arena *arena, ch_error *err)
{
    char *copy = NULL;
    const ch_sv original = *page;
    for (size_t at = 0; at + 1 < original.n; at++) {
        if (original.p[at] != '&' || original.p[at + 1] != '#') continue;
        if (!is_overlong_reference(original, at)) continue;
        if (!copy) {
            CH_TRY(ch_arena_copy(arena, original, page, err));
            copy = (char *)page->p; /* the copy is ours */
        }
        copy[at] = ' ';
    }
    return CH_OK;
}

typedef struct guarded {
    ch_arena *arena;
    jmp_buf out_of_memory;
} guarded;

/* gumbo does not look at what its allocator gives back, so running out must not come back. All its
 * memory is in the arena: leaving it in the middle loses nothing. */
static void *allocate(void *context, size_t size)
{
    guarded *g = context;
    void *memory = NULL;
    if (ch_arena_alloc(g->arena, 1, size, &memory, NULL) != CH_OK) longjmp(g->out_of_memory, 1);
    return memory;
}

static void release(void *context, void *memory) { (void)context, (void)memory; }

ch_status ch__html_parse(ch_sv page, const char *name, ch_arena *arena, GumboNode **out_root,
                         ch_error *err)
{
    if (page.n > PAGE_LIMIT)
        return ch_fail(err, CH_E_LIMIT, name, CH_NOWHERE,
                       "an HTML page of %zu bytes, at most %d are read", page.n, PAGE_LIMIT);
    if (is_too_deep(page))
        return ch_fail(err, CH_E_LIMIT, name, CH_NOWHERE, "HTML nested deeper than %d elements",
                       DEPTH_LIMIT);
    CH_TRY(tame_references(&page, arena, err));
    guarded g = {.arena = arena};
    if (setjmp(g.out_of_memory))
        return ch_fail(err, CH_E_LIMIT, name, CH_NOWHERE,
                       "the HTML page grows beyond %zu bytes when parsed", arena->limit);
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = &g;
    options.max_errors = 0;
    *out_root = gumbo_parse_with_options(&options, page.p, page.n)->root;
    return CH_OK;
}
