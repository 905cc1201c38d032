-- Module members: why a member may not borrow gains two kinds. restricted = the data are only kept, at the member's request
-- (UU 27/2022 art. 41); lost_card = whoever shows the card need not be its owner.
alter table member_block drop constraint member_block_kind_check;
alter table member_block add constraint member_block_kind_check
  check (kind in ('manual', 'suspension', 'restricted', 'lost_card'));
update member_block set kind = 'restricted'
from member
where member.id = member_block.member_id and member.restricted_at is not null and member_block.lifted_at is null
  and member_block.kind = 'manual' and member_block.reason = 'Pemrosesan data dibatasi atas permintaan anggota';
create unique index member_block_one_lost_card on member_block (member_id) where kind = 'lost_card' and lifted_at is null;
create unique index member_block_one_restricted on member_block (member_id) where kind = 'restricted' and lifted_at is null;

-- Numbers of cards that were replaced: refused at the desk by name, and never given to somebody else.
create table former_card (
  number text primary key,
  member_id bigint not null references member on delete cascade,
  replaced_at timestamptz not null,
  replaced_by text not null
);
create index former_card_member on former_card (member_id);

-- When the member (or the desk, asking) last said that the data are right.
alter table member add data_confirmed_at timestamptz;
alter table member add data_confirmed_by text;
