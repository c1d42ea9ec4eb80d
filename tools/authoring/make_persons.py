"""data/names/persons.tsv: who held which office when.

Sources, best first: persons.txt (own knowledge), every-politician-scrapers and ministerquiz (Wikidata, CC0), Factbook
2026-05 (CC0), REIGN 2021-03 (MIT), visits to the United States (HistoryAtState, CC0), CIA World Leaders 2019-06 (public
domain). Left out for their licences: Archigos, CountryInfo, open-data-archive. Offices are brought to those of
titles.tsv; sub-national offices keep a general one ("Governor").
"""
import collections
import os
import re
from common import NAMES, facts, fold, hand, plain, unique, write

MONARCHS = {"GBR": "King", "ESP": "King", "NLD": "King", "BEL": "King", "SWE": "King", "NOR": "King", "DNK": "King",
            "SAU": "King", "JOR": "King", "MAR": "King", "BHR": "King", "THA": "King", "KHM": "King", "MYS": "King",
            "LSO": "King", "SWZ": "King", "BTN": "King", "TON": "King", "KWT": "Emir", "QAT": "Emir", "OMN": "Sultan",
            "BRN": "Sultan", "JPN": "Emperor", "VAT": "Pope", "LUX": "Grand Duke", "MCO": "Prince", "LIE": "Prince",
            "IRN": "Supreme Leader", "PRK": "Supreme Leader", "AFG": "Supreme Leader"}
REALMS = set("AUS NZL CAN JAM BHS GRD PNG SLB TUV LCA VCT ATG BLZ KNA".split())
PRESIDENTIAL = set("""USA RUS BLR IRN BRA ARG CHL COL VEN PER BOL ECU PRY URY MEX GTM HND SLV NIC CRI PAN DOM CUB HTI PHL IDN
KOR TUR AZE KAZ UZB TKM TJK KGZ SYR EGY YEM SDN SSD NGA GHA KEN UGA TZA ZMB ZWE ZAF AGO MOZ NAM BWA MWI RWA BDI COD COG GAB CMR
CAF TCD NER MLI BFA SEN GMB GIN GNB SLE LBR CIV BEN TGO GNQ ERI DJI COM SYC MDG TUN DZA LKA MDV CYP ARE FRA TWN KIR NRU PLW FSM
MHL TLS MMR AFG SUR GUY IRQ CHN VNM LAO PRK GEO UKR BIH""".split())
HEADS = {"DEU": "Chancellor", "AUT": "Chancellor"}
LEADER = {k: v for k, v in MONARCHS.items() if k in
          "SAU JOR MAR BHR KWT QAT OMN SWZ BRN IRN PRK LUX MCO LIE BTN TON VAT".split()}
LEADER.update({"CHN": "General Secretary", "CUB": "President", "VNM": "General Secretary", "LAO": "General Secretary",
               "DEU": "Chancellor", "AUT": "Chancellor", "SUN": "General Secretary", "CHE": "President"})

