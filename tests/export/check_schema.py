#!/usr/bin/env python3
"""docs/schema.json against what the program prints.

  check_schema.py SCHEMA SAMPLE.jsonl CHANCERY REPORTS.jsonl

Checks the stored sample, `chancery read --json REPORTS`, and that changed copies of the sample are refused
(a schema that lets everything through is no test). Every span must hold the bytes of the text that it claims.
The validator knows the words of JSON Schema that the schema uses and stops at any other.
"""
import copy, json, re, subprocess, sys

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
KNOWN = {"$schema", "$defs", "title", "description", "$ref", "anyOf", "const", "enum", "type", "properties", "required",
         "additionalProperties", "items", "minItems", "maxItems", "pattern", "minimum", "maximum"}

def has_type(value, name):
    if name == "integer": return isinstance(value, int) and not isinstance(value, bool)
    if name == "number": return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])

def faults(schema, value, root, at="$"):
    """Yields one line a violation."""
    if not schema.keys() <= KNOWN: sys.exit(f"check_schema: unknown words {schema.keys() - KNOWN} at {at}")
    if "$ref" in schema: schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in schema and all(any(faults(s, value, root, at)) for s in schema["anyOf"]): yield f"{at}: none of anyOf"
    if "const" in schema and value != schema["const"]: yield f"{at}: is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]: yield f"{at}: {value!r} is not in the list"
    if "type" in schema:
        names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        if not any(has_type(value, n) for n in names):
            yield f"{at}: {type(value).__name__}, expected {' or '.join(names)}"
            return
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value): yield f"{at}: {value!r} does not match"
    if has_type(value, "number"):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value): yield f"{at}: {value} out of range"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)): yield f"{at}: {len(value)} items"
        for i, item in enumerate(value): yield from faults(schema.get("items", {}), item, root, f"{at}[{i}]")
    if isinstance(value, dict):
        for key in schema.get("required", []):
            if key not in value: yield f"{at}: no {key}"
        for key, item in value.items():
            if key in schema.get("properties", {}): yield from faults(schema["properties"][key], item, root, f"{at}.{key}")
            elif schema.get("additionalProperties") is False: yield f"{at}: {key} is not in the schema"

def false_spans(value, text, at="$"):
    if isinstance(value, list):
        for i, item in enumerate(value): yield from false_spans(item, text, f"{at}[{i}]")
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and text[value["start"]:value["end"]].decode() != value["text"]:
            yield f"{at}: the bytes hold other words than {value['text']!r}"
        for key, item in value.items(): yield from false_spans(item, text, f"{at}.{key}")

def all_faults(schema, line):
    value = json.loads(line)
    yield from faults(schema, value, schema)
    yield from false_spans(value, value["report"]["text"].encode())

def changed(sample):
    """(what, copy of the sample with that change)"""
    changes = {"no events": lambda r: r.pop("events"), "unknown type": lambda r: r["events"][0].update(type="SIGN"),
               "start is text": lambda r: r["events"][0]["trigger"].update(start="10"),
               "extra field": lambda r: r["visits"][0].update(extra=1), "veracity": lambda r: r["relations"][0].update(veracity="CT"),
               "date of publication": lambda r: r["report"].update(published="10 December"),
               "a place that is a list": lambda r: r["events"][0].update(place=[]), "latitude": lambda r: r["places"][0].update(lat=91),
               "moved span": lambda r: r["questions"][0].update(start=r["questions"][0]["start"] - 1),
               "sentence of one number": lambda r: r["sentences"][0].pop()}
    for what, change in changes.items():
        copied = copy.deepcopy(sample)
        change(copied)
        yield what, copied

def main():
    schema_path, sample_path, chancery, reports = sys.argv[1:5]
    with open(schema_path, encoding="utf-8") as f: schema = json.load(f)
    with open(sample_path, encoding="utf-8") as f: sample = f.readline()
    failed = 0
    for fault in all_faults(schema, sample): failed += 1; print("sample:", fault)
    for what, value in changed(json.loads(sample)):
        if not any(all_faults(schema, json.dumps(value))): failed += 1; print("let through:", what)
    read = subprocess.run([chancery, "read", "--json", reports], stdout=subprocess.PIPE)
    lines = read.stdout.decode().splitlines()
    if read.returncode or not lines: sys.exit(f"chancery read: exit {read.returncode}, {len(lines)} lines")
    for i, line in enumerate(lines, 1):
        for fault in list(all_faults(schema, line))[:5]: failed += 1; print(f"report {i}:", fault)
    print(f"# {len(lines)} reports, {failed} faults")
    sys.exit(1 if failed else 0)

if __name__ == "__main__": main()
