-- since when what a file held is gone for good; its row stays, so that writings can say so. null: it is there
alter table writing_file add column removed_at timestamptz;