PORTFOLIOS = [
    ("Foreign Minister", r"\b(foreign (?!trade)|external (affairs|relations)|foreign$|intl\.? relations|international relations|exterior)"),
    ("Defence Minister", r"\b(national )?(?<!civil )(?<!war )(defen[cs]e|armed forces)\b(?! (product|materiel|equip|scien|person|procure|and space))"),
    ("Interior Minister", r"\b(interior|internal (?!trade)|home (affairs|department)|homeland|public (security|safety|order)|police)\b"),
    ("Justice Minister", r"\bjustice\b"), ("Finance Minister", r"\b(finance|treasury|exchequer|budget)\b"),
    ("Health Minister", r"\bhealth\b"), ("Education Minister", r"\b(education|universit)"),
    ("Energy Minister", r"\b(energy|oil|petroleum|mines|mining|electricity|natural resources|nuclear)\b"),
    ("Trade Minister", r"\b(trade|commerce)\b"), ("Economy Minister", r"\becon"),
    ("Agriculture Minister", r"\b(agri|farm|fisher|food|forest|livestock)"),
    ("Environment Minister", r"\b(environment|climate|ecolog|water)"),
    ("Transport Minister", r"\b(transport|rail|infrastructure|roads|aviation|public works|ports)"),
    ("Immigration Minister", r"\bimmigration\b"), ("Intelligence Minister", r"\bintelligence\b"),
    ("Security Minister", r"\bsecurity\b"), ("Europe Minister", r"\beurope"),
    ("Information Minister", r"\b(information|communicat|telecom|media|digital)"),
    ("Labour Minister", r"\b(labou?r|employment|work)\b"), ("Industry Minister", r"\b(industr|business|enterprise)"),
    ("Science Minister", r"\b(science|technolog|research)"), ("Culture Minister", r"\bcultur"),
    ("Sports Minister", r"\b(sport|youth)"), ("Tourism Minister", r"\btourism"), ("Planning Minister", r"\bplanning"),
    ("Religious Affairs Minister", r"\breligio"), ("Unification Minister", r"\bunification"),
    ("Emergencies Minister", r"\bemergenc"), ("Development Minister", r"\bdevelopment"),
    ("Social Affairs Minister", r"\b(social|welfare|women|family)"),
]
FIXED = [  # whole office, in small letters
    (r"(state |federal |acting |interim |transition(al)? )?presidents?|president of (the )?(republic|presidency).*|co-?president|president, presidential council|"
     r"interim president|(chairman|member) of the presidency", "President"),
    (r"(acting |interim |caretaker |transition |gnu interim |cnsp )?prime ministers?|premier( of the (state council|people'?s republic of china))?|taoiseach|president of the (government|executive yuan)( of)?|"
     r"(president|chairman|chairperson) of the (council of ministers|cabinet of ministers).*|(acting )?premier|minister-president|crown prince and prime minister|minister of state of monaco|sultan and prime minister", "Prime Minister"),
    (r"(federal )?chancellor", "Chancellor"), (r"king", "King"), (r"queen", "Queen"), (r"emir|amir", "Emir"), (r"sultan", "Sultan"), (r"emperor", "Emperor"),
    (r"supreme leader.*|taliban leader", "Supreme Leader"), (r"pope", "Pope"), (r"grand duke", "Grand Duke"), (r"prince", "Prince"), (r"crown prince.*", "Crown Prince"),
    (r"(first |second |executive )?vice[- ]president( of (the )?(republic|people'?s republic of china|united states|india|.*iran))?", "Vice President"), (r"deputy president", "Vice President"), (r"secretary of the national security and defen[cs]e council", "National Security Adviser"),
    (r"(first |second |third )?(deputy|vice)[- ](prime minister|premier|chancellor|chairman of the (cabinet|government|council) of ministers).*|vice premier.*|deputy chairman of the (cabinet of ministers|government)", "Deputy Prime Minister"),
    (r"(united states |u\.?s\.? )?secretary of state", "Secretary of State"),
    (r"deputy secretary of state", "Deputy Secretary of State"), (r"assistant secretary of state.*", "Assistant Secretary of State"),
    (r"(.*secretary of state|minister|secretary|.*minister) (for|of) (foreign|foreign and commonwealth) affairs.*", "Foreign Minister"),
    (r"chancellor of the exchequer|secretary of the treasury|treasurer( of australia)?", "Finance Minister"),
    (r"home secretary|secretary of state for the home department", "Interior Minister"),
    (r"attorney[- ]general.*", "Attorney General"), (r"(deputy|assistant|solicitor).*attorney general|solicitor[- ]general", "Deputy Minister"),
    (r"(prosecutor|procurator)[- ]general.*|general prosecutor|chief prosecutor|director of public prosecutions", "Prosecutor General"),
    (r"chief justice.*|president of the (supreme court|constitutional court|supreme people'?s court).*", "Chief Justice"),
    (r"(associate |puisne )?(justice|judge) of (the )?.*(court|justice).*|.*court (justice|judge)|supreme court justice", "Judge"),
    (r"(parliament )?(speaker|president|chairman|chairperson|chair|marshal) of (the )?(senate|sejm|house.*|.*assembly|.*parliament|.*chamber.*|federal council|.*duma|verkhovna rada|seimas|supreme council|legislative.*|knesset|majlis|national council|lok sabha|rajya sabha|.*congress.*|bundestag|storting|riksdag|saeima|folketing|council of the republic|riigikogu|jogorku kenesh)( of .*)?|speaker", "Speaker of Parliament"),
    (r"(un|united nations|u\.n\.) ambassador|(permanent representative|ambassador) to the (un\b|united nations).*", "Ambassador to the United Nations"),
    (r"ambassador.*|high commissioner (to|of).*|permanent representative.*|consul general.*|head of (the )?mission.*", "Ambassador"),
    (r"governor of the (central|national|reserve|state|people'?s) bank.*|(president|chair\w*|governor) of (the )?(central|national|federal|reserve|bundes)\s?bank.*|governor of the bank of .*|chair of the federal reserve|central bank governor.*", "Central Bank Governor"),
    (r"governor[- ]general.*|represented by governor[- ]general.*", "Governor-General"),
    (r"(lieutenant |acting |deputy )?governor( of .*)?|prefect of .*|represented by governor", "Governor"),
    (r"(lord )?mayor( of .*)?", "Mayor"), (r"(chief|first) minister( of .*)?|premier of .*|president of the government of .*", "Premier of a region"),
    (r"(chief of (the )?(general|defen[cs]e|national defence general|supreme defence|military) ?(staff|force|forces|intelligence)?.*|chair(man|person)? of the (joint )?chiefs of staff.*|chief of defen[cs]e.*|chief of (the )?(armed|defence) forces.*)", "Chief of the General Staff"),
    (r"chief of (the )?army staff|(chief of staff|commander) of the army.*|chief of army", "Army Chief"),
    (r"(supreme )?commander[- ]in[- ]chief.*", "Commander-in-Chief"), (r"commander.*", "Commander"),
    (r"chief of (the )?(naval staff|navy|naval operations).*|chief of staff of the navy", "Navy Chief"),
    (r"chief of (the )?air (staff|force).*|chief of staff of the (u\.?s\.? )?air force", "Air Force Chief"),
    (r"national security advis[eo]r.*|secretary of (the )?security council.*|assistant to the president for national security affairs", "National Security Adviser"),
    (r"director(-general)? of (the )?(cia|central intelligence.*|fbi|national intelligence.*|mossad|shin bet|general intelligence.*|mi[56]|federal security.*|federal bureau.*|national security agency|.*intelligence.*)|head of the (security service|.*intelligence.*)", "Intelligence Chief"),
    (r".*police (chief|commissioner|commander.*)|chief of (the )?(national )?police.*|inspector[- ]general of police", "Police Chief"),
    (r".*(press secretary|spokes(man|person|woman)).*", "Spokesperson"),
    (r"(white house |downing street )?chief of staff.*|head of the presidential administration.*|.*presidential administration", "Chief of Staff"),
    (r"first lady.*", "First Lady"),
    (r"general secretary.*|first secretary.*communist.*|(leader|chair\w*) of the (communist|workers).*", "General Secretary"),
    (r"minister (without portfolio|of state)|minister|cabinet minister|(first )?minister to the .*|chancellor of the duchy of lancaster|lord privy seal|chief secretary to the treasury|leader of the house.*", "Minister"),
    (r"(state secretary|parliamentary secretary).*|(parliamentary )?under-?secretary.*|parliamentary under.*|.*under-?secretary.*", "State Secretary"),
    (r"(us|u\.s\.|united states) trade representative", "Trade Minister"),
    (r"(member|chair\w*|president) of (the )?(.*sovereign.*|state affairs commission.*|.*governing council.*|sac|.*military council.*|national transition.*)", "Official"),
    (r"secretary[- ]general.*|director[- ]general.*|.*advis[eo]r.*|counsel+or.*|director.*|administrator.*|commissioner.*|.*cabinet secretary.*|state councilor.*|head of .*|chair(man|person|woman)?( of)? .*|president of .*|deputy secretary.*|deputy leader.*|secretary.*|envoy.*|special .*", "Official"),
]
FIXED = [(re.compile("(?:" + p + r")$"), office) for p, office in FIXED]
PORTFOLIOS = [(office, re.compile(p)) for office, p in PORTFOLIOS]
MINISTER = re.compile(r"\b(minister|secretary of state for|secretary of|min\.)\b")
LOWER = re.compile(r"\b(deputy|vice|assistant|associate|junior|parliamentary|under-?secretary|under secretary|shadow|undersecretary|minister[- ]delegate|minister of state (for|of|in)|state minister)\b")
SENIOR_US = re.compile(r"^secretary of (the )?(army|navy|air force)")
LOCAL = re.compile(r"\b(quebec|ontario|western cape|gauteng|of .* (state|province|oblast|county|district))\b")


