#include "coding/codebook.h"

#include <stdio.h>
#include <stdlib.h>

enum { COLUMN_MAX = 16 };

/* One table being read: where we are, for errors. */
typedef struct table_reader {
    const char *name;
    ch_sv bytes, rest;
    uint32_t line;
    size_t line_at;
    bool is_past_header; /* the first line that is no comment names the columns */
    ch_sv cell[COLUMN_MAX];
    uint32_t cell_n;
} table_reader;

static bool next_row(table_reader *table)
{
    ch_sv line;
    while (ch__sv_split(&table->rest, '\n', &line)) {
        table->line++;
        table->line_at = (size_t)(line.p - table->bytes.p);
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (!line.n || line.p[0] == '#') continue;
        if (!table->is_past_header) {
            table->is_past_header = true;
            continue;
        }
        table->cell_n = 0;
        ch_sv cell;
        while (table->cell_n < COLUMN_MAX && ch__sv_split(&line, '\t', &cell)) {
            cell = ch__sv_trim(cell);
            table->cell[table->cell_n++] = ch__sv_is(cell, "-") ? (ch_sv){cell.p, 0} : cell;
        }
        return true;
    }
    return false;
}

static ch_status refuse(const table_reader *table, ch_error *err, const char *what, ch_sv found)
{
    return ch_fail(err, CH_E_FORMAT, table->name, table->line_at, "line %u: %s: '%.*s'",
                   table->line, what, CH_SV_ARG(found));
}

static ch_status need_columns(const table_reader *table, uint32_t n, ch_error *err)
{
    if (table->cell_n >= n) return CH_OK;
    return ch_fail(err, CH_E_FORMAT, table->name, table->line_at,
                   "line %u: %u columns, expected at least %u", table->line, table->cell_n, n);
}

/* ---- index ---- */

static uint64_t key_of(char space, ch_sv a, ch_sv b)
{
    uint64_t hash = ch__hash(a) ^ ((uint64_t)(unsigned char)space * 0x9e3779b97f4a7c15u);
    if (b.n) hash = (hash * 0xff51afd7ed558ccdu) ^ ch__hash(b); /* (a, b) is not (b, a) */
    return hash ? hash : 1;
}

static ch_status index_init(ch__index *index, ch_arena *arena, uint32_t item_n, ch_error *err)
{
    uint32_t size = 16;
    while (size < item_n * 2) size *= 2;
    void *keys = NULL, *rows = NULL;
    CH_TRY(ch_arena_alloc(arena, size, sizeof(uint64_t), &keys, err));
    CH_TRY(ch_arena_alloc(arena, size, sizeof(uint32_t), &rows, err));
    *index = (ch__index){keys, rows, size - 1};
    return CH_OK;
}

/* The slot of the key: an empty one (key 0) if it is not there. */
static uint32_t index_find(const ch__index *index, uint64_t key)
{
    uint32_t at = (uint32_t)(key >> 20) & index->mask;
    while (index->keys[at] && index->keys[at] != key) at = (at + 1) & index->mask;
    return at;
}

static uint32_t index_get(const ch__index *index, uint64_t key)
{
    if (!index->keys) return CH_NONE;
    const uint32_t at = index_find(index, key);
    return index->keys[at] ? index->rows[at] : CH_NONE;
}

static void index_put_first(ch__index *index, uint64_t key, uint32_t row)
{
    const uint32_t at = index_find(index, key);
    if (index->keys[at]) return;
    index->keys[at] = key;
    index->rows[at] = row;
}

/* ---- frames ---- */

static bool parse_slot(ch_sv text, ch__slot *out)
{
    static const struct {
        const char *name;
        uint8_t kind;
    } names[] = {
        {"subj", CH__SLOT_SUBJECT}, {"obj", CH__SLOT_OBJECT},     {"iobj", CH__SLOT_INDIRECT},
        {"xcomp", CH__SLOT_XCOMP},  {"ccomp", CH__SLOT_CCOMP},    {"passive", CH__SLOT_PASSIVE},
        {"prt", CH__SLOT_PARTICLE}, {"poss", CH__SLOT_POSSESSOR}, {"mod", CH__SLOT_MODIFIER}};
    if (!text.n) return false;
    for (size_t i = 0; i < text.n; i++)
        if (!ch__is_lower(text.p[i]) && text.p[i] != '_') return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ch__sv_is(text, names[i].name)) {
            *out = (ch__slot){.kind = names[i].kind};
            return true;
        }
    *out = (ch__slot){.kind = CH__SLOT_PREPOSITION, .preposition = text};
    return true;
}

