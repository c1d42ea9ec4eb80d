/* An analysis as a page for people. Type and certainty in words; every name with its key. */
#include "base/text.h"
#include "chancery/export.h"
#include "export/page.h"

#include <stdio.h>

enum { INDENT = 2, TEXT_COLUMN = 13, WIDTH_DEFAULT = 80, TITLE_LIMIT = 200 };

typedef const ch_analysis *analysis;

static ch_sv words_of(analysis a, ch_span span) { return ch__span_text(a->report.text, span); }
static bool is_set(ch_span span) { return span.end > span.begin; }

static const char *veracity_words(uint8_t veracity)
{
    static const char *const words[CH_VERACITY_N] = {
        "certain",         "probable",        "possible",        "not settled",
        "possibly not so", "probably not so", "certainly not so"};
    return veracity < CH_VERACITY_N ? words[veracity] : "";
}

/* ---- who ---- */

static void say_key(ch__page *page, ch_sv key, ch_sv sector)
{
    ch__page_add(page, key);
    if (sector.n) ch__page_say(page, " ");
    ch__page_add(page, sector);
}

static void say_country(ch__page *page, ch_sv key)
{
    ch__page_say(page, " (");
    ch__page_add(page, key);
    ch__page_say(page, ")");
}

/* "he", "both nations": what they stand for says more than they do. */
static bool stands_for_others(analysis a, const ch_participant *who)
{
    return who->mention != CH_NONE && who->mention < a->mention_n &&
           a->mentions[who->mention].kind == CH_MENTION_REFERENCE;
}

/* Participants told by the same words: "the leaders of France and Germany" (FRA GOV, DEU GOV). */
static uint32_t told_together(const ch_participant *side, uint32_t n)
{
    uint32_t together = 1;
    while (together < n && is_set(side->span) && !side->entity.n && !side[together].entity.n &&
           side[together].span.begin == side->span.begin &&
           side[together].span.end == side->span.end)
        together++;
    return together;
}

static void say_participants(ch__page *page, analysis a, const ch_participant *who, uint32_t n)
{
    if (!is_set(who->span) && ch__sv_is(who->key, "unk")) {
        ch__page_say(page, "somebody unnamed");
        return;
    }
    const bool has_words = who->entity.n || (is_set(who->span) && !stands_for_others(a, who));
    if (has_words) {
        ch__page_add(page, who->entity.n ? who->entity : words_of(a, who->span));
        ch__page_say(page, " (");
    }
    for (uint32_t i = 0; i < n; i++) {
        if (i) ch__page_say(page, ", ");
        say_key(page, who[i].key, who[i].sector);
    }
    if (who->is_variant) {
        ch__page_say(page, ", in the text ");
        ch__page_quote(page, words_of(a, who->span));
    }
    if (has_words) ch__page_say(page, ")");
}

static void say_participant(ch__page *page, analysis a, const ch_participant *who)
{
    say_participants(page, a, who, 1);
}

static void say_side(ch__page *page, analysis a, const ch_participant *side, uint32_t n,
                     const char *between)
{
    for (uint32_t i = 0; i < n;) {
        const uint32_t together = told_together(side + i, n - i);
        if (i) ch__page_say(page, between);
        say_participants(page, a, &side[i], together);
        i += together;
    }
}

static void say_list(ch__page *page, const ch_sv *items, uint32_t n, const char *between)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i) ch__page_say(page, between);
        ch__page_add(page, items[i]);
    }
}

static void say_veracity(ch__page *page, uint8_t veracity)
{
    ch__page_say(page, "; ");
    ch__page_say(page, veracity_words(veracity));
}

/* ---- when, where, on whose word ---- */

static void say_part(ch__page *page, const char *name, ch_sv value)
{
    if (!value.n) return;
    ch__page_say(page, "; ");
    ch__page_say(page, name);
    ch__page_add(page, value);
}

static void say_place(ch__page *page, const ch_place_field *place)
{
    if (!place->is_set) return;
    if (place->name.n) {
        say_part(page, "in ", place->name);
        if (place->country.n) say_country(page, place->country);
    } else if (place->one_of_n) {
        ch__page_say(page, "; in one of ");
        say_list(page, place->one_of, place->one_of_n, ", ");
    } else {
        say_part(page, "in ", place->country);
    }
    for (uint32_t i = 0; i < place->also_n; i++) say_part(page, "and in ", place->also[i].name);
}

