import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ContentReport } from '../client.ts';

/** @returns false when this reader has said so already */
export async function insertReport(
  trx: Tx,
  row: { memberId: number; reason: string; reportedAt: Date } & ({ reviewId: number } | { listId: number }),
): Promise<boolean> {
  const added = await trx
    .insertInto('contentReport')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** What nobody has looked at yet, the oldest first. */
export async function selectOpenReports(db: Db | Tx): Promise<ContentReport[]> {
  const rows = await db
    .selectFrom('contentReport')
    .leftJoin('review', 'review.id', 'contentReport.reviewId')
    .leftJoin('bib', 'bib.id', 'review.bibId')
    .leftJoin('readingList', 'readingList.id', 'contentReport.listId')
    .select(['contentReport.id', 'contentReport.reason', 'reportedAt', 'reviewId', 'listId'])
    .select(['review.bibId', 'bib.title as bibTitle', 'stars', 'body'])
    .select(['readingList.title as listTitle', 'readingList.description', 'shareToken'])
    .where('settledAt', 'is', null)
    .orderBy('reportedAt')
    .orderBy('contentReport.id')
    .execute();
  return rows.map(({ id, reason, reportedAt, reviewId, bibId, bibTitle, stars, body, listId, listTitle, ...rest }) => ({
    id,
    reason,
    reportedAt,
    review:
      reviewId === null ? null : { id: reviewId, bibId: bibId ?? 0, title: bibTitle ?? '', stars: stars ?? 0, body },
    list: listId === null ? null : { id: listId, title: listTitle ?? '', ...rest },
  }));
}

export const lockReport = async (trx: Tx, id: number) =>
  trx
    .selectFrom('contentReport')
    .select(['id', 'reviewId', 'listId'])
    .where('id', '=', id)
    .where('settledAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();

/** Settles every open report about the same thing: it is looked at once. */
export async function settleReports(
  trx: Tx,
  about: { reviewId: number | null; listId: number | null },
  by: { settledAt: Date; settledBy: string; outcome: 'keep' | 'remove' },
): Promise<void> {
  await trx
    .updateTable('contentReport')
    .set(by)
    .where('settledAt', 'is', null)
    .where(sql<boolean>`(review_id, list_id) is not distinct from (${about.reviewId}::bigint, ${about.listId}::bigint)`)
    .execute();
}

export async function hideList(trx: Tx, id: number, hidden: { hiddenAt: Date; hiddenReason: string }): Promise<void> {
  await trx
    .updateTable('readingList')
    .set({ ...hidden, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** What was settled before an instant goes. */
export async function purgeReports(trx: Tx, before: Date): Promise<void> {
  await trx.deleteFrom('contentReport').where('settledAt', '<', before).execute();
}