static bool parse_value(ch_sv text, ch__value *out)
{
    static const struct {
        const char *name;
        uint8_t kind;
    } kinds[] = {
        {"#actor", CH__VALUE_ACTOR},   {"#state", CH__VALUE_STATE},   {"#igo", CH__VALUE_IGO},
        {"#person", CH__VALUE_PERSON}, {"#body", CH__VALUE_BODY},     {"#group", CH__VALUE_GROUP},
        {"#armed", CH__VALUE_ARMED},   {"#people", CH__VALUE_PEOPLE}, {"#place", CH__VALUE_PLACE}};
    if (!text.n) return false;
    *out = (ch__value){.kind = CH__VALUE_LEMMA, .text = text};
    if (text.p[0] == '@')
        *out = (ch__value){.kind = CH__VALUE_CLASS, .text = {text.p + 1, text.n - 1}};
    if (text.p[0] != '#') return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ch__sv_is(text, kinds[i].name)) return out->kind = kinds[i].kind, true;
    return false;
}

static uint32_t count_char(ch_sv text, char c)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text.n; i++) n += text.p[i] == c;
    return n;
}

static ch_status parse_condition(const table_reader *table, ch_sv text, ch_arena *arena,
                                 ch__condition *out, ch_error *err)
{
    *out = (ch__condition){0};
    const char *equals = memchr(text.p, '=', text.n);
    ch_sv slot = {text.p, equals ? (size_t)(equals - text.p) : text.n};
    if (slot.n && slot.p[0] == '!' && !equals) {
        out->is_absent = true;
        slot.p++, slot.n--;
    }
    if (equals && slot.n && slot.p[slot.n - 1] == '!') {
        out->is_unequal = true;
        slot.n--;
    }
    ch_sv part, alternatives = slot;
    while (ch__sv_split(&alternatives, '|', &part)) {
        if (out->slot_n == CH__CONDITION_SLOT_MAX || !parse_slot(part, &out->slots[out->slot_n++]))
            return refuse(table, err, "unknown slot in condition", text);
    }
    if (!equals) return CH_OK;
    ch_sv rest = {equals + 1, text.n - slot.n - out->is_unequal - 1};
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(arena, count_char(rest, '|') + 1, sizeof(ch__value), &memory, err));
    ch__value *values = memory;
    while (ch__sv_split(&rest, '|', &part))
        if (!parse_value(part, &values[out->value_n++]))
            return refuse(table, err, "unknown value in condition", text);
    out->values = values;
    return CH_OK;
}

static ch_status parse_conditions(const table_reader *table, ch_sv text, ch_arena *arena,
                                  ch__frame *frame, ch_error *err)
{
    if (!text.n) return CH_OK;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(arena, count_char(text, ';') + 1, sizeof(ch__condition), &memory, err));
    frame->conditions = memory;
    ch_sv part;
    while (ch__sv_split(&text, ';', &part)) {
        part = ch__sv_trim(part);
        if (!part.n) continue;
        CH_TRY(parse_condition(table, part, arena, &frame->conditions[frame->condition_n], err));
        frame->condition_n++;
    }
    return CH_OK;
}

static ch_status parse_slots(const table_reader *table, ch_sv text, ch__slot *slots, uint32_t *n,
                             ch_error *err)
{
    ch_sv part;
    *n = 0;
    if (ch__sv_is(text, "-") || !text.n) return CH_OK;
    while (ch__sv_split(&text, ',', &part)) {
        if (ch__sv_is(ch__sv_trim(part), "-")) continue;
        if (*n == CH__ROLE_SLOT_MAX) return refuse(table, err, "too many slots in roles", part);
        if (!parse_slot(ch__sv_trim(part), &slots[(*n)++]))
            return refuse(table, err, "unknown slot in roles", part);
    }
    return CH_OK;
}

