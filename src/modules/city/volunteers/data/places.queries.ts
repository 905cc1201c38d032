import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Place } from '../client.ts';
import type { PlaceStatus } from '../rules/terms.ts';

const places = sql`select p.id, p.shift_id, p.volunteer_id, coalesce(m.full_name, v.name) as name, p.status, p.came_at, p.left_at,
    p.left_by_rule, p.corrected_by
  from volunteer_place p join volunteer v on v.id = p.volunteer_id left join member m on m.id = v.member_id
    join volunteer_shift s on s.id = p.shift_id join volunteer_task t on t.id = s.task_id`;

/** Who has a place or waits, in their order. */
export const selectPlaces = async (db: Db | Tx, shiftId: number): Promise<Place[]> =>
  (
    await sql<Place>`${places} where p.shift_id = ${shiftId} and p.status <> 'cancelled' order by p.queue_no`.execute(
      db,
    )
  ).rows;

export const findPlace = async (db: Db | Tx, id: number): Promise<Place | undefined> =>
  (await sql<Place>`${places} where p.id = ${id}`.execute(db)).rows[0];

/** Places of somebody that are not cancelled, the latest first. */
export const selectOwnPlaces = async (db: Db | Tx, volunteerId: number): Promise<Place[]> =>
  (
    await sql<Place>`${places} where p.volunteer_id = ${volunteerId} and p.status <> 'cancelled'
      order by s.starts_at desc, p.id limit 500`.execute(db)
  ).rows;

/** Those of them whose shifts are not over. */
export const selectPlacesAhead = async (db: Db | Tx, volunteerId: number, now: Date): Promise<Place[]> =>
  (
    await sql<Place>`${places} where p.volunteer_id = ${volunteerId} and p.status <> 'cancelled' and s.ends_at > ${now}
      order by s.starts_at, p.id limit 500`.execute(db)
  ).rows;

/** Shifts that are to come and in which somebody has a place, waits or is asked to help, in one order. */
export async function selectShiftsAhead(db: Db | Tx, volunteerId: number, now: Date): Promise<number[]> {
  const query = sql<{
    id: number;
  }>`select p.shift_id as id from volunteer_place p join volunteer_shift s on s.id = p.shift_id
    where p.volunteer_id = ${volunteerId} and p.status <> 'cancelled' and p.came_at is null and s.ends_at > ${now}
    union select i.shift_id from volunteer_invitation i join volunteer_shift s on s.id = i.shift_id
    where i.volunteer_id = ${volunteerId} and i.state = 'open' and s.ends_at > ${now} order by 1`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}

/** Who has a place, waits or is asked in shifts of a task that are to come, and has not come yet. */
export async function selectAheadOfTask(db: Db | Tx, taskId: number, now: Date) {
  const query = sql<{ volunteerId: number; shiftId: number }>`with ahead as (
      select id from volunteer_shift where task_id = ${taskId} and state = 'planned' and starts_at > ${now})
    select p.volunteer_id, p.shift_id from volunteer_place p join ahead s on s.id = p.shift_id
      where p.status <> 'cancelled' and p.came_at is null
    union select i.volunteer_id, i.shift_id from volunteer_invitation i join ahead s on s.id = i.shift_id where i.state = 'open'
    order by 1, 2`;
  return (await query.execute(db)).rows;
}

/** Whether somebody has a place or waits in anything at that time. */
export async function isBusy(trx: Tx, volunteerId: number, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  const query = sql`select 1 from volunteer_place p join volunteer_shift s on s.id = p.shift_id
    where p.volunteer_id = ${volunteerId} and p.status <> 'cancelled' and s.state = 'planned'
      and s.starts_at < ${endsAt} and s.ends_at > ${startsAt} limit 1`;
  return (await query.execute(trx)).rows.length > 0;
}

/** The next in the order of the shift, which the caller holds. @returns its id */
export async function insertPlace(
  trx: Tx,
  row: { shiftId: number; volunteerId: number; status: PlaceStatus; placedAt: Date },
): Promise<number> {
  const query = sql<{ id: number }>`with shift as (
      update volunteer_shift set next_queue = next_queue + 1 where id = ${row.shiftId} returning next_queue - 1 as queue_no)
    insert into volunteer_place (shift_id, volunteer_id, status, queue_no, placed_at)
      select ${row.shiftId}, ${row.volunteerId}, ${row.status}, queue_no, ${row.placedAt} from shift returning id`;
  const [made] = (await query.execute(trx)).rows;
  if (!made) throw new Error('the shift is held and there');
  return made.id;
}

