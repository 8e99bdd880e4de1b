#!/usr/bin/env bash
# Finds Chromium for the browser tests; installs it (and a Korean font) with apt where that is allowed.
set -euo pipefail
for browser in chromium-headless-shell chromium chromium-browser google-chrome; do
    if command -v "$browser" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "[browser] installing chromium and a Korean font with apt"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-nanum >/dev/null; then
        exit 0
    fi
fi
echo "[browser] Chromium is missing and could not be installed here. Browser tests will be skipped." >&2
echo "[browser] To run them: sudo apt-get install -y chromium fonts-nanum" >&2
