#!/usr/bin/env python3
"""Check the frame tables of data/coding (docs/frames.md): columns, names, codes, examples.

  tools/check_frames.py [DIRECTORY]      default: data/coding beside this file's directory

Prints one line a fault, file:line: what; exits 1 if there is any.
"""
import pathlib
import re
import sys

COLUMNS = "id pos lemma when type mode cameo contexts roles flags yes no".split()
OTHER_COLUMNS = {
    "classes.tsv": ["class", "lemmas"],
    "light_verbs.tsv": ["lemma", "stage", "yes"],
    "compose.tsv": "outer inner context type mode cameo act".split(),
}
MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "",
    "COOPERATE": "", "AID": "", "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives "
               "suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}
MODES = {name: set(modes.split()) for name, modes in MODES.items()}
CONTEXTS = set("""military intelligence executive legislative election political_institutions
    pro_democracy pro_autocracy economic legal reparations human_rights rights_freedoms repression
    human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping
    health asylum migration disasters natural_resource environment technology terrorism cbrn cyber
    misinformation crime corruption illegal_drugs trafficking""".split())
# Two digits, then how many third digits; then the codes that have a fourth, with how many.
CAMEO_THIRD = {"01": 9, "02": 8, "03": 9, "04": 6, "05": 7, "06": 4, "07": 5, "08": 7, "09": 4,
               "10": 8, "11": 6, "12": 9, "13": 9, "14": 5, "15": 5, "16": 6, "17": 6, "18": 6,
               "19": 6, "20": 4}
CAMEO_FOURTH = {"021": 4, "023": 4, "024": 4, "025": 6, "031": 4, "033": 4, "034": 4, "035": 6,
                "081": 4, "083": 4, "084": 2, "086": 3, "087": 4, "101": 4, "103": 4, "104": 4,
                "105": 6, "112": 5, "121": 4, "122": 4, "123": 4, "124": 6, "131": 3, "132": 4,
                "138": 5, "141": 4, "142": 4, "143": 4, "144": 4, "145": 4, "162": 3, "166": 3,
                "171": 2, "172": 4, "182": 3, "183": 4, "195": 2, "204": 2}
FLAGS = {"content", "mutual", "weak", "speech", "nonevent-plural", "instrument", "exercise", "visit", "carried"}
STAGES = set("do plan begin end cancel postpone suspend refuse propose".split())
KINDS = set("#actor #state #igo #person #body #group #armed #people #place".split())
PREPOSITIONS = set("""about above across after against ahead along alongside amid among around as at
    away back before behind below between beyond by despite down during for from in inside into near of
    off on onto out outside over since through throughout to toward towards under until up upon via with
    within without""".split())
VERB_SLOTS = {"subj", "obj", "iobj", "xcomp", "ccomp", "passive", "prt"} | PREPOSITIONS
NOUN_SLOTS = {"subj", "poss", "mod", "xcomp", "ccomp"} | PREPOSITIONS
SLOTS = {"v": VERB_SLOTS, "n": NOUN_SLOTS, "a": VERB_SLOTS}
IRREGULAR = {
    "be": "is are was were been being", "become": "became", "begin": "began begun", "bind": "bound",
    "break": "broke broken", "bring": "brought", "build": "built", "burn": "burnt",
    "buy": "bought", "choose": "chose chosen", "come": "came", "do": "did done does",
    "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen", "feed": "fed",
    "feel": "felt", "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown",
    "forbid": "forbade forbidden", "forgive": "forgave forgiven", "freeze": "froze frozen",
    "get": "got", "give": "gave given", "go": "went gone", "hang": "hung", "have": "has had",
    "hear": "heard", "hide": "hid hidden", "hit": "hit", "hold": "held", "keep": "kept",
    "know": "knew known", "lay": "laid", "lead": "led", "leave": "left", "lend": "lent",
    "let": "let", "lie": "lay lain", "lose": "lost", "make": "made", "mean": "meant",
    "meet": "met", "overthrow": "overthrew overthrown", "pay": "paid", "rise": "rose risen",
    "run": "ran", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold",
    "send": "sent", "set": "set", "shake": "shook shaken", "shoot": "shot", "show": "shown",
    "sit": "sat", "speak": "spoke spoken", "spend": "spent", "stand": "stood", "steal": "stole stolen",
    "strike": "struck stricken", "swear": "swore sworn", "take": "took taken", "teach": "taught",
    "tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown",
    "undertake": "undertook undertaken", "uphold": "upheld", "win": "won", "withdraw": "withdrew withdrawn",
    "withhold": "withheld", "write": "wrote written", "overcome": "overcame", "bear": "bore borne",
    "beat": "beaten", "bid": "bade", "cling": "clung", "deal": "dealt", "grow": "grew grown",
    "ring": "rang rung", "rebuild": "rebuilt", "unfreeze": "unfroze unfrozen", "spring": "sprang sprung", "sink": "sank sunk", "blow": "blew blown", "forgo": "forwent",
    "undergo": "underwent undergone", "woman": "women", "man": "men", "person": "people",
    "gentleman": "gentlemen", "memorandum": "memoranda", "crisis": "crises", "thief": "thieves",
    "bring_up": "brought",
}
VOWELS = "aeiou"


