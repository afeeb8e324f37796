# To be sourced: a PostgreSQL server of the benchmark's own in a temporary folder, from the binaries that bulk-orders unpacks,
# so that psql can be used on it. Expects root, the project's folder, and work, a folder to write to. Needs psql.

# Starts it, and lets psql and bulk-orders use it. The first plan builds the program and unpacks the binaries.
start_server() {
  as=()
  [ "$(id -u)" != 0 ] || as=(unshare -U --)
  printf 'country_iso,phone_number_type,count_requested\nUS,local,1\n' >"$work/one.csv"
  BULK_ORDERS_HOME=$work/binaries "$root/bulk-orders" plan "$work/one.csv" >/dev/null
  bin=$(echo "$work"/binaries/postgres/*/bin)
  echo secret >"$work/password"
  "${as[@]}" "$bin/initdb" -D "$work/data" -U bench -A scram-sha-256 --pwfile "$work/password" -E UTF8 --locale=C >/dev/null
  export PGHOST=127.0.0.1 PGPORT=$((20000 + RANDOM % 20000)) PGUSER=bench PGPASSWORD=secret PGDATABASE=postgres
  "${as[@]}" "$bin/pg_ctl" -D "$work/data" -l "$work/server.log" -w \
    -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >/dev/null
  export SPRING_DATASOURCE_URL=jdbc:postgresql://127.0.0.1:$PGPORT/postgres
  export SPRING_DATASOURCE_USERNAME=bench SPRING_DATASOURCE_PASSWORD=secret
}

stop_server() { "${as[@]}" "$bin/pg_ctl" -D "$work/data" -m fast stop >/dev/null; }
