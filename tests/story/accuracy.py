#!/usr/bin/env python3
"""Families and stories on the gold set and on the set of rewrites, against floors.

  accuracy.py CHANCERY SHARED FLOORS.tsv REWRITES.jsonl [--misses N]

Skipped (77) where SHARED holds no gold; the rewrites are measured all the same. FLOORS.tsv: measure, floor, target.
REWRITES.jsonl: reports with "family" (the id of the origin) and "planted" (the beginning of a sentence that
no source gives) beside the usual fields.
"""
import itertools, json, os, subprocess, sys, tempfile

def groups_of(chancery, folder, rows, name):
    source, record = os.path.join(folder, name + ".jsonl"), os.path.join(folder, name + ".db")
    keep = ("id", "url", "source", "title", "published", "text")
    with open(source, "w", encoding="utf-8") as f:
        for row in rows: f.write(json.dumps({k: row[k] for k in keep if row.get(k)}, ensure_ascii=False) + "\n")
    added = subprocess.run([chancery, "add", "--quiet", "--record", record, source], stderr=subprocess.DEVNULL)
    if added.returncode not in (0, 4): added.check_returncode()  # 4: some are in another language and not read
    def ask(verb): return json.loads(subprocess.run([chancery, verb, "--json", "--record", record], stdout=subprocess.PIPE).stdout)
    return {verb: ask(verb) for verb in ("families", "stories")}

def load(path):
    with open(path, encoding="utf-8") as f: return [json.loads(line) for line in f if line.strip()]

def pairs(groups): return {p for g in groups for p in itertools.combinations(sorted(g), 2)}

def measure_planted(chancery, folder, rows, found):
    """Of the sentences without source that the rewrites plant: how many are printed as added; and of those printed, how many are planted."""
    people = subprocess.run([chancery, "families", "--sentences", "99", "--record", os.path.join(folder, "rewrites.db")], stdout=subprocess.PIPE, text=True).stdout
    added = [line[8:] for line in people.split("\n") if line.startswith("      + ")]
    planted = [row["planted"][:38] for row in rows if row.get("planted")]
    hits = sum(any(a.startswith(p) for a in added) for p in planted)
    found["planted found"] = hits / len(planted)
    found["planted among added"] = hits / len(added) if added else 1.0

def measure_rewrites(chancery, folder, path, found):
    rows = load(path)
    families = {}
    for row in rows: families.setdefault(row.get("family", row["id"]), []).append(row["id"])
    gold = pairs(families.values())
    groups = groups_of(chancery, folder, rows, "rewrites")
    have = pairs(groups["families"])
    measure_planted(chancery, folder, rows, found)
    found["rewrites recall"] = len(gold & have) / len(gold)
    found["rewrites precision"] = len(gold & have) / len(have) if have else 1.0
    return sorted(gold - have), sorted(have - gold)

def measure_gold(chancery, folder, shared, found, misses):
    gold = os.path.join(shared, "gold", "families")
    system = groups_of(chancery, folder, load(os.path.join(gold, "dev.jsonl")), "gold")
    result = os.path.join(folder, "system.json")
    with open(result, "w", encoding="utf-8") as f: json.dump(system, f)
    scorer = [sys.executable, os.path.join(shared, "score", "score_families.py"), os.path.join(gold, "dev_groups.json"), result]
    s = json.loads(subprocess.run(scorer + ["--json"], stdout=subprocess.PIPE, check=True).stdout)
    if misses: print(subprocess.run(scorer + ["--misses", misses], stdout=subprocess.PIPE, text=True).stdout)
    f, t, u = s["families"], s["stories"], s["unrelated"]
    found.update({"families f1": f["pairwise"]["f1"], "families precision": f["pairwise"]["p"],
        "families partial recall": f["by_kind"]["partial"]["r"], "families unrelated apart": 1 - u["family"],
        "stories f1": t["pairwise"]["f1"], "stories across f1": t["across"]["f1"], "stories unrelated apart": 1 - u["story"]})

def main():
    chancery, shared, floors, rewrites = sys.argv[1:5]
    misses = sys.argv[6] if "--misses" in sys.argv[5:6] else None
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        missed, wrong = measure_rewrites(chancery, folder, rewrites, found)
        if misses: print("rewrites missed", *missed, "\nrewrites wrong", *wrong)
        has_gold = os.path.isdir(os.path.join(shared, "gold", "families"))
        if has_gold: measure_gold(chancery, folder, shared, found, misses)
    failed = False
    for line in open(floors, encoding="utf-8"):
        if line.startswith("#") or not line.strip(): continue
        name, floor, target = line.rstrip("\n").split("\t")
        if name not in found: continue
        low = found[name] < float(floor)
        failed |= low
        print(f"{'FAIL' if low else 'ok  '} {name:26} {found[name]:.3f}  floor {floor}  target {target}")
    if failed: sys.exit(1)
    if not has_gold: print("# skipped: no gold data beside the checkout"); sys.exit(77)

main()
