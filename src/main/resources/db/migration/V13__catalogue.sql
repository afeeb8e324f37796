-- What providers sell by stock keeping unit, as it was read last: a copy that is thrown away with the next reading.

-- did_group_id: the provider's group of numbers that stock is asked for; null where it sells by area.
alter table stock_area
  add column did_group_id    text,
  add column nanpa_prefix_id text;

create table catalogue (
  account  text        primary key,
  currency text        not null,
  read_at  timestamptz not null default clock_timestamp()
);

create table catalogue_entry (
  account            text           not null references catalogue on delete cascade,
  sku_id             text           not null,
  did_group_id       text           not null,
  country_iso        text           not null,
  area_name          text           not null,
  prefix             text           not null,
  did_group_type     text           not null,
  features           text[]         not null,
  channels           int            not null,
  setup_price        numeric(18, 6) not null,
  monthly_price      numeric(18, 6) not null,
  needs_registration boolean        not null,
  is_available       boolean        not null,
  stock              bigint,
  primary key (account, sku_id)
);
