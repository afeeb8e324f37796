-- What a person decides, and what there is to decide on; how the ledger is compared with the books of a provider.

-- The provider's ids under which a parked order was seen.
alter table provider_order add column parked_ids text[] not null default '{}';

-- Orders that the provider took under the reference of one of ours, beyond the one that counts: they were bought and
-- nobody asked for them. They stay until they are cancelled. numbers: those they have got, or may still get.
create table surplus_order (
  account           text        not null,
  provider_order_id text        not null,
  order_id          bigint      not null references provider_order on delete cascade,
  numbers           int         not null,
  seen_at           timestamptz not null default clock_timestamp(),
  cancelled_at      timestamptz,
  primary key (account, provider_order_id)
);

create index surplus_order_order on surplus_order (order_id) where cancelled_at is null;

-- A comparison of an account with the ledger. What is read of the provider's books is kept only until it is compared.
create table reconciliation (
  id             int generated always as identity primary key,
  account        text        not null,
  since          timestamptz,
  repair         boolean     not null,
  actor          text        not null,
  note           text,
  started_at     timestamptz not null default clock_timestamp(),
  compared_at    timestamptz,
  ended_at       timestamptz,
  provider_calls bigint      not null default 0,
  report_dir     text,
  error          text
);

create index reconciliation_account on reconciliation (account, id);

-- The tags of this ledger's runs at the account.
create table reconciliation_tag (
  reconciliation int  not null references reconciliation on delete cascade,
  tag            text not null,
  run_id         int  not null,
  primary key (reconciliation, tag)
);

-- How far one of the provider's lists is read: next_page of the reading that is at work; the first one goes to the end
-- of the list, later ones catch up with what came in meanwhile. fault: what does not add up.
create table book_scan (
  reconciliation int     not null references reconciliation on delete cascade,
  list           text    not null check (list in ('ORDERS', 'NUMBER_ORDERS')),
  reading        int     not null default 0,
  next_page      int     not null default 1,
  without_news   int     not null default 0,
  highest_total  bigint  not null default -1,
  known          bigint  not null default 0,
  ended          boolean not null default false,
  fault          text,
  primary key (reconciliation, list)
);

-- tag: of references that are some ledger's, null for foreign orders, of which no groups are kept.
create table listed_order (
  reconciliation    int  not null references reconciliation on delete cascade,
  provider_order_id text not null,
  reference         text,
  tag               text,
  created_at        timestamptz,
  primary key (reconciliation, provider_order_id)
);

create table listed_group (
  reconciliation    int     not null references reconciliation on delete cascade,
  provider_order_id text    not null,
  position          int     not null,
  echo              bigint  not null,
  count_requested   int,
  count_allocated   int,
  status            text,
  settled           boolean not null,
  number_order_ids  text[]  not null,
  primary key (reconciliation, provider_order_id, position)
);

create table listed_number_order (
  reconciliation  int    not null references reconciliation on delete cascade,
  number_order_id text   not null,
  reference       text,
  tag             text,
  status          text,
  count           int,
  created_at      timestamptz,
  phone_numbers   text[] not null,
  primary key (reconciliation, number_order_id)
);

-- What the account and the ledger do not agree on. order_id is null where the ledger has no order of it.
create table difference (
  id                bigint generated always as identity primary key,
  reconciliation    int    not null references reconciliation on delete cascade,
  kind              text   not null,
  run_id            int,
  order_id          bigint,
  reference         text,
  provider_order_id text,
  number_order_id   text,
  phone_number      text,
  ledger_says       text,
  provider_says     text,
  detail            text,
  repaired          boolean not null default false
);

create index difference_reconciliation on difference (reconciliation, kind, id);

-- What was counted, by what it is.
create table reconciliation_count (
  reconciliation int    not null references reconciliation on delete cascade,
  label          text   not null,
  count          bigint not null,
  primary key (reconciliation, label)
);
