import { recordAudit } from '#modules/ground/audit';
import { noteLending } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertPastLoans, insertPastRenewals } from '../data/loan-history.queries.ts';
import type { LoanTerms } from '../rules/loan-terms.ts';

/** A loan that was made elsewhere (another system, the sample city), running or returned. */
export interface PastLoan {
  itemId: number;
  bibId: number;
  memberId: number;
  libraryId: number;
  loanedAt: Date;
  dueAt: Date;
  returnedAt: Date | null;
  /** Each renewal, oldest first. */
  renewals: readonly { renewedAt: Date; dueBefore: Date; dueAfter: Date }[];
  /** What is left out is as the product ships it. */
  terms: Partial<LoanTerms>;
  /** Who stood at the desk. */
  by: string;
}

const BATCH = 1000;

/**
 * Takes over loans in bulk, in the caller's transaction; the caller has checked the permission. Marks the copies that are out
 * and counts the loans of each record. The database refuses a second running loan of a copy.
 */
export async function saveLoanHistory(trx: Tx, ctx: Ctx, loans: readonly PastLoan[]): Promise<void> {
  for (let at = 0; at < loans.length; at += BATCH) {
    const batch = loans.slice(at, at + BATCH);
    const ids = await insertPastLoans(
      trx,
      batch.map((loan) => ({ ...loan, renewalCount: loan.renewals.length })),
      null,
    );
    await insertPastRenewals(
      trx,
      batch.flatMap((loan, i) =>
        loan.renewals.map((renewal) => ({ loanId: ids[i] ?? 0, renewedBy: loan.by, ...renewal })),
      ),
    );
  }
  const loansOfBib = new Map<number, number>();
  for (const { bibId } of loans) loansOfBib.set(bibId, (loansOfBib.get(bibId) ?? 0) + 1);
  const itemsOut = loans.filter((loan) => loan.returnedAt === null).map((loan) => loan.itemId);
  await noteLending(trx, { loansOfBib, itemsOut });
  await recordAudit(trx, ctx, {
    action: 'loan.history_imported',
    entity: 'loan',
    entityId: 'history',
    after: { loans: loans.length, running: itemsOut.length },
  });
}
