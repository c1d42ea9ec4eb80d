/* Who says so: speech verbs over the deed, "according to", passages with one source. */
#include "coding/coder.h"

enum { CLIMB_MAX = 16, SOURCE_MAX = 6 };

static ch_sv phrase_text(const ch_analysis *a, uint32_t token)
{
    return ch__span_text(a->report.text, a->tokens[token].span);
}

static ch_status add_source(ch__coder *coder, ch__deed *deed, const ch_source *source)
{
    CH_TRY(CH__PUSH(coder->arena, &deed->sources, &deed->source_n, &deed->source_capacity,
                    coder->err));
    for (uint32_t i = deed->source_n - 1; i > 0; i--) deed->sources[i] = deed->sources[i - 1];
    deed->sources[0] = *source; /* found from the inside out, told outermost first */
    return ch__trace_add(coder, deed, "source", CH_SV("source"), source->cue_span, source->rule,
                         false);
}

static bool is_medium(const ch_mention *m) { return m && ch__sv_is(m->sector, "JRN"); }

ch_sv ch__channel_of(const ch__coder *coder, uint32_t verb)
{
    const ch_analysis *a = coder->a;
    ch_sv found = {NULL, 0};
    CH__EACH_CHILD(a->tokens, verb, c)
    {
        const ch_token *t = &a->tokens[c];
        const bool is_object = t->deprel == CH_DEPREL_OBJ || t->deprel == CH_DEPREL_IOBJ;
        if (is_object && is_medium(ch__mention_at(a, c))) return phrase_text(a, c);
        if (t->deprel != CH_DEPREL_OBL) continue;
        uint32_t first, last;
        ch__tree_range(a->tokens, c, &first, &last);
        for (uint32_t i = first; i <= last; i++) { /* "through a post on the social network X" */
            if (ch__token_is(coder, i, "channel-place")) found = phrase_text(a, i);
            if (ch__token_is(coder, i, "channel-broadcast") && i > first &&
                ch__sv_is(a->tokens[i - 1].lower, "state"))
                found = (ch_sv){a->report.text.p + a->tokens[i - 1].span.begin,
                                a->tokens[i].span.end - a->tokens[i - 1].span.begin};
        }
        if (!found.n && ch__token_is(coder, c, "channel-noun")) {
            const uint32_t modifier = ch__tree_child(a->tokens, c, CH_DEPREL_COMPOUND);
            found = modifier == c - 1 ? (ch_sv){a->report.text.p + a->tokens[modifier].span.begin,
                                                t->span.end - a->tokens[modifier].span.begin}
                                      : phrase_text(a, c);
        }
    }
    return found;
}

static ch_status add_speakers(ch__coder *coder, ch__deed *deed, uint32_t speaker, uint32_t cue,
                              ch_sv cue_text, ch_span cue_span, const char *rule)
{
    ch_participant *who = NULL;
    uint32_t n = 0, capacity = 0;
    if (speaker != CH_NONE)
        CH_TRY(ch__names_participants(coder->a, speaker, coder->arena, &who, &n, &capacity,
                                      coder->err));
    ch_source source = {.cue = cue_text,
                        .cue_span = cue_span,
                        .rule = rule,
                        .is_joint = n > 1,
                        .channel = cue == CH_NONE ? (ch_sv){NULL, 0} : ch__channel_of(coder, cue)};
    if (n == 0) {
        source.who = (ch_participant){.mention = CH_NONE, .key = CH_SV("unk"), .is_unnamed = true};
        return add_source(coder, deed, &source);
    }
    for (uint32_t i = n; i-- > 0;) {
        source.who = who[i];
        CH_TRY(add_source(coder, deed, &source));
    }
    return CH_OK;
}

/* "X said" after or inside what is said: a parataxis below the told clause. */
static uint32_t speech_parenthesis(const ch__coder *coder, uint32_t at)
{
    const ch_analysis *a = coder->a;
    CH__EACH_CHILD(a->tokens, at, c)
    {
        if (a->tokens[c].deprel != CH_DEPREL_PARATAXIS || !ch__is_verbal(&a->tokens[c])) continue;
        if (!ch__codebook_speech(coder->book, a->tokens[c].lemma)) continue;
        if (ch__tree_child(a->tokens, c, CH_DEPREL_CCOMP) != CH_NONE) continue;
        if (ch__tree_child(a->tokens, c, CH_DEPREL_NSUBJ) != CH_NONE) return c;
    }
    return CH_NONE;
}

static uint32_t according_to(const ch_analysis *a, uint32_t at)
{
    CH__EACH_CHILD(a->tokens, at, c)
    {
        if (a->tokens[c].deprel != CH_DEPREL_OBL && a->tokens[c].deprel != CH_DEPREL_NMOD) continue;
        if (ch__sv_is(ch__tree_preposition(a->tokens, c), "according")) return c;
    }
    return CH_NONE;
}

