#!/bin/sh
# record_add.sh CHANCERY DATA - adding with the real engine: twice is once, bad input is told and the
# rest kept, threads change nothing, kill -9, a full disk and a read-only place lose nothing.
# Nothing here depends on what the engine reads in a text.
set -u
chancery=$(realpath "$1") CHANCERY_DATA=$(realpath "$2")
if [ ! -f "$CHANCERY_DATA/english.model" ]; then
    echo "skipped: no english.model in $CHANCERY_DATA"
    exit 77
fi
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
export CHANCERY_DATA NO_COLOR=1 HOME="$folder/home" XDG_DATA_HOME="$folder/data" SOURCE_DATE_EPOCH=1763899200
cd "$folder" || exit 1
failed=0

# wants NAME CODE TEXT: the last run ended with CODE and printed TEXT (both streams)
wants() {
    if [ "$code" != "$2" ] || ! printf '%s' "$said" | grep -qF -- "$3"; then
        printf 'not as wanted: %s\n  exit %s, wanted %s; wanted to read: %s\n%s\n' "$1" "$code" "$2" "$3" "$said"
        failed=1
    fi
}
run() { said=$("$chancery" "$@" 2>&1 </dev/null) && code=0 || code=$?; }

report() { # number, day
    printf '{"id": "r%s", "published": "2025-%s", "source": "Post %s", "text": "Belarus and Iran signed agreement number %s in Minsk on Monday. The ministers met for talks. France condemned it."}\n' "$1" "$2" "$(($1 % 3))" "$1"
}
i=0
while [ $i -lt 300 ]; do report $i "03-0$((i % 9 + 1))"; i=$((i + 1)); done >many.jsonl
head -n 20 many.jsonl >few.jsonl
printf 'Iran invited the president of Belarus to Tehran, officials said on Tuesday.\n' >plain.txt

run add --record a.db few.jsonl plain.txt --published 2025-04-01
wants 'adding' 0 'a.db: 21 new reports'
run add --record a.db few.jsonl plain.txt --published 2025-04-01
wants 'adding twice' 0 'a.db: 0 new reports with 0 events, 21 known, 0 refused'
run add --record a.db plain.txt --published 2025-05-01
wants 'other data for a known text' 0 'other data'
run verify --record a.db
wants 'in order' 0 '21 reports, 21 texts'
sed 's/"id": "r/"id": "copy/' few.jsonl | head -n 2 >copies.jsonl
run add --record a.db copies.jsonl
wants 'copies under other ids' 0 'a copy'
run verify --record a.db
wants 'copies share their text' 0 '23 reports, 21 texts'
run add --quiet --record a.db - <many.jsonl
wants 'nothing on standard input' 3 'chancery'
said=$("$chancery" add --quiet --record b.db - <few.jsonl 2>&1) && code=0 || code=$?
wants 'standard input' 0 'b.db: 20 new reports'
run show --record a.db r7
wants 'the id it came with' 0 'came as     r7'

# threads and order change no id
run add --quiet --record one.db --jobs 1 many.jsonl
wants 'one thread' 0 '300 new'
sort -r many.jsonl >back.jsonl
run add --quiet --record four.db --jobs 4 back.jsonl
wants 'four threads, other order' 0 '300 new'
"$chancery" events --json --record one.db >one.jsonl
"$chancery" events --json --record four.db >four.jsonl
cmp one.jsonl four.jsonl || failed=1

# bad input among good
(head -n 5 many.jsonl; echo '{"id": "bad", "text": '; tail -n 5 many.jsonl) >mixed.jsonl
run add --quiet --record c.db mixed.jsonl
wants 'a bad line' 4 'mixed.jsonl: '
wants 'the good lines' 4 'c.db: 10 new reports'
run add --quiet --record c.db missing.txt
wants 'nothing but a missing file' 3 'missing.txt'
run add --published tomorrow --record c.db plain.txt
wants 'a nonsense date' 2 "'tomorrow' is no date"
run add --record c.db --frm x plain.txt
wants 'a wrong option' 2 'no option'
printf 'no database' >text.db
run add --record text.db plain.txt
wants 'a file that is no record' 5 'not a record'

# explain: the tree, what fired; a text; a silence; the engine's absence
run explain --text 'Belarus and Iran signed an agreement in Minsk.' --published 2025-12-10
wants 'the parse of a text' 0 'root'
run explain --record a.db r3
wants 'the events of a report' 0 'What fired'
run explain --record a.db --silence r3
wants 'silence' "$code" ''
said=$(CHANCERY_DATA=/nowhere "$chancery" explain --text 'Iran met Iraq.' 2>&1) && code=0 || code=$?
wants 'no model' 5 '/nowhere/english.model'

# kill -9: what was printed is there, nothing twice, nothing half
: >printed
for wait in 0.02 0.05 0.09 0.13 0.2 0.3; do
    "$chancery" add --record k.db --jobs 2 many.jsonl >>printed 2>/dev/null &
    pid=$!
    sleep $wait
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ -f k.db ] || continue
    run verify --record k.db
    case $said in *'file is empty'* | *'in order'*) ;; # killed before it had a schema, or later
    *) wants "killed after $wait s" 0 'in order' ;; esac
done
run add --quiet --record k.db many.jsonl
wants 'the rest' 0 '0 refused'
run verify --record k.db
wants 'all there, once' 0 '300 reports, 300 texts'
cut -d' ' -f1 printed | grep '^r..........$' | sort -u >acknowledged
"$chancery" events --record k.db --json --copies | sed 's/.*"report": "\([^"]*\)".*/\1/' | sort -u >there
if [ "$(comm -23 acknowledged there | wc -l)" != 0 ]; then
    echo 'a report that was acknowledged is not there' && failed=1
fi

# a full disk: files may not grow past 300 KB
(
    trap '' XFSZ
    ulimit -f 600
    "$chancery" add --quiet --record full.db many.jsonl
) >full.out 2>&1 && code=0 || code=$?
said=$(cat full.out)
wants 'a full disk' 5 'full.db: '
wants 'a full disk' 5 'before that are in the record'
run verify --record full.db
wants 'what was in stays' 0 'in order'

# places where nothing can be written: root may write anywhere, so it becomes nobody
mkdir closed && cp a.db closed/ && chmod 755 "$folder" closed && chmod 444 closed/a.db && chmod 555 closed
as_nobody() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --clear-groups "$@"; else "$@"; fi; }
if [ "$(id -u)" != 0 ] || setpriv --reuid=65534 --clear-groups test -x "$chancery" 2>/dev/null; then
    said=$(as_nobody "$chancery" add --record closed/new.db plain.txt 2>&1) && code=0 || code=$?
    wants 'a new record in a read-only directory' 5 'closed/new.db: '
    said=$(as_nobody "$chancery" add --record closed/a.db few.jsonl 2>&1) && code=0 || code=$?
    wants 'a read-only record' 5 'closed/a.db: '
    said=$(as_nobody "$chancery" verify --record closed/a.db 2>&1) && code=0 || code=$?
    wants 'reading there' 0 'in order'
fi

[ $failed = 0 ] && echo 'all as wanted'
exit $failed
