-- Module courses: what is learnt by a lesson, and what a task tests, as lines of frameworks of competences.
create table lesson_competence (
  lesson_id bigint not null references lesson on delete cascade,
  competence_id bigint not null references competence,
  primary key (lesson_id, competence_id)
);
create index lesson_competence_competence on lesson_competence (competence_id);

alter table lesson_task add column competence_id bigint references competence;
create index lesson_task_competence on lesson_task (competence_id) where competence_id is not null;
