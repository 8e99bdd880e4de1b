#!/usr/bin/env bash
# Creates .venv from uv.lock. Needs Python 3.10 somewhere; brings its own uv when there is none. No root.
set -euo pipefail
cd "$(dirname "$0")/.."
UV_VERSION=0.13.8
groups=("$@")

say() { printf '[setup] %s\n' "$*"; }
fail() { printf '[setup] %s\n' "$*" >&2; exit 1; }

stamp=".venv/.ready"
lock="$(cat uv.lock pyproject.toml | sha256sum | cut -d' ' -f1)"
# Groups installed earlier stay, so that `make run` after `make test` does not take the test tools away again.
[ -f "$stamp" ] && read -r locked_before groups_before <"$stamp" || true
for group in ${groups_before-}; do
    [[ " ${groups[*]-} " == *" $group "* ]] || groups+=("$group")
done
wanted="$lock ${groups[*]-}"
if [ "${locked_before-} ${groups_before-}" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

find_uv() {
    # A pyenv shim named uv exists but refuses to run under another version, so each candidate is tried.
    local candidate
    for candidate in uv "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/uv .tools/bin/uv; do
        if "$candidate" --version >/dev/null 2>&1; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    return 1
}

bootstrap_uv() {
    local python
    for python in python3 python3.10 python3.11 python3.12 python3.13 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3; do
        if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
            say "installing uv $UV_VERSION into .tools (with $("$python" --version))" >&2
            "$python" -m venv .tools >&2 && .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION" >&2 \
                || fail "could not install uv: check the network or the proxy, then run the same command again."
            printf '%s' .tools/bin/uv
            return 0
        fi
    done
    fail "no Python found. Install Python 3.10 (for example: apt install python3.10 python3.10-venv, or pyenv install 3.10)."
}

uv="$(find_uv || bootstrap_uv)"
[ -n "$uv" ] || exit 1
if ! "$uv" python find 3.10 >/dev/null 2>&1; then
    say "Python 3.10 not found; asking uv to download it"
    "$uv" python install 3.10 >/dev/null 2>&1 \
        || fail "Python 3.10 is missing and could not be downloaded. Install it (apt install python3.10, or pyenv install 3.10) and try again."
fi
say "installing the packages of uv.lock into .venv (first time: a minute or two)"
arguments=(--locked --compile-bytecode --no-default-groups)
for group in ${groups[@]+"${groups[@]}"}; do arguments+=(--group "$group"); done
log="$(mktemp)"
if ! "$uv" sync "${arguments[@]}" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "installing packages failed (last lines above). Check the network or the proxy, then run the same command again."
fi
rm -f "$log"
printf '%s\n' "$wanted" >"$stamp"
say "environment ready"
