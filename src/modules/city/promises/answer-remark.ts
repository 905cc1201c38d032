import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import type { RemarkState } from './client.ts';
import { findRemark, insertReview, lockRemark, updateRemark } from './data/remarks.queries.ts';
import { promiseErrors } from './errors.ts';
import { answerInput, reviewInput, type ReviewInput } from './schema.ts';

async function heldAt(trx: Tx, id: number, version: number) {
  const held = await lockRemark(trx, id);
  if (!held) throw promiseErrors.remarkNotFound();
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/** One remark. Needs `standards.manage` in the whole network. Throws `promises.remark_not_found`. */
export async function getRemark(ctx: Ctx, id: number) {
  authorize(ctx, 'standards.manage', null);
  const found = await findRemark(ctx.db, id);
  if (!found) throw promiseErrors.remarkNotFound();
  return found;
}

/**
 * The library answers a remark; both stand on the page of promises from then on. A later answer replaces an earlier one. Needs
 * `standards.manage` in the whole network. Throws `promises.remark_not_found`, `promises.state_forbids` (it is hidden), `platform.version_conflict`, `platform.invalid_input`.
 */
export async function answerRemark(
  ctx: Ctx,
  id: number,
  { version, ...input }: { answer: string; version: number },
): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  const { answer } = parseInput(answerInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { answer: before, state } = await heldAt(trx, id, version);
    if (state === 'hidden') throw promiseErrors.stateForbids();
    const answered = { answer, answeredBy: actorName(ctx.actor), answeredAt: ctx.clock.now() };
    await updateRemark(trx, id, { ...answered, state: 'answered' });
    await recordAudit(trx, ctx, {
      ...{ action: 'promise_remark.answered', entity: 'promise_remark', entityId: id },
      // its words go with the remark; the trace has that there were some
      before: { answered: before !== '' },
      after: { answered: true },
    });
  });
}

async function show(ctx: Ctx, id: number, version: number, shown: boolean): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, id, version);
    if ((held.state === 'hidden') !== shown) throw promiseErrors.stateForbids();
    const state: RemarkState = shown ? (held.answer === '' ? 'new' : 'answered') : 'hidden';
    await updateRemark(trx, id, { state });
    await recordAudit(trx, ctx, {
      ...{ action: `promise_remark.${shown ? 'restored' : 'hidden'}`, entity: 'promise_remark', entityId: id },
    });
  });
}

/** Takes a remark out of sight: abuse, or somebody's name. Needs `standards.manage` in the whole network. Throws `promises.remark_not_found`, `state_forbids`, `platform.version_conflict`. */
export const hideRemark = async (ctx: Ctx, id: number, version: number): Promise<void> => show(ctx, id, version, false);

/** Brings it back as it was. Needs `standards.manage` in the whole network. Throws as {@link hideRemark}. */
export const restoreRemark = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  show(ctx, id, version, true);

/**
 * Writes down the yearly review of the promises: what was looked at and what follows, for everybody to read. Needs `standards.manage` in the
 * whole network. Throws `promises.review_there` (one of that day is written down), `promises.signed_ahead`, `platform.invalid_input`. @returns its id
 */
export async function holdReview(ctx: Ctx, input: ReviewInput): Promise<number> {
  authorize(ctx, 'standards.manage', null);
  const review = parseInput(reviewInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const today = localDate(ctx.clock.now(), await networkZone(trx));
    if (review.heldOn > today) throw promiseErrors.signedAhead({}, { heldOn: 'future' });
    const id = await insertReview(trx, { ...review, heldBy: actorName(ctx.actor), createdAt: ctx.clock.now() });
    if (id === null) throw promiseErrors.reviewThere({}, { heldOn: 'taken' });
    await recordAudit(trx, ctx, {
      ...{ action: 'promise_review.held', entity: 'promise_review', entityId: id },
      after: review,
    });
    return id;
  });
}
