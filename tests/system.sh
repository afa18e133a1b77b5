#!/bin/sh
# What the tests need from the system: Chromium, PostgreSQL, a Chinese font. Root on Debian gets them quietly; anybody else is told, and those tests skip.
set -eu

has_postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium fonts-noto-cjk"
has_postgres || missing="$missing postgresql"
command -v pg_dump >/dev/null || missing="$missing postgresql-client"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the tests:$missing"
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then # the package would start a server of its own
        mkdir -p /etc/postgresql-common
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    fi
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    if apt-get -qq update >/dev/null && apt-get -qq install -y --no-install-recommends $missing >/dev/null; then exit 0; fi
fi
echo "=============================================================================="
echo "NOT INSTALLED:$missing"
echo "Tests that need them are SKIPPED. On Debian, as root: apt install$missing"
echo "=============================================================================="
