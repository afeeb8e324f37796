-- What people give for the regulatory requirements of numbers. Values are personal data: they stand in columns of
-- filling_row and paper only, and are taken out when the filling has come to its end.

-- A file that was fed back. folder: where documents are looked for.
create table filling (
  id             int generated always as identity primary key,
  input_hash     text        not null,
  input_name     text        not null,
  folder         text,
  actor          text        not null,
  note           text,
  started_at     timestamptz not null default clock_timestamp(),
  read_at        timestamptz,
  asked_at       timestamptz,
  matched_at     timestamptz,
  ended_at       timestamptz,
  forgotten_at   timestamptz,
  provider_calls bigint      not null default 0,
  error          text
);

create index filling_unended on filling (input_hash) where ended_at is null;

-- A row of the file. Null in a column of its scope stands for all. scope: which of these columns are given, as bits,
-- the more specific the greater. problem: why it, or some of it, was not taken; problem_column: where.
create table filling_row (
  filling              int    not null references filling on delete cascade,
  row_no               bigint not null,
  line                 bigint not null,
  account              text,
  country_iso          text,
  phone_number_type    text,
  locality             text,
  order_label          text,
  phone_number         text,
  status               text,
  requirement_id       text,
  scope                int    not null default 0,
  value                text,
  requirement_group_id text,
  comment              text,
  paper                text,
  problem_column       text,
  problem              text,
  primary key (filling, row_no)
);

-- What a number is asked for, as it was when the filling asked. row_no: the row that it is filled from.
create table asked_requirement (
  filling             int    not null references filling on delete cascade,
  account             text   not null,
  order_id            bigint not null,
  order_label         text   not null,
  number_order_id     text   not null,
  sub_number_order_id text,
  number_id           text   not null,
  phone_number        text   not null,
  country_iso         text,
  phone_number_type   text,
  locality            text,
  requirement_id      text   not null,
  field_type          text   not null,
  status              text   not null check (status in ('MISSING', 'REJECTED', 'REVIEW', 'APPROVED')),
  row_no              bigint,
  outcome             text check (outcome in ('GIVEN', 'REFUSED')),
  primary key (filling, number_id, requirement_id)
);

create index asked_requirement_part on asked_requirement (filling, account, sub_number_order_id, number_order_id);

-- Number orders that a filling has asked for. fault: why they may have more than was read.
create table asked_order (
  filling         int    not null references filling on delete cascade,
  account         text   not null,
  order_id        bigint not null,
  number_order_id text   not null,
  fault           text,
  primary key (filling, order_id, number_order_id)
);

-- A document or an address on its way to the provider: MAKING from before its request leaves until its outcome is
-- known. source: the document's file; for an address its fields.
create table paper (
  filling     int         not null references filling on delete cascade,
  account     text        not null,
  reference   text        not null,
  kind        text        not null check (kind in ('DOCUMENT', 'ADDRESS')),
  source      text,
  state       text        not null default 'PLANNED' check (state in ('PLANNED', 'MAKING', 'MADE', 'REFUSED')),
  attempts    int         not null default 0,
  sent_at     timestamptz,
  made_at     timestamptz,
  linked      boolean     not null default false,
  provider_id text,
  reason      text,
  primary key (filling, account, reference)
);

-- A comment on its way to the provider, as above.
create table filling_comment (
  filling             int    not null references filling on delete cascade,
  account             text   not null,
  sub_number_order_id text   not null,
  row_no              bigint not null,
  state               text   not null default 'PLANNED' check (state in ('PLANNED', 'MAKING', 'MADE', 'REFUSED')),
  attempts            int    not null default 0,
  sent_at             timestamptz,
  primary key (filling, account, sub_number_order_id, row_no)
);
