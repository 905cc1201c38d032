-- Answers of lessons that a browser sent with a key of its own, so that one sent again after the network broke is no second try.
create table sent_answer (
  learner_id bigint not null references course_learner on delete cascade,
  key_hash bytea not null,
  sent_at timestamptz not null,
  primary key (learner_id, key_hash)
);
