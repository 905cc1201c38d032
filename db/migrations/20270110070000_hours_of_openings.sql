-- Module links: at which hours links of posts are opened, so that an hour can be suggested. Of a whole library in a month, never of one link or day.
alter table short_link add column counts_hours boolean not null default false;
update short_link set counts_hours = true
  from post_delivery where post_delivery.link_code = short_link.code;

-- Openings by the hour (0 = from midnight to one, in the zone of the library) in a month (its first day).
create table short_link_hour (
  library_id bigint not null references library on delete cascade,
  month date not null check (extract(day from month) = 1),
  hour smallint not null check (hour between 0 and 23),
  hits integer not null check (hits > 0),
  primary key (library_id, month, hour)
);
