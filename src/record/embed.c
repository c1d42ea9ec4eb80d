/* Build tool: prints the migrations, given in order, as one C array of strings. */
#include <stdio.h>

static int print_bytes(FILE *in)
{
    int n = 0;
    for (int c = getc(in); c != EOF; c = getc(in)) printf("%d,%s", c, ++n % 24 == 0 ? "\n" : "");
    fputs("0};\n", stdout);
    return ferror(in);
}

int main(int argc, char **argv)
{
    puts("#include \"record/store.h\"\n");
    for (int i = 1; i < argc; i++) {
        FILE *in = fopen(argv[i], "rb");
        if (!in) return perror(argv[i]), 1;
        printf("static const char MIGRATION_%d[] = {\n", i);
        const int failed = print_bytes(in);
        fclose(in);
        if (failed) return 1;
    }
    puts("\nconst char *const ch__migrations[] = {");
    for (int i = 1; i < argc; i++) printf("    MIGRATION_%d,\n", i);
    printf("};\nconst uint32_t ch__migration_n = %d;\n", argc - 1);
    return 0;
}
