/* Which entries of different reports tell of one exercise, agreement or visit. First form: the same
 * participants, nothing that contradicts, and a tie. A strong tie (same name, same day) joins; a weak
 * one (same year, same week of telling) only if there is a single candidate. Everything else stays
 * apart: a wrong join hides a thing, a missed one only shows it twice. */
#include "base/calendar.h"
#include "record/store.h"

#include <stdlib.h>

enum {
    NEAR_DAYS = 7,
    MONTH_DAYS = 31,
    MEMBER_MAX = 32, /* of a group compared with a newcomer: the first and the latest */
    GROUP_MAX = 512, /* of a bucket compared: the latest; together they keep joining linear */
};

typedef enum tie { TIE_CONFLICT, TIE_NONE, TIE_WEAK, TIE_STRONG } tie;

/* A version with what joining compares. */
typedef struct member {
    const ch_record_version *version;
    ch_sv who;         /* participants, sorted: the bucket */
    ch_sv name;        /* name, title or person; empty if none */
    ch_sv host;        /* exercises */
    uint64_t subjects; /* instruments */
    bool has_days, has_reported;
    int32_t first, last; /* event time */
    int32_t reported;    /* day of publication */
    uint32_t at;         /* index in the caller's array */
} member;

static bool same_folded(ch_sv a, ch_sv b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (ch__to_lower(a.p[i]) != ch__to_lower(b.p[i])) return false;
    return true;
}

static bool is_near(const member *a, const member *b)
{
    if (!a->has_reported || !b->has_reported) return false;
    return abs(a->reported - b->reported) <= NEAR_DAYS;
}

static int32_t length(const member *m) { return m->last - m->first + 1; }

/* The report of something that has happened, told within the days the other gives for it. */
static bool is_told_within(const member *undated, const member *dated)
{
    const ch_sv stage = undated->version->stage;
    return undated->has_reported && (ch__sv_is(stage, "held") || ch__sv_is(stage, "under-way")) &&
           undated->reported >= dated->first && undated->reported <= dated->last + NEAR_DAYS;
}

static tie compare_days(const member *a, const member *b, const char **why)
{
    if (a->has_days && b->has_days) {
        if (a->last < b->first || b->last < a->first) return TIE_CONFLICT;
        *why = "overlapping dates";
        const bool is_same = a->first == b->first && a->last == b->last;
        if (is_same) *why = "same dates";
        return is_same && length(a) <= MONTH_DAYS ? TIE_STRONG : TIE_WEAK;
    }
    if (a->has_days != b->has_days) {
        *why = "told within the planned dates";
        const bool is_tied = a->has_days ? is_told_within(b, a) : is_told_within(a, b);
        return is_tied ? TIE_WEAK : TIE_NONE;
    }
    *why = "told in the same week";
    return is_near(a, b) ? TIE_WEAK : TIE_NONE;
}

static tie compare_exercises(const member *a, const member *b, const char **why)
{
    if (a->host.n && b->host.n && !ch__sv_eq(a->host, b->host)) return TIE_CONFLICT;
    const tie days = compare_days(a, b, why);
    if (days == TIE_CONFLICT) return TIE_CONFLICT;
    if (!a->name.n || !b->name.n) return days;
    if (!same_folded(a->name, b->name)) return TIE_CONFLICT;
    *why = "same name";
    return TIE_STRONG;
}

static tie compare_instruments(const member *a, const member *b, const char **why)
{
    const tie days = compare_days(a, b, why);
    if (days == TIE_CONFLICT) return TIE_CONFLICT;
    if (a->name.n && same_folded(a->name, b->name)) {
        *why = "same title";
        return days == TIE_NONE ? TIE_WEAK : TIE_STRONG;
    }
    if (a->subjects && b->subjects && !(a->subjects & b->subjects)) return TIE_NONE;
    return days == TIE_STRONG ? TIE_WEAK : days;
}

