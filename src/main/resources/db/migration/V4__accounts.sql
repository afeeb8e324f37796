-- The account that a row names; null stands for the account of its run.
alter table ordering_group add column account text;
