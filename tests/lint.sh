#!/usr/bin/env bash
# House rules that no compiler checks, by grep over the sources. Prints each break as file:line and exits 1.
# A line that must break one says why in a comment that ends in "lint: allowed".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A checkout that was not made by git (a release's archive) has everything in its folders, and nothing else.
files() { git ls-files --cached --others --exclude-standard -- "$@" 2>/dev/null || find "$@" -type f; }
mapfile -t cpp < <(files app core ui tests | grep -E '\.(h|cpp)$')
mapfile -t text < <(files app core ui tests resources .ci README.md CONTRIBUTING.md CMakeLists.txt CMakePresets.json \
    | grep -E '\.(h|cpp|txt|md|json|sh|desktop)$|/run$' | grep -v '^tests/fixtures/')
status=0

# forbid WHY PATTERN FILES…: comments don't count, except for what may stand nowhere at all (see below).
forbid()
{
    local why=$1 pattern=$2 hits
    shift 2
    hits=$(grep -nHP -- "$pattern" "$@" | grep -vP 'lint: allowed|^[^:]+:\d+:\s*(//|\*|#)|^tests/lint\.sh:' || true)
    [ -z "$hits" ] && return
    printf '%s\n    %s\n' "$hits" "$why"
    status=1
}

# GCC 12 compiles these wrongly. `co_await e;`, `auto x = co_await e;` and `co_return co_await e;` are the forms.
forbid 'co_await inside a condition: give the result a name first' '\b(if|while|switch|for)\s*\([^;]*\bco_await\b' "${cpp[@]}"
forbid 'co_await inside ?: or a logical operator: give the result a name first' '(\?|&&|\|\|)[^;]*\bco_await\b|\bco_await\b[^;]*( \? |&&|\|\|)' "${cpp[@]}"
forbid 'co_await inside an argument or a braced list: give the result a name first' '[\w>][({]\s*(!|\*)?co_await\b|,\s*co_await\b' "${cpp[@]}"
forbid 'member access on an awaited value: give the result a name first' '\(co_await\b[^;]*\)\s*(\.|->)' "${cpp[@]}"
forbid 'a lambda inside the awaited expression: give it a name first' '\bco_await\b.*[(,=]\s*\[[^\]]*\]\s*(\(|\{|mutable)' "${cpp[@]}"
forbid 'an aggregate inside the awaited expression: give it a name first' '\bco_await\b[^;]*\{\s*\.' "${cpp[@]}"

forbid 'nested event loops: wait with a coroutine or a signal' '\bprocessEvents\s*\(' "${cpp[@]}"
forbid 'the table is a model over the run file' '\bQTableWidget\b|\bQSortFilterProxyModel\b' "${cpp[@]}"
forbid 'nothing is detached: who starts it joins it' '\.detach\(\)' "${cpp[@]}"
forbid 'TLS errors are errors' '\bignoreSslErrors\b' "${cpp[@]}"
forbid 'range-based for instead' '\b(foreach|Q_FOREACH)\s*\(' "${cpp[@]}"
forbid 'Q_EMIT, Q_SIGNALS and Q_SLOTS' '^\s*(emit |signals:|(public|protected|private) slots:)' "${cpp[@]}"
forbid 'private headers of Qt change without notice' '#include\s*[<"](.*/)?private/' "${cpp[@]}"
forbid 'a test runs and passes, or it fails' '\bQSKIP\b|\bQEXPECT_FAIL\b|QVERIFY\(true\)' "${cpp[@]}"
forbid 'waiting by hope: wait for what is meant to happen' '\bqWait\(\s*\d{4,}|\b(qSleep|QThread::m?sleep)\(\s*\d' "${cpp[@]}"
forbid 'a path of one machine' '(?<![\w.])/(home|work|Users)/\w+/|/tmp/[a-z]+/' "${text[@]}"
# What a comment may not say either.
todo=$(grep -nHP '\b(TODO|FIXME)\b' "${cpp[@]}" || true)
[ -z "$todo" ] || { printf '%s\n    work left undone belongs into the list of issues\n' "$todo"; status=1; }

for script in $(files app tests .ci | grep -E '\.sh$|/run$'); do bash -n "$script" || status=1; done
[ $status -eq 0 ] && echo "lint: ${#cpp[@]} sources follow the house rules"
exit $status
