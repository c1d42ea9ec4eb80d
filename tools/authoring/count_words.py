"""Counts capitalised phrases of one to four words, and small-letter words, in the raw English of the facts' sister
folder raw/ (licences there). Writes /tmp/grams.tsv and /tmp/lower.tsv: which spellings English uses, which names are
everyday words. Only used to choose among alternates; no text is taken over.
"""
import collections
import glob
import gzip
import os
import re
from common import FACTS, plain

WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’\-]+|[.!?;:,()\"“”]|\d+")


def main():
    grams, lower = collections.Counter(), collections.Counter()
    for path in sorted(glob.glob(os.path.join(FACTS, "../raw/*.txt.gz"))):
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
            for line in file:
                words = WORD.findall(plain(line))
                for i, word in enumerate(words):
                    if not word[0].isalpha():
                        continue
                    if word[0].islower():
                        lower[word] += 1
                        continue
                    gram = word
                    grams[gram] += 1
                    for follow in words[i + 1:i + 4]:
                        if not follow[0].isalpha():
                            break
                        gram += " " + follow
                        if follow[0].isupper():
                            grams[gram] += 1
        grams = collections.Counter({g: n for g, n in grams.items() if n > 1 or " " not in g})
        print(path, len(grams), len(lower), flush=True)
    with open("/tmp/grams.tsv", "w") as file:
        for gram, n in grams.items():
            if n > 1:
                file.write(f"{gram}\t{n}\n")
    with open("/tmp/lower.tsv", "w") as file:
        for word, n in lower.most_common():
            if n > 2:
                file.write(f"{word}\t{n}\n")


main()
