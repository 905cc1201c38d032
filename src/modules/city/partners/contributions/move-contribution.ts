import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import { takeLetterBack } from '#modules/lending/letters';
import { m } from '#i18n/messages';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { updateContribution } from '../data/contributions.queries.ts';
import { contributionAt, givenOnce } from './held-contribution.ts';
import { receiptDays, voidInput, type ReceiptDays } from './schema.ts';
import { checkCame, checkSpokenOnce, reckonTie } from './tie-contribution.ts';

/**
 * Says that what was promised has come: on the days that were said then, or on others. Days and hours of a gift or a session are read anew.
 * Needs `partners.manage` at its library. Throws `partners.contribution_not_found`, `contribution_forbids`, `merged`,
 * `contribution_taken`, `platform.version_conflict`, `platform.invalid_input` (days to come, a last day before the first, a speaker who was
 * taken out).
 */
export async function receiveContribution(
  ctx: Ctx,
  id: number,
  { version, ...days }: ReceiptDays & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { fromOn, untilOn } = parseInput(receiptDays, days);
  await ctx.db.transaction().execute(async (trx) => {
    const { held } = await contributionAt(trx, ctx, { id, version, from: ['promised'] });
    const zone = await zoneOf({ db: trx, libraryId: held.libraryId });
    const now = ctx.clock.now();
    // another first day without a last one is one day
    const said = fromOn === null ? { fromOn: held.fromOn, untilOn: untilOn ?? held.untilOn } : { fromOn, untilOn };
    const came = await reckonTie(trx, { ...held, ...said }, zone);
    // a last day alone is held against the first one that was promised
    if (came.untilOn < came.fromOn) throw platformErrors.invalidInput({}, { untilOn: 'before_start' });
    // of a session that is gone the hours stay that were read of it
    const counted = held.sessionId === null ? {} : { quantity: came.quantity, unit: came.unit };
    checkCame(came, { ...held, today: localDate(now, zone) });
    await updateContribution(trx, id, {
      ...{ state: 'received', fromOn: came.fromOn, untilOn: came.untilOn, ...counted },
      ...{ receivedAt: now, receivedBy: actorName(ctx.actor), changedAt: now },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'contribution.received', entity: 'contribution', entityId: id, libraryId: held.libraryId },
      before: { state: held.state },
      after: { state: 'received', fromOn: came.fromOn, untilOn: came.untilOn },
    });
  });
}

/**
 * Says that a contribution does not count, and why; letters of its own are taken back in the same act. {@link restoreContribution} takes it
 * back. Needs `partners.manage` at its library. Throws `partners.contribution_not_found`, `contribution_forbids`, `merged`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function voidContribution(
  ctx: Ctx,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const why = parseInput(voidInput, { reason }).reason;
  await ctx.db.transaction().execute(async (trx) => voidWithin(trx, ctx, { id, version, reason: why }));
}

/** The same in a transaction that is open. */
export async function voidWithin(
  trx: Tx,
  ctx: Ctx,
  { id, version, reason }: { id: number; version: number; reason: string },
): Promise<void> {
  const { held, shown } = await contributionAt(trx, ctx, { id, version, from: ['promised', 'received'] });
  // what staff wrote may name a person, and erasure reaches it in the contribution alone: a letter and its trace say the same of all of them
  const said = m.contributions_void_done({}, { locale: 'id' });
  for (const letter of [shown.receipt, shown.thanks])
    if (letter && !letter.isRevoked) await takeLetterBack(trx, ctx, letter.letterId, said);
  await updateContribution(trx, id, { state: 'void', voidReason: reason, changedAt: ctx.clock.now() });
  await recordAudit(trx, ctx, {
    ...{ action: 'contribution.voided', entity: 'contribution', entityId: id, libraryId: held.libraryId },
    before: { state: held.state, value: held.value },
    after: { state: 'void' },
  });
}

/**
 * Takes that back: it is promised or has come, as it was; its letters are issued anew. Needs `partners.manage` at its library. Throws
 * `partners.contribution_not_found`, `contribution_forbids`, `contribution_taken` where the same was noted of somebody else meanwhile,
 * `merged`, `platform.version_conflict`.
 */
export async function restoreContribution(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await givenOnce(async () =>
    ctx.db.transaction().execute(async (trx) => {
      const { held } = await contributionAt(trx, ctx, { id, version, from: ['void'] });
      await checkSpokenOnce(trx, held);
      const state = held.receivedAt === null ? 'promised' : 'received';
      await updateContribution(trx, id, { state, voidReason: '', changedAt: ctx.clock.now() });
      await recordAudit(trx, ctx, {
        ...{ action: 'contribution.restored', entity: 'contribution', entityId: id, libraryId: held.libraryId },
        before: { state: 'void' },
        after: { state },
      });
    }),
  );
}
