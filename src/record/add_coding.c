/* The rows of a coding: events with participants, sources and places; registers; the rest. */
#include "record/store.h"

#include <stdio.h>

static ch__value begin_of(ch_span span)
{
    return span.end > span.begin ? ch__integer(span.begin) : ch__null();
}

static ch__value end_of(ch_span span)
{
    return span.end > span.begin ? ch__integer(span.end) : ch__null();
}

static ch__value words_of(const ch__coding_target *t, ch_span span)
{
    const ch_sv text = t->analysis->report.text;
    const bool is_inside = span.end > span.begin && span.end <= text.n;
    return is_inside ? ch__text(ch__span_text(text, span)) : ch__null();
}

static ch__value name_of(const char *name)
{
    return name && *name ? ch__text((ch_sv){name, strlen(name)}) : ch__null();
}

/* A span outside the text is a bug of a stage; it must not get into the record. */
static ch_status check_span(const ch__coding_target *t, ch_span span, const char *what,
                            ch_error *err)
{
    if (span.begin <= span.end && span.end <= t->analysis->report.text.n) return CH_OK;
    return ch_fail(err, CH_E_INTERNAL, "coding", span.begin,
                   "span %u-%u of %s is outside the text of %zu bytes", span.begin, span.end, what,
                   t->analysis->report.text.n);
}

static ch_status add_participants(const ch__coding_target *t, int64_t event, const char *side,
                                  const ch_participant *items, uint32_t n, ch_error *err)
{
    for (uint32_t i = 0; i < n; i++) {
        const ch_participant *p = &items[i];
        CH_TRY(check_span(t, p->span, side, err));
        CH_TRY(
            ch__db_run(t->db,
                       "INSERT INTO participant VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12)",
                       CH__VALUES(ch__integer(event), name_of(side), ch__integer(i),
                                  ch__text(p->key), ch__text_or_null(p->sector),
                                  ch__text_or_null(p->entity), ch__text_or_null(p->office),
                                  ch__integer(p->is_variant), ch__integer(p->is_unnamed),
                                  begin_of(p->span), end_of(p->span), words_of(t, p->span)),
                       NULL, err));
    }
    return CH_OK;
}

static ch_status add_sources(const ch__coding_target *t, int64_t event, const ch_event *e,
                             ch_error *err)
{
    for (uint32_t i = 0; i < e->source_n; i++) {
        const ch_source *s = &e->sources[i];
        CH_TRY(check_span(t, s->who.span, "a source", err));
        CH_TRY(check_span(t, s->cue_span, "a cue", err));
        CH_TRY(ch__db_run(
            t->db,
            "INSERT INTO source VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
            "?12, ?13, ?14, ?15, ?16, ?17)",
            CH__VALUES(ch__integer(event), ch__integer(i), ch__text(s->who.key),
                       ch__text_or_null(s->who.sector), ch__text_or_null(s->who.entity),
                       ch__text_or_null(s->who.office), ch__integer(s->who.is_variant),
                       ch__integer(s->who.is_unnamed), begin_of(s->who.span), end_of(s->who.span),
                       words_of(t, s->who.span), ch__text_or_null(s->cue), begin_of(s->cue_span),
                       end_of(s->cue_span), ch__text_or_null(s->channel), ch__integer(s->is_joint),
                       name_of(s->rule)),
            NULL, err));
    }
    return CH_OK;
}

static ch_status add_place(const ch__coding_target *t, const char *kind, int64_t owner,
                           uint32_t ordinal, const ch_place_field *p, ch_error *err)
{
    ch_sv one_of;
    CH_TRY(check_span(t, p->span, "a place", err));
    CH_TRY(ch__join(p->one_of, p->one_of_n, ' ', t->arena, &one_of, err));
    return ch__db_run(
        t->db, "INSERT INTO place VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        CH__VALUES(name_of(kind), ch__integer(owner), ch__integer(ordinal), begin_of(p->span),
                   end_of(p->span), words_of(t, p->span), ch__text_or_null(p->name),
                   ch__text_or_null(p->country), p->has_point ? ch__real(p->latitude) : ch__null(),
                   p->has_point ? ch__real(p->longitude) : ch__null(), ch__text_or_null(one_of)),
        NULL, err);
}

