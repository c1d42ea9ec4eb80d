#include "language/model.h"

#include <stdlib.h>

static ch_status refuse(ch_error *err, const char *section, const char *what, uint64_t found,
                        uint64_t wanted)
{
    return ch_fail(err, CH_E_FORMAT, "english.model", CH_NOWHERE,
                   "section '%s': %s is %llu, expected %llu", section, what,
                   (unsigned long long)found, (unsigned long long)wanted);
}

/* The section, which must have exactly `size` bytes. */
static ch_status section_of(const ch__container *model, const char *name, uint64_t size,
                            const void **out, ch_error *err)
{
    const ch_sv bytes = ch__container_section(model, name);
    if (bytes.n != size) return refuse(err, name, "size", bytes.n, size);
    *out = bytes.p;
    return CH_OK;
}

static ch_status check_range(ch_error *err, const char *what, uint64_t value, uint64_t low,
                             uint64_t high)
{
    if (value >= low && value <= high) return CH_OK;
    return ch_fail(err, CH_E_FORMAT, "english.model", CH_NOWHERE,
                   "section 'language': %s is %llu, expected %llu to %llu", what,
                   (unsigned long long)value, (unsigned long long)low, (unsigned long long)high);
}

static ch_status check_encoder(const ch__encoder_shape *shape, ch_error *err)
{
    CH_TRY(check_range(err, "encoder width", shape->width, 16, 256));
    if (shape->width % 16)
        return refuse(err, "language", "encoder width modulo 16", shape->width % 16, 0);
    CH_TRY(check_range(err, "encoder depth", shape->depth, 1, CH__DEPTH_MAX));
    for (uint32_t f = 0; f < CH__FEATURE_N; f++)
        CH_TRY(check_range(err, "table rows", shape->rows[f], 1, 1u << 20));
    return check_range(err, "second table's rows", shape->rows[CH__FEATURE_NORM_B],
                       shape->rows[CH__FEATURE_NORM_A], shape->rows[CH__FEATURE_NORM_A]);
}

static ch_status check_header(const ch__language_header *header, ch_error *err)
{
    if (header->format > CH__LANGUAGE_FORMAT)
        return ch_fail(err, CH_E_VERSION, "english.model", CH_NOWHERE,
                       "language format %u, this build reads up to %u", header->format,
                       CH__LANGUAGE_FORMAT);
    CH_TRY(check_range(err, "format", header->format, 1, CH__LANGUAGE_FORMAT));
    CH_TRY(check_range(err, "cut bits", header->cut_bits, 1, 24));
    CH_TRY(check_range(err, "runs", header->run_n, 0, 1u << 20));
    CH_TRY(check_range(err, "vector slots", header->vector_slot_n, 0, 1u << 24));
    CH_TRY(check_range(err, "vector rows", header->vector_row_n, 0, 1u << 24));
    if (header->vector_slot_n & (header->vector_slot_n - 1))
        return ch_fail(err, CH_E_FORMAT, "english.model", CH_NOWHERE,
                       "section 'language': %u vector slots, expected a power of two",
                       header->vector_slot_n);
    CH_TRY(check_encoder(&header->splitter, err));
    CH_TRY(check_encoder(&header->encoder, err));
    CH_TRY(check_range(err, "hidden units", header->parser.hidden, 16, CH__HIDDEN_MAX));
    CH_TRY(check_range(err, "hidden units modulo 16", header->parser.hidden % 16, 0, 0));
    CH_TRY(check_range(err, "relations", header->parser.label_n, 2, CH__LABEL_MAX));
    CH_TRY(check_range(err, "tags", header->parser.tag_n, 1, 1u << 14));
    return check_range(err, "lemma scripts", header->parser.script_n, 1, 1u << 14);
}

static ch_status place_encoder(const ch__container *model, const char *name,
                               const ch__encoder_shape *shape, size_t extra_floats,
                               ch__encoder *out, const float **out_rest, ch_error *err)
{
    char section[40];
    const void *at = NULL;
    const size_t stem = strlen(name);
    memcpy(section, name, stem);
    out->shape = *shape;
    out->table_row_n = ch__encoder_row_n(shape, out->table_at);
    memcpy(section + stem, ".table", 7);
    CH_TRY(section_of(model, section, (uint64_t)out->table_row_n * shape->width, &at, err));
    out->table = at;
    memcpy(section + stem, ".scale", 7);
    CH_TRY(section_of(model, section, (uint64_t)out->table_row_n * sizeof(float), &at, err));
    out->table_scale = at;
    memcpy(section + stem, ".weight", 8);
    const size_t floats = ch__encoder_float_n(shape);
    CH_TRY(section_of(model, section, (uint64_t)(floats + extra_floats) * sizeof(float), &at, err));
    ch__encoder_place(out, at);
    *out_rest = (const float *)at + floats;
    return CH_OK;
}

static ch_status place_tokenizer(const ch__container *model, const ch__language_header *header,
                                 ch__language *l, ch_error *err)
{
    const void *at = NULL;
    l->tokenizer.bits = header->cut_bits;
    l->tokenizer.run_n = header->run_n;
    CH_TRY(section_of(model, "cuts.weight", ((uint64_t)CH__CUT_STRIDE << header->cut_bits) * 2, &at,
                      err));
    l->tokenizer.weights = at;
    CH_TRY(section_of(model, "cuts.runs", (uint64_t)header->run_n * 8, &at, err));
    l->tokenizer.runs = at;
    return CH_OK;
}

