/* The codebook's JSON Lines, docs/codebook.md section 9. Field order is fixed. */
#include "base/text.h"
#include "chancery/export.h"
#include "export/coded.h"

typedef const ch_analysis *analysis;

static bool is_set(ch_span span) { return span.end > span.begin; }

static void key_text(ch__json *json, const char *key, ch_sv text)
{
    ch__json_key(json, key);
    ch__json_text_or_null(json, text);
}

static void key_cstring(ch__json *json, const char *key, const char *text)
{
    key_text(json, key, (ch_sv){text, strlen(text)});
}

/* "text", "start", "end" of a span; all null when there is none. */
static void write_span(ch__json *json, analysis a, ch_span span)
{
    key_text(json, "text", is_set(span) ? ch__span_text(a->report.text, span) : (ch_sv){NULL, 0});
    ch__json_key(json, "start");
    if (is_set(span))
        ch__json_number(json, span.begin);
    else
        ch__json_null(json);
    ch__json_key(json, "end");
    if (is_set(span))
        ch__json_number(json, span.end);
    else
        ch__json_null(json);
}

static void write_span_object(ch__json *json, analysis a, ch_span span)
{
    if (!is_set(span)) {
        ch__json_null(json);
        return;
    }
    ch__json_open(json, '{');
    write_span(json, a, span);
    ch__json_close(json, '}');
}

static void write_keys(ch__json *json, const ch_sv *keys, uint32_t n)
{
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < n; i++) ch__json_text(json, keys[i]);
    ch__json_close(json, ']');
}

static void write_contexts(ch__json *json, uint64_t contexts)
{
    ch__json_open(json, '[');
    for (int i = 0; i < CH_CONTEXT_N; i++)
        if (contexts >> i & 1) {
            const char *name = ch_context_text((ch_context)i);
            ch__json_text(json, (ch_sv){name, strlen(name)});
        }
    ch__json_close(json, ']');
}

static void write_auxiliary(ch__json *json, uint8_t auxiliary)
{
    static const char *const names[] = {"historical", "future", "hypothetical", "negation"};
    ch__json_open(json, '[');
    for (int i = 0; i < 4; i++)
        if (auxiliary >> i & 1) ch__json_text(json, (ch_sv){names[i], strlen(names[i])});
    ch__json_close(json, ']');
}

static void write_participant_fields(ch__json *json, analysis a, const ch_participant *who)
{
    write_span(json, a, who->span);
    key_text(json, "key", who->key);
    key_text(json, "sector", who->sector);
    key_text(json, "entity", who->entity);
    if (who->office.n) key_text(json, "office", who->office);
    if (who->is_variant) {
        ch__json_key(json, "variant");
        ch__json_bool(json, true);
    }
}

static void write_participants(ch__json *json, analysis a, const char *key,
                               const ch_participant *items, uint32_t n)
{
    ch__json_key(json, key);
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < n; i++) {
        ch__json_open(json, '{');
        write_participant_fields(json, a, &items[i]);
        ch__json_close(json, '}');
    }
    ch__json_close(json, ']');
}

static void write_sources(ch__json *json, analysis a, const ch_source *sources, uint32_t n)
{
    ch__json_key(json, "sources");
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < n; i++) {
        const ch_source *s = &sources[i];
        ch__json_open(json, '{');
        key_text(json, "key", s->who.key);
        key_text(json, "sector", s->who.sector);
        key_text(json, "entity", s->who.entity);
        key_text(json, "cue", s->cue);
        key_text(json, "channel", s->channel);
        if (s->who.is_unnamed) {
            ch__json_key(json, "named");
            ch__json_bool(json, false);
        }
        if (s->is_joint) {
            ch__json_key(json, "joint");
            ch__json_bool(json, true);
        }
        ch__json_key(json, "words");
        write_span_object(json, a, s->who.span);
        ch__json_close(json, '}');
    }
    ch__json_close(json, ']');
}

static void write_date(ch__json *json, analysis a, const ch_date_field *date)
{
    if (!date->value.n) {
        ch__json_null(json);
        return;
    }
    ch__json_open(json, '{');
    key_text(json, "value", date->value);
    write_span(json, a, date->span);
    ch__json_close(json, '}');
}

