/* What somebody says that is no event of its own: quotations and reported clauses.
 * Speech verbs and their stance: data/coding/speech.tsv. */
#include "coding/coder.h"

enum {
    QUOTE_WORDS_MIN = 3,
    QUOTE_BYTES_MAX = 4000,
    SPEAKER_MAX = 4,
    FRAME_MAX = 40,
    NAME_MAX = 12
};

typedef struct quotation {
    ch_span inner;                   /* the exact words, without the marks */
    uint32_t token_begin, token_end; /* tokens inside the marks */
    bool is_clause;
} quotation;

static bool is_open_mark(const ch_token *t)
{
    return ch__sv_in(t->form, CH_SV("\"|“|‘|``|«|„")) ||
           (ch__sv_is(t->form, "'") && !t->is_space_after && t->xpos != CH_XPOS_POS);
}

static bool is_close_mark(const ch_token *t, const ch_token *open)
{
    if (ch__sv_is(open->form, "\"")) return ch__sv_in(t->form, CH_SV("\"|”|''"));
    if (ch__sv_in(open->form, CH_SV("“|``|„"))) return ch__sv_in(t->form, CH_SV("”|''|\"|“"));
    if (ch__sv_is(open->form, "«")) return ch__sv_is(t->form, "»");
    return ch__sv_in(t->form, CH_SV("’|'")) && t->xpos != CH_XPOS_POS;
}

static bool has_clause(const ch_analysis *a, uint32_t begin, uint32_t end)
{
    uint32_t words = 0;
    bool has_verb = false;
    for (uint32_t i = begin; i < end; i++) {
        words += a->tokens[i].upos != CH_UPOS_PUNCT;
        has_verb |= a->tokens[i].upos == CH_UPOS_VERB || a->tokens[i].upos == CH_UPOS_AUX;
    }
    return words >= QUOTE_WORDS_MIN && has_verb;
}

/* The next quotation at or after token `at`; false at the end of the report. */
static bool next_quotation(const ch_analysis *a, uint32_t at, quotation *out)
{
    for (; at < a->token_n; at++) {
        if (!is_open_mark(&a->tokens[at])) continue;
        const uint32_t paragraph = a->sentences[a->tokens[at].sentence].paragraph;
        for (uint32_t i = at + 1; i < a->token_n; i++) {
            const ch_token *t = &a->tokens[i];
            if (t->span.end - a->tokens[at].span.end > QUOTE_BYTES_MAX) break;
            if (a->sentences[t->sentence].paragraph != paragraph) break;
            if (!is_close_mark(t, &a->tokens[at])) continue;
            if (i == at + 1) break;
            const uint32_t last =
                i > at + 2 && ch__sv_is(a->tokens[i - 1].form, ",") ? i - 2 : i - 1;
            *out = (quotation){{a->tokens[at + 1].span.begin, a->tokens[last].span.end},
                               at + 1,
                               i,
                               has_clause(a, at + 1, i)};
            return true;
        }
    }
    return false;
}

static bool has_live_deed(const ch__coder *coder, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        const uint32_t d = coder->deed_of_token[i];
        if (d != CH_NONE && coder->deeds[d].event != CH_NONE) return true;
    }
    return false;
}

static bool ends_sentence(const ch_token *t) { return ch__sv_in(t->form, CH_SV(".|!|?|;")); }

static bool is_speech(const ch__coder *coder, uint32_t i)
{
    const ch_token *t = &coder->a->tokens[i];
    return ch__is_verbal(t) && ch__codebook_speech(coder->book, t->lemma);
}

static bool is_according(const ch_analysis *a, uint32_t i)
{
    return ch__sv_is(a->tokens[i].lower, "according") && i + 2 < a->token_n &&
           ch__sv_is(a->tokens[i + 1].lower, "to");
}

/* The word of saying nearest behind the quotation, else nearest before it, up to the next full stop:
 * the words count, for the splitter may have cut the sentence at the closing mark. */