def cameo_is_valid(code):
    root, third, fourth = code[:2], code[2:3], code[3:4]
    if not re.fullmatch(r"\d{3,4}", code) or root not in CAMEO_THIRD:
        return False
    if int(third) > CAMEO_THIRD[root]:
        return False
    return not fourth or 1 <= int(fourth) <= CAMEO_FOURTH.get(code[:3], 0)


def forms(word):
    """The forms a regular or listed word takes; a generous set, to find it in an example."""
    found = {word, word + "s", word + "es", word + "ed", word + "d", word + "ing", word + "'s"}
    found |= set(IRREGULAR.get(word, "").split())
    if word.endswith("e"):
        found |= {word[:-1] + "ing"}
    if word.endswith("ie"):
        found |= {word[:-2] + "ying"}
    if word.endswith("y"):
        found |= {word[:-1] + "ies", word[:-1] + "ied"}
    if word.endswith("c"):
        found |= {word + "ked", word + "king"}
    if len(word) > 2 and word[-1] not in VOWELS + "wxy":
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return found


def lemma_occurs(lemma, sentence):
    text = sentence.lower()
    words = set(re.findall(r"[a-z0-9]+(?:['-][a-z0-9]+)*", text))
    words |= {part for word in words for part in re.split(r"[-']", word)}
    if lemma.replace("_", " ") in text or lemma.replace("_", "-") in text:
        return True
    return all(forms(part) & words for part in re.split(r"[_ ]", lemma))


