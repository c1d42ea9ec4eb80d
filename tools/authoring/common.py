"""What the authoring scripts share: where the facts lie, and a table writer.

The scripts run when somebody refreshes the tables of data/names, never at build. FACTS names the folder
of the facts (states.tsv, leaders.tsv.gz ...; what each is and under what licence: docs/knowledge.md).
"""
import gzip
import os
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
FACTS = os.environ.get("FACTS", os.path.join(HERE, "../../../shared/data/facts"))
NAMES = os.path.join(HERE, "../../data/names")


def facts(name):
    """Rows of a table of the facts as dictionaries."""
    path = os.path.join(FACTS, name)
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        columns = file.readline().rstrip("\n").split("\t")
        for line in file:
            yield dict(zip(columns, line.rstrip("\n").split("\t")))


def hand(name):
    """Rows of a hand-written list beside the scripts: cells between ';'."""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield [cell.strip() for cell in line.split(";")]


def write(name, comment, columns, rows):
    """A table of data/names; '-' for an empty cell."""
    path = os.path.join(NAMES, name)
    with open(path, "w", encoding="utf-8") as file:
        for line in comment.strip().split("\n"):
            file.write("# " + line + "\n")
        file.write("\t".join(columns) + "\n")
        for row in rows:
            assert len(row) == len(columns), row
            cells = [" ".join(str(c).split()) or "-" for c in row]
            file.write("\t".join(cells) + "\n")
    print(f"{name}: {len(rows)} rows, {os.path.getsize(path)} bytes", file=sys.stderr)


def plain(text):
    """Letters without their marks."""
    special = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss",
               "æ": "ae", "Æ": "Ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "Ə": "A", "’": "'",
               "ʿ": "'", "ʾ": "'", "‘": "'"}
    text = "".join(special.get(c, c) for c in text)
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def fold(text):
    """Roughly src/names/words.c: what two names must share to be the same words."""
    text = plain(text).lower().replace("'", "").replace(".", "")
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def unique(items):
    """In order, without repeats and empties."""
    return list(dict.fromkeys(item for item in items if item))