static ch_status parse_roles(const table_reader *table, ch_sv text, char pos, ch__roles *out,
                             ch_error *err)
{
    if (!text.n)
        text = pos == 'v'   ? CH_SV("subj>obj,to,with,against,for,on")
               : pos == 'n' ? CH_SV("by,poss,mod,of>to,with,against,on,for")
                            : CH_SV("subj>to,with,about,for");
    size_t at = 0;
    while (at < text.n && text.p[at] != '>' && text.p[at] != '=') at++;
    if (at == text.n) return refuse(table, err, "roles without '>' or '='", text);
    out->is_mutual = text.p[at] == '=';
    CH_TRY(parse_slots(table, (ch_sv){text.p, at}, out->actor, &out->actor_n, err));
    return parse_slots(table, (ch_sv){text.p + at + 1, text.n - at - 1}, out->recipient,
                       &out->recipient_n, err);
}

static ch_status parse_flags(const table_reader *table, ch_sv text, uint32_t *out, ch_error *err)
{
    static const char *const names[] = {"content",  "mutual",          "weak",
                                        "speech",   "nonevent-plural", "instrument",
                                        "exercise", "visit",           "carried"};
    const size_t name_n = sizeof names / sizeof *names;
    ch_sv part;
    *out = 0;
    while (text.n && ch__sv_split(&text, ',', &part)) {
        size_t i = 0;
        part = ch__sv_trim(part);
        while (i < name_n && !ch__sv_is(part, names[i])) i++;
        if (i == name_n) return refuse(table, err, "unknown flag", part);
        *out |= 1u << i;
    }
    return CH_OK;
}

static ch_status parse_contexts(const table_reader *table, ch_sv text, uint64_t *out, ch_error *err)
{
    ch_sv part;
    *out = 0;
    while (text.n && ch__sv_split(&text, ',', &part)) {
        const ch_context context = ch_context_of(ch__sv_trim(part));
        if (context == CH_CONTEXT_N) return refuse(table, err, "unknown context", part);
        *out |= (uint64_t)1 << context;
    }
    return CH_OK;
}

static ch_status parse_type(const table_reader *table, ch_sv text, bool may_be_none, uint8_t *out,
                            ch_error *err)
{
    *out = (uint8_t)ch_event_type_of(text);
    if (*out == CH_TYPE_NONE && !(may_be_none && ch__sv_is(text, "none")))
        return refuse(table, err, "unknown event type", text);
    return CH_OK;
}

/* "call_off" for a verb: head "call", particle "off"; "cease_fire" for a noun: head "fire". */
static void split_lemma(ch_sv lemma, char pos, ch__frame *frame)
{
    frame->lemma = lemma;
    frame->particle = (ch_sv){lemma.p, 0};
    const char *bar = memchr(lemma.p, '_', lemma.n);
    if (!bar) return;
    const ch_sv before = {lemma.p, (size_t)(bar - lemma.p)};
    const ch_sv after = {bar + 1, lemma.n - before.n - 1};
    frame->lemma = pos == 'n' ? after : before;
    frame->particle = pos == 'n' ? before : after;
}

static ch_status read_frame_row(const table_reader *table, ch__codebook *book, uint32_t *capacity,
                                ch_error *err)
{
    const ch_sv *cell = table->cell;
    CH_TRY(need_columns(table, 10, err));
    ch__frame frame = {.id = cell[0], .next = CH_NONE, .mode = cell[5], .cameo = cell[6]};
    if (cell[1].n != 1 || !memchr("vna", cell[1].p[0], 3))
        return refuse(table, err, "part of speech is not v, n or a", cell[1]);
    frame.pos = cell[1].p[0];
    CH_TRY(parse_conditions(table, cell[3], &book->arena, &frame, err));
    CH_TRY(parse_type(table, cell[4], true, &frame.type, err));
    CH_TRY(parse_contexts(table, cell[7], &frame.contexts, err));
    CH_TRY(parse_roles(table, cell[8], frame.pos, &frame.roles, err));
    CH_TRY(parse_flags(table, cell[9], &frame.flags, err));
    ch_sv lemmas = cell[2], lemma;
    if (!lemmas.n) return refuse(table, err, "frame without a lemma", cell[0]);
    while (ch__sv_split(&lemmas, '|', &lemma)) {
        split_lemma(lemma, frame.pos, &frame);
        CH_TRY(CH__PUSH(&book->arena, &book->frames, &book->frame_n, capacity, err));
        book->frames[book->frame_n - 1] = frame;
    }
    return CH_OK;
}

static ch_status read_frames(table_reader *table, ch__codebook *book, uint32_t *capacity,
                             ch_error *err)
{
    while (next_row(table)) CH_TRY(read_frame_row(table, book, capacity, err));
    return CH_OK;
}

