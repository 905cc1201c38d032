import { sql, type Insertable } from 'kysely';
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
  renewalCount: number;
  terms: Partial<LoanTerms>;
  /** Who stood at the desk, or which system did. */
  by: string;
}

/** Loans of the past, many in one statement. @param broughtAt when they came from another system; null = none did @returns ids in the order of the loans */
export async function insertPastLoans(
  trx: Tx,
  loans: readonly PastLoanRow[],
  broughtAt: Date | null,
): Promise<number[]> {
  if (loans.length === 0) return [];
  const column = <T>(of: (loan: PastLoanRow) => T): T[] => loans.map(of);
  const { rows } = await sql<{ id: number }>`
    insert into loan (item_id, member_id, library_id, loaned_at, due_at, returned_at, return_recorded_at, return_library_id,
      status, renewal_count, terms, loaned_by, returned_by, brought_at)
    select item_id, member_id, library_id, loaned_at, due_at, returned_at, returned_at,
      case when returned_at is not null then library_id end, case when returned_at is null then 'open' else 'returned' end,
      renewal_count, terms, by_name, case when returned_at is not null then by_name end, ${broughtAt}::timestamptz
    from unnest(
      ${column((loan) => loan.itemId)}::bigint[], ${column((loan) => loan.memberId)}::bigint[],
      ${column((loan) => loan.libraryId)}::bigint[], ${column((loan) => loan.loanedAt)}::timestamptz[],
      ${column((loan) => loan.dueAt)}::timestamptz[], ${column((loan) => loan.returnedAt)}::timestamptz[],
      ${column((loan) => loan.renewalCount)}::integer[], ${column((loan) => JSON.stringify(loan.terms))}::jsonb[],
      ${column((loan) => loan.by)}::text[]
    ) with ordinality
      as loan (item_id, member_id, library_id, loaned_at, due_at, returned_at, renewal_count, terms, by_name, place)
    order by place
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

export async function insertPastRenewals(trx: Tx, renewals: Insertable<LoanRenewal>[]): Promise<void> {
  if (renewals.length > 0) await trx.insertInto('loanRenewal').values(renewals).execute();
}
