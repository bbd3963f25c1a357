#!/usr/bin/env bash
# Every test, strictly: installs what is missing, builds with warnings as errors under ASan, LSan and UBSan, runs ctest.
#   bash tests/run.sh [ctest arguments]      e.g. -R ledger, --rerun-failed, --repeat until-fail:20
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=app/packages.sh
. "$top/app/packages.sh"

install_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
choose_compiler
cd "$top"
cmake --preset asan
cmake --build --preset asan

# Use after return is where a coroutine's dangling reference shows; LSan finds frames that were left behind.
export ASAN_OPTIONS="detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
if [ -z "${ASAN_SYMBOLIZER_PATH:-}" ] && command -v llvm-symbolizer-19 >/dev/null; then
    ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-19)
    export ASAN_SYMBOLIZER_PATH
fi
exec ctest --preset asan --output-on-failure --no-tests=error -j2 "$@"
