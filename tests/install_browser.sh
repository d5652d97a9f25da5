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
# shellcheck disable=SC2086
sh "$(dirname "$0")/install_packages.sh" "pages in a browser" $missing
