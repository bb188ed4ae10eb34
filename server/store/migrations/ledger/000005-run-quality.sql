-- What a run leaves of the ties between customers; null: it could not be told, or the run was about one account.
alter table ledger.run add column quality json;