class Checker:
    def __init__(self, root):
        self.root = root
        self.faults = 0
        self.ids = {}
        self.rows = 0
        self.classes = set()

    def fault(self, path, number, what):
        self.faults += 1
        print(f"{path.relative_to(self.root)}:{number}: {what}")

    def lines(self, path, columns):
        """Yields (line number, cells) of the data lines, after checking the plain form of the file."""
        data = path.read_bytes()
        if any(byte > 126 or (byte < 32 and byte not in b"\t\n") for byte in data):
            self.fault(path, 0, "a byte that is not plain ASCII text")
        header = None
        for number, line in enumerate(data.decode("ascii", "replace").split("\n"), 1):
            if line != line.rstrip():
                self.fault(path, number, "trailing blank")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
                if cells != columns:
                    self.fault(path, number, f"found columns {cells}, expected {columns}")
                continue
            if len(cells) != len(columns):
                self.fault(path, number, f"found {len(cells)} cells, expected {len(columns)}")
                continue
            for name, cell in zip(columns, cells):
                if not cell or cell != cell.strip():
                    self.fault(path, number, f"{name}: empty, or blanks around it")
            yield number, cells

    def value(self, path, number, value):
        if value.startswith("#") and value not in KINDS:
            self.fault(path, number, f"unknown kind {value}")
        elif value.startswith("@") and value[1:] not in self.classes:
            self.fault(path, number, f"unknown class {value}")
        elif not re.fullmatch(r"[#@]?[a-z0-9][a-z0-9_'.-]*", value):
            self.fault(path, number, f"odd value {value!r}")

    def conditions(self, path, number, pos, cell):
        for condition in [] if cell == "-" else cell.split(";"):
            match = re.fullmatch(r"(!?)([a-z_|]+)(?:(!?=)(.+))?", condition)
            if not match or (match[1] and match[3]):
                self.fault(path, number, f"odd condition {condition!r}")
                continue
            for slot in match[2].split("|"):
                if slot not in SLOTS[pos]:
                    self.fault(path, number, f"slot {slot!r} is not one of part of speech {pos!r}")
            for value in (match[4] or "").split("|") if match[4] else []:
                self.value(path, number, value)

    def roles(self, path, number, pos, cell):
        if cell == "-":
            return
        parts = re.split(r"[>=]", cell)
        if len(parts) != 2:
            self.fault(path, number, f"odd roles {cell!r}")
            return
        allowed = SLOTS[pos] | VERB_SLOTS  # under a light verb a noun takes the verb's slots
        for slot in (slot for part in parts for slot in part.split(",")):
            if slot != "-" and slot not in allowed:
                self.fault(path, number, f"unknown role slot {slot!r}")

    def coding(self, path, number, row):
        if row["type"] == "none":
            if (row["mode"], row["cameo"], row["contexts"]) != ("-", "-", "-"):
                self.fault(path, number, "type none takes no mode, code or context")
            return
        if row["type"] not in MODES:
            self.fault(path, number, f"unknown type {row['type']!r}")
            return
        if row["mode"] != "-" and row["mode"] not in MODES[row["type"]]:
            self.fault(path, number, f"{row['type']} has no mode {row['mode']!r}")
        if not cameo_is_valid(row["cameo"]):
            self.fault(path, number, f"unknown CAMEO code {row['cameo']!r}")
        if row["contexts"] != "-" and set(row["contexts"].split(",")) - CONTEXTS:
            self.fault(path, number, f"unknown context in {row['contexts']!r}")

    def examples(self, path, number, row):
        lemmas = row["lemma"].split("|")
        if row["yes"] == "-":
            self.fault(path, number, "no example")
            return
        for name in ("yes", "no"):
            if row[name] != "-" and not any(lemma_occurs(lemma, row[name]) for lemma in lemmas):
                if name == "yes":
                    self.fault(path, number, f"{name}: none of {row['lemma']} in {row[name]!r}")
            if row[name] != "-" and row[name][-1] not in ".?!":
                self.fault(path, number, f"{name}: no full stop")
        if row["yes"] == row["no"]:
            self.fault(path, number, "yes and no are the same")

    def frame(self, path, number, cells):
        self.rows += 1
        row = dict(zip(COLUMNS, cells))
        if row["id"] in self.ids:
            self.fault(path, number, f"id {row['id']!r} stands also in {self.ids[row['id']]}")
        self.ids[row["id"]] = f"{path.name}:{number}"
        if row["pos"] not in SLOTS:
            self.fault(path, number, f"part of speech {row['pos']!r}, expected v, n or a")
            return
        for lemma in row["lemma"].split("|"):
            if not re.fullmatch(r"[a-z][a-z0-9_'-]*", lemma):
                self.fault(path, number, f"odd lemma {lemma!r}")
        self.conditions(path, number, row["pos"], row["when"])
        self.roles(path, number, row["pos"], row["roles"])
        self.coding(path, number, row)
        if row["flags"] != "-" and set(row["flags"].split(",")) - FLAGS:
            self.fault(path, number, f"unknown flag in {row['flags']!r}")
        self.examples(path, number, row)

    def compose(self, path):
        for number, cells in self.lines(path, OTHER_COLUMNS[path.name]):
            outer, inner, context, kind, mode, cameo, act = cells
            for name in (outer, inner, kind, act):
                if name not in MODES and name not in ("*", "-", "none"):
                    self.fault(path, number, f"unknown type {name!r}")
            if context != "*" and context not in CONTEXTS:
                self.fault(path, number, f"unknown context {context!r}")
            if mode != "-" and mode not in MODES.get(kind, ()):
                self.fault(path, number, f"{kind} has no mode {mode!r}")
            if cameo != "-" and not cameo_is_valid(cameo):
                self.fault(path, number, f"unknown CAMEO code {cameo!r}")

    def read_classes(self, path):
        for number, cells in self.lines(path, OTHER_COLUMNS["classes.tsv"]):
            if cells[0] in self.classes:
                self.fault(path, number, f"class {cells[0]!r} stands twice")
            self.classes.add(cells[0])
            words = cells[1].split("|")
            for word in {word for word in words if words.count(word) > 1}:
                self.fault(path, number, f"{word!r} stands twice in {cells[0]!r}")

    def run(self):
        for path in sorted(self.root.glob("classes*.tsv")):
            self.read_classes(path)
        for number, cells in self.lines(self.root / "light_verbs.tsv", OTHER_COLUMNS["light_verbs.tsv"]):
            if cells[1] not in STAGES:
                self.fault(self.root / "light_verbs.tsv", number, f"unknown stage {cells[1]!r}")
            if not lemma_occurs(cells[0], cells[2]):
                self.fault(self.root / "light_verbs.tsv", number, f"no {cells[0]} in {cells[2]!r}")
        self.compose(self.root / "compose.tsv")
        for path in sorted((self.root / "frames").glob("*.tsv")):
            for number, cells in self.lines(path, COLUMNS):
                self.frame(path, number, cells)


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    checker = Checker(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / "data" / "coding")
    checker.run()
    print(f"{checker.rows} frames, {checker.faults} faults")
    return 1 if checker.faults else 0


if __name__ == "__main__":
    sys.exit(main())
