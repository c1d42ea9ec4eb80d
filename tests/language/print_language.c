/* print_language CHANCERY_DAT < LINES - for each line "id<TAB>text": id, code, is it refused, counts of
 * words; to measure identification on sets that do not ship (docs/language.md). */
#include "base/text.h"
#include "language/identify.h"

#include <stdio.h>
#include <stdlib.h>

static ch_sv read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return (ch_sv){NULL, 0};
    fseek(file, 0, SEEK_END);
    const size_t n = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(n + 1);
    const size_t got = bytes ? fread(bytes, 1, n, file) : 0;
    fclose(file);
    return (ch_sv){bytes, got};
}

int main(int argc, char **argv)
{
    ch_error err = {.message = "usage: print_language CHANCERY_DAT < LINES"};
    ch__container data;
    ch__identifier *identifier = NULL;
    const ch_sv bytes = read_file(argc > 1 ? argv[1] : "");
    if (ch__container_open(bytes, "data", &data, &err) != CH_OK ||
        ch__identifier_open(&data, &identifier, &err) != CH_OK)
        return fprintf(stderr, "%s\n", err.message), 3;
    char *line = NULL;
    size_t size = 0;
    for (ssize_t n; (n = getline(&line, &size, stdin)) > 0;) {
        ch_sv rest = {line, (size_t)n - (line[n - 1] == '\n')}, id;
        ch__sv_split(&rest, '\t', &id);
        const ch__language_guess g = ch__identify(identifier, rest.p ? rest : CH_SV(""));
        printf("%.*s\t%.*s\t%d\t%u\t%u\n", CH_SV_ARG(id), CH_SV_ARG(g.code), g.is_other, g.word_n,
               g.english_n);
    }
    free(line);
    ch__identifier_close(identifier);
    free((char *)bytes.p);
    return 0;
}
