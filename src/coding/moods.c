/* Deeds that the mood of their clause turns into another: "will not release" refuses, and "must
 * withdraw", on somebody's word, asks. Mode and code come from compose.tsv, as under a content verb. */
#include "coding/coder.h"

static bool has_auxiliary(const ch_analysis *a, uint32_t verb, ch_sv words)
{
    CH__EACH_CHILD(a->tokens, verb, c)
    if (a->tokens[c].deprel == CH_DEPREL_AUX && ch__sv_in(a->tokens[c].lower, words)) return true;
    return false;
}

/* Reads the deed as the content of a deed of the type `outer`; false if no row of the table fits. */
static bool turn_into(const ch__coder *coder, ch__deed *deed, uint8_t outer)
{
    const ch__compose_row *row =
        ch__codebook_compose(coder->book, outer, deed->type, deed->contexts);
    if (!row || row->type != outer) return false;
    deed->type = outer;
    deed->act = 0;
    deed->mode = row->mode;
    deed->cameo = row->cameo;
    deed->auxiliary = 0;
    deed->veracity = CH_VERACITY_CT_PLUS;
    return true;
}

static bool is_favour(uint8_t type)
{
    return type == CH_TYPE_RETREAT || type == CH_TYPE_CONCEDE || type == CH_TYPE_AID ||
           type == CH_TYPE_COOPERATE || type == CH_TYPE_CONSULT || type == CH_TYPE_SUPPORT ||
           type == CH_TYPE_AGREE;
}

/* "Israel will not release the prisoners". */
static bool is_refused(const ch__coder *coder, const ch__deed *deed)
{
    static const ch_sv future = CH_SV_INIT("will|wo|would|'ll|shall");
    const uint8_t both = CH_AUX_FUTURE | CH_AUX_NEGATION;
    return is_favour(deed->type) && (deed->auxiliary & both) == both &&
           deed->veracity == CH_VERACITY_CT_MINUS && deed->actor_n > 0 &&
           has_auxiliary(coder->a, deed->carrier, future);
}

/* "the EU said Serbia must hand over the general": who says so asks, who must is asked. */
static ch_status ask(ch__coder *coder, ch__deed *deed)
{
    const ch_source *said = &deed->sources[deed->source_n - 1];
    if (said->who.mention == CH_NONE || !ch__is_political(&coder->a->mentions[said->who.mention]))
        return CH_OK;
    if (deed->actor_n && ch__sv_eq(deed->actors[0].key, said->who.key)) return CH_OK;
    if (!turn_into(coder, deed, CH_TYPE_REQUEST)) return CH_OK;
    deed->recipients = deed->actors;
    deed->recipient_n = deed->actor_n;
    deed->recipient_capacity = deed->actor_capacity;
    deed->actors = NULL;
    deed->actor_n = deed->actor_capacity = 0;
    CH_TRY(
        CH__PUSH(coder->arena, &deed->actors, &deed->actor_n, &deed->actor_capacity, coder->err));
    deed->actors[0] = said->who;
    deed->is_mutual = false;
    deed->source_n--;
    return ch__trace_add(coder, deed, "type", CH_SV("mood.must"), said->cue_span,
                         "what must be done is asked by who says so", false);
}

ch_status ch__moods_read(ch__coder *coder)
{
    for (uint32_t d = 0; d < coder->deed_n; d++) {
        ch__deed *deed = &coder->deeds[d];
        if (deed->dropped || deed->consumed_by != CH_NONE || deed->inner != CH_NONE) continue;
        if (is_refused(coder, deed) && turn_into(coder, deed, CH_TYPE_REJECT))
            CH_TRY(ch__trace_add(coder, deed, "type", CH_SV("mood.refusal"),
                                 coder->a->tokens[deed->carrier].span, "announced not to be done",
                                 false));
        else if (deed->source_n && has_auxiliary(coder->a, deed->carrier, CH_SV("must")))
            CH_TRY(ask(coder, deed));
    }
    return CH_OK;
}
