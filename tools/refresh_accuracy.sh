#!/bin/sh
# Put today's accuracy tables into docs/accuracy.md. Needs the gold data: ../shared or CHANCERY_SHARED.
set -eu
cd "$(dirname "$0")/.."
tables=$(mktemp)
trap 'rm -f "$tables"' EXIT
python3 tests/accuracy/accuracy.py build/chancery "${CHANCERY_SHARED:-../shared}" tests/accuracy/floors.tsv \
    --markdown | sed -n '/^$/,$p' >"$tables"
awk -v tables="$tables" '
    /<!-- tables: begin -->/ { print; while ((getline line < tables) > 0) print line; skip = 1 }
    /<!-- tables: end -->/ { skip = 0 }
    !skip && !/<!-- tables: begin -->/ { print }' docs/accuracy.md >docs/accuracy.md.new
mv docs/accuracy.md.new docs/accuracy.md
