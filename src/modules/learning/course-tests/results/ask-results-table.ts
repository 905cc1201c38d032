import { z } from 'zod';
import { reportedCourse } from '#modules/learning/courses';
import type { Answer, Heavy } from '#platform/background/heavy';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { id } from '#platform/requests/bounds';

export const RESULTS_TABLE = 'course_tests.results';
export const resultsTableAsked = z.object({ courseId: id, period: z.string().max(6).nullable() });

/** Has the worker write the results of a course as a workbook. Needs `courses.manage` or `reports.read` at its library. Throws `courses.not_found`. */
export async function askResultsTable(
  ctx: Ctx,
  heavy: Heavy,
  input: z.input<typeof resultsTableAsked>,
): Promise<Answer> {
  const asked = parseInput(resultsTableAsked, input);
  await reportedCourse(ctx, asked.courseId);
  return heavy.ask(ctx, { kind: RESULTS_TABLE, input: asked });
}
