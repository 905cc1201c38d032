import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db, Tx } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Shifts in which somebody ever had a place, waited or was asked. */
export async function selectShiftsOf(db: Db | Tx, volunteerId: number): Promise<number[]> {
  const query = sql<{ id: number }>`select shift_id as id from volunteer_place where volunteer_id = ${volunteerId}
    union select shift_id from volunteer_invitation where volunteer_id = ${volunteerId} order by 1`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}

/** Of these, in one order, what still waits to be told or can be taken back. */
export async function selectUntoldOf(db: Db | Tx, abouts: readonly string[]): Promise<string[]> {
  const query = sql<{ about: string }>`
    select about from guest_message where about = any(${[...abouts]}::text[]) and state in ('pending', 'phone')
    union select about from notification where about = any(${[...abouts]}::text[]) and withdrawn_at is null order by 1`;
  return (await query.execute(db)).rows.map(({ about }) => about);
}

/** What did not go out by itself to volunteers of these libraries (null = all), without a card. */
const untold = (libraryIds: readonly number[] | null, now: Date) => sql`from guest_message g
    join volunteer v on v.id = substring(g.about from '^volunteer(?:-shift|-paper)?:([0-9]{1,18})(?::[0-9A-Z-]+)?$')::bigint
  where g.state = 'phone' and g.expires_at > ${now}
    and (${libraryIds === null} or v.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))`;

/** What it is about. */
export async function selectUntoldAbouts(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
  now: Date,
): Promise<string[]> {
  const query = sql<{ about: string }>`select distinct g.about ${untold(libraryIds, now)} order by 1`;
  return (await query.execute(db)).rows.map(({ about }) => about);
}

/** Whose it is. */
export async function findVolunteerOf(
  db: Db | Tx,
  about: string,
): Promise<{ id: number; libraryId: number } | undefined> {
  const query = sql<{ id: number; libraryId: number }>`select id, library_id from volunteer
    where id = substring(${about}::text from '^volunteer(?:-shift|-paper)?:([0-9]{1,18})(?::[0-9A-Z-]+)?$')::bigint`;
  return (await query.execute(db)).rows[0];
}

/** How many of them wait for somebody who tells them. */
export const countUntold = async (db: Db, libraryIds: readonly number[] | null, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(g.created_at) as since, null::timestamptz as due ${untold(libraryIds, now)}`,
  );