static void write_place_fields(ch__json *json, analysis a, const ch_place_field *place)
{
    write_span(json, a, place->span);
    key_text(json, "name", place->name);
    key_text(json, "country", place->country);
    ch__json_key(json, "lat");
    if (place->has_point)
        ch__json_degrees(json, place->latitude);
    else
        ch__json_null(json);
    ch__json_key(json, "lon");
    if (place->has_point)
        ch__json_degrees(json, place->longitude);
    else
        ch__json_null(json);
    if (place->one_of_n) {
        ch__json_key(json, "one_of");
        write_keys(json, place->one_of, place->one_of_n);
    }
}

static void write_place(ch__json *json, analysis a, const ch_place_field *place)
{
    if (!place->is_set) {
        ch__json_null(json);
        return;
    }
    ch__json_open(json, '{');
    write_place_fields(json, a, place);
    if (place->also_n) {
        ch__json_key(json, "also");
        ch__json_open(json, '[');
        for (uint32_t i = 0; i < place->also_n; i++) write_place(json, a, &place->also[i]);
        ch__json_close(json, ']');
    }
    ch__json_close(json, '}');
}

void ch__json_event_fields(ch__json *json, const ch_analysis *a, const ch_event *e)
{
    key_cstring(json, "type", ch_event_type_text((ch_event_type)e->type));
    if (e->act) key_cstring(json, "act", ch_event_type_text((ch_event_type)e->act));
    key_text(json, "mode", e->mode);
    ch__json_key(json, "contexts");
    write_contexts(json, e->contexts);
    key_text(json, "cameo", e->cameo);
    if (e->is_mutual) {
        ch__json_key(json, "mutual");
        ch__json_bool(json, true);
    }
    ch__json_key(json, "trigger");
    write_span_object(json, a, e->trigger);
    ch__json_key(json, "mentions");
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < e->mention_sentence_n; i++)
        ch__json_number(json, e->mention_sentences[i]);
    ch__json_close(json, ']');
    write_participants(json, a, "actors", e->actors, e->actor_n);
    write_participants(json, a, "recipients", e->recipients, e->recipient_n);
    ch__json_key(json, "auxiliary");
    write_auxiliary(json, e->auxiliary);
    key_cstring(json, "veracity", ch_veracity_text((ch_veracity)e->veracity));
    write_sources(json, a, e->sources, e->source_n);
    ch__json_key(json, "date");
    write_date(json, a, &e->date);
    ch__json_key(json, "place");
    write_place(json, a, &e->place);
    ch__json_key(json, "object");
    write_span_object(json, a, e->object);
}

static void write_event(ch__json *json, analysis a, const ch_event *e)
{
    ch__json_open(json, '{');
    key_text(json, "id", e->id);
    ch__json_event_fields(json, a, e);
    if (e->denies != CH_NONE) key_text(json, "of", a->events[e->denies].id);
    ch__json_close(json, '}');
}

static void write_event_ids(ch__json *json, analysis a, const uint32_t *events, uint32_t n)
{
    ch__json_key(json, "events");
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < n; i++) ch__json_text(json, a->events[events[i]].id);
    ch__json_close(json, ']');
}

static void write_register_place(ch__json *json, analysis a, const ch_place_field *place)
{
    ch__json_key(json, "place");
    write_place(json, a, place);
}

void ch__json_instrument_fields(ch__json *json, const ch_analysis *a, const ch_instrument *x)
{
    key_text(json, "kind", x->kind);
    ch__json_key(json, "parties");
    write_keys(json, x->parties, x->party_n);
    ch__json_key(json, "subjects");
    write_contexts(json, x->subjects);
    ch__json_key(json, "title");
    write_span_object(json, a, x->title);
    key_text(json, "stage", x->stage);
    key_text(json, "signed", x->signed_on.value);
    if (is_set(x->signed_on.span)) {
        ch__json_key(json, "signed_words");
        write_span_object(json, a, x->signed_on.span);
    }
    write_register_place(json, a, &x->place);
    key_text(json, "period", x->period);
    ch__json_key(json, "provisions");
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < x->provision_n; i++) {
        ch__json_open(json, '{');
        write_span(json, a, x->provisions[i].span);
        key_cstring(json, "veracity", ch_veracity_text((ch_veracity)x->provisions[i].veracity));
        ch__json_close(json, '}');
    }
    ch__json_close(json, ']');
}

