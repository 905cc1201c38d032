-- Module insights/reports: of which libraries the last letter told (null = the whole network), for it is taken back while it waits where its
-- reader may not read one of them any more.
alter table report_mail_reader add column told_of bigint[] default '{}';
