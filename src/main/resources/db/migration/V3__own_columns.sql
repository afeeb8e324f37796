-- What the operator says about the columns of the input: names of the input that stand for ours, and names of the
-- columns that are carried through to the results.
alter table run
  add column columns      text not null default '',
  add column kept_columns text not null default '';
