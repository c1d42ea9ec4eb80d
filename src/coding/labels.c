#include "base/text.h"
#include "chancery/coding.h"

static const char *const TYPE[] = {"",
#define X(name) #name,
                                   CH_EVENT_TYPE_LIST(X)
#undef X
};
static const char *const CONTEXT[] = {
#define X(name) #name,
    CH_CONTEXT_LIST(X)
#undef X
};
static const char *const VERACITY[] = {"CT+", "PR+", "PS+", "UU", "PS-", "PR-", "CT-"};

const char *ch_event_type_text(ch_event_type type) { return type < CH_TYPE_N ? TYPE[type] : ""; }
const char *ch_context_text(ch_context context)
{
    return context < CH_CONTEXT_N ? CONTEXT[context] : "";
}
const char *ch_veracity_text(ch_veracity veracity)
{
    return veracity < CH_VERACITY_N ? VERACITY[veracity] : "";
}

static int find(ch_sv text, const char *const *table, int from, int n, int missing)
{
    for (int i = from; i < n; i++)
        if (ch__sv_is(text, table[i])) return i;
    return missing;
}

ch_event_type ch_event_type_of(ch_sv text) { return find(text, TYPE, 1, CH_TYPE_N, CH_TYPE_NONE); }
ch_context ch_context_of(ch_sv text) { return find(text, CONTEXT, 0, CH_CONTEXT_N, CH_CONTEXT_N); }
ch_veracity ch_veracity_of(ch_sv text)
{
    return find(text, VERACITY, 0, CH_VERACITY_N, CH_VERACITY_N);
}
