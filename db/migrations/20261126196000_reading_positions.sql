-- Module digital: where a member stopped reading a file. The member's own: no permission opens it to staff.
create table reading_position (
  member_id bigint not null references member on delete cascade,
  attachment_id bigint not null references attachment on delete cascade,
  -- page of a PDF or chapter of an EPUB, from 1; of a recording always 1
  part integer not null check (part >= 1),
  -- of an EPUB how far down the chapter (0 to 1), of a recording seconds; of a PDF 0
  spot double precision not null default 0 check (spot >= 0),
  -- how much of the whole lies behind, in percent
  progress smallint not null check (progress between 0 and 100),
  read_at timestamptz not null,
  primary key (member_id, attachment_id)
);
create index reading_position_read_at on reading_position (read_at);
