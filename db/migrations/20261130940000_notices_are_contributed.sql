-- What can be told is said by the modules that tell it, and no list of the database repeats it: what a module told that is gone stays, under its code.
alter table notification drop constraint notification_topic_check,
  add constraint notification_topic_check check (topic ~ '^[a-z_0-9]{2,40}$');
alter table notice_schedule drop constraint notice_schedule_topic_check,
  add constraint notice_schedule_topic_check check (topic ~ '^[a-z_0-9]{2,40}$');
alter table notice_template add constraint notice_template_topic_check check (topic ~ '^[a-z_0-9]{2,40}$');
alter table guest_message add constraint guest_message_topic_check check (topic ~ '^[a-z_0-9]{2,40}$');
