#include "sample.h"

static const char TEXT[] =
    "Minsk and Tehran signed a \"plan\" in Minsk on Monday, A. Kovalenko said on X.\n"
    "Officials deny the exercise.\tThe caf\xC3\xA9 is \x01 closed.";

/* Bytes of `words` in TEXT; absent when they are not there. */
static ch_span span_of(const char *words)
{
    const char *at = strstr(TEXT, words);
    if (!at) return (ch_span){0, 0};
    return (ch_span){(uint32_t)(at - TEXT), (uint32_t)(at - TEXT + (long)strlen(words))};
}

static ch_participant state(const char *words, const char *key)
{
    return (ch_participant){.span = span_of(words), .mention = CH_NONE, .key = {key, strlen(key)}};
}

static ch_mention MENTIONS[2];
static ch_sentence SENTENCES[2];
static ch_timex TIMES[1];
static ch_participant ACTORS[2], OTHERS[2];
static ch_source SOURCES[2];
static ch_place_field ALSO[1];
static const ch_sv KEYS[] = {CH_SV_INIT("BLR"), CH_SV_INIT("IRN")};
static const ch_sv MET[] = {CH_SV_INIT("Ali Rezaei")};
static const uint32_t SENTENCE_1[] = {1, 2}, EVENT_0[] = {0}, EVENT_1[] = {1};
static ch_event EVENTS[3];
static ch_provision PROVISIONS[1];
static ch_instrument INSTRUMENTS[1];
static ch_exercise EXERCISES[1];
static ch_visit VISITS[1];
static ch_relation RELATIONS[2];
static ch_statement STATEMENTS[1];
static ch_question QUESTIONS[1];

static void fill_layers(ch_analysis *a)
{
    SENTENCES[0] = (ch_sentence){.span = {0, 76}};
    SENTENCES[1] = (ch_sentence){.span = {77, (uint32_t)strlen(TEXT)}};
    MENTIONS[0] = (ch_mention){.span = span_of("A. Kovalenko"),
                               .kind = CH_MENTION_PERSON,
                               .is_variant = true,
                               .key = CH_SV_INIT("BLR"),
                               .sector = CH_SV_INIT("GOV"),
                               .entity = CH_SV_INIT("Anna Kavalenka"),
                               .office = CH_SV_INIT("Minister of Trade of Belarus"),
                               .rule = "person.office",
                               .note = CH_SV_INIT("by title and country")};
    MENTIONS[1] = (ch_mention){.span = span_of("Minsk"),
                               .kind = CH_MENTION_PLACE,
                               .is_place = true,
                               .key = CH_SV_INIT("BLR"),
                               .place_name = CH_SV_INIT("Minsk"),
                               .place_country = CH_SV_INIT("BLR"),
                               .latitude = 53.9,
                               .longitude = 27.56667};
    TIMES[0] = (ch_timex){
        .span = span_of("on Monday"), .type = CH_TIMEX_DATE, .value = CH_SV_INIT("2025-12-08")};
    a->sentences = SENTENCES, a->sentence_n = 2;
    a->mentions = MENTIONS, a->mention_n = 2;
    a->times = TIMES, a->time_n = 1;
}

static void fill_people(void)
{
    ACTORS[0] = state("Minsk", "BLR");
    ACTORS[1] = state("Tehran", "IRN");
    OTHERS[0] = (ch_participant){.span = span_of("A. Kovalenko"),
                                 .mention = 0,
                                 .key = KEYS[0],
                                 .sector = CH_SV_INIT("GOV"),
                                 .entity = CH_SV_INIT("Anna Kavalenka"),
                                 .office = CH_SV_INIT("Minister of Trade of Belarus"),
                                 .is_variant = true};
    OTHERS[1] = (ch_participant){.mention = CH_NONE, .key = CH_SV_INIT("unk")};
    SOURCES[0] =
        (ch_source){.who = OTHERS[0], .cue = CH_SV_INIT("said"), .channel = CH_SV_INIT("X")};
    SOURCES[1] =
        (ch_source){.who = state("Officials", "BLR"), .cue = CH_SV_INIT("deny"), .is_joint = true};
    SOURCES[1].who.is_unnamed = true;
}

