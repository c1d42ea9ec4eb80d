/* src/language/conllu.h - reading and writing CoNLL-U: treebanks, gold tokens, parses to score. */
#ifndef CH_LANGUAGE_CONLLU_H
#define CH_LANGUAGE_CONLLU_H

#include "chancery/analysis.h"

typedef struct ch__conllu_word {
    ch_sv form, lemma, upos, xpos, feats, deprel;
    uint32_t head;        /* 1-based in the sentence, 0: root */
    uint32_t multiword_n; /* > 1 on the first word of a multiword token: how many words it has */
    ch_sv surface;        /* of that token, on its first word */
    bool is_space_after;
} ch__conllu_word;

typedef struct ch__conllu_sentence {
    uint32_t word_begin, word_end;
    bool is_new_paragraph; /* "# newpar" or "# newdoc" */
    ch_sv document;        /* of "# newdoc id = ", carried on */
} ch__conllu_sentence;

typedef struct ch__conllu {
    ch__conllu_word *words;
    uint32_t word_n;
    ch__conllu_sentence *sentences;
    uint32_t sentence_n;
} ch__conllu;

/* Views into `text`, arrays in the arena. Empty nodes are skipped. CH_E_FORMAT with the byte of a
 * line that has no ten columns, a head outside its sentence, or ids out of order. */
ch_status ch__conllu_read(ch_sv text, const char *name, ch_arena *arena, ch__conllu *out,
                          ch_error *err);

/* The words as tokens of an analysis: its report.text is built from the forms. `a` is zeroed but for
 * its arena. Tags and heads are not taken over. */
ch_status ch__conllu_tokens(const ch__conllu *from, ch_analysis *a, ch_error *err);

/* Lines of sentence `s`, ended by an empty line, in the arena. */
ch_status ch__conllu_write(const ch_analysis *a, uint32_t s, ch_arena *arena, ch_sv *out,
                           ch_error *err);

#endif