static uint32_t speech_word_beside(const ch__coder *coder, uint32_t begin, uint32_t end)
{
    const ch_analysis *a = coder->a;
    const uint32_t paragraph = a->sentences[a->tokens[begin].sentence].paragraph;
    const bool is_closed = ends_sentence(&a->tokens[end - 1]);
    for (uint32_t i = end + 1; i < a->token_n && i < end + FRAME_MAX; i++) {
        const ch_token *t = &a->tokens[i];
        if (ends_sentence(t) || is_open_mark(t) || a->sentences[t->sentence].paragraph != paragraph)
            break;
        if (is_closed && t->sentence != a->tokens[begin].sentence) break;
        if (is_speech(coder, i) || is_according(a, i)) return i;
    }
    for (uint32_t i = begin - 1; i-- > 0 && i + FRAME_MAX > begin;) {
        const ch_token *t = &a->tokens[i];
        if (ends_sentence(t) || a->sentences[t->sentence].paragraph != paragraph) break;
        if (is_speech(coder, i) || is_according(a, i)) return i;
    }
    return CH_NONE;
}

static ch_sv stance_of(const ch__coder *coder, uint32_t verb, uint32_t begin, uint32_t end)
{
    const ch__speech *speech = ch__codebook_speech(coder->book, coder->a->tokens[verb].lemma);
    for (uint32_t i = begin; i < end; i++) {
        const ch__speech *cue = ch__codebook_speech(coder->book, coder->a->tokens[i].lemma);
        if (cue && cue->stance.n && !ch__sv_is(cue->stance, "neutral")) return cue->stance;
    }
    return speech && speech->stance.n ? speech->stance : CH_SV("neutral");
}

static ch_status about(ch__coder *coder, ch_statement *statement, uint32_t begin, uint32_t end)
{
    const ch_analysis *a = coder->a;
    ch_sv keys[8];
    uint32_t n = 0;
    for (uint32_t i = begin; i < end && n < 8; i++) {
        const ch_mention *m = ch__mention_at(a, i);
        if (!ch__is_political(m) || !m->key.n || ch__sv_is(m->key, "unk")) continue;
        bool is_new = true;
        for (uint32_t k = 0; k < n && is_new; k++) is_new = !ch__sv_eq(keys[k], m->key);
        if (is_new) keys[n++] = m->key;
    }
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, n, sizeof(ch_sv), &memory, coder->err));
    memcpy(memory, keys, n * sizeof *keys);
    statement->about = memory;
    statement->about_n = n;
    return CH_OK;
}

/* A report without a political deed keeps only what public bodies say. */
static bool is_of_interest(const ch_analysis *a, const ch_participant *who)
{
    return a->event_n || a->relation_n ||
           ch__sv_in(who->sector, CH_SV("GOV|MIL|LEG|JUD|SPY|COP|IGO|PTY|OPP|REB|ELI|UAF"));
}

static ch_status add_statement(ch__coder *coder, uint32_t verb, uint32_t speaker, ch_span span,
                               ch_span quoted, uint32_t begin, uint32_t end, const char *rule)
{
    ch_analysis *a = coder->a;
    ch_participant *who = NULL;
    uint32_t n = 0, capacity = 0;
    if (speaker != CH_NONE)
        CH_TRY(ch__names_participants(a, speaker, coder->arena, &who, &n, &capacity, coder->err));
    for (uint32_t i = 0; i < n && i < SPEAKER_MAX; i++) { /* joint speakers: one entry each */
        if (!is_of_interest(a, &who[i])) continue;
        CH_TRY(CH__PUSH(coder->arena, &a->statements, &a->statement_n, &coder->statement_capacity,
                        coder->err));
        ch_statement *statement = &a->statements[a->statement_n - 1];
        *statement = (ch_statement){.speaker = who[i],
                                    .span = span,
                                    .quoted = quoted,
                                    .rule = rule,
                                    .channel = ch__channel_of(coder, verb),
                                    .stance = stance_of(coder, verb, begin, end)};
        CH_TRY(about(coder, statement, begin, end));
    }
    return CH_OK;
}

