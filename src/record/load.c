/* Rows back into the structs of coding.h. All texts are copied into the arena. */
#include "record/store.h"

#include <stdio.h>

/* A statement being read, and where its texts go. */
typedef struct rows {
    ch__db *db;
    ch__cursor *cursor;
    ch_arena *arena;
    ch_error *err;
    ch_status status;
} rows;

static rows open_rows(ch__db *db, const char *sql, int64_t owner, const char *kind, ch_arena *arena,
                      ch_error *err)
{
    rows r = {.db = db, .arena = arena, .err = err};
    const ch__value values[] = {ch__integer(owner),
                                ch__text((ch_sv){kind, kind ? strlen(kind) : 0})};
    r.status = ch__db_cursor(db, sql, values, kind ? 2 : 1, &r.cursor, err);
    return r;
}

static bool next_row(rows *r)
{
    bool has_row = false;
    if (r->status == CH_OK) r->status = r->db->api->step(r->cursor, &has_row, r->err);
    if (!has_row && r->cursor) r->db->api->reset(r->cursor);
    return r->status == CH_OK && has_row;
}

/* The one row wanted; its absence is an error. */
static bool only_row(rows *r, const char *what)
{
    if (next_row(r)) return true;
    if (r->status == CH_OK)
        r->status = ch_fail(r->err, CH_E_NOT_FOUND, r->db->name, CH_NOWHERE, "no such %s", what);
    return false;
}

static ch_status close_rows(rows *r)
{
    if (r->cursor) r->db->api->reset(r->cursor);
    return r->status;
}

static ch_sv text_at(rows *r, uint32_t at)
{
    ch_sv out = {"", 0};
    const ch_sv text = ch__db_text(r->db, r->cursor, at);
    if (text.n && r->status == CH_OK) r->status = ch_arena_copy(r->arena, text, &out, r->err);
    return out;
}

static int64_t integer_at(rows *r, uint32_t at) { return ch__db_integer(r->db, r->cursor, at); }

static bool is_null_at(rows *r, uint32_t at)
{
    return r->db->api->column(r->cursor, at).kind == CH__NULL;
}

static ch_span span_at(rows *r, uint32_t at)
{
    return (ch_span){(uint32_t)integer_at(r, at), (uint32_t)integer_at(r, at + 1)};
}

/* A rule's name as the structs hold it: terminated, NULL if none. */
static const char *name_at(rows *r, uint32_t at)
{
    const ch_sv text = text_at(r, at);
    return text.n ? text.p : NULL;
}

static ch_participant participant_at(rows *r, uint32_t key, uint32_t span)
{
    return (ch_participant){
        .key = text_at(r, key),
        .sector = text_at(r, key + 1),
        .entity = text_at(r, key + 2),
        .office = text_at(r, key + 3),
        .is_variant = integer_at(r, key + 4) != 0,
        .is_unnamed = integer_at(r, key + 5) != 0,
        .span = span_at(r, span),
        .mention = CH_NONE,
    };
}

/* ---- reports ---- */

static ch_sv hash_at(rows *r, uint32_t at)
{
    void *hex;
    const ch_sv hash = ch__db_text(r->db, r->cursor, at);
    if (r->status == CH_OK) r->status = ch_arena_alloc(r->arena, 2 * hash.n + 1, 1, &hex, r->err);
    if (r->status != CH_OK) return (ch_sv){"", 0};
    ch__hex((const uint8_t *)hash.p, hash.n, hex);
    return (ch_sv){hex, 2 * hash.n};
}

