-- Module notifications: what waits to be told (over night, or until staff telephone) is told no more once it is not true. By triggers, since
-- members lie below and do not know of notices. What nobody has planned yet goes altogether, so that a mistake that is put right is told anew.

-- A card that was renewed, or whose membership has ended, does not end soon.
create function notice_follows_card() returns trigger language plpgsql as $$
begin
  delete from notification where about = 'member:' || new.id || ':expiring' and withdrawn_at is null and planned_at is null;
  update notification set withdrawn_at = new.updated_at
  where about = 'member:' || new.id || ':expiring' and withdrawn_at is null;
  return null;
end $$;
create trigger notice_follows_card after update of expires_on, status on member for each row
  when (old.expires_on is distinct from new.expires_on or (new.status = 'withdrawn' and old.status <> 'withdrawn'))
  execute function notice_follows_card();

-- A block that was lifted holds nobody up.
create function notice_follows_block() returns trigger language plpgsql as $$
begin
  update notification set withdrawn_at = new.lifted_at where about = 'block:' || new.id and withdrawn_at is null;
  return null;
end $$;
create trigger notice_follows_block after update of lifted_at on member_block for each row
  when (old.lifted_at is null and new.lifted_at is not null) execute function notice_follows_block();
