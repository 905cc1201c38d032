/** A teacher who writes a course of the sample city together with the library: `coauthors.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { saveSampleAuthor } from '../../src/modules/learning/courses/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const DAY = 86_400_000;
const days = z.int().nonnegative();
const schema = z.object({
  note: z.string(),
  course: z.string(),
  teacher: z.string(),
  invitedBy: z.string(),
  invitedDaysAgo: days,
  comments: z.array(
    z.object({ by: z.string(), name: z.string(), words: z.string(), suggestion: z.string().nullable(), daysAgo: days }),
  ),
});

export async function loadCoauthors(
  trx: Tx,
  ctx: Ctx,
  about: { courses: ReadonlyMap<string, number>; accounts: ReadonlyMap<string, number> },
): Promise<void> {
  const text = readFileSync(new URL('coauthors.json', import.meta.url), 'utf8');
  const { course, teacher, invitedBy, invitedDaysAgo, comments } = schema.parse(JSON.parse(text));
  const ago = (number: number): Date => new Date(ctx.clock.now().getTime() - number * DAY);
  const accountOf = (username: string): number => about.accounts.get(username) ?? 0;
  await saveSampleAuthor(trx, {
    courseId: about.courses.get(course) ?? 0,
    accountId: accountOf(teacher),
    invitedBy,
    at: ago(invitedDaysAgo),
    comments: comments.map(({ by, name, words, suggestion, daysAgo }) => ({
      ...{ accountId: accountOf(by), name, words, suggestion, at: ago(daysAgo) },
    })),
  });
}