ch_status ch__load_report(ch__db *db, int64_t report, ch_arena *arena, ch_record_report *out,
                          ch_error *err)
{
    rows r =
        open_rows(db,
                  "SELECT report.id, hash, added, version, given, url, source, title, published, "
                  "language, size, text, (SELECT count(*) - 1 FROM report AS other "
                  "WHERE other.document = report.document) "
                  "FROM report JOIN document USING (document) "
                  "LEFT JOIN coding ON coding.report = report.report AND superseded IS NULL "
                  "LEFT JOIN coder USING (coder) WHERE report.report = ?1",
                  report, NULL, arena, err);
    if (!only_row(&r, "report")) return close_rows(&r);
    ch_record_report about = {.id = text_at(&r, 0),
                              .hash = hash_at(&r, 1),
                              .added = text_at(&r, 2),
                              .coder = text_at(&r, 3),
                              .copy_n = (uint32_t)integer_at(&r, 12)};
    about.report = (ch_report){.id = text_at(&r, 4),
                               .url = text_at(&r, 5),
                               .source = text_at(&r, 6),
                               .title = text_at(&r, 7),
                               .published = text_at(&r, 8),
                               .language = text_at(&r, 9)};
    if (r.status == CH_OK)
        r.status = ch__unpack(ch__db_text(db, r.cursor, 11), (size_t)integer_at(&r, 10), arena,
                              &about.report.text, err);
    if (r.status == CH_OK) *out = about;
    return close_rows(&r);
}

/* ---- events ---- */

static ch_status load_participants(ch__db *db, int64_t event, const char *side, ch_arena *arena,
                                   const ch_participant **out, uint32_t *out_n, ch_error *err)
{
    rows r = open_rows(db,
                       "SELECT key, sector, entity, office, variant, unnamed, begin_byte, end_byte "
                       "FROM participant WHERE event = ?1 AND side = ?2 ORDER BY ordinal",
                       event, side, arena, err);
    ch_participant *items = NULL;
    uint32_t n = 0, capacity = 0;
    while (next_row(&r)) {
        if ((r.status = CH__PUSH(arena, &items, &n, &capacity, err)) != CH_OK) break;
        items[n - 1] = participant_at(&r, 0, 6);
    }
    *out = items;
    *out_n = n;
    return close_rows(&r);
}

static ch_status load_sources(ch__db *db, int64_t event, ch_arena *arena, ch_event *out,
                              ch_error *err)
{
    rows r =
        open_rows(db,
                  "SELECT key, sector, entity, office, variant, unnamed, begin_byte, end_byte, "
                  "cue, cue_begin, cue_end, channel, joint, rule FROM source WHERE event = ?1 "
                  "ORDER BY ordinal",
                  event, NULL, arena, err);
    ch_source *items = NULL;
    uint32_t n = 0, capacity = 0;
    while (next_row(&r)) {
        if ((r.status = CH__PUSH(arena, &items, &n, &capacity, err)) != CH_OK) break;
        items[n - 1] = (ch_source){.who = participant_at(&r, 0, 6),
                                   .cue = text_at(&r, 8),
                                   .cue_span = span_at(&r, 9),
                                   .channel = text_at(&r, 11),
                                   .is_joint = integer_at(&r, 12) != 0,
                                   .rule = name_at(&r, 13)};
    }
    out->sources = items;
    out->source_n = n;
    return close_rows(&r);
}

static ch_status place_at(rows *r, ch_place_field *out)
{
    const ch_sv one_of = text_at(r, 6);
    *out = (ch_place_field){.is_set = true,
                            .span = span_at(r, 0),
                            .name = text_at(r, 2),
                            .country = text_at(r, 3),
                            .has_point = !is_null_at(r, 4)};
    out->latitude = r->db->api->column(r->cursor, 4).real;
    out->longitude = r->db->api->column(r->cursor, 5).real;
    if (r->status != CH_OK) return r->status;
    return ch__split_all(one_of, ' ', r->arena, &out->one_of, &out->one_of_n, r->err);
}

static ch_status load_places(ch__db *db, const char *kind, int64_t owner, ch_arena *arena,
                             ch_place_field *out, ch_error *err)
{
    rows r = open_rows(db,
                       "SELECT begin_byte, end_byte, name, country, latitude, longitude, one_of "
                       "FROM place WHERE owner = ?1 AND kind = ?2 ORDER BY ordinal",
                       owner, kind, arena, err);
    ch_place_field *items = NULL;
    uint32_t n = 0, capacity = 0;
    while (next_row(&r)) {
        if ((r.status = CH__PUSH(arena, &items, &n, &capacity, err)) != CH_OK) break;
        r.status = place_at(&r, &items[n - 1]);
    }
    if (n > 0) {
        *out = items[0];
        out->also = items + 1;
        out->also_n = n - 1;
    }
    return close_rows(&r);
}

