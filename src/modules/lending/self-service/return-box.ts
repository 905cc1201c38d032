import { noteDrop } from '#modules/lending/circulation';
import { guards } from '#modules/people/members';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import type { ReturnDrop } from './client.ts';
import {
  countMissing,
  findDropOfLoan,
  findRunningLoan,
  insertDrop,
  knowsCopy,
  lockDrop,
  selectBox,
  selectDropsOf,
} from './data/drops.queries.ts';
import type { Via } from './data/self-loans.queries.ts';
import { endMissingDrop } from './end-missing-drop.ts';
import { selfServiceErrors } from './errors.ts';
import { isPresent } from './presence.ts';
import { selfDropInput, type SelfDropInput } from './schema.ts';
import { selfServiceRuleOf } from './settings.ts';

/** The trace must not tell whose it was when the loan does not any more. */
const BOX = { kind: 'system', name: 'Kotak pengembalian' } as const;
const MOST = 300;
/** So often a reader may say of one loan that the copy lies in a box, and it does not. */
const MOST_MISSING = 2;

/**
 * A reader puts a copy into the return box of a library: their own, or that of a child they answer for. Said twice it counts once, from
 * the first time. The loan runs on until staff take the copy out; then it was back now.
 * Throws `platform.sign_in_needed`, `self_service.box_not_offered`, `presence_needed`, `drop_not_yours`, and `drop_at_desk` when it was said twice
 * of this loan and the copy was in no box.
 */
export async function dropInBox(ctx: Ctx, secrets: Secrets, input: SelfDropInput): Promise<ReturnDrop> {
  const { libraryId, itemBarcode, evidence } = parseInput(selfDropInput, input);
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const rule = await selfServiceRuleOf(ctx.db, libraryId);
  if (!rule.returnBox) throw selfServiceErrors.boxNotOffered();
  if (rule.dropPresence && !(await isPresent(ctx, secrets, libraryId, evidence))) {
    throw selfServiceErrors.presenceNeeded();
  }
  return ctx.db.transaction().execute(async (trx) => {
    const loan = await findRunningLoan(trx, itemBarcode);
    const own =
      loan?.memberId === actor.id ||
      (loan?.memberId != null &&
        (await guards(trx, { guardianId: actor.id, childId: loan.memberId }, ctx.clock.now(), true)));
    if (!loan || !own) throw selfServiceErrors.dropNotYours({ barcode: itemBarcode });
    return putIn(trx, ctx, loan, libraryId, 'phone');
  });
}

/** The same at a kiosk, without a card: whose loan it is is not asked, and not told. The caller has checked the kiosk. */
export async function dropAtKiosk(trx: Tx, ctx: Ctx, itemBarcode: string, libraryId: number): Promise<ReturnDrop> {
  const loan = await findRunningLoan(trx, itemBarcode);
  if (!loan && !(await knowsCopy(trx, itemBarcode))) throw selfServiceErrors.unknownBarcode({ barcode: itemBarcode });
  if (!loan) throw selfServiceErrors.notOnLoan();
  return putIn(trx, ctx, loan, libraryId, 'kiosk');
}

async function putIn(trx: Tx, ctx: Ctx, loan: { id: number }, libraryId: number, via: Via): Promise<ReturnDrop> {
  if ((await countMissing(trx, loan.id)) >= MOST_MISSING) throw selfServiceErrors.dropAtDesk();
  if (await insertDrop(trx, { loanId: loan.id, libraryId, droppedAt: ctx.clock.now(), via })) {
    await noteDrop(trx, { ...ctx, actor: BOX }, loan.id, libraryId);
  }
  const drop = await findDropOfLoan(trx, loan.id);
  if (!drop) throw selfServiceErrors.notOnLoan();
  return drop;
}

/** What lies in boxes of the member who is signed in, and waits for staff. */
export async function ownDrops(ctx: Ctx): Promise<ReturnDrop[]> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  return selectDropsOf(ctx.db, [ctx.actor.id]);
}

/**
 * What readers say lies in the box of a library, the oldest first: titles, no names. Needs `loans.check_in` there. A copy leaves the
 * list when it is taken back, at the box or at any desk: it was back when it was dropped.
 */
export async function listBox(ctx: Ctx, libraryId: number): Promise<ReturnDrop[]> {
  authorize(ctx, 'loans.check_in', libraryId);
  return selectBox(ctx.db, libraryId, MOST);
}

/**
 * The box was emptied and a copy was not in it: the reader is told, the loan runs on. Needs `loans.check_in` at its library.
 * Throws `self_service.drop_not_found` for one that was taken back or decided meanwhile.
 */
export async function markMissingFromBox(ctx: Ctx, dropId: number): Promise<void> {
  authorizeAnywhere(ctx, 'loans.check_in');
  await ctx.db.transaction().execute(async (trx) => {
    const drop = await lockDrop(trx, dropId);
    if (!drop) throw selfServiceErrors.dropNotFound();
    authorize(ctx, 'loans.check_in', drop.library.id);
    await endMissingDrop(trx, ctx, drop, 'looked_for');
  });
}
