"""data/names/sectors.tsv from sectors.txt: plurals written out, one row a noun."""
import os
from common import HERE, fold, write


def plural_of(noun):
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return noun + "es"
    return noun + "s"


def main():
    rows, seen = [], set()
    for line in open(os.path.join(HERE, "sectors.txt"), encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        head, nouns = line.rstrip("\n").split(" : ", 1)
        sector, what, alone, priority = head.split()
        for noun in nouns.split(";"):
            noun, _, office = noun.strip().partition("@")
            one, is_given, many = noun.partition("=")
            many = many if is_given else plural_of(one)
            one = "" if one == "-" else one
            forms = [one] + many.split("|")
            if any(fold(form) in seen for form in forms if form):
                continue
            seen.update(fold(form) for form in forms)
            rows.append([sector, one, many if many != one else "", what, "yes" if alone == "yes" else "",
                         priority, office, ""])
    write("sectors.tsv", """Role nouns and their sectors (PLOVER 2.0 codes). Own knowledge; sectors by the codebook, sections 3 and 10.
what: person, body, people (a population or crowd), thing (acts for its owner). alone: an actor even without a country beside it.
priority 0 to 9 decides between two nouns of one phrase. office: the office of titles.tsv the noun stands for.""",
          "sector singular plural what alone priority office note".split(), rows)


main()
