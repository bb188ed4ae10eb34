-- Green links drawn by chance, and what people who looked at them said.

create table ledger.sample (
  number bigint generated always as identity primary key,
  account_id text collate "C" not null,
  organization_id text collate "C" not null,
  drawn_by text not null,
  drawn_at timestamptz not null
);
create index sample_by_account on ledger.sample (account_id, number);
create trigger append_only before update or delete or truncate on ledger.sample
  for each statement execute function ledger.refuse_change();

-- The newest answer of a sample counts.
create table ledger.sample_answer (
  number bigint generated always as identity primary key,
  sample_number bigint not null references ledger.sample,
  answer text not null check (answer in ('right', 'wrong', 'unsure')),
  note text not null,
  answered_by text not null,
  answered_at timestamptz not null
);
create index sample_answer_by_sample on ledger.sample_answer (sample_number, number);
create trigger append_only before update or delete or truncate on ledger.sample_answer
  for each statement execute function ledger.refuse_change();
