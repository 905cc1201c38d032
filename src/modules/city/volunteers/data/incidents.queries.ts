import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { VolunteerIncident } from '#platform/database/db-types';
import type { Incident } from '../client.ts';

const incidents = sql`select i.id, i.volunteer_id, i.kind, i.on_day::text, i.text, i.noted_at, i.noted_by, i.closed_at, i.closed_by, i.outcome
  from volunteer_incident i`;

/** Of somebody, the newest first. */
export const selectIncidents = async (db: Db | Tx, volunteerId: number): Promise<Incident[]> =>
  (
    await sql<Incident>`${incidents} where i.volunteer_id = ${volunteerId} order by i.on_day desc, i.id desc limit 500`.execute(
      db,
    )
  ).rows;

/** Of whom something is open at these libraries (null = all), the longest first, without what it is. */
export async function selectOpenIncidents(db: Db | Tx, libraryIds: readonly number[] | null) {
  const query = sql<{ volunteerId: number; name: string; library: string; onDay: string }>`
    select i.volunteer_id, coalesce(m.full_name, v.name) as name, l.name as library, i.on_day::text
    from volunteer_incident i join volunteer v on v.id = i.volunteer_id join library l on l.id = v.library_id
      left join member m on m.id = v.member_id
    where i.kind = 'incident' and i.closed_at is null
      and (${libraryIds === null} or v.library_id = any(${[...(libraryIds ?? [])]}::bigint[])) order by i.noted_at, i.id limit 500`;
  return (await query.execute(db)).rows;
}

export const findIncident = async (db: Db | Tx, id: number): Promise<Incident | undefined> =>
  (await sql<Incident>`${incidents} where i.id = ${id}`.execute(db)).rows[0];

export const insertIncident = async (trx: Tx, row: Insertable<VolunteerIncident>): Promise<number> =>
  (await trx.insertInto('volunteerIncident').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const setClosed = async (
  trx: Tx,
  id: number,
  closed: { closedAt: Date; closedBy: string; outcome: string },
): Promise<void> => {
  await trx.updateTable('volunteerIncident').set(closed).where('id', '=', id).execute();
};

export const deleteIncidentsOf = async (trx: Tx, volunteerId: number): Promise<void> => {
  await trx.deleteFrom('volunteerIncident').where('volunteerId', '=', volunteerId).execute();
};

/** Whether something of these people is still open. */
export async function hasOpenIncident(db: Db | Tx, volunteerIds: readonly number[]): Promise<boolean> {
  const query = sql`select 1 from volunteer_incident where volunteer_id = any(${[...volunteerIds]}::bigint[])
    and kind = 'incident' and closed_at is null limit 1`;
  return (await query.execute(db)).rows.length > 0;
}

const past = (before: Date) => sql`(closed_at < ${before} or (kind = 'praise' and noted_at < ${before}))`;

/** What was settled, or praised, before an instant. */
export const countPastIncidents = async (db: Db | Tx, before: Date): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::integer as n from volunteer_incident where ${past(before)}`.execute(db))
    .rows[0]?.n ?? 0;

/** @returns how many went */
export const deletePastIncidents = async (db: Db | Tx, before: Date): Promise<number> =>
  Number((await sql`delete from volunteer_incident where ${past(before)}`.execute(db)).numAffectedRows ?? 0);
