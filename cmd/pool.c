#include "pool.h"

#include <pthread.h>
#include <stdlib.h>

enum { JOBS_MAX = 64, SLOTS_A_THREAD = 4, SLOTS_MAX = JOBS_MAX * SLOTS_A_THREAD };

typedef struct slot {
    void *job;
    bool is_done;
} slot;

struct pool {
    pool_work work;
    void *context;
    unsigned thread_n, slot_n;
    pthread_t threads[JOBS_MAX];
    pthread_mutex_t lock;
    pthread_cond_t is_work, is_done;
    bool is_closing;
    slot slots[SLOTS_MAX]; /* a ring: taken <= started <= put, each counted from the beginning */
    unsigned long taken_n, started_n, put_n;
};

static slot *slot_of(pool *p, unsigned long i) { return &p->slots[i % p->slot_n]; }

static void *run(void *argument)
{
    pool *p = argument;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->started_n == p->put_n && !p->is_closing) pthread_cond_wait(&p->is_work, &p->lock);
        if (p->started_n == p->put_n) break;
        slot *s = slot_of(p, p->started_n++);
        pthread_mutex_unlock(&p->lock);
        p->work(p->context, s->job);
        pthread_mutex_lock(&p->lock);
        s->is_done = true;
        pthread_cond_signal(&p->is_done);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

pool *pool_open(unsigned jobs, pool_work work, void *context)
{
    pool *p = calloc(1, sizeof *p);
    if (!p) return NULL;
    if (jobs > JOBS_MAX) jobs = JOBS_MAX;
    p->work = work;
    p->context = context;
    p->slot_n = jobs > 1 ? jobs * SLOTS_A_THREAD : 1;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->is_work, NULL);
    pthread_cond_init(&p->is_done, NULL);
    while (jobs > 1 && p->thread_n < jobs &&
           pthread_create(&p->threads[p->thread_n], NULL, run, p) == 0)
        p->thread_n++;
    return p; /* without any thread the work is done in pool_put */
}

void pool_close(pool *p)
{
    if (!p) return;
    pthread_mutex_lock(&p->lock);
    p->is_closing = true;
    pthread_cond_broadcast(&p->is_work);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->thread_n; i++) pthread_join(p->threads[i], NULL);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->is_work);
    pthread_cond_destroy(&p->is_done);
    free(p);
}

/* taken_n and put_n belong to the caller's thread alone; the workers only read them, locked. */
bool pool_is_full(pool *p) { return p->put_n - p->taken_n == p->slot_n; }

void pool_put(pool *p, void *job)
{
    if (!p->thread_n) p->work(p->context, job);
    pthread_mutex_lock(&p->lock);
    *slot_of(p, p->put_n++) = (slot){.job = job, .is_done = !p->thread_n};
    pthread_cond_signal(&p->is_work);
    pthread_mutex_unlock(&p->lock);
}

void *pool_take(pool *p)
{
    if (p->taken_n == p->put_n) return NULL;
    pthread_mutex_lock(&p->lock);
    slot *s = slot_of(p, p->taken_n);
    while (!s->is_done) pthread_cond_wait(&p->is_done, &p->lock);
    void *job = s->job;
    p->taken_n++;
    pthread_mutex_unlock(&p->lock);
    return job;
}
