import { getLibrary } from '#modules/ground/libraries';
import { groupGains } from '#modules/learning/course-tests';
import { classCourses } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { SchoolResults } from '../client.ts';
import { tellClasses } from '../rules/tell-classes.ts';
import { askerAt, seesClasses } from './asker.ts';
import { countedClasses, type ReportedClass } from './counted-classes.ts';

/** Meetings that were held, and their minutes: acts that name nobody. */
export const heldIn = (classes: readonly ReportedClass[]) => ({
  classes: classes.length,
  meetings: classes.reduce((sum, { meetings }) => sum + meetings, 0),
  minutes: classes.reduce((sum, { minutes }) => sum + minutes, 0),
});

/**
 * What came of the classes of a school in a school year, without a name: to the school itself its classes from five pupils on (gain from ten), to
 * who sees schools from ten on, and no class. Needs `reports.read` or `courses.manage` at that library. Throws `libraries.not_found`.
 * @param year a school year; one in which there is no class is the last in which there is one
 */
export async function viewSchoolResults(ctx: Ctx, libraryId: number, year: string | null): Promise<SchoolResults> {
  const asker = askerAt(ctx, libraryId);
  await getLibrary(ctx, libraryId);
  // who sees schools could put the figures of one beside those of the others: what is told of it is told beside all of them
  const { years, ...found } = await countedClasses(ctx, {
    ...{ year, asker },
    libraryIds: asker === 'school' ? [libraryId] : null,
  });
  const own = found.classes.filter((one) => one.libraryId === libraryId);
  const told = tellClasses(found.classes, asker);
  const courseIds = [...new Set(own.map(({ courseId }) => courseId))];
  const courses = await classCourses(ctx, courseIds);
  const named = (id: number) => ({ id, title: courses.get(id)?.title ?? '' });
  const isShown = seesClasses(ctx, libraryId);
  const gains = isShown ? await groupGains(ctx, courseIds) : new Map<number, never>();
  return {
    ...{ libraryId, years, year: found.year, hasClasses: isShown },
    all: { ...told({ libraryId }), ...heldIn(own) },
    courses: courseIds
      .map((courseId) => ({
        course: named(courseId),
        ...told({ libraryId, courseId }),
        ...heldIn(own.filter((one) => one.courseId === courseId)),
      }))
      .toSorted((a, b) => a.course.title.localeCompare(b.course.title, 'id')),
    classes: !isShown
      ? []
      : own.map(({ id, name, state, courseId, meetings, minutes }) => ({
          ...{ id, name, state, course: named(courseId), meetings, minutes },
          ...told({ libraryId, courseId, id }),
          gain: gains.get(id) ?? null,
        })),
  };
}
