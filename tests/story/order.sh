#!/bin/sh
# order.sh CHANCERY REPORTS.jsonl...: the same reports in three orders give the same families and stories, byte for byte.
set -eu
chancery=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat "$@" >"$folder/1.jsonl"
sort -r "$folder/1.jsonl" >"$folder/2.jsonl"
# an order by nothing that means anything: the reversed lines
rev "$folder/1.jsonl" | sort | rev >"$folder/3.jsonl"
for i in 1 2 3; do
    "$chancery" add --quiet --record "$folder/$i.db" "$folder/$i.jsonl" 2>/dev/null
    for verb in families stories; do
        "$chancery" $verb --record "$folder/$i.db" >"$folder/$i.$verb"
        test -s "$folder/$i.$verb"
        cmp "$folder/1.$verb" "$folder/$i.$verb"
    done
done
