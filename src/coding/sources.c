/* Who says so: speech verbs over the deed, "according to", passages with one source. */
#include "coding/coder.h"

enum { CLIMB_MAX = 16, SOURCE_MAX = 6, FRAME_MAX = 14, CLOSE_MAX = 16 };

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

/* "a statement from the family", "the ministry's website": who stands behind the paper; and of a bare
 * "statement saying", who issued it. */
static uint32_t author_of(const ch__coder *coder, uint32_t noun)
{
    const ch_analysis *a = coder->a;
    if (noun == CH_NONE || !ch__token_is(coder, noun, "document")) return noun;
    CH__EACH_CHILD(a->tokens, noun, c)
    {
        const ch_token *t = &a->tokens[c];
        const bool is_owner = t->deprel == CH_DEPREL_NMOD_POSS || t->deprel == CH_DEPREL_COMPOUND;
        const bool is_origin = (t->deprel == CH_DEPREL_NMOD || t->deprel == CH_DEPREL_OBL) &&
                               ch__sv_in(ch__tree_preposition(a->tokens, c), CH_SV("from|by|of"));
        if ((is_owner || is_origin) && ch__mention_at(a, c)) return c;
    }
    const uint32_t verb = a->tokens[noun].head;
    if (a->tokens[noun].deprel == CH_DEPREL_OBJ || a->tokens[noun].deprel == CH_DEPREL_OBL) {
        const uint32_t issuer = ch__clause_agent(a, verb);
        if (issuer != CH_NONE && issuer != noun) return issuer;
    }
    return noun;
}

/* "observers from the OSCE": people of no name speak for the body that sent them. */
static uint32_t sender_of(const ch_analysis *a, uint32_t noun)
{
    const ch_mention *m = noun == CH_NONE ? NULL : ch__mention_at(a, noun);
    if (!m || m->kind != CH_MENTION_COLLECTIVE || a->tokens[noun].upos == CH_UPOS_PROPN)
        return noun;
    CH__EACH_CHILD(a->tokens, noun, c)
    {
        const ch_mention *of = ch__mention_at(a, c);
        if (of && a->tokens[c].deprel == CH_DEPREL_NMOD && of->kind == CH_MENTION_ORGANISATION &&
            ch__sv_is(ch__tree_preposition(a->tokens, c), "from"))
            return c;
    }
    return noun;
}

