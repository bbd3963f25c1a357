#!/usr/bin/env bash
# Creel in one command: installs what is missing, builds, opens the window.
#   bash app/run.sh [RUN.creel]     the window
#   bash app/run.sh --demo          the window, with Creel's own demo site to scrape; without a display, the same in text
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=app/packages.sh
. "$top/app/packages.sh"

install_packages "${build_packages[@]}" "${run_packages[@]}"
choose_compiler
build=$top/build/release
echo "creel: building in $build"
(cd "$top" && cmake --preset release --log-level=WARNING >/dev/null)
cmake --build "$build" --target creel creel-cli

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$build/app/desktop/creel" "$@"
fi

case "${1:---demo}" in
-h | --help | -v | --version)
    exec "$build/app/desktop/creel" "$@"
    ;;
--demo)
    echo "creel: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so this is the demo without its window"
    exec "$build/app/cli/creel-cli" demo --scrape --output creel-demo.csv
    ;;
*)
    echo "creel: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open." >&2
    echo "    What needs none: $build/app/cli/creel-cli --help" >&2
    exit 2
    ;;
esac
