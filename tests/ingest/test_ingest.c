#include "ch_test.h"

#include "base/text.h"
#include "chancery/ingest.h"

#include <stdio.h>
#include <zlib.h>

/* Every report of `bytes` as "id|published|title|text" lines, refusals as "! message". */
static char *read_all(ch_sv bytes, const ch_reader_options *options, char *out, size_t size)
{
    ch_reader *reader = NULL;
    ch_error err;
    size_t n = 0;
    assert_int_equal(ch_reader_open_memory(bytes, "input", options, &reader, NULL), CH_OK);
    for (int i = 0; i < 20; i++) {
        ch_arena arena;
        ch_arena_init(&arena, 0);
        ch_ingested in = {0};
        const ch_status status = ch_reader_next(reader, &arena, &in, &err);
        if (status == CH_OK)
            n += (size_t)snprintf(out + n, size - n, "%s%.*s|%.*s|%.*s", n ? "\n" : "",
                                  CH_SV_ARG(in.report.published), CH_SV_ARG(in.report.title),
                                  CH_SV_ARG(in.report.text));
        else if (status != CH_E_NOT_FOUND)
            n += (size_t)snprintf(out + n, size - n, "%s! %s", n ? "\n" : "", err.message);
        ch_arena_deinit(&arena);
        if (status == CH_E_NOT_FOUND) break;
        assert_true(i < 19); /* every input ends */
    }
    ch_reader_close(reader);
    if (!n) *out = 0;
    return out;
}

static void check(const char *name, ch_sv bytes, const ch_reader_options *options,
                  const char *wanted)
{
    static char have[1 << 16];
    read_all(bytes, options, have, sizeof have);
    if (strcmp(have, wanted) != 0) fprintf(stderr, "%s:\n have %s\n want %s\n", name, have, wanted);
    assert_string_equal(have, wanted);
}

static void dates_of_publication(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted; /* NULL: refused */
    } rows[] = {
        {"2025-12-10", "2025-12-10"},
        {" 2025-12-10T23:59:00+03:00 ", "2025-12-10"},
        {"2025/12/10", "2025-12-10"},
        {"20251210", "2025-12-10"},
        {"20251210T080000Z", "2025-12-10"},
        {"10 December 2025", "2025-12-10"},
        {"December 10, 2025", "2025-12-10"},
        {"Dec. 10th, 2025", "2025-12-10"},
        {"Sept 5, 2024", "2024-09-05"},
        {"Wed, 10 Dec 2025 08:00:00 GMT", "2025-12-10"},
        {"Published: Friday, May 3, 2024 at 10:00", "2024-05-03"},
        {"2024-02-29", "2024-02-29"},
        {"2025-02-29", NULL},
        {"2025-13-01", NULL},
        {"2025-00-10", NULL},
        {"31 April 2025", NULL},
        {"0099-01-01", NULL},
        {"9999-12-31", NULL},
        {"2025-12", NULL},
        {"2025-12-10x", NULL},
        {"2025-12/10", NULL},
        {"10/12/2025", NULL}, /* October or December */
        {"yesterday", NULL},
        {"Marching 10 2025", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char date[11] = "untouched";
        const bool is_date = ch_published_read((ch_sv){rows[i].text, strlen(rows[i].text)}, date);
        if (is_date != (rows[i].wanted != NULL)) fprintf(stderr, "%s: %s\n", rows[i].text, date);
        assert_int_equal(is_date, rows[i].wanted != NULL);
        assert_string_equal(date, is_date ? rows[i].wanted : "untouched");
    }
}

