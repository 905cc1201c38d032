import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { lockClass, type ClassRow } from '../data/classes.queries.ts';
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
  version: number,
): Promise<{ meeting: MeetingRow; of: ClassRow }> {
  authorizeAnywhere(ctx, 'courses.teach');
  const found = await findMeeting(trx, id);
  if (!found) throw classErrors.meetingUnknown();
  const of = await heldClass(trx, ctx, found.classId);
  return { meeting: await asItIs(trx, id, version), of };
}

/** As it is now that nobody else changes the class. */
async function asItIs(trx: Tx, id: number, version: number): Promise<MeetingRow> {
  const meeting = await findMeeting(trx, id);
  if (!meeting) throw classErrors.meetingUnknown();
  if (meeting.version !== version) throw platformErrors.versionConflict();
  if (meeting.cancelledAt !== null) throw classErrors.meetingCancelled();
  return meeting;
}

/** The same for the library that holds it, whose right to it is checked. Throws also `platform.version_conflict` where another holds it now. */
export async function hostedMeeting(
  trx: Tx,
  id: number,
  version: number,
  libraryId: number,
): Promise<{ meeting: MeetingRow; of: ClassRow }> {
  const found = await findMeeting(trx, id);
  const of = found && (await lockClass(trx, found.classId));
  if (!of) throw classErrors.meetingUnknown();
  if (of.state === 'ended') throw classErrors.ended();
  const meeting = await asItIs(trx, id, version);
  if (meeting.libraryId !== libraryId) throw platformErrors.versionConflict();
  return { meeting, of };
}
