-- What keeps an ordinary human act from buying the demand twice, and what tells who did what.

-- repeat_mode: what is to become of rows that were ordered before. rows_repeated: how many there are, by the last
-- comparison. placing_at: when the run began to place its orders; null while, or once it is sure that, it placed none.
-- plan_hash: what a person approves.
alter table run
  add column repeat_mode      text   not null default 'refuse' check (repeat_mode in ('refuse', 'skip', 'allow')),
  add column rows_repeated    bigint not null default 0,
  add column numbers_repeated bigint not null default 0,
  add column placing_at       timestamptz,
  add column plan_hash        text,
  add column done_at          timestamptz;

update run set placing_at = (select min(sent_at) from provider_order where run_id = run.id and state <> 'REJECTED')
where planned_at is not null;

-- What a group asks for, in one number that is equal for equal wishes; null for groups staged before it was kept.
alter table ordering_group add column fingerprint bigint;

-- What runs went out to order, to be found by what it asks for. Written when a run begins to place its orders: an index
-- on ordering_group would cost every row of every input, ordered or not. Whether a group was ordered in the end is told
-- by its parts.
create table ordered_group (
  fingerprint bigint not null,
  run_id      int    not null,
  row_no      bigint not null,
  primary key (fingerprint, run_id, row_no)
);

-- A row of an input that asks for what an earlier group asked for.
create table repeated_row (
  run_id  int    not null,
  row_no  bigint not null,
  of_run  int    not null,
  of_row  bigint not null,
  of_line bigint not null,
  primary key (run_id, row_no)
);