static void say_sources(ch__page *page, analysis a, const ch_event *e)
{
    for (uint32_t i = 0; i < e->source_n; i++) {
        const ch_source *s = &e->sources[i];
        ch__page_say(page, !i ? "; said by " : s->is_joint ? " and " : ", citing ");
        say_participant(page, a, &s->who);
        if (s->channel.n) ch__page_say(page, " on ");
        ch__page_add(page, s->channel);
    }
}

static void say_marks(ch__page *page, const ch_event *e)
{
    static const char *const marks[] = {"; told as history", "; still to come", "; supposed",
                                        "; negated"};
    for (int i = 0; i < 4; i++)
        if (e->auxiliary >> i & 1) ch__page_say(page, marks[i]);
}

/* ---- the sections ---- */

static void heading(ch__page *page, const char *text)
{
    ch__page_blank(page);
    ch__page_say(page, text);
    ch__page_end_in(page, CH__INK_BOLD, 0);
}

static void end_labelled(ch__page *page, ch_sv label, unsigned column)
{
    char text[32];
    snprintf(text, sizeof text, "%.*s", CH_SV_ARG(label));
    ch__page_end(page, INDENT, text, CH__INK_PLAIN, column);
}

static ch__ink ink_of(uint8_t type) { return type <= CH_TYPE_RETREAT ? CH__INK_GOOD : CH__INK_BAD; }

static void print_event(ch__page *page, analysis a, const ch_event *e)
{
    say_side(page, a, e->actors, e->actor_n, e->is_mutual ? " + " : ", ");
    if (e->recipient_n) ch__page_say(page, " -> ");
    say_side(page, a, e->recipients, e->recipient_n, ", ");
    ch__page_say(page, ": ");
    ch__page_add(page, words_of(a, e->trigger));
    if (is_set(e->object)) ch__page_say(page, " - ");
    ch__page_add(page, words_of(a, e->object));
    ch__page_end(page, INDENT, ch_event_type_text((ch_event_type)e->type), ink_of(e->type),
                 TEXT_COLUMN);
    ch__page_say(page, veracity_words(e->veracity));
    say_marks(page, e);
    say_part(page, "", e->date.value);
    say_place(page, &e->place);
    say_sources(page, a, e);
    say_part(page, "CAMEO ", e->cameo);
    ch__page_end_in(page, CH__INK_DIM, TEXT_COLUMN);
}

static void print_instrument(ch__page *page, analysis a, const ch_instrument *x)
{
    ch__page_add(page, is_set(x->title) ? words_of(a, x->title) : x->kind);
    ch__page_say(page, ": ");
    say_list(page, x->parties, x->party_n, " + ");
    say_part(page, "", x->stage);
    say_part(page, "on ", x->signed_on.value);
    say_part(page, "for ", x->period);
    say_place(page, &x->place);
    end_labelled(page, x->kind, TEXT_COLUMN);
    for (uint32_t i = 0; i < x->provision_n; i++) {
        ch__page_add(page, words_of(a, x->provisions[i].span));
        say_veracity(page, x->provisions[i].veracity);
        ch__page_end(page, TEXT_COLUMN, "-", CH__INK_PLAIN, TEXT_COLUMN + 2);
    }
}

static void print_exercise(ch__page *page, const ch_exercise *x)
{
    if (x->name.n) ch__page_add(page, x->name);
    if (x->name.n) ch__page_say(page, ": ");
    say_list(page, x->participants, x->participant_n, " + ");
    say_part(page, "", x->stage);
    say_part(page, "", x->period);
    if (x->one_of_n && !x->place.is_set) {
        ch__page_say(page, "; in one of ");
        say_list(page, x->one_of, x->one_of_n, ", ");
    }
    say_place(page, &x->place);
    say_part(page, "host ", x->host);
    ch__page_end(page, INDENT, "exercise", CH__INK_PLAIN, TEXT_COLUMN);
}

static void print_visit(ch__page *page, const ch_visit *x)
{
    ch__page_add(page, x->entity.n ? x->entity : x->visitor);
    if (x->entity.n) say_country(page, x->visitor);
    ch__page_say(page, " to ");
    ch__page_add(page, x->host.n ? x->host : CH_SV("a host not told"));
    say_part(page, "", x->stage);
    say_part(page, "", x->date);
    say_place(page, &x->place);
    if (x->met_n) ch__page_say(page, "; met ");
    say_list(page, x->met, x->met_n, ", ");
    ch__page_end(page, INDENT, "visit", CH__INK_PLAIN, TEXT_COLUMN);
}