static ch_status add_places(const ch__coding_target *t, const char *kind, int64_t owner,
                            const ch_place_field *place, ch_error *err)
{
    if (!place->is_set) return CH_OK;
    CH_TRY(add_place(t, kind, owner, 0, place, err));
    for (uint32_t i = 0; i < place->also_n; i++)
        CH_TRY(add_place(t, kind, owner, i + 1, &place->also[i], err));
    return CH_OK;
}

/* How many earlier events of the report have the same word and type. */
static uint32_t same_before(const ch_analysis *a, uint32_t at)
{
    const ch_event *e = &a->events[at];
    uint32_t n = 0;
    for (uint32_t i = 0; i < at; i++)
        n += a->events[i].trigger.begin == e->trigger.begin &&
             a->events[i].trigger.end == e->trigger.end && a->events[i].type == e->type;
    return n;
}

/* An id that no earlier event of this coding has. Chance clashes of the short suffix jump far, so
 * that they meet no other event's next candidate. */
static ch_status choose_event_id(const ch__coding_target *t, uint32_t at, char *out, ch_error *err)
{
    const ch_event *e = &t->analysis->events[at];
    const uint32_t first = same_before(t->analysis, at);
    for (uint32_t clash_n = 0; clash_n < 1000; clash_n++) {
        char suffix[16];
        int64_t taken;
        ch__event_suffix(t->key, e->trigger, e->type, first + clash_n * 1000003u, suffix);
        snprintf(out, CH_RECORD_ID_SIZE, "%s-%s", t->report_id, suffix);
        CH_TRY(ch__db_run(t->db, "SELECT event FROM event WHERE coding = ?1 AND id = ?2",
                          CH__VALUES(ch__integer(t->coding), ch__text((ch_sv){out, strlen(out)})),
                          &taken, err));
        if (!taken) return CH_OK;
    }
    return ch_fail(err, CH_E_LIMIT, "record", CH_NOWHERE, "no free event id in report %s",
                   t->report_id);
}

static void day_values(ch_sv value, ch__value *out_first, ch__value *out_last)
{
    int32_t first, last;
    *out_first = *out_last = ch__null();
    if (!ch__days_of(value, &first, &last)) return;
    *out_first = ch__integer(first);
    *out_last = ch__integer(last);
}

static ch_status add_event_row(const ch__coding_target *t, uint32_t at, const char *id,
                               int64_t *out, ch_error *err)
{
    const ch_event *e = &t->analysis->events[at];
    const ch_sv type = {ch_event_type_text((ch_event_type)e->type),
                        strlen(ch_event_type_text((ch_event_type)e->type))};
    ch_sv contexts, mentions, trace;
    CH_TRY(ch__contexts_text(e->contexts, t->arena, &contexts, err));
    CH_TRY(
        ch__numbers_text(e->mention_sentences, e->mention_sentence_n, 1, t->arena, &mentions, err));
    CH_TRY(ch__trace_text(e->trace, e->trace_n, t->arena, &trace, err));
    ch__value first, last;
    day_values(e->date.value, &first, &last);
    return ch__db_run(
        t->db,
        "INSERT INTO event (id, coding, report, ordinal, local, type, act, mode, cameo, contexts, "
        "mutual, veracity, auxiliary, trigger_begin, trigger_end, trigger_words, sentence, "
        "mentions, "
        "date, date_begin, date_end, date_words, first_day, last_day, object_begin, object_end, "
        "object_words, denies, trace) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
        "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29) "
        "RETURNING event",
        CH__VALUES(name_of(id), ch__integer(t->coding), ch__integer(t->report), ch__integer(at),
                   ch__text(e->id), ch__text(type),
                   name_of(ch_event_type_text((ch_event_type)e->act)), ch__text_or_null(e->mode),
                   ch__text_or_null(e->cameo), ch__text(contexts), ch__integer(e->is_mutual),
                   name_of(ch_veracity_text((ch_veracity)e->veracity)),
                   ch__text(ch__auxiliary_text(e->auxiliary)), ch__integer(e->trigger.begin),
                   ch__integer(e->trigger.end), words_of(t, e->trigger),
                   ch__integer(e->mention_sentence_n ? e->mention_sentences[0] : 0),
                   ch__text(mentions), ch__text_or_null(e->date.value), begin_of(e->date.span),
                   end_of(e->date.span), words_of(t, e->date.span), first, last,
                   begin_of(e->object), end_of(e->object), words_of(t, e->object),
                   e->denies == CH_NONE ? ch__null() : ch__integer(e->denies), ch__text(trace)),
        out, err);
}

