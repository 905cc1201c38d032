import type { Insertable } from 'kysely';
import type { Tx } from '#platform/database/db';
import type { LoanRenewal } from '#platform/database/db-types';
import type { LoanTerms } from '../rules/loan-terms.ts';

export interface PastLoanRow {
  itemId: number;
  memberId: number;
  libraryId: number;
  loanedAt: Date;
  dueAt: Date;
  returnedAt: Date | null;
  renewals: readonly unknown[];
  terms: Partial<LoanTerms>;
  by: string;
}

/** @returns ids in the order of the loans */
export async function insertPastLoans(trx: Tx, loans: readonly PastLoanRow[]): Promise<number[]> {
  const rows = await trx
    .insertInto('loan')
    .values(
      loans.map((loan) => ({
        itemId: loan.itemId,
        memberId: loan.memberId,
        libraryId: loan.libraryId,
        loanedAt: loan.loanedAt,
        dueAt: loan.dueAt,
        returnedAt: loan.returnedAt,
        returnRecordedAt: loan.returnedAt,
        returnLibraryId: loan.returnedAt ? loan.libraryId : null,
        status: loan.returnedAt ? ('returned' as const) : ('open' as const),
        renewalCount: loan.renewals.length,
        terms: JSON.stringify(loan.terms),
        loanedBy: loan.by,
        returnedBy: loan.returnedAt ? loan.by : null,
      })),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

export async function insertPastRenewals(trx: Tx, renewals: Insertable<LoanRenewal>[]): Promise<void> {
  if (renewals.length > 0) await trx.insertInto('loanRenewal').values(renewals).execute();
}
