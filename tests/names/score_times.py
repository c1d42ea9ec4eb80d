#!/usr/bin/env python3
"""Score the reading of times.

  score_times.py PRINT_TIMES DATA_FOLDER TIMEX.jsonl[.gz] ... [--misses]
      span F1 relaxed (spans overlap) and strict (same span), value F1 (overlap and same value): TempEval-3
  score_times.py PRINT_TIMES DATA_FOLDER --reports GOLD.jsonl [--misses]
      share of the gold dates of events whose words overlap one of ours that has the gold value as its date

  score_times.py PRINT_TIMES DATA_FOLDER --floors SHARED FLOORS.tsv
      all of it against floors; exit 77 (skipped) without SHARED/data/time

TIMEX files: {"text", "doc_date", "timex": [{"start", "end", "value", "type"}]}, offsets in characters.
PRINT_TIMES is build/tests/names/print_times; DATA_FOLDER holds english.model and chancery.dat.
"""
import collections, gzip, json, os, subprocess, sys

def rows(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f: return [json.loads(l) for l in f if l.strip()]

def read_times(program, folder, documents):
    """[(published, text)] -> for each a list of (start, end, type, value, date, rule), in characters."""
    feed = b"".join(f"{p or '-'} {len(t.encode())}\n".encode() + t.encode() for p, t in documents)
    out = subprocess.run([program, folder], input=feed, stdout=subprocess.PIPE, check=True).stdout.decode()
    found = []
    for (_, text), block in zip(documents, split(out)):
        to_character = {0: 0}
        at = 0
        for i, c in enumerate(text, 1):
            at += len(c.encode()); to_character[at] = i
        lines = [l.split("\t") for l in block.split("\n") if l]
        found.append([(to_character[int(l[0])], to_character[int(l[1])], *l[2:]) for l in lines])
    return found

def split(out):
    block, blocks = [], []
    for line in out.split("\n"):
        if line: block.append(line)
        else: blocks.append("\n".join(block)); block = []
    return blocks

def f1(hit, ours, gold):
    p, r = hit / max(ours, 1), hit / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)

def pair(gold, ours):
    """Each gold expression with the first free one of ours that overlaps it; same spans first."""
    free, pairs = list(ours), []
    for exact in (True, False):
        for g in gold:
            if any(g is p[0] for p in pairs): continue
            for o in free:
                if (o[0], o[1]) == (g["start"], g["end"]) if exact else o[0] < g["end"] and g["start"] < o[1]:
                    pairs.append((g, o)); free.remove(o); break
    return pairs, free

def score_timex(program, folder, paths, misses):
    documents = [d for p in paths for d in rows(p)]
    found = read_times(program, folder, [((d["doc_date"] or "")[:10], d["text"]) for d in documents])
    n = collections.Counter(); values = collections.Counter(); spans = collections.Counter()
    for d, ours in zip(documents, found):
        pairs, spurious = pair(d["timex"], ours)
        n["gold"] += len(d["timex"]); n["ours"] += len(ours); n["relaxed"] += len(pairs)
        context = lambda s, e: d["text"][max(0, s - 40):s].replace("\n", " ") + "[" + d["text"][s:e].replace("\n", " ") + "]" + d["text"][e:e + 25].replace("\n", " ")
        for g, o in pairs:
            n["strict"] += (o[0], o[1]) == (g["start"], g["end"])
            n["value"] += o[3] == g["value"]
            if (o[0], o[1]) != (g["start"], g["end"]): spans[(g["text"].lower(), d["text"][o[0]:o[1]].lower(), o[5])] += 1
            if misses and o[3] != g["value"]: print(f"VALUE {o[3]} not {g['value']} ({d['doc_date'][:10]}, {o[5]}): {context(g['start'], g['end'])}")
        if misses:
            for o in spurious: print(f"EXTRA {o[3]} ({o[5]}): {context(o[0], o[1])}")
            for g in d["timex"]:
                if not any(g is p[0] for p in pairs): print(f"MISSED {g['value']}: {context(g['start'], g['end'])}")
    if misses:
        for k, v in spans.most_common(): print("SPAN", v, *k, sep=" | ")
    for k in ("relaxed", "strict", "value"): print(f"{k:8} p %.3f r %.3f f1 %.3f" % f1(n[k], n["ours"], n["gold"]))
    print(dict(n))
    return {f"timex.{k}.f1": f1(n[k], n["ours"], n["gold"])[2] for k in ("relaxed", "strict", "value")}

def score_reports(program, folder, path, misses):
    reports = rows(path)
    found = read_times(program, folder, [(r["report"].get("published"), r["report"]["text"]) for r in reports])
    hit = covered = total = 0
    for r, ours in zip(reports, found):
        raw = r["report"]["text"].encode()
        at = lambda b: len(raw[:b].decode(errors="ignore"))
        for e in r["events"]:
            if not e.get("date") or e["date"].get("start") is None: continue
            s, t = at(e["date"]["start"]), at(e["date"]["end"])
            over = [o for o in ours if o[0] < t and s < o[1]]
            total += 1; covered += bool(over); hit += any(o[4] == e["date"]["value"] for o in over)
            if misses and not any(o[4] == e["date"]["value"] for o in over):
                print(r["report"]["id"], r["report"].get("published"), repr(e["date"]["text"]), e["date"]["value"], [(o[4], o[3], o[5]) for o in over])
    print(f"gold dates {total}, found {covered / total:.3f}, with the gold value {hit / total:.3f}")
    return {"reports.dates": hit / total}

def check_floors(program, folder, shared, path):
    time = os.path.join(shared, "data", "time")
    if not os.path.isdir(time): print("# skipped: no data of times beside the checkout"); sys.exit(77)
    found = score_timex(program, folder, [os.path.join(time, f) for f in ("timebank.jsonl.gz", "aquaint.jsonl")], False)
    found |= score_reports(program, folder, os.path.join(shared, "gold", "reports", "dev.jsonl"), False)
    with open(path, encoding="utf-8") as f: floors = [l.split("\t") for l in f if l.strip() and l[0] != "#"][1:]
    failed = 0
    for name, floor, target in floors:
        bad = found.get(name, 0) < float(floor) - 5e-4; failed += bad
        print(f"{'not ok' if bad else 'ok'} - {name} {found.get(name, 0):.3f} floor {float(floor):.3f} target {float(target):.3f}")
    sys.exit(1 if failed else 0)

def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    misses = "--misses" in sys.argv
    if len(arguments) < 3: sys.exit(__doc__)
    if "--floors" in sys.argv: check_floors(*arguments[:4])
    elif "--reports" in sys.argv: score_reports(arguments[0], arguments[1], arguments[2], misses)
    else: score_timex(arguments[0], arguments[1], arguments[2:], misses)

main()
