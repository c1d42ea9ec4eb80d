/* Build tool: prints the table of words as a C string. */
#include <stdio.h>

int main(int argc, char **argv)
{
    FILE *in = argc == 2 ? fopen(argv[1], "rb") : NULL;
    int n = 0;
    if (!in) return perror("words"), 1;
    puts("#include \"story/corpus.h\"\n\nconst char ch__common_words[] = {");
    for (int c = getc(in); c != EOF; c = getc(in)) printf("%d,%s", c, ++n % 24 == 0 ? "\n" : "");
    fputs("0};\n", stdout);
    const int failed = ferror(in);
    fclose(in);
    return failed;
}
