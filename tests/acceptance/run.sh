#!/usr/bin/env bash
# Runs what the README promises as commands that measure it: every executable file in this folder but this one. Its first
# comment begins with "# fast" (seconds; CI runs it) or "# long". Each prints its figure and exits non-zero when it falls short.
#   bash tests/acceptance/run.sh [--fast] [NAME…]
# CREEL_BUILD (a Release build, default build/release, made when absent) is where they find the programs; CREEL_CLI and
# CREEL_APP name these directly.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)

only_fast=false names=()
for argument in "$@"; do
    case $argument in
    --fast) only_fast=true ;;
    -*) echo "usage: bash tests/acceptance/run.sh [--fast] [NAME…]" >&2; exit 2 ;;
    *) names+=("$argument") ;;
    esac
done

export CREEL_BUILD=${CREEL_BUILD:-$top/build/release}
if [ ! -f "$CREEL_BUILD/CMakeCache.txt" ]; then
    # shellcheck source=app/packages.sh
    . "$top/app/packages.sh"
    install_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
    choose_compiler
    cmake -S "$top" -B "$CREEL_BUILD" -G Ninja -DCMAKE_BUILD_TYPE=Release
fi
cmake --build "$CREEL_BUILD"
export CREEL_CLI=${CREEL_CLI:-$CREEL_BUILD/app/cli/creel-cli}
export CREEL_APP=${CREEL_APP:-$CREEL_BUILD/app/desktop/creel}
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}

is_wanted()
{
    [ ${#names[@]} -gt 0 ] || return 0
    local name
    for name in "${names[@]}"; do [[ $1 == "$name"* ]] && return 0; done
    return 1
}

passed=0 failed=()
for script in "$here"/*; do
    name=$(basename "$script")
    [ -f "$script" ] && [ -x "$script" ] && [ "$name" != run.sh ] && is_wanted "$name" || continue
    case $(sed -n '1!{/^#/{p;q}}' "$script") in
    '# fast'*) ;;
    '# long'*) if $only_fast; then continue; fi ;;
    *) echo "--- $name: its first comment must be '# fast' or '# long'"; failed+=("$name"); continue ;;
    esac
    echo "--- $name"
    start=$SECONDS
    if "$script" </dev/null; then
        echo "--- $name: holds ($((SECONDS - start)) s)"
        passed=$((passed + 1))
    else
        echo "--- $name: FALLS SHORT (exit $?, $((SECONDS - start)) s)"
        failed+=("$name")
    fi
done
echo "acceptance: $passed hold, ${#failed[@]} fall short${failed:+: ${failed[*]}}"
[ ${#failed[@]} -eq 0 ] && [ $passed -gt 0 ]
