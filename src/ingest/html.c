#include "ingest/html.h"

#include "base/text.h"
#include "chancery/ingest.h"
#include "ingest/html_tree.h"
#include "ingest/json_report.h"
#include "ingest/main_text.h"

/* The tree of an 8 MiB page of nothing but tags stays below this. */
enum { CHARSET_WITHIN = 1024 };
static const size_t TREE_MEMORY = (size_t)512 << 20;

typedef struct walker {
    ch_arena *arena; /* of the report */
    ch_error *err;
    ch_report report;
    ch__linked_data linked;
    ch_sv meta_date, time_date, page_title, first_h1;
    bool is_hint_ignored; /* read elements whose class says "sidebar" too */
    char *words;          /* all blocks' text, one after another */
    size_t word_n, word_capacity;
    size_t block_from, link_n;
    bool is_space_due;
    uint32_t link_depth;
    bool is_heading;
    ch__block *blocks;
    uint32_t block_n, block_capacity;
    ch__element *elements;
    uint32_t element_n, element_capacity;
    uint32_t *path; /* element indices from the root */
    uint32_t depth, path_capacity;
    uint32_t article;       /* innermost <article> or articleBody, or CH_NONE */
    uint32_t article_depth; /* where it was entered */
} walker;

/* ---- attributes and declarations ---- */

static ch_sv attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *a = gumbo_get_attribute(&node->v.element.attributes, name);
    return a ? ch__sv_trim((ch_sv){a->value, strlen(a->value)}) : (ch_sv){"", 0};
}

static bool is_word(ch_sv text, const char *word)
{
    const size_t n = strlen(word);
    if (text.n != n) return false;
    for (size_t i = 0; i < n; i++)
        if (ch__to_lower(text.p[i]) != word[i]) return false;
    return true;
}

static bool is_one_of(ch_sv text, const char *const *words)
{
    for (; *words; words++)
        if (is_word(text, *words)) return true;
    return false;
}

ch_sv ch__html_charset(ch_sv page)
{
    const ch_sv start = {page.p, page.n < CHARSET_WITHIN ? page.n : CHARSET_WITHIN};
    for (size_t i = 0; i + 8 < start.n; i++) {
        if (!is_word((ch_sv){start.p + i, 8}, "charset=")) continue;
        size_t from = i + 8;
        if (start.p[from] == '"' || start.p[from] == '\'') from++;
        size_t to = from;
        while (to < start.n && (ch__is_alpha(start.p[to]) || ch__is_digit(start.p[to]) ||
                                start.p[to] == '-' || start.p[to] == '_'))
            to++;
        return (ch_sv){start.p + from, to - from};
    }
    return (ch_sv){"", 0};
}

static ch_status keep_first(walker *w, ch_sv *field, ch_sv value)
{
    if (field->n || !value.n) return CH_OK;
    return ch_arena_copy(w->arena, value, field, w->err);
}

static ch_status keep_date(walker *w, ch_sv *field, ch_sv value)
{
    char date[11];
    if (!ch_published_read(value, date)) return CH_OK;
    return keep_first(w, field, (ch_sv){date, 10});
}

static ch_status read_meta(walker *w, const GumboNode *node)
{
    static const char *const dates[] = {"article:published_time",
                                        "datepublished",
                                        "date",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "publish_date",
                                        "publication_date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "dcterms.date",
                                        "dcterms.issued",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "og:published_time",
                                        "citation_publication_date",
                                        NULL};
    const ch_sv content = attribute(node, "content");
    ch_sv key = attribute(node, "property");
    if (!key.n) key = attribute(node, "name");
    if (!key.n) key = attribute(node, "itemprop");
    if (is_word(key, "og:title")) return keep_first(w, &w->report.title, content);
    if (is_word(key, "og:site_name")) return keep_first(w, &w->report.source, content);
    if (is_word(key, "og:url")) return keep_first(w, &w->report.url, content);
    if (is_one_of(key, dates)) return keep_date(w, &w->meta_date, content);
    return CH_OK;
}

