#!/usr/bin/env python3
"""Accuracy of `chancery read` on the gold sets, against floors.

  accuracy.py CHANCERY SHARED FLOORS.tsv [--misses SET]

SHARED is the folder with gold/ and score/. Exit 77 (skipped) when it is absent. Every measure in FLOORS.tsv
(name, floor, target) must reach its floor; a rise of more than .01 above it asks to lift the floor.
--misses SET prints the scorer's list of misses for `mission`, `reports` or `sentences`.
"""
import json, os, subprocess, sys, tempfile

def run_reader(chancery, reports, folder, name):
    source, result = os.path.join(folder, name + ".in.jsonl"), os.path.join(folder, name + ".out.jsonl")
    with open(source, "w", encoding="utf-8") as f:
        for r in reports: f.write(json.dumps(r, ensure_ascii=False) + "\n")
    with open(result, "wb") as f:
        code = subprocess.run([chancery, "read", "--json", source], stdout=f).returncode
    if code != 0: sys.exit(f"chancery read: exit {code} on {name}")
    return result

def report_of(row):
    if "report" in row: row = row["report"]
    keep = ("id", "url", "source", "title", "published", "language", "text")
    return {k: row[k] for k in keep if row.get(k)} | ({"published": row["date"]} if row.get("date") else {})

def load(path):
    with open(path, encoding="utf-8") as f: return [json.loads(line) for line in f if line.strip()]

def print_tables(found):
    """The tables of docs/accuracy.md, to standard output."""
    cell = lambda name: f"{found[name]:.3f}" if name in found else "-"
    for report in ("mission", "reports"):
        print(f"\n| gold/{report} | precision | recall | F1 |\n|---|---|---|---|")
        for k in ("events", "dyads", "cameo"): print(f"| {k} | {cell(f'{report}.{k}.p')} | {cell(f'{report}.{k}.r')} | {cell(f'{report}.{k}.f1')} |")
        for k in ("instruments", "exercises", "visits", "relations", "statements", "questions"): print(f"| {k} | | | {cell(f'{report}.{k}.f1')} |")
    print("\n| gold/reports, over paired events | share right |\n|---|---|")
    for k in ("act", "mode", "auxiliary", "auxiliary-marked", "veracity", "veracity-unsure", "sources", "sources-attributed", "date", "place", "sectors", "contexts"): print(f"| {k} | {cell(f'reports.{k}')} |")
    print("\n| gold/sentences | precision | recall | F1 |\n|---|---|---|---|")
    for s in ("plv", "cameo-manual", "plover-gsr"):
        for k in ("type", "quad", "code", "root", "pair"):
            if f"{s}.{k}.f1" in found: print(f"| {s}, {k} | {cell(f'{s}.{k}.p')} | {cell(f'{s}.{k}.r')} | {cell(f'{s}.{k}.f1')} |")
    print(f"\nStatements given an event: {found['statements.any']:.1%}. Hard negatives: the wrong event repeated in {found['hard-negatives.repeated']:.1%}.")

def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    chancery, shared, floors = args[:3]
    misses = args[3] if "--misses" in sys.argv else None
    if not os.path.isdir(os.path.join(shared, "gold")):
        print("# skipped: no gold data beside the checkout"); sys.exit(77)
    sys.path.insert(0, os.path.join(shared, "score"))
    sys.dont_write_bytecode = True
    import score, score_sentences
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, path in (("mission", "gold/mission.jsonl"), ("reports", "gold/reports/dev.jsonl")):
            gold = os.path.join(shared, path)
            out = run_reader(chancery, [report_of(r) for r in load(gold)], folder, name)
            told = [] if misses == name else None
            r = score.score(score.load(gold), score.load(out), told)
            if told is not None: print("\n".join(told))
            for k in ("events", "dyads", "cameo"):
                for m in ("p", "r", "f1"): found[f"{name}.{k}.{m}"] = r[k][m]
            for k, v in r["attributes"].items(): found[f"{name}.{k}"] = v["share"] if v["share"] is not None else 0
            for k, v in r["registers"].items(): found[f"{name}.{k}.f1"] = v["f1"]
        rows = load(os.path.join(shared, "gold/sentences/dev.jsonl"))
        out = run_reader(chancery, [report_of(r) for r in rows], folder, "sentences")
        told = [] if misses == "sentences" else None
        for s, m in score_sentences.score(rows, load(out), told).items():
            found[f"{s}.any"] = m["any"] / m["n"]
            if "repeated" in m: found[f"{s}.repeated"] = m["repeated"] / m["n"]
            for k, v in m.items():
                if isinstance(v, dict):
                    for q in ("p", "r", "f1"): found[f"{s}.{k}.{q}"] = v[q]
        if told: print("\n".join(told))
    failed = 0
    with open(floors, encoding="utf-8") as f: rows = [l.rstrip("\n").split("\t") for l in f if l.strip() and l[0] != "#"][1:]
    listed = {r[0] for r in rows}
    for name, floor, target in (r[:3] for r in rows):
        value, floor, target = found.get(name), float(floor), float(target)
        is_ceiling = name.endswith((".any", ".repeated"))
        bad = value is None or (value > floor + 5e-4 if is_ceiling else value < floor - 5e-4)
        lift = not bad and (value < floor - .01 if is_ceiling else value > floor + .01)
        reached = value is not None and (value <= target if is_ceiling else value >= target)
        failed += bad
        print(f"{'not ok' if bad else 'ok'} - {name} {value:.3f} floor {floor:.3f} target {target:.3f}{'' if reached else ' (short of the target)'}{' (lift the floor)' if lift else ''}")
    if "--markdown" in sys.argv: print_tables(found)
    if "--all" in sys.argv:
        for name in sorted(found): print(f"{name}\t{found[name]:.3f}{'' if name in listed else ' '}")
    sys.exit(1 if failed else 0)

if __name__ == "__main__": main()
