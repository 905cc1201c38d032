-- where pages of the site lead outside, and whether that answers
create table site_outward_link (
  page_id bigint not null references site_page on delete cascade,
  address text not null check (char_length(address) between 1 and 1000),
  -- null: nobody has looked yet
  looked_at timestamptz,
  -- so many looks in a row had no answer
  failures integer not null default 0 check (failures >= 0),
  -- since when there is none
  silent_since timestamptz,
  check ((failures > 0) = (silent_since is not null)),
  primary key (page_id, address)
);
create index site_outward_link_address on site_outward_link (address);
create index site_outward_link_silent on site_outward_link (page_id) where failures >= 2;
