-- Module courses: what teachers are told of a lesson is of the version that their pupils have, as the sheets are.
alter table lesson_version add column guide text not null default '';
update lesson_version set guide = lesson.guide from lesson where lesson.id = lesson_version.lesson_id;
alter table lesson_version alter column guide drop default;

-- Ways by which tasks went wrong were counted by the try; they are told as people from now on.
delete from task_miss;

-- Changes of a course that everybody sees wait for a second person as well.
drop index course_submitted;
create index course_submitted on course (library_id) where submitted_by <> '';
