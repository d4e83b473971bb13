#!/usr/bin/env bash
# Every benchmark, or those named: ./dev bench [name…]. One function each; data come from ../shared (or WARRANT_SHARED),
# unpacked into a folder that is removed at the end. A benchmark without its data says so and is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=build/release
tests=$bin/tests
shared=${WARRANT_SHARED:-../shared}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# unpacked data/web-pages: the archive's folder below $work, unpacked once.
unpacked() {
  local folder=$work/${1##*/}
  if [ ! -d "$folder" ]; then
    mkdir -p "$folder"
    tar -xzf "$shared/$1.tar.gz" -C "$folder"
    local inner=$folder/${1##*/}
    [ -d "$inner" ] && folder=$inner
  elif [ -d "$folder/${1##*/}" ]; then
    folder=$folder/${1##*/}
  fi
  echo "$folder"
}
need() {
  for path in "$@"; do
    [ -e "$shared/$path" ] || { echo "skipped: needs $path of the data folder beside the checkout"; return 1; }
  done
}
store() {  # the real articles in a store, made once
  [ -e "$work/store.db" ] ||
    "$bin/warrant" --db "$work/store.db" -q ingest "$shared/data/pmc-oa-ccby.tar.gz" "$shared/seeds" >/dev/null
  echo "$work/store.db"
}

readers() {
  need data/jats-varied.tar.gz data/pubmed-xml.tar.gz data/pmc-oa-ccby.tar.gz data/hostile-inputs.tar.gz || return 0
  local fidelity="tests/bench/reader_fidelity $tests/bench_read_documents"
  $fidelity jats "$(unpacked data/pmc-oa-ccby)"
  $fidelity jats "$(unpacked data/jats-varied)" || true  # the files that are not well-formed are named
  $fidelity pubmed "$(unpacked data/pubmed-xml)"
  $fidelity hostile "$(unpacked data/hostile-inputs)"
}
main_text() {
  need data/web-pages.tar.gz || return 0
  tests/bench/main_text.py "$tests/bench_main_text" "$(unpacked data/web-pages)"
}
sentences() {
  need eval/sentence-gold.tar.gz data/pmc-oa-ccby.tar.gz || return 0
  "$tests/bench_sentences" "$(unpacked eval/sentence-gold)"
  "$tests/bench_boundaries" tests/bench/boundaries.tsv "$(unpacked data/pmc-oa-ccby)"
}
language() {
  need eval/ab3p-med1250.tar.gz eval/negex-testkit.tar.gz eval/evidence-inference-dev.jsonl || return 0
  "$tests/bench_abbreviations" "$(unpacked eval/ab3p-med1250)/MED1250_labeled"
  "$tests/bench_negation" "$(unpacked eval/negex-testkit)/rsAnnotations-1-120-random.txt"
  "$tests/bench_direction" "$shared/eval/evidence-inference-dev.jsonl" tests/bench/direction_calibration.txt
}
claims() {
  need gold/dev tools/score_claims.py data/pmc-oa-ccby.tar.gz || return 0
  "$bin/warrant" --db "$(store)" claims --format ndjson | python3 "$shared/tools/score_claims.py" "$shared/gold/dev"
}
citations() {
  need data/pmc-oa-ccby.tar.gz || return 0
  find "$(unpacked data/pmc-oa-ccby)" -name '*.nxml' | sort | "$tests/bench_anchors"
  tests/bench/references.py "$tests/bench_references" "$(unpacked data/pmc-oa-ccby)"
}
verdicts() {
  local status=0
  WARRANT_SHARED=$shared tests/bench/verdicts "$bin/warrant" || status=$?
  [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || return "$status"  # 3: a set is below the goal, which is no fault
  need data/pmc-oa-ccby.tar.gz || return 0
  find "$(unpacked data/pmc-oa-ccby)" -name '*.nxml' | "$tests/bench_verdict_probe" 300 1
}
ask() {
  need eval/evidence-inference-dev.jsonl tools/score_ask.py data/pmc-oa-ccby.tar.gz || return 0
  local questions=$shared/eval/evidence-inference-dev.jsonl score="python3 $shared/tools/score_ask.py"
  for within in --within ""; do
    $score questions "$questions" $within >"$work/batch.ndjson"
    "$bin/warrant" --db "$(store)" --format ndjson ask --batch "$work/batch.ndjson" --limit 10 >"$work/answers.ndjson"
    $score score "$questions" "$work/answers.ndjson"
  done
}
search() {
  need eval/scifact.tar.gz eval/nfcorpus.tar.gz data/pmc-oa-ccby.tar.gz || return 0
  tests/bench/engines/compare "$tests/bench_retrieval" "$(store)"
  tests/bench/replicate.py "$(store)" "$work/large.db" 3100000 "$work"
  "$tests/bench_retrieval" "$work/large.db" 0
  rm "$work/large.db"
  "$tests/bench_effectiveness" "$(unpacked eval/scifact)" "$(unpacked eval/scifact)/qrels/train.tsv"
  "$tests/bench_effectiveness" "$(unpacked eval/nfcorpus)" "$(unpacked eval/nfcorpus)/qrels/dev.tsv"
}
extract() {
  need data/pmc-oa-ccby.tar.gz || return 0
  "$tests/bench_extract" "$shared/data/pmc-oa-ccby.tar.gz"
}
ingest() {
  need data/pmc-oa-ccby.tar.gz || return 0
  "$tests/bench_ingest" "$shared/data/pmc-oa-ccby.tar.gz"
}
nightly() {
  tests/bench/nightly.py "$bin/warrant" unchanged
  tests/bench/nightly.py "$bin/warrant" pubmed
  tests/bench/nightly.py "$bin/warrant" growth
}

all=(readers main_text sentences language claims citations verdicts ask search extract ingest nightly)
[ $# -gt 0 ] || set -- "${all[@]}"
for name in "$@"; do
  [[ " ${all[*]} " == *" $name "* ]] || { echo "no benchmark $name; there are: ${all[*]}" >&2; exit 2; }
  echo "== $name"
  "$name"
done
