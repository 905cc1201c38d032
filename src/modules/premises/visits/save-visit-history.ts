import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertPastVisits, type NewVisit } from './data/visits.queries.ts';

const BATCH = 2000;

/** A visit of the past, as another book kept it. */
export type PastVisit = NewVisit;

/** Brings visits of the past in, within the caller's transaction, which answers for the permission. */
export async function saveVisitHistory(trx: Tx, ctx: Ctx, visits: readonly PastVisit[]): Promise<void> {
  for (let at = 0; at < visits.length; at += BATCH) await insertPastVisits(trx, visits.slice(at, at + BATCH));
  await recordAudit(trx, ctx, {
    action: 'visits.brought_in',
    entity: 'visit',
    entityId: 'all',
    after: { visits: visits.length },
  });
}