static ch_status index_frames(ch__codebook *book, ch_error *err)
{
    CH_TRY(index_init(&book->frame_index, &book->arena, book->frame_n, err));
    for (uint32_t i = book->frame_n; i-- > 0;) { /* backwards: chains come out in table order */
        ch__frame *frame = &book->frames[i];
        const uint64_t key = key_of(frame->pos, frame->lemma, (ch_sv){NULL, 0});
        const uint32_t at = index_find(&book->frame_index, key);
        frame->next = book->frame_index.keys[at] ? book->frame_index.rows[at] : CH_NONE;
        book->frame_index.keys[at] = key;
        book->frame_index.rows[at] = i;
    }
    return CH_OK;
}

/* ---- the smaller tables ---- */

static ch_status parse_veracity(const table_reader *table, ch_sv text, uint8_t *out, ch_error *err)
{
    *out = text.n ? (uint8_t)ch_veracity_of(text) : CH_VERACITY_N;
    if (text.n && *out == CH_VERACITY_N) return refuse(table, err, "unknown veracity", text);
    return CH_OK;
}

static ch_status read_compose(table_reader *table, ch__codebook *book, uint32_t *capacity,
                              ch_error *err)
{
    while (next_row(table)) {
        const ch_sv *cell = table->cell;
        CH_TRY(need_columns(table, 6, err));
        ch__compose_row row = {
            .mode = cell[4], .cameo = cell[5], .line = table->line, .context = CH_CONTEXT_N};
        CH_TRY(parse_type(table, cell[0], false, &row.outer, err));
        if (!ch__sv_is(cell[1], "*")) CH_TRY(parse_type(table, cell[1], false, &row.inner, err));
        if (!ch__sv_is(cell[2], "*") && cell[2].n) {
            row.context = (uint8_t)ch_context_of(cell[2]);
            if (row.context == CH_CONTEXT_N) return refuse(table, err, "unknown context", cell[2]);
        }
        CH_TRY(parse_type(table, cell[3], true, &row.type, err));
        if (table->cell_n > 6 && cell[6].n) CH_TRY(parse_type(table, cell[6], true, &row.act, err));
        CH_TRY(CH__PUSH(&book->arena, &book->compose, &book->compose_n, capacity, err));
        book->compose[book->compose_n - 1] = row;
    }
    return CH_OK;
}

static ch_status read_light_verbs(table_reader *table, ch__codebook *book, uint32_t *capacity,
                                  ch_error *err)
{
    while (next_row(table)) {
        CH_TRY(need_columns(table, 2, err));
        ch_sv lemmas = table->cell[0], lemma;
        while (ch__sv_split(&lemmas, '|', &lemma)) {
            ch__frame parts;
            split_lemma(lemma, 'v', &parts);
            CH_TRY(CH__PUSH(&book->arena, &book->light_verbs, &book->light_verb_n, capacity, err));
            book->light_verbs[book->light_verb_n - 1] =
                (ch__light_verb){parts.lemma, parts.particle, table->cell[1]};
        }
    }
    return CH_OK;
}

static ch_status read_speech(table_reader *table, ch__codebook *book, uint32_t *capacity,
                             ch_error *err)
{
    while (next_row(table)) {
        const ch_sv *cell = table->cell;
        CH_TRY(need_columns(table, 5, err));
        ch__speech row = {.class_name = cell[1],
                          .stance = cell[4],
                          .is_factive = ch__sv_is(cell[2], "factive"),
                          .is_counterfactive = ch__sv_is(cell[2], "counterfactive")};
        CH_TRY(parse_veracity(table, cell[3], &row.veracity, err));
        ch_sv lemmas = cell[0];
        while (ch__sv_split(&lemmas, '|', &row.lemma)) {
            CH_TRY(CH__PUSH(&book->arena, &book->speech, &book->speech_n, capacity, err));
            book->speech[book->speech_n - 1] = row;
        }
    }
    return CH_OK;
}

static ch_status read_marks(table_reader *table, ch__codebook *book, uint32_t *capacity,
                            ch_error *err)
{
    while (next_row(table)) {
        const ch_sv *cell = table->cell;
        CH_TRY(need_columns(table, 4, err));
        ch__mark row = {.effect = cell[2], .pos = cell[1].n ? cell[1].p[0] : '*'};
        CH_TRY(parse_veracity(table, cell[3], &row.veracity, err));
        ch_sv lemmas = cell[0];
        while (ch__sv_split(&lemmas, '|', &row.lemma)) {
            CH_TRY(CH__PUSH(&book->arena, &book->marks, &book->mark_n, capacity, err));
            book->marks[book->mark_n - 1] = row;
        }
    }
    return CH_OK;
}