static void event_at(rows *r, ch_event *out)
{
    *out = (ch_event){.id = text_at(r, 0),
                      .type = (uint8_t)ch_event_type_of(ch__db_text(r->db, r->cursor, 1)),
                      .act = (uint8_t)ch_event_type_of(ch__db_text(r->db, r->cursor, 2)),
                      .mode = text_at(r, 3),
                      .cameo = text_at(r, 4),
                      .contexts = ch__contexts_of(ch__db_text(r->db, r->cursor, 5)),
                      .is_mutual = integer_at(r, 6) != 0,
                      .veracity = (uint8_t)ch_veracity_of(ch__db_text(r->db, r->cursor, 7)),
                      .auxiliary = ch__auxiliary_of(ch__db_text(r->db, r->cursor, 8)),
                      .trigger = span_at(r, 9),
                      .trigger_token = CH_NONE,
                      .date = {.value = text_at(r, 12), .span = span_at(r, 13)},
                      .object = span_at(r, 15),
                      .denies = is_null_at(r, 17) ? CH_NONE : (uint32_t)integer_at(r, 17)};
}

static ch_status load_event_row(ch__db *db, int64_t event, ch_arena *arena, ch_event *out,
                                ch_error *err)
{
    rows r =
        open_rows(db,
                  "SELECT local, type, act, mode, cameo, contexts, mutual, veracity, auxiliary, "
                  "trigger_begin, trigger_end, mentions, date, date_begin, date_end, "
                  "object_begin, object_end, denies, trace FROM event WHERE event = ?1",
                  event, NULL, arena, err);
    if (!only_row(&r, "event")) return close_rows(&r);
    event_at(&r, out);
    uint32_t *mentions = NULL;
    if (r.status == CH_OK)
        r.status = ch__numbers_of(ch__db_text(db, r.cursor, 11), arena, &mentions,
                                  &out->mention_sentence_n, err);
    out->mention_sentences = mentions;
    if (r.status == CH_OK)
        r.status =
            ch__trace_of(ch__db_text(db, r.cursor, 18), arena, &out->trace, &out->trace_n, err);
    return close_rows(&r);
}

ch_status ch__load_event(ch__db *db, int64_t event, ch_arena *arena, ch_event *out, ch_error *err)
{
    CH_TRY(load_event_row(db, event, arena, out, err));
    CH_TRY(load_participants(db, event, "actor", arena, &out->actors, &out->actor_n, err));
    CH_TRY(
        load_participants(db, event, "recipient", arena, &out->recipients, &out->recipient_n, err));
    CH_TRY(load_sources(db, event, arena, out, err));
    return load_places(db, "event", event, arena, &out->place, err);
}

/* ---- registers ---- */

static ch_status load_parts(ch__db *db, const char *sql, const char *kind, int64_t owner,
                            ch_arena *arena, const ch_sv **out, uint32_t *out_n, ch_error *err)
{
    rows r = open_rows(db, sql, owner, kind, arena, err);
    ch_sv *items = NULL;
    uint32_t n = 0, capacity = 0;
    while (next_row(&r)) {
        if ((r.status = CH__PUSH(arena, &items, &n, &capacity, err)) != CH_OK) break;
        items[n - 1] = text_at(&r, 0);
    }
    *out = items;
    *out_n = n;
    return close_rows(&r);
}

#define PARTS(role)                                                                                \
    "SELECT value FROM part WHERE owner = ?1 AND kind = ?2 AND role = '" role "' ORDER BY ordinal"

static ch_status load_provisions(ch__db *db, int64_t row, ch_arena *arena, ch_instrument *out,
                                 ch_error *err)
{
    rows r = open_rows(db,
                       "SELECT begin_byte, end_byte, veracity FROM provision WHERE instrument = ?1 "
                       "ORDER BY ordinal",
                       row, NULL, arena, err);
    ch_provision *items = NULL;
    uint32_t n = 0, capacity = 0;
    while (next_row(&r)) {
        if ((r.status = CH__PUSH(arena, &items, &n, &capacity, err)) != CH_OK) break;
        items[n - 1] =
            (ch_provision){span_at(&r, 0), (uint8_t)ch_veracity_of(ch__db_text(db, r.cursor, 2))};
    }
    out->provisions = items;
    out->provision_n = n;
    return close_rows(&r);
}

