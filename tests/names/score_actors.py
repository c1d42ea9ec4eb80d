#!/usr/bin/env python3
"""score_actors.py BUILD_FOLDER [SHARED_FOLDER] [--misses] [--floors]

Key and sector accuracy of the mention layer: on the phrases of gold/actors/dev.jsonl, and on the
participants of gold/reports/dev.jsonl and gold/mission.jsonl that have words of their own. A participant
counts as found when a mention headed within its words (or one that stands for several) has its key.
Exit 77 (skipped) when the gold is not there, 1 below a floor.
"""
import json
import os
import subprocess
import sys

FLOORS = {"phrase key": 0.79, "participant key": 0.86, "participant key and sector": 0.78}
ORGANISATIONS = {"UNO": "UN", "EUR": "EU"}


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read(build, reports):
    """id -> mentions, through print_mentions."""
    chunks = []
    for name, published, text in reports:
        data = text.encode()
        chunks.append(f"#report\t{name}\t{published or ''}\t{len(data)}\n".encode() + data + b"\n")
    program = os.path.join(build, "tests", "names", "print_mentions")
    trees = os.environ.get("CHANCERY_TREES")  # other trees than the parser's, for comparing
    command = [program, build, "--conllu", trees] if trees else [program, build]
    done = subprocess.run(command, input=b"".join(chunks), stdout=subprocess.PIPE, check=True)
    out, current = {}, None
    for line in done.stdout.decode().split("\n"):
        cells = line.split("\t")
        if cells[0] == "#report":
            current = out.setdefault(cells[1], [])
        elif len(cells) > 13:
            current.append({"start": int(cells[0]), "end": int(cells[1]), "head": int(cells[2]),
                            "head_end": int(cells[3]), "kind": cells[4], "flags": cells[5],
                            "key": cells[6], "sector": cells[7], "entity": cells[8],
                            "group": [g.split(":") for g in cells[10].split(",") if g],
                            "rule": cells[11], "text": cells[13], "country": cells[14]})
    return out


def codes(mention):
    if not mention["group"]:
        return {(mention["key"], mention["sector"])}
    own = mention["sector"] if mention["kind"] != "reference" else None
    return {(key, sector if own is None else own) for key, sector in mention["group"]}


def share(hits, n):
    return hits / n if n else 0.0


def score_participants(build, gold, misses):
    found = read(build, [(r["report"]["id"], r["report"].get("published"), r["report"]["text"])
                         for r in gold])
    seen, n, key_n, both_n = set(), 0, 0, 0
    for row in gold:
        name = row["report"]["id"]
        text = row["report"]["text"].encode()
        people = [p for e in row["events"] for p in e["actors"] + e["recipients"]]
        people += [s["speaker"] for s in row["statements"] if s.get("speaker")]
        for p in people:
            if p.get("start") is None or not p.get("text"):
                continue
            mark = (name, p["start"], p["end"], p["key"], p.get("sector"))
            if mark in seen:
                continue
            seen.add(mark)
            n += 1
            inside = [m for m in found[name] if p["start"] <= m["head"] and m["head_end"] <= p["end"]]
            keys = {key for m in inside for key, _ in codes(m)}
            pairs = {pair for m in inside for pair in codes(m)}
            is_key = p["key"] in keys
            is_both = (p["key"], p.get("sector") or "") in pairs
            key_n += is_key
            both_n += is_both
            if misses and not is_both:
                near = text[max(0, p["start"] - 70):p["end"] + 30].decode(errors="ignore")
                print("KEY " if not is_key else "sect", name, "|", p["text"], "|", p["key"],
                      p.get("sector"), "|", [(m["text"], m["key"], m["sector"], m["rule"])
                                             for m in inside][:4], "|", near.replace("\n", " / "))
    return n, share(key_n, n), share(both_n, n)


def score_phrases(build, gold, misses):
    found = read(build, [(f"phrase-{i}", r["date"], r["text"]) for i, r in enumerate(gold)])
    key_n = key_hits = both_n = both_hits = 0
    for i, row in enumerate(gold):
        if row["country"] is None:
            continue
        tops = [m for m in found.get(f"phrase-{i}", []) if "m" not in m["flags"].split(".")[0]]
        best = max(tops or found.get(f"phrase-{i}", []), key=lambda m: m["end"] - m["start"], default=None)
        key = best["key"] if best else ""
        sector = best["sector"] if best else ""
        place = "" if key == "unk" else key
        if place and not place.isupper():  # a group: the phrases want its state
            place = best["country"]
        want = ORGANISATIONS.get(row["country"], row["country"])
        is_key = want == place
        key_n += 1
        key_hits += is_key
        is_sector = (row["sector"] or "") == sector or (row["sector"] == "UNK" and not sector)
        both_n += 1
        both_hits += is_key and is_sector
        if misses and not (is_key and is_sector):
            print("phrase", row["text"], "|", row["date"], row["country"], row["sector"], "|", key, sector,
                  best["rule"] if best else None)
    return key_n, share(key_hits, key_n), share(both_hits, both_n)


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    misses = "--misses" in sys.argv
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
    shared = args[1] if len(args) > 1 else os.environ.get("CHANCERY_SHARED", os.path.join(root, "shared"))
    gold = os.path.join(shared, "gold")
    if not os.path.exists(os.path.join(gold, "actors", "dev.jsonl")):
        print("skipped: no gold under", shared)
        return 77
    got = {}
    n, key, both = score_phrases(args[0], rows(os.path.join(gold, "actors", "dev.jsonl")), misses)
    print(f"actor phrases          {n:5}  key {key:.3f}  key and sector {both:.3f}")
    got["phrase key"] = key
    reports = rows(os.path.join(gold, "mission.jsonl")) + rows(os.path.join(gold, "reports", "dev.jsonl"))
    n, key, both = score_participants(args[0], reports, misses)
    print(f"report participants    {n:5}  key {key:.3f}  key and sector {both:.3f}")
    got["participant key"], got["participant key and sector"] = key, both
    below = [name for name, floor in FLOORS.items() if got[name] < floor]
    if "--floors" in sys.argv and below:
        print("below the floor:", ", ".join(f"{b} {got[b]:.3f} < {FLOORS[b]}" for b in below))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