export const setPlaceStatus = async (trx: Tx, id: number, status: PlaceStatus): Promise<void> => {
  await sql`update volunteer_place set status = ${status} where id = ${id}`.execute(trx);
};

/** Those of a shift that was cancelled; who had come is gone at that instant. @returns whose they were */
export async function cancelPlaces(trx: Tx, shiftId: number, now: Date): Promise<number[]> {
  const query = sql<{ volunteerId: number }>`update volunteer_place set status = 'cancelled',
      left_at = case when came_at is null then null else coalesce(left_at, greatest(came_at, ${now}::timestamptz)) end
    where shift_id = ${shiftId} and status <> 'cancelled' returning volunteer_id`;
  return (await query.execute(trx)).rows.map(({ volunteerId }) => volunteerId);
}

/** The place of somebody at a library at this time: where they came, else where they may come. */
export async function findNow(
  trx: Tx,
  {
    volunteerId,
    libraryId,
    now,
    earliest,
    latest,
  }: { volunteerId: number; libraryId: number; now: Date; earliest: Date; latest: Date },
): Promise<Place | undefined> {
  const query = sql<Place>`${places} where p.volunteer_id = ${volunteerId} and t.library_id = ${libraryId} and p.status = 'confirmed'
    and s.state = 'planned' and p.left_at is null
    and ((p.came_at is not null and s.ends_at > ${latest}) or (p.came_at is null and s.starts_at < ${earliest} and s.ends_at > ${now}))
    order by p.came_at nulls last, s.starts_at limit 1 for update of p`;
  return (await query.execute(trx)).rows[0];
}

/** Whether somebody left something at a library after an instant and before another, noted by somebody. */
export async function hasJustLeft(
  trx: Tx,
  { volunteerId, libraryId, after, now }: { volunteerId: number; libraryId: number; after: Date; now: Date },
): Promise<boolean> {
  const query = sql`select 1 from volunteer_place p join volunteer_shift s on s.id = p.shift_id join volunteer_task t on t.id = s.task_id
    where p.volunteer_id = ${volunteerId} and t.library_id = ${libraryId} and p.status = 'confirmed' and not p.left_by_rule
      and p.left_at > ${after} and p.left_at <= ${now} limit 1`;
  return (await query.execute(trx)).rows.length > 0;
}

/** Whether somebody was in another shift of theirs at that time, or has not left one that they came to before its end. */
export async function wasElsewhere(
  trx: Tx,
  { id, volunteerId }: Pick<Place, 'id' | 'volunteerId'>,
  { cameAt, leftAt }: { cameAt: Date; leftAt: Date },
): Promise<boolean> {
  const query = sql`select 1 from volunteer_place where volunteer_id = ${volunteerId} and id <> ${id} and came_at < ${leftAt}
    and coalesce(left_at, 'infinity') > ${cameAt} limit 1`;
  return (await query.execute(trx)).rows.length > 0;
}

/** Whoever comes for the first time comes for the partner whose volunteer they were when they came, not when it is written down. */
export const setHours = async (
  trx: Tx,
  id: number,
  { cameAt, leftAt, correctedBy }: { cameAt: Date; leftAt: Date | null; correctedBy: string },
): Promise<void> => {
  await sql`update volunteer_place set came_at = ${cameAt}, left_at = ${leftAt}, left_by_rule = false, corrected_by = ${correctedBy},
    partner_id = case when came_at is null then (select v.partner_id from volunteer v
      where v.id = volunteer_id and (v.partner_since is null or v.partner_since <= ${cameAt}::timestamptz)) else partner_id end
    where id = ${id}`.execute(trx);
};

/** Who forgot to leave a shift that ended before an instant is gone since its end. @returns how many */
export async function closeForgotten(db: Db | Tx, endedBefore: Date): Promise<number> {
  const query = sql`update volunteer_place p set left_at = greatest(s.ends_at, p.came_at), left_by_rule = true
    from volunteer_shift s where s.id = p.shift_id and p.status = 'confirmed' and p.came_at is not null and p.left_at is null and s.ends_at <= ${endedBefore}`;
  return Number((await query.execute(db)).numAffectedRows ?? 0);
}

/** Minutes of somebody by months of a zone, the latest first. */
export async function selectMonths(db: Db | Tx, volunteerId: number, zone: string) {
  const query = sql<{
    month: string;
    minutes: number;
  }>`select to_char(came_at at time zone ${zone}::text, 'YYYY-MM') as month,
      sum(floor(extract(epoch from left_at - came_at) / 60))::integer as minutes
    from volunteer_place where volunteer_id = ${volunteerId} and left_at is not null group by 1 order by 1 desc`;
  return (await query.execute(db)).rows;
}
