-- Module circulation: a hold may be collected at a stop of a mobile library; the copy goes to that library's unit.
alter table mobile_stop add constraint mobile_stop_of_library unique (id, library_id);
alter table hold
  -- a stop of the pick-up library; a stop that leaves the route leaves the hold at the library itself
  add pickup_stop_id bigint,
  add constraint hold_stop_of_library foreign key (pickup_stop_id, pickup_library_id)
    references mobile_stop (id, library_id) on delete set null (pickup_stop_id);
create index hold_stop on hold (pickup_stop_id) where pickup_stop_id is not null;
