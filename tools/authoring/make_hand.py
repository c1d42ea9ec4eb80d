"""data/names/{bodies,peoples,media,collectives}.tsv from the hand-written lists beside this script."""
from common import fold, hand, unique, write


def slash(cell):
    return [] if cell in ("", "-") else cell.split("/")


def taken_filter(names, taken):
    """Drop names that an earlier row of the table already has."""
    keep = []
    for name in names:
        if fold(name.lstrip("=")) not in taken:
            taken.add(fold(name.lstrip("=")))
            keep.append(name)
    return keep


def main():
    rows = []
    for c in hand("bodies.txt"):
        c += [""] * (7 - len(c))
        rows.append([c[0], c[1], c[2], c[3], "|".join(unique(slash(c[4]))), c[5], c[6], "own"])
    write("bodies.tsv", """Named bodies, forces, services, parliaments and seats of one state; breakaway regions. Own knowledge.
class seat: a place that stands for who sits there.""",
          "key sector class name names from to source".split(), rows)
    rows = []
    for c in hand("peoples.txt"):
        rows.append([c[0], c[1], c[2], "|".join(slash(c[3])), "|".join(slash(c[4])), "|".join(slash(c[5])), "own"])
    write("peoples.tsv", """Peoples and parts of states by adjective and demonym; their key is the state they act in, or a name of their own. Own knowledge.""",
          "key sector name adjectives singular plural source".split(), rows)
    taken, rows = set(), []
    for c in hand("media.txt"):
        names = taken_filter([c[3]] + slash(c[4]), taken)
        if not names:
            continue
        if c[3].startswith("=") and len(names) > 1:
            names = names[1:] + names[:1]
        rows.append([c[0], c[1], c[2], names[0], "|".join(names[1:]), "own"])
    write("media.tsv", "News agencies, broadcasters, newspapers, outlets. Own knowledge.",
          "key country class name names source".split(), rows)
    taken, rows = set(), []
    for c in hand("collectives.txt"):
        names = taken_filter([n[4:] if n.startswith("the ") else n for n in slash(c[2])], taken)
        rows.append([c[0], c[1], "|".join(names), "own"])
    write("collectives.tsv", "Collectives without an organisation (codebook, sections 3 and 10). Own knowledge.",
          "key sector names source".split(), rows)


main()
