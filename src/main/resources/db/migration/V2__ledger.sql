-- The ledger: what was asked for, what was ordered, what came of it.
-- Money is numeric(18,6) with its currency and where the figure comes from; times are timestamptz.

-- One input processed by one job. Its identity is checked before the JobRepository is asked.
create table run (
  id                int generated always as identity primary key,
  job               text        not null,
  input_hash        text        not null,
  input_name        text        not null,
  input_format      text        not null,
  run_key           text        not null,
  business_date     date,
  provider          text        not null,
  account           text        not null,
  tag               text        not null,
  actor             text        not null,
  note              text,
  skip_limit        text        not null,
  report_dir        text,
  created_at        timestamptz not null default now(),
  rows_read         bigint      not null default 0,
  rows_blank        bigint      not null default 0,
  intake_ended_at   timestamptz,
  planned_at        timestamptz,
  finished_at       timestamptz,
  stop_requested_at timestamptz,
  provider_calls    bigint      not null default 0,
  error             text,
  error_kind        text
);

create unique index run_identity on run (input_hash, job, run_key, coalesce(business_date, '-infinity'::date));

-- One search criteria and a count: a row of a CSV file, an element of a request's ordering_groups in JSON.
-- row_no numbers the groups of the input from 1; line is where the row begins in the file.
create table ordering_group (
  run_id                    int     not null references run on delete cascade,
  row_no                    bigint  not null,
  line                      bigint  not null,
  request_id                text,
  country_iso               text    not null,
  phone_number_type         text    not null,
  count_requested           int     not null check (count_requested > 0),
  national_destination_code text,
  administrative_area       text,
  locality                  text,
  features                  text,
  starts_with               text,
  ends_with                 text,
  contains                  text,
  quickship                 boolean,
  exclude_held_numbers      boolean,
  strategy                  text,
  connection_id             text,
  messaging_profile_id      text,
  billing_group_id          text,
  customer_reference        text,
  order_key                 uuid    not null,
  echo                      bigint  not null,
  hidden                    bigint  not null,
  primary key (run_id, row_no)
);

-- A request: the groups that share a request_id; a group without one is a request of its own.
create view request as
select run_id,
       coalesce(request_id, 'row ' || row_no) as request_id,
       min(line)                              as line,
       count(*)                               as groups,
       sum(count_requested)                   as numbers_requested
from ordering_group
group by 1, 2;

-- A row that was refused before anything was ordered, with every fault that was found in it.
create table reject (
  run_id          int    not null references run on delete cascade,
  row_no          bigint not null,
  line            bigint not null,
  request_id      text,
  count_requested bigint not null default 0,
  faults          text   not null,
  raw             bytea,
  primary key (run_id, row_no)
);

-- What one POST to a provider creates.
create table provider_order (
  id                   bigint generated always as identity primary key,
  run_id               int         not null references run on delete cascade,
  order_no             int         not null,
  replacement          int         not null default 0,
  parent_id            bigint references provider_order on delete cascade,
  provider             text        not null,
  account              text        not null,
  reference            text        not null unique,
  connection_id        text,
  messaging_profile_id text,
  billing_group_id     text,
  customer_reference   text,
  groups               int         not null,
  numbers_requested    int         not null check (numbers_requested > 0),
  state                text        not null default 'PLANNED' check (state in
    ('PLANNED', 'SUBMITTING', 'ACCEPTED', 'PROCESSING', 'COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED',
     'REJECTED', 'UNCERTAIN', 'ABANDONED')),
  waiting              boolean     not null default false,
  attempt              int         not null default 0,
  owner                text,
  sent_at              timestamptz,
  attempt_ended_at     timestamptz,
  not_before           timestamptz,
  failed_looks         int         not null default 0,
  parked_reason        text,
  provider_order_id    text,
  next_poll_at         timestamptz,
  polls                int         not null default 0,
  reason               text,
  numbers_ordered      int         not null default 0,
  numbers_in_service   int         not null default 0,
  numbers_cancelled    int         not null default 0,
  numbers_rejected     int         not null default 0,
  numbers_surplus      int         not null default 0,
  setup_cost           numeric(18, 6),
  monthly_cost         numeric(18, 6),
  currency             text,
  cost_source          text        not null default 'unknown' check (cost_source in ('quoted', 'charged', 'unknown')),
  created_at           timestamptz not null default now(),
  accepted_at          timestamptz,
  final_at             timestamptz,
  unique (run_id, order_no, replacement)
);

create index provider_order_open on provider_order (run_id, state)
  where state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING');
create unique index provider_order_provider_id on provider_order (account, provider_order_id)
  where provider_order_id is not null;

-- A group, or a part of a group that alone exceeds the limit, in an order, and what came of it.
-- 'replaced' marks the parts of a refused order whose groups were planned anew.
create table order_group (
  order_id        bigint not null references provider_order on delete cascade,
  position        int    not null,
  run_id          int    not null,
  row_no          bigint not null,
  count_requested int    not null check (count_requested > 0),
  status          text,
  count_allocated int,
  error_reason    text,
  ordered         int    not null default 0,
  in_service      int    not null default 0,
  cancelled       int    not null default 0,
  primary key (order_id, position)
);

create index order_group_row on order_group (run_id, row_no);

create table number_order (
  order_id             bigint not null references provider_order on delete cascade,
  position             int    not null,
  number_order_id      text   not null,
  sub_number_order_ids text[] not null,
  status               text,
  primary key (order_id, number_order_id)
);

create table phone_number (
  order_id            bigint      not null references provider_order on delete cascade,
  position            int         not null,
  phone_number        text        not null,
  provider_id         text,
  number_order_id     text        not null,
  sub_number_order_id text,
  country_iso         text,
  phone_number_type   text,
  status              text        not null,
  requirements_met    boolean,
  requirements_status text,
  deadline            timestamptz,
  setup_cost          numeric(18, 6),
  monthly_cost        numeric(18, 6),
  currency            text,
  cost_source         text        not null default 'unknown' check (cost_source in ('quoted', 'charged', 'unknown')),
  ordered_at          timestamptz,
  primary key (order_id, phone_number)
);

create index phone_number_number on phone_number (phone_number);

-- Whatever changes an order's state, in the transaction that changes it. Append-only.
create table event (
  id       bigint generated always as identity primary key,
  run_id   int         not null,
  order_id bigint,
  at       timestamptz not null default clock_timestamp(),
  actor    text        not null,
  type     text        not null,
  detail   text
);

create index event_run on event (run_id, id);
create index event_order on event (order_id, id) where order_id is not null;

-- Counters that outlive what they count: each entry adds its amount. Append-only.
create table total (
  id      bigint generated always as identity primary key,
  at      timestamptz    not null default clock_timestamp(),
  account text           not null,
  kind    text           not null,
  label   text           not null,
  amount  numeric(24, 6) not null
);

create index total_counter on total (account, kind, label);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;

create trigger event_is_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();
create trigger total_is_append_only before update or delete or truncate on total
  for each statement execute function refuse_change();
