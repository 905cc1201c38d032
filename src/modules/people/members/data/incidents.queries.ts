import type { Insertable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DataIncident } from '#platform/database/db-types';
import type { IncidentData, IncidentStatus } from '../rules/incident.ts';

const incidents = (db: Db | Tx) =>
  db
    .selectFrom('dataIncident')
    .selectAll()
    .select(
      sql<string[]>`coalesce((
        select json_agg(member.number order by member.number) from data_incident_member
        join member on member.id = data_incident_member.member_id where incident_id = data_incident.id
      ), '[]')`.as('memberNumbers'),
    )
    .$narrowType<{ status: IncidentStatus; dataKinds: IncidentData[] }>();
export type IncidentRow = NonNullable<Awaited<ReturnType<typeof findIncident>>>;

export const findIncident = async (db: Db | Tx, id: number) => incidents(db).where('id', '=', id).executeTakeFirst();
export const lockIncident = async (trx: Tx, id: number) =>
  incidents(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** What still has to be told first, by what is due first; then the rest, the newest first. */
export async function selectIncidents(
  db: Db,
  filter: { within: readonly number[] | null; offset: number; limit: number },
): Promise<IncidentRow[]> {
  let query = incidents(db)
    .orderBy(sql`status <> 'open'`)
    .orderBy(sql`case when status = 'open' then due_at end`)
    .orderBy('id', 'desc')
    .offset(filter.offset)
    .limit(filter.limit);
  if (filter.within !== null) {
    query = query.where('libraryId', 'in', filter.within.length > 0 ? [...filter.within] : [0]);
  }
  return query.execute();
}

export const insertIncident = async (trx: Tx, row: Insertable<DataIncident>): Promise<number> =>
  (await trx.insertInto('dataIncident').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateIncident(trx: Tx, id: number, changes: Updateable<DataIncident>): Promise<void> {
  await trx
    .updateTable('dataIncident')
    .set(changes)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export interface NamedMember {
  id: number;
  number: string;
  homeLibraryId: number;
  /** The incident names them already. */
  affected: boolean;
}
/** Members by number; a number of nobody is left out. */
export const selectNamed = async (trx: Tx, incidentId: number, numbers: readonly string[]): Promise<NamedMember[]> =>
  numbers.length === 0
    ? []
    : trx
        .selectFrom('member')
        .select(['id', 'number', 'homeLibraryId'])
        .select(
          sql<boolean>`exists (select from data_incident_member named
            where named.incident_id = ${incidentId} and named.member_id = member.id)`.as('affected'),
        )
        .where('number', 'in', [...numbers])
        .execute();

/** Says which members it is about; those named before go. */
export async function replaceAffected(trx: Tx, incidentId: number, memberIds: readonly number[]): Promise<void> {
  await trx.deleteFrom('dataIncidentMember').where('incidentId', '=', incidentId).execute();
  if (memberIds.length === 0) return;
  await trx
    .insertInto('dataIncidentMember')
    .values(memberIds.map((memberId) => ({ incidentId, memberId })))
    .execute();
}

/** Whom the letter goes to, with the address that is on record. */
export const selectAffected = async (db: Db, incidentId: number) =>
  db
    .selectFrom('dataIncidentMember')
    .innerJoin('member', 'member.id', 'dataIncidentMember.memberId')
    .select(['member.number', 'member.fullName', 'member.address', 'member.kelurahan', 'member.city'])
    .select('member.guardianName')
    .where('dataIncidentMember.incidentId', '=', incidentId)
    .orderBy('member.fullName')
    .execute();
