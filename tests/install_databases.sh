#!/bin/sh
# PostgreSQL and MariaDB for tests/pipelines/intake/databases, where they are missing and may be
# installed. Never fails: without them those tests say why they are skipped.

missing=""
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null 2>&1 ||
    missing="postgresql"
[ -x /usr/sbin/mariadbd ] || command -v mariadbd >/dev/null 2>&1 || missing="$missing mariadb-server"
# shellcheck disable=SC2086
sh "$(dirname "$0")/install_packages.sh" "databases" $missing
