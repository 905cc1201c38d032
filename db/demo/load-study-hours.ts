/** What three people of staff of the sample city learnt: `study-hours.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { finishSampleCourse } from '../../src/modules/learning/courses/testing.ts';
import { issueCourseCertificateIn, saveSampleEntry } from '../../src/modules/learning/study-hours/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays } from '../../src/shared/dates.ts';

const DAY = 86_400_000;
const days = z.int().nonnegative();
const schema = z.object({
  note: z.string(),
  staff: z.array(
    z.object({
      username: z.string(),
      finished: z.object({ course: z.string(), daysAgo: days, hasCertificate: z.boolean() }).nullable(),
      entries: z.array(
        z.object({
          title: z.string(),
          organiser: z.string(),
          daysAgo: days,
          jp: z.int(),
          certificateNumber: z.string(),
          note: z.string(),
        }),
      ),
    }),
  ),
});

export async function loadStudyHours(
  trx: Tx,
  ctx: Ctx,
  about: {
    courses: ReadonlyMap<string, number>;
    accounts: ReadonlyMap<string, number>;
    names: ReadonlyMap<string, string>;
    libraryId: number;
    today: string;
  },
): Promise<void> {
  const file: unknown = JSON.parse(readFileSync(new URL('study-hours.json', import.meta.url), 'utf8'));
  for (const { username, finished, entries } of schema.parse(file).staff) {
    const accountId = about.accounts.get(username) ?? 0;
    for (const { daysAgo, ...entry } of entries)
      await saveSampleEntry(trx, ctx, accountId, { ...entry, heldOn: addDays(about.today, -daysAgo) });
    if (!finished) continue;
    const courseId = about.courses.get(finished.course) ?? 0;
    const at = new Date(ctx.clock.now().getTime() - finished.daysAgo * DAY);
    await finishSampleCourse(trx, { courseId, who: { accountId }, at });
    const own = { holder: { accountId }, name: about.names.get(username) ?? '', libraryId: about.libraryId };
    if (finished.hasCertificate) await issueCourseCertificateIn(trx, ctx, courseId, own);
  }
}