def office_of(text, iso):
    low = plain(text).lower().strip().replace("&", "and")
    low = re.sub(r"\s*\(.*?\)", "", low)
    if low in ("head of state", "head of government", "effective leader"):
        if low == "head of state":
            return None if iso in REALMS else MONARCHS.get(iso, "President")
        if low == "head of government":
            return "President" if iso in ("IRN", "USA", "BRA", "ARG", "TUR", "KOR", "PHL", "IDN", "MEX", "CHL", "COL",
                                          "KEN", "NGA", "ZAF", "GHA", "VEN", "BOL", "PER", "ECU", "CYP", "AFG") else HEADS.get(iso, "Prime Minister")
        return LEADER.get(iso, "President" if iso in PRESIDENTIAL else "Prime Minister")
    if low == "foreign secretary" and iso != "GBR":
        return "Deputy Foreign Minister"  # a civil servant in India, Pakistan, Bangladesh
    if SENIOR_US.match(low):
        return "Undersecretary"
    if low.startswith("secretary of the national security"):
        return "National Security Adviser"
    if MINISTER.search(low) and not low.startswith(("prime minister", "deputy prime", "chief minister")):
        is_low = LOWER.search(low)
        for office, pattern in PORTFOLIOS:
            if pattern.search(low):
                if is_low:
                    return {"Foreign Minister": "Deputy Foreign Minister", "Defence Minister": "Deputy Defence Minister"}.get(office, "Deputy Minister")
                if iso == "USA" and office == "Interior Minister" and "interior" in low:
                    return "Minister"
                return office
    for pattern, office in FIXED:
        if pattern.match(low):
            return office
    if "minister" in low:
        return "Deputy Minister" if LOWER.search(low) else "Minister"
    return None


FULL = re.compile(r"^\d{4}(-\d\d)?(-\d\d)?$")


