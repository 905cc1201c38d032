import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ClassMeeting } from '#platform/database/db-types';
import type { AttendanceState } from '../rules/meetings.ts';

export interface MeetingRow {
  id: number;
  classId: number;
  startsAt: Date;
  endsAt: Date;
  libraryId: number | null;
  spaceId: number | null;
  /** What the room is called. */
  room: string | null;
  librarianId: number | null;
  librarian: string | null;
  lessonId: number | null;
  place: string;
  note: string;
  cancelledAt: Date | null;
  cancelReason: string;
  version: number;
}

const meetings = (db: Db | Tx) =>
  db
    .selectFrom('classMeeting')
    .leftJoin('space', 'space.id', 'classMeeting.spaceId')
    .leftJoin('account', 'account.id', 'classMeeting.librarianId')
    .select([
      ...(['classMeeting.id', 'classMeeting.classId', 'classMeeting.startsAt', 'classMeeting.endsAt'] as const),
      ...(['classMeeting.libraryId', 'classMeeting.spaceId', 'classMeeting.librarianId'] as const),
      ...(['classMeeting.lessonId', 'classMeeting.place', 'classMeeting.note', 'classMeeting.cancelledAt'] as const),
      ...(['classMeeting.cancelReason', 'classMeeting.version'] as const),
      'space.name as room',
      'account.fullName as librarian',
    ]);

/** Meetings of a class in the order of time. */
export const selectMeetings = async (db: Db | Tx, classId: number): Promise<MeetingRow[]> =>
  meetings(db)
    .where('classMeeting.classId', '=', classId)
    .orderBy('classMeeting.startsAt')
    .orderBy('classMeeting.id')
    .execute();

export const findMeeting = async (db: Db | Tx, id: number): Promise<MeetingRow | undefined> =>
  meetings(db).where('classMeeting.id', '=', id).executeTakeFirst();

export const countMeetings = async (db: Db | Tx, classId: number): Promise<number> =>
  (
    await db
      .selectFrom('classMeeting')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('classId', '=', classId)
      .executeTakeFirstOrThrow()
  ).count;

export const insertMeetings = async (trx: Tx, rows: readonly Insertable<ClassMeeting>[]): Promise<number[]> =>
  (
    await trx
      .insertInto('classMeeting')
      .values([...rows])
      .returning('id')
      .execute()
  ).map(({ id }) => id);

export const updateMeeting = async (trx: Tx, id: number, changes: Updateable<ClassMeeting>): Promise<void> => {
  await trx
    .updateTable('classMeeting')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** Calls off what is still to come of a class: its rooms and librarians are free. */
export const cancelToCome = async (trx: Tx, classId: number, at: Date): Promise<void> => {
  await trx
    .updateTable('classMeeting')
    .set({ cancelledAt: at, version: sql`version + 1` })
    .where('classId', '=', classId)
    .where('startsAt', '>', at)
    .where('cancelledAt', 'is', null)
    .execute();
};

/** A meeting that a library holds, without a name of a pupil. */
export interface HostedRow extends MeetingRow {
  className: string;
  schoolId: number;
  pupils: number;
}

/** Meetings that libraries hold from an instant on. @param libraryIds null: any */
export const selectHosted = async (
  db: Db | Tx,
  { libraryIds, from }: { libraryIds: readonly number[] | null; from: Date },
): Promise<HostedRow[]> => {
  let query = meetings(db)
    .innerJoin('learningClass', 'learningClass.id', 'classMeeting.classId')
    .select([
      'learningClass.name as className',
      'learningClass.libraryId as schoolId',
      sql<number>`(select count(*) from class_pupil p where p.class_id = learning_class.id)`.as('pupils'),
    ])
    .where('classMeeting.libraryId', 'is not', null)
    .where('classMeeting.cancelledAt', 'is', null)
    .where('classMeeting.endsAt', '>', from)
    .orderBy('classMeeting.startsAt')
    .orderBy('classMeeting.id')
    .limit(100);
  if (libraryIds !== null)
    query = query.where('classMeeting.libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
};

/** Who came to the meetings of a class. */
export const selectAttendance = async (
  db: Db | Tx,
  classId: number,
): Promise<{ meetingId: number; pupilId: number; state: AttendanceState }[]> =>
  db
    .selectFrom('classAttendance')
    .innerJoin('classMeeting', 'classMeeting.id', 'classAttendance.meetingId')
    .select(['meetingId', 'pupilId', sql<AttendanceState>`state`.as('state')])
    .where('classMeeting.classId', '=', classId)
    .execute();

/** Whether it is noted of anybody whether they came. */
export const hasAttendance = async (db: Db | Tx, meetingId: number): Promise<boolean> =>
  (await db.selectFrom('classAttendance').select('pupilId').where('meetingId', '=', meetingId).executeTakeFirst()) !==
  undefined;

/** Notes who came, in the place of what was noted before. */
export const replaceAttendance = async (
  trx: Tx,
  meetingId: number,
  states: readonly { pupilId: number; state: AttendanceState | null }[],
): Promise<void> => {
  const noted = states.flatMap(({ pupilId, state }) => (state === null ? [] : [{ meetingId, pupilId, state }]));
  await trx
    .deleteFrom('classAttendance')
    .where('meetingId', '=', meetingId)
    .where('pupilId', '=', sql<number>`any(${states.map(({ pupilId }) => pupilId)}::bigint[])`)
    .execute();
  if (noted.length > 0) await trx.insertInto('classAttendance').values(noted).execute();
};
