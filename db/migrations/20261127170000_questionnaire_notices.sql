-- Module questionnaires: participants are told that something is open for them, and reminded once before it closes.

-- Whom it was told; nothing of when, and nothing that depends on who has answered. See decision 098.
create table questionnaire_told (
  placement_id bigint not null references questionnaire_placement,
  enrolment_id bigint not null references program_enrolment on delete cascade,
  primary key (placement_id, enrolment_id)
);
create index questionnaire_told_enrolment on questionnaire_told (enrolment_id);

-- how many were reminded, not who; null = the day of the reminder has not come
alter table questionnaire_placement add column reminded integer check (reminded >= 0);
