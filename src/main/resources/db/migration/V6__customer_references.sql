-- What becomes of the user's own customer_reference: 'split' orders by it, or 'keep' it here.
-- orders_otherwise is how many orders the other choice would take at least.
alter table run
  add customer_references text not null default 'split' check (customer_references in ('split', 'keep')),
  add orders_otherwise    int;

-- Whether the provider is still to get the user's own customer_reference back, which our reference stands for there.
-- Orders from before this column stay as they are.
alter table provider_order
  add restore_reference boolean not null default false;

-- true: the user's own customer_reference is back; false: the provider would not take it.
alter table number_order
  add reference_restored boolean;

create index provider_order_restore on provider_order (run_id) where restore_reference;
