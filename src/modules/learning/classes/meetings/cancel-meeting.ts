import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateMeeting } from '../data/meetings.queries.ts';
import { classEntity } from '../held-class.ts';
import { cancelInput, type CancelInput } from '../schema-meetings.ts';
import { heldMeeting } from './held-meeting.ts';

/**
 * Calls a meeting off, with the reason: its room and its librarian are free. For the teachers of the class. Throws `classes.meeting_unknown`,
 * `meeting_cancelled`, `not_yours`, `ended`, `platform.invalid_input`, `version_conflict`.
 */
export async function cancelMeeting(
  ctx: Ctx,
  id: number,
  { version, ...input }: CancelInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { reason } = parseInput(cancelInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { meeting, of } = await heldMeeting(trx, ctx, id, version);
    await updateMeeting(trx, id, { cancelledAt: ctx.clock.now(), cancelReason: reason });
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.meeting_cancelled', ...classEntity(of) },
      before: { startsAt: meeting.startsAt },
      after: { reason },
    });
  });
}