static ch_sv only_text(const GumboNode *node)
{
    const GumboVector *children = &node->v.element.children;
    if (children->length != 1) return (ch_sv){"", 0};
    const GumboNode *child = children->data[0];
    if (child->type != GUMBO_NODE_TEXT) return (ch_sv){"", 0};
    return ch__sv_trim((ch_sv){child->v.text.text, strlen(child->v.text.text)});
}

static ch_status read_declaration(walker *w, const GumboNode *node)
{
    switch ((int)node->v.element.tag) {
    case GUMBO_TAG_META:
        return read_meta(w, node);
    case GUMBO_TAG_TITLE:
        return keep_first(w, &w->page_title, only_text(node));
    case GUMBO_TAG_HTML:
        return keep_first(w, &w->report.language, attribute(node, "lang"));
    case GUMBO_TAG_LINK:
        if (!is_word(attribute(node, "rel"), "canonical")) return CH_OK;
        return keep_first(w, &w->report.url, attribute(node, "href"));
    case GUMBO_TAG_TIME:
        return keep_date(w, &w->time_date, attribute(node, "datetime"));
    case GUMBO_TAG_SCRIPT:
        if (!is_word(attribute(node, "type"), "application/ld+json")) return CH_OK;
        return ch__json_linked_data(only_text(node), w->arena, &w->linked, w->err);
    default:
        return CH_OK;
    }
}

/* ---- blocks ---- */

static void add_bytes(walker *w, const char *bytes, size_t n)
{
    if (w->word_n + n > w->word_capacity) return; /* cannot happen: see ch__html_report */
    memcpy(w->words + w->word_n, bytes, n);
    w->word_n += n;
    if (w->link_depth) w->link_n += n;
}

/* White space of any kind becomes one space; soft hyphens and zero-width spaces go. */
static void add_text(walker *w, ch_sv text)
{
    for (size_t i = 0; i < text.n;) {
        size_t length = 1;
        const uint32_t c = ch__utf8_decode(text, i, &length);
        if (c == 0xA0 || (c < 0x80 && ch__is_space((char)c))) {
            w->is_space_due = true;
        } else if (c != 0xAD && c != 0x200B && c != 0xFEFF) {
            if (w->is_space_due && w->word_n > w->block_from) add_bytes(w, " ", 1);
            w->is_space_due = false;
            add_bytes(w, text.p + i, length);
        }
        i += length;
    }
}

static uint32_t ancestor(const walker *w, uint32_t levels)
{
    return w->depth >= levels ? w->path[w->depth - levels] : CH_NONE;
}

static ch_status end_block(walker *w)
{
    const ch_sv text = {w->words + w->block_from, w->word_n - w->block_from};
    if (text.n) {
        CH_TRY(CH__PUSH(w->arena, &w->blocks, &w->block_n, &w->block_capacity, w->err));
        w->blocks[w->block_n - 1] = (ch__block){.text = text,
                                                .link_n = w->link_n,
                                                .is_heading = w->is_heading,
                                                .parent = ancestor(w, 2),
                                                .grandparent = ancestor(w, 3),
                                                .article = w->article};
    }
    w->block_from = w->word_n;
    w->link_n = 0;
    w->is_space_due = false;
    return CH_OK;
}

/* ---- which elements ---- */

static bool is_inline(GumboTag tag)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_A,      GUMBO_TAG_ABBR,    GUMBO_TAG_B,      GUMBO_TAG_BDI,  GUMBO_TAG_BDO,
        GUMBO_TAG_CITE,   GUMBO_TAG_CODE,    GUMBO_TAG_DATA,   GUMBO_TAG_DEL,  GUMBO_TAG_DFN,
        GUMBO_TAG_EM,     GUMBO_TAG_FONT,    GUMBO_TAG_I,      GUMBO_TAG_INS,  GUMBO_TAG_KBD,
        GUMBO_TAG_MARK,   GUMBO_TAG_Q,       GUMBO_TAG_S,      GUMBO_TAG_SAMP, GUMBO_TAG_SMALL,
        GUMBO_TAG_SPAN,   GUMBO_TAG_STRONG,  GUMBO_TAG_SUB,    GUMBO_TAG_SUP,  GUMBO_TAG_TIME,
        GUMBO_TAG_TT,     GUMBO_TAG_U,       GUMBO_TAG_VAR,    GUMBO_TAG_WBR,  GUMBO_TAG_BIG,
        GUMBO_TAG_STRIKE, GUMBO_TAG_ACRONYM, GUMBO_TAG_UNKNOWN};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (tags[i] == tag) return true;
    return false;
}

