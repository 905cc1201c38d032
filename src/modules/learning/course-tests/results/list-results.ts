import { participation } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { ResultLine } from '../client.ts';
import { selectPairs } from '../data/pairs.queries.ts';
import { isTold, toldPart } from '../rules/tell.ts';
import { listCourseTests } from '../writing/list-tests.ts';
import { toldGain } from './gain.ts';

/** What came of the courses with a test that somebody may write, by their titles. Needs `courses.manage` somewhere. */
export async function listCourseResults(
  ctx: Ctx,
  asked: { cursor?: string | undefined; limit: number },
): Promise<{ data: ResultLine[]; next: string | null }> {
  const { data, next } = await listCourseTests(ctx, asked);
  const courseIds = data.map(({ courseId }) => courseId);
  const people = await participation(ctx.db, courseIds);
  const pairsIn = await selectPairs(ctx.db, courseIds);
  const lines: ResultLine[] = [];
  for (const { courseId, title, libraryId } of data) {
    const { learners, finished } = people.get(courseId) ?? { learners: 0, finished: 0 };
    const pairs = pairsIn.get(courseId) ?? [];
    lines.push({
      course: { id: courseId, title, libraryId },
      learners: isTold(learners) ? learners : null,
      finished: toldPart(finished, learners),
      gain: toldGain(pairs, [pairs.length]),
    });
  }
  return { data: lines, next };
}