static void fill_events(ch_analysis *a)
{
    ALSO[0] = (ch_place_field){.is_set = true, .name = CH_SV_INIT("Brest"), .country = KEYS[0]};
    EVENTS[0] = (ch_event){.id = CH_SV_INIT("e1"),
                           .type = CH_TYPE_SUPPORT,
                           .is_mutual = true,
                           .contexts = 1ull << CH_CONTEXT_military | 1ull << CH_CONTEXT_diplomatic,
                           .cameo = CH_SV_INIT("057"),
                           .trigger = span_of("signed"),
                           .mention_sentences = SENTENCE_1,
                           .mention_sentence_n = 2,
                           .actors = ACTORS,
                           .actor_n = 2,
                           .sources = SOURCES,
                           .source_n = 1,
                           .date = {CH_SV_INIT("2025-12-08"), span_of("on Monday")},
                           .object = span_of("a \"plan\""),
                           .denies = CH_NONE};
    EVENTS[0].place = (ch_place_field){.is_set = true,
                                       .span = {36, 41},
                                       .name = CH_SV_INIT("Minsk"),
                                       .country = KEYS[0],
                                       .latitude = 53.9,
                                       .longitude = -27.56667,
                                       .has_point = true,
                                       .also = ALSO,
                                       .also_n = 1};
    EVENTS[1] = (ch_event){.id = CH_SV_INIT("e2"),
                           .type = CH_TYPE_AGREE,
                           .act = CH_TYPE_COOPERATE,
                           .auxiliary = CH_AUX_FUTURE,
                           .veracity = CH_VERACITY_PR_PLUS,
                           .cameo = CH_SV_INIT("0312"),
                           .trigger = span_of("exercise"),
                           .actors = OTHERS,
                           .actor_n = 1,
                           .recipients = OTHERS + 1,
                           .recipient_n = 1,
                           .mention_sentences = SENTENCE_1 + 1,
                           .mention_sentence_n = 1,
                           .denies = CH_NONE};
    EVENTS[1].place = (ch_place_field){.is_set = true, .one_of = KEYS, .one_of_n = 2};
    EVENTS[2] = EVENTS[1];
    EVENTS[2].id = CH_SV("e3"), EVENTS[2].mode = CH_SV("meet"), EVENTS[2].denies = 1;
    EVENTS[2].auxiliary = CH_AUX_HISTORICAL | CH_AUX_HYPOTHETICAL | CH_AUX_NEGATION;
    EVENTS[2].veracity = CH_VERACITY_CT_MINUS;
    EVENTS[2].place = (ch_place_field){0};
    EVENTS[2].sources = SOURCES, EVENTS[2].source_n = 2;
    a->events = EVENTS, a->event_n = 3;
}

static void fill_registers(ch_analysis *a)
{
    PROVISIONS[0] = (ch_provision){span_of("the exercise"), CH_VERACITY_PS_PLUS};
    INSTRUMENTS[0] = (ch_instrument){.id = CH_SV_INIT("i1"),
                                     .kind = CH_SV_INIT("plan"),
                                     .parties = KEYS,
                                     .party_n = 2,
                                     .subjects = 1ull << CH_CONTEXT_military,
                                     .title = span_of("a \"plan\""),
                                     .stage = CH_SV_INIT("signed"),
                                     .signed_on = EVENTS[0].date,
                                     .place = EVENTS[0].place,
                                     .period = CH_SV_INIT("2026"),
                                     .provisions = PROVISIONS,
                                     .provision_n = 1,
                                     .events = EVENT_0,
                                     .event_n = 1};
    EXERCISES[0] = (ch_exercise){.id = CH_SV_INIT("x1"),
                                 .participants = KEYS,
                                 .participant_n = 2,
                                 .host = KEYS[0],
                                 .one_of = KEYS,
                                 .one_of_n = 2,
                                 .period = CH_SV_INIT("2026"),
                                 .name = CH_SV_INIT("Autumn Shield"),
                                 .stage = CH_SV_INIT("planned"),
                                 .events = EVENT_1,
                                 .event_n = 1};
    VISITS[0] = (ch_visit){.id = CH_SV_INIT("v1"),
                           .visitor = KEYS[1],
                           .entity = CH_SV_INIT("Ali Rezaei"),
                           .host = KEYS[0],
                           .date = CH_SV_INIT("2025-12"),
                           .place = EVENTS[0].place,
                           .met = MET,
                           .met_n = 1,
                           .stage = CH_SV_INIT("made"),
                           .events = EVENT_0,
                           .event_n = 1};
    a->instruments = INSTRUMENTS, a->instrument_n = 1;
    a->exercises = EXERCISES, a->exercise_n = 1;
    a->visits = VISITS, a->visit_n = 1;
}

void sample_fill(ch_analysis *a)
{
    *a = (ch_analysis){.report = {.id = CH_SV_INIT("r-1"),
                                  .url = CH_SV_INIT("https://post.example/1"),
                                  .source = CH_SV_INIT("Post"),
                                  .title = CH_SV_INIT("A title"),
                                  .published = CH_SV_INIT("2025-12-10"),
                                  .language = CH_SV_INIT("en"),
                                  .text = {TEXT, sizeof TEXT - 1}}};
    fill_layers(a);
    fill_people();
    fill_events(a);
    fill_registers(a);
    RELATIONS[0] = (ch_relation){.kind = CH_SV_INIT("ally"),
                                 .a = KEYS[0],
                                 .b = KEYS[1],
                                 .is_mutual = true,
                                 .span = span_of("Minsk and Tehran"),
                                 .rule = "r"};
    RELATIONS[1] = (ch_relation){.kind = CH_SV_INIT("isolation"),
                                 .a = KEYS[0],
                                 .span = span_of("closed"),
                                 .veracity = CH_VERACITY_UU,
                                 .rule = "r"};
    STATEMENTS[0] = (ch_statement){.speaker = OTHERS[0],
                                   .channel = CH_SV_INIT("X"),
                                   .quoted = span_of("closed"),
                                   .span = span_of("is \x01 closed"),
                                   .about = KEYS,
                                   .about_n = 2,
                                   .stance = CH_SV_INIT("open"),
                                   .rule = "r"};
    QUESTIONS[0] = (ch_question){
        .about = CH_SV_INIT("exercise x1: place"), .span = span_of("closed"), .rule = "r"};
    a->relations = RELATIONS, a->relation_n = 2;
    a->statements = STATEMENTS, a->statement_n = 1;
    a->questions = QUESTIONS, a->question_n = 1;
}
