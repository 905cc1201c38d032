-- What a pupil learns in a class is closed with that class: an answer that is on its way while it ends waits for the end, and finds it.
alter table course_learner add column closed_at timestamptz;
alter table course_learner add constraint course_learner_closed_check check (closed_at is null or of_class);
update course_learner set closed_at = learning_class.ended_at
  from learning_class
  where learning_class.id = course_learner.group_id and learning_class.state = 'ended' and course_learner.of_class;
