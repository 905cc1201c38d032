import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate, type LocalDate } from '#shared/dates';
import type { ClassRow } from '../data/classes.queries.ts';
import { hasAttendance, updateMeeting, type MeetingRow } from '../data/meetings.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity } from '../held-class.ts';
import { meetingInput, type MeetingInput } from '../schema-meetings.ts';
import { refuseFarDay } from '../teaching/far-day.ts';
import { heldMeeting } from './held-meeting.ts';
import { calendarAt, checkPlace, meetingColumns, refuseClosedDay, unlessTaken } from './place-meeting.ts';

/** A meeting is moved within a year of today, and not after today when it is noted who came. Throws `platform.invalid_input`, `classes.not_today_yet`. */
async function checkDay(
  trx: Tx,
  { clock }: Pick<Ctx, 'clock'>,
  { meeting, of }: { meeting: MeetingRow; of: ClassRow },
  day: LocalDate,
): Promise<void> {
  const zone = await zoneOf({ db: trx, libraryId: meeting.libraryId ?? of.libraryId });
  if (localDate(meeting.startsAt, zone) === day) return;
  refuseFarDay(day, clock.now(), 'day');
  if (day > localDate(clock.now(), zone) && (await hasAttendance(trx, meeting.id))) throw classErrors.notTodayYet();
}

/**
 * Moves a meeting, or changes what is said of it. For the teachers of the class. Throws `classes.meeting_unknown`, `meeting_cancelled`, `not_yours`,
 * `ended`, `not_today_yet`, `room_taken`, `librarian_taken`, `platform.invalid_input`, `version_conflict`.
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
    await checkDay(trx, ctx, { meeting, of }, values.day);
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
