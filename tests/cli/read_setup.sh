#!/bin/sh
# Lays out the inputs of read_cases.txt in the working folder. argv[1] is not used (see record_cases.sh).
set -eu
data=$(dirname "$(realpath "$(command -v chancery)")")

# the head of each line of JSON: what ingest made, without what the coder read in it
printf '#!/bin/sh\nsed "s/, \\"sentences\\": .*//"\n' >../bin/reports
chmod +x ../bin/reports

printf 'France condemned the attack.\n' >plain.txt
printf 'France condemned the attack.\n' | gzip -n >plain.txt.gz
: >empty.txt
: >empty.jsonl
printf ' \n\n' >blank.txt
printf '\177ELF\002\001\001' >program
printf '%%PDF-1.7\n' >report.pdf
printf 'one\000two\n' >nul.txt
printf 'caf\303\251 na\303\257ve \303\050 d\303\251j\303\240\n' >damaged.txt
printf 'The caf\351 \223quoted\224 \226 it.\r\nSecond line.\n' >windows.txt
printf 'caf\351 \201\n' >undefined.txt
printf '\357\273\277Marked.\n' >mark.txt
printf '\377\376H\000i\000\034\040' >utf16.txt
printf '\377\376H\000i' >utf16-cut.txt
printf '<html><head><meta charset="koi8-r"></head><body><p>\311\312\313</p></body></html>' >koi8.html
printf '{"text": "a\\u0000b"}\n' >nul.jsonl
printf '{"id": "whole", "text": "Good."}\n{"id": "cut"' >cut.jsonl
i=0
while [ $i -lt 1000 ]; do
    i=$((i + 1))
    if [ $i = 500 ]; then printf '{"id": "r500", "text": oops}\n'; else printf '{"id": "r%d", "text": "Iran and Iraq met."}\n' $i; fi
done >thousand.jsonl
cat >dates.jsonl <<'END'
{"id": "d1", "published": "2025-12-10T08:30:00Z", "text": "x."}
{"id": "d2", "published": "2025-02-30", "text": "x."}
{"id": "d3", "published": "yesterday", "text": "x."}
{"id": "d4", "published": null, "text": "x."}
{"id": "d5", "published": 20251210, "text": "x."}
{"report": {"id": "d6", "published": "Wed, 10 Dec 2025 08:00:00 GMT", "text": "x."}}
END
{
    printf '{"id": "before", "text": "x."}\n{"id": "long", "text": "'
    head -c 100000000 /dev/zero | tr '\000' x
    printf '"}\n{"id": "after", "text": "x."}\n'
} >long.jsonl
{ head -c 100000000 /dev/zero | tr '\000' x; } >long.txt
gzip -n <thousand.jsonl | head -c 900 >cut.jsonl.gz
{ printf '{"id": "g1", "text": "x."}\n' | gzip -n; printf 'tail'; } >tail.jsonl.gz

mkdir -p folder/deeper folder/.hidden nothing
printf 'b.\n' >folder/b.txt
printf 'a.\n' >folder/a.txt
printf 'c.\n' >folder/deeper/c.txt
printf 'no.\n' >folder/.hidden/d.txt
printf 'no.\n' >folder/README.md
printf '# notes\n' >nothing/README.md

cat >page.html <<'END'
<!doctype html><html lang="en"><head><title>Ministers meet | The Post</title>
<meta property="og:site_name" content="The Post"><link rel="canonical" href="https://post.example/2025/12/09/meet">
<meta property="article:published_time" content="2025-12-10T06:00:00Z"><script>var x = "<p>not text</p>";</script></head>
<body class="has-sidebar"><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<div class="story"><h1>Ministers meet in Minsk</h1>
<p>The ministers of Belarus and Iran met in Minsk on Wednesday&nbsp;and spoke of trade &amp; transport.</p>
<p>They agreed to meet <b>again</b> in Tehran next year, the <a href="/b">Belarusian</a> ministry said in a statement.</p></div>
<div class="sidebar"><p>Sign up for the letter that everybody reads in the morning, every morning of the week.</p></div>
<footer><p>All rights reserved by the post, which is no post at all but a sample of a newspaper page.</p></footer></body></html>
END

for kind in missing truncated damaged newer other; do mkdir "data-$kind"; done
for kind in truncated damaged newer other; do cp "$data/chancery.dat" "$data/english.model" "data-$kind"; done
head -c 100 "$data/english.model" >data-truncated/english.model
last=$(($(stat -c %s "$data/english.model") - 1))
tail -c 1 "$data/english.model" | tr '\000-\377' '\001-\377\000' |
    dd of=data-damaged/english.model bs=1 seek="$last" conv=notrunc 2>/dev/null
printf '\011' | dd of=data-newer/english.model bs=1 seek=8 conv=notrunc 2>/dev/null
printf 'not a model, but text that is long enough to be looked at\n' >data-other/english.model
