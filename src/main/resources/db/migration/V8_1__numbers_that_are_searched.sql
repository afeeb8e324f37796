-- Numbers that are chosen by a search, for groups that bulk orders do not serve.

-- best_effort: whether numbers that only come close will do.
alter table ordering_group add column best_effort boolean;

-- chosen_at: when the numbers of the order were chosen; null while they are not, and for orders that need no choice.
alter table provider_order add column chosen_at timestamptz;

-- The numbers that an order of a search is to name, kept before it leaves. open: no other order may choose the number.
-- reservation: the provider's id of what holds it for us until expires_at, null where nothing does.
create table chosen_number (
  order_id     bigint      not null references provider_order on delete cascade,
  position     int         not null,
  phone_number text        not null,
  account      text        not null,
  open         boolean     not null default true,
  reservation  text,
  expires_at   timestamptz,
  setup_cost   numeric(18, 6),
  monthly_cost numeric(18, 6),
  currency     text,
  chosen_at    timestamptz not null default clock_timestamp(),
  primary key (order_id, phone_number)
);

create unique index chosen_number_open on chosen_number (account, phone_number) where open;
