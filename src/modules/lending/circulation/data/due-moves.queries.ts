import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DueMode } from '../rules/policies/policy-values.ts';

/** A running loan as a change of the calendar concerns it. */
export interface DueLoan {
  id: number;
  libraryId: number;
  loanedAt: Date;
  dueAt: Date;
  dueByHand: boolean;
  dueMode: DueMode;
  title: string;
  itemBarcode: string;
  memberName: string;
  memberNumber: string;
}

const dueLoans = (db: Db | Tx) =>
  db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select(['loan.id', 'loan.libraryId', 'loan.loanedAt', 'loan.dueAt', 'loan.dueByHand'])
    .select(['bib.title', 'item.barcode as itemBarcode'])
    .select(['member.fullName as memberName', 'member.number as memberNumber'])
    .select(sql<DueMode>`coalesce(loan.terms ->> 'dueMode', 'push_open')`.as('dueMode'))
    .where('loan.status', '=', 'open')
    .where('loan.onSite', '=', false)
    .orderBy('loan.id');

/** Running loans of a library that are due from an instant on, by id. */
export const selectLoansDueFrom = async (db: Db | Tx, libraryId: number, from: Date): Promise<DueLoan[]> =>
  dueLoans(db).where('loan.libraryId', '=', libraryId).where('loan.dueAt', '>=', from).execute();

/** Those of these loans that still run, locked in the order of their ids. */
export const lockDueLoans = async (trx: Tx, ids: readonly number[]): Promise<DueLoan[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : dueLoans(trx)
        .where('loan.id', 'in', [...ids])
        .forUpdate('loan')
        .execute();