/* "a statement saying ...": who stands behind the paper. */
static uint32_t author_of(const ch__coder *coder, uint32_t noun)
{
    const ch_analysis *a = coder->a;
    if (!ch__token_is(coder, noun, "paper-of-words")) return noun;
    const uint32_t owner = ch__tree_child(a->tokens, noun, CH_DEPREL_NMOD_POSS);
    if (owner != CH_NONE) return owner;
    CH__EACH_CHILD(a->tokens, noun, c)
    if (a->tokens[c].deprel == CH_DEPREL_NMOD &&
        ch__sv_in(ch__tree_preposition(a->tokens, c), CH_SV("from|by|of")))
        return c;
    const uint32_t verb = a->tokens[noun].head;
    if (verb != CH_NONE && ch__is_verbal(&a->tokens[verb]) &&
        a->tokens[noun].deprel != CH_DEPREL_NSUBJ)
        return ch__clause_agent(a, verb);
    return noun;
}

/* The name beside the verb where the tree hides its subject: "X told Y", "..., said X". */
static uint32_t name_beside(const ch_analysis *a, uint32_t verb)
{
    const uint32_t sentence = a->tokens[verb].sentence;
    for (uint32_t i = verb; i-- > 0 && i + NAME_MAX > verb && a->tokens[i].sentence == sentence;) {
        if (is_open_mark(&a->tokens[i]) || ch__sv_in(a->tokens[i].form, CH_SV("”|''"))) break;
        if (ch__is_political(ch__mention_at(a, i)) &&
            !a->mentions[a->mention_of_token[i]].is_modifier)
            return i;
    }
    for (uint32_t i = verb + 1; i < a->token_n && i < verb + NAME_MAX; i++) {
        if (a->tokens[i].sentence != sentence || is_open_mark(&a->tokens[i])) break;
        if (ch__is_political(ch__mention_at(a, i)) &&
            !a->mentions[a->mention_of_token[i]].is_modifier)
            return i;
    }
    return CH_NONE;
}

static uint32_t speaker_of(const ch__coder *coder, uint32_t verb)
{
    const ch_analysis *a = coder->a;
    if (is_according(a, verb)) {
        const uint32_t head = a->tokens[verb].head;
        return head != CH_NONE && head > verb ? head : name_beside(a, verb + 1);
    }
    uint32_t who =
        ch__clause_is_passive(a, verb) ? ch__clause_agent(a, verb) : ch__clause_subject(a, verb);
    if (who != CH_NONE) who = author_of(coder, who);
    return who == CH_NONE ? name_beside(a, verb) : who;
}

/* "accused them of "waging a campaign"": quoted words without tense are part of the deed told. */
static bool is_phrase_of_deed(const ch__coder *coder, uint32_t verb, const quotation *q)
{
    const uint32_t d = coder->deed_of_token[verb];
    if (d == CH_NONE || coder->deeds[d].event == CH_NONE) return false;
    for (uint32_t i = q->token_begin; i < q->token_end; i++) {
        const uint8_t x = coder->a->tokens[i].xpos;
        if (x == CH_XPOS_VBD || x == CH_XPOS_VBZ || x == CH_XPOS_VBP || x == CH_XPOS_MD)
            return false;
    }
    return true;
}

/* Marks all tokens of quotations; each clause-like one with a speaker is a statement. */
static ch_status read_quotations(ch__coder *coder, bool *is_quoted, uint32_t *statement_of_verb)
{
    const ch_analysis *a = coder->a;
    quotation q;
    for (uint32_t at = 0; next_quotation(a, at, &q); at = q.token_end + 1) {
        if (!q.is_clause) continue; /* quoted words belong to the clause around them */
        for (uint32_t i = q.token_begin; i < q.token_end; i++) is_quoted[i] = true;
        const uint32_t verb = speech_word_beside(coder, q.token_begin, q.token_end);
        if (verb == CH_NONE || statement_of_verb[verb] != CH_NONE)
            continue; /* runs on after "he said" */
        if (is_phrase_of_deed(coder, verb, &q)) continue;
        statement_of_verb[verb] = a->statement_n;
        CH_TRY(add_statement(coder, verb, speaker_of(coder, verb), q.inner, q.inner, q.token_begin,
                             q.token_end, "statement.quotation"));
    }
    return CH_OK;
}

