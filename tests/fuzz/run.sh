#!/usr/bin/env bash
# Builds the fuzzers and runs each on one core; a line for each, and 1 when one finds something.
#   bash tests/fuzz/run.sh [-j AT-ONCE] [-s SEED] [SECONDS] [PROGRAM…]      e.g. -j 2 -s 1 30, or 1800 fuzz_html
# With a seed, and nothing learnt before, every run tries the same inputs in the same order: CI must not find by luck.
# What it learns stays in build/fuzz/corpus/PROGRAM, and so makes the next run begin further on; what it finds in build/fuzz/findings.
# In the repository, corpus/PROGRAM has only seeds made by hand and what was mended (tst_fuzzcorpus runs those everywhere).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$here/../..
build=$(realpath "$top")/build/fuzz

at_once=1 seconds=30 seed=0 # 0: a new one each time
while getopts j:s: option; do
    case $option in j) at_once=$OPTARG ;; s) seed=$OPTARG ;; *) exit 2 ;; esac
done
shift $((OPTIND - 1))
if [[ ${1:-} =~ ^[0-9]+$ ]]; then seconds=$1; shift; fi
programs=("$@")
if [ ${#programs[@]} -eq 0 ]; then
    for source in "$here"/fuzz_*.cpp; do programs+=("$(basename "$source" .cpp)"); done
fi

(cd "$top" && cmake --preset fuzz --log-level=WARNING >/dev/null && cmake --build --preset fuzz --target "${programs[@]}")
mkdir -p "$build/findings" "$build/logs"
export ASAN_OPTIONS="detect_stack_use_after_return=1:strict_string_checks=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
export QT_LOGGING_RULES='*.debug=false'
if [ -z "${ASAN_SYMBOLIZER_PATH:-}" ] && command -v llvm-symbolizer-19 >/dev/null; then
    ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-19)
    export ASAN_SYMBOLIZER_PATH
fi

# The longest input in bytes: as long as needed for all that the program tells apart, as short as possible for many runs.
longest() { case $1 in fuzz_selector) echo 512 ;; fuzz_detect) echo 4096 ;; fuzz_html*|fuzz_tokenizer) echo 1024 ;; *) echo 2048 ;; esac; }

# html5lib's pages are good seeds where that suite is.
seeds()
{
    if [[ $1 == fuzz_html* ]]; then
        python3 "$here/html5libseeds.py" "$1" "$build/seeds/$1"
        echo "$build/seeds/$1"
    fi
}

fuzz()
{
    local program=$1 log=$build/logs/$1.log status=0 options=() dictionary start=$SECONDS
    dictionary=$here/$(case $program in fuzz_html*|fuzz_tokenizer|fuzz_detect) echo html ;; *) echo "${program#fuzz_}" ;; esac).dict
    if [ -f "$dictionary" ]; then options+=("-dict=$dictionary"); fi
    mkdir -p "$build/corpus/$program"
    # shellcheck disable=SC2046
    nice -n 10 "$build/tests/fuzz/$program" -max_total_time="$seconds" -seed="$seed" -max_len="$(longest "$program")" -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="$build/findings/$program-" "${options[@]}" \
        "$build/corpus/$program" "$here/corpus/$program" $(seeds "$program") </dev/null >"$log" 2>&1 &
    local child=$!
    trap 'kill "$child"; exit 1' TERM
    wait "$child" || status=$?
    local runs coverage
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(sed -n 's/.* cov: \([0-9]*\) ft: \([0-9]*\) .*/\1 edges, \2 features/p' "$log" | tail -1)
    printf '%-18s %9s runs in %d s, %s, corpus of %d files: %s\n' "$program" "${runs:-?}" $((SECONDS - start)) "${coverage:-?}" \
        "$(find "$build/corpus/$program" -type f | wc -l)" "$([ $status -eq 0 ] && echo 'no finding' || echo 'A FINDING')"
    if [ $status -ne 0 ]; then
        grep -m 3 -E '^broken:|ERROR: |SUMMARY: |runtime error' "$log" | sed 's/^/    /' || true
        local input
        input=$(sed -n 's/.*Test unit written to //p' "$log" | tail -1)
        echo "    again: build/fuzz/tests/fuzz/$program ${input#"$top"/}    smaller: the same with -minimize_crash=1 -runs=10000"
        echo "    its whole log: $log"
    fi
    return $status
}

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
failed=0 running=0
for program in "${programs[@]}"; do
    if [ "$running" -ge "$at_once" ]; then wait -n || failed=1; running=$((running - 1)); fi
    fuzz "$program" &
    running=$((running + 1))
done
for ((; running > 0; --running)); do wait -n || failed=1; done
exit $failed
