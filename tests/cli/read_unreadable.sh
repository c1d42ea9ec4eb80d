#!/bin/sh
# read_unreadable.sh CHANCERY - a file without read permission is refused, the next one is read.
# Skipped as root, who reads everything.
set -eu
[ "$(id -u)" != 0 ] || { echo "# skipped: root reads every file"; exit 77; }
chancery=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo "France condemned the attack." >closed.txt
echo "France condemned the attack." >open.txt
chmod 000 closed.txt
code=0
"$chancery" read --json closed.txt open.txt >out 2>err || code=$?
[ "$code" = 4 ]
[ "$(cat err)" = "chancery: closed.txt: cannot open: Permission denied" ]
[ "$(wc -l <out)" = 1 ]