static ch_status add_event(const ch__coding_target *t, uint32_t at, ch_error *err)
{
    const ch_event *e = &t->analysis->events[at];
    char id[CH_RECORD_ID_SIZE];
    CH_TRY(check_span(t, e->trigger, "a trigger", err));
    CH_TRY(check_span(t, e->date.span, "a date", err));
    CH_TRY(check_span(t, e->object, "an object", err));
    CH_TRY(choose_event_id(t, at, id, err));
    CH_TRY(add_event_row(t, at, id, &t->event_rows[at], err));
    const int64_t row = t->event_rows[at];
    CH_TRY(add_participants(t, row, "actor", e->actors, e->actor_n, err));
    CH_TRY(add_participants(t, row, "recipient", e->recipients, e->recipient_n, err));
    CH_TRY(add_sources(t, row, e, err));
    return add_places(t, "event", row, &e->place, err);
}

ch_status ch__add_events(ch__coding_target *target, ch_error *err)
{
    for (uint32_t i = 0; i < target->analysis->event_n; i++) CH_TRY(add_event(target, i, err));
    return CH_OK;
}

static ch_status add_parts(const ch__coding_target *t, const char *kind, int64_t owner,
                           const char *role, const ch_sv *items, uint32_t n, ch_error *err)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!items[i].n) continue;
        CH_TRY(ch__db_run(t->db, "INSERT INTO part VALUES (?1, ?2, ?3, ?4, ?5)",
                          CH__VALUES(name_of(kind), ch__integer(owner), name_of(role),
                                     ch__integer(i), ch__text(items[i])),
                          NULL, err));
    }
    return CH_OK;
}

static ch_status add_entry_events(const ch__coding_target *t, const char *kind, int64_t owner,
                                  const uint32_t *events, uint32_t n, ch_error *err)
{
    for (uint32_t i = 0; i < n; i++) {
        if (events[i] >= t->analysis->event_n) continue;
        CH_TRY(ch__db_run(t->db, "INSERT INTO entry_event VALUES (?1, ?2, ?3, ?4)",
                          CH__VALUES(name_of(kind), ch__integer(owner), ch__integer(i),
                                     ch__integer(t->event_rows[events[i]])),
                          NULL, err));
    }
    return CH_OK;
}

