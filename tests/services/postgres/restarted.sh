# A PostgreSQL server that is started and stopped as standard input says, for as long as it stays open.
# Usage: sh restarted.sh BIN HOME PORT   (as run.sh)
# One word a line: `start`, `fast`, `immediate` (how to stop) or `kill` (as kill -9 does); each is answered by DONE,
# or by FAILED and why. What is committed outlives each of them: only the disk is not waited for.
set -eu
bin=$1 home=$2 port=$3
cd "$home"
as=
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$home"
    as='runuser -u postgres --'
fi
stop() {
    $as "$bin/pg_ctl" -D "$home/data" -m "$1" -w -t 60 stop >/dev/null 2>&1 </dev/null
}
end() {
    [ -d "$home/data" ] && stop immediate || true
    cd / && rm -rf "$home"
}
trap end EXIT
options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100 -c fsync=off"
start() {
    tries=0
    # processes of a server that was killed may still hold its memory
    until $as "$bin/pg_ctl" -D "$home/data" -o "$options" -l "$home/server.log" -w -t 60 start >/dev/null 2>&1 </dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || return 1
        sleep 0.1
    done
}
killed() {
    kill -9 "$(head -n 1 "$home/data/postmaster.pid")"
}
$as "$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 </dev/null || {
    echo "FAILED $(tail -n 5 "$home/initdb.log" | tr '\n' ' ')"
    exit 1
}
while read -r word; do
    case $word in
    start) start ;;
    fast | immediate) stop "$word" ;;
    kill) killed ;;
    *) false ;;
    esac && echo DONE || echo "FAILED $word: $(tail -n 5 "$home/server.log" | tr '\n' ' ')"
done
