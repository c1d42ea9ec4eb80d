/* The one place that includes cmocka: its header needs these four first. */
#ifndef CH_TEST_H
#define CH_TEST_H
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */
#endif
