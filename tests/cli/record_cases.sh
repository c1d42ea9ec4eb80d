#!/bin/sh
# record_cases.sh CHANCERY MAKE_RECORD CASES [--rewrite]
# CASES is a session at a terminal: lines "$ command", what it prints (both streams), "[exit N]".
# Each command is run again in an empty folder that holds the record t.db; any difference fails.
# With --rewrite CASES becomes what was printed.
set -eu
chancery=$(realpath "$1") make_record=$(realpath "$2") cases=$(realpath "$3")
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/work"
ln -s "$chancery" "$folder/bin/chancery"
PATH=$folder/bin:$PATH NO_COLOR=1 HOME=$folder/home XDG_DATA_HOME=$folder/data
export PATH NO_COLOR HOME XDG_DATA_HOME
cd "$folder/work"
"$make_record" t.db
is_output=no # blank lines of an old output are not copied
while IFS= read -r line; do
    case $line in
    '#'*) printf '%s\n' "$line" ;;
    '') if [ $is_output = no ]; then echo; fi ;;
    '[exit '*) is_output=no ;;
    '$ '*)
        is_output=yes
        printf '%s\n' "$line"
        code=0
        sh -c "${line#??}" </dev/null 2>&1 || code=$?
        printf '[exit %s]\n' "$code"
        ;;
    esac
done <"$cases" >"$folder/now"
if [ "${4-}" = --rewrite ]; then
    cp "$folder/now" "$cases"
else
    # blank lines between cases are copied, those inside outputs are not compared
    grep -v '^$' "$cases" >"$folder/wanted" || true
    grep -v '^$' "$folder/now" >"$folder/have" || true
    diff -u "$folder/wanted" "$folder/have"
fi
