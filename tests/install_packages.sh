#!/bin/sh
# sh tests/install_packages.sh WHAT_FOR PACKAGE…: Debian packages that some tests need, where they may
# be installed. Never fails: without them those tests say why they are skipped.

what_for="$1"
shift
[ $# -eq 0 ] && exit 0

if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests of $what_for: $*"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 ||
        echo "Could not install: $*. The tests of $what_for will be skipped."
else
    echo "For the tests of $what_for install: $*. Without them they are skipped."
fi
exit 0
