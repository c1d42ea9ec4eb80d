/* src/ingest/encoding.h - bytes of unknown encoding -> UTF-8, or a reason why not. */
#ifndef CH_INGEST_ENCODING_H
#define CH_INGEST_ENCODING_H

#include "chancery/base.h"

/* Refuses what is no text: CH_E_FORMAT with the byte of the first NUL, the name of a known binary
 * format, or too many control characters. */
ch_status ch__text_check(ch_sv bytes, const char *name, ch_error *err);

/* UTF-8 text of `bytes`: themselves when they are valid (not copied), else read as Windows-1252,
 * which includes Latin-1's letters. Bytes that are mostly good multi-byte UTF-8 are damaged UTF-8
 * and refused with the first bad byte; so are those that Windows-1252 leaves undefined, and pages
 * that declare another `charset` (empty: nothing declared). */
ch_status ch__text_decode(ch_sv bytes, ch_sv charset, const char *name, ch_arena *arena, ch_sv *out,
                          ch_error *err);

#endif
