#include "fixture.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>

static void *room(ch_analysis *a, size_t n, size_t size)
{
    void *memory = NULL;
    if (ch_arena_alloc(&a->arena, n, size, &memory, NULL) != CH_OK) abort();
    return memory;
}

static ch_sv keep(ch_analysis *a, const char *text)
{
    ch_sv out = {"", 0};
    if (ch_arena_copy(&a->arena, (ch_sv){text, strlen(text)}, &out, NULL) != CH_OK) abort();
    return out;
}

static ch_span words(const ch_analysis *a, const char *text)
{
    const char *at = strstr(a->report.text.p, text);
    if (!at) abort();
    const uint32_t begin = (uint32_t)(at - a->report.text.p);
    return (ch_span){begin, begin + (uint32_t)strlen(text)};
}

static ch_participant who(const ch_analysis *a, const char *text, const char *key,
                          const char *sector)
{
    return (ch_participant){.span = words(a, text),
                            .mention = CH_NONE,
                            .key = {key, strlen(key)},
                            .sector = {sector, strlen(sector)}};
}

static void add_events(ch_analysis *a)
{
    ch_event *e = a->events = room(a, 3, sizeof *e);
    a->event_n = 3;
    ch_participant *both = room(a, 2, sizeof *both);
    both[0] = who(a, "Belarus", "BLR", "");
    both[1] = who(a, "Iran", "IRN", "");
    ch_source *source = room(a, 1, sizeof *source);
    *source = (ch_source){.who = who(a, "Valery Revenko", "BLR", "GOV"),
                          .cue = CH_SV("said"),
                          .cue_span = words(a, "said"),
                          .channel = CH_SV("X"),
                          .rule = "source.speech"};
    source->who.entity = CH_SV("Valery Revenko");
    uint32_t *mentions = room(a, 2, sizeof *mentions);
    mentions[0] = 1, mentions[1] = 2;
    ch_trace *trace = room(a, 2, sizeof *trace);
    trace[0] = (ch_trace){"type", CH_SV("sign.v"), words(a, "signed"), CH_SV("a \"note\"\twith \\"),
                          false};
    trace[1] = (ch_trace){"veracity", CH_SV("may"), {0, 0}, CH_SV("[another] reading"), true};
    ch_place_field *also = room(a, 1, sizeof *also);
    *also = (ch_place_field){.is_set = true, .name = CH_SV("Brest"), .country = CH_SV("BLR")};
    e[0] = (ch_event){.id = CH_SV("e1"),
                      .type = CH_TYPE_SUPPORT,
                      .is_mutual = true,
                      .contexts = 1u << CH_CONTEXT_military | (uint64_t)1 << CH_CONTEXT_diplomatic,
                      .cameo = CH_SV("057"),
                      .trigger = words(a, "signed"),
                      .mention_sentences = mentions,
                      .mention_sentence_n = 2,
                      .actors = both,
                      .actor_n = 2,
                      .sources = source,
                      .source_n = 1,
                      .date = {CH_SV("2025-08-20"), words(a, "on Wednesday")},
                      .place = {.is_set = true,
                                .span = words(a, "Minsk"),
                                .name = CH_SV("Minsk"),
                                .country = CH_SV("BLR"),
                                .latitude = 53.9,
                                .longitude = 27.56667,
                                .has_point = true,
                                .also = also,
                                .also_n = 1},
                      .object = words(a, "a plan"),
                      .denies = CH_NONE,
                      .trace = trace,
                      .trace_n = 2};
    e[1] = (ch_event){.id = CH_SV("e2"),
                      .type = CH_TYPE_AGREE,
                      .act = CH_TYPE_COOPERATE,
                      .auxiliary = CH_AUX_FUTURE,
                      .veracity = CH_VERACITY_PR_PLUS,
                      .is_mutual = true,
                      .cameo = CH_SV("0312"),
                      .trigger = words(a, "exercise"),
                      .actors = both,
                      .actor_n = 2,
                      .date = {CH_SV("2026"), words(a, "2026")},
                      .denies = CH_NONE};
    ch_participant *usa = room(a, 1, sizeof *usa);
    usa[0] = who(a, "Washington", "USA", "GOV");
    e[2] = (ch_event){.id = CH_SV("e3"),
                      .type = CH_TYPE_ACCUSE,
                      .mode = CH_SV("disapprove"),
                      .trigger = words(a, "criticised"),
                      .actors = usa,
                      .actor_n = 1,
                      .recipients = both,
                      .recipient_n = 2,
                      .denies = 0};
}

