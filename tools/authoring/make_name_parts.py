"""data/names/name_parts.tsv: given names and surnames that several persons of persons.tsv bear."""
import collections
import os
import re
from common import NAMES, fold, write

LEAST = 3


def main():
    given, surnames, written = collections.Counter(), collections.Counter(), {}
    with open(os.path.join(NAMES, "persons.tsv"), encoding="utf-8") as file:
        for line in file:
            if line.startswith(("#", "id\t")):
                continue
            cells = line.split("\t")
            words = cells[1].split()
            if len(words) < 2 or cells[4] in ("CHN", "TWN", "PRK", "KOR", "VNM", "MMR"):
                continue
            for counter, word in ((given, words[0]), (surnames, cells[3].split("|")[0])):
                if re.match(r"^[A-ZÀ-Þ][\w'’\-]+$", word) and not word.isupper():
                    counter[fold(word)] += 1
                    written.setdefault(fold(word), word)
    skip = {line.strip() for line in open(os.path.join(NAMES, "refused.tsv"), encoding="utf-8")}
    rows = []
    for part, counter in (("given", given), ("surname", surnames)):
        rows += [[part, written[f]] for f, n in sorted(counter.items())
                 if n >= LEAST and len(f) > 2 and " " not in f and f not in skip]
    write("name_parts.tsv", "Given names and surnames that at least three persons of persons.tsv bear: they tell an unknown person from a place.",
          ["part", "name"], rows)


main()
