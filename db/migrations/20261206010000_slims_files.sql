-- Module moving/slims: pictures of SLiMS come with its dump, out of a folder or an archive in the folder of dumps that was chosen for the trial.
alter table slims_run
  -- its name there; null = none were chosen
  add column files_name text,
  -- by which an archive is known to be the one that was tried; null = it is a folder
  add column files_bytes bigint,
  add column files_written_at timestamptz;

-- Module catalog: a file that is for staff alone, as SLiMS has them (`private`).
alter table attachment drop constraint attachment_access_check;
alter table attachment add constraint attachment_access_check
  check (access in ('public', 'members', 'categories', 'licensed', 'staff'));
