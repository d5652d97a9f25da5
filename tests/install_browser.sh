#!/bin/sh
# Chromium and Chinese fonts for tests/browser, where they are missing and may be installed.
# Never fails: without them those tests say why they are skipped.

have_browser() {
    command -v chromium >/dev/null 2>&1 ||
        command -v chromium-browser >/dev/null 2>&1 ||
        command -v google-chrome >/dev/null 2>&1
}

have_fonts() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ]
}

missing=""
have_browser || missing="chromium"
have_fonts || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0

if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the browser tests: $missing"
    # shellcheck disable=SC2086
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1 ||
        echo "Could not install: $missing. The browser tests will be skipped."
else
    echo "For the browser tests install: $missing. Without them they are skipped."
fi
exit 0