static void write_instrument(ch__json *json, analysis a, const ch_instrument *x)
{
    ch__json_open(json, '{');
    key_text(json, "id", x->id);
    ch__json_instrument_fields(json, a, x);
    write_event_ids(json, a, x->events, x->event_n);
    ch__json_close(json, '}');
}

void ch__json_exercise_fields(ch__json *json, const ch_analysis *a, const ch_exercise *x)
{
    ch__json_key(json, "participants");
    write_keys(json, x->participants, x->participant_n);
    key_text(json, "host", x->host);
    ch__json_key(json, "one_of");
    write_keys(json, x->one_of, x->one_of_n);
    write_register_place(json, a, &x->place);
    key_text(json, "period", x->period);
    key_text(json, "name", x->name);
    key_text(json, "stage", x->stage);
}

static void write_exercise(ch__json *json, analysis a, const ch_exercise *x)
{
    ch__json_open(json, '{');
    key_text(json, "id", x->id);
    ch__json_exercise_fields(json, a, x);
    key_text(json, "instrument",
             x->instrument == CH_NONE ? (ch_sv){NULL, 0} : a->instruments[x->instrument].id);
    write_event_ids(json, a, x->events, x->event_n);
    ch__json_close(json, '}');
}

void ch__json_visit_fields(ch__json *json, const ch_analysis *a, const ch_visit *x)
{
    key_text(json, "visitor", x->visitor);
    key_text(json, "entity", x->entity);
    key_text(json, "host", x->host);
    key_text(json, "date", x->date);
    write_register_place(json, a, &x->place);
    ch__json_key(json, "met");
    write_keys(json, x->met, x->met_n);
    key_text(json, "stage", x->stage);
}

static void write_visit(ch__json *json, analysis a, const ch_visit *x)
{
    ch__json_open(json, '{');
    key_text(json, "id", x->id);
    ch__json_visit_fields(json, a, x);
    write_event_ids(json, a, x->events, x->event_n);
    ch__json_close(json, '}');
}

static void write_relation(ch__json *json, analysis a, const ch_relation *x)
{
    ch__json_open(json, '{');
    key_text(json, "kind", x->kind);
    key_text(json, "a", x->a);
    key_text(json, "b", x->b);
    ch__json_key(json, "mutual");
    ch__json_bool(json, x->is_mutual);
    key_cstring(json, "veracity", ch_veracity_text((ch_veracity)x->veracity));
    write_span(json, a, x->span);
    ch__json_close(json, '}');
}

void ch__json_statement_fields(ch__json *json, const ch_analysis *a, const ch_statement *x)
{
    ch__json_key(json, "speaker");
    ch__json_open(json, '{');
    write_participant_fields(json, a, &x->speaker);
    ch__json_close(json, '}');
    key_text(json, "channel", x->channel);
    key_text(json, "quoted",
             is_set(x->quoted) ? ch__span_text(a->report.text, x->quoted) : (ch_sv){NULL, 0});
    write_span(json, a, x->span);
    ch__json_key(json, "about");
    write_keys(json, x->about, x->about_n);
    key_text(json, "stance", x->stance);
}

static void write_statement(ch__json *json, analysis a, const ch_statement *x)
{
    ch__json_open(json, '{');
    ch__json_statement_fields(json, a, x);
    ch__json_close(json, '}');
}

void ch__json_question_fields(ch__json *json, const ch_analysis *a, const ch_question *x)
{
    key_text(json, "about", x->about);
    write_span(json, a, x->span);
    key_cstring(json, "status", "open");
}

static void write_question(ch__json *json, analysis a, const ch_question *x)
{
    ch__json_open(json, '{');
    ch__json_question_fields(json, a, x);
    ch__json_close(json, '}');
}

