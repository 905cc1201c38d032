import { classCourses } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { markSeen } from '../data/messages.queries.ts';
import { findByKey } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { readInput, type ReadInput } from '../schema-messages.ts';
import { isKey } from '../signing/pupil-of-key.ts';

/**
 * A pupil says that they read what their teachers say; what came or was corrected since the page was shown stays new. For whoever holds the key of
 * the pupil. Throws `classes.pupil_gone`, `platform.invalid_input`. @returns the address of the course
 */
export async function readMessages(
  ctx: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  key: string | null,
  input: ReadInput,
): Promise<{ course: string | null }> {
  const { read } = parseInput(readInput, input);
  const pupil = ctx.actor.kind === 'anonymous' && isKey(key) ? await findByKey(ctx.db, key) : undefined;
  if (!pupil) throw classErrors.pupilGone();
  const { id: pupilId, classId, courseId } = pupil;
  await ctx.db.transaction().execute(async (trx) => markSeen(trx, { classId, pupilId, read }));
  return { course: (await classCourses(ctx, [courseId])).get(courseId)?.slug ?? null };
}
