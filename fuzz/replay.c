/* replay FILE|FOLDER... - runs a fuzz target over saved inputs, so that the corpus is a plain test with any
 * compiler. Prints how many it ran: none is a failure. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The memory is exactly as long as the input: AddressSanitizer sees one byte too far. */
static int run_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(size ? size : 1);
    const int is_read = file && bytes && fread(bytes, 1, size, file) == size;
    if (file) fclose(file);
    if (is_read) LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    if (!is_read) fprintf(stderr, "replay: cannot read %s\n", path);
    return is_read ? 1 : -1;
}

static int run_path(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) return perror(path), -1;
    if (!S_ISDIR(info.st_mode)) return run_file(path, (size_t)info.st_size);
    DIR *folder = opendir(path);
    if (!folder) return perror(path), -1;
    int n = 0;
    for (struct dirent *entry; n >= 0 && (entry = readdir(folder));) {
        char inner[4096];
        if (entry->d_name[0] == '.') continue;
        if (snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) >= (int)sizeof inner ||
            stat(inner, &info) != 0 || run_file(inner, (size_t)info.st_size) < 0)
            n = -1;
        else
            n++;
    }
    closedir(folder);
    return n;
}

int main(int argc, char **argv)
{
    int total = 0;
    for (int i = 1; i < argc; i++) {
        const int n = run_path(argv[i]);
        if (n < 0) return 1;
        total += n;
    }
    printf("%d inputs\n", total);
    return total ? 0 : 1;
}
