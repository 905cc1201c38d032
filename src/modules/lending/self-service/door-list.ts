import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere, servedLibraries, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import type { SelfLoan } from './client.ts';
import { clearSeen, findForDoor, selectAtDoor, selectOwn, setSeen, type Via } from './data/self-loans.queries.ts';
import { selfServiceErrors } from './errors.ts';
import { doorWord } from './rules/door-word.ts';

const PURPOSE = 'self-service.door';
/** Who borrowed longer ago has left. */
const HOURS = 6;
const MOST = 300;

const wordOf = (secrets: Secrets, about: { libraryId: number; memberId: number; at: Date; timeZone: string }): string =>
  doorWord(secrets.mac(PURPOSE, `${about.libraryId}.${about.memberId}.${localDate(about.at, about.timeZone)}`));

const hoursAgo = (now: Date): Date => new Date(now.getTime() - HOURS * 3_600_000);

/** Self loans with the word under which the door has them: the same for all that a reader lends at a library on a day. */
export interface Receipt {
  word: string;
  loans: SelfLoan[];
}

/** The receipts of the member who is signed in, of the last hours: one for each library. */
export async function ownReceipts(ctx: Ctx, secrets: Secrets): Promise<Receipt[]> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const loans = await selectOwn(ctx.db, { memberId: actor.id, since: hoursAgo(ctx.clock.now()) });
  const receipts = new Map<string, Receipt>();
  for (const loan of loans) {
    const { id: libraryId, timeZone } = loan.library;
    const word = wordOf(secrets, { libraryId, memberId: actor.id, at: loan.at, timeZone });
    const receipt = receipts.get(`${libraryId} ${word}`) ?? { word, loans: [] };
    receipt.loans.push(loan);
    receipts.set(`${libraryId} ${word}`, receipt);
  }
  return [...receipts.values()];
}

export interface DoorReceipt {
  word: string;
  loans: (SelfLoan & { via: Via; seenAt: Date | null; seenBy: string | null })[];
}

/**
 * What readers lent to themselves at a library in the last hours, for whoever stands at its door: titles and the word on the reader's
 * receipt, no names. Needs `loans.check_out` at the library; a school's desk sees the loans of its own members.
 */
export async function listAtDoor(ctx: Ctx, secrets: Secrets, libraryId: number): Promise<DoorReceipt[]> {
  authorize(ctx, 'loans.check_out', libraryId);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const rows = await selectAtDoor(ctx.db, {
    libraryId,
    since: hoursAgo(ctx.clock.now()),
    homes: servedLibraries(ctx.actor, 'loans.check_out'),
    limit: MOST,
  });
  const receipts = new Map<string, DoorReceipt>();
  for (const { memberId, ...loan } of rows) {
    const word = wordOf(secrets, { libraryId, memberId, at: loan.at, timeZone });
    // two readers may come upon the same word
    const key = `${memberId} ${word}`;
    const receipt = receipts.get(key) ?? { word, loans: [] };
    receipt.loans.push(loan);
    receipts.set(key, receipt);
  }
  return [...receipts.values()];
}

/** Ticks a self loan off the list at the door, or takes the tick back. Twice is once. Needs `loans.check_out` at its library. */
export async function tickAtDoor(ctx: Ctx, loanId: number, seen: boolean): Promise<void> {
  const loan = await findForDoor(ctx.db, loanId);
  if (loan) authorize(ctx, 'loans.check_out', loan.libraryId);
  else authorizeAnywhere(ctx, 'loans.check_out');
  if (!loan || !serves(ctx.actor, 'loans.check_out', loan.homeLibraryId)) throw selfServiceErrors.loanNotFound();
  await ctx.db.transaction().execute(async (trx) => {
    const by = { seenAt: ctx.clock.now(), seenBy: actorName(ctx.actor) };
    const changed = seen ? await setSeen(trx, loanId, by) : await clearSeen(trx, loanId);
    if (!changed) return;
    await recordAudit(trx, ctx, {
      action: seen ? 'self_loan.seen' : 'self_loan.unseen',
      entity: 'loan',
      entityId: loanId,
      libraryId: loan.libraryId,
    });
  });
}
