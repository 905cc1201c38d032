import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { replaceAttendance, updateMeeting } from '../data/meetings.queries.ts';
import { selectPupils } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity } from '../held-class.ts';
import { attendanceInput, type AttendanceInput } from '../schema-meetings.ts';
import { heldMeeting } from './held-meeting.ts';

/**
 * Notes who came to a meeting, as one list, from its day on until the class ends; of whoever is not in the list nothing changes. Over the list that
 * was read: what another teacher noted meanwhile is not overwritten. For the teachers of the class. Throws `classes.meeting_unknown`, `meeting_cancelled`, `not_today_yet`, `pupil_unknown`, `not_yours`, `ended`, `platform.invalid_input`, `version_conflict`.
 */
export async function markAttendance(
  ctx: Ctx,
  meetingId: number,
  { version, ...input }: AttendanceInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { states } = parseInput(attendanceInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { meeting, of } = await heldMeeting(trx, ctx, meetingId, version);
    const zone = await zoneOf({ db: trx, libraryId: meeting.libraryId ?? of.libraryId });
    if (localDate(meeting.startsAt, zone) > localDate(ctx.clock.now(), zone)) throw classErrors.notTodayYet();
    const own = new Set((await selectPupils(trx, of.id)).map(({ id }) => id));
    if (states.some(({ pupilId }) => !own.has(pupilId))) throw classErrors.pupilUnknown();
    const last = new Map(states.map((one) => [one.pupilId, one]));
    await replaceAttendance(trx, meetingId, [...last.values()]);
    await updateMeeting(trx, meetingId, {});
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.attendance_noted', ...classEntity(of) },
      after: { meeting: meetingId, pupils: [...last.values()].filter(({ state }) => state !== null).length },
    });
  });
}
