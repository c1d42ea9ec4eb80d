/* src/ingest/html.h - an HTML page -> its main text, title and date. */
#ifndef CH_INGEST_HTML_H
#define CH_INGEST_HTML_H

#include "chancery/analysis.h"

/* The charset a page declares in its first 1,024 bytes (HTML Living Standard 13.2.3.2, shortened),
 * empty if none. */
ch_sv ch__html_charset(ch_sv page);

/* `page` is valid UTF-8. Paragraphs of the text are parted by a blank line. `published`, `url`,
 * `source`, `title`, `language` as far as the page tells. CH_E_FORMAT: no text in it; CH_E_LIMIT: too
 * big or nested too deeply. Boilerplate around the text is left out by what stands in paragraphs
 * (Kohlschütter 2010; Readability): a page without paragraphs gives all its words. */
ch_status ch__html_report(ch_sv page, const char *name, ch_arena *arena, ch_report *out,
                          ch_error *err);

#endif
