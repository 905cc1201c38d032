import { staffWho } from '#modules/ground/identity';
import { listLibraries, nameLibraries } from '#modules/ground/libraries';
import { progressOfKeys } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { grantedLibraries } from '#platform/rights/authorize';
import type { ClassPlan, HostedMeeting, MeetingLine } from '../client.ts';
import { selectAttendance, selectHosted, selectMeetings, type MeetingRow } from '../data/meetings.queries.ts';
import { selectPupils } from '../data/pupils.queries.ts';
import { taughtClass } from '../held-class.ts';
import { countStates, mayMeetAt } from '../rules/meetings.ts';

const line = (
  row: MeetingRow,
  lessons: ReadonlyMap<number, string>,
): Omit<MeetingLine, 'states' | 'noted' | 'timeZone'> => ({
  ...{ id: row.id, startsAt: row.startsAt, endsAt: row.endsAt, libraryId: row.libraryId, spaceId: row.spaceId },
  ...{ room: row.room, librarian: row.librarian, librarianId: row.librarianId, lessonId: row.lessonId },
  ...{ place: row.place, note: row.note, cancelledAt: row.cancelledAt, cancelReason: row.cancelReason },
  ...{ version: row.version, lesson: row.lessonId === null ? null : (lessons.get(row.lessonId) ?? null) },
});

/** The meetings of a class in the order of time, with who came. For its teachers alone. Throws `classes.not_found`, `not_yours`, `platform.forbidden`. */
export async function viewPlan(ctx: Ctx, id: number): Promise<ClassPlan> {
  const row = await taughtClass(ctx, id);
  const { lessons } = await progressOfKeys(ctx, row.courseId, []);
  const titles = new Map(lessons.map((lesson) => [lesson.id, lesson.title]));
  const meetings = await selectMeetings(ctx.db, id);
  const attendance = await selectAttendance(ctx.db, id);
  const byMeeting = Map.groupBy(attendance, ({ meetingId }) => meetingId);
  const byPupil = Map.groupBy(attendance, ({ pupilId }) => pupilId);
  const named = await nameLibraries(ctx);
  return {
    ...{ id, name: row.name, state: row.state, way: row.way, libraryId: row.libraryId },
    timeZone: named(row.libraryId).timeZone,
    lessons: lessons.map((lesson) => ({ id: lesson.id, number: lesson.number, title: lesson.title })),
    meetings: meetings.map((one) => {
      const own = byMeeting.get(one.id) ?? [];
      return {
        ...line(one, titles),
        timeZone: named(one.libraryId ?? row.libraryId).timeZone,
        states: countStates(own.map(({ state }) => state)),
        noted: own.map(({ pupilId, state }) => ({ pupilId, state })),
      };
    }),
    pupils: (await selectPupils(ctx.db, id)).map((pupil) => ({
      ...{ id: pupil.id, name: pupil.name },
      states: countStates((byPupil.get(pupil.id) ?? []).map(({ state }) => state)),
    })),
  };
}

/** Who may be asked to come to a meeting or receive the class: whoever teaches classes at its own library or at one that is no other school's. */
export async function meetingLibrarians(ctx: Ctx, id: number): Promise<{ id: number; name: string }[]> {
  const { libraryId } = await taughtClass(ctx, id);
  const asked = new Map<number, string>();
  for (const library of await listLibraries(ctx, { active: true })) {
    if (!mayMeetAt(library, libraryId)) continue;
    for (const one of await staffWho(ctx.db, 'courses.teach', library.id)) asked.set(one.id, one.name);
  }
  return [...asked].map(([who, name]) => ({ id: who, name })).toSorted((a, b) => a.name.localeCompare(b.name, 'id'));
}

/** Meetings of classes that libraries hold from now on, without a name of a pupil, for those who teach or answer for courses there. */
export async function listHostedMeetings(ctx: Ctx): Promise<HostedMeeting[]> {
  const granted = (['courses.teach', 'courses.manage'] as const).map((permission) =>
    grantedLibraries(ctx.actor, permission),
  );
  const libraryIds = granted.includes('all') ? null : granted.flatMap((one) => (one === 'all' ? [] : one));
  if (libraryIds?.length === 0) return [];
  const rows = await selectHosted(ctx.db, { libraryIds, from: ctx.clock.now() });
  const named = await nameLibraries(ctx);
  return rows.flatMap((row) =>
    row.libraryId === null
      ? []
      : [
          {
            ...{ id: row.id, startsAt: row.startsAt, endsAt: row.endsAt, libraryId: row.libraryId, room: row.room },
            ...{ librarian: row.librarian, className: row.className, schoolId: row.schoolId, pupils: row.pupils },
            ...{ timeZone: named(row.libraryId).timeZone, version: row.version },
          },
        ],
  );
}
