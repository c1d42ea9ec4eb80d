#!/usr/bin/env python3
"""What docs/codebook.md promises beyond the shape that docs/schema.json tells, over what the program prints.

  check_invariants.py CHANCERY REPORT...

Reads the reports with `chancery read --json`, names every broken promise and fails if there is one. Before that
it breaks each promise in a good report and expects to see it: a check that cannot fail is no check.
"""
import copy, json, re, subprocess, sys

MODES = {
    "CONSULT": "visit third-party multilateral phone", "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
               "heavy-weapons crowd-control unconventional",
}
FOLDED = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
STAGES = {
    "instruments": "proposed negotiated agreed to-be-signed signed ratified in-force suspended ended",
    "exercises": "proposed planned under-way held postponed cancelled",
    "visits": "invited planned under-way made cancelled",
}
KINDS = "plan|treaty|agreement|memorandum|protocol|contract|ceasefire|deal|peace agreement|charter".split("|")
STANCES = "open praise concern denial warning neutral".split()
KEY = re.compile(r"[A-Z0-9]{2,8}(\+[0-9])?|(?=.*[a-z\u0080-\U0010ffff])[a-z0-9\u0080-\U0010ffff]+(-[a-z0-9\u0080-\U0010ffff]+)*")
DAY = r"(\d{3}[\dX]|XXXX)(-(\d\d|XX)(-(\d\d|XX))?|-W(\d\d|XX)(-(\d|WE))?|-(Q[1-4X]|H[12X]|SP|SU|FA|WI))?|\d\d(XX)?|BC\d{4}"
DATE = re.compile(rf"({DAY}|\.\.)(/({DAY}|\.\.))?")


def event_faults(event, sentence_n, ids):
    marks, denied = event["auxiliary"], event["veracity"].endswith("-")
    if event["mode"] and event["mode"] not in MODES.get(event["type"], "").split():
        yield f"{event['type']} has no mode {event['mode']}"
    if event.get("mutual") and event["recipients"]: yield "mutual, with recipients"
    if not event["actors"]: yield "no actor"
    if "act" in event and (event["type"] != "AGREE" or event["act"] not in FOLDED): yield f"act in {event['type']}"
    if "act" in event and "future" not in marks: yield "act without future"
    if event["veracity"] != "UU" and denied != ("negation" in marks): yield f"{event['veracity']} with marks {marks}"
    if "of" in event and (event["of"] not in ids or event["of"] == event["id"]): yield f"denies {event['of']}"
    if not event["mentions"] or not all(1 <= m <= sentence_n for m in event["mentions"]): yield f"told in {event['mentions']}"
    if len(set(event["mentions"])) < len(event["mentions"]): yield f"told twice in one sentence {event['mentions']}"
    if event["date"] and not DATE.fullmatch(event["date"]["value"]): yield f"date {event['date']['value']}"


def key_faults(value, at=""):
    if isinstance(value, list):
        for item in value: yield from key_faults(item, at)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in ("key", "a", "b", "host", "visitor"): items = [item] if item else []
            elif name in ("parties", "participants", "about", "one_of") and isinstance(item, list): items = item
            else: items = []
            yield from (f"{at}{name} {k!r} is no key" for k in items if not KEY.fullmatch(k))
            yield from key_faults(item, f"{name}: ")


def sentence_faults(sentences, size):
    last = 0
    for begin, end in sentences:
        if not last <= begin < end <= size: yield f"sentence {begin}-{end} after {last} of {size}"
        last = end


def list_faults(report, ids):
    for name, stages in STAGES.items():
        for item in report[name]:
            if item["stage"] and item["stage"] not in stages.split(): yield f"{name}: stage {item['stage']}"
            if not set(item["events"]) <= ids: yield f"{name}: events {item['events']}"
            if len(set(item["events"])) < len(item["events"]): yield f"{name}: events twice {item['events']}"
    for item in report["instruments"]:
        if item["kind"] not in KINDS: yield f"instrument kind {item['kind']}"
    for item in report["statements"]:
        if item["stance"] not in STANCES: yield f"stance {item['stance']}"
        if item["quoted"] and item["quoted"].encode() not in report["report"]["text"].encode(): yield "quoted words not in the text"


def faults(report):
    text = report["report"]["text"].encode()
    ids = {e["id"] for e in report["events"]}
    for name in ("events", "instruments", "exercises", "visits"):
        names = [item["id"] for item in report[name]]
        if len(set(names)) < len(names): yield f"{name}: one id twice"
    for event in report["events"]:
        yield from (f"{event['id']}: {fault}" for fault in event_faults(event, len(report["sentences"]), ids))
    yield from sentence_faults(report["sentences"], len(text))
    yield from list_faults(report, ids)
    yield from key_faults({k: v for k, v in report.items() if k not in ("report", "questions")})
    yield from span_faults(report, text)


def span_faults(value, text):
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else []:
        yield from span_faults(item, text)
    if isinstance(value, dict) and isinstance(value.get("start"), int):
        if not value["start"] < value["end"] <= len(text) or text[value["start"]:value["end"]].decode() != value["text"]:
            yield f"bytes {value['start']}-{value['end']} are not {value['text']!r}"


def broken(report):
    """Copies of a report, each with one promise broken."""
    def change(**fields):
        copied = copy.deepcopy(report)
        copied["events"][0].update(fields)
        return copied
    event = report["events"][0]
    yield change(mode="no-mode")
    yield change(mutual=True, actors=event["actors"], recipients=event["actors"])
    yield change(actors=[])
    yield change(type="ACCUSE", mode=None, act="AID", auxiliary=["future"], veracity="CT+")
    yield change(type="AGREE", mode=None, act="AID", auxiliary=[], veracity="CT+")
    yield change(auxiliary=[], veracity="CT-")
    yield change(of=event["id"])
    yield change(mentions=[len(report["sentences"]) + 1])
    yield change(mentions=[1, 1])
    yield change(date={"value": "yesterday", "text": None, "start": None, "end": None})
    yield change(object={"text": "other words", "start": 0, "end": 4})
    yield change(actors=[dict(event["actors"][0], key="Not A Key")])
    yield {**report, "events": [event, event]}
    yield {**report, "sentences": report["sentences"][::-1] + [[0, 1]]}


def main(program, *files):
    output = subprocess.run([program, "read", "--json", *files], stdout=subprocess.PIPE).stdout.decode()
    reports = [json.loads(line) for line in output.splitlines()]
    bad = [(r["report"]["id"], fault) for r in reports for fault in faults(r)]
    for name, fault in bad: print(f"{name}: {fault}")
    good = next((r for r in reports if r["events"] and not any(faults(r))), None)
    if not good: sys.exit("check_invariants: no good report with an event")
    unseen = [i for i, copied in enumerate(broken(good)) if not any(faults(copied))]
    if unseen: sys.exit(f"check_invariants: broken promises not seen: {unseen}")
    print(f"{len(reports)} reports, {sum(len(r['events']) for r in reports)} events, {len(bad)} broken promises")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