def day(text, is_end):
    """A sortable full date of a partial one."""
    if not FULL.match(text or ""):
        return ""
    parts = text.split("-")
    if len(parts) == 1:
        parts += ["12", "31"] if is_end else ["01", "01"]
    elif len(parts) == 2:
        import calendar
        parts.append(f"{calendar.monthrange(int(parts[0]), int(parts[1]))[1]:02d}" if is_end else "01")
    return "-".join(parts)


class Person:
    def __init__(self, name, iso, wikidata=""):
        self.name, self.iso, self.wikidata = name, iso, wikidata
        self.variants, self.terms, self.sources, self.short, self.sector = [], [], [], [], ""

    def add(self, office, begin, end, source, key=""):
        if end and begin and begin > end:
            return
        self.terms.append((key or self.iso, office, begin, end, source))
        if source not in self.sources:
            self.sources.append(source)


ISO = {"UNK": "KOS", "XKX": "KOS", "XK": "KOS"}
NAMES_TO_ISO = {}
SOVEREIGN = set()


def table(name):
    """Rows of a table of data/names."""
    lines = [line.rstrip("\n").split("\t") for line in open(os.path.join(NAMES, name), encoding="utf-8") if not line.startswith("#")]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def states():
    known = {}
    for cells in hand("states.txt"):
        for name in [cells[1]] + cells[2].split("/") + cells[3].split("/"):
            NAMES_TO_ISO[fold(name.lstrip("="))] = cells[0]
        known[cells[0]] = cells[1]
    NAMES_TO_ISO.update({"korea north": "PRK", "korea south": "KOR", "congo democratic republic of the": "COD",
                         "congo republic of the": "COG", "gambia the": "GMB", "bahamas the": "BHS", "ussr": "SUN",
                         "burma": "MMR", "macedonia": "MKD", "united arab emirates": "ARE", "soviet union": "SUN"})
    return known


BLOCKED = {"Cara de picha"}  # vandalism in the source


PARTICLES = set("al el bin ben ibn abd abdul abdel abu van von der den de da do dos das del della di la le du ten ter st mac mc san".split())
SUFFIX = re.compile(r",? (Jr|Sr|I{1,3}|IV|V|VI|PhD|OBE)\.?$")
EAST_ASIA = set("CHN TWN PRK KOR HKG VNM MAC KHM SGP".split())


def shorts_of(name, iso, caps=""):
    """By what a report calls the person after the first time: mostly the last word."""
    clean = SUFFIX.sub("", re.sub(r"\s*[\"“(].*?[\"”)]", "", name)).strip()
    words = clean.split()
    if len(words) < 2 or re.search(r" (I|II|III|IV|V|VI|VII|VIII|XVI|XIV|X)$", name):
        return []
    if caps:
        out = [caps]
    elif iso in EAST_ASIA and len(words) in (2, 3) and (len(words[0]) <= 5 or "-" in words[-1]):
        ends = {"VNM": [words[-1]], "SGP": [words[0]], "KHM": [words[0], words[-1]]}
        out = ends.get(iso, [words[0]])
    elif iso == "MMR" or iso == "IDN" and len(words) == 1:
        out = []
    else:
        begin = len(words) - 1
        while begin > 1 and fold(words[begin - 1]) in PARTICLES:
            begin -= 1
        out = [" ".join(words[begin:])]
        if begin < len(words) - 1:
            out.append(words[-1])
    more = []
    for short in out:
        stripped = re.sub(r"^(al|el|Al|El|as|ash|at|an|ar)[- ]", "", short)
        if stripped != short and stripped[:1].isupper():
            more += [stripped, "al-" + stripped]
        if "-" in short and short.split("-")[0].lower() not in ("al", "el"):
            pass
        if "’" in short:
            more.append(short.replace("’", "'"))
    return [s for s in unique(out + more) if len(fold(s)) > 1]


def caps_surname(variants):
    """The CIA writes the surname in capitals: 'Assimi GOITA'."""
    for variant in variants:
        caps = [w for w in variant.split() if len(w) > 1 and plain(w).upper() == plain(w) and any(c.isalpha() for c in w)]
        if caps and len(caps) < len(variant.split()):
            return " ".join(w.title() if "-" not in w else "-".join(p.title() for p in w.split("-")) for w in caps)
    return ""


def title_case(name):
    words = []
    for word in name.split():
        letters = plain(word)
        words.append(word.capitalize() if len(letters) > 2 and letters.isupper() and "." not in word else word)
    return " ".join(words)


BAD_NAME = re.compile(r"co-prince|^and |represented|reside|also |council|territor|\(|president|minister|government|confederation|spain|china |french polynesia|pontifical|affairs|vacant|unknown|bailiff|superior|chairperson", re.I)


