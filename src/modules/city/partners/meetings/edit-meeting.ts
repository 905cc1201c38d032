import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { insertMeeting, replaceGuests, updateMeeting, type LockedMeeting } from '../data/meetings.queries.ts';
import { selectCommitmentIds } from '../data/reminders.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import { checkGuests, heldMeeting, meetingAt } from './held-meeting.ts';
import { callOffInput, meetingInput, minutesInput, type MeetingInput, type MinutesInput } from './schema.ts';
import { takeBackPromises } from './take-back.ts';

const about = ({ id, libraryId }: Pick<LockedMeeting, 'id' | 'libraryId'>) => ({
  ...{ entity: 'partner_meeting', entityId: id, libraryId },
});

/**
 * Plans a meeting with a partner, at the library that looks after them: when, where, about what, and who is asked from both sides. One that was
 * already is planned too, and then held. Needs `partners.manage`. Throws `partners.not_found`, `merged`, `platform.invalid_input`. @returns its id
 */
export async function planMeeting(ctx: Ctx, partnerId: number, input: MeetingInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { accountIds, personIds, ...meeting } = parseInput(meetingInput, input);
  const now = ctx.clock.now();
  return ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await livingPartner(trx, partnerId);
    await checkGuests(trx, { libraryId, partnerId }, { accountIds, personIds });
    const made = { createdAt: now, changedAt: now, createdBy: actorName(ctx.actor) };
    const id = await insertMeeting(trx, { ...meeting, ...made, partnerId, libraryId, state: 'planned' });
    await replaceGuests(trx, id, { accountIds, personIds });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.planned', ...about({ id, libraryId }) },
      after: { partnerId, onDay: meeting.onDay },
    });
    return id;
  });
}

/** Today where a meeting is. */
const todayAt = async (trx: Tx, ctx: Ctx, libraryId: number) =>
  localDate(ctx.clock.now(), await zoneOf({ db: trx, libraryId }));

/**
 * Changes when and where a meeting is, what it is about and who is asked. What was held is not on a day to come. Needs `partners.manage`. Throws
 * `partners.meeting_not_found`, `merged`, `meeting_forbids` (called off), `platform.version_conflict`, `platform.invalid_input`.
 */
export async function changeMeeting(
  ctx: Ctx,
  id: number,
  { version, ...input }: MeetingInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { accountIds, personIds, ...meeting } = parseInput(meetingInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await meetingAt(trx, id, version, ['planned', 'held']);
    if (held.state === 'held' && meeting.onDay > (await todayAt(trx, ctx, held.libraryId)))
      throw platformErrors.invalidInput({}, { onDay: 'date_in_future' });
    await checkGuests(trx, held, { accountIds, personIds }, id);
    await updateMeeting(trx, id, { ...meeting, changedAt: ctx.clock.now() });
    await replaceGuests(trx, id, { accountIds, personIds });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.changed', ...about(held) },
      before: { onDay: held.onDay, atMinute: held.atMinute },
      after: { onDay: meeting.onDay, atMinute: meeting.atMinute },
    });
  });
}

/**
 * Writes down what was said in a meeting and who was there: it was held. The minutes can be put right later. Needs `partners.manage`. Throws
 * `partners.meeting_not_found`, `merged`, `meeting_forbids` (called off), `platform.version_conflict`, `platform.invalid_input` (a day to come).
 */
export async function writeMinutes(
  ctx: Ctx,
  id: number,
  { version, ...input }: MinutesInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { minutes, accountIds, personIds } = parseInput(minutesInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await meetingAt(trx, id, version, ['planned', 'held']);
    if (held.onDay > (await todayAt(trx, ctx, held.libraryId)))
      throw platformErrors.invalidInput({}, { minutes: 'date_in_future' });
    await checkGuests(trx, held, { accountIds, personIds }, id);
    await updateMeeting(trx, id, { minutes, state: 'held', changedAt: ctx.clock.now() });
    await replaceGuests(trx, id, { accountIds, personIds });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.minuted', ...about(held) },
      before: { state: held.state },
      after: { state: 'held', there: accountIds.length + personIds.length },
    });
  });
}

/**
 * Says that a meeting does not take place, and why; nobody is reminded of what was promised for it. {@link reopenMeeting} takes it back. Needs
 * `partners.manage`. Throws `partners.meeting_not_found`, `merged`, `meeting_forbids`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function callOffMeeting(
  ctx: Ctx,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const said = parseInput(callOffInput, { reason }).reason;
  await ctx.db.transaction().execute(async (trx) => {
    const held = await meetingAt(trx, id, version, ['planned']);
    await updateMeeting(trx, id, { state: 'called_off', callOffReason: said, changedAt: ctx.clock.now() });
    await takeBackPromises(
      trx,
      ctx,
      (await selectCommitmentIds(trx, id)).map((one) => ({ what: 'commitment', id: one })),
    );
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.called_off', ...about(held) },
      before: { state: held.state },
      after: { state: 'called_off' },
    });
  });
}

/** Plans a meeting again that was called off, or that was not held after all; its minutes stay. Needs `partners.manage`. Throws `partners.meeting_not_found`, `merged`, `meeting_forbids`, `platform.version_conflict`. */
export async function reopenMeeting(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldMeeting(trx, id);
    if (held.state === 'planned') throw partnerErrors.meetingForbids({ state: held.state });
    if (held.version !== version) throw platformErrors.versionConflict();
    await updateMeeting(trx, id, { state: 'planned', callOffReason: '', changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_meeting.reopened', ...about(held) },
      before: { state: held.state },
      after: { state: 'planned' },
    });
  });
}
