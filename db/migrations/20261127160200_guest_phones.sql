-- Module notifications: guests who left a telephone number are told by WhatsApp where it is connected, else by a person.
alter table guest_message drop constraint guest_message_state_check;
alter table guest_message drop constraint guest_message_check;
alter table guest_message drop constraint guest_message_check1;
alter table guest_message
  -- in international form; a message has this or an e-mail address
  add column phone text,
  -- phone: a person tells it
  add constraint guest_message_state_check
    check (state in ('pending', 'sending', 'phone', 'sent', 'failed', 'unknown', 'cancelled')),
  add constraint guest_message_one_address check (num_nonnulls(email, phone) <= 1),
  -- address and values go when a message has ended
  add constraint guest_message_address
    check ((num_nonnulls(email, phone) = 1) = (state in ('pending', 'sending', 'phone'))),
  add constraint guest_message_params check ((params is not null) = (state in ('pending', 'sending', 'phone'))),
  add constraint guest_message_by_phone check (state <> 'phone' or phone is not null);
create index guest_message_to_call on guest_message (about) where state = 'phone';
