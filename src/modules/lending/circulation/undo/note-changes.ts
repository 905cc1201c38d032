import { ChangeLog, pick } from '#platform/database/change-log';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { setAside, setOnLoan, type ItemForLoan } from '#modules/collection/catalog';
import { changeHold, type HoldChanges, type HoldRow } from '../data/holds.queries.ts';
import { insertLoanAct, type LoanActKind } from '../data/loan-acts.queries.ts';
import { changeLoan, type LoanChanges, type LoanRow } from '../data/loans.queries.ts';
import { changeTransit, type TransitChanges, type TransitRow } from '../data/transits.queries.ts';
import { accountIdOf } from '../lend-support.ts';

/** Changes a row and notes what it was, for an act that can be undone; other acts note nothing. */
export async function alterHold(trx: Tx, ctx: Ctx, hold: HoldRow, changes: HoldChanges): Promise<void> {
  await changeHold(trx, hold.id, changes);
  ctx.changes?.note('hold', hold.id, pick(hold, changes), changes);
}
export async function alterTransit(trx: Tx, ctx: Ctx, transit: TransitRow, changes: TransitChanges): Promise<void> {
  await changeTransit(trx, transit.id, changes);
  ctx.changes?.note('transit', transit.id, pick(transit, changes), changes);
}
export async function alterLoan(trx: Tx, ctx: Ctx, loan: LoanRow, changes: LoanChanges): Promise<void> {
  await changeLoan(trx, loan.id, changes);
  ctx.changes?.note('loan', loan.id, pick(loan, changes), changes);
}
export async function putAside(trx: Tx, ctx: Ctx, item: ItemForLoan, where: ItemForLoan['setAside']): Promise<void> {
  await setAside(trx, item.id, where);
  ctx.changes?.note('item', item.id, { setAside: item.setAside }, { setAside: where });
}
export async function putOnLoan(trx: Tx, ctx: Ctx, item: ItemForLoan, onLoan: boolean): Promise<void> {
  const { status, setAside: aside, libraryId } = item;
  // what it leaves as it is counts too: a copy that is damaged, or moved elsewhere, since is not the one that it was
  const before = { status, setAside: aside, libraryId, onLoan: item.onLoan };
  ctx.changes?.note('item', item.id, before, { ...before, onLoan });
  await setOnLoan(trx, item.id, onLoan);
}

/**
 * An act of an account notes from here on what it changes.
 * @param always it can be undone by whoever does it, a reader too
 */
export const noting = (ctx: Ctx, always = false): Ctx =>
  always || accountIdOf(ctx.actor) !== null ? { ...ctx, changes: new ChangeLog() } : ctx;

/** Keeps what was noted with the loan, in the transaction of the act. */
export async function keepAct(trx: Tx, ctx: Ctx, kind: LoanActKind, loanId: number): Promise<void> {
  if (!ctx.changes) return;
  await insertLoanAct(trx, { loanId, kind, doneAt: ctx.clock.now(), changes: ctx.changes.all() });
}
