-- Following whatever is not final across all runs, and cancelling.

-- groups_settled: the provider allocates no further number, and all that it allocated is known; the order itself need
-- not be read any more, its number orders are. changes: how often what is known of its numbers changed.
alter table provider_order
  add column groups_settled boolean not null default false,
  add column changes        bigint  not null default 0;

-- Up to which event and which changes of its orders a run is told of by its report.
alter table run
  add column reported_event   bigint not null default 0,
  add column reported_changes bigint not null default 0;

update run set reported_event = coalesce((select max(id) from event where run_id = run.id), 0);

-- waiting: numbers of it wait for papers, of which the provider's list tells nothing. parts_of: how its numbers stood
-- when its parts and deadlines were read last.
alter table number_order
  add column waiting  boolean not null default false,
  add column parts_of text;

-- The parts of a number order, as far as they had to be read: one for each country and type.
create table sub_number_order (
  order_id            bigint      not null references provider_order on delete cascade,
  sub_number_order_id text        not null,
  number_order_id     text        not null,
  country_iso         text,
  phone_number_type   text,
  status              text        not null,
  numbers             int,
  requirements_met    boolean,
  read_at             timestamptz not null default clock_timestamp(),
  primary key (order_id, sub_number_order_id)
);

create index phone_number_waiting on phone_number (order_id) where state = 'WAITING';

-- A following of orders by one process, and those that went on with it. scope: the account, or null for all.
create table tracking (
  id             int generated always as identity primary key,
  scope          text,
  actor          text        not null,
  started_at     timestamptz not null default clock_timestamp(),
  ended_at       timestamptz,
  orders_read    bigint      not null default 0,
  orders_final   bigint      not null default 0,
  provider_calls bigint      not null default 0,
  error          text
);

-- What a person wants cancelled. target: as it was named.
create table cancellation (
  id             int generated always as identity primary key,
  run_id         int         not null references run on delete cascade,
  target         text        not null,
  actor          text        not null,
  note           text,
  started_at     timestamptz not null default clock_timestamp(),
  listed_at      timestamptz,
  confirmed_at   timestamptz,
  ended_at       timestamptz,
  provider_calls bigint      not null default 0,
  error          text
);

create index cancellation_run on cancellation (run_id, id);

-- A sub number order that a cancellation is about. surplus_of: the provider's id of the surplus order that it belongs
-- to, null when it belongs to the order that counts. ASKED: the request may have left; what became of it is read.
create table cancelled_part (
  cancellation        int    not null references cancellation on delete cascade,
  sub_number_order_id text   not null,
  order_id            bigint not null references provider_order on delete cascade,
  surplus_of          text,
  number_order_id     text   not null,
  country_iso         text,
  phone_number_type   text,
  numbers             int,
  status              text   not null,
  state               text   not null check (state in ('OPEN', 'ASKED', 'CANCELLED', 'REFUSED', 'FINAL')),
  detail              text,
  primary key (cancellation, sub_number_order_id)
);
