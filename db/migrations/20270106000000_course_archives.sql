-- drawings among the pictures of writings, checked and written anew before they are kept
alter table picture_file
  drop constraint picture_file_format_check,
  add constraint picture_file_format_check check (format in ('avif', 'webp', 'jpeg', 'svg'));

-- posters of courses, beside those of programmes, collections and notices
alter table poster
  drop constraint poster_subject,
  add constraint poster_subject check (subject in ('program', 'collection', 'course', 'notice')),
  -- null: the course is gone
  add column course_id bigint references course on delete set null,
  add check (course_id is null or subject = 'course');
create index poster_course on poster (course_id) where course_id is not null;
