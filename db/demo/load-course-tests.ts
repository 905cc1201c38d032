/** The tests of courses of the sample city, `course-tests.json`, and those who took them before a course and after it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { listCompetences } from '../../src/modules/learning/competences/index.ts';
import type { ItemInput } from '../../src/modules/learning/course-tests/index.ts';
import { countOutcomesIn, saveSampleSitting, saveSampleTest } from '../../src/modules/learning/course-tests/testing.ts';
import { questionInput } from '../../src/modules/learning/courses/index.ts';
import { questionAnswer } from '../../src/modules/learning/courses/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const FRAMEWORK = 'literasi';
const schema = z.object({
  note: z.string(),
  tests: z.array(
    z.object({
      course: z.string(),
      minutes: z.int(),
      items: z.array(z.object({ competence: z.string(), body: questionInput })),
    }),
  ),
});

/** Somebody who took the test of a course. */
export interface Taker {
  courseId: number;
  learnerId: number;
  beforeAt: Date | null;
  afterAt: Date | null;
  /** Apart from the others: which items they know. */
  nth: number;
}

/** Of a hundred items somebody knows 20 to 65 before a course, each another number, and so many more after it. */
const LEARNT = { before: 0, after: 28 };
const knows = (part: keyof typeof LEARNT, taker: number, item: number): boolean =>
  (taker * 37 + item * 53 + taker * item * 11) % 100 < 20 + 5 * ((taker * 7) % 10) + LEARNT[part];

export async function loadCourseTests(
  trx: Tx,
  ctx: Ctx,
  { courses, takers }: { courses: ReadonlyMap<string, number>; takers: readonly Taker[] },
): Promise<void> {
  const file: unknown = JSON.parse(readFileSync(new URL('course-tests.json', import.meta.url), 'utf8'));
  const { data } = await listCompetences({ ...ctx, db: trx }, { framework: FRAMEWORK, limit: 100 });
  const lines = new Map(data.map(({ code, id }) => [code, id]));
  for (const { course, minutes, items } of schema.parse(file).tests) {
    await saveSampleTest(trx, ctx, {
      ...{ courseId: courses.get(course) ?? 0, minutes },
      items: items.map(({ competence, body }): ItemInput => ({ body, competenceId: lines.get(competence) ?? 0 })),
    });
  }
  for (const { courseId, learnerId, beforeAt, afterAt, nth } of takers) {
    for (const [part, at] of [['before', beforeAt] as const, ['after', afterAt] as const]) {
      if (at === null) continue;
      await saveSampleSitting(trx, {
        ...{ courseId, learnerId, part, at },
        answerTo: ({ asked }, seed, item) => questionAnswer(asked, seed, knows(part, nth, item)),
      });
    }
  }
  // as every night
  await countOutcomesIn(trx, ctx.clock.now());
}
