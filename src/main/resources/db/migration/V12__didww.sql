-- Orders at a provider that sells by stock keeping unit (DIDWW): items, and channels instead of numbers.

alter table ordering_group
  drop constraint ordering_group_order_method_check,
  add constraint ordering_group_order_method_check
    check (order_method in ('numbers', 'search', 'items', 'capacity')),
  add column sku_id               text,
  add column nanpa_prefix_id      text,
  add column available_did_id     text,
  add column did_reservation_id   text,
  add column billing_cycles_count int,
  add column prorate_days_qty     int,
  add column capacity_pool_id     text,
  add column did_group_id         text,
  add column allow_back_ordering  boolean,
  add column callback_url         text,
  add column callback_method      text;

-- What orders take of an account's money is added up across all its runs.
create index provider_order_committed on provider_order (account)
  where state in ('SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING');

-- amount: all that the provider charges at once, taxes included. provider_reference: its own name of the order.
-- billed_from, billed_to: the days that are paid for, null until the order is filled.
alter table provider_order
  drop constraint provider_order_order_method_check,
  add constraint provider_order_order_method_check
    check (order_method in ('numbers', 'search', 'items', 'capacity')),
  add column allow_back_ordering boolean,
  add column callback_url        text,
  add column callback_method     text,
  add column amount              numeric(18, 6),
  add column provider_reference  text,
  add column billed_from         date,
  add column billed_to           date;
