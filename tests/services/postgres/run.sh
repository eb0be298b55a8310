# A PostgreSQL server in a folder of its own, for as long as standard input stays open.
# Usage: sh run.sh BIN HOME PORT   (BIN: the folder of initdb and pg_ctl; HOME: an empty folder, removed at the end)
# Prints `READY <url>` when it answers. Trust on 127.0.0.1 only; no socket file; nothing is synced to disk.
set -eu
bin=$1 home=$2 port=$3
cd "$home"
as=
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$home"
    as='runuser -u postgres --'
fi
stop() {
    [ -d "$home/data" ] && $as "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    cd / && rm -rf "$home"
}
trap stop EXIT
$as "$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 </dev/null || {
    cat "$home/initdb.log" >&2
    exit 1
}
options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
$as "$bin/pg_ctl" -D "$home/data" -o "$options" -l "$home/server.log" -w -t 60 start >/dev/null </dev/null || {
    tail -n 40 "$home/server.log" >&2
    exit 1
}
echo "READY postgres://postgres@127.0.0.1:$port"
cat >/dev/null