static void formats_are_guessed(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes, *wanted;
    } rows[] = {
        {"text", "Two men met.\n", "||Two men met.\n"},
        {"text that opens with a brace", "{sic} they said.", "||{sic} they said."},
        {"text that opens with a sign", "<3 was all she wrote.", "||<3 was all she wrote."},
        {"lines", "{\"text\": \"a\"}\r\n\r\n{\"text\": \"b\"}", "||a\n||b"},
        {"the codebook's lines",
         "{\"report\": {\"text\": \"a\", \"title\": \"T\"}, \"events\": []}", "|T|a"},
        {"page", "<!DOCTYPE html><title>T</title><p>Some words.</p>", "|T|Some words."},
        {"Windows line ends", "One.\r\n\r\nTwo.\rThree.", "||One.\n\nTwo.\nThree."},
        {"escapes", "{\"text\": \"\\u00e9\\ud83d\\ude00\"}", "||\xC3\xA9\xF0\x9F\x98\x80"},
        {"half a pair", "{\"text\": \"\\ud83d\"}",
         "! line 1, byte 17: not JSON: invalid Unicode '\\uD83D' near '\"\\ud83d\"', expected a "
         "JSON object"},
        {"text of a number", "{\"text\": 3}",
         "! line 1: no text, expected an object with a string \"text\""},
        {"white text", "{\"text\": \" \\n\"}", "! line 1: empty text, expected a report"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i].name, (ch_sv){rows[i].bytes, strlen(rows[i].bytes)}, NULL, rows[i].wanted);
}

static void pages_give_their_text(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes, *wanted;
    } rows[] = {
        {"time element",
         "<html><body><h1>H</h1><time datetime=\"2025-12-10T01:00\">today</time><p>Words.</p>",
         "2025-12-10|H|H\n\ntoday\n\nWords."},
        {"linked data",
         "<html><script type=\"application/ld+json\">{\"@graph\": [{\"datePublished\": "
         "\"2025-12-10\","
         " \"headline\": \"L\"}]}</script><p>Words.</p>",
         "2025-12-10|L|Words."},
        {"broken linked data",
         "<html><script type=\"application/ld+json\">{oops</script><p>Words.</p>", "||Words."},
        {"date in the address",
         "<html><link rel=canonical href=\"https://a.example/2025/12/10/x\"><p>Words.</p>",
         "2025-12-10||Words."},
        {"nonsense date", "<html><meta name=date content=\"soon\"><p>Words.</p>", "||Words."},
        {"line breaks and inline", "<html><p>One <b>two</b>&#160;three<br>four<!-- no --> five</p>",
         "||One two three\n\nfour five"},
        {"misleading class", "<html><div class=\"menu-page\"><p>All words are here.</p></div>",
         "||All words are here."},
        {"nothing", "<html><body><script>x</script></body></html>", "! no words in the HTML page"},
    };
    const ch_reader_options options = {.format = CH_FORMAT_HTML};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i].name, (ch_sv){rows[i].bytes, strlen(rows[i].bytes)}, &options,
              rows[i].wanted);
}

static char *repeat(const char *unit, size_t times, const char *end, ch_sv *out)
{
    const size_t n = strlen(unit), end_n = strlen(end);
    char *bytes = malloc(n * times + end_n);
    for (size_t i = 0; i < times; i++) memcpy(bytes + i * n, unit, n);
    memcpy(bytes + n * times, end, end_n);
    *out = (ch_sv){bytes, n * times + end_n};
    return bytes;
}

static void hostile_input_is_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *name, *unit;
        size_t times;
        const char *end;
        ch_reader_options options;
        const char *wanted;
    } rows[] = {
        {"deep page",
         "<div>",
         1000000,
         "x",
         {.format = CH_FORMAT_HTML},
         "! HTML nested deeper than 1000 elements"},
        {"huge page",
         "<p>x",
         3000000,
         "x",
         {.format = CH_FORMAT_HTML},
         "! an HTML page of 12000001 bytes, at most 8388608 are read"},
        {"deep JSON",
         "[",
         1000000,
         "",
         {.format = CH_FORMAT_JSON_LINES},
         "! line 1, byte 2049: not JSON: maximum parsing depth reached near '[', expected a JSON "
         "object"},
        {"many values",
         "[],",
         2000000,
         "",
         {.format = CH_FORMAT_JSON_LINES},
         "! line 1: more than 1048576 JSON values in one report"},
        {"long line",
         "x",
         3000000,
         "\n{\"text\": \"after\"}\n",
         {.format = CH_FORMAT_JSON_LINES, .report_limit = 1000000},
         "! line 1: longer than the limit of 1000000 bytes for one report\n||after"},
        {"long file",
         "word ",
         1000000,
         "",
         {.report_limit = 1000000},
         "! longer than the limit of 1000000 bytes for one report"},
        {"control characters",
         "\x01\x02",
         1000,
         "",
         {0},
         "! 2000 control characters in 2000 bytes: binary data, expected text"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ch_sv bytes;
        char *memory = repeat(rows[i].unit, rows[i].times, rows[i].end, &bytes);
        check(rows[i].name, bytes, &rows[i].options, rows[i].wanted);
        free(memory);
    }
}

