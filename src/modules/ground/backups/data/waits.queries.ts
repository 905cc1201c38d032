import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';
import { LATE_HOURS } from '../rules/due.ts';

/** Whether the schedule is on and no backup has succeeded for too long. */
export const countLate = async (db: Db, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`
      select count(*)::integer as count, min(last) as since, min(last) + make_interval(hours => ${LATE_HOURS}::integer) as due
      from (
        -- what a wrong clock has dated into the future says nothing
        select greatest(
          case when p.since <= ${now}::timestamptz then p.since end,
          (select max(made_at) from backup_run where state = 'done' and made_at <= ${now}::timestamptz)
        ) as last
        from backup_plan p where p.state = 'on'
      ) s
      where last is null or last < ${now}::timestamptz - make_interval(hours => ${LATE_HOURS}::integer)`,
  );

/** Whether nobody has decided yet about backups, or a restore has stopped them. */
export const countUndecided = async (db: Db): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`
      select (case when exists (select from backup_plan where state <> 'restored') then 0 else 1 end) as count,
        null::timestamptz as since`,
  );

/** Whether a journal is to be kept, and nothing has come into it for an hour. */
export const countJournalLate = async (db: Db, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`
      select count(*)::integer as count, min(last) as since, min(last) + interval '1 hour' as due
      from (
        select greatest(
          case when p.since <= ${now}::timestamptz then p.since end,
          (select max(b.shipped_at) from backup_base b
            where b.state = 'done' and b.broken_at is null and b.last_segment >= b.stop_segment
              and b.shipped_at <= ${now}::timestamptz)
        ) as last
        from backup_plan p where p.state = 'on' and p.journal
      ) s
      where last is null or last < ${now}::timestamptz - interval '1 hour'`,
  );

/** How many stores elsewhere have received no backup for too long, while the schedule is on. */
export const countCopiesLate = async (db: Db, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`
      select count(*)::integer as count, min(last) as since, min(last) + make_interval(hours => ${LATE_HOURS}::integer) as due
      from (
        select greatest(
          case when s.since <= ${now}::timestamptz then s.since end,
          (select max(r.made_at) from backup_copy c join backup_run r on r.id = c.run_id
            where c.store_id = s.id and c.state = 'done' and r.made_at <= ${now}::timestamptz)
        ) as last
        from backup_store s where s.active and exists (select from backup_plan where state = 'on')
      ) s
      where last is null or last < ${now}::timestamptz - make_interval(hours => ${LATE_HOURS}::integer)`,
  );
