# tools/setup.sh - sourced by ./start and ./test: packages and builds. Plain sh.

PACKAGES="gcc libc6-dev meson ninja-build pkg-config python3
    libjansson-dev zlib1g-dev libzstd-dev libgumbo-dev libsqlite3-dev libcmocka-dev"

say() { printf '%s\n' "$*"; }
fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 5; }

missing_packages() {
    for package in $PACKAGES; do
        case $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null) in
        ii*) ;;
        *) printf ' %s' "$package" ;;
        esac
    done
}

# As root, or through sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "needs root and there is no sudo; as root: $*"
    fi
}

install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "No dpkg here: taking it that these are installed:" $PACKAGES
        return
    fi
    missing=$(missing_packages)
    if [ -z "$missing" ]; then
        say "Packages: all there."
        return
    fi
    say "Packages to install:$missing"
    as_root apt-get update -q >/dev/null || say "(apt-get update failed; trying with what is known)"
    # shellcheck disable=SC2086 # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        $missing >/dev/null || fail "apt-get could not install:$missing"
}

# build_in FOLDER MESON-OPTION...
build_in() {
    folder=$1
    shift
    log=$folder.log
    if [ ! -f "$folder/build.ninja" ]; then
        rm -rf "$folder"
        meson setup "$folder" "$@" >"$log" 2>&1 || { tail -n 30 "$log" >&2; return 1; }
    fi
    ninja -C "$folder" >"$log" 2>&1 || { grep -v '^\[' "$log" | tail -n 60 >&2; return 1; }
    warnings=$(grep -c 'warning:' "$log" || true)
    [ "$warnings" = 0 ] || say "$warnings compiler warnings, see $log"
}
