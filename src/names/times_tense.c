/* Past or to come: what the tense of the governing verb says about "on Tuesday", "in August". */
#include "names/times.h"

enum { CLIMB_MAX = 16, CHILDREN_MAX = 24, WINDOW = 16 };

static bool has_sense(const ch__times *tables, ch_sv word, uint8_t class)
{
    const uint32_t place = ch__time_word_find(tables, word);
    return place && (tables->words[place].classes >> class & 1);
}

static bool is_verb_tag(uint8_t tag)
{
    return tag == CH_XPOS_VB || tag == CH_XPOS_VBD || tag == CH_XPOS_VBG || tag == CH_XPOS_VBN ||
           tag == CH_XPOS_VBP || tag == CH_XPOS_VBZ || tag == CH_XPOS_MD;
}

/* What stands before the verb: its auxiliaries. */
typedef struct helpers {
    bool has_modal, has_perfect, has_past_be, has_present_be, has_to, has_been;
    uint32_t to_byte; /* of the "to" of an infinitive */
} helpers;

static void add_helper(const ch_token *token, helpers *out)
{
    const ch_sv word = token->lower;
    if (ch__sv_is(word, "been")) out->has_been = true;
    if (token->xpos == CH_XPOS_MD) out->has_modal = true;
    if (token->xpos == CH_XPOS_TO) out->has_to = true, out->to_byte = token->span.begin;
    if (ch__sv_in(word, CH_SV("have|has|had|'ve|'s|'d|having")) && token->xpos != CH_XPOS_POS &&
        !ch__sv_is(word, "'s"))
        out->has_perfect = true;
    if (ch__sv_in(word, CH_SV("was|were|did"))) out->has_past_be = true;
    if (ch__sv_in(word, CH_SV("is|are|am|'re|being"))) out->has_present_be = true;
}

static int direction_of_verb(const ch__times *tables, const ch_token *verb, const helpers *help)
{
    const ch_sv lemma = verb->lemma.n ? verb->lemma : verb->lower;
    if (has_sense(tables, lemma, CH__TC_SCHEDULING))
        return help->has_been ? -1 : +2; /* "had been set for" */
    if (help->has_modal) return help->has_perfect ? -1 : +2;
    if (help->has_perfect) return -1;
    switch (verb->xpos) {
    case CH_XPOS_VBD:
        return -1;
    case CH_XPOS_MD:
        return +2;
    case CH_XPOS_VBZ:
    case CH_XPOS_VBP:
        return has_sense(tables, lemma, CH__TC_SAYING) ? -1 : +1;
    case CH_XPOS_VBN:
        if (has_sense(tables, verb->lower, CH__TC_PLANNING)) return +2;
        return help->has_present_be ? +1 : -1;
    case CH_XPOS_VBG:
        return help->has_past_be ? -1 : help->has_present_be ? +1 : 0;
    case CH_XPOS_VB:
        return help->has_past_be ? -1 : help->has_to ? 0 : +1;
    default:
        return 0;
    }
}

static helpers helpers_by_tree(const ch_analysis *a, uint32_t verb)
{
    helpers out = {0};
    uint32_t child = a->tokens[verb].child;
    for (uint32_t i = 0; child != CH_NONE && i < CHILDREN_MAX;
         i++, child = a->tokens[child].sibling) {
        const ch_token *token = &a->tokens[child];
        if (token->deprel == CH_DEPREL_AUX || token->deprel == CH_DEPREL_AUX_PASS ||
            token->deprel == CH_DEPREL_COP || token->deprel == CH_DEPREL_MARK)
            add_helper(token, &out);
    }
    return out;
}

static bool is_planning(const ch__times *tables, const ch_token *word)
{
    return has_sense(tables, word->lemma.n ? word->lemma : word->lower, CH__TC_PLANNING) ||
           has_sense(tables, word->lower, CH__TC_PLANNING);
}

/* Up the tree to the first word whose tense speaks. A bare infinitive or gerund leaves it to its
 * governor: "plans to visit on Tuesday" is to come, "failed to agree on Tuesday" is past. What stands
 * before the "to" is not the infinitive's: "agreed in June to buy". */
static int direction_by_tree(const ch__times *tables, const ch_analysis *a, uint32_t token)
{
    uint32_t at = a->tokens[token].head;
    bool is_under_infinitive = false;
    for (uint32_t i = 0; at != CH_NONE && at < a->token_n && i < CLIMB_MAX;
         i++, at = a->tokens[at].head) {
        const ch_token *word = &a->tokens[at];
        const helpers help = helpers_by_tree(a, at);
        if (help.has_to && help.to_byte > a->tokens[token].span.begin) continue;
        if (is_under_infinitive && is_planning(tables, word)) return +2;
        if (is_verb_tag(word->xpos)) {
            const int direction = direction_of_verb(tables, word, &help);
            if (direction) return direction;
            is_under_infinitive = is_under_infinitive || help.has_to;
        } else if (help.has_past_be || help.has_perfect) {
            return -1;
        } else if (help.has_modal) {
            return +2;
        } else if (help.has_present_be) {
            return +1; /* "the meeting is on Friday" */
        } else if (word->xpos == CH_XPOS_JJ && has_sense(tables, word->lower, CH__TC_PLANNING)) {
            return +2;
        }
    }
    return 0;
}

static helpers helpers_before(const ch_analysis *a, uint32_t verb, uint32_t begin)
{
    helpers out = {0};
    for (uint32_t i = verb, n = 0; i > begin && n < 4; n++) {
        const ch_token *token = &a->tokens[--i];
        add_helper(token, &out);
        if (token->xpos == CH_XPOS_TO) break;
        if (token->upos != CH_UPOS_AUX && token->upos != CH_UPOS_ADV &&
            token->upos != CH_UPOS_PART && !is_verb_tag(token->xpos) && token->xpos != CH_XPOS_TO &&
            token->xpos != CH_XPOS_RB)
            break;
    }
    return out;
}

static int direction_at(const ch__times *tables, const ch_analysis *a, uint32_t at, uint32_t begin)
{
    if (!is_verb_tag(a->tokens[at].xpos)) return 0;
    const helpers help = helpers_before(a, at, begin);
    return direction_of_verb(tables, &a->tokens[at], &help);
}

/* Without a tree: the nearest verb before, then after, in the sentence. */
static int direction_by_nearness(const ch__times *tables, const ch_analysis *a, uint32_t token)
{
    const ch_sentence *sentence = &a->sentences[a->tokens[token].sentence];
    for (uint32_t n = 1; n <= WINDOW; n++) {
        int direction = 0;
        if (token >= sentence->token_begin + n)
            direction = direction_at(tables, a, token - n, sentence->token_begin);
        if (!direction && token + n < sentence->token_end)
            direction = direction_at(tables, a, token + n, sentence->token_begin);
        if (direction) return direction;
    }
    return 0;
}

int ch__time_direction(const ch__times *tables, const ch_analysis *a, uint32_t token)
{
    if (token >= a->token_n) return 0;
    const int direction = direction_by_tree(tables, a, token);
    return direction ? direction : direction_by_nearness(tables, a, token);
}
