import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere, can, canAnywhere } from '#platform/rights/authorize';
import { findMeeting, hasAttendance, updateMeeting } from '../data/meetings.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity } from '../held-class.ts';
import { cancelInput, type CancelInput } from '../schema-meetings.ts';
import { heldMeeting, hostedMeeting } from './held-meeting.ts';

/**
 * Calls a meeting off, with the reason: its room and its librarian are free. For the teachers of the class, and for whoever
 * answers for courses (`courses.manage`) at the library that holds it, until it begins; where who came is noted, nobody does. Throws
 * `classes.meeting_unknown`, `meeting_begun`, `meeting_cancelled`, `not_yours`, `ended`, `platform.invalid_input`, `version_conflict`.
 */
export async function cancelMeeting(
  ctx: Ctx,
  id: number,
  { version, ...input }: CancelInput & { version: number },
): Promise<void> {
  if (!canAnywhere(ctx.actor, 'courses.manage')) authorizeAnywhere(ctx, 'courses.teach');
  const { reason } = parseInput(cancelInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const libraryId = (await findMeeting(trx, id))?.libraryId ?? null;
    const isHost = libraryId !== null && can(ctx.actor, 'courses.manage', libraryId);
    const { meeting, of } = await (isHost
      ? hostedMeeting(trx, id, version, libraryId)
      : heldMeeting(trx, ctx, id, version));
    const hasBegun = meeting.startsAt <= ctx.clock.now();
    if (hasBegun && (isHost || (await hasAttendance(trx, id)))) throw classErrors.meetingBegun();
    await updateMeeting(trx, id, { cancelledAt: ctx.clock.now(), cancelReason: reason });
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.meeting_cancelled', ...classEntity(of) },
      before: { startsAt: meeting.startsAt },
      after: { reason },
    });
  });
}