static uint32_t told_clause(const ch__coder *coder, uint32_t verb)
{
    const ch_analysis *a = coder->a;
    const uint32_t clause = ch__tree_child(a->tokens, verb, CH_DEPREL_CCOMP);
    if (clause != CH_NONE) return clause;
    const ch_token *t = &a->tokens[verb];
    if (t->deprel == CH_DEPREL_PARATAXIS && t->head != CH_NONE) return t->head;
    if (!ch__token_is(coder, verb, "speech-with-object") || t->xpos == CH_XPOS_VBG) return CH_NONE;
    const uint32_t object = ch__tree_child(a->tokens, verb, CH_DEPREL_OBJ);
    if (object != CH_NONE) return object;
    const uint32_t complement = ch__tree_child(a->tokens, verb, CH_DEPREL_XCOMP);
    if (complement != CH_NONE) return complement;
    if (t->deprel == CH_DEPREL_ACL_RELCL) return verb; /* "which they deny" */
    CH__EACH_CHILD(a->tokens, verb, c)
    if (a->tokens[c].deprel == CH_DEPREL_OBL && ch__sv_is(ch__tree_preposition(a->tokens, c), "on"))
        return c; /* "agreed on the need to" */
    return CH_NONE;
}

/* "did not say", "has not been disclosed" */
static bool is_unsaid(const ch_analysis *a, uint32_t verb)
{
    CH__EACH_CHILD(a->tokens, verb, c)
    if (a->tokens[c].deprel == CH_DEPREL_ADVMOD &&
        ch__sv_in(a->tokens[c].lower, CH_SV("not|n't|n’t|never")))
        return true;
    return false;
}

static ch_status read_reported_clause(ch__coder *coder, uint32_t verb, const bool *is_quoted)
{
    const ch_analysis *a = coder->a;
    const uint32_t clause = told_clause(coder, verb);
    if (clause == CH_NONE || is_quoted[clause] || is_unsaid(a, verb)) return CH_OK;
    uint32_t first, last;
    ch__tree_range(a->tokens, clause, &first, &last);
    if (has_live_deed(coder, first, last + 1)) return CH_OK;
    ch_span span = ch__phrase_span(a, clause);
    if (a->tokens[first].deprel == CH_DEPREL_MARK && first < last)
        span.begin = a->tokens[first + 1].span.begin;
    return add_statement(coder, verb, speaker_of(coder, verb), span, (ch_span){0, 0}, first,
                         last + 1, "statement.reported");
}

/* A verb of saying that governs nothing said but what stands before the comma. */
static bool is_bare_frame(const ch_analysis *a, uint32_t verb)
{
    if (ch__sv_is(a->tokens[verb].lemma, "speak")) return false;
    CH__EACH_CHILD(a->tokens, verb, c)
    {
        const uint8_t rel = a->tokens[c].deprel;
        if (c > verb && (rel == CH_DEPREL_CCOMP || rel == CH_DEPREL_XCOMP)) return false;
        if (c > verb && rel == CH_DEPREL_OBJ && !ch__sv_is(a->tokens[verb].lemma, "tell"))
            return false;
    }
    return true;
}

/* ", X said." or "according to X" around a whole sentence that tells no event, wherever the parser
 * hung the words of saying. */
static uint32_t frame_of_sentence(const ch__coder *coder, const ch_sentence *sentence)
{
    const ch_analysis *a = coder->a;
    const uint32_t begin = sentence->token_begin;
    for (uint32_t i = begin; i < sentence->token_end; i++)
        if (is_according(a, i) && (i == begin || ch__sv_is(a->tokens[i - 1].form, ","))) return i;
    for (uint32_t i = sentence->token_end, n = 0; i-- > begin && n < NAME_MAX; n++) {
        const ch_token *t = &a->tokens[i];
        if (t->deprel == CH_DEPREL_MARK || t->xpos == CH_XPOS_MD || t->xpos == CH_XPOS_WDT)
            return CH_NONE;
        if (t->xpos != CH_XPOS_VBD && t->xpos != CH_XPOS_VBZ && t->xpos != CH_XPOS_VBP) continue;
        if (!is_speech(coder, i) || !is_bare_frame(a, i)) return CH_NONE;
        for (uint32_t k = i; k-- > begin && k + NAME_MAX > i;)
            if (ch__sv_is(a->tokens[k].form, ",")) return k > begin + 2 ? i : CH_NONE;
        return CH_NONE;
    }
    return CH_NONE;
}

