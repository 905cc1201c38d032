import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CampaignThing as ThingTable } from '#platform/database/db-types';
import type { ThingKind } from '../rules/terms.ts';

/** What a campaign promotes, in the order in which it was added. */
export const selectThings = async (db: Db | Tx, campaignId: number) =>
  db
    .selectFrom('campaignThing')
    .select(['id', 'programId', 'bibId', 'courseId', 'collectionId', 'title', sql<ThingKind>`kind`.as('kind')])
    .where('campaignId', '=', campaignId)
    .orderBy('id')
    .execute();
export type ThingRow = Awaited<ReturnType<typeof selectThings>>[number];

/** @returns its id; null = it is promoted already */
export async function insertThing(trx: Tx, row: Insertable<ThingTable>): Promise<number | null> {
  const made = await trx
    .insertInto('campaignThing')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

/** @returns what it was; undefined = the campaign promotes nothing of that id */
export const deleteThing = async (trx: Tx, campaignId: number, id: number) =>
  trx
    .deleteFrom('campaignThing')
    .where('id', '=', id)
    .where('campaignId', '=', campaignId)
    .returning(['kind', 'title'])
    .executeTakeFirst();