static bool is_never_text(GumboTag tag)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,
        GUMBO_TAG_NAV,    GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,    GUMBO_TAG_FORM,
        GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_IFRAME,
        GUMBO_TAG_OBJECT, GUMBO_TAG_SVG,    GUMBO_TAG_FIGURE,   GUMBO_TAG_TITLE,
        GUMBO_TAG_MATH,   GUMBO_TAG_AUDIO,  GUMBO_TAG_VIDEO,    GUMBO_TAG_CANVAS};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (tags[i] == tag) return true;
    return false;
}

static bool starts_with_hint(ch_sv word)
{
    static const char *const hints[] = {
        "nav",       "menu",     "footer", "sidebar",    "related",   "comment",    "cookie",
        "share",     "social",   "promo",  "newsletter", "subscri",   "breadcrumb", "advert",
        "recommend", "trending", "modal",  "popup",      "most-read", "read-more",  "caption"};
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        const size_t n = strlen(hints[i]);
        if (word.n >= n && is_word((ch_sv){word.p, n}, hints[i])) return true;
    }
    return false;
}

/* class="sidebar-left" and its kin; "has-sidebar" on a page's body is none. */
static bool is_hinted_away(const walker *w, const GumboNode *node)
{
    const GumboTag tag = node->v.element.tag;
    if (w->is_hint_ignored || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY ||
        tag == GUMBO_TAG_MAIN || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_HEAD)
        return false;
    const ch_sv lists[] = {attribute(node, "class"), attribute(node, "id")};
    for (size_t i = 0; i < 2; i++) {
        ch_sv rest = lists[i], word;
        while (rest.p && ch__sv_split(&rest, ' ', &word))
            if (starts_with_hint(word)) return true;
    }
    return false;
}

static bool is_article(const GumboNode *node)
{
    return node->v.element.tag == GUMBO_TAG_ARTICLE ||
           is_word(attribute(node, "itemprop"), "articlebody");
}

static bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

/* ---- walking ---- */

static ch_status push_element(walker *w, const GumboNode *node)
{
    CH_TRY(CH__PUSH(w->arena, &w->elements, &w->element_n, &w->element_capacity, w->err));
    w->elements[w->element_n - 1] = (ch__element){.block_begin = w->block_n};
    CH_TRY(CH__PUSH(w->arena, &w->path, &w->depth, &w->path_capacity, w->err));
    w->path[w->depth - 1] = w->element_n - 1;
    if (w->article == CH_NONE && is_article(node)) {
        w->article = w->element_n - 1;
        w->article_depth = w->depth;
    }
    return CH_OK;
}

/* *out_is_inside: go on to its children, and come back to leave(). */
static ch_status enter(walker *w, const GumboNode *node, bool *out_is_inside)
{
    *out_is_inside = false;
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
        node->type == GUMBO_NODE_CDATA) {
        add_text(w, (ch_sv){node->v.text.text, strlen(node->v.text.text)});
        return CH_OK;
    }
    if (node->type != GUMBO_NODE_ELEMENT) return CH_OK;
    const GumboTag tag = node->v.element.tag;
    CH_TRY(read_declaration(w, node));
    if (is_never_text(tag) || is_hinted_away(w, node)) return CH_OK;
    *out_is_inside = true;
    if (tag == GUMBO_TAG_A) w->link_depth++;
    if (is_inline(tag)) return CH_OK;
    CH_TRY(end_block(w));
    w->is_heading = is_heading(tag);
    return push_element(w, node);
}

