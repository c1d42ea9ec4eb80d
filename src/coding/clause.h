/* src/coding/clause.h - the logical slots of a predicate, read off the dependency tree.
 *
 * Passives are turned round, relative clauses take their head, participles and infinitives their
 * controller, conjuncts share what they leave out (the enhancements of Schuster and Manning 2016,
 * computed when asked for). All functions answer with token indices or CH_NONE and cost the depth
 * of the tree at most.
 */
#ifndef CH_CODING_CLAUSE_H
#define CH_CODING_CLAUSE_H

#include "coding/codebook.h"
#include "language/tree.h"

bool ch__is_verbal(const ch_token *token); /* verb or auxiliary used as one */
bool ch__clause_is_passive(const ch_analysis *a, uint32_t verb);

/* A finite verb that the parser hung on its object as a modifier? Then its head is its object. */
bool ch__clause_is_misread(const ch_analysis *a, uint32_t verb);

/* Grammatical subject, inherited or controlled where the clause has none of its own. */
uint32_t ch__clause_subject(const ch_analysis *a, uint32_t predicate);

/* Logical subject and object: who does it, what it is done to. */
uint32_t ch__clause_agent(const ch_analysis *a, uint32_t predicate);
uint32_t ch__clause_patient(const ch_analysis *a, uint32_t predicate);

/* Up to `max` heads that stand in the slot of the predicate (a verb, noun or adjective). `light` is
 * the light verb that carries a noun predicate, or CH_NONE: its slots serve first. */
uint32_t ch__clause_slot(const ch_analysis *a, uint32_t predicate, uint32_t light, ch__slot slot,
                         uint32_t *out_heads, uint32_t max);

/* The finite or highest verb of the clause `token` belongs to: climbs from nominals to their
 * governing predicate, not beyond. CH_NONE if there is none. */
uint32_t ch__clause_of(const ch_analysis *a, uint32_t token);

/* The verb particle: "off" of "called off"; empty if none. */
ch_sv ch__clause_particle(const ch_analysis *a, uint32_t verb);

bool ch__clause_has_child_lemma(const ch_analysis *a, uint32_t of, ch_deprel deprel,
                                const char *lemma);

#endif