/* Sentences in which a statement begins, so that none is told twice. */
static ch_status mark_told(ch__coder *coder, bool **out)
{
    const ch_analysis *a = coder->a;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, a->sentence_n, sizeof(bool), &memory, coder->err));
    bool *told = memory;
    for (uint32_t i = 0; i < a->statement_n; i++) {
        uint32_t low = 0, high = a->sentence_n;
        while (low + 1 < high) {
            const uint32_t middle = low + (high - low) / 2;
            const uint32_t token = a->sentences[middle].token_begin;
            if (a->tokens[token].span.begin <= a->statements[i].span.begin)
                low = middle;
            else
                high = middle;
        }
        told[low] = true;
    }
    *out = told;
    return CH_OK;
}

static ch_status read_framed_sentence(ch__coder *coder, uint32_t s, const bool *is_quoted,
                                      const uint32_t *statement_of_verb)
{
    const ch_analysis *a = coder->a;
    const ch_sentence *sentence = &a->sentences[s];
    const uint32_t cue = frame_of_sentence(coder, sentence);
    if (cue == CH_NONE || is_quoted[cue] || statement_of_verb[cue] != CH_NONE) return CH_OK;
    if (has_live_deed(coder, sentence->token_begin, sentence->token_end)) return CH_OK;
    uint32_t begin = sentence->token_begin, end = cue;
    const bool is_front = cue == begin;
    while (is_front && begin < sentence->token_end && !ch__sv_is(a->tokens[begin].form, ","))
        begin++;
    if (is_front) begin++, end = sentence->token_end;
    while (!is_front && end > begin && !ch__sv_is(a->tokens[end].form, ",")) end--;
    if (end <= begin + 1 || is_quoted[begin]) return CH_OK;
    const ch_span span = {a->tokens[begin].span.begin, a->tokens[end - 1].span.end};
    return add_statement(coder, cue, speaker_of(coder, cue), span, (ch_span){0, 0}, begin, end,
                         "statement.framed");
}

static ch_status find_all(ch__coder *coder, bool *is_quoted, uint32_t *statement_of_verb)
{
    const ch_analysis *a = coder->a;
    CH_TRY(read_quotations(coder, is_quoted, statement_of_verb));
    for (uint32_t i = 0; i < a->token_n; i++) {
        const ch_token *t = &a->tokens[i];
        if (!ch__is_verbal(t) || statement_of_verb[i] != CH_NONE || is_quoted[i]) continue;
        if (!ch__codebook_speech(coder->book, t->lemma)) continue;
        const uint32_t d = coder->deed_of_token[i];
        if (d != CH_NONE &&
            (coder->deeds[d].event != CH_NONE || coder->deeds[d].consumed_by != CH_NONE))
            continue;
        CH_TRY(read_reported_clause(coder, i, is_quoted));
    }
    bool *told = NULL;
    CH_TRY(mark_told(coder, &told));
    for (uint32_t s = 0; s < a->sentence_n; s++)
        if (!told[s]) CH_TRY(read_framed_sentence(coder, s, is_quoted, statement_of_verb));
    return CH_OK;
}

ch_status ch__statements_find(ch__coder *coder)
{
    void *quoted = NULL, *of_verb = NULL;
    CH_TRY(ch_arena_alloc(coder->arena, coder->a->token_n, sizeof(bool), &quoted, coder->err));
    CH_TRY(ch_arena_alloc(coder->arena, coder->a->token_n, sizeof(uint32_t), &of_verb, coder->err));
    uint32_t *statement_of_verb = of_verb;
    for (uint32_t i = 0; i < coder->a->token_n; i++) statement_of_verb[i] = CH_NONE;
    return find_all(coder, quoted, statement_of_verb);
}
