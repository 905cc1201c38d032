import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';
import type { PairedVisit } from '../rules/pair-scans.ts';

/** One after the other: whoever pairs the scans of a card at a library sees what the others have paired. */
export async function lockCard(trx: Tx, libraryId: number, memberId: number): Promise<void> {
  const card = `visits.card ${libraryId} ${memberId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${card}, 0))`.execute(trx);
}

/** The visits of a member to a library since an instant, in their order, their rows locked. */
export const lockVisits = async (trx: Tx, about: { libraryId: number; memberId: number; since: Date }) =>
  trx
    .selectFrom('visit')
    .select(['id', 'at', 'leftAt', 'countedUntil', 'repeatedAt'])
    .where('libraryId', '=', about.libraryId)
    .where('memberId', '=', about.memberId)
    .where('at', '>=', about.since)
    .orderBy('at')
    .forUpdate()
    .execute();

/** Writes visits of one card anew. They leave `visit_card_once` first: the new time of one may be the old time of another. */
export async function rewriteVisits(
  trx: Tx,
  memberId: number,
  visits: readonly (PairedVisit & { id: number })[],
): Promise<void> {
  if (visits.length > 1) {
    const ids = visits.map(({ id }) => id);
    await trx.updateTable('visit').set({ memberId: null }).where('id', 'in', ids).execute();
  }
  for (const { id, at, leftAt, countedUntil, repeatedAt } of visits) {
    await trx
      .updateTable('visit')
      .set({ memberId, at, leftAt, countedUntil, repeatedAt: [...repeatedAt] })
      .where('id', '=', id)
      .execute();
  }
}

/** Visits that turned out to be parts of others. */
export async function deleteVisits(trx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await trx.deleteFrom('visit').where('id', 'in', ids).execute();
}
