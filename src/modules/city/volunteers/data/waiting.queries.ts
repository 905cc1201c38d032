import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Offers that nobody has answered, with the day by which that was promised. */
export const countOffers = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(v.offered_at) as since,
        min((v.answer_by + 1)::timestamp at time zone l.time_zone - interval '1 second') as due
      from volunteer v join library l on l.id = v.library_id where v.state = 'offered'
        and (${libraryIds === null} or v.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))`,
  );

/** Certificates that volunteers asked for. */
export const countPaperWishes = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(w.asked_at) as since, null::timestamptz as due
      from volunteer_certificate_wish w join volunteer v on v.id = w.volunteer_id
      where (${libraryIds === null} or v.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))`,
  );

/** Incidents that nobody has settled. */
export const countOpenIncidents = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(i.noted_at) as since, null::timestamptz as due
      from volunteer_incident i join volunteer v on v.id = i.volunteer_id
      where i.kind = 'incident' and i.closed_at is null
        and (${libraryIds === null} or v.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))`,
  );

/** Shifts of the coming days to which nobody comes yet. */
export const countEmptyShifts = async (
  db: Db,
  libraryIds: readonly number[] | null,
  { now, until }: { now: Date; until: Date },
): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, null::timestamptz as since, min(s.starts_at) as due
      from volunteer_shift s join volunteer_task t on t.id = s.task_id
      where s.state = 'planned' and t.state = 'open' and s.starts_at > ${now} and s.starts_at < ${until}
        and not exists (select from volunteer_place p where p.shift_id = s.id and p.status = 'confirmed')
        and (${libraryIds === null} or t.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))`,
  );
