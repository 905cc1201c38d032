-- Once it is forgotten who took part, the certificate (an official document with a name) does not lead to the enrolment any more: by it the
-- name would be found again beside attendance, answers and votes. Whoever forgets need not know of certificates.
create function certificate_follow_forgotten() returns trigger language plpgsql as $$
begin
  update certificate set enrolment_id = null where enrolment_id = new.id;
  return new;
end $$;
create trigger certificate_follow_forgotten after update of member_id, name on program_enrolment for each row
  when (new.member_id is null and new.name = '') execute function certificate_follow_forgotten();
update certificate c set enrolment_id = null from program_enrolment e
  where e.id = c.enrolment_id and e.member_id is null and e.name = '';
