import { staffWho } from '#modules/ground/identity';
import { calendarOf, getLibrary, isOpenOn, isRoomHeld, listSpaces, type Calendar } from '#modules/ground/libraries';
import { progressOfKeys } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { violatedExclusion, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { addDays, instantAt, type LocalDate } from '#shared/dates';
import type { ClassRow } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import { mayMeetAt } from '../rules/meetings.ts';
import type { MeetingValues } from '../schema-meetings.ts';

/** Days that are looked at beyond the first: as many weeks as a plan passes through. */
const HORIZON = 430;

/** Where a meeting is held: the calendar that counts there. */
export async function calendarAt(trx: Tx, of: ClassRow, { day, libraryId }: MeetingValues): Promise<Calendar> {
  return calendarOf(trx, libraryId ?? of.libraryId, day, addDays(day, HORIZON));
}

/** Throws `platform.invalid_input` where the library is closed on that day. */
export function refuseClosedDay(calendar: Calendar, day: LocalDate): void {
  if (!isOpenOn(calendar, day)) throw platformErrors.invalidInput({}, { day: 'closed_day' });
}

/** Throws `platform.invalid_input` for a library, a room, a librarian or a lesson that there is not, or not for them, where the meeting is held. */
export async function checkPlace(
  trx: Tx,
  ctx: Pick<Ctx, 'locale'>,
  of: ClassRow,
  values: MeetingValues,
): Promise<void> {
  const { libraryId, spaceId, librarianId, lessonId } = values;
  const unknown = (field: string): Error => platformErrors.invalidInput({}, { [field]: 'unknown' });
  if (libraryId !== null) {
    const at = await getLibrary({ db: trx }, libraryId);
    if (!at.active || !mayMeetAt(at, of.libraryId)) throw unknown('libraryId');
  }
  if (spaceId !== null) {
    const rooms = libraryId === null ? [] : await listSpaces({ db: trx }, libraryId);
    if (!rooms.some(({ id, kind }) => id === spaceId && kind === 'ruang')) throw unknown('spaceId');
  }
  if (librarianId !== null) {
    const able = await staffWho(trx, 'courses.teach', libraryId ?? of.libraryId);
    if (!able.some(({ id }) => id === librarianId)) throw unknown('librarianId');
  }
  if (lessonId !== null) {
    const { lessons } = await progressOfKeys({ db: trx, locale: ctx.locale }, of.courseId, []);
    if (!lessons.some(({ id }) => id === lessonId)) throw unknown('lessonId');
  }
}

/** A meeting as it is kept: at these minutes of a day, by the clock of where it is held. */
export const meetingColumns = (values: MeetingValues, day: LocalDate, zone: string) => ({
  startsAt: instantAt(day, values.from, zone),
  endsAt: instantAt(day, values.to, zone),
  libraryId: values.libraryId,
  spaceId: values.spaceId,
  librarianId: values.librarianId,
  lessonId: values.lessonId,
  place: values.libraryId === null ? values.place : '',
  note: values.note,
});

/**
 * Writes a meeting; throws `classes.room_taken`, `librarian_taken` where another has the room or the librarian at that time: another meeting, and of
 * the room a session of a programme or whoever reserved it.
 */
export async function unlessTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const taken = violatedExclusion(error);
    if (taken === 'class_meeting_one_room' || isRoomHeld(error)) throw classErrors.roomTaken({}, { spaceId: 'taken' });
    if (taken === 'class_meeting_one_librarian') throw classErrors.librarianTaken({}, { librarianId: 'taken' });
    throw error;
  }
}
