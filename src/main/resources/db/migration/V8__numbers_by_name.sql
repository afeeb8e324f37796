-- Numbers that the input names, and orders of them.

-- order_method: how the group is ordered; null for a bulk order. phone_number: the number that is wanted, in E.164 form.
alter table ordering_group
  add column order_method         text check (order_method in ('numbers', 'search')),
  add column phone_number         text,
  add column requirement_group_id text;

-- Bulk orders name no number, so that the index costs them nothing.
create index ordering_group_number on ordering_group (run_id, phone_number) where phone_number is not null;

-- cleared_attempt: it is known for certain that no attempt up to this one bought anything. Of an attempt right behind it
-- a refusal can be believed that says that numbers are gone; of a later one it may be an earlier attempt that has them.
alter table provider_order
  add column order_method    text check (order_method in ('numbers', 'search')),
  add column cleared_attempt int not null default 0;