static tie compare_visits(const member *a, const member *b, const char **why)
{
    const tie days = compare_days(a, b, why);
    if (days == TIE_CONFLICT) return TIE_CONFLICT;
    if (a->name.n && b->name.n) {
        if (!same_folded(a->name, b->name)) return TIE_CONFLICT;
        return days;
    }
    return days == TIE_STRONG ? TIE_WEAK : TIE_NONE; /* an unnamed visitor: only on the same days */
}

static tie compare(ch_register_kind kind, const member *a, const member *b, const char **why)
{
    const ch_record_report *ra = a->version->report, *rb = b->version->report;
    if (ch__sv_eq(ra->id, rb->id)) return TIE_CONFLICT; /* a report keeps its own entries apart */
    if (ch__sv_eq(ra->hash, rb->hash)) {
        const size_t an = a->version->id.n, bn = b->version->id.n;
        const bool is_same = an > ra->id.n && bn > rb->id.n &&
                             ch__sv_eq((ch_sv){a->version->id.p + ra->id.n, an - ra->id.n},
                                       (ch_sv){b->version->id.p + rb->id.n, bn - rb->id.n});
        *why = "same text";
        return is_same ? TIE_STRONG : TIE_CONFLICT;
    }
    if (a->who.n == 0) return TIE_NONE;
    switch (kind) {
    case CH_REGISTER_INSTRUMENTS:
        return compare_instruments(a, b, why);
    case CH_REGISTER_EXERCISES:
        return compare_exercises(a, b, why);
    case CH_REGISTER_VISITS:
    default:
        return compare_visits(a, b, why);
    }
}

/* ---- groups ---- */

static int compare_views(const void *a, const void *b)
{
    return ch__sv_compare(*(const ch_sv *)a, *(const ch_sv *)b);
}

/* "BLR IRN"; empty when nobody or somebody unknown takes part, which ties nothing. */
static ch_status sorted_keys(const ch_sv *keys, uint32_t n, ch_sv prefix, ch_arena *arena,
                             ch_sv *out, ch_error *err)
{
    void *memory;
    *out = (ch_sv){"", 0};
    CH_TRY(ch_arena_alloc(arena, (size_t)n + 1, sizeof(ch_sv), &memory, err));
    ch_sv *sorted = memory;
    for (uint32_t i = 0; i < n; i++) {
        if (ch__sv_is(keys[i], "unk")) return CH_OK;
        sorted[i] = keys[i];
    }
    if (n == 0) return CH_OK;
    qsort(sorted, n, sizeof *sorted, compare_views);
    sorted[n] = prefix;
    return ch__join(sorted, prefix.n ? n + 1 : n, ' ', arena, out, err);
}

static ch_status describe_visit(const ch_visit *v, ch_arena *arena, member *m, ch_error *err)
{
    m->name = v->entity;
    m->has_days = ch__days_of(v->date, &m->first, &m->last);
    m->who = (ch_sv){"", 0};
    if (!v->visitor.n || !v->host.n || ch__sv_is(v->visitor, "unk") || ch__sv_is(v->host, "unk"))
        return CH_OK;
    return ch__join((const ch_sv[]){v->visitor, v->host}, 2, ' ', arena, &m->who, err);
}

static ch_status describe(ch_register_kind kind, const ch_record_version *version, ch_arena *arena,
                          member *m, ch_error *err)
{
    ch__date day;
    m->version = version;
    m->has_reported = ch__date_parse(version->report->report.published, &day);
    if (m->has_reported) m->reported = ch__date_days(day);
    if (kind == CH_REGISTER_VISITS) return describe_visit(&version->entry.visit, arena, m, err);
    if (kind == CH_REGISTER_EXERCISES) {
        const ch_exercise *x = &version->entry.exercise;
        m->name = x->name;
        m->host = x->host;
        m->has_days = ch__days_of(x->period, &m->first, &m->last);
        return sorted_keys(x->participants, x->participant_n, (ch_sv){"", 0}, arena, &m->who, err);
    }
    const ch_instrument *x = &version->entry.instrument;
    const ch_sv when = x->signed_on.value.n ? x->signed_on.value : x->period;
    if (x->title.end > x->title.begin)
        m->name = ch__span_text(version->report->report.text, x->title);
    m->subjects = x->subjects;
    m->has_days = ch__days_of(when, &m->first, &m->last);
    return sorted_keys(x->parties, x->party_n, x->kind, arena, &m->who, err);
}