static void print_relation(ch__page *page, analysis a, const ch_relation *x)
{
    ch__page_add(page, x->a.n ? x->a : CH_SV("?"));
    ch__page_say(page, x->is_mutual ? " + " : " -> ");
    ch__page_add(page, x->b.n ? x->b : CH_SV("?"));
    ch__page_say(page, ": ");
    ch__page_quote(page, words_of(a, x->span));
    if (x->veracity != CH_VERACITY_CT_PLUS) say_veracity(page, x->veracity);
    end_labelled(page, x->kind, TEXT_COLUMN + 3); /* "cooperation" */
}

static void print_statement(ch__page *page, analysis a, const ch_statement *x)
{
    say_participant(page, a, &x->speaker);
    if (x->channel.n) ch__page_say(page, " on ");
    ch__page_add(page, x->channel);
    ch__page_say(page, ": ");
    if (is_set(x->quoted))
        ch__page_quote(page, words_of(a, x->quoted));
    else
        ch__page_add(page, words_of(a, x->span));
    end_labelled(page, x->stance, TEXT_COLUMN);
}

static void print_question(ch__page *page, analysis a, const ch_question *x)
{
    ch__page_add(page, x->about);
    ch__page_say(page, ": ");
    ch__page_quote(page, words_of(a, x->span));
    ch__page_end(page, INDENT, "?", CH__INK_PLAIN, INDENT + 2);
}

static void print_registers(ch__page *page, analysis a)
{
    if (!a->instrument_n && !a->exercise_n && !a->visit_n) return;
    heading(page, "Registers");
    for (uint32_t i = 0; i < a->instrument_n; i++) print_instrument(page, a, &a->instruments[i]);
    for (uint32_t i = 0; i < a->exercise_n; i++) print_exercise(page, &a->exercises[i]);
    for (uint32_t i = 0; i < a->visit_n; i++) print_visit(page, &a->visits[i]);
}

/* The title, or how the text begins. */
static void print_head(ch__page *page, const ch_report *r)
{
    ch_sv title = r->title;
    if (!title.n) {
        const ch_sv text = ch__sv_trim(r->text);
        const char *end = memchr(text.p, '\n', text.n);
        title = (ch_sv){text.p, end ? (size_t)(end - text.p) : text.n};
    }
    const bool is_cut = title.n > TITLE_LIMIT;
    if (is_cut) title.n = TITLE_LIMIT;
    while (is_cut && title.n && title.p[title.n - 1] != ' ') title.n--;
    ch__page_add(page, title);
    if (is_cut) ch__page_say(page, "...");
    ch__page_end_in(page, CH__INK_BOLD, 0);
    ch__page_add(page, r->published.n ? r->published : CH_SV("no date"));
    say_part(page, "", r->source);
    say_part(page, "", r->url);
    say_part(page, "id ", r->id);
    ch__page_end_in(page, CH__INK_DIM, 0);
}

static void print_all(ch__page *page, analysis a)
{
    print_head(page, &a->report);
    if (a->event_n) heading(page, "Events");
    for (uint32_t i = 0; i < a->event_n; i++) print_event(page, a, &a->events[i]);
    print_registers(page, a);
    if (a->relation_n) heading(page, "Relations");
    for (uint32_t i = 0; i < a->relation_n; i++) print_relation(page, a, &a->relations[i]);
    if (a->statement_n) heading(page, "Statements");
    for (uint32_t i = 0; i < a->statement_n; i++) print_statement(page, a, &a->statements[i]);
    if (a->question_n) heading(page, "Open questions");
    for (uint32_t i = 0; i < a->question_n; i++) print_question(page, a, &a->questions[i]);
    if (!a->event_n && !a->instrument_n && !a->exercise_n && !a->visit_n && !a->relation_n &&
        !a->statement_n && !a->question_n) {
        ch__page_say(page, "Nothing found: no deed of a political actor, no statement.");
        ch__page_end(page, 0, "", CH__INK_PLAIN, 0);
    }
    ch__page_blank(page);
}

ch_status ch_export_people(const ch_analysis *a, const ch_people_options *options, char **out,
                           size_t *out_n, ch_error *err)
{
    ch__page page = {.width = WIDTH_DEFAULT};
    if (options && options->width) page.width = options->width;
    if (options) page.has_colour = options->has_colour;
    print_all(&page, a);
    page.out.is_failed |= page.paragraph.is_failed;
    ch__buffer_free(&page.paragraph);
    return ch__buffer_take(&page.out, out, out_n, err);
}