static ch_status add_speech_verb(ch__coder *coder, ch__deed *deed, uint32_t verb, const char *rule)
{
    const bool is_passive = ch__clause_is_passive(coder->a, verb);
    const uint32_t speaker =
        is_passive ? ch__clause_agent(coder->a, verb) : ch__clause_subject(coder->a, verb);
    return add_speakers(coder, deed, speaker, verb, phrase_text(coder->a, verb),
                        coder->a->tokens[verb].span, rule);
}

static ch_status add_according_to(ch__coder *coder, ch__deed *deed, uint32_t noun)
{
    const ch_token *tokens = coder->a->tokens;
    const uint32_t c = ch__tree_child(tokens, noun, CH_DEPREL_CASE);
    ch_span span = tokens[c].span;
    if (c + 1 < coder->a->token_n && ch__sv_is(tokens[c + 1].lower, "to"))
        span.end = tokens[c + 1].span.end;
    return add_speakers(coder, deed, noun, CH_NONE, ch__span_text(coder->a->report.text, span),
                        span, "source.according-to");
}

/* "reportedly", "allegedly": somebody says so, nobody says who. */
static ch_status add_hearsay(ch__coder *coder, ch__deed *deed, uint32_t at)
{
    CH__EACH_CHILD(coder->a->tokens, at, c)
    if (coder->a->tokens[c].deprel == CH_DEPREL_ADVMOD && ch__token_is(coder, c, "hearsay"))
        return add_speakers(coder, deed, CH_NONE, CH_NONE, phrase_text(coder->a, c),
                            coder->a->tokens[c].span, "source.hearsay");
    return CH_OK;
}

static ch_status climb(ch__coder *coder, ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    uint32_t at = deed->carrier;
    for (int i = 0; i < CLIMB_MAX && at != CH_NONE && deed->source_n < SOURCE_MAX; i++) {
        CH_TRY(add_hearsay(coder, deed, at));
        const uint32_t parenthesis = speech_parenthesis(coder, at);
        if (parenthesis != CH_NONE && parenthesis != deed->trigger)
            CH_TRY(add_speech_verb(coder, deed, parenthesis, "source.parenthesis"));
        const uint32_t noun = according_to(a, at);
        if (noun != CH_NONE) CH_TRY(add_according_to(coder, deed, noun));
        const uint32_t governor = a->tokens[at].head;
        if (governor == CH_NONE) break;
        const uint8_t rel = a->tokens[at].deprel;
        const bool is_told = rel == CH_DEPREL_CCOMP ||
                             (rel == CH_DEPREL_PARATAXIS && ch__is_verbal(&a->tokens[governor])) ||
                             (rel == CH_DEPREL_XCOMP && ch__clause_is_passive(a, governor));
        if (is_told && governor != deed->trigger &&
            ch__codebook_speech(coder->book, a->tokens[governor].lemma) &&
            (rel != CH_DEPREL_PARATAXIS || speech_parenthesis(coder, governor) == CH_NONE)) {
            const uint32_t own = coder->deed_of_token[governor];
            const bool is_own_content = own != CH_NONE && coder->deeds[own].inner != CH_NONE &&
                                        &coder->deeds[coder->deeds[own].inner] == deed;
            if (!is_own_content) CH_TRY(add_speech_verb(coder, deed, governor, "source.speech"));
        }
        at = governor;
    }
    return CH_OK;
}

/* "This development was announced by ...": the sentence before it has its source here. */
static uint32_t passage_source(const ch__coder *coder, uint32_t sentence)
{
    const ch_analysis *a = coder->a;
    for (uint32_t i = a->sentences[sentence].token_begin; i < a->sentences[sentence].token_end;
         i++) {
        if (a->tokens[i].deprel != CH_DEPREL_ROOT) continue;
        if (!ch__codebook_speech(coder->book, a->tokens[i].lemma) || !ch__clause_is_passive(a, i))
            return CH_NONE;
        const uint32_t subject = ch__tree_child(a->tokens, i, CH_DEPREL_NSUBJ_PASS);
        if (subject == CH_NONE || ch__clause_agent(a, i) == CH_NONE) return CH_NONE;
        if (ch__sv_in(a->tokens[subject].lower, CH_SV("this|that"))) return i;
        const uint32_t determiner = ch__tree_child(a->tokens, subject, CH_DEPREL_DET);
        const bool is_pointing =
            determiner != CH_NONE && ch__sv_in(a->tokens[determiner].lower, CH_SV("this|the"));
        return is_pointing && ch__token_is(coder, subject, "passage-noun") ? i : CH_NONE;
    }
    return CH_NONE;
}

ch_status ch__sources_read(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->dropped) continue;
        CH_TRY(climb(coder, deed));
        const uint32_t next = a->tokens[deed->trigger].sentence + 1;
        if (deed->source_n || next >= a->sentence_n) continue;
        const uint32_t verb = passage_source(coder, next);
        if (verb != CH_NONE) CH_TRY(add_speech_verb(coder, deed, verb, "source.passage"));
    }
    return CH_OK;
}
