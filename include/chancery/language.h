/* chancery/language.h - sentences, words, tags, lemmas and dependencies of a report.
 *
 * Universal Dependencies v2 (universaldependencies.org) with the Penn Treebank XPOS of UD_English.
 * The labels are fixed here so that coding can name them in code and in tables; the model file maps
 * its own order onto these.
 */
#ifndef CHANCERY_LANGUAGE_H
#define CHANCERY_LANGUAGE_H

#include "chancery/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* X(enum suffix, text) */
#define CH_UPOS_LIST(X)                                                                            \
    X(ADJ, "ADJ") X(ADP, "ADP") X(ADV, "ADV") X(AUX, "AUX") X(CCONJ, "CCONJ") X(DET, "DET")        \
    X(INTJ, "INTJ") X(NOUN, "NOUN") X(NUM, "NUM") X(PART, "PART") X(PRON, "PRON")                  \
    X(PROPN, "PROPN") X(PUNCT, "PUNCT") X(SCONJ, "SCONJ") X(SYM, "SYM") X(VERB, "VERB") X(X, "X")

#define CH_XPOS_LIST(X)                                                                            \
    X(NN, "NN") X(IN, "IN") X(DT, "DT") X(NNP, "NNP") X(JJ, "JJ") X(PRP, "PRP") X(PERIOD, ".")     \
    X(RB, "RB") X(COMMA, ",") X(NNS, "NNS") X(VB, "VB") X(CC, "CC") X(VBD, "VBD") X(VBP, "VBP")    \
    X(VBZ, "VBZ") X(CD, "CD") X(VBN, "VBN") X(VBG, "VBG") X(TO, "TO") X(PRPS, "PRP$") X(MD, "MD")  \
    X(UH, "UH") X(COLON, ":") X(WDT, "WDT") X(RRB, "-RRB-") X(LRB, "-LRB-") X(WRB, "WRB")          \
    X(OPENQUOTE, "``") X(CLOSEQUOTE, "''") X(RP, "RP") X(HYPH, "HYPH") X(WP, "WP") X(POS, "POS")   \
    X(NNPS, "NNPS") X(JJR, "JJR") X(JJS, "JJS") X(EX, "EX") X(RBR, "RBR") X(SYM, "SYM")            \
    X(FW, "FW") X(NFP, "NFP") X(DOLLAR, "$") X(PDT, "PDT") X(GW, "GW") X(ADD, "ADD")               \
    X(RBS, "RBS") X(LS, "LS") X(AFX, "AFX") X(WPS, "WP$") X(XX, "XX")

#define CH_DEPREL_LIST(X)                                                                          \
    X(ROOT, "root") X(PUNCT, "punct") X(CASE, "case") X(DET, "det") X(NSUBJ, "nsubj")              \
    X(ADVMOD, "advmod") X(AMOD, "amod") X(OBJ, "obj") X(OBL, "obl") X(CONJ, "conj")                \
    X(NMOD, "nmod") X(CC, "cc") X(COMPOUND, "compound") X(MARK, "mark") X(AUX, "aux")              \
    X(COP, "cop") X(ADVCL, "advcl") X(NMOD_POSS, "nmod:poss") X(XCOMP, "xcomp")                    \
    X(ACL_RELCL, "acl:relcl") X(FLAT, "flat") X(CCOMP, "ccomp") X(ACL, "acl")                      \
    X(PARATAXIS, "parataxis") X(NUMMOD, "nummod") X(AUX_PASS, "aux:pass") X(APPOS, "appos")        \
    X(NSUBJ_PASS, "nsubj:pass") X(DISCOURSE, "discourse") X(OBL_UNMARKED, "obl:unmarked")          \
    X(NMOD_UNMARKED, "nmod:unmarked") X(COMPOUND_PRT, "compound:prt") X(EXPL, "expl")              \
    X(FIXED, "fixed") X(IOBJ, "iobj") X(LIST, "list") X(REPARANDUM, "reparandum")                  \
    X(OBL_AGENT, "obl:agent") X(DEP, "dep") X(CSUBJ, "csubj") X(NMOD_DESC, "nmod:desc")            \
    X(NSUBJ_OUTER, "nsubj:outer") X(ADVCL_RELCL, "advcl:relcl") X(DET_PREDET, "det:predet")        \
    X(VOCATIVE, "vocative") X(GOESWITH, "goeswith") X(CC_PRECONJ, "cc:preconj")                    \
    X(ORPHAN, "orphan") X(DISLOCATED, "dislocated") X(CSUBJ_PASS, "csubj:pass")                    \
    X(CSUBJ_OUTER, "csubj:outer")

typedef enum ch_upos {
#define X(name, text) CH_UPOS_##name,
    CH_UPOS_LIST(X)
#undef X
        CH_UPOS_N
} ch_upos;

typedef enum ch_xpos {
#define X(name, text) CH_XPOS_##name,
    CH_XPOS_LIST(X)
#undef X
        CH_XPOS_N
} ch_xpos;

typedef enum ch_deprel {
#define X(name, text) CH_DEPREL_##name,
    CH_DEPREL_LIST(X)
#undef X
        CH_DEPREL_N
} ch_deprel;

/* "NOUN", "VBD", "nsubj:pass"; static storage. Out of range gives "_". */
CH_API const char *ch_upos_text(ch_upos upos);
CH_API const char *ch_xpos_text(ch_xpos xpos);
CH_API const char *ch_deprel_text(ch_deprel deprel);

/* A syntactic word. Words are always substrings of the text; contractions ("don't") are words that
 * touch: the first of them carries their number in `multiword_n`. */
typedef struct ch_token {
    ch_span span;         /* bytes of the report's text */
    ch_sv form;           /* those bytes */
    ch_sv lower;          /* ASCII- and Latin-lower-cased form, curly apostrophes straightened */
    ch_sv lemma;          /* lower case unless a name */
    ch_sv feats;          /* "Number=Sing|..." or "_" */
    uint32_t head;        /* token index into ch_analysis.tokens; CH_NONE for the root */
    uint32_t sentence;    /* index into ch_analysis.sentences */
    uint32_t child;       /* first dependant in text order, CH_NONE if none */
    uint32_t sibling;     /* next dependant of the same head, CH_NONE if none */
    uint8_t upos;         /* ch_upos */
    uint8_t xpos;         /* ch_xpos */
    uint8_t deprel;       /* ch_deprel */
    uint8_t multiword_n;  /* > 1 on the first word of a contraction: how many words it has */
    bool is_space_after;  /* white space follows in the text */
} ch_token;

typedef struct ch_sentence {
    ch_span span;                     /* bytes, without surrounding white space */
    uint32_t token_begin, token_end;  /* [begin, end) into ch_analysis.tokens */
    uint32_t paragraph;               /* 0-based; a new one starts after a blank line or a line end
                                         that closes a sentence */
} ch_sentence;

#ifdef __cplusplus
}
#endif
#endif