static ch_status leave(walker *w, const GumboNode *node)
{
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_A) w->link_depth--;
    if (is_inline(tag)) return CH_OK;
    const uint32_t block_n = w->block_n;
    CH_TRY(end_block(w));
    if (tag == GUMBO_TAG_H1 && w->block_n > block_n && !w->first_h1.n)
        w->first_h1 = w->blocks[block_n].text;
    w->is_heading = false;
    w->elements[w->path[w->depth - 1]].block_end = w->block_n;
    if (w->article != CH_NONE && w->depth == w->article_depth) w->article = CH_NONE;
    w->depth--;
    return CH_OK;
}

static ch_status walk(walker *w, const GumboNode *root)
{
    const GumboNode *node = root;
    for (;;) {
        bool is_inside = false;
        CH_TRY(enter(w, node, &is_inside));
        if (is_inside && node->v.element.children.length) {
            node = node->v.element.children.data[0];
            continue;
        }
        if (is_inside) CH_TRY(leave(w, node));
        for (;;) {
            if (node == root) return CH_OK;
            const GumboNode *parent = node->parent;
            const size_t next = node->index_within_parent + 1;
            if (next < parent->v.element.children.length) {
                node = parent->v.element.children.data[next];
                break;
            }
            node = parent;
            CH_TRY(leave(w, node));
        }
    }
}

/* ---- the report ---- */

/* ".../2025/12/10/..." */
static ch_status read_url_date(walker *w, ch_sv url, ch_sv *out)
{
    for (size_t i = 0; i + 11 < url.n && !out->n; i++)
        if (url.p[i] == '/' && url.p[i + 11] == '/')
            CH_TRY(keep_date(w, out, (ch_sv){url.p + i + 1, 10}));
    return CH_OK;
}

static ch_status settle(walker *w)
{
    ch_report *r = &w->report;
    CH_TRY(keep_date(w, &r->published, w->linked.published));
    CH_TRY(keep_date(w, &r->published, w->meta_date));
    CH_TRY(keep_date(w, &r->published, w->time_date));
    CH_TRY(read_url_date(w, r->url, &r->published));
    CH_TRY(keep_first(w, &r->title, w->linked.headline));
    CH_TRY(keep_first(w, &r->title, w->first_h1));
    CH_TRY(keep_first(w, &r->title, w->page_title));
    CH_TRY(keep_first(w, &r->source, w->linked.publisher));
    return ch__main_text(w->blocks, w->block_n, w->elements, w->element_n, r->title, w->arena,
                         &r->text, w->err);
}

static ch_status read_tree(const GumboNode *root, size_t page_n, bool is_hint_ignored,
                           ch_arena *arena, ch_report *out, ch_error *err)
{
    walker w = {.arena = arena, .err = err, .article = CH_NONE, .is_hint_ignored = is_hint_ignored};
    w.word_capacity = 2 * page_n + 64; /* a five-byte entity can be six bytes of text */
    CH_TRY(ch_arena_alloc(arena, w.word_capacity, 1, (void **)&w.words, err));
    CH_TRY(walk(&w, root));
    CH_TRY(settle(&w));
    *out = w.report;
    return CH_OK;
}

ch_status ch__html_report(ch_sv page, const char *name, ch_arena *arena, ch_report *out,
                          ch_error *err)
{
    ch_arena tree;
    ch_arena_init(&tree, TREE_MEMORY);
    GumboNode *root = NULL;
    ch_report report = {0};
    ch_status status = ch__html_parse(page, name, &tree, &root, err);
    if (status == CH_OK) status = read_tree(root, page.n, false, arena, &report, err);
    if (status == CH_OK && !report.text.n) /* a page whose text stands under a misleading class */
        status = read_tree(root, page.n, true, arena, &report, err);
    ch_arena_deinit(&tree);
    if (status != CH_OK) return status;
    if (!report.text.n)
        return ch_fail(err, CH_E_FORMAT, name, CH_NOWHERE, "no words in the HTML page");
    *out = report;
    return CH_OK;
}
