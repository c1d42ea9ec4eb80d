#include "reader_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_to_the_end(input_text(data, size), CH_FORMAT_JSON_LINES);
    return 0;
}