static ch_status add_instrument(const ch__coding_target *t, uint32_t at, ch_error *err)
{
    const ch_instrument *x = &t->analysis->instruments[at];
    ch_sv subjects;
    int64_t row;
    ch__value first, last;
    CH_TRY(check_span(t, x->title, "a title", err));
    CH_TRY(check_span(t, x->signed_on.span, "a date", err));
    CH_TRY(ch__contexts_text(x->subjects, t->arena, &subjects, err));
    day_values(x->signed_on.value.n ? x->signed_on.value : x->period, &first, &last);
    CH_TRY(ch__db_run(
        t->db,
        "INSERT INTO instrument (coding, report, ordinal, local, kind, subjects, stage, "
        "title_begin, title_end, title_words, signed, signed_begin, signed_end, "
        "signed_words, period, first_day, last_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
        "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) RETURNING instrument",
        CH__VALUES(ch__integer(t->coding), ch__integer(t->report), ch__integer(at), ch__text(x->id),
                   ch__text_or_null(x->kind), ch__text(subjects), ch__text_or_null(x->stage),
                   begin_of(x->title), end_of(x->title), words_of(t, x->title),
                   ch__text_or_null(x->signed_on.value), begin_of(x->signed_on.span),
                   end_of(x->signed_on.span), words_of(t, x->signed_on.span),
                   ch__text_or_null(x->period), first, last),
        &row, err));
    for (uint32_t i = 0; i < x->provision_n; i++) {
        const ch_provision *p = &x->provisions[i];
        CH_TRY(check_span(t, p->span, "a provision", err));
        CH_TRY(ch__db_run(t->db, "INSERT INTO provision VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                          CH__VALUES(ch__integer(row), ch__integer(i), begin_of(p->span),
                                     end_of(p->span), words_of(t, p->span),
                                     name_of(ch_veracity_text((ch_veracity)p->veracity))),
                          NULL, err));
    }
    CH_TRY(add_parts(t, "instrument", row, "party", x->parties, x->party_n, err));
    CH_TRY(add_places(t, "instrument", row, &x->place, err));
    return add_entry_events(t, "instrument", row, x->events, x->event_n, err);
}

static ch_status add_exercise(const ch__coding_target *t, uint32_t at, ch_error *err)
{
    const ch_exercise *x = &t->analysis->exercises[at];
    int64_t row;
    ch__value first, last;
    day_values(x->period, &first, &last);
    CH_TRY(ch__db_run(
        t->db,
        "INSERT INTO exercise (coding, report, ordinal, local, host, name, stage, "
        "instrument, period, first_day, last_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
        "?8, ?9, ?10, ?11) RETURNING exercise",
        CH__VALUES(ch__integer(t->coding), ch__integer(t->report), ch__integer(at), ch__text(x->id),
                   ch__text_or_null(x->host), ch__text_or_null(x->name), ch__text_or_null(x->stage),
                   x->instrument == CH_NONE ? ch__null() : ch__integer(x->instrument),
                   ch__text_or_null(x->period), first, last),
        &row, err));
    CH_TRY(add_parts(t, "exercise", row, "party", x->participants, x->participant_n, err));
    CH_TRY(add_parts(t, "exercise", row, "host", &x->host, 1, err));
    CH_TRY(add_parts(t, "exercise", row, "one-of", x->one_of, x->one_of_n, err));
    CH_TRY(add_places(t, "exercise", row, &x->place, err));
    return add_entry_events(t, "exercise", row, x->events, x->event_n, err);
}

static ch_status add_visit(const ch__coding_target *t, uint32_t at, ch_error *err)
{
    const ch_visit *x = &t->analysis->visits[at];
    int64_t row;
    ch__value first, last;
    day_values(x->date, &first, &last);
    CH_TRY(ch__db_run(
        t->db,
        "INSERT INTO visit (coding, report, ordinal, local, visitor, entity, host, stage, "
        "date, first_day, last_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
        "?11) RETURNING visit",
        CH__VALUES(ch__integer(t->coding), ch__integer(t->report), ch__integer(at), ch__text(x->id),
                   ch__text_or_null(x->visitor), ch__text_or_null(x->entity),
                   ch__text_or_null(x->host), ch__text_or_null(x->stage), ch__text_or_null(x->date),
                   first, last),
        &row, err));
    CH_TRY(add_parts(t, "visit", row, "visitor", &x->visitor, 1, err));
    CH_TRY(add_parts(t, "visit", row, "host", &x->host, 1, err));
    CH_TRY(add_parts(t, "visit", row, "met", x->met, x->met_n, err));
    CH_TRY(add_places(t, "visit", row, &x->place, err));
    return add_entry_events(t, "visit", row, x->events, x->event_n, err);
}

