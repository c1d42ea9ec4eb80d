#!/bin/sh
# tools/refresh_readme.sh - puts what the program prints today into the README's excerpt.
set -eu
cd "$(dirname "$0")/.."
excerpt=$(mktemp)
trap 'rm -f "$excerpt"' EXIT
grep belarus-iran-2025 samples/reports.jsonl | build/chancery read - >"$excerpt"
awk -v excerpt="$excerpt" '
    /^`grep belarus-iran-2025/ { is_next = 1 }
    /^```/ && is_next { print; while ((getline line < excerpt) > 0) lines[++n] = line
        while (n && lines[n] == "") n--
        for (i = 1; i <= n; i++) print lines[i]
        is_next = 0; is_old = 1; next }
    /^```/ { is_old = 0 }
    !is_old { print }' README.md >"$excerpt.md"
mv "$excerpt.md" README.md
