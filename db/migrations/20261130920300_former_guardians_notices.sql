-- What waits to be told to whoever enrolled a child and looks after it no longer is told to the child: news of its seat, and what it is asked.
-- Whoever ends a link, or forgets a guardian, need not know of notices. What is on its way already stays as it is.
create function notification_follow_enrolment() returns trigger language plpgsql as $$
declare
  untold bigint[];
begin
  -- reminders of questionnaires name no enrolment: where somebody else's may be meant too, they stay
  update notification n set withdrawn_at = now()
  where n.member_id = old.placed_by_member_id and n.withdrawn_at is null
    and n.about in (select 'questionnaire_reminder:' || p.id from questionnaire_placement p where p.program_id = old.program_id)
    and not exists (select from program_enrolment e where e.program_id = old.program_id and e.id <> old.id
      and e.placed_by_member_id = old.placed_by_member_id);
  perform from delivery d where d.member_id = old.placed_by_member_id and d.state = 'pending' order by d.id for update;
  untold := array(
    select n.id from notification n
    where n.member_id = old.placed_by_member_id and n.withdrawn_at is null
      and (n.about = 'program_enrolment:' || old.id
        or (n.topic = 'questionnaire' and n.key in (
          select 'questionnaire:' || p.id || ':' || old.id from questionnaire_placement p where p.program_id = old.program_id)))
      and not exists (select from delivery_notification part join delivery d on d.id = part.delivery_id
        where part.notification_id = n.id and d.state <> 'pending'));
  delete from delivery_notification where notification_id = any(untold);
  update notification set member_id = new.member_id, planned_at = null where id = any(untold);
  return new;
end $$;
create trigger notification_follow_enrolment after update of placed_by_member_id on program_enrolment for each row
  when (old.placed_by_member_id is not null and new.placed_by_member_id is null and new.member_id is not null)
  execute function notification_follow_enrolment();
