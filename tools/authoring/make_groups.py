"""data/names/groups.tsv from groups.txt (own knowledge) and UCDP Actor 22.1 (CC BY 4.0)."""
import os
import re
from common import NAMES, facts, fold, hand, plain, unique, write

LOCATION = {"myanmar burma": "MMR", "dr congo zaire": "COD", "russia soviet union": "RUS", "yemen north yemen": "YEM", "serbia yugoslavia": "SRB",
            "cambodia kampuchea": "KHM", "zimbabwe rhodesia": "ZWE", "bosnia herzegovina": "BIH", "madagascar malagasy": "MDG",
            "united states of america": "USA", "vietnam north vietnam": "VNM", "congo": "COG", "macedonia fyr": "MKD"}
SKIP = re.compile(r"^(Forces of|Military [Ff]action|Supporters of|Government|Republic of)|faction|insurgents|[Cc]lan\b|\(|/|,| - |irregulars|militia of|subclan|Students?'? |Christians|Muslims")


def slug(text):
    return "-".join(re.findall(r"[a-z0-9]+", plain(text).lower().replace("'", "")))


def main():
    iso = dict(LOCATION)
    for cells in hand("states.txt"):
        for name in [cells[1]] + cells[2].split("/"):
            iso.setdefault(fold(name), cells[0])
    other_tables = set()
    for name in ("bodies", "organisations", "regions", "peoples", "media", "places"):
        for line in open(os.path.join(NAMES, name + ".tsv"), encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            other_tables.update(fold(n.lstrip("=")) for cell in cells[:6] for n in cell.split("|"))
    rows, keys, folded_taken = [], set(), set()
    for cells in hand("groups.txt"):
        cells += [""] * (8 - len(cells))
        key, country, sector, kind, name, others, begin, end = cells
        names = [o for o in others.split("/") if o and o != "-"]
        mine, keep = {fold(name)}, []
        assert fold(name) not in folded_taken, name
        for other in names:
            f = fold(other.lstrip("="))
            if f.startswith("the "):
                continue
            if f in folded_taken or f in mine and plain(other) == plain(name):
                continue
            mine.add(f)
            keep.append(other)
        folded_taken |= mine
        assert key not in keys, key
        keys.add(key)
        rows.append([key, country, sector, kind, name, "|".join(unique(keep)), begin, end, "own"])
    for row in facts("armed_groups_ucdp.tsv"):
        if row["org"] != "formally organized non-state":
            continue
        short, full = row["name"].replace("’", "'"), row["name_full_en"].replace("’", "'")
        if SKIP.search(short) or SKIP.search(full) or full == "n/a":
            continue
        country = iso.get(fold(row["location"].split(",")[0]), "")
        original = row["name_full"].replace("’", "'") if "name_full" in row else ""
        is_acronym = short.upper() == short and " " not in short
        name = full if is_acronym else short
        if len(fold(name)) < 4 or len(fold(name).split()) < 2 and is_acronym or fold(name) in folded_taken:
            continue
        names = []
        for other in (short, full, original):
            f = fold(other)
            if not other or f == fold(name) or f in folded_taken or f in {fold(n) for n in names} or SKIP.search(other):
                continue
            if other == short and is_acronym and len(f.replace(" ", "")) < 4:
                continue
            if len(f) < 4 or not plain(other).isascii() or len(f.split()) > 12:
                continue
            if other == full and not is_acronym and len(f.split()) < 3:
                continue  # a translated name that may be anybody's: "Islamic Army"
            names.append(("=" if other == short and is_acronym else "") + other)
        if len(fold(name).split()) < 2 and not is_acronym and fold(name) in {"ninjas", "cobras", "amal", "front", "highlanders"}:
            continue
        if fold(name) in other_tables or re.search(r"\b(Congress|Communist Party|Democratic Party|Revolutionary Council|National Front)\b", name) or name in ("Estados Unidos", "People's Army"):
            continue
        names = [n for n in names if fold(n.lstrip("=")) not in other_tables]
        sector = "CRM" if re.search(r"[Cc]artel|\b[Gg]ang\b|Comando|Commando Vermelho|Familia", name) else "REB"
        key = slug(name)
        if key in keys or fold(name) in iso:
            continue
        keys.add(key)
        folded_taken |= {fold(name)} | {fold(n) for n in names}
        rows.append([key, country, sector, "criminal" if sector == "CRM" else "armed", name, "|".join(names), "", "", "UCDP " + row["ucdp_id"]])
    write("groups.tsv", """Armed groups, movements, parties, associations, companies. Own knowledge ("own") and UCDP Actor Dataset 22.1 (ucdp.uu.se, CC BY 4.0,
with its id). key: short lower-case name with hyphens (codebook, section 3). class: armed, party, movement, ngo, company, criminal, union, institute, coalition.""",
          "key country sector class name names from to source".split(), rows)


main()