static ch_status place_vectors(const ch__container *model, const ch__language_header *header,
                               ch__language *l, ch_error *err)
{
    const void *at = NULL;
    l->vectors.slot_n = header->vector_slot_n;
    l->vectors.row_n = header->vector_row_n;
    l->vectors.scale = header->vector_scale;
    CH_TRY(section_of(model, "vectors.slots", (uint64_t)header->vector_slot_n * 8, &at, err));
    l->vectors.slots = at;
    CH_TRY(section_of(model, "vectors.rows", (uint64_t)header->vector_row_n * CH__VECTOR_WIDTH, &at,
                      err));
    l->vectors.rows = at;
    return CH_OK;
}

static ch_status allocate(size_t n, size_t size, void *out_pointer, ch_error *err)
{
    void *memory = calloc(n ? n : 1, size);
    if (!memory) return ch_fail(err, CH_E_NOMEM, "language", CH_NOWHERE, "no memory");
    memcpy(out_pointer, &memory, sizeof memory);
    return CH_OK;
}

static bool find(ch_sv name, uint32_t n, const char *(*text_of)(uint32_t), uint8_t *out)
{
    for (uint32_t i = 0; i < n; i++)
        if (ch__sv_is(name, text_of(i))) return *out = (uint8_t)i, true;
    return false;
}
static const char *upos_text(uint32_t i) { return ch_upos_text((ch_upos)i); }
static const char *xpos_text(uint32_t i) { return ch_xpos_text((ch_xpos)i); }
static const char *deprel_text(uint32_t i) { return ch_deprel_text((ch_deprel)i); }

static bool parse_tag(ch_sv line, ch__tag *out)
{
    ch_sv upos, xpos;
    if (!ch__sv_split(&line, '\t', &upos) || !ch__sv_split(&line, '\t', &xpos) || !line.p)
        return false;
    out->feats = line;
    return line.n > 0 && find(upos, CH_UPOS_N, upos_text, &out->upos) &&
           find(xpos, CH_XPOS_N, xpos_text, &out->xpos);
}

static bool parse_line(ch__language *l, uint32_t table, uint32_t i, ch_sv line)
{
    if (table == 0) return parse_tag(line, &l->tags[i]);
    if (table == 1) return ch__script_parse(line, &l->scripts[i]);
    if (!find(line, CH_DEPREL_N, deprel_text, &l->deprels[i])) return false;
    if (l->deprels[i] == CH_DEPREL_ROOT) l->parser.root_label = i;
    return true;
}

/* Text sections: exactly `n` lines, each ended by a line end. */
static ch_status read_lines(const ch__container *model, const char *name, uint32_t table,
                            uint32_t n, ch__language *l, ch_error *err)
{
    ch_sv rest = ch__container_section(model, name), line;
    uint32_t count = 0;
    while (rest.p && rest.n && ch__sv_split(&rest, '\n', &line)) {
        if (count < n && !parse_line(l, table, count, line))
            return ch_fail(err, CH_E_FORMAT, "english.model", CH_NOWHERE,
                           "section '%s': cannot read line %u, '%.*s'", name, count + 1,
                           (int)(line.n < 60 ? line.n : 60), line.p);
        count++;
    }
    return count == n ? CH_OK : refuse(err, name, "number of lines", count, n);
}

static ch_status place_parser(const ch__container *model, const ch__language_header *header,
                              ch__language *l, ch_error *err)
{
    const float *rest;
    l->parser.shape = header->parser;
    l->parser.encoder.shape = header->encoder;
    CH_TRY(place_encoder(model, "parser", &header->encoder, ch__parser_float_n(&l->parser),
                         &l->parser.encoder, &rest, err));
    ch__parser_place(&l->parser, rest);
    CH_TRY(allocate(header->parser.tag_n, sizeof *l->tags, &l->tags, err));
    CH_TRY(allocate(header->parser.script_n, sizeof *l->scripts, &l->scripts, err));
    CH_TRY(allocate(header->parser.label_n, sizeof *l->deprels, &l->deprels, err));
    l->parser.root_label = UINT32_MAX;
    CH_TRY(read_lines(model, "tags", 0, header->parser.tag_n, l, err));
    CH_TRY(read_lines(model, "scripts", 1, header->parser.script_n, l, err));
    CH_TRY(read_lines(model, "relations", 2, header->parser.label_n, l, err));
    if (l->parser.root_label == UINT32_MAX)
        return ch_fail(err, CH_E_FORMAT, "english.model", CH_NOWHERE,
                       "section 'relations': no line 'root'");
    return CH_OK;
}

static ch_status open_model(const ch__container *model, ch__language *l, ch_error *err)
{
    const void *at = NULL;
    ch__language_header header;
    CH_TRY(section_of(model, "language", sizeof header, &at, err));
    memcpy(&header, at, sizeof header);
    CH_TRY(check_header(&header, err));
    CH_TRY(place_tokenizer(model, &header, l, err));
    CH_TRY(place_vectors(model, &header, l, err));
    const float *rest;
    CH_TRY(place_encoder(model, "splitter", &header.splitter, header.splitter.width + 1,
                         &l->splitter.encoder, &rest, err));
    l->splitter.weight = rest;
    l->splitter.bias = rest[header.splitter.width];
    return place_parser(model, &header, l, err);
}

ch_status ch__language_open(const ch__container *model, ch__language **out, ch_error *err)
{
    ch__language *language = NULL;
    CH_TRY(allocate(1, sizeof *language, &language, err));
    const ch_status status = open_model(model, language, err);
    if (status != CH_OK) {
        ch__language_close(language);
        return status;
    }
    *out = language;
    return CH_OK;
}

void ch__language_close(ch__language *language)
{
    if (!language) return;
    free(language->tags);
    free(language->scripts);
    free(language->deprels);
    free(language);
}
