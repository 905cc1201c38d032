import { standingOfKey } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { PupilStanding } from '../client.ts';
import { findByKey } from '../data/pupils.queries.ts';

/** Longer or shorter keys nobody has. */
const KEY_LENGTH = 32;

/** The pupil whose key a browser holds, where nobody is signed in there, with what comes next and what they can do; null: it is the key of nobody in a class that learns. */
export async function pupilOfKey(
  ctx: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  key: string | null,
): Promise<PupilStanding | null> {
  if (ctx.actor.kind !== 'anonymous' || key?.length !== KEY_LENGTH || key.includes('\0')) return null;
  const found = await findByKey(ctx.db, key);
  if (!found) return null;
  const { name, className, courseId, note } = found;
  const so = await standingOfKey(ctx, { courseId, key });
  return { ...{ name, className, courseId, note }, next: so?.next ?? null, can: so?.can ?? [] };
}
