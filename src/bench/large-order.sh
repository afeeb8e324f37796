# To be sourced: a file of rows with the same count, and a sandbox in a process of its own to order them at, and what that needs.
# Expects root, the project's folder, and work, a folder to write to; sets port. Needs curl, and GNU time to measure.

# Each row asks for one number, or for COUNT. write_rows ROWS FILE [COUNT]
write_rows() {
  awk -v rows="$1" -v count="${3:-1}" 'BEGIN {
    srand(1)
    split("312 773 415 213 646 917 305 404 512 713 206 303 617 702 602 718", ndc, " ")
    print "request_id,country_iso,phone_number_type,count_requested,national_destination_code,features,strategy,connection_id"
    for (i = 1; i <= rows; i++)
      printf "r%d,US,local,%d,%s,%s,always,1234567890\n", i, count, ndc[1 + int(rand() * 16)], rand() < 0.5 ? "voice|sms" : "voice"
  }' >"$2"
}

# The sandbox keeps all orders in memory, so it gets a heap of its own. start_sandbox NAME
start_sandbox() {
  port=$((20000 + RANDOM % 20000))
  "$root/bulk-orders" --version >/dev/null
  BULK_ORDERS_JAVA_OPTS=-Xmx3g "$root/bulk-orders" sandbox --port "$port" --data "$work/$1" >"$work/$1.log" 2>&1 &
  sandbox=$!
  until curl -sf "http://127.0.0.1:$port/_sandbox/requests" >/dev/null; do
    kill -0 "$sandbox" 2>/dev/null || { cat "$work/$1.log" >&2; exit 1; }
    sleep 1
  done
}

# Sets command to what orders a file there as fast as it can be. order_there FILE
order_there() {
  command=("$root/bulk-orders" order --yes --wait-timeout 12h "--bulk-orders.telnyx.base-url=http://127.0.0.1:$port/v2"
    --bulk-orders.telnyx.requests-per-second=10000 "$1")
}

calls() { curl -s "http://127.0.0.1:$port/_sandbox/requests"; }

# Orders a file in a heap of 256 MiB, and tells the time of each step, what full collections left on the heap, the peak memory
# of the process, and how many calls the provider got. measure_order FILE
measure_order() {
  order_there "$1"
  BULK_ORDERS_HOME=$work/home TELNYX_API_KEY=bench BULK_ORDERS_JAVA_OPTS="-Xmx256m -Xlog:gc:file=$work/gc.log" \
    /usr/bin/env time -f %M -o "$work/memory" "${command[@]}" 2>"$work/progress" || tail -n 3 "$work/progress" >&2
  sed -n 's/.* Step: \[\(.*\)\] executed in \(.*\)/\1 \2/p' "$work"/home/logs/*.log | awk '{ printf "%-8s %s\n", $1, $2 }'
  printf 'left by full collections (MiB)   %s\n' \
    "$(sed -n 's/.*Pause Full.*->\([0-9]*\)M.*/\1/p' "$work/gc.log" | sort -n | tr '\n' ' ')"
  printf 'peak memory of the JVM           %s\n' "$(($(tail -n 1 "$work/memory") / 1024)) MiB"
  printf 'calls                            %s\n' "$(calls)"
}