def main():
    known = states()
    SOVEREIGN.update(row["key"] for row in table("states.tsv") if row["cow"] != "-" or row["key"] in ("PSE", "KOS", "TWN", "HKG", "MAC", "VAT", "SRB"))
    SOVEREIGN.discard("AND")
    persons, by_key, by_qid = [], collections.defaultdict(list), {}

    def index(person, name):
        f = fold(name)
        if person not in by_key[(person.iso, f)]:
            by_key[(person.iso, f)].append(person)
        words = f.split()
        if len(words) > 1 and person not in by_key[(person.iso, words[0], words[-1])]:
            by_key[(person.iso, words[0], words[-1])].append(person)
        if len(words) > 1:
            by_key[(person.iso, skeleton(words[0]), skeleton(words[-1]), "s")].append(person)

    def new(name, iso, qid=""):
        person = Person(name, iso, qid)
        persons.append(person)
        index(person, name)
        return person

    def find(iso, name):
        words = fold(name).split()
        found = by_key.get((iso, " ".join(words))) or (by_key.get((iso, words[0], words[-1])) if len(words) > 1 else None)
        if not found and len(words) > 1:
            found = by_key.get((iso, skeleton(words[0]), skeleton(words[-1]), "s"))
        return found[0] if found else None

    rows = [r for r in facts("leaders.tsv.gz")]
    for row in rows:  # own fixes of the codes; one source was decoded wrongly
        if "Ã" in row["name"]:
            try:
                row["name"] = row["name"].encode("latin-1").decode("utf-8")
            except UnicodeError:
                pass
        row["iso3"] = ISO.get(row["iso3"], row["iso3"]) or NAMES_TO_ISO.get(fold(row["country"]), "")

    # 0. persons.txt, by hand
    for cells in hand("persons.txt"):
        cells += [""] * (7 - len(cells))
        name, others, iso, sector, terms, short, qid = cells
        person = new(name, iso)  # the id comes from Wikidata's own row
        person.sector = sector
        person.is_hand = True
        person.variants += [v for v in others.split("/") if v and v != "-"]
        person.hand_n = len(person.variants)
        person.short += [s for s in short.split("/") if s and s != "-"]
        for variant in person.variants:
            index(person, variant)
        person.sources.append("own")
        for term in [t.strip() for t in terms.split("|") if t.strip() and t.strip() != "-"]:
            office, span = term.rsplit(" ", 1)
            begin, end = span.split("..")
            key, _, rest = office.rpartition(":")
            person.add(rest, day(begin, False), day(end, True), "own", key)

    # 1. Wikidata
    undated = []
    for row in sorted(rows, key=lambda row: row["source"].startswith("wikidata")):
        source = row["source"]
        if not (source.startswith("every-politician") or source.startswith("wikidata")) or row["iso3"] not in known:
            continue
        office = office_of(row["office"], row["iso3"])
        name = row["name"].strip()
        if not office or not name or re.match(r"^Q\d+$", name) or len(name) > 60:
            continue
        qid = row["wikidata"]
        person = by_qid.get(qid) or find(row["iso3"], name)
        if source.startswith("wikidata") and (person and person.iso != row["iso3"] or row["iso3"] not in SOVEREIGN):
            continue
        if person and person.wikidata and qid and person.wikidata != qid:
            person = None
        if not person:
            person = new(re.sub(r"\s*\(.*\)$", "", name), row["iso3"], qid)
        if qid and not person.wikidata:
            person.wikidata = qid
        if qid:
            by_qid[qid] = person
        person.variants += [v for v in row["variants"].split("|") if v and "(" not in v]
        if getattr(person, "is_hand", False) and office in {t[1] for t in person.terms}:
            continue
        if office == "Queen" and row["iso3"] != "GBR" or not row["from"] and not row["to"] and source.startswith("every"):
            if office not in ("Judge",):
                person.add(office, "", "", "wikidata", row["iso3"]) if not person.terms else None
            continue
        begin, end = day(row["from"], False), day(row["to"], True)
        if source.startswith("wikidata"):  # ministerquiz: in office in 2026, since when is not told
            if "cil" in name and "Council" in name or name in BLOCKED:
                continue
            undated.append((person, office, row["iso3"]))
            continue
        person.add(office, begin, end, "wikidata", row["iso3"])

    # 2. Factbook: today's heads, with beginnings
    for row in rows:
        if row["source"] != "factbook" or row["iso3"] not in SOVEREIGN or BAD_NAME.search(row["name"]):
            continue
        iso = row["iso3"]
        office = office_of(row["office"], iso) or office_of(row["role"], iso)
        if iso in REALMS and office in ("King",) or not office or len(known.get(iso, "")) == 0:
            continue
        name = title_case(re.sub(r"^(Gen\.|Capt\.|Sr\.|Sir|Dr\.|Dame|Chairperson|Lt\.|Col\.) ?(Gen\.)? ?(Dr\.)?", "", row["name"])).strip()
        name = re.sub(r",? Jr\.$", "", name)
        caps = caps_surname(row["variants"].split("|"))
        person = find(iso, name)
        if not person and caps:  # the same surname in the same office today
            last = fold(caps).split()[-1]
            same = [p for p in persons if p.iso == iso and last in fold(p.name).split() and
                    any(t[1] == office and not t[3] for t in p.terms)]
            person = same[0] if len(same) == 1 else None
        if not person:
            person = new(name, iso)
            if caps and len(caps.split()) <= 2:
                person.short.append(caps)
        else:
            person.variants.append(name)
        person.add(office, day(row["from"], False), "", "factbook")

    for person, office, iso in undated:
        is_president_too = office == "Prime Minister" and any(t[1] == "President" and not t[3] for t in person.terms)
        if not is_president_too and not any(t[1] == office and not t[3] for t in person.terms):
            person.add(office, "2026-01-01", "", "wikidata", iso)

    # 3. visits to the United States: full names with an office on a day
    visit = re.compile(r"^(?:Acting |Interim |Former )?(President|Prime Minister|Premier|King|Chancellor|Emir|Sultan|Foreign Minister|Crown Prince|Emperor|Vice President|Queen|General Secretary|Taoiseach) (.*)$")
    for row in facts("us_foreign_leader_visits.tsv"):
        match = visit.match(row["visitor"])
        iso = NAMES_TO_ISO.get(fold(row["from_country"].strip()), "")
        if not match or iso not in known or row["start"] < "1945" or "Former" in row["visitor"]:
            continue
        office = office_of(match.group(1), iso)
        name = re.sub(r"\s*\(.*\)|^(General|Gen\.|Colonel|Marshal|Dr\.|Sir|Lt\.) ", "", match.group(2)).strip(" ,.")
        if len(name.split()) < 2 or len(name.split()) > 6 or "," in name or " and " in name:
            continue
        person = find(iso, name)
        if not person:
            person = new(name, iso)
        elif fold(name) != fold(person.name):
            person.variants.append(name)
        person.add(office, row["start"], row["end"] or row["start"], "visits")

    # 4. REIGN: effective leaders 1950-2021 by surname
    reign = collections.defaultdict(list)
    for row in rows:
        if row["source"] == "REIGN" and (row["iso3"] in known):
            reign[(row["iso3"], row["name"])].append((day(row["from"], False), day(row["to"], True)))
    heads = {"President", "Prime Minister", "King", "Emir", "Sultan", "Chancellor", "Supreme Leader", "General Secretary", "Queen", "Head of State"}
    for (iso, name), spans in reign.items():
        name = re.sub(r"^([A-Z]\. ?)+", "", name)
        words = fold(name).split()
        candidates = [p for p in persons if p.iso == iso and set(words) <= set(re.split(r"[ ]", fold(p.name + " " + " ".join(p.variants)))) and
                      any(t[1] in heads for t in p.terms)]
        near = [p for p in candidates if any(t[1] in heads and any((not t[3] or t[3] >= b) and (not t[2] or t[2] <= (e or "9999")) for b, e in spans) for t in p.terms)]
        chosen = near[0] if near else (candidates[0] if len(candidates) == 1 else None)
        if chosen:
            has = {t[1] for t in chosen.terms if t[1] in heads and t[4] not in ("visits",) and t[2]}
            if not has:
                visited = [t[1] for t in chosen.terms if t[1] in heads]
                for begin, end in spans:
                    chosen.add(visited[0] if visited else office_of("effective leader", iso), begin, "" if end >= "2021-03" else end, "REIGN")
            continue
        if len(words) >= 2 and spans[0][0] >= "1960":
            person = find(iso, name) or new(name, iso)
            for begin, end in spans:
                person.add(office_of("effective leader", iso), begin, "" if end >= "2021-03" else end, "REIGN")

    # 5. CIA World Leaders, June 2019: who was in office; the year around is assumed
    for row in rows:
        if not row["source"].startswith("CIA World") or row["iso3"] not in known or BAD_NAME.search(row["name"]):
            continue
        office = office_of(row["office"], row["iso3"])
        if not office or office == "Official" or len(row["name"].split()) < 2:
            continue
        name = title_case(row["name"])
        name = re.sub(r",? (Jr|Sr|Dr|Gen|Col|Maj|Brig|Lt|Ret)\.?,?", "", name).strip(" ,")
        person = find(row["iso3"], name)
        caps = caps_surname(row["variants"].split("|"))
        if not person:
            person = new(name, row["iso3"])
            if caps and len(caps.split()) <= 2 and len(fold(caps)) > 2:
                person.short.append(caps)
        elif fold(name) != fold(person.name):
            person.variants.append(name)
        if not any(t[1] == office for t in person.terms) and not getattr(person, "is_hand", False):
            person.add(office, "2018-07-01", "2020-06-30", "CIA 2019-06")
    join_same(persons)
    persons = [p for p in persons if not getattr(p, "is_gone", False)]
    demote_snapshot(persons)
    emit([p for p in persons if not getattr(p, "is_gone", False)], by_qid)


