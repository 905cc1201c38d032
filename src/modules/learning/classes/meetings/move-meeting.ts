import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { updateMeeting } from '../data/meetings.queries.ts';
import { classEntity } from '../held-class.ts';
import { meetingInput, type MeetingInput } from '../schema-meetings.ts';
import { heldMeeting } from './held-meeting.ts';
import { calendarAt, checkPlace, meetingColumns, refuseClosedDay, unlessTaken } from './place-meeting.ts';

/**
 * Moves a meeting, or changes what is said of it. For the teachers of the class. Throws `classes.meeting_unknown`, `meeting_cancelled`, `not_yours`,
 * `ended`, `room_taken`, `librarian_taken`, `platform.invalid_input`, `version_conflict`.
 */
export async function moveMeeting(
  ctx: Ctx,
  id: number,
  { version, ...input }: MeetingInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'courses.teach');
  const values = parseInput(meetingInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { meeting, of } = await heldMeeting(trx, ctx, id, version);
    const calendar = await calendarAt(trx, of, values);
    refuseClosedDay(calendar, values.day);
    await checkPlace(trx, ctx, of, values);
    const columns = meetingColumns(values, values.day, calendar.timeZone);
    await unlessTaken(async () => updateMeeting(trx, id, columns));
    const { startsAt, endsAt, libraryId, spaceId } = meeting;
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.meeting_changed', ...classEntity(of) },
      before: { startsAt, endsAt, libraryId, spaceId },
      after: {
        startsAt: columns.startsAt,
        endsAt: columns.endsAt,
        libraryId: values.libraryId,
        spaceId: values.spaceId,
      },
    });
  });
}