static void add_registers(ch_analysis *a)
{
    ch_sv *parties = room(a, 2, sizeof *parties);
    parties[0] = CH_SV("BLR"), parties[1] = CH_SV("IRN");
    uint32_t *events = room(a, 2, sizeof *events);
    events[0] = 0, events[1] = 1;
    ch_provision *provision = room(a, 1, sizeof *provision);
    *provision = (ch_provision){words(a, "a joint exercise"), CH_VERACITY_PR_PLUS};
    a->instruments = room(a, 1, sizeof *a->instruments);
    a->instrument_n = 1;
    a->instruments[0] =
        (ch_instrument){.id = CH_SV("i1"),
                        .kind = CH_SV("plan"),
                        .parties = parties,
                        .party_n = 2,
                        .subjects = 1u << CH_CONTEXT_military,
                        .title = words(a, "a plan"),
                        .stage = CH_SV("signed"),
                        .signed_on = {CH_SV("2025-08-20"), words(a, "on Wednesday")},
                        .period = CH_SV("2026"),
                        .provisions = provision,
                        .provision_n = 1,
                        .events = events,
                        .event_n = 1};
    a->exercises = room(a, 1, sizeof *a->exercises);
    a->exercise_n = 1;
    a->exercises[0] = (ch_exercise){.id = CH_SV("x1"),
                                    .participants = parties,
                                    .participant_n = 2,
                                    .one_of = parties,
                                    .one_of_n = 2,
                                    .period = CH_SV("2026"),
                                    .stage = CH_SV("planned"),
                                    .instrument = 0,
                                    .events = events + 1,
                                    .event_n = 1};
    ch_sv *met = room(a, 1, sizeof *met);
    met[0] = CH_SV("Alexander Lukashenko");
    a->visits = room(a, 1, sizeof *a->visits);
    a->visit_n = 1;
    a->visits[0] = (ch_visit){.id = CH_SV("v1"),
                              .visitor = CH_SV("IRN"),
                              .entity = CH_SV("Masoud Pezeshkian"),
                              .host = CH_SV("BLR"),
                              .date = CH_SV("2025-08"),
                              .place = {.is_set = true, .country = CH_SV("BLR")},
                              .met = met,
                              .met_n = 1,
                              .stage = CH_SV("made")};
}

static void add_rest(ch_analysis *a)
{
    ch_sv *about = room(a, 2, sizeof *about);
    about[0] = CH_SV("BLR"), about[1] = CH_SV("IRN");
    a->relations = room(a, 1, sizeof *a->relations);
    a->relation_n = 1;
    a->relations[0] = (ch_relation){
        CH_SV("ally"),       CH_SV("BLR"),   CH_SV("RUS"), true, words(a, "an ally of Russia"),
        CH_VERACITY_CT_PLUS, "relation.ally"};
    a->statements = room(a, 1, sizeof *a->statements);
    a->statement_n = 1;
    a->statements[0] = (ch_statement){.speaker = who(a, "Valery Revenko", "BLR", "GOV"),
                                      .channel = CH_SV("X"),
                                      .quoted = words(a, "there are no closed topics"),
                                      .span = words(a, "there are no closed topics"),
                                      .about = about,
                                      .about_n = 2,
                                      .stance = CH_SV("open"),
                                      .rule = "statement.quote"};
    a->questions = room(a, 1, sizeof *a->questions);
    a->question_n = 1;
    a->questions[0] =
        (ch_question){CH_SV("exercise x1: place"), words(a, "Where is not known"), "q.known"};
}

ch_analysis *fixture_make(const char *given, const char *published, int n)
{
    char text[1024];
    ch_analysis *a = calloc(1, sizeof *a);
    if (!a) abort();
    ch_arena_init(&a->arena, 0);
    snprintf(text, sizeof text,
             "Belarus and Iran signed a plan in Minsk on Wednesday, Valery Revenko said: "
             "\xe2\x80\x98there are no closed topics\xe2\x80\x99. "
             "It names a joint exercise in 2026. Where is not known. "
             "Belarus is an ally of Russia. Washington criticised both. Number %d.",
             n);
    a->report = (ch_report){.id = keep(a, given),
                            .published = keep(a, published),
                            .source = CH_SV("Sample Post"),
                            .title = CH_SV("A plan"),
                            .url = CH_SV("https://example.org/1"),
                            .language = CH_SV("en"),
                            .text = keep(a, text)};
    a->sentences = room(a, 2, sizeof *a->sentences);
    a->sentence_n = 2;
    a->sentences[0].span = (ch_span){0, words(a, "It names").begin - 1};
    a->sentences[1].span = words(a, "It names a joint exercise in 2026.");
    add_events(a);
    add_registers(a);
    add_rest(a);
    return a;
}

void fixture_free(ch_analysis *analysis)
{
    if (!analysis) return;
    ch_arena_deinit(&analysis->arena);
    free(analysis);
}
