-- What a provider had in stock when a run was planned, and what would be missing of it.

-- stock: whether the provider is asked, and whether a plan that it cannot fill is refused.
alter table run add column stock text not null default 'unasked' check (stock in ('unasked', 'check', 'require'));

-- As narrowly as stock can be asked for, once for all groups of a run that lie in the same area. available: null when the
-- provider does not tell.
create table stock_area (
  run_id                    int    not null references run on delete cascade,
  area_no                   int    not null,
  account                   text   not null,
  country_iso               text   not null,
  phone_number_type         text   not null,
  national_destination_code text,
  administrative_area       text,
  features                  text,
  groups                    bigint not null,
  numbers_requested         bigint not null,
  available                 bigint,
  asked_at                  timestamptz,
  foretold                  bigint not null default 0,
  primary key (run_id, area_no)
);

-- How many numbers of a group were not to be had; groups that could be filled have no row.
create table foretold_shortfall (
  run_id  int    not null,
  row_no  bigint not null,
  area_no int    not null,
  numbers int    not null,
  primary key (run_id, row_no)
);
