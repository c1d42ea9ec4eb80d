/* src/language/layout.h - line ends: which of them end a paragraph and which merely wrap it. */
#ifndef CH_LANGUAGE_LAYOUT_H
#define CH_LANGUAGE_LAYOUT_H

#include "base/text.h"

/* Columns at which the text is wrapped by hand ("fixed width" mail, wire copy), 0 if it is not. */
uint32_t ch__wrap_width(ch_sv text);

/* Does the white space [begin, end) between two words end a paragraph? True for blank lines, and for
 * a single line end unless the text is wrapped there or the sentence plainly goes on. */
bool ch__is_paragraph_end(ch_sv text, uint32_t wrap_width, size_t begin, size_t end);

#endif
