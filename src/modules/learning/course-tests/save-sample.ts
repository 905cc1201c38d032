import type { TaskAnswer } from '#modules/learning/courses/client';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Question } from './client.ts';
import { insertItem, insertVersion } from './data/items.queries.ts';
import { insertDrawn, insertSitting, selectDrawn } from './data/sittings.queries.ts';
import { insertTest } from './data/tests.queries.ts';
import { testErrors } from './errors.ts';
import type { TestPart } from './rules/figures.ts';
import { itemInput, testInput, type ItemInput, type TestInput } from './schema.ts';
import { drawnFor } from './taking/begin-sitting.ts';
import { closeSitting } from './taking/hand-in.ts';

/** Writes the test of a course, which everybody takes: for samples. */
export async function saveSampleTest(
  trx: Tx,
  ctx: Ctx,
  { courseId, items, ...said }: TestInput & { courseId: number; items: readonly ItemInput[] },
): Promise<void> {
  const at = ctx.clock.now();
  const by = actorName(ctx.actor);
  await insertTest(trx, { courseId, state: 'open', ...testInput.parse(said), changedAt: at, changedBy: by });
  for (const [nth, item] of items.entries()) {
    const { body, competenceId } = itemInput.parse(item);
    const itemId = await insertItem(trx, { courseId, position: nth + 1, retiredAt: null });
    const written = { competenceId, writtenAt: at, writtenBy: by };
    await insertVersion(trx, { itemId, number: 1, body: { ...body, hints: [] }, ...written });
  }
}

/** Hands in a part of a test for somebody who learns: for samples. @param about `answerTo` the nth item */
export async function saveSampleSitting(
  trx: Tx,
  about: {
    courseId: number;
    learnerId: number;
    part: TestPart;
    at: Date;
    answerTo: (item: Question, seed: number, nth: number) => TaskAnswer | null;
  },
): Promise<void> {
  const { courseId, learnerId, part, at } = about;
  const sittingId = await insertSitting(trx, { learnerId, part, beganAt: at });
  if (sittingId === null) throw testErrors.handedIn();
  await insertDrawn(trx, sittingId, await drawnFor(trx, { courseId, learnerId, part, perCompetence: null }));
  const drawn = await selectDrawn(trx, sittingId);
  const items = drawn.map((row, nth) => ({ row, answer: about.answerTo(row.body, row.versionId, nth) }));
  await closeSitting(trx, sittingId, items, at);
}
