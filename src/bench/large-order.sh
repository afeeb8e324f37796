# To be sourced: a file of rows with the same count, and a sandbox in a process of its own to order them at. Expects root, the
# project's folder, and work, a folder to write to; sets port. Needs curl.

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
