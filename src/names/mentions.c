#include "names/names.h"

ch_status ch__names_run(const ch__knowledge *knowledge, ch_analysis *a, ch_error *err)
{
    (void)knowledge;
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(&a->arena, a->token_n, sizeof(uint32_t), &memory, err));
    a->mention_of_token = memory;
    for (uint32_t i = 0; i < a->token_n; i++) a->mention_of_token[i] = CH_NONE;
    return CH_OK;
}

ch_status ch__names_participants(const ch_analysis *a, uint32_t head, ch_arena *arena,
                                 ch_participant **items, uint32_t *n, uint32_t *capacity,
                                 ch_error *err)
{
    (void)a, (void)head, (void)arena, (void)items, (void)n, (void)capacity, (void)err;
    return CH_OK;
}