static ch_status add_relation(const ch__coding_target *t, uint32_t at, ch_error *err)
{
    const ch_relation *x = &t->analysis->relations[at];
    CH_TRY(check_span(t, x->span, "a relation", err));
    return ch__db_run(
        t->db,
        "INSERT INTO relation (coding, report, ordinal, kind, a, b, mutual, begin_byte, "
        "end_byte, words, veracity, rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
        "?10, ?11, ?12)",
        CH__VALUES(ch__integer(t->coding), ch__integer(t->report), ch__integer(at),
                   ch__text_or_null(x->kind), ch__text_or_null(x->a), ch__text_or_null(x->b),
                   ch__integer(x->is_mutual), begin_of(x->span), end_of(x->span),
                   words_of(t, x->span), name_of(ch_veracity_text((ch_veracity)x->veracity)),
                   name_of(x->rule)),
        NULL, err);
}

static ch_status add_statement(const ch__coding_target *t, uint32_t at, ch_error *err)
{
    const ch_statement *x = &t->analysis->statements[at];
    int64_t row;
    CH_TRY(check_span(t, x->span, "a statement", err));
    CH_TRY(check_span(t, x->quoted, "a quotation", err));
    CH_TRY(check_span(t, x->speaker.span, "a speaker", err));
    CH_TRY(ch__db_run(
        t->db,
        "INSERT INTO statement (coding, report, ordinal, key, sector, entity, office, "
        "variant, unnamed, speaker_begin, speaker_end, speaker_words, channel, "
        "quoted_begin, quoted_end, quoted_words, begin_byte, end_byte, words, stance, "
        "rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
        "?15, ?16, ?17, ?18, ?19, ?20, ?21) RETURNING statement",
        CH__VALUES(ch__integer(t->coding), ch__integer(t->report), ch__integer(at),
                   ch__text_or_null(x->speaker.key), ch__text_or_null(x->speaker.sector),
                   ch__text_or_null(x->speaker.entity), ch__text_or_null(x->speaker.office),
                   ch__integer(x->speaker.is_variant), ch__integer(x->speaker.is_unnamed),
                   begin_of(x->speaker.span), end_of(x->speaker.span), words_of(t, x->speaker.span),
                   ch__text_or_null(x->channel), begin_of(x->quoted), end_of(x->quoted),
                   words_of(t, x->quoted), begin_of(x->span), end_of(x->span), words_of(t, x->span),
                   ch__text_or_null(x->stance), name_of(x->rule)),
        &row, err));
    return add_parts(t, "statement", row, "about", x->about, x->about_n, err);
}

static ch_status add_question(const ch__coding_target *t, uint32_t at, ch_error *err)
{
    const ch_question *x = &t->analysis->questions[at];
    CH_TRY(check_span(t, x->span, "a question", err));
    return ch__db_run(t->db,
                      "INSERT INTO question (coding, report, ordinal, about, begin_byte, end_byte, "
                      "words, rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                      CH__VALUES(ch__integer(t->coding), ch__integer(t->report), ch__integer(at),
                                 ch__text_or_null(x->about), begin_of(x->span), end_of(x->span),
                                 words_of(t, x->span), name_of(x->rule)),
                      NULL, err);
}

ch_status ch__add_registers(ch__coding_target *target, ch_error *err)
{
    const ch_analysis *a = target->analysis;
    for (uint32_t i = 0; i < a->instrument_n; i++) CH_TRY(add_instrument(target, i, err));
    for (uint32_t i = 0; i < a->exercise_n; i++) CH_TRY(add_exercise(target, i, err));
    for (uint32_t i = 0; i < a->visit_n; i++) CH_TRY(add_visit(target, i, err));
    for (uint32_t i = 0; i < a->relation_n; i++) CH_TRY(add_relation(target, i, err));
    for (uint32_t i = 0; i < a->statement_n; i++) CH_TRY(add_statement(target, i, err));
    for (uint32_t i = 0; i < a->question_n; i++) CH_TRY(add_question(target, i, err));
    return CH_OK;
}
