import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { ClassRow } from '../data/classes.queries.ts';
import { findMeeting, type MeetingRow } from '../data/meetings.queries.ts';
import { classErrors } from '../errors.ts';
import { heldClass } from '../held-class.ts';

/**
 * Holds the class of a meeting that takes place, for whoever teaches it. Throws `classes.meeting_unknown`, `meeting_cancelled`, `not_yours`, `ended`,
 * `platform.version_conflict`.
 */
export async function heldMeeting(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  version: number | null,
): Promise<{ meeting: MeetingRow; of: ClassRow }> {
  authorizeAnywhere(ctx, 'courses.teach');
  const found = await findMeeting(trx, id);
  if (!found) throw classErrors.meetingUnknown();
  const of = await heldClass(trx, ctx, found.classId);
  // as it is now that nobody else changes the class
  const meeting = await findMeeting(trx, id);
  if (!meeting) throw classErrors.meetingUnknown();
  if (version !== null && meeting.version !== version) throw platformErrors.versionConflict();
  if (meeting.cancelledAt !== null) throw classErrors.meetingCancelled();
  return { meeting, of };
}
