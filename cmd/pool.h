/* cmd/pool.h - several threads over a row of jobs, whose results come out in the order they went
 * in. At most a few jobs a thread are under way: memory does not grow with the input. */
#ifndef CH_POOL_H
#define CH_POOL_H

#include <stdbool.h>

typedef struct pool pool;
typedef void (*pool_work)(void *context, void *job); /* on any thread */

/* jobs == 1 starts no thread: the work is done in pool_put. NULL: no memory, no threads. */
pool *pool_open(unsigned jobs, pool_work work, void *context);
void pool_close(pool *p); /* all jobs must have been taken */

bool pool_is_full(pool *p);        /* take one before putting another */
void pool_put(pool *p, void *job); /* not when full */
void *pool_take(pool *p);          /* waits for the oldest job; NULL when none is under way */

#endif