def overlaps(a, b):
    return (not a[3] or not b[2] or b[2] <= a[3]) and (not b[3] or not a[2] or a[2] <= b[3])


HIGH = {"President", "Prime Minister", "King", "Chancellor", "Foreign Minister", "Defence Minister", "Supreme Leader", "Emir", "Sultan",
        "Interior Minister", "Finance Minister", "Vice President", "Secretary of State", "General Secretary", "Crown Prince", "Commander-in-Chief",
        "Chief of the General Staff", "National Security Adviser", "Speaker of Parliament"}


def same_name(a, b):
    """Do two names of one country read as one person: same surname, or one name within the other?"""
    for first in [a.name] + a.variants:
        for second in [b.name] + b.variants:
            x = [skeleton(w) for w in fold(first).split() if w not in PARTICLES]
            y = [skeleton(w) for w in fold(second).split() if w not in PARTICLES]
            if len(x) > 1 and len(y) > 1 and (set(x) <= set(y) or set(y) <= set(x)):
                return True
    last = lambda p: {skeleton(fold(s).split()[-1]) for s in (p.short or shorts_of(p.name, p.iso))[:1] if fold(s)}
    return bool({w for w in last(a) & last(b) if len(w) > 2})


def join_same(persons):
    """Two spellings of one person: the same country, a like name and the same high office at the same time."""
    seats = collections.defaultdict(list)
    for person in persons:
        for office in {(t[0], t[1]) for t in person.terms if t[1] in HIGH}:
            seats[office].append(person)
    for (key, office), group in seats.items():
        for i, person in enumerate(group):
            for other in group[i + 1:]:
                hands = getattr(person, "is_hand", False) and getattr(other, "is_hand", False)
                if hands or getattr(other, "is_gone", False) or getattr(person, "is_gone", False) or person is other:
                    continue
                if person.wikidata and other.wikidata or not same_name(person, other):
                    continue
                if not any(overlaps(a, b) for a in person.terms for b in other.terms if a[:2] == b[:2] == (key, office)):
                    continue
                keep, gone = (other, person) if getattr(other, "is_hand", False) or other.wikidata and not getattr(person, "is_hand", False) else (person, other)
                keep.variants += [gone.name] + gone.variants
                keep.terms += [t for t in gone.terms if not getattr(keep, "is_hand", False) or t[1] not in {k[1] for k in keep.terms}]
                keep.sources += [x for x in gone.sources if x not in keep.sources]
                keep.wikidata = keep.wikidata or gone.wikidata
                gone.is_gone = True


