#include "coding/coder.h"

ch_status ch__trace_add(ch__coder *coder, ch__deed *deed, const char *field, ch_sv rule,
                        ch_span span, const char *note, bool is_lost)
{
    CH_TRY(CH__PUSH(coder->arena, &deed->trace, &deed->trace_n, &deed->trace_capacity, coder->err));
    deed->trace[deed->trace_n - 1] = (ch_trace){.field = field,
                                                .rule = rule,
                                                .span = span,
                                                .note = {note, strlen(note)},
                                                .is_lost = is_lost};
    return CH_OK;
}

bool ch__token_is(const ch__coder *coder, uint32_t token, const char *class_name)
{
    const ch_sv name = {class_name, strlen(class_name)};
    return ch__codebook_in_class(coder->book, name, coder->a->tokens[token].lemma) ||
           ch__codebook_in_class(coder->book, name, coder->a->tokens[token].lower);
}

ch_status ch__coding_run(const ch__codebook *book, ch_analysis *a, ch_error *err)
{
    ch__coder coder = {.book = book, .a = a, .arena = &a->arena, .err = err};
    void *memory = NULL;
    CH_TRY(ch_arena_alloc(&a->arena, a->token_n, sizeof(uint32_t), &memory, err));
    coder.deed_of_token = memory;
    for (uint32_t i = 0; i < a->token_n; i++) coder.deed_of_token[i] = CH_NONE;
    CH_TRY(ch__lemmas_repair(&coder));
    CH_TRY(ch_arena_alloc(&a->arena, a->token_n, sizeof(bool), &memory, err));
    coder.is_blocked = memory;
    CH_TRY(ch__deeds_find(&coder));
    CH_TRY(ch__roles_fill(&coder));
    CH_TRY(ch__references_find(&coder));
    CH_TRY(ch__marks_read(&coder));
    CH_TRY(ch__sources_read(&coder));
    CH_TRY(ch__moods_read(&coder));
    CH_TRY(ch__settings_read(&coder));
    CH_TRY(ch__events_tell(&coder));
    CH_TRY(ch__registers_fill(&coder));
    CH_TRY(ch__relations_find(&coder));
    CH_TRY(ch__statements_find(&coder));
    return ch__questions_find(&coder);
}
