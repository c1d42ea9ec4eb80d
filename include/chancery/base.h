/* chancery/base.h - status codes, errors, string views, spans, arenas.
 *
 * Everything else in the library stands on these. No I/O, no global mutable state; every function
 * may be called from any thread as long as two threads do not share one arena.
 */
#ifndef CHANCERY_BASE_H
#define CHANCERY_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define CH_API __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

/* Negative = failure, 0 = success. Part of the ABI: add at the end, never renumber. */
typedef enum ch_status {
    CH_OK = 0,
    CH_E_INTERNAL = -1,  /* a bug in this library */
    CH_E_NOMEM = -2,     /* allocation failed; inputs are untouched */
    CH_E_ARG = -3,       /* the caller broke the documented contract */
    CH_E_FORMAT = -4,    /* bytes are not what they claim to be */
    CH_E_LIMIT = -5,     /* a documented limit was passed */
    CH_E_IO = -6,        /* the system refused: file, disk, permission */
    CH_E_NOT_FOUND = -7, /* the thing asked for is not there */
    CH_E_VERSION = -8,   /* made by a newer version than this build reads */
    CH_E_BUSY = -9,      /* somebody else holds it; trying again may help */
    CH_E_LANGUAGE = -10, /* a report in a language that this build does not read */
} ch_status;

/* What went wrong and where. Owned by the caller, holds no pointers, so it can be filled on
 * out-of-memory, copied, and logged from another thread. */
typedef struct ch_error {
    ch_status code;
    uint64_t byte;     /* bytes from the start of `source`; UINT64_MAX: unknown */
    char source[192];  /* file or stage name, "" if none */
    char message[256]; /* one line: what was found, what was expected; no full stop, no newline */
} ch_error;

#define CH_NOWHERE UINT64_MAX

/* Fill *err (NULL: ignored) and return `code`, so that a failure is one line:
 *     return ch_fail(err, CH_E_FORMAT, "model", at, "bad magic %08x", magic); */
CH_API ch_status ch_fail(ch_error *err, ch_status code, const char *source, uint64_t byte,
                         const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Pass a failure up unchanged: the innermost message is the one kept. */
#define CH_TRY(expr)                                                                               \
    do {                                                                                           \
        ch_status ch_try_ = (expr);                                                                \
        if (ch_try_ != CH_OK) return ch_try_;                                                      \
    } while (0)

/* Bytes owned by someone else. UTF-8 unless said otherwise, not terminated. */
typedef struct ch_sv {
    const char *p;
    size_t n; /* bytes; 0 = absent wherever a field is optional */
} ch_sv;

/* Half-open byte range of the report's stored UTF-8 text. begin == end: absent. */
typedef struct ch_span {
    uint32_t begin, end;
} ch_span;

#ifdef __cplusplus
#define CH_SV(literal) (ch_sv{(literal), sizeof(literal) - 1})
#else
#define CH_SV(literal) ((ch_sv){(literal), sizeof(literal) - 1})
#endif
#define CH_SV_INIT(literal) {(literal), sizeof(literal) - 1} /* in static tables */
#define CH_SV_ARG(v) (int)(v).n, (v).p                       /* for "%.*s" */

#define CH_NONE UINT32_MAX /* "no such index" in every uint32_t index of the public structs */

/* A chunked bump allocator: many small allocations, one release. One arena per report; results
 * point into it and die with it. `limit` bounds the total, so that a hostile report fails with
 * CH_E_LIMIT and not with the OOM killer. */
typedef struct ch_arena {
    struct ch_chunk *head;
    size_t used;  /* bytes handed out */
    size_t limit; /* bytes, 0: no limit */
} ch_arena;

CH_API void ch_arena_init(ch_arena *arena, size_t limit);
CH_API void ch_arena_deinit(ch_arena *arena); /* safe to call twice, safe after init */

/* `count` zeroed items of `size` bytes, aligned for any type; *out is written only on success.
 * count == 0 gives a non-NULL pointer that must not be read. CH_E_NOMEM, CH_E_LIMIT. */
CH_API ch_status ch_arena_alloc(ch_arena *arena, size_t count, size_t size, void **out,
                                ch_error *err);

/* A copy of `text` in the arena. */
CH_API ch_status ch_arena_copy(ch_arena *arena, ch_sv text, ch_sv *out, ch_error *err);

/* A formatted string in the arena. */
CH_API ch_status ch_arena_format(ch_arena *arena, ch_sv *out, ch_error *err, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#ifdef __cplusplus
}
#endif
#endif
