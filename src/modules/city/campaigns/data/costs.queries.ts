import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CampaignCost as CostTable } from '#platform/database/db-types';

/** What was spent for a campaign, by day. */
export const selectCosts = async (db: Db | Tx, campaignId: number) =>
  db
    .selectFrom('campaignCost')
    .select(['id', 'onDay', 'what', 'amount', 'reach', 'createdBy'])
    .where('campaignId', '=', campaignId)
    .orderBy('onDay')
    .orderBy('id')
    .execute();

/** What was spent for each of several campaigns. */
export async function sumCosts(db: Db | Tx, campaignIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('campaignCost')
    .select(['campaignId', sql<number>`sum(amount)::bigint`.as('amount')])
    .where('campaignId', '=', sql<number>`any(${[...campaignIds]}::bigint[])`)
    .groupBy('campaignId')
    .execute();
  return new Map(rows.map(({ campaignId, amount }) => [campaignId, amount]));
}

export const insertCost = async (trx: Tx, row: Insertable<CostTable>): Promise<number> =>
  (await trx.insertInto('campaignCost').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** @returns what it was; undefined = the campaign has none of that id */
export const deleteCost = async (trx: Tx, campaignId: number, id: number) =>
  trx
    .deleteFrom('campaignCost')
    .where('id', '=', id)
    .where('campaignId', '=', campaignId)
    .returning(['onDay', 'what', 'amount', 'reach'])
    .executeTakeFirst();