static ch_status load_instrument(ch__db *db, int64_t row, ch_arena *arena, ch_instrument *out,
                                 ch_error *err)
{
    rows r = open_rows(db,
                       "SELECT local, kind, subjects, title_begin, title_end, stage, signed, "
                       "signed_begin, signed_end, period FROM instrument WHERE instrument = ?1",
                       row, NULL, arena, err);
    if (!only_row(&r, "instrument")) return close_rows(&r);
    *out = (ch_instrument){.id = text_at(&r, 0),
                           .kind = text_at(&r, 1),
                           .subjects = ch__contexts_of(ch__db_text(db, r.cursor, 2)),
                           .title = span_at(&r, 3),
                           .stage = text_at(&r, 5),
                           .signed_on = {.value = text_at(&r, 6), .span = span_at(&r, 7)},
                           .period = text_at(&r, 9)};
    CH_TRY(close_rows(&r));
    CH_TRY(load_provisions(db, row, arena, out, err));
    CH_TRY(load_places(db, "instrument", row, arena, &out->place, err));
    return load_parts(db, PARTS("party"), "instrument", row, arena, &out->parties, &out->party_n,
                      err);
}

static ch_status load_exercise(ch__db *db, int64_t row, ch_arena *arena, ch_exercise *out,
                               ch_error *err)
{
    rows r = open_rows(db,
                       "SELECT local, host, name, stage, instrument, period FROM exercise "
                       "WHERE exercise = ?1",
                       row, NULL, arena, err);
    if (!only_row(&r, "exercise")) return close_rows(&r);
    *out = (ch_exercise){.id = text_at(&r, 0),
                         .host = text_at(&r, 1),
                         .name = text_at(&r, 2),
                         .stage = text_at(&r, 3),
                         .instrument = is_null_at(&r, 4) ? CH_NONE : (uint32_t)integer_at(&r, 4),
                         .period = text_at(&r, 5)};
    CH_TRY(close_rows(&r));
    CH_TRY(load_parts(db, PARTS("party"), "exercise", row, arena, &out->participants,
                      &out->participant_n, err));
    CH_TRY(
        load_parts(db, PARTS("one-of"), "exercise", row, arena, &out->one_of, &out->one_of_n, err));
    return load_places(db, "exercise", row, arena, &out->place, err);
}

static ch_status load_visit(ch__db *db, int64_t row, ch_arena *arena, ch_visit *out, ch_error *err)
{
    rows r = open_rows(
        db, "SELECT local, visitor, entity, host, date, stage FROM visit WHERE visit = ?1", row,
        NULL, arena, err);
    if (!only_row(&r, "visit")) return close_rows(&r);
    *out = (ch_visit){.id = text_at(&r, 0),
                      .visitor = text_at(&r, 1),
                      .entity = text_at(&r, 2),
                      .host = text_at(&r, 3),
                      .date = text_at(&r, 4),
                      .stage = text_at(&r, 5)};
    CH_TRY(close_rows(&r));
    CH_TRY(load_parts(db, PARTS("met"), "visit", row, arena, &out->met, &out->met_n, err));
    return load_places(db, "visit", row, arena, &out->place, err);
}

/* The entry's events, as ids and as ordinals. */
static ch_status load_entry_events(ch__db *db, const char *kind, int64_t row, ch_arena *arena,
                                   const ch_sv **out_ids, const uint32_t **out, uint32_t *out_n,
                                   ch_error *err)
{
    rows r = open_rows(db,
                       "SELECT event.id, event.ordinal FROM entry_event JOIN event USING (event) "
                       "WHERE owner = ?1 AND kind = ?2 ORDER BY entry_event.ordinal",
                       row, kind, arena, err);
    ch_sv *ids = NULL;
    uint32_t *ordinals = NULL, n = 0, capacity = 0, ordinal_n = 0, ordinal_capacity = 0;
    while (next_row(&r)) {
        if ((r.status = CH__PUSH(arena, &ids, &n, &capacity, err)) != CH_OK) break;
        if ((r.status = CH__PUSH(arena, &ordinals, &ordinal_n, &ordinal_capacity, err)) != CH_OK)
            break;
        ids[n - 1] = text_at(&r, 0);
        ordinals[n - 1] = (uint32_t)integer_at(&r, 1);
    }
    *out_ids = ids;
    *out = ordinals;
    *out_n = n;
    return close_rows(&r);
}