static ch_status read_context_words(table_reader *table, ch__codebook *book, uint32_t *capacity,
                                    ch_error *err)
{
    while (next_row(table)) {
        const ch_sv *cell = table->cell;
        CH_TRY(need_columns(table, 2, err));
        ch__context_row row = {.context = (uint8_t)ch_context_of(cell[0]),
                               .scope = table->cell_n > 2 ? cell[2] : (ch_sv){NULL, 0}};
        if (row.context == CH_CONTEXT_N) return refuse(table, err, "unknown context", cell[0]);
        ch_sv words = cell[1];
        while (ch__sv_split(&words, '|', &row.word)) {
            CH_TRY(CH__PUSH(&book->arena, &book->contexts, &book->context_n, capacity, err));
            book->contexts[book->context_n - 1] = row;
        }
    }
    return CH_OK;
}

/* "mutual", "open", "needs:CLASS", joined by ','. */
static void read_relation_flags(ch_sv flags, ch__relation_row *row)
{
    static const ch_sv needs = CH_SV_INIT("needs:");
    ch_sv flag;
    while (ch__sv_split(&flags, ',', &flag)) {
        if (ch__sv_is(flag, "mutual")) row->is_mutual = true;
        if (ch__sv_is(flag, "open")) row->is_open = true;
        if (ch__sv_starts(flag, needs)) row->needs = (ch_sv){flag.p + needs.n, flag.n - needs.n};
    }
}

static ch_status read_relations(table_reader *table, ch__codebook *book, uint32_t *capacity,
                                ch_error *err)
{
    while (next_row(table)) {
        const ch_sv *cell = table->cell;
        CH_TRY(need_columns(table, 6, err));
        ch__relation_row row = {.id = cell[0], .kind = cell[1], .next = CH_NONE};
        read_relation_flags(cell[5], &row);
        if (cell[2].n != 1) return refuse(table, err, "part of speech is not v, n or a", cell[2]);
        row.pos = cell[2].p[0];
        CH_TRY(parse_roles(table, cell[4], row.pos, &row.roles, err));
        ch_sv lemmas = cell[3];
        while (ch__sv_split(&lemmas, '|', &row.lemma)) {
            CH_TRY(CH__PUSH(&book->arena, &book->relations, &book->relation_n, capacity, err));
            book->relations[book->relation_n - 1] = row;
        }
    }
    return CH_OK;
}

static ch_status read_stages(table_reader *table, ch__codebook *book, uint32_t *capacity,
                             ch_error *err)
{
    while (next_row(table)) {
        CH_TRY(need_columns(table, 3, err));
        ch_sv lemmas = table->cell[1], lemma;
        while (ch__sv_split(&lemmas, '|', &lemma)) {
            CH_TRY(CH__PUSH(&book->arena, &book->stages, &book->stage_n, capacity, err));
            book->stages[book->stage_n - 1] =
                (ch__stage_row){table->cell[0], lemma, table->cell[2]};
        }
    }
    return CH_OK;
}

static ch_status read_questions(table_reader *table, ch__codebook *book, uint32_t *capacity,
                                ch_error *err)
{
    while (next_row(table)) {
        CH_TRY(need_columns(table, 2, err));
        CH_TRY(CH__PUSH(&book->arena, &book->questions, &book->question_n, capacity, err));
        book->questions[book->question_n - 1] = (ch__question_row){table->cell[0], table->cell[1]};
    }
    return CH_OK;
}

/* Classes are only asked "is this lemma in that class?": one set of (class, lemma) pairs. */
static ch_status count_class_words(const ch__container *data, uint32_t *out_n)
{
    *out_n = 0;
    for (uint32_t i = 0; i < data->section_n; i++) {
        ch_sv bytes;
        const char *name = ch__container_at(data, i, &bytes);
        if (strncmp(name, "coding/classes", 14) == 0)
            *out_n += count_char(bytes, '|') + count_char(bytes, '\n') + 1;
    }
    return CH_OK;
}

