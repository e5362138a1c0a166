#!/usr/bin/env bash
# Starts a PostgreSQL server of its own (a socket in a new directory, no port), runs a command with
# OOMSCAN_TEST_POSTGRES = its address and OOMSCAN_TEST_POSTGRES_RESTART = a command that restarts it, and ends it. Usage: with_postgresql.sh COMMAND...
# Exit code 77: there is no PostgreSQL here.
set -euo pipefail

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "with_postgresql: no server (Debian: apt-get install postgresql)" >&2; exit 77; }

directory=$(mktemp -d "${TMPDIR:-/tmp}/oom-scan-postgresql.XXXXXX")
# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  chown postgres "$directory"
  as_server=(runuser -u postgres --)
else
  as_server=()
fi
cleanup() {
  "${as_server[@]}" "$bin/pg_ctl" -D "$directory/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf -- "$directory"
}
trap cleanup EXIT

cd /
"${as_server[@]}" "$bin/initdb" -D "$directory/data" -A trust -U postgres --no-sync --locale=C.UTF-8 >"$directory/log" 2>&1 ||
  { cat "$directory/log" >&2; exit 1; }
# A user who needs a password, for tests of wrong ones.
sed -i "1i local all guarded scram-sha-256" "$directory/data/pg_hba.conf"
"${as_server[@]}" "$bin/pg_ctl" -D "$directory/data" -w -l "$directory/data/log" \
  -o "-k $directory -c listen_addresses='' -c fsync=off" start >/dev/null
chmod 755 "$directory"
"$bin/psql" -qh "$directory" -U postgres -c "CREATE ROLE guarded LOGIN PASSWORD 'right'" postgres
cat >"$directory/restart" <<END
#!/bin/sh
cd / && ${as_server[*]} "$bin/pg_ctl" -D "$directory/data" -m immediate -w restart >/dev/null
END
chmod 755 "$directory/restart"
cd - >/dev/null
OOMSCAN_TEST_POSTGRES_RESTART="$directory/restart" \
  OOMSCAN_TEST_POSTGRES="postgresql://postgres@/postgres?host=$directory" "$@"
