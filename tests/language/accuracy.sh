#!/bin/sh
# Floors of the language engine on UD_English-EWT test, from given words and from raw text.
# Usage: accuracy.sh CHANCERY SOURCE_ROOT. Skipped (77) where the treebank is not at hand.
set -eu
chancery=$1
shared=${CHANCERY_SHARED:-$2/../shared}
gold_gz=$shared/data/ud/en_ewt-test.conllu.gz
if [ ! -r "$gold_gz" ]; then
    echo "skipped: $gold_gz is not there"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gzip -dc "$gold_gz" >"$work/gold.conllu"
awk -f "$2/tests/language/raw_text.awk" "$work/gold.conllu" >"$work/raw.txt"
"$chancery" parse --tokens "$work/gold.conllu" >"$work/tokens.conllu"
"$chancery" parse "$work/raw.txt" >"$work/raw.conllu"
echo "given words:"
"$chancery" score --conllu "$work/gold.conllu" "$work/tokens.conllu" --floor UPOS=95 --floor LAS=82
echo "raw text:"
"$chancery" score --conllu "$work/gold.conllu" "$work/raw.conllu" --floor Sentences=80 --floor LAS=78
