import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PartnerStanding as StandingTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { MapPoint } from '../rules/map.ts';
import type { PartnerKind } from '../rules/terms.ts';
import { lastContact } from './partners.queries.ts';

/** More than anybody looks at on one page. */
const MOST_SHOWN = 500;

/** The newest stand of every partner that is not put away: prospects too. By influence. */
export async function selectPoints(
  db: Db | Tx,
  { kind, libraryId }: { kind: PartnerKind | null; libraryId: number | null },
): Promise<MapPoint[]> {
  const { rows } = await sql<MapPoint>`
    select partner.id as partner_id, partner.name as partner, s.interest, s.influence, s.reason, s.on_day::text as on_day, s.said_by,
      ${lastContact} as last_contact_on
    from partner cross join lateral (select interest, influence, reason, on_day, said_by from partner_standing s
      where s.partner_id = partner.id order by s.on_day desc, s.id desc limit 1) s
    where partner.state <> 'archived' and partner.merged_into_id is null
      and (${kind}::text is null or partner.kind = ${kind}) and (${libraryId}::bigint is null or partner.library_id = ${libraryId})
    order by s.influence desc, s.interest desc, partner.id limit ${MOST_SHOWN}`.execute(db);
  return rows;
}

/** Those of whom nobody has said where they stand, by name. */
export async function selectUnplaced(
  db: Db | Tx,
  { kind, libraryId }: { kind: PartnerKind | null; libraryId: number | null },
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from partner where state <> 'archived' and merged_into_id is null and name <> ''
      and (${kind}::text is null or kind = ${kind}) and (${libraryId}::bigint is null or library_id = ${libraryId})
      and not exists (select from partner_standing s where s.partner_id = partner.id)
    order by name, id limit ${MOST_SHOWN}`.execute(db);
  return rows;
}

/** One thing that was said of where a partner stands. */
export interface Standpoint {
  id: number;
  interest: number;
  influence: number;
  reason: string;
  onDay: LocalDate;
  saidBy: string;
}

/** The newest first. @param after the last of the page before */
export async function selectStandings(
  db: Db | Tx,
  partnerId: number,
  { after, limit }: { after: readonly [string, number] | null; limit: number },
): Promise<Standpoint[]> {
  let query = db
    .selectFrom('partnerStanding')
    .select(['id', 'interest', 'influence', 'reason', 'onDay', 'saidBy'])
    .where('partnerId', '=', partnerId)
    .orderBy('onDay', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after !== null) query = query.where(sql<boolean>`(on_day, id) < (${after[0]}::date, ${after[1]})`);
  return query.execute();
}

export const insertStanding = async (trx: Tx, row: Insertable<StandingTable>): Promise<number> =>
  (await trx.insertInto('partnerStanding').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** A partner by the very name that it has, with its people in the order in which they were noted: for samples. */
export async function findNamed(
  trx: Tx,
  name: string,
): Promise<{ id: number; libraryId: number; inChargeId: number | null; people: number[] } | undefined> {
  const found = await trx
    .selectFrom('partner')
    .select(['id', 'libraryId', 'inChargeId'])
    .where('name', '=', name)
    .where('mergedIntoId', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!found) return undefined;
  const people = await trx
    .selectFrom('partnerRole')
    .select('personId')
    .where('partnerId', '=', found.id)
    .orderBy('id')
    .execute();
  return { ...found, people: people.map(({ personId }) => personId) };
}
