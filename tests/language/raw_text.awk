# CoNLL-U -> its raw text: a blank line before each paragraph, sentences on one line.
BEGIN { FS = "\t" }
/^# newpar|^# newdoc/ { if (any && !blank) { printf "\n\n"; blank = 1 } }
/^$/ || /^#/ { skip = 0; next }
$1 ~ /\./ { next }
$1 ~ /-/ { split($1, range, "-"); skip = range[2]; emit(); next }
$1 + 0 <= skip { next }
{ emit() }
function emit() { printf "%s%s", $2, $10 ~ /SpaceAfter=No/ ? "" : " "; any = 1; blank = 0 }
END { printf "\n" }
