#!/bin/sh
# refusals.sh COMPILE_DATA REFUSALS: each block's tables must be refused, with file, line and reason.
set -u
compile=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
count=0

begin_block() {
    rm -rf "$work/data"
    mkdir -p "$work/data/names"
    printf 'key\tiso2\tnumber\tcow\tgw\tfrom\tto\tname\tnames\tformer\tadjectives\tsingular\tplural\tcapital\tsource\n' >"$work/data/names/states.tsv"
    printf 'AAA\tAA\t-\t-\t-\t-\t-\tAlphaland\t-\t-\tAlphan\tAlphan\tAlphans\tAlphaville\town\n' >>"$work/data/names/states.tsv"
    printf 'office\tsector\trank\tclass\tnames\tsource\nPresident\tGOV\t900\toffice\t-\town\n' >"$work/data/names/titles.tsv"
    printf 'word\nthe\n' >"$work/data/names/refused.tsv"
}

# The tables as they stand must pass, or every refusal below would prove nothing.
begin_block
if ! "$compile" "$work/data" "$work/out.dat"; then
    echo "the good tables are refused"
    exit 1
fi

check_block() { # $1: title, $2: words that the message must hold, in any order
    count=$((count + 1))
    if "$compile" "$work/data" "$work/out.dat" 2>"$work/message"; then
        echo "not refused: $1"
        failed=1
        return
    fi
    if ! message_holds "$2"; then
        echo "$1: message is \"$(cat "$work/message")\", expected \"$2\""
        failed=1
    fi
}

message_holds() { # the expected text, with "line N" and the file found apart from the reason
    for part in $(printf '%s' "$1" | tr ' ' '\n'); do
        grep -qF -- "$part" "$work/message" || return 1
    done
    return 0
}

title=
file=
state=none
while IFS= read -r line; do
    case $state:$line in
    none:==\ *) title=${line#== }; state=table; begin_block ;;
    table:file\ *) file="$work/data/names/${line#file }"; : >"$file" ;;
    table:---) state=expect ;;
    table:*\\) printf '%b' "${line%\\}" >>"$file" ;;
    table:*) printf '%b\n' "$line" >>"$file" ;;
    expect:*) check_block "$title" "$line"; state=none ;;
    esac
done <"$2"
echo "$count refusals checked"
[ "$count" -ge 20 ] && [ "$failed" -eq 0 ]
