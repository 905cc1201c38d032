-- Module libraries: a day of the week on which a library is closed, also where nobody has entered its hours.
alter table closed_day
  -- the weekday of date_from in every week, from that day on
  add weekly boolean not null default false,
  add constraint closed_day_weekly_day check (not weekly or (not yearly and date_from = date_to));