/* A tree that outgrows its arena: each <p> reopens every <b> left open, under all limits of size. */
static void page_that_multiplies(void **state)
{
    (void)state;
    static char page[200000], have[1 << 20];
    size_t n = (size_t)snprintf(page, sizeof page, "<p>");
    for (int i = 0; i < 900; i++) n += (size_t)snprintf(page + n, sizeof page - n, "<b a=%d>", i);
    while (n + 10 < sizeof page) n += (size_t)snprintf(page + n, sizeof page - n, "<p>x");
    const ch_reader_options options = {.format = CH_FORMAT_HTML};
    read_all((ch_sv){page, n}, &options, have, sizeof have);
    assert_non_null(strstr(have, "grows beyond"));
}

static size_t gzip(ch_sv bytes, char *out, size_t size)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)bytes.p;
    z.avail_in = (uInt)bytes.n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)size;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    const size_t n = size - z.avail_out;
    deflateEnd(&z);
    return n;
}

static void gzip_members_and_cuts(void **state)
{
    (void)state;
    char packed[1000], have[1000];
    size_t n = gzip(CH_SV("{\"text\": \"one\"}\n{\"text\""), packed, sizeof packed);
    n += gzip(CH_SV(": \"two\"}\n"), packed + n, sizeof packed - n);
    const ch_reader_options options = {.format = CH_FORMAT_JSON_LINES};
    check("two members", (ch_sv){packed, n}, &options, "||one\n||two");
    for (size_t cut = 2; cut < n; cut++) { /* a cut anywhere is told, and never invents a report */
        read_all((ch_sv){packed, cut}, &options, have, sizeof have);
        if (strstr(have, "||two")) continue; /* only the trailer is missing */
        assert_non_null(strchr(have, '!'));
    }
}

/* Any byte string gives valid UTF-8 or a refusal, and ends. */
static void noise_is_survived(void **state)
{
    (void)state;
    uint32_t random = 12345;
    for (int round = 0; round < 3000; round++) {
        char bytes[64], have[4096];
        random = random * 1664525u + 1013904223u;
        const size_t n = random >> 26;
        for (size_t i = 0; i < n; i++) {
            random = random * 1664525u + 1013904223u;
            bytes[i] = (char)(random >> 24);
        }
        const ch_reader_options options = {.format = (ch_format)(round % 4)};
        read_all((ch_sv){bytes, n}, &options, have, sizeof have);
        const ch_sv text = {have, strlen(have)};
        if (have[0] != '!' && !strstr(have, "\n!"))
            assert_int_equal(ch__utf8_invalid_at(text), text.n);
    }
}

static void out_is_written_only_on_success(void **state)
{
    (void)state;
    ch_reader *reader = NULL;
    ch_arena arena;
    ch_ingested in, before;
    memset(&in, 7, sizeof in);
    before = in;
    ch_arena_init(&arena, 0);
    assert_int_equal(ch_reader_open_memory(CH_SV("\0binary"), "input", NULL, &reader, NULL), CH_OK);
    assert_int_equal(ch_reader_next(reader, &arena, &in, NULL), CH_E_FORMAT);
    assert_memory_equal(&in, &before, sizeof in);
    ch_reader_close(reader);
    ch_arena_deinit(&arena);
    reader = (ch_reader *)&arena;
    assert_int_equal(ch_reader_open("/no/such/file", NULL, &reader, NULL), CH_E_IO);
    assert_ptr_equal(reader, &arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_publication),  cmocka_unit_test(formats_are_guessed),
        cmocka_unit_test(pages_give_their_text), cmocka_unit_test(hostile_input_is_bounded),
        cmocka_unit_test(page_that_multiplies),  cmocka_unit_test(gzip_members_and_cuts),
        cmocka_unit_test(noise_is_survived),     cmocka_unit_test(out_is_written_only_on_success),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
