import { listOpenCourses } from '#modules/learning/courses';
import type { Audience } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import { YEAR_TARGET, type LearntThing, type OfferedCourse, type StudyYear } from '../client.ts';
import { learntBy } from '../learnt.ts';
import { countYear } from '../rules/year.ts';
import { ownAccount } from './own-account.ts';

/** For whom courses count as learning of a craft. */
const CRAFT: readonly Audience[] = ['librarians', 'teachers'];
const MOST_OFFERED = 50;

/** Courses among what was learnt, each once; a certificate that was taken back shows none. */
function finishedIn(all: readonly LearntThing[]): StudyYear['courses'] {
  const courses = new Map(
    all.flatMap(({ courseId, title, isRevoked }) =>
      courseId === null || isRevoked ? [] : [[courseId, title] as const],
    ),
  );
  return [...courses].map(([id, title]) => ({ id, title }));
}

/** What whoever is signed in as staff learnt in a year. Throws `platform.sign_in_needed`. @param asked left out: the present one, where they work */
export async function viewYear(ctx: Ctx, asked?: number): Promise<StudyYear> {
  const { id, name, library, today } = await ownAccount(ctx);
  const now = Number(today.slice(0, 4));
  const year = asked ?? now;
  const all = (await learntBy(ctx, [id], library.timeZone)).get(id) ?? [];
  const years = new Set([now, year, ...all.map(({ on }) => Number(on.slice(0, 4)))]);
  return {
    ...{ year, name, library: library.name, target: YEAR_TARGET },
    years: [...years].toSorted((a, b) => b - a),
    ...countYear(all, year),
    courses: finishedIn(all),
  };
}

/** Open courses with lesson hours for librarians and teachers that whoever is signed in has not finished. Throws `platform.sign_in_needed`. */
export async function offeredCourses(ctx: Ctx): Promise<OfferedCourse[]> {
  const { id, library } = await ownAccount(ctx);
  const learnt = (await learntBy(ctx, [id], library.timeZone)).get(id) ?? [];
  const had = new Set(learnt.map(({ courseId }) => courseId));
  const offered: OfferedCourse[] = [];
  for (const audience of CRAFT) {
    const { data } = await listOpenCourses(ctx, { audience, limit: MOST_OFFERED });
    for (const { id: courseId, slug, title, jp } of data)
      if (jp !== null && !had.has(courseId)) offered.push({ id: courseId, slug, title, jp });
  }
  return offered;
}