def demote_snapshot(persons):
    """The CIA's list of 2019 names junior ministers by the same portfolio: where a dated source has the holder, they are deputies."""
    covered = {(t[0], t[1]) for p in persons for t in p.terms
               if t[4] in ("wikidata", "own") and t[2] and t[2] <= "2019-06-01" and (not t[3] or t[3] >= "2019-06-01")}
    for person in persons:
        own = {t[1] for t in person.terms if t[4] != "CIA 2019-06"}
        person.terms = [t if t[4] != "CIA 2019-06" or (t[0], t[1]) not in covered or t[1] not in HIGH or t[1] in own else
                        (t[0], "Deputy Minister", t[2], t[3], t[4]) for t in person.terms]


RANK = {}


def merge(terms, is_hand):
    """Terms of one office that touch or overlap become one; a source's own days win over a visit's."""
    out = []
    by_office = collections.defaultdict(list)
    for key, office, begin, end, source in terms:
        by_office[(key, office)].append((begin, end, source))
    for (key, office), spans in by_office.items():
        if is_hand and any(s[2] == "own" for s in spans):
            spans = [s for s in spans if s[2] == "own"]
        elif any(s[2] in ("wikidata", "REIGN") and s[0] for s in spans):
            spans = [s for s in spans if s[2] in ("wikidata", "REIGN", "factbook")]
            if len([s for s in spans if s[0]]) > 0:
                spans = [s for s in spans if s[0]]
        elif any(s[0] for s in spans):
            spans = [s for s in spans if s[0]]
        spans.sort(key=lambda s: (s[0] or "0", s[1] or "9"))
        visits = all(s[2] == "visits" for s in spans)
        merged = []
        for begin, end, source in spans:
            if merged and (visits or not merged[-1][1] or (begin or "0") <= merged[-1][1] or gap(merged[-1][1], begin) < 45):
                last = merged[-1]
                merged[-1] = (last[0], "" if not end or not last[1] else max(end, last[1]))
            else:
                merged.append((begin, end))
        out += [(key, office, begin, end) for begin, end in merged]
    out.sort(key=lambda t: (t[2] or "0", t[1]))
    return out


def gap(end, begin):
    import datetime
    if not end or not begin:
        return 0
    return (datetime.date.fromisoformat(begin) - datetime.date.fromisoformat(end)).days


