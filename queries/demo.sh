#!/usr/bin/env bash
# Ingests corpus/ into a temporary store and answers three evidence questions with citations. Called by ./dev demo with
# the program's path.
set -euo pipefail
program=$(realpath "${1:-build/release/warrant}")
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export WARRANT_DB=$folder/demo.db

echo "\$ warrant ingest corpus/*/"
"$program" --quiet ingest corpus/*/
for question in \
  "What is the median survival after surgery for spinal metastases?" \
  "What is the effect of visceral metastases on survival?" \
  "What is the target haemoglobin in chronic kidney disease?"; do
  printf '\n$ warrant ask "%s" --limit 3\n' "$question"
  "$program" ask "$question" --limit 3 || [ $? -eq 1 ]  # 1 = no evidence found, which is an answer
done