static ch_status read_classes(table_reader *table, ch__codebook *book, ch_error *err)
{
    while (next_row(table)) {
        CH_TRY(need_columns(table, 2, err));
        ch_sv words = table->cell[1], word, name = table->cell[0];
        if (name.n && name.p[0] == '@') name.p++, name.n--;
        while (ch__sv_split(&words, '|', &word))
            index_put_first(&book->class_index, key_of('@', name, word), table->line);
    }
    return CH_OK;
}

/* Longest word first is not needed: rows of one word are made adjacent by sorting. */
static int by_word(const void *a, const void *b)
{
    const ch__context_row *x = a, *y = b;
    const int order = ch__sv_compare(x->word, y->word);
    return order ? order : (int)x->context - (int)y->context;
}

static ch_status index_small_tables(ch__codebook *book, ch_error *err)
{
    const ch_sv none = {NULL, 0};
    CH_TRY(index_init(&book->light_index, &book->arena, book->light_verb_n, err));
    for (uint32_t i = 0; i < book->light_verb_n; i++)
        index_put_first(&book->light_index,
                        key_of('l', book->light_verbs[i].lemma, book->light_verbs[i].particle), i);
    CH_TRY(index_init(&book->speech_index, &book->arena, book->speech_n, err));
    for (uint32_t i = 0; i < book->speech_n; i++)
        index_put_first(&book->speech_index, key_of('s', book->speech[i].lemma, none), i);
    CH_TRY(index_init(&book->mark_index, &book->arena, book->mark_n, err));
    for (uint32_t i = 0; i < book->mark_n; i++)
        index_put_first(&book->mark_index, key_of(book->marks[i].pos, book->marks[i].lemma, none),
                        i);
    if (book->context_n) qsort(book->contexts, book->context_n, sizeof *book->contexts, by_word);
    CH_TRY(index_init(&book->context_index, &book->arena, book->context_n, err));
    for (uint32_t i = 0; i < book->context_n; i++)
        index_put_first(&book->context_index, key_of('c', book->contexts[i].word, none), i);
    CH_TRY(index_init(&book->stage_index, &book->arena, book->stage_n, err));
    for (uint32_t i = 0; i < book->stage_n; i++)
        index_put_first(&book->stage_index,
                        key_of('t', book->stages[i].lemma, book->stages[i].register_name), i);
    CH_TRY(index_init(&book->relation_index, &book->arena, book->relation_n, err));
    for (uint32_t i = book->relation_n; i-- > 0;) {
        const uint64_t key = key_of(book->relations[i].pos, book->relations[i].lemma, none);
        const uint32_t at = index_find(&book->relation_index, key);
        book->relations[i].next =
            book->relation_index.keys[at] ? book->relation_index.rows[at] : CH_NONE;
        book->relation_index.keys[at] = key;
        book->relation_index.rows[at] = i;
    }
    return CH_OK;
}

typedef struct capacities {
    uint32_t frames, compose, light_verbs, speech, marks, contexts, relations, stages, questions;
} capacities;

static ch_status read_section(const char *name, ch_sv bytes, ch__codebook *book, capacities *room,
                              ch_error *err)
{
    table_reader table = {.name = name, .bytes = bytes, .rest = bytes};
    if (strncmp(name, "coding/", 7) != 0) return CH_OK;
    const char *leaf = name + 7;
    if (strncmp(leaf, "frames/", 7) == 0) return read_frames(&table, book, &room->frames, err);
    if (strncmp(leaf, "compose", 7) == 0) return read_compose(&table, book, &room->compose, err);
    if (strncmp(leaf, "light_verbs", 11) == 0)
        return read_light_verbs(&table, book, &room->light_verbs, err);
    if (strncmp(leaf, "classes", 7) == 0) return read_classes(&table, book, err);
    if (strncmp(leaf, "speech", 6) == 0) return read_speech(&table, book, &room->speech, err);
    if (strncmp(leaf, "marks", 5) == 0) return read_marks(&table, book, &room->marks, err);
    if (strncmp(leaf, "relations", 9) == 0)
        return read_relations(&table, book, &room->relations, err);
    /* irregular.tsv has the shape of stages.tsv: verb or noun, forms, lemma */
    if (strncmp(leaf, "stages", 6) == 0 || strncmp(leaf, "irregular", 9) == 0)
        return read_stages(&table, book, &room->stages, err);
    if (strncmp(leaf, "questions", 9) == 0)
        return read_questions(&table, book, &room->questions, err);
    if (strncmp(leaf, "contexts", 8) == 0)
        return read_context_words(&table, book, &room->contexts, err);
    return CH_OK;
}

