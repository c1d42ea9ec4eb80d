#include "chancery/base.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* -DCH_ARENA_MALLOC gives every allocation its own chunk, so that AddressSanitizer sees each
 * object's real bounds. */
#ifdef CH_ARENA_MALLOC
enum { CHUNK_MIN = 1 };
#else
enum { CHUNK_MIN = 64 * 1024 };
#endif

typedef struct ch_chunk {
    struct ch_chunk *next;
    size_t used, capacity;
    alignas(max_align_t) unsigned char data[];
} ch_chunk;

void ch_arena_init(ch_arena *arena, size_t limit) { *arena = (ch_arena){.limit = limit}; }

void ch_arena_deinit(ch_arena *arena)
{
    for (ch_chunk *chunk = arena->head, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    *arena = (ch_arena){.limit = arena->limit};
}

static size_t round_up(size_t bytes)
{
    const size_t mask = alignof(max_align_t) - 1;
    return (bytes + mask) & ~mask;
}

ch_status ch_arena_alloc(ch_arena *arena, size_t count, size_t size, void **out, ch_error *err)
{
    if (size && count > (SIZE_MAX / 2) / size)
        return ch_fail(err, CH_E_LIMIT, "arena", CH_NOWHERE, "%zu x %zu bytes overflows", count,
                       size);
    const size_t bytes = count * size;
    const size_t need = round_up(bytes > 0 ? bytes : 1);
    if (arena->limit && need > arena->limit - arena->used)
        return ch_fail(err, CH_E_LIMIT, "arena", CH_NOWHERE,
                       "needs more than the limit of %zu bytes", arena->limit);

    ch_chunk *chunk = arena->head;
    if (!chunk || need > chunk->capacity - chunk->used) {
        const size_t capacity = need > CHUNK_MIN ? need : CHUNK_MIN;
        chunk = calloc(1, sizeof *chunk + capacity);
        if (!chunk)
            return ch_fail(err, CH_E_NOMEM, "arena", CH_NOWHERE, "no memory for %zu bytes",
                           capacity);
        chunk->capacity = capacity;
        chunk->next = arena->head;
        arena->head = chunk;
    }
    *out = chunk->data + chunk->used;
    chunk->used += need;
    arena->used += need;
    return CH_OK;
}

ch_status ch_arena_copy(ch_arena *arena, ch_sv text, ch_sv *out, ch_error *err)
{
    void *copy = NULL;
    CH_TRY(ch_arena_alloc(arena, text.n + 1, 1, &copy, err));
    if (text.n) memcpy(copy, text.p, text.n);
    *out = (ch_sv){copy, text.n};
    return CH_OK;
}

ch_status ch_arena_format(ch_arena *arena, ch_sv *out, ch_error *err, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    void *text = NULL;
    ch_status status = length < 0 ? ch_fail(err, CH_E_ARG, "arena", CH_NOWHERE, "bad format")
                                  : ch_arena_alloc(arena, (size_t)length + 1, 1, &text, err);
    if (status == CH_OK) {
        vsnprintf(text, (size_t)length + 1, fmt, again);
        *out = (ch_sv){text, (size_t)length};
    }
    va_end(again);
    return status;
}
