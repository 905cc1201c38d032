import { cancelMailing, standOfMailing } from '#modules/city/mailings';
import { recordAudit } from '#modules/ground/audit';
import { dropWriting, keepVersion } from '#modules/ground/content';
import { withdrawNotices } from '#modules/people/notifications';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { FEWEST_TOLD } from '#shared/small-counts';
import { deleteLetter, updateLetter, type LetterRow } from '../data/letters.queries.ts';
import { newsletterErrors } from '../errors.ts';
import { headOf, isOwnSubmission, letterEntity, movedLetter, noticesOf, unread } from '../held-letter.ts';
import { checkHeld } from '../rendering/check-letter.ts';
import { cancelInput, scheduleInput, type ScheduleInput } from '../schema.ts';
import { isTooSmall } from '../sending/audience.ts';

async function refuseUnready(trx: Tx, ctx: Ctx, letter: LetterRow, origin: string): Promise<void> {
  if (letter.topicIds.length === 0) throw newsletterErrors.noTopics({}, { topicIds: 'required' });
  const stops = (await checkHeld({ ...ctx, db: trx }, letter, origin)).filter(({ severity }) => severity === 'stop');
  if (stops.length > 0) throw newsletterErrors.checksFailed({ count: stops.length });
  if (await isTooSmall(trx, letter, ctx.clock.now())) throw newsletterErrors.groupTooSmall({ least: FEWEST_TOLD });
}

/**
 * Asks a second person to read a letter and to approve it. Needs `news.send` at its library. Throws `newsletters.not_found`, `state_forbids`,
 * `no_topics`, `checks_failed`, `group_too_small`, `platform.version_conflict`.
 */
export async function submitLetter(
  ctx: Ctx,
  id: number,
  { version, origin }: { version: number; origin: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await movedLetter(trx, ctx, id, { version, move: 'submit' });
    await refuseUnready(trx, ctx, held, origin);
    await updateLetter(trx, id, {
      ...{ state: 'submitted', submittedBy: actorName(ctx.actor), submittedById: accountOf(ctx.actor) },
      changedAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, {
      action: 'newsletter.submitted',
      ...letterEntity(held),
      after: { subject: held.subject },
    });
  });
}

/**
 * Approves a letter as it stands: that and nothing else is sent. Somebody else than who submitted it; needs `news.send` at its library. Throws
 * `newsletters.not_found`, `state_forbids`, `own_approval`, `no_topics`, `checks_failed`, `group_too_small`, `platform.version_conflict`.
 */
export async function approveLetter(
  ctx: Ctx,
  id: number,
  { version, origin }: { version: number; origin: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await movedLetter(trx, ctx, id, { version, move: 'approve' });
    if (isOwnSubmission(ctx, held)) throw newsletterErrors.ownApproval();
    await refuseUnready(trx, ctx, held, origin);
    const made = await keepVersion(trx, ctx, held.writingId, headOf(held));
    await updateLetter(trx, id, {
      ...{ state: 'approved', versionId: made.id, approvedBy: actorName(ctx.actor) },
      changedAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, {
      action: 'newsletter.approved',
      ...letterEntity(held),
      after: { subject: held.subject, version: made.number },
    });
  });
}

/**
 * Has an approved letter go out: now, or at an hour. Needs `news.send` at its library. Throws `newsletters.not_found`, `state_forbids`,
 * `platform.version_conflict`, `invalid_input` (an hour that has passed).
 */
export async function scheduleLetter(
  ctx: Ctx,
  id: number,
  { version, ...input }: ScheduleInput & { version: number },
): Promise<void> {
  const asked = parseInput(scheduleInput, input).sendAt;
  await ctx.db.transaction().execute(async (trx) => {
    const held = await movedLetter(trx, ctx, id, { version, move: 'schedule' });
    const now = ctx.clock.now();
    if (asked !== null && asked < now) throw platformErrors.invalidInput({}, { sendAt: 'in_past' });
    const sendAt = asked ?? now;
    await updateLetter(trx, id, { state: 'scheduled', sendAt, changedAt: now });
    await recordAudit(trx, ctx, {
      action: 'newsletter.scheduled',
      ...letterEntity(held),
      before: { sendAt: held.sendAt },
      after: { subject: held.subject, sendAt },
    });
  });
}

/**
 * Opens a letter for writing again that is not on its way; its approval is gone. Needs `news.send` at its library. Throws
 * `newsletters.not_found`, `state_forbids`, `platform.version_conflict`.
 */
export async function reopenLetter(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await movedLetter(trx, ctx, id, { version, move: 'reopen' });
    await updateLetter(trx, id, {
      ...unread,
      ...{ approvedBy: '', versionId: null, sendAt: null },
      changedAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, {
      action: 'newsletter.reopened',
      ...letterEntity(held),
      before: { state: held.state },
      after: { subject: held.subject },
    });
  });
}

/**
 * Calls a letter off for good: of what was not sent nothing goes out. Needs `news.send` at its library. Throws `newsletters.not_found`,
 * `state_forbids`, `platform.version_conflict`, `invalid_input`.
 */
export async function cancelLetter(
  ctx: Ctx,
  id: number,
  { version, ...input }: { version: number; why: string },
): Promise<void> {
  const { why } = parseInput(cancelInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await movedLetter(trx, ctx, id, { version, move: 'cancel' });
    // its mails may be through while messages by WhatsApp wait
    const stands = held.mailingId === null ? null : await standOfMailing(trx, held.mailingId);
    if (held.mailingId !== null && stands !== 'done') await cancelMailing(trx, ctx, held.mailingId, why);
    await withdrawNotices(trx, ctx, noticesOf(id));
    await updateLetter(trx, id, { state: 'cancelled', cancelledWhy: why, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      action: 'newsletter.cancelled',
      ...letterEntity(held),
      before: { state: held.state },
      after: { subject: held.subject, why },
    });
  });
}

/** Deletes a draft that nobody was to read. Needs `news.send` at its library. Throws `newsletters.not_found`, `state_forbids`, `platform.version_conflict`. */
export async function removeLetter(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await movedLetter(trx, ctx, id, { version, move: 'remove' });
    await deleteLetter(trx, id);
    await dropWriting(trx, held.writingId);
    await recordAudit(trx, ctx, {
      action: 'newsletter.removed',
      ...letterEntity(held),
      before: { subject: held.subject },
    });
  });
}
