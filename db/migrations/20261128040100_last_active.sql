-- Module members: the last day on which a member was seen here, by a loan, a sign-in, a visit, an enrolment, a hold or the arrival of the
-- record. It outlives the links that retention cuts, so that "long out of use" is never concluded from what was merely forgotten.
alter table member add column last_active_on date not null default current_date;

-- The latest that is known, else the day of the upgrade (the default): with all traces cut nobody can say that somebody was away.
with seen as (
  select member_id, max(at) as at
  from (
    select member_id, greatest(loaned_at, returned_at) as at from loan where member_id is not null
    union all select member_id, placed_at from hold where member_id is not null
    union all select member_id, last_seen_at from session where member_id is not null
    union all select member_id, at from visit where member_id is not null
    union all select member_id, placed_at from program_enrolment where member_id is not null
    union all select member_id, borrowed_at from digital_loan where member_id is not null
    union all select actor_id, at from audit_event where actor_kind = 'member' and actor_id is not null
  ) known
  group by member_id
)
update member
set last_active_on = least(current_date, (greatest(seen.at, member.created_at, member.data_confirmed_at) at time zone 'Asia/Jakarta')::date)
from seen
where seen.member_id = member.id;
