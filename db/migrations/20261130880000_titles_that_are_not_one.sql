-- Module catalog: two records at which somebody has looked and which are not one title. They are not asked about again.
create table bib_distinct (
  low_id bigint not null references bib on delete cascade,
  high_id bigint not null references bib on delete cascade,
  said_at timestamptz not null,
  said_by text not null,
  primary key (low_id, high_id),
  check (low_id < high_id)
);
create index bib_distinct_high on bib_distinct (high_id);
