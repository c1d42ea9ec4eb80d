"""data/names/states.tsv from states.txt (names by hand) and the facts (codes)."""
from common import facts, fold, hand, unique, write

COW = {"CZE": "316", "CSK": "315", "DDR": "265", "SUN": "365", "YUG": "345", "DEU": "255", "COG": "484",
       "COD": "490", "RVN": "817", "YMD": "680", "SRB": "345", "VNM": "816", "YEM": "679", "CPV": "402",
       "KOR": "732", "ATG": "58", "KNA": "60", "FSM": "987", "SWZ": "572", "MKD": "343", "TLS": "860", "BIH": "346"}
GW = {"CZE": "316", "CSK": "315", "DDR": "265", "SUN": "365", "YUG": "345", "DEU": "260", "COG": "484",
      "COD": "490", "RVN": "817", "YMD": "680", "SRB": "340", "VNM": "816", "YEM": "678", "KOR": "732",
      "PRK": "731", "SCG": "345", "SWZ": "572", "MKD": "343", "TLS": "860", "RUS": "365", "IRN": "630",
      "KGZ": "703", "BIH": "346", "TUR": "640", "TZA": "510", "CIV": "437", "BLR": "370", "ITA": "325"}
ISO3166_3 = {"SUN": ("SU", "810"), "YUG": ("YU", "891"), "SCG": ("CS", "891"), "DDR": ("DD", "278"),
             "CSK": ("CS", "200"), "YMD": ("YD", "720"), "RVN": ("", ""), "KOS": ("XK", "")}


def code_by_name(rows, name_column, code_column):
    return {fold(row[name_column].split(" (")[0]): row[code_column] for row in rows}


def parts(cell):
    return [] if cell in ("", "-") else cell.split("/")


def main():
    iso = {row["iso3"]: (row["iso2"], row["iso_num"]) for row in facts("states.tsv")}
    iso.update(ISO3166_3)
    cow = code_by_name(facts("cow_states.tsv"), "statenme", "ccode")
    gw = code_by_name(facts("gw_states.tsv"), "statename", "gwcode")
    rows = []
    for cells in hand("states.txt"):
        cells += [""] * (10 - len(cells))
        key, name, other, former, adjectives, singular, plural, capital, begin, end = cells
        adjective = parts(adjectives)
        one = adjective if singular == "=" else parts(singular)
        many = {"s": [a + "s" for a in (adjective if singular == "=" else one)], "=": adjective}.get(
            plural, parts(plural))
        names = unique([name] + parts(other) + parts(former))
        find = lambda table, fixed: fixed.get(key) or next(
            (table[fold(n)] for n in names if fold(n) in table), "")
        iso2, number = iso[key]
        rows.append([key, iso2, number, find(cow, COW), find(gw, GW), begin, end, name,
                     "|".join(parts(other)), "|".join(parts(former)), "|".join(adjective),
                     "|".join(one), "|".join(many), "|".join(parts(capital)), "own"])
    write("states.tsv", """States and territories, present and former. key: ISO 3166-1 alpha-3; KOS Kosovo; former states by ISO 3166-3
(RVN South Vietnam: Gleditsch-Ward). Names, adjectives, demonyms, capitals: own knowledge ("own"). iso2, number: ISO 3166
(datasets/country-codes, PDDL). cow: Correlates of War state list 2016; gw: Gleditsch-Ward state list. from, to: when
a former state existed. A name is written as it must stand in a text; "=CAR": only in exactly these capitals.""",
          "key iso2 number cow gw from to name names former adjectives singular plural capital source".split(),
          rows)


main()
