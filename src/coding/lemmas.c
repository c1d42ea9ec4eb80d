/* Lemmas the tables do not know, made again from the word: the model guesses the ends of rare words
 * ("slammed" -> "slamm"), and a wrong guess would hide the word from every table. */
#include "coding/coder.h"

enum { FORM_MAX = 40 };

typedef struct ending {
    const char *cut, *add;
    bool undoubles; /* "slammed": "slamm" -> "slam" */
} ending;

static const ending VERB_ENDINGS[] = {{"ied", "y", false}, {"ed", "", false},   {"ed", "e", false},
                                      {"ed", "", true},    {"ing", "", false},  {"ing", "e", false},
                                      {"ing", "", true},   {"ies", "y", false}, {"es", "", false},
                                      {"s", "", false}};
static const ending NOUN_ENDINGS[] = {{"ies", "y", false}, {"es", "", false}, {"s", "", false}};

static bool is_known(const ch__codebook *book, char pos, ch_sv lemma)
{
    if (ch__codebook_frames(book, pos, lemma) != CH_NONE) return true;
    if (pos != 'v') return false;
    return ch__codebook_light_verb(book, lemma, (ch_sv){NULL, 0}) ||
           ch__codebook_speech(book, lemma) || ch__codebook_mark(book, 'v', lemma);
}

/* The stem of `form` under `rule` in `buffer`; empty if the rule does not fit. */
static ch_sv apply_ending(const ending *rule, ch_sv form, char buffer[FORM_MAX + 2])
{
    const ch_sv cut = {rule->cut, strlen(rule->cut)};
    const size_t added = strlen(rule->add);
    if (form.n > FORM_MAX || form.n < cut.n + 3 || !ch__sv_ends(form, cut)) return (ch_sv){NULL, 0};
    size_t n = form.n - cut.n;
    if (rule->undoubles && form.p[n - 1] != form.p[n - 2]) return (ch_sv){NULL, 0};
    n -= rule->undoubles;
    memcpy(buffer, form.p, n);
    memcpy(buffer + n, rule->add, added);
    return (ch_sv){buffer, n + added};
}

static ch_status repair(ch__coder *coder, ch_token *token, char pos)
{
    const ending *rules = pos == 'v' ? VERB_ENDINGS : NOUN_ENDINGS;
    const size_t rule_n = pos == 'v' ? sizeof VERB_ENDINGS / sizeof *VERB_ENDINGS
                                     : sizeof NOUN_ENDINGS / sizeof *NOUN_ENDINGS;
    const ch_sv irregular = ch__codebook_irregular(coder->book, pos, token->lower);
    char buffer[FORM_MAX + 2];
    if (irregular.n) {
        token->lemma = irregular;
        return CH_OK;
    }
    for (size_t i = 0; i < rule_n; i++) {
        const ch_sv lemma = apply_ending(&rules[i], token->lower, buffer);
        if (!lemma.n || !is_known(coder->book, pos, lemma)) continue;
        return ch_arena_format(coder->arena, &token->lemma, coder->err, "%.*s", CH_SV_ARG(lemma));
    }
    return CH_OK;
}

ch_status ch__lemmas_repair(ch__coder *coder)
{
    for (uint32_t i = 0; i < coder->a->token_n; i++) {
        ch_token *token = &coder->a->tokens[i];
        const char pos = token->upos == CH_UPOS_VERB ? 'v' : token->upos == CH_UPOS_NOUN ? 'n' : 0;
        const bool is_listed = /* "refugees": the model says "refuge", a word of its own */
            pos == 'n' && ch__codebook_irregular(coder->book, pos, token->lower).n;
        if (pos && (is_listed || !is_known(coder->book, pos, token->lemma)))
            CH_TRY(repair(coder, token, pos));
    }
    return CH_OK;
}