/* By bucket, then oldest report first: the same order whatever the order of adding. */
static int compare_members(const void *pa, const void *pb)
{
    const member *a = pa, *b = pb;
    const int who = ch__sv_compare(a->who, b->who);
    if (who) return who;
    if (a->has_reported != b->has_reported) return a->has_reported ? -1 : 1;
    if (a->has_reported && a->reported != b->reported) return a->reported < b->reported ? -1 : 1;
    return ch__sv_compare(a->version->id, b->version->id);
}

/* How the newcomer stands to the group that begins at members[head]: the best tie, or conflict with
 * any of those looked at. group[] holds the head of each member's group, previous[] the member
 * before; the head's is the latest member. */
static tie compare_group(ch_register_kind kind, const member *members, const uint32_t *previous,
                         uint32_t head, const member *newcomer, const char **why)
{
    tie best = TIE_NONE;
    uint32_t at = head;
    for (uint32_t n = 0; n < MEMBER_MAX; n++) {
        const char *reason = "";
        const tie one = compare(kind, &members[at], newcomer, &reason);
        if (one == TIE_CONFLICT) return TIE_CONFLICT;
        if (one > best) best = one, *why = reason;
        at = previous[at];
        if (at == head) break;
    }
    return best;
}

/* The head of the group the newcomer joins, or itself. */
static uint32_t choose_group(ch_register_kind kind, const member *members, const uint32_t *heads,
                             uint32_t head_n, const uint32_t *previous, uint32_t newcomer,
                             const char **why)
{
    uint32_t chosen = CH_NONE, candidate_n = 0;
    tie best = TIE_NONE;
    for (uint32_t i = head_n > GROUP_MAX ? head_n - GROUP_MAX : 0; i < head_n; i++) {
        const char *reason = "";
        const tie one =
            compare_group(kind, members, previous, heads[i], &members[newcomer], &reason);
        if (one < TIE_WEAK || one < best) continue;
        candidate_n = one > best ? 1 : candidate_n + 1;
        best = one;
        chosen = heads[i];
        *why = reason;
    }
    return candidate_n == 1 ? chosen : newcomer;
}

ch_status ch__join_versions(ch_register_kind kind, const ch_record_version *versions, uint32_t n,
                            uint32_t *group_of, const char **why, ch_arena *arena, ch_error *err)
{
    void *memory;
    CH_TRY(ch_arena_alloc(arena, n, sizeof(member), &memory, err));
    member *members = memory;
    CH_TRY(ch_arena_alloc(arena, 3 * (size_t)n, sizeof(uint32_t), &memory, err));
    uint32_t *group = memory, *previous = group + n, *heads = previous + n, head_n = 0;
    for (uint32_t i = 0; i < n; i++) {
        members[i].at = i;
        why[i] = "";
        CH_TRY(describe(kind, &versions[i], arena, &members[i], err));
    }
    qsort(members, n, sizeof *members, compare_members);
    for (uint32_t i = 0; i < n; i++) {
        const char *reason = "";
        if (i && !ch__sv_eq(members[i].who, members[i - 1].who)) head_n = 0; /* a new bucket */
        const uint32_t head = choose_group(kind, members, heads, head_n, previous, i, &reason);
        group[i] = head;
        previous[i] = head == i ? i : previous[head];
        if (head == i)
            heads[head_n++] = i;
        else
            previous[head] = i, why[members[head].at] = reason;
    }
    for (uint32_t i = 0; i < n; i++) group_of[members[i].at] = members[group[i]].at;
    return CH_OK;
}