static void write_mention(ch__json *json, analysis a, const ch_mention *m)
{
    static const char *const kinds[] = {"state",        "person", "body",
                                        "organisation", "group",  "population",
                                        "collective",   "place",  "reference"};
    ch__json_open(json, '{');
    write_span(json, a, m->span);
    key_cstring(json, "kind", kinds[m->kind]);
    key_text(json, "key", m->key);
    key_text(json, "sector", m->sector);
    key_text(json, "entity", m->entity);
    if (m->office.n) key_text(json, "office", m->office);
    if (m->is_variant) {
        ch__json_key(json, "variant");
        ch__json_bool(json, true);
    }
    key_cstring(json, "rule", m->rule ? m->rule : "");
    if (m->note.n) key_text(json, "note", m->note);
    ch__json_close(json, '}');
}

static void write_time(ch__json *json, analysis a, const ch_timex *t)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    ch__json_open(json, '{');
    write_span(json, a, t->span);
    key_cstring(json, "type", types[t->type]);
    key_text(json, "value", t->value);
    key_text(json, "date", t->date);
    key_text(json, "mod", t->mod);
    ch__json_close(json, '}');
}

static void write_place_mention(ch__json *json, analysis a, const ch_mention *m)
{
    const ch_place_field place = {.span = m->span,
                                  .name = m->place_name,
                                  .country = m->place_country,
                                  .latitude = m->latitude,
                                  .longitude = m->longitude,
                                  .has_point = m->kind == CH_MENTION_PLACE &&
                                               (m->latitude != 0.0 || m->longitude != 0.0)};
    ch__json_open(json, '{');
    write_place_fields(json, a, &place);
    ch__json_close(json, '}');
}

static void write_report(ch__json *json, const ch_report *r)
{
    ch__json_key(json, "report");
    ch__json_open(json, '{');
    key_text(json, "id", r->id);
    key_text(json, "url", r->url);
    key_text(json, "source", r->source);
    key_text(json, "title", r->title);
    key_text(json, "published", r->published);
    key_text(json, "language", r->language);
    ch__json_key(json, "text");
    ch__json_text(json, r->text);
    ch__json_close(json, '}');
}

#define WRITE_LIST(name, items, count, write)                                                      \
    do {                                                                                           \
        ch__json_key(json, name);                                                                  \
        ch__json_open(json, '[');                                                                  \
        for (uint32_t i = 0; i < (count); i++) write(json, a, &(items)[i]);                        \
        ch__json_close(json, ']');                                                                 \
    } while (0)

static void write_sentences(ch__json *json, analysis a)
{
    ch__json_key(json, "sentences");
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < a->sentence_n; i++) {
        ch__json_open(json, '[');
        ch__json_number(json, a->sentences[i].span.begin);
        ch__json_number(json, a->sentences[i].span.end);
        ch__json_close(json, ']');
    }
    ch__json_close(json, ']');
}

static void write_places(ch__json *json, analysis a)
{
    ch__json_key(json, "places");
    ch__json_open(json, '[');
    for (uint32_t i = 0; i < a->mention_n; i++)
        if (a->mentions[i].place_name.n) write_place_mention(json, a, &a->mentions[i]);
    ch__json_close(json, ']');
}

static void write_all(ch__json *json, analysis a)
{
    ch__json_open(json, '{');
    write_report(json, &a->report);
    write_sentences(json, a);
    WRITE_LIST("events", a->events, a->event_n, write_event);
    WRITE_LIST("instruments", a->instruments, a->instrument_n, write_instrument);
    WRITE_LIST("exercises", a->exercises, a->exercise_n, write_exercise);
    WRITE_LIST("visits", a->visits, a->visit_n, write_visit);
    WRITE_LIST("relations", a->relations, a->relation_n, write_relation);
    WRITE_LIST("statements", a->statements, a->statement_n, write_statement);
    WRITE_LIST("questions", a->questions, a->question_n, write_question);
    WRITE_LIST("mentions", a->mentions, a->mention_n, write_mention);
    WRITE_LIST("times", a->times, a->time_n, write_time);
    write_places(json, a);
    ch__json_close(json, '}');
    ch__json_raw(json, "\n");
}

ch_status ch_export_json_line(const ch_analysis *a, char **out, size_t *out_n, ch_error *err)
{
    ch__json json = {0};
    write_all(&json, a);
    return ch__buffer_take(&json.out, out, out_n, err);
}
