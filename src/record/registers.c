/* The registers as a whole: versions of all reports, joined, newest first. */
#include "record/store.h"

const char *ch__register_table(ch_register_kind kind)
{
    switch (kind) {
    case CH_REGISTER_INSTRUMENTS:
        return "instrument";
    case CH_REGISTER_EXERCISES:
        return "exercise";
    case CH_REGISTER_VISITS:
    default:
        return "visit";
    }
}

static char letter_of(ch_register_kind kind)
{
    return kind == CH_REGISTER_INSTRUMENTS ? 'i' : kind == CH_REGISTER_EXERCISES ? 'x' : 'v';
}

static ch_status load_versions(ch_record *record, ch_register_kind kind, const ch__row *rows,
                               uint32_t n, ch_arena *arena, ch_record_version *out, ch_error *err)
{
    void *memory;
    CH_TRY(ch_arena_alloc(arena, n, sizeof(ch_record_report), &memory, err));
    ch_record_report *reports = memory;
    for (uint32_t i = 0; i < n; i++) {
        CH_TRY(ch__load_version(record->db, kind, rows[i].row, arena, &out[i], err));
        if (i && rows[i].report == rows[i - 1].report) { /* rows come by report */
            out[i].report = out[i - 1].report;
        } else {
            CH_TRY(ch__load_report(record->db, rows[i].report, arena, &reports[i], err));
            out[i].report = &reports[i];
        }
        CH_TRY(ch_arena_format(arena, &out[i].id, err, "%.*s/%c%u", CH_SV_ARG(out[i].report->id),
                               letter_of(kind), rows[i].ordinal + 1));
    }
    return CH_OK;
}

/* Versions of one group, linked newest first. */
static ch_status link_groups(uint32_t n, const uint32_t *group_of, ch_arena *arena,
                             uint32_t **out_head, uint32_t **out_next, ch_error *err)
{
    void *memory;
    CH_TRY(ch_arena_alloc(arena, 2 * (size_t)n, sizeof(uint32_t), &memory, err));
    uint32_t *head = memory, *next = head + n;
    for (uint32_t i = 0; i < n; i++) head[i] = CH_NONE;
    for (uint32_t i = n; i-- > 0;) {
        next[i] = head[group_of[i]];
        head[group_of[i]] = i;
    }
    *out_head = head;
    *out_next = next;
    return CH_OK;
}

/* Visit the groups in the order of their newest version. */
static ch_status visit_groups(ch_register_kind kind, const ch_filter *filter,
                              const ch_record_version *versions, uint32_t n,
                              const uint32_t *group_of, const char *const *why, ch_arena *arena,
                              ch_record_entry_visitor visit, void *context, ch_error *err)
{
    void *memory;
    uint32_t *head, *next, shown_n = 0;
    CH_TRY(link_groups(n, group_of, arena, &head, &next, err));
    CH_TRY(ch_arena_alloc(arena, n, sizeof(ch_record_version), &memory, err));
    ch_record_version *members = memory;
    for (uint32_t i = 0; i < n; i++) {
        if (head[group_of[i]] != i) continue;
        uint32_t member_n = 0;
        for (uint32_t j = i; j != CH_NONE; j = next[j]) members[member_n++] = versions[j];
        if (filter && filter->stage.n && !ch__sv_eq(filter->stage, members[0].stage)) continue;
        const ch_record_entry entry = {kind, members[0].stage, members, member_n, why[group_of[i]]};
        CH_TRY(visit(context, &entry, err));
        if (filter && filter->limit && ++shown_n == filter->limit) break;
    }
    return CH_OK;
}

static ch_status run(ch_record *record, ch_register_kind kind, const ch_filter *filter,
                     ch_arena *arena, ch_record_entry_visitor visit, void *context, ch_error *err)
{
    ch__row *rows;
    uint32_t n;
    void *memory;
    CH_TRY(ch__select(record, ch__register_table(kind), filter, arena, &rows, &n, err));
    CH_TRY(ch_arena_alloc(arena, n, sizeof(ch_record_version), &memory, err));
    ch_record_version *versions = memory;
    CH_TRY(load_versions(record, kind, rows, n, arena, versions, err));
    CH_TRY(ch_arena_alloc(arena, n, sizeof(uint32_t), &memory, err));
    uint32_t *group_of = memory;
    CH_TRY(ch_arena_alloc(arena, n, sizeof(char *), &memory, err));
    const char **why = memory;
    CH_TRY(ch__join_versions(kind, versions, n, group_of, why, arena, err));
    return visit_groups(kind, filter, versions, n, group_of, why, arena, visit, context, err);
}

ch_status ch_record_register(ch_record *record, ch_register_kind kind, const ch_filter *filter,
                             ch_record_entry_visitor visit, void *context, ch_error *err)
{
    ch_arena arena;
    ch_arena_init(&arena, 0);
    const ch_status status = run(record, kind, filter, &arena, visit, context, err);
    ch_arena_deinit(&arena);
    return status;
}
