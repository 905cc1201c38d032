import { sql } from 'kysely';
import { withInstants, type Change, type Columns } from '#platform/database/change-log';
import type { Db, Tx } from '#platform/database/db';
import type { ItemState } from '#modules/collection/catalog';
import type { HoldChanges } from './holds.queries.ts';
import type { LoanChanges } from './loans.queries.ts';
import type { TransitChanges } from './transits.queries.ts';

export type LoanActKind = 'loan' | 'return' | 'renewal';

interface Changed<Of extends string, Before> {
  of: Of;
  id: number;
  /** What its changed columns were; null = the act made the row. */
  before: Before;
  after: Columns;
}
/** What an act about a loan may have changed, as those note it who change it. */
export type ActChange =
  | Changed<'item', Partial<ItemState>>
  | Changed<'loan', LoanChanges>
  | Changed<'hold', HoldChanges>
  | Changed<'transit', TransitChanges | null>
  | Changed<'charge' | 'correction' | 'block' | 'notice' | 'notice_withdrawn', null>;

export async function insertLoanAct(
  trx: Tx,
  act: { loanId: number; kind: LoanActKind; doneAt: Date; changes: readonly Change[] },
): Promise<void> {
  await trx
    .insertInto('loanAct')
    .values({ ...act, changes: JSON.stringify(act.changes) })
    .execute();
}

/** The last act of a kind about a loan. */
export async function lastLoanAct(
  trx: Tx,
  loanId: number,
  kind: LoanActKind,
): Promise<{ id: number; changes: ActChange[] } | undefined> {
  const act = await trx
    .selectFrom('loanAct')
    .select(['id', sql<ActChange[]>`changes`.as('changes')])
    .where('loanId', '=', loanId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return act && { id: act.id, changes: withInstants(act.changes) };
}

export async function deleteLoanAct(trx: Tx, loanId: number, id: number): Promise<void> {
  await trx.deleteFrom('loanAct').where('loanId', '=', loanId).where('id', '=', id).execute();
}

/** Acts that nobody can undo any more. @returns how many went */
export async function deleteLoanActsBefore(db: Db, before: Date): Promise<number> {
  const gone = await db.deleteFrom('loanAct').where('doneAt', '<', before).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
