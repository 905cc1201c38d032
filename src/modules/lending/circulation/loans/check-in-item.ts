import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { withPreparedStatements } from '#platform/database/prepared';
import { recordAudit, type AuditEntry } from '#modules/ground/audit';
import { findItemByBarcode, setItemStatus, type ItemForLoan } from '#modules/collection/catalog';
import type { LocalDate } from '#shared/dates';
import type { Loan } from '../client.ts';
import { findLoanView } from '../data/loan-views.queries.ts';
import { lockRunningLoanOfItem, memberNumberOfItem, type LoanChanges } from '../data/loans.queries.ts';
import { circulationErrors } from '../errors.ts';
import { isGone, takeOffLostBill } from '../fates/found-again.ts';
import { settleLateReturn } from './late-return.ts';
import { copyNotices, doneBy, type Notice } from '../lend-support.ts';
import { lockInOrder } from '../lock-order.ts';
import { alterLoan, keepAct, noting, putOnLoan } from '../undo/note-changes.ts';
import { forgetReminders } from './remind-loans.ts';
import { placeAtDesk, type DeskPlacement } from '../placement/place-copy.ts';
import { placementNotices } from '../placement/placement-notices.ts';
import { placementFor, withoutStranger } from '../served-members.ts';

export interface CheckInInput {
  itemBarcode: string;
  /** Where it came back; else the desk's library, else the copy's own. Any library of the network takes it. */
  libraryId?: number | null;
  /**
   * When it was really back (a day without power); needs `loans.backdate`. Left out: when the reader dropped it into a return box,
   * else now.
   */
  returnedAt?: Date | null;
}
export interface CheckedIn {
  loan: Loan;
  /** Days late, counting only open days of the library that lent it. */
  lateDays: number;
  /** Whole rupiah; 0 = none. */
  fine: number;
  /** The last day without borrowing; null = none. */
  suspendedUntil: LocalDate | null;
  /** Where the copy goes now: to its shelf, to who waits for it, or into the box for another library. */
  placement: DeskPlacement;
  notices: Notice[];
}

/**
 * Takes a copy back. Late days suspend (and cost, where the policy of the loan says so) in the same transaction. A copy that was
 * booked as lost comes back too; what is still owed for it is taken off. Whoever waits for it is served. Needs `loans.check_in`
 * at the library.
 * Throws `circulation.unknown_barcode`, `circulation.not_on_loan`.
 */
export async function checkIn(ctx: Ctx, input: CheckInInput): Promise<CheckedIn> {
  const asked = input.libraryId ?? ctx.libraryId;
  // where no library is known yet, that of the copy is asked for under its lock
  if (asked === null) authorizeAnywhere(ctx, 'loans.check_in');
  else authorize(ctx, 'loans.check_in', asked);
  return withPreparedStatements(async () =>
    ctx.db.transaction().execute(async (trx) => takeBack(trx, ctx, input, asked)),
  );
}

/**
 * A return that an enrolled device wrote down when it happened, inside the transaction that keeps what the device sent: its time holds
 * without `loans.backdate`. The caller has made sure of the device.
 */
export const checkInWrittenThen = async (
  trx: Tx,
  ctx: Ctx,
  { libraryId, ...input }: { itemBarcode: string; libraryId: number; returnedAt: Date },
): Promise<CheckedIn> => takeBack(trx, ctx, { ...input, writtenThen: true }, libraryId);

