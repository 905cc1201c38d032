-- Platform: the last instant that any process saw, and a jump of more than a day that nobody has looked at yet.
create table clock_watch (
  only_one boolean primary key default true check (only_one),
  seen_at timestamptz not null,
  jumped_from timestamptz,
  jumped_to timestamptz,
  check ((jumped_from is null) = (jumped_to is null))
);
