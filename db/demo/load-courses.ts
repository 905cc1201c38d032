/** The courses of the sample city: `courses/*.json`, all open, with people who learn by them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { saveSampleCourse, saveSampleLearner } from '../../src/modules/learning/courses/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const COURSES = ['detektif-informasi', 'cek-dulu', 'mencari-informasi', 'meja-sirkulasi'];
/** Browsers that nobody has signed in with. */
const BROWSERS = 34;
const DAY = 86_400_000;

export async function loadCourses(
  trx: Tx,
  ctx: Ctx,
  { memberId, since }: { memberId: number; since: Date },
): Promise<void> {
  for (const name of COURSES) {
    const archive: unknown = JSON.parse(readFileSync(new URL(`courses/${name}.json`, import.meta.url), 'utf8'));
    const courseId = await saveSampleCourse(trx, ctx, { archive, published: true });
    if (name !== 'cek-dulu') continue;
    const learns = { courseId, lessons: 2, wrongEvery: 4 };
    await saveSampleLearner(trx, ctx, { ...learns, who: { memberId }, at: new Date(since.getTime() - DAY) });
    for (let nth = 0; nth < BROWSERS; nth += 1) {
      const keyHash = createHash('sha256').update(`contoh ${nth}`).digest();
      await saveSampleLearner(trx, ctx, {
        ...{ courseId, who: { keyHash }, at: new Date(since.getTime() - (nth + 1) * DAY) },
        ...{ lessons: 1 + (nth % 5), wrongEvery: 2 + (nth % 4) },
      });
    }
  }
}
