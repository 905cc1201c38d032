-- Module backups: a house that was restored numbers its pieces of the journal like the house that it was restored from, and like every other one
-- that came from it. So each writes into a folder of its own: '' = it was never restored.
alter table backup_plan add column journal_word text not null default '';
