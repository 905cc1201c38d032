import { recordAudit } from '#modules/ground/audit';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { endOfDay, instantAt, type LocalDate } from '#shared/dates';
import {
  changeLoan,
  findLoan,
  lockLoan,
  partiesOfLoan,
  wasRenewedByHand,
  type LoanRow,
} from '../data/loans.queries.ts';
import { hasRunningFine } from '../data/loan-fines.queries.ts';
import { lockInOrder } from '../lock-order.ts';
import { putOnLoan } from '../undo/note-changes.ts';
import type { BroughtLoan } from './bring-loans.ts';
import { forgetReminders } from './remind-loans.ts';

/** What the other system says now of a loan that {@link bringLoans} brought. */
export interface BroughtLoanNow extends Pick<BroughtLoan, 'dueOn' | 'renewalCount' | 'returned'> {
  loanId: number;
  /** Of which copy it says so, and of whom; null = one that is not known here. */
  itemId: number | null;
  memberId: number | null;
  /** When it was due as it was last brought; null = not known. */
  broughtDueOn: LocalDate | null;
}

/**
 * What becomes of it here.
 * `closed`, `closed_fined` (fines ran here: a person looks whether the other system's came too), `due_moved`: done.
 * `another`: under its number there stands the loan of another copy or member. `same`: nothing to do. `ended_here`, `changed_here`: people here have said something else, and theirs stays. `gone`: nobody is asked about it any more.
 */
export type Followed =
  'closed' | 'closed_fined' | 'due_moved' | 'same' | 'another' | 'ended_here' | 'changed_here' | 'gone';

const RUNNING: readonly LoanRow['status'][] = ['open', 'claimed_returned'];

/** Has somebody here renewed it, or set when it is due? What renews itself is nobody's word. */
const isChangedHere = async (db: Db | Tx, loan: LoanRow): Promise<boolean> =>
  loan.dueByHand || (await wasRenewedByHand(db, loan.id));

/** Is it said of the copy and the member that the loan is of, as far as they are known? */
const isOf = (loan: LoanRow, { itemId, memberId }: BroughtLoanNow): boolean =>
  (itemId === null || itemId === loan.itemId) && (memberId === null || memberId === loan.memberId);

async function judge(db: Db | Tx, loan: LoanRow, now: BroughtLoanNow, zone: string): Promise<Followed> {
  if (!isOf(loan, now)) return 'another';
  const isOver = !RUNNING.includes(loan.status);
  if (now.returned !== null) {
    if (isOver) return loan.status === 'returned' ? 'same' : 'ended_here';
    if (await isChangedHere(db, loan)) return 'changed_here';
    return (await hasRunningFine(db, loan.id)) ? 'closed_fined' : 'closed';
  }
  if (isOver) return 'ended_here';
  const isDue = (day: LocalDate): boolean => loan.dueAt.getTime() === endOfDay(day, zone).getTime();
  if (isDue(now.dueOn) && loan.renewalCount === now.renewalCount) return 'same';
  // moved with a closed day, renewed by itself or by hand: it is not due any more as it was brought
  const isAsBrought = now.broughtDueOn !== null && isDue(now.broughtDueOn);
  return loan.status === 'open' && isAsBrought ? 'due_moved' : 'changed_here';
}

const zoneOf = async (db: Db | Tx, libraryId: number): Promise<string> => {
  const library = (await listLibraries({ db })).find(({ id }) => id === libraryId);
  if (!library) throw new Error(`no library ${libraryId}`);
  return library.timeZone;
};

/** What {@link followBroughtLoan} would do; nothing is changed. */
export async function foreseeBroughtLoan({ db }: Pick<Ctx, 'db'>, now: BroughtLoanNow): Promise<Followed> {
  const loan = await findLoan(db, now.loanId);
  if (!loan) return 'gone';
  return judge(db, loan, now, await zoneOf(db, loan.libraryId));
}

/**
 * Follows what the other system has done since with a loan that was brought: it came back there, or was renewed. In the caller's transaction; the
 * caller has checked the permission. The copy is on its shelf from then on (whoever waits for it finds it on the pull list), reminders that wait are
 * taken back, and no fine is made: the other system has its own. What people here have said since stays.
 * @param by what is written where somebody at a desk would stand
 */
export async function followBroughtLoan(trx: Tx, ctx: Ctx, said: BroughtLoanNow, by: string): Promise<Followed> {
  const parties = await partiesOfLoan(trx, said.loanId);
  if (!parties) return 'gone';
  const { memberNumber, itemBarcode, libraryId } = parties;
  const { items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes: [itemBarcode] });
  const [loan, item] = [await lockLoan(trx, said.loanId), items.get(itemBarcode)];
  if (!loan || !item) return 'gone';
  const zone = await zoneOf(trx, libraryId);
  const dueAt = endOfDay(said.dueOn, zone);
  const followed = await judge(trx, loan, said, zone);
  const trace = { entity: 'loan', entityId: loan.id, subjectId: loan.memberId, libraryId };
  if (followed === 'due_moved') {
    const { renewalCount } = said;
    await changeLoan(trx, loan.id, { dueAt, renewalCount });
    await forgetReminders(trx, ctx, loan.id);
    const before = { dueAt: loan.dueAt, renewalCount: loan.renewalCount };
    await recordAudit(trx, ctx, { ...trace, action: 'loan.renewal_brought', before, after: { dueAt, renewalCount } });
  }
  if (said.returned !== null && (followed === 'closed' || followed === 'closed_fined')) {
    const now = ctx.clock.now();
    const back = instantAt(said.returned.day, said.returned.minute, zone);
    const returnedAt = new Date(Math.min(Math.max(back.getTime(), loan.loanedAt.getTime()), now.getTime()));
    await changeLoan(trx, loan.id, {
      ...{ status: 'returned', statusBeforeReturn: loan.status, returnedAt, returnRecordedAt: now },
      ...{ returnLibraryId: libraryId, returnedBy: by },
    });
    await putOnLoan(trx, ctx, item, false);
    await forgetReminders(trx, ctx, loan.id);
    const before = { status: loan.status };
    const after = { status: 'returned', itemBarcode: item.barcode, returnedAt };
    await recordAudit(trx, ctx, { ...trace, action: 'loan.return_brought', before, after });
  }
  return followed;
}