ch_status ch__load_version(ch__db *db, ch_register_kind kind, int64_t row, ch_arena *arena,
                           ch_record_version *out, ch_error *err)
{
    const uint32_t *ordinals;
    CH_TRY(load_entry_events(db, ch__register_table(kind), row, arena, &out->event_ids, &ordinals,
                             &out->event_n, err));
    switch (kind) {
    case CH_REGISTER_INSTRUMENTS:
        CH_TRY(load_instrument(db, row, arena, &out->entry.instrument, err));
        out->entry.instrument.events = ordinals;
        out->entry.instrument.event_n = out->event_n;
        out->stage = out->entry.instrument.stage;
        return CH_OK;
    case CH_REGISTER_EXERCISES:
        CH_TRY(load_exercise(db, row, arena, &out->entry.exercise, err));
        out->entry.exercise.events = ordinals;
        out->entry.exercise.event_n = out->event_n;
        out->stage = out->entry.exercise.stage;
        return CH_OK;
    case CH_REGISTER_VISITS:
    default:
        CH_TRY(load_visit(db, row, arena, &out->entry.visit, err));
        out->entry.visit.events = ordinals;
        out->entry.visit.event_n = out->event_n;
        out->stage = out->entry.visit.stage;
        return CH_OK;
    }
}

/* ---- the rest ---- */

ch_status ch__load_question(ch__db *db, int64_t row, ch_arena *arena, ch_question *out,
                            ch_error *err)
{
    rows r =
        open_rows(db, "SELECT about, begin_byte, end_byte, rule FROM question WHERE question = ?1",
                  row, NULL, arena, err);
    if (only_row(&r, "question"))
        *out =
            (ch_question){.about = text_at(&r, 0), .span = span_at(&r, 1), .rule = name_at(&r, 3)};
    return close_rows(&r);
}

ch_status ch__load_relation(ch__db *db, int64_t row, ch_arena *arena, ch_relation *out,
                            ch_error *err)
{
    rows r =
        open_rows(db,
                  "SELECT kind, a, b, mutual, begin_byte, end_byte, veracity, rule FROM relation "
                  "WHERE relation = ?1",
                  row, NULL, arena, err);
    if (only_row(&r, "relation"))
        *out = (ch_relation){.kind = text_at(&r, 0),
                             .a = text_at(&r, 1),
                             .b = text_at(&r, 2),
                             .is_mutual = integer_at(&r, 3) != 0,
                             .span = span_at(&r, 4),
                             .veracity = (uint8_t)ch_veracity_of(ch__db_text(db, r.cursor, 6)),
                             .rule = name_at(&r, 7)};
    return close_rows(&r);
}

ch_status ch__load_statement(ch__db *db, int64_t row, ch_arena *arena, ch_statement *out,
                             ch_error *err)
{
    rows r =
        open_rows(db,
                  "SELECT key, sector, entity, office, variant, unnamed, speaker_begin, "
                  "speaker_end, channel, quoted_begin, quoted_end, begin_byte, end_byte, stance, "
                  "rule FROM statement WHERE statement = ?1",
                  row, NULL, arena, err);
    if (!only_row(&r, "statement")) return close_rows(&r);
    *out = (ch_statement){.speaker = participant_at(&r, 0, 6),
                          .channel = text_at(&r, 8),
                          .quoted = span_at(&r, 9),
                          .span = span_at(&r, 11),
                          .stance = text_at(&r, 13),
                          .rule = name_at(&r, 14)};
    CH_TRY(close_rows(&r));
    return load_parts(db, PARTS("about"), "statement", row, arena, &out->about, &out->about_n, err);
}
