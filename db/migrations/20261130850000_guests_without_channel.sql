-- Module notifications: a guest whom no channel reaches waits for a person, by whichever address they left.
alter table guest_message drop constraint guest_message_by_phone;