def close_open_heads(persons):
    """A head of state or government has one holder: an open term ends when the next one's begins. Scraped open ends
    are of 2022 and Factbook's of 2026."""
    single = {"President", "Prime Minister", "Chancellor", "King", "Emir", "Foreign Minister", "Defence Minister", "Secretary of State",
              "Interior Minister", "Finance Minister", "Vice President", "Attorney General", "Chief of the General Staff", "General Secretary",
              "Speaker of Parliament", "Pope", "Emperor", "Sultan", "Supreme Leader"}
    seats = collections.defaultdict(list)
    for person in persons:
        for i, (key, office, begin, end) in enumerate(person.merged):
            if office in single and begin and not (set(person.sources) <= {"visits", "CIA 2019-06"}) and (begin, end) != ("2018-07-01", "2020-06-30"):
                seats[(key, office)].append((begin, end, person, i))
    for (key, office), terms in seats.items():
        if key in ("BIH", "SMR", "AND", "IRQ", "CHE"):
            continue
        terms.sort(key=lambda t: t[0])
        for (begin, end, person, i), following in zip(terms, terms[1:]):
            if not end and following[2] is not person and following[0] > begin:
                person.merged[i] = (key, office, begin, following[0])


def emit(persons, by_qid):
    for person in persons:
        person.merged = merge(person.terms, getattr(person, "is_hand", False))
    close_open_heads(persons)
    rows, used = [], set()
    refused = {row["word"] for row in table("refused.tsv")}
    for person in persons:
        if not person.merged and not getattr(person, "is_hand", False):
            continue
        if any("a" <= c.lower() <= "z" for c in plain(person.name)) is False or fold(person.name) == "":
            continue
        if len(fold(person.name)) < 4 or len(person.name.split()) > 8:
            continue
        variants = []
        for variant in unique(person.variants):
            if getattr(person, "is_hand", False) and variant in person.variants[:person.hand_n]:
                variants.append(variant)
                continue
            if fold(variant) in (fold(person.name), "") or len(variant.split()) < 2 or len(variant.split()) > 6:
                continue
            if re.search(r"\b(President|Minister|Ambassador|King|Secretary|Representative|Senator|General|Foreign|Chancellor|Queen|Prince)\b", variant) or not re.match(r"^[\w .'’\-]+$", variant) or not plain(variant).isascii():
                continue
            variants.append(title_case(variant) if variant.upper() == variant else variant)
        names = unique(variants)[:16]
        names = [n for i, n in enumerate(names) if fold(n) not in {fold(m) for m in names[:i]}]
        short = unique(person.short) or shorts_of(person.name, person.iso)
        if person.short and not getattr(person, "is_hand", False):
            short = unique(short + [s for s in shorts_of(person.name, person.iso)])[:2]
        for name in [] if getattr(person, "is_hand", False) and not person.short else names:  # another transliteration gives another surname
            for s in shorts_of(name, person.iso):
                if similar(fold(s), fold(short[0]) if short else "") and s not in short:
                    short.append(s)
        short = [s for s in short if fold(s) not in refused and len(fold(s)) > 1]
        short = [s for i, s in enumerate(short) if fold(s) not in {fold(t) for t in short[:i]} and fold(s) != fold(person.name)][:6]
        begun = [t for t in person.merged if t[2] and t[2] < "2026-12"]
        if begun and getattr(person, "is_hand", False):  # who left a state for an organisation stands for that
            person.iso = max(begun, key=lambda t: t[2])[0]
        terms = "|".join((f"{key}:" if key != person.iso else "") + f"{office} {begin}..{end}" for key, office, begin, end in person.merged)
        identity = person.wikidata or ""
        if identity in used:
            identity = ""
        used.add(identity)
        rows.append([identity, person.name, "|".join(names), "|".join(short), person.iso, person.sector, terms, ", ".join(person.sources)])
    rows.sort(key=lambda r: (r[4], fold(r[1]), r[0]))
    write("persons.tsv", """Persons of world politics and the offices they held. id: Wikidata. short: how a report calls them after the first time.
terms: OFFICE FROM..TO, offices as in titles.tsv, KEY: before an office of another country or organisation. An open end is "still" at
the date of the source. Sources: wikidata (CC0, every-politician-scrapers 2022-23 and ministerquiz 2026-05), factbook (CC0, 2026-05),
REIGN 2021-03 (MIT), visits (HistoryAtState, CC0: in office on the days of a visit), CIA 2019-06 (public domain: in office then, the
year around is assumed), own (own knowledge).""",
          "id name names short key sector terms source".split(), rows)


def skeleton(word):
    """What different transliterations of a name share."""
    for a, b in (("dzh", "j"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "h"), ("zh", "z"), ("gh", "g"), ("ph", "f"), ("ks", "x"),
                 ("ou", "u"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i")):
        word = word.replace(a, b)
    first = word[:1]
    rest = re.sub(r"[aeiouh]", "", word[1:])
    return (first if first not in "eiao" else "a") + re.sub(r"(.)\1", r"\1", rest)


def similar(a, b):
    if not a or not b or a[0] != b[0] and {a[0], b[0]} not in ({"k", "q"}, {"g", "q"}, {"i", "y"}, {"j", "y"}, {"c", "k"}, {"g", "h"}):
        return False
    strip = lambda s: re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouy]", "", s.replace("kh", "h").replace("q", "k").replace("c", "k").replace("w", "v")))
    return strip(a) == strip(b)


main()
