/* src/ingest/html_tree.h - HTML5 parsing with bounded memory. The one place that calls gumbo. */
#ifndef CH_INGEST_HTML_TREE_H
#define CH_INGEST_HTML_TREE_H

#include "chancery/base.h"

#include <gumbo.h>

/* Parses `page`; the tree lives in `arena`. CH_E_LIMIT: too long, nested too deeply, or the tree
 * outgrows the arena's limit. */
ch_status ch__html_parse(ch_sv page, const char *name, ch_arena *arena, GumboNode **out_root,
                         ch_error *err);

#endif
