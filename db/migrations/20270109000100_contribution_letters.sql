-- Module letters: receipts of what partners gave, to somebody who need not be a member (decision 224).
alter table letter drop constraint letter_kind_check;
alter table letter add constraint letter_kind_check check (kind in ('clearance', 'warning', 'thanks', 'receipt'));
alter table letter drop constraint letter_receiver;
alter table letter add constraint letter_receiver check ((kind in ('thanks', 'receipt')) = (member_id is null));

-- Module partners: who noted that it came, and when; null: it never did, or nobody knows.
alter table contribution add column received_at timestamptz;
alter table contribution add column received_by text not null default '';
-- A session may be taken out of its programme: what was given there stays, with its speaker.
alter table contribution drop constraint contribution_check7;
