#include "tree.h"

enum { DEPTH_MAX = 24 }; /* deeper words are drawn at this depth */

void tree_mark_add(tree_marks *marks, ch_span span, const char *label, ch_sv value)
{
    if (marks->n == TREE_MARKS_N || span.begin >= span.end) return;
    tree_mark *mark = &marks->items[marks->n++];
    mark->span = span;
    snprintf(mark->text, sizeof mark->text, "%s%s%.*s", label, value.n ? " " : "",
             CH_SV_ARG(value));
}

void tree_mark_event(tree_marks *marks, const ch_event *e)
{
    const char *type = ch_event_type_text((ch_event_type)e->type);
    tree_mark_add(marks, e->trigger, "trigger", (ch_sv){type, strlen(type)});
    for (uint32_t i = 0; i < e->actor_n; i++)
        tree_mark_add(marks, e->actors[i].span, "actor", e->actors[i].key);
    for (uint32_t i = 0; i < e->recipient_n; i++)
        tree_mark_add(marks, e->recipients[i].span, "recipient", e->recipients[i].key);
    for (uint32_t i = 0; i < e->source_n; i++) {
        tree_mark_add(marks, e->sources[i].who.span, "source", e->sources[i].who.key);
        tree_mark_add(marks, e->sources[i].cue_span, "cue", (ch_sv){"", 0});
    }
    tree_mark_add(marks, e->date.span, "when", e->date.value);
    tree_mark_add(marks, e->place.span, "where",
                  e->place.name.n ? e->place.name : e->place.country);
    tree_mark_add(marks, e->object, "object", (ch_sv){"", 0});
}

static bool is_inside(ch_span inner, ch_span outer)
{
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

/* A phrase is marked at its head: the word inside it whose own head is outside. */
static void print_marks(const ask *a, const ch_analysis *analysis, uint32_t at,
                        const tree_marks *marks)
{
    const ch_token *t = &analysis->tokens[at];
    bool is_first = true;
    for (uint32_t i = 0; i < marks->n; i++) {
        const tree_mark *mark = &marks->items[i];
        if (!is_inside(t->span, mark->span)) continue;
        if (t->head != CH_NONE && is_inside(analysis->tokens[t->head].span, mark->span)) continue;
        printf("%s%s%s%s", is_first ? "  <- " : ", ", ask_bold(a), mark->text, ask_plain(a));
        is_first = false;
    }
}

static uint32_t depth_of(const ch_analysis *analysis, uint32_t at)
{
    uint32_t depth = 0;
    while (depth < DEPTH_MAX && analysis->tokens[at].head != CH_NONE) {
        at = analysis->tokens[at].head;
        depth++;
    }
    return depth;
}

/* The branches left of a word: a bar under every ancestor that still has dependants to come. */
static void print_branches(const ch_analysis *analysis, uint32_t at, uint32_t depth)
{
    uint32_t path[DEPTH_MAX + 1], n = 0;
    for (uint32_t token = at; n < depth; token = analysis->tokens[token].head) path[n++] = token;
    for (uint32_t i = n; i-- > 0;) {
        const bool has_more = analysis->tokens[path[i]].sibling != CH_NONE;
        fputs(i ? (has_more ? "│  " : "   ") : (has_more ? "├─ " : "└─ "), stdout);
    }
}

static void print_word(const ask *a, const ch_analysis *analysis, uint32_t at,
                       const tree_marks *marks)
{
    const ch_token *t = &analysis->tokens[at];
    const uint32_t depth = depth_of(analysis, at);
    const size_t used = 4 + 3 * (size_t)depth + columns_of(t->form);
    printf("    ");
    print_branches(analysis, at, depth);
    print_words(stdout, t->form, 60);
    printf("%*s  %s%-5s %s%s", used < 44 ? (int)(44 - used) : 0, "", ask_dim(a),
           ch_upos_text((ch_upos)t->upos), ch_deprel_text((ch_deprel)t->deprel), ask_plain(a));
    print_marks(a, analysis, at, marks);
    putchar('\n');
}

/* Head first, then dependants in the order of the text; every word of the sentence once. */
static void draw_from(const ask *a, const ch_analysis *analysis, uint32_t root,
                      const tree_marks *marks)
{
    const ch_token *tokens = analysis->tokens;
    uint32_t at = root;
    for (;;) {
        print_word(a, analysis, at, marks);
        if (tokens[at].child != CH_NONE) {
            at = tokens[at].child;
            continue;
        }
        while (at != root && tokens[at].sibling == CH_NONE) at = tokens[at].head;
        if (at == root) return;
        at = tokens[at].sibling;
    }
}

void tree_draw(const ask *a, const ch_analysis *analysis, uint32_t sentence,
               const tree_marks *marks)
{
    const ch_sentence *s = &analysis->sentences[sentence];
    for (uint32_t i = s->token_begin; i < s->token_end; i++)
        if (analysis->tokens[i].head == CH_NONE) draw_from(a, analysis, i, marks);
}
