#include "chancery/language.h"

static const char *const UPOS[] = {
#define X(name, text) text,
    CH_UPOS_LIST(X)
#undef X
};
static const char *const XPOS[] = {
#define X(name, text) text,
    CH_XPOS_LIST(X)
#undef X
};
static const char *const DEPREL[] = {
#define X(name, text) text,
    CH_DEPREL_LIST(X)
#undef X
};

const char *ch_upos_text(ch_upos upos) { return upos < CH_UPOS_N ? UPOS[upos] : "_"; }
const char *ch_xpos_text(ch_xpos xpos) { return xpos < CH_XPOS_N ? XPOS[xpos] : "_"; }
const char *ch_deprel_text(ch_deprel deprel) { return deprel < CH_DEPREL_N ? DEPREL[deprel] : "_"; }