/** The same inside a transaction that is already open. A copy that came back damaged serves nobody who waits. */
export async function takeBack(
  trx: Tx,
  asker: Ctx,
  input: CheckInInput & { damaged?: boolean; writtenThen?: boolean },
  asked: number | null,
): Promise<CheckedIn> {
  const ctx = noting(asker);
  const barcode = input.itemBarcode.trim();
  // always the member first, then the copy: whoever lends takes the locks in the same order
  const memberNumber = await memberNumberOfItem(trx, barcode);
  if (memberNumber === null) throw await notOnLoan(trx, barcode);
  const { members, items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes: [barcode] });
  const [member, item] = [members.get(memberNumber), items.get(barcode)];
  if (!item || !member) throw circulationErrors.unknownBarcode({ barcode });
  const libraryId = asked ?? item.libraryId;
  authorize(ctx, 'loans.check_in', libraryId);
  if (input.returnedAt && !input.writtenThen) authorize(ctx, 'loans.backdate', libraryId);
  const loan = await lockRunningLoanOfItem(trx, item.id, isGone(item));
  if (loan?.memberId !== member.id) throw await notOnLoan(trx, barcode);

  const now = ctx.clock.now();
  // a return box has its own record of when; what a desk says of it needs the permission
  const returnedAt = backdated(input.returnedAt ?? loan.droppedAt, { since: loan.loanedAt, now });
  const { lateDays, fine, suspension, notices } = await settleLateReturn(trx, ctx, { loan, member, item, returnedAt });
  notices.unshift(...copyNotices(item));
  const by = doneBy(ctx);
  const returned: LoanChanges = {
    status: 'returned',
    returnedAt,
    returnRecordedAt: now,
    returnLibraryId: libraryId,
    returnedBy: by.name,
    returnedByAccountId: by.accountId,
    statusBeforeReturn: loan.status,
    suspensionBlockId: suspension?.blockId ?? null,
  };
  await Promise.all([
    alterLoan(trx, ctx, loan, returned),
    putOnLoan(trx, ctx, item, false),
    forgetReminders(trx, ctx, loan.id),
  ]);
  if (isGone(item)) {
    await setItemStatus(trx, ctx, item.id, 'available');
    await takeOffLostBill(trx, ctx, loan, item);
    notices.push({ code: 'circulation.lost_found', params: { title: item.title } });
  }
  const status = input.damaged ? 'damaged' : isGone(item) ? 'available' : item.status;
  const back: ItemForLoan = { ...item, status, onLoan: false };
  const placement = placementFor(ctx.actor, await placeAtDesk(trx, ctx, { item: back, libraryId }));
  notices.push(...placementNotices(placement, ctx));
  const trace: AuditEntry = {
    action: 'loan.checked_in',
    entity: 'loan',
    entityId: loan.id,
    libraryId,
    before: { status: loan.status },
    after: {
      status: 'returned',
      itemBarcode: item.barcode,
      lateDays,
      ...(loan.claimedAt !== null && { claimedAt: loan.claimedAt }),
      ...(returnedAt < now && { returnedAt }),
      ...(fine > 0 && { fine }),
      ...(suspension && { suspendedUntil: suspension.until }),
    },
  };
  const [, , seen] = await Promise.all([
    keepAct(trx, ctx, 'return', loan.id),
    recordAudit(trx, ctx, trace),
    findLoanView(trx, loan.id),
  ]);
  if (!seen) throw circulationErrors.loanNotFound();
  // any library takes any book back; whose it was a school learns only of its pupils
  const view = withoutStranger(ctx.actor, 'loans.check_in', seen);
  return { loan: view, lateDays, fine, suspendedUntil: suspension?.until ?? null, placement, notices };
}

/** Not before the copy was lent, and not in the future. Throws `platform.invalid_input`. */
function backdated(returnedAt: Date | null | undefined, { since, now }: { since: Date; now: Date }): Date {
  // a loan that another desk has just made may be a moment younger than this request
  if (!returnedAt) return now < since ? since : now;
  if (returnedAt > now) throw platformErrors.invalidInput({}, { returnedAt: 'future' });
  if (returnedAt < since) throw platformErrors.invalidInput({}, { returnedAt: 'before_loan' });
  return returnedAt;
}

async function notOnLoan(trx: Tx, barcode: string) {
  const item = await findItemByBarcode(trx, barcode);
  return item
    ? circulationErrors.notOnLoan({ barcode, title: item.title, libraryId: item.libraryId })
    : circulationErrors.unknownBarcode({ barcode });
}
