import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { recordAudit } from '#modules/ground/audit';
import type { ItemForLoan } from '#modules/collection/catalog';
import { cancelCharges } from '#modules/lending/charges';
import type { LoanMember } from '#modules/people/members';
import {
  lockLoan,
  lockRunningLoanOfItem,
  memberNumberOfItem,
  selectFoundLoans,
  type LoanRow,
} from '../data/loans.queries.ts';
import { settleLateReturn } from '../loans/late-return.ts';
import { doneBy } from '../lend-support.ts';
import { lockInOrder } from '../lock-order.ts';
import { alterLoan } from '../undo/note-changes.ts';

const AT_ONCE = 200;

/** Nobody knows where it is. */
export const isGone = ({ status }: Pick<ItemForLoan, 'status'>): boolean => status === 'lost' || status === 'missing';

/** A copy that was booked as lost is here again: its charges are taken off as the terms of the loan say. */
export async function takeOffLostBill(trx: Tx, ctx: Ctx, loan: LoanRow, item: ItemForLoan): Promise<void> {
  const { lostRefund } = loan.terms;
  if (loan.status !== 'lost' || lostRefund === 'none') return;
  await cancelCharges(trx, ctx, {
    loanId: loan.id,
    kinds: ['lost_item', 'processing'],
    paidToo: lostRefund === 'all',
    note: item.title,
  });
}

/** The lost loan of a copy that turns up, its member and copy locked in the order of desks; null = nobody was billed for it. */
export async function lockLostLoan(trx: Tx, barcode: string): Promise<{ loan: LoanRow; member: LoanMember } | null> {
  const memberNumber = await memberNumberOfItem(trx, barcode);
  if (memberNumber === null) return null;
  const { members, items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes: [barcode] });
  const [member, item] = [members.get(memberNumber), items.get(barcode)];
  if (!member || !item || !isGone(item)) return null;
  const loan = await lockRunningLoanOfItem(trx, item.id, true);
  return loan?.status === 'lost' && loan.memberId === member.id ? { loan, member } : null;
}

/**
 * A loan that ended with a loss is returned after all, and settled as by a return: late are the days until it was booked as lost, and the
 * bill is taken off. Member, copy and loan are locked.
 * @param libraryId where the copy turned up
 */
export async function endLostLoan(
  trx: Tx,
  ctx: Ctx,
  { loan, member, item, libraryId }: { loan: LoanRow; member: LoanMember; item: ItemForLoan; libraryId: number },
): Promise<void> {
  const now = ctx.clock.now();
  const { lateDays, fine, suspension } = await settleLateReturn(trx, ctx, { loan, member, item, returnedAt: now });
  const by = doneBy(ctx);
  await alterLoan(trx, ctx, loan, {
    status: 'returned',
    returnedAt: now,
    returnRecordedAt: now,
    returnLibraryId: libraryId,
    returnedBy: by.name,
    returnedByAccountId: by.accountId,
    statusBeforeReturn: loan.status,
    suspensionBlockId: suspension?.blockId ?? null,
  });
  await takeOffLostBill(trx, ctx, loan, item);
  await recordAudit(trx, ctx, {
    action: 'loan.lost_found',
    entity: 'loan',
    entityId: loan.id,
    subjectId: loan.memberId,
    libraryId,
    before: { status: loan.status },
    after: {
      status: 'returned',
      itemBarcode: item.barcode,
      lateDays,
      ...(fine > 0 && { fine }),
      ...(suspension && { suspendedUntil: suspension.until }),
    },
  });
}

/**
 * Copies that readers had lost and that are here again, however they were found (a stocktake, a correction in the catalogue): their loans
 * are settled as by a return. A job, because who finds them need not know of loans. Running it twice changes nothing.
 * @returns how many were settled
 */
export async function settleFoundLoans(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let settled = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectFoundLoans(ctx.db, AT_ONCE), async ({ id, memberNumber, itemBarcode }) => {
    const act = oneAct(ctx);
    const ours = await ctx.db.transaction().execute(async (trx) => {
      const { members, items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes: [itemBarcode] });
      const [member, item] = [members.get(memberNumber), items.get(itemBarcode)];
      const loan = await lockLoan(trx, id);
      if (!member || !item || loan?.status !== 'lost' || isGone(item) || item.status === 'withdrawn') return false;
      await endLostLoan(trx, act, { loan, member, item, libraryId: item.libraryId });
      return true;
    });
    if (ours) settled += 1;
  });
  round.end();
  return settled;
}
