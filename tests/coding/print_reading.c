/* print_reading ENGINE_DIRECTORY < text: the parse, the events with their traces and the silences of
 * a text, one a line, for people at work on frames. */
#include "base/text.h"
#include "chancery/analysis.h"

#include <stdio.h>

static void print_parse(const ch_analysis *a)
{
    for (uint32_t s = 0; s < a->sentence_n; s++) {
        const uint32_t begin = a->sentences[s].token_begin;
        for (uint32_t i = begin; i < a->sentences[s].token_end; i++) {
            const ch_token *t = &a->tokens[i];
            const uint32_t m = a->mention_of_token ? a->mention_of_token[i] : CH_NONE;
            printf("%3u %-16.*s %-14.*s %-5s %-4s %3d %-11s", i - begin, CH_SV_ARG(t->form), CH_SV_ARG(t->lemma),
                   ch_upos_text((ch_upos)t->upos), ch_xpos_text((ch_xpos)t->xpos),
                   t->head == CH_NONE ? -1 : (int)(t->head - begin), ch_deprel_text((ch_deprel)t->deprel));
            if (m != CH_NONE)
                printf(" [%.*s %.*s %.*s kind %d %s]", CH_SV_ARG(a->mentions[m].key), CH_SV_ARG(a->mentions[m].sector),
                       CH_SV_ARG(a->mentions[m].entity), a->mentions[m].kind, a->mentions[m].rule);
            printf("\n");
        }
    }
    for (uint32_t i = 0; i < a->time_n; i++)
        printf("time %.*s = %.*s\n", CH_SV_ARG(ch__span_text(a->report.text, a->times[i].span)),
               CH_SV_ARG(a->times[i].value));
}

static void print_side(const char *name, const ch_participant *items, uint32_t n)
{
    printf(" %s", name);
    for (uint32_t i = 0; i < n; i++)
        printf(" %.*s/%.*s", CH_SV_ARG(items[i].key), CH_SV_ARG(items[i].sector));
}

static void print_event(const ch_analysis *a, const ch_event *e)
{
    printf("%.*s %s%s%s mode %.*s cameo %.*s '%.*s' %s aux %u", CH_SV_ARG(e->id),
           ch_event_type_text((ch_event_type)e->type), e->act ? "/" : "",
           ch_event_type_text((ch_event_type)e->act), CH_SV_ARG(e->mode), CH_SV_ARG(e->cameo),
           CH_SV_ARG(ch__span_text(a->report.text, e->trigger)), ch_veracity_text((ch_veracity)e->veracity),
           e->auxiliary);
    print_side(e->is_mutual ? "mutual" : "actors", e->actors, e->actor_n);
    print_side("recipients", e->recipients, e->recipient_n);
    for (uint32_t i = 0; i < e->source_n; i++)
        printf(" source %.*s '%.*s'", CH_SV_ARG(e->sources[i].who.key), CH_SV_ARG(e->sources[i].cue));
    printf(" date %.*s place %.*s object '%.*s'\n", CH_SV_ARG(e->date.value), CH_SV_ARG(e->place.name),
           CH_SV_ARG(ch__span_text(a->report.text, e->object)));
    for (uint32_t i = 0; i < e->trace_n; i++)
        printf("    %s%s %.*s '%.*s' %.*s\n", e->trace[i].is_lost ? "lost " : "", e->trace[i].field,
               CH_SV_ARG(e->trace[i].rule), CH_SV_ARG(ch__span_text(a->report.text, e->trace[i].span)),
               CH_SV_ARG(e->trace[i].note));
}

int main(int argc, char **argv)
{
    static char text[1 << 20];
    ch_engine *engine = NULL;
    ch_analysis *a = NULL;
    ch_error err;
    if (argc < 2) return 2;
    const size_t n = fread(text, 1, sizeof text, stdin);
    const ch_report report = {.id = CH_SV("stdin"), .published = CH_SV("2024-06-05"), .text = {text, n}};
    if (ch_engine_open(argv[1], &engine, &err) != CH_OK || ch_analyse(engine, &report, NULL, &a, &err) != CH_OK)
        return fprintf(stderr, "%s: %s\n", err.source, err.message), 5;
    print_parse(a);
    for (uint32_t i = 0; i < a->event_n; i++) print_event(a, &a->events[i]);
    for (uint32_t i = 0; i < a->silence_n; i++)
        printf("silence %.*s '%.*s': %.*s\n", CH_SV_ARG(a->silences[i].rule),
               CH_SV_ARG(ch__span_text(a->report.text, a->silences[i].span)), CH_SV_ARG(a->silences[i].note));
    for (uint32_t i = 0; i < a->statement_n; i++)
        printf("statement %.*s: %.*s\n", CH_SV_ARG(a->statements[i].speaker.key),
               CH_SV_ARG(ch__span_text(a->report.text, a->statements[i].span)));
    for (uint32_t i = 0; i < a->relation_n; i++)
        printf("relation %.*s %.*s %.*s\n", CH_SV_ARG(a->relations[i].kind), CH_SV_ARG(a->relations[i].a),
               CH_SV_ARG(a->relations[i].b));
    ch_analysis_free(a);
    ch_engine_close(engine);
    return 0;
}
