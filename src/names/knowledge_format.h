/* src/names/knowledge_format.h - how the knowledge base lies in chancery.dat.
 *
 * Sections of little-endian 32-bit words, read where they lie. A string is the offset, in
 * "names/text", of a 16-bit length and its bytes; offset 0 is the empty string. Written by
 * tools/compile_names.c; the whole is described in docs/knowledge.md.
 *
 *   names/text          the strings
 *   names/slots         hash table, 2^k slots of 2 words: high half of the hash, name index + 1 (0: free)
 *   names/names         CH__NAME_WORDS a name: sorted by nothing, found through the slots
 *   names/readings      CH__READING_WORDS a reading: those of one name lie together
 *   names/entries       CH__ENTRY_WORDS an entry
 *   names/terms         CH__TERM_WORDS an office held, sorted by key, office, from
 *   names/person-terms  term indices, those of one person together, sorted by from
 *   names/keys          pairs (key string, entry) sorted by the bytes of the key
 *   names/members       pairs (organisation key string, country key string), sorted by their bytes
 */
#ifndef CH_NAMES_KNOWLEDGE_FORMAT_H
#define CH_NAMES_KNOWLEDGE_FORMAT_H

enum {
    CH__SLOT_WORDS = 2,

    /* a name */
    CH__NAME_TEXT = 0,     /* folded words */
    CH__NAME_LONGEST = 1,  /* words of the longest name whose first word is this name */
    CH__NAME_READINGS = 2, /* first reading */
    CH__NAME_READING_N = 3,
    CH__NAME_WORDS = 4,

    /* a reading */
    CH__READING_ENTRY = 0,
    CH__READING_FORM = 1, /* form | flags << 8 */
    CH__READING_CASE = 2, /* capital letters asked for: upper_mask | caps_mask << 16 */
    CH__READING_FROM = 3, /* days, INT32_MIN open */
    CH__READING_TO = 4,   /* days, INT32_MAX open */
    CH__READING_WORDS = 5,

    /* an entry */
    CH__ENTRY_KIND = 0, /* kind | prior << 16 */
    CH__ENTRY_KEY = 1,
    CH__ENTRY_SECTOR = 2,
    CH__ENTRY_NAME = 3,
    CH__ENTRY_COUNTRY = 4,
    CH__ENTRY_OFFICE = 5,
    CH__ENTRY_DETAIL = 6,
    CH__ENTRY_REGION = 7,
    CH__ENTRY_LATITUDE = 8,  /* place: degrees * 100000, signed; person: first of person-terms */
    CH__ENTRY_LONGITUDE = 9, /* place: degrees * 100000, signed; person: how many */
    CH__ENTRY_POPULATION = 10,
    CH__ENTRY_WORDS = 11,

    /* an office held */
    CH__TERM_PERSON = 0,
    CH__TERM_KEY = 1,
    CH__TERM_OFFICE = 2,
    CH__TERM_SECTOR = 3,
    CH__TERM_RANK = 4,
    CH__TERM_FROM = 5,
    CH__TERM_TO = 6,
    CH__TERM_WORDS = 7,

    CH__PAIR_WORDS = 2, /* keys, members */
};

#endif