static ch_status read_all(const ch__container *data, ch__codebook *book, ch_error *err)
{
    uint32_t class_word_n = 0;
    CH_TRY(count_class_words(data, &class_word_n));
    CH_TRY(index_init(&book->class_index, &book->arena, class_word_n, err));
    capacities room = {0};
    for (uint32_t i = 0; i < data->section_n; i++) {
        ch_sv bytes;
        const char *name = ch__container_at(data, i, &bytes);
        CH_TRY(read_section(name, bytes, book, &room, err));
    }
    CH_TRY(index_frames(book, err));
    return index_small_tables(book, err);
}

ch_status ch__codebook_open(const ch__container *data, ch__codebook **out, ch_error *err)
{
    ch__codebook *book = calloc(1, sizeof *book);
    if (!book) return ch_fail(err, CH_E_NOMEM, "coding", CH_NOWHERE, "no memory");
    ch_arena_init(&book->arena, (size_t)64 << 20);
    const ch_status status = read_all(data, book, err);
    if (status != CH_OK) {
        ch__codebook_close(book);
        return status;
    }
    *out = book;
    return CH_OK;
}

void ch__codebook_close(ch__codebook *book)
{
    if (!book) return;
    ch_arena_deinit(&book->arena);
    free(book);
}

/* ---- look-ups ---- */

uint32_t ch__codebook_frames(const ch__codebook *book, char pos, ch_sv lemma)
{
    return index_get(&book->frame_index, key_of(pos, lemma, (ch_sv){NULL, 0}));
}

const ch__light_verb *ch__codebook_light_verb(const ch__codebook *book, ch_sv lemma, ch_sv particle)
{
    const uint32_t row = index_get(&book->light_index, key_of('l', lemma, particle));
    return row == CH_NONE ? NULL : &book->light_verbs[row];
}

const ch__speech *ch__codebook_speech(const ch__codebook *book, ch_sv lemma)
{
    const uint32_t row = index_get(&book->speech_index, key_of('s', lemma, (ch_sv){NULL, 0}));
    return row == CH_NONE ? NULL : &book->speech[row];
}

const ch__mark *ch__codebook_mark(const ch__codebook *book, char pos, ch_sv lemma)
{
    uint32_t row = index_get(&book->mark_index, key_of(pos, lemma, (ch_sv){NULL, 0}));
    if (row == CH_NONE) row = index_get(&book->mark_index, key_of('*', lemma, (ch_sv){NULL, 0}));
    return row == CH_NONE ? NULL : &book->marks[row];
}

uint32_t ch__codebook_context(const ch__codebook *book, ch_sv word)
{
    return index_get(&book->context_index, key_of('c', word, (ch_sv){NULL, 0}));
}

uint32_t ch__codebook_relations(const ch__codebook *book, char pos, ch_sv lemma)
{
    return index_get(&book->relation_index, key_of(pos, lemma, (ch_sv){NULL, 0}));
}

ch_sv ch__codebook_irregular(const ch__codebook *book, char pos, ch_sv form)
{
    return ch__codebook_stage(book, pos == 'v' ? CH_SV("verb") : CH_SV("noun"), form);
}

ch_sv ch__codebook_stage(const ch__codebook *book, ch_sv register_name, ch_sv lemma)
{
    const uint32_t row = index_get(&book->stage_index, key_of('t', lemma, register_name));
    return row == CH_NONE ? (ch_sv){NULL, 0} : book->stages[row].stage;
}

bool ch__codebook_in_class(const ch__codebook *book, ch_sv class_name, ch_sv lemma)
{
    return index_get(&book->class_index, key_of('@', class_name, lemma)) != CH_NONE;
}

const ch__compose_row *ch__codebook_compose(const ch__codebook *book, uint8_t outer, uint8_t inner,
                                            uint64_t inner_contexts)
{
    for (uint32_t i = 0; i < book->compose_n; i++) { /* about a hundred rows, first that fits */
        const ch__compose_row *row = &book->compose[i];
        if (row->outer != outer || (row->inner && row->inner != inner)) continue;
        if (row->context < CH_CONTEXT_N && !(inner_contexts >> row->context & 1)) continue;
        return row;
    }
    return NULL;
}
