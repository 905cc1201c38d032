import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Proposals of programmes to libraries (null: to all) that nobody has answered. */
export const countUnanswered = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from program_proposal
      where status = 'new' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );

/** Action plans of programmes of libraries (null: of all) whose day is over and that are not done. */
export const countPlansBehind = async (db: Db, libraryIds: readonly number[] | null, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(p.committed_at) as since, min((p.due_on + 1)::timestamp at time zone library.time_zone) as due
      from action_plan p join program on program.id = p.program_id join library on library.id = p.library_id
      where p.status in ('committed', 'in_progress') and p.due_on < (${now}::timestamptz at time zone library.time_zone)::date
        and (${libraryIds}::bigint[] is null or program.library_id = any(${libraryIds}::bigint[]))`,
  );

/** What the owners of plans of programmes of libraries (null: of all) were to tell by now and have not told. */
export const countFollowUpsOpen = async (db: Db, libraryIds: readonly number[] | null, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(f.opens_on::timestamp at time zone library.time_zone) as since
      from action_plan_follow_up f join action_plan p on p.id = f.plan_id join program on program.id = p.program_id
        join library on library.id = p.library_id
      where f.answered_at is null and p.status <> 'stopped'
        and f.opens_on <= (${now}::timestamptz at time zone library.time_zone)::date
        and (${libraryIds}::bigint[] is null or program.library_id = any(${libraryIds}::bigint[]))`,
  );
