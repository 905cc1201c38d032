-- Modules moving/engine and moving/runs: libraries move in from INLISLite as well. Which system a run is from; the tables keep the name of the one that
-- came first. Rows of INLISLite are remembered under a source of their own (slims_carried.source: 'inlislite-5'), so that ids never meet.
alter table slims_run
  add column system text not null default 'slims' check (system in ('slims', 'inlislite')),
  -- what becomes of violations of INLISLite that nobody has noted as paid: they count as paid, or are still owed
  add column fines text not null default 'settled' check (fines in ('settled', 'open'));
alter table slims_run alter column system drop default, alter column fines drop default;
