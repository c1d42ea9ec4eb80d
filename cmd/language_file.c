#include "language_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static ch_status map_file(const char *path, ch_sv *out, ch_error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0) return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot open: %s", strerror(errno));
    const bool is_file = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0;
    void *memory =
        is_file ? mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (memory == MAP_FAILED) return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot map the file");
    *out = (ch_sv){memory, (size_t)info.st_size};
    return CH_OK;
}

ch_status language_file_open(language_file *out, ch_error *err)
{
    char directory[4096], path[4200];
    ch__container container;
    *out = (language_file){0};
    snprintf(path, sizeof path, "%s/english.model",
             command_data_directory(directory, sizeof directory));
    CH_TRY(map_file(path, &out->bytes, err));
    ch_status status = ch__container_open(out->bytes, path, &container, err);
    if (status == CH_OK) status = ch__language_open(&container, &out->language, err);
    if (status != CH_OK) language_file_close(out);
    return status;
}

void language_file_close(language_file *file)
{
    ch__language_close(file->language);
    if (file->bytes.p) munmap((void *)(uintptr_t)file->bytes.p, file->bytes.n);
    *file = (language_file){0};
}

static ch_status read_stream(FILE *stream, const char *path, ch_sv *out, ch_error *err)
{
    size_t n = 0, capacity = 1 << 16;
    char *bytes = malloc(capacity);
    while (bytes) {
        n += fread(bytes + n, 1, capacity - n, stream);
        if (n < capacity) break;
        char *larger = realloc(bytes, capacity *= 2);
        if (!larger) free(bytes);
        bytes = larger;
    }
    if (!bytes) return ch_fail(err, CH_E_NOMEM, path, CH_NOWHERE, "no memory for the file");
    if (ferror(stream)) {
        free(bytes);
        return ch_fail(err, CH_E_IO, path, n, "cannot read: %s", strerror(errno));
    }
    *out = (ch_sv){bytes, n};
    return CH_OK;
}

ch_status read_whole_file(const char *path, ch_sv *out, ch_error *err)
{
    if (!strcmp(path, "-")) return read_stream(stdin, "standard input", out, err);
    FILE *stream = fopen(path, "rb");
    if (!stream) return ch_fail(err, CH_E_IO, path, CH_NOWHERE, "cannot open: %s", strerror(errno));
    const ch_status status = read_stream(stream, path, out, err);
    fclose(stream);
    return status;
}
