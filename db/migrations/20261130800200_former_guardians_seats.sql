-- Who looks after a child no longer is told nothing of its seats in programmes any more and cannot give them away: they are the child's own.
-- Whoever ends a link need not know of programmes.
create function program_enrolment_follow_family() returns trigger language plpgsql as $$
begin
  update program_enrolment set placed_by_member_id = null
  where member_id = new.child_id and placed_by_member_id = new.guardian_id;
  return new;
end $$;
create trigger program_enrolment_follow_family after update of ended_at on member_family for each row
  when (old.ended_at is null and new.ended_at is not null) execute function program_enrolment_follow_family();
update program_enrolment e set placed_by_member_id = null from member_family f
  where f.child_id = e.member_id and f.guardian_id = e.placed_by_member_id and f.ended_at is not null
    and not exists (select from member_family g where g.child_id = f.child_id and g.guardian_id = f.guardian_id
      and g.ended_at is null);
