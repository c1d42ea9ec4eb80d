#!/bin/sh
# story_setup.sh RECORD: the sample reports, for story_cases.txt (see record_cases.sh).
set -eu
samples=$(dirname "$0")/../../samples/reports.jsonl
grep -E '"(gulf-drill|new-start|russia-dprk|denmark-visit)' "$samples" |
    chancery add --quiet --record "$1" - 2>/dev/null
