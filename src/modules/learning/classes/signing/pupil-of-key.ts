import { standingOfKey } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { PupilStanding } from '../client.ts';
import { findByKey, findStateOfKey } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';

/** Longer or shorter keys nobody has. */
const KEY_LENGTH = 32;
const isKey = (key: string | null): key is string => key?.length === KEY_LENGTH && !key.includes('\0');

/** The pupil whose key a browser holds, where nobody is signed in there, with what comes next and what they can do; null: it is the key of nobody in a class that learns. */
export async function pupilOfKey(
  ctx: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  key: string | null,
): Promise<PupilStanding | null> {
  if (ctx.actor.kind !== 'anonymous' || !isKey(key)) return null;
  const found = await findByKey(ctx.db, key);
  if (!found) return null;
  const { name, className, courseId, note } = found;
  const so = await standingOfKey(ctx, { courseId, key });
  return { ...{ name, className, courseId, note }, next: so?.next ?? null, can: so?.can ?? [] };
}

/** Whether a key is that of a pupil, also of one whose class has ended: it is not a browser's own. */
export const isPupilKey = async ({ db }: Pick<Ctx, 'db'>, key: string | null): Promise<boolean> =>
  isKey(key) && (await findStateOfKey(db, key)) !== undefined;

/** What a pupil wrote without a network is no more taken when their class has ended meanwhile. Throws `classes.ended`. */
export async function requireClassLearns({ db, actor }: Pick<Ctx, 'db' | 'actor'>, key: string | null): Promise<void> {
  if (actor.kind === 'anonymous' && isKey(key) && (await findStateOfKey(db, key)) === 'ended')
    throw classErrors.ended();
}
