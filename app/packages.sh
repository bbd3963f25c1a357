# What Creel needs from the distribution, and how it gets there: Debian 12 or newer, Ubuntu 24.04 or newer.
# The one list for app/run.sh, tests/run.sh and .ci/run, which source this file.
#
# "a|b": the first of them that this release has. The house builds with clang-19 where it can be had: GCC 12 compiles
# some coroutines wrongly, which the code avoids, and a lint keeps it so.
build_packages=('clang-19|g++' cmake ninja-build pkgconf qt6-base-dev qcoro-qt6-dev libgumbo-dev libpugixml-dev zlib1g-dev
    libbrotli-dev libzstd-dev libpsl-dev libre2-dev)
run_packages=(libqt6sql6-sqlite ca-certificates)
test_packages=('libclang-rt-19-dev|g++' 'lld-19|binutils' 'llvm-19|binutils' openssl python3)
ci_packages=(g++ clang-format-19 clang-tidy-19)

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]; }

is_known() { [[ $(apt-cache policy "$1" 2>/dev/null) == *'Candidate: '[!\(]* ]]; }

# The packages of "$@" that are not there yet, in $missing; names that apt does not know, in $unknown.
find_missing()
{
    missing=() unknown=()
    local choice package
    for choice in "$@"; do
        for package in ${choice//|/ }; do
            if is_installed "$package"; then continue 2; fi
            if is_known "$package"; then missing+=("$package"); continue 2; fi
        done
        unknown+=("$choice")
    done
}

# Installs the packages of "$@" that are missing, with one question-free call; says what it does; does nothing when
# nothing is missing.
install_packages()
{
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        echo "creel: this script knows Debian and Ubuntu. Elsewhere install what README.md names under "Building by hand", then run:" >&2
        echo "    cmake --preset release && cmake --build --preset release" >&2
        return 1
    fi
    find_missing "$@"
    [ ${#missing[@]} -gt 0 ] || [ ${#unknown[@]} -gt 0 ] || return 0

    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "creel: some packages are missing, and installing them needs root. As root, run:" >&2
            echo "    apt-get update && apt-get install --no-install-recommends ${missing[*]} ${unknown[*]%%|*}" >&2
            return 1
        fi
        root=(sudo)
    fi
    local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    if [ ${#unknown[@]} -gt 0 ]; then
        echo "creel: fetching the lists of packages (apt-get update)"
        "${apt[@]}" update
        find_missing "$@"
        if [ ${#unknown[@]} -gt 0 ]; then
            echo "creel: this release has no package ${unknown[*]}. Creel needs Debian 12, Ubuntu 24.04, or newer." >&2
            return 1
        fi
        [ ${#missing[@]} -gt 0 ] || return 0
    fi
    echo "creel: installing ${missing[*]}"
    local install=("${apt[@]}" install -y --no-install-recommends "${missing[@]}")
    # A list that is out of date names files that are gone: fetch it anew, once.
    "${install[@]}" </dev/null || { "${apt[@]}" update && "${install[@]}" </dev/null; }
}

# The compiler for build directories that have none yet.
choose_compiler()
{
    if [ -z "${CXX:-}" ] && command -v clang++-19 >/dev/null; then
        export CC=clang-19 CXX=clang++-19
    fi
}
