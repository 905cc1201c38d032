import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { contactMembers, contactPersonsOf } from '#modules/people/members';
import { lendToUnit, setAside } from '#modules/collection/catalog';
import {
  changeBulkLoan,
  markHandedOver,
  selectBoxes,
  selectOpenItems,
  type BoxRow,
  type BulkLoanRow,
} from './data/bulk-loans.queries.ts';
import { bulkLoanErrors } from './errors.ts';
import { lockBoxed, lockRunning, refreshStatus, trace } from './loan-support.ts';

/**
 * The boxes that are packed leave: to a unit of the network, where the copies stand and are lent from now on, or to an institution,
 * with which they are simply away. Empty boxes stay. Needs `bulk_loans.manage`. Refuses `bulk_loans.nothing_packed`.
 */
export async function handOver(ctx: Ctx, bulkLoanId: number): Promise<{ boxes: number; items: number }> {
  return ctx.db.transaction().execute(async (trx) => {
    const loan = await lockRunning(trx, ctx, bulkLoanId);
    const boxes = (await selectBoxes(trx, loan.id)).filter((box) => box.handedOverAt === null);
    const gone = await letGo(trx, ctx, loan, boxes);
    if (gone.items === 0) throw bulkLoanErrors.nothingPacked({ number: loan.number });
    await refreshStatus(trx, ctx, loan);
    return gone;
  });
}

/** These boxes leave, those without copies excepted; the lock of the bulk loan is held. */
export async function letGo(
  trx: Tx,
  ctx: Ctx,
  loan: BulkLoanRow,
  boxes: readonly BoxRow[],
): Promise<{ boxes: number; items: number }> {
  const leaving = new Set(boxes.map((box) => box.id));
  const packed = (await selectOpenItems(trx, { bulkLoanId: loan.id, boxId: null })).filter(({ boxId }) =>
    leaving.has(boxId),
  );
  const filled = boxes.filter((box) => packed.some(({ boxId }) => boxId === box.id));
  if (filled.length === 0) return { boxes: 0, items: 0 };
  for (const open of packed) {
    const item = await lockBoxed(trx, open);
    if (loan.receiverLibraryId === null) continue;
    await lendToUnit(trx, ctx, item.id, loan.receiverLibraryId);
    await setAside(trx, item.id, null);
  }
  await keepContact(trx, loan);
  const ids = filled.map((box) => box.id);
  await markHandedOver(trx, ids, ctx.clock.now(), actorName(ctx.actor));
  await trace(trx, ctx, loan, 'bulk_loan.handed_over', { boxes: filled.map((box) => box.nth), items: packed.length });
  return { boxes: filled.length, items: packed.length };
}

/** How to reach whoever answers for the copies, as it is now: of an institution's person of that name, else of the institution. */
async function keepContact(trx: Tx, loan: BulkLoanRow): Promise<void> {
  const { receiverMemberId, contactName, contactPhone, contactEmail } = loan;
  if (receiverMemberId === null || (contactPhone !== '' && contactEmail !== '')) return;
  const same = (name: string): boolean => name.trim().toLowerCase() === contactName.trim().toLowerCase();
  const person = (await contactPersonsOf(trx, receiverMemberId)).find(({ name }) => same(name));
  const known = person ?? (await contactMembers(trx, [receiverMemberId])).get(receiverMemberId);
  await changeBulkLoan(trx, loan.id, {
    contactPhone: contactPhone || known?.phone || '',
    contactEmail: contactEmail || known?.email || '',
  });
}
