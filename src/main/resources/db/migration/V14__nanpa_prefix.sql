-- Exchanges of the North American numbering plan, as they were looked up; they go with the catalogue that they were looked up in.

-- Nulls stand for an exchange that the provider does not sell numbers of.
create table catalogue_prefix (
  account         text not null references catalogue on delete cascade,
  npanxx          text not null,
  nanpa_prefix_id text,
  did_group_id    text
);

create index on catalogue_prefix (account, npanxx);