static ch_status add_speakers(ch__coder *coder, ch__deed *deed, uint32_t speaker, uint32_t cue,
                              ch_sv cue_text, ch_span cue_span, const char *rule)
{
    ch_participant *who = NULL;
    uint32_t n = 0, capacity = 0;
    speaker = sender_of(coder->a, author_of(coder, speaker));
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

static bool is_finite(const ch_token *t)
{
    return t->xpos == CH_XPOS_VBD || t->xpos == CH_XPOS_VBZ || t->xpos == CH_XPOS_VBP;
}

/* A verb of saying with a speaker and, in the tree, nothing said. */
static bool is_bare_speech(const ch__coder *coder, uint32_t verb)
{
    const ch_analysis *a = coder->a;
    const ch__speech *speech = ch__codebook_speech(coder->book, a->tokens[verb].lemma);
    if (!speech || ch__sv_is(speech->class_name, "attitude")) return false;
    if (ch__tree_child(a->tokens, verb, CH_DEPREL_CCOMP) != CH_NONE) return false;
    return ch__tree_child(a->tokens, verb, CH_DEPREL_NSUBJ) != CH_NONE;
}

/* "X said" before, after or inside what is said: a parataxis below the told clause, or what the
 * parser took for a clause without a conjunction. */
static uint32_t speech_parenthesis(const ch__coder *coder, uint32_t at)
{
    const ch_analysis *a = coder->a;
    CH__EACH_CHILD(a->tokens, at, c)
    {
        const ch_token *t = &a->tokens[c];
        if (!ch__is_verbal(t)) continue;
        const bool is_loose = t->deprel == CH_DEPREL_ADVCL && is_finite(t) &&
                              ch__tree_child(a->tokens, c, CH_DEPREL_MARK) == CH_NONE &&
                              ch__tree_child(a->tokens, c, CH_DEPREL_ADVMOD) == CH_NONE &&
                              ch__tree_child(a->tokens, c, CH_DEPREL_OBJ) == CH_NONE;
        if ((t->deprel == CH_DEPREL_PARATAXIS || is_loose) && is_bare_speech(coder, c)) return c;
    }
    return CH_NONE;
}

/* First token of ", X said" at the end of the sentence, where the verb is `verb`: back from the verb
 * to the comma or quotation mark before the speaker. CH_NONE if it does not stand so. */
static uint32_t start_of_frame(const ch_analysis *a, uint32_t verb, uint32_t begin)
{
    const uint32_t subject = ch__tree_child(a->tokens, verb, CH_DEPREL_NSUBJ);
    if (subject == CH_NONE) return CH_NONE;
    uint32_t at = subject < verb ? subject : verb;
    for (int i = 0; i < FRAME_MAX && at > begin; i++, at--) {
        const ch_token *before = &a->tokens[at - 1];
        if (before->upos == CH_UPOS_PUNCT && before->xpos != CH_XPOS_HYPH)
            return ch__sv_in(before->lower, CH_SV(",|\"|”|''")) ? at : CH_NONE;
        if (is_finite(before) || before->upos == CH_UPOS_SCONJ || before->xpos == CH_XPOS_WDT)
            return CH_NONE;
    }
    return CH_NONE;
}

/* The verb of ", X said." that closes the sentence, wherever the parser hung it. */
static uint32_t closing_speech(const ch__coder *coder, uint32_t sentence, uint32_t *out_start)
{
    const ch_analysis *a = coder->a;
    const ch_sentence *s = &a->sentences[sentence];
    for (uint32_t i = s->token_end, n = 0; i-- > s->token_begin && n < CLOSE_MAX; n++) {
        const ch_token *t = &a->tokens[i];
        if (t->xpos == CH_XPOS_MD || t->deprel == CH_DEPREL_MARK) return CH_NONE;
        if (!is_finite(t) || t->deprel == CH_DEPREL_AUX) continue;
        const ch__speech *speech = ch__codebook_speech(coder->book, t->lemma);
        if (!speech || ch__sv_is(speech->class_name, "attitude") || speech->is_counterfactive)
            return CH_NONE;
        *out_start = start_of_frame(a, i, s->token_begin);
        return *out_start == CH_NONE ? CH_NONE : i;
    }
    return CH_NONE;
}

/* Set off by a comma or opening the sentence, "according to X" covers the sentence. */
static bool is_set_off(const ch_analysis *a, uint32_t preposition)
{
    const uint32_t begin = a->sentences[a->tokens[preposition].sentence].token_begin;
    return preposition == begin || ch__sv_is(a->tokens[preposition - 1].lower, ",");
}

static uint32_t according_to(const ch_analysis *a, uint32_t at)
{
    CH__EACH_CHILD(a->tokens, at, c)
    {
        if (a->tokens[c].deprel != CH_DEPREL_OBL && a->tokens[c].deprel != CH_DEPREL_NMOD) continue;
        if (ch__sv_is(ch__tree_preposition(a->tokens, c), "according") &&
            !is_set_off(a, ch__tree_child(a->tokens, c, CH_DEPREL_CASE)))
            return c;
    }
    return CH_NONE;
}

static uint32_t according_to_of_sentence(const ch_analysis *a, uint32_t sentence)
{
    const ch_sentence *s = &a->sentences[sentence];
    for (uint32_t i = s->token_begin; i + 1 < s->token_end; i++) {
        if (!ch__sv_is(a->tokens[i].lower, "according") || !is_set_off(a, i)) continue;
        const uint32_t noun = a->tokens[i].head;
        if (noun != CH_NONE && a->tokens[i].deprel == CH_DEPREL_CASE) return noun;
    }
    return CH_NONE;
}

static ch_status add_speech_verb(ch__coder *coder, ch__deed *deed, uint32_t verb, const char *rule)
{
    const bool is_passive = ch__clause_is_passive(coder->a, verb);
    const uint32_t speaker =
        is_passive ? ch__clause_agent(coder->a, verb) : ch__clause_subject(coder->a, verb);
    CH__EACH_CHILD(coder->a->tokens, verb, c) /* "the paper reported, citing a diplomat" */
    {
        const uint32_t cited = ch__token_is(coder, c, "citing-verb")
                                   ? ch__tree_child(coder->a->tokens, c, CH_DEPREL_OBJ)
                                   : CH_NONE;
        if (cited == CH_NONE || coder->a->tokens[c].xpos != CH_XPOS_VBG) continue;
        CH_TRY(add_speakers(coder, deed, cited, CH_NONE, phrase_text(coder->a, c),
                            coder->a->tokens[c].span, "source.citing"));
    }
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

/* "is said to have fled" is somebody's word, "is expected to meet" nobody's. */
static bool is_nobodys_word(const ch__coder *coder, uint32_t verb)
{
    const ch__speech *speech = ch__codebook_speech(coder->book, coder->a->tokens[verb].lemma);
    return speech && ch__sv_in(speech->class_name, CH_SV("expect|think|hope|fear")) &&
           ch__clause_agent(coder->a, verb) == CH_NONE;
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
                             (rel == CH_DEPREL_XCOMP && ch__clause_is_passive(a, governor) &&
                              !is_nobodys_word(coder, governor));
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

static bool has_cue_at(const ch__deed *deed, ch_span cue)
{
    for (uint32_t i = 0; i < deed->source_n; i++)
        if (deed->sources[i].cue_span.begin == cue.begin) return true;
    return false;
}

/* What frames the whole sentence: "according to X" set off by commas, ", X said" at its end. */
static ch_status add_sentence_frames(ch__coder *coder, ch__deed *deed)
{
    const ch_analysis *a = coder->a;
    const uint32_t sentence = a->tokens[deed->trigger].sentence;
    const uint32_t noun = according_to_of_sentence(a, sentence);
    if (noun != CH_NONE && !ch__tree_under(a->tokens, deed->trigger, noun))
        CH_TRY(add_according_to(coder, deed, noun));
    uint32_t start = CH_NONE;
    const uint32_t verb = closing_speech(coder, sentence, &start);
    if (verb == CH_NONE || deed->trigger >= start || has_cue_at(deed, a->tokens[verb].span))
        return CH_OK;
    return add_speech_verb(coder, deed, verb, "source.closing");
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

/* A deed that the told clause only mentions, in a participle, relative clause or phrase on the side,
 * is not what its speaker says. */
static bool is_aside(const ch__coder *coder, const ch__deed *deed)
{
    const ch_token *tokens = coder->a->tokens;
    uint32_t at = deed->carrier;
    const bool is_noun = !ch__is_verbal(&tokens[at]);
    for (int i = 0; i < CLIMB_MAX && at != CH_NONE; i++, at = tokens[at].head) {
        const uint8_t rel = tokens[at].deprel;
        if (rel == CH_DEPREL_CCOMP || rel == CH_DEPREL_PARATAXIS) return false;
        if (rel == CH_DEPREL_ACL_RELCL) return true;
        if (rel == CH_DEPREL_ACL && tokens[at].xpos == CH_XPOS_VBN) return true;
        const bool is_within = /* "finalised during a meeting": told with the clause it frames */
            rel == CH_DEPREL_OBL &&
            ch__sv_in(ch__tree_preposition(tokens, at), CH_SV("during|at|in"));
        if (is_noun && !is_within && (rel == CH_DEPREL_OBL || rel == CH_DEPREL_NMOD)) return true;
    }
    return false;
}

ch_status ch__sources_read(ch__coder *coder)
{
    const ch_analysis *a = coder->a;
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->dropped || is_aside(coder, deed)) continue;
        CH_TRY(climb(coder, deed));
        CH_TRY(add_sentence_frames(coder, deed));
        const uint32_t next = a->tokens[deed->trigger].sentence + 1;
        if (deed->source_n || next >= a->sentence_n) continue;
        const uint32_t verb = passage_source(coder, next);
        if (verb != CH_NONE) CH_TRY(add_speech_verb(coder, deed, verb, "source.passage"));
    }
    return CH_OK;
}
