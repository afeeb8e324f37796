-- The account that a row names; null stands for the account of its run.
alter table ordering_group add column account text;

-- What an account was when it was last used, so that a changed key or URL is noticed.
create table account (
  name       text primary key,
  provider   text        not null,
  base_url   text        not null,
  key_salt   bytea       not null,
  key_hmac   bytea       not null,
  changed_at timestamptz not null default clock_timestamp()
);

-- What happens to an account belongs to no run.
alter table event alter column run_id drop not null;
alter table event add column account text;

-- The rate limit of each account, for all processes. It is written all the time and may be forgotten
-- in a crash, so it is not logged.
create unlogged table rate_limit (
  account text primary key,
  state   bytea
);
