"""data/names/organisations.tsv from organisations.txt and the members of the facts."""
from common import facts, hand, unique, write


def main():
    members = {row["acronym"]: row["members_iso3"] for row in facts("organisations.tsv")}
    states = {cells[0] for cells in hand("states.txt")}
    fixes = {"XKX": "KOS", "UNK": "KOS"}
    rows = []
    for cells in hand("organisations.txt"):
        cells += [""] * (8 - len(cells))
        key, sector, kind, name, others, begin, end, acronym = cells
        found = "" if kind == "organ" else members.get(acronym or key, "")
        iso = [fixes.get(m, m) for m in found.split("|") if m]
        iso = unique(m for m in iso if m in states)
        others = [o for o in others.split("/") if o and o != "-" and o != name]
        rows.append([key, sector, kind, name, "|".join(others), begin, end, "|".join(iso),
                     "own" + (", members: Factbook 2026-05" if iso else "")])
    write("organisations.tsv", """Intergovernmental organisations, their organs, groupings of states. Names: own knowledge. Members: CIA World Factbook
2026-05 (public domain, CC0 by factbook.json), a few put right by hand. Rows of class organ belong to the organisation whose key they carry.""",
          "key sector class name names from to members source".split(), rows)


main()
