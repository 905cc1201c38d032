import { classCourses, otherLearner, standingOfKey } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { PupilStanding } from '../client.ts';
import { selectTold } from '../data/messages.queries.ts';
import { findByKey, findMarkOfKey, hasMark } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { MOST_SHOWN } from '../rules/messages.ts';

/** Longer or shorter keys nobody has. */
const KEY_LENGTH = 32;
/** Whether it looks like the key of anybody. */
export const isKey = (key: string | null): key is string => key?.length === KEY_LENGTH && !key.includes('\0');

/** The pupil whose key a browser holds, where nobody is signed in there, with what comes next and what they can do; null: it is the key of nobody in a class that learns. */
export async function pupilOfKey(
  ctx: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  key: string | null,
): Promise<PupilStanding | null> {
  if (ctx.actor.kind !== 'anonymous' || !isKey(key)) return null;
  const found = await findByKey(ctx.db, key);
  if (!found) return null;
  const { id: pupilId, classId, name, className, courseId } = found;
  const so = await standingOfKey(ctx, { courseId, key });
  const course = (await classCourses(ctx, [courseId])).get(courseId)?.slug ?? null;
  return {
    ...{ name, className, courseId, course, next: so?.next ?? null, can: so?.can ?? [] },
    messages: await selectTold(ctx.db, { classId, pupilId, limit: MOST_SHOWN }),
  };
}

/** The library of the class of the pupil whose key a browser holds; null: it is the key of nobody in a class that learns. */
export async function pupilLibrary(ctx: Pick<Ctx, 'db' | 'actor'>, key: string | null): Promise<number | null> {
  if (ctx.actor.kind !== 'anonymous' || !isKey(key)) return null;
  return (await findByKey(ctx.db, key))?.libraryId ?? null;
}

/** Whether a key is that of a pupil, also of one whose class has ended: it is not a browser's own. */
export const isPupilKey = async ({ db }: Pick<Ctx, 'db'>, key: string | null): Promise<boolean> =>
  isKey(key) && (await findMarkOfKey(db, key)) !== undefined;

const found = async ({ db, actor }: Pick<Ctx, 'db' | 'actor'>, key: string | null) =>
  actor.kind === 'anonymous' && isKey(key) ? findMarkOfKey(db, key) : undefined;

/** As a mark of a learner is written. */
const written = (mark: string): string => `k${mark.replaceAll('-', '')}`;
const MARK = /^k[0-9a-f]{32}$/;

/**
 * By what a browser tells the pupil whose key it holds from others; it is the same after a new PIN, and another once their parents allow it no more.
 * null: it is the key of no pupil.
 */
export async function pupilMark(ctx: Pick<Ctx, 'db' | 'actor'>, key: string | null): Promise<string | null> {
  const pupil = await found(ctx, key);
  return pupil ? written(pupil.mark) : null;
}

/**
 * What a pupil wrote without a network is taken in their own name alone, while their class learns. Throws `classes.ended`, `classes.pupil_gone`
 * (they were taken out, or their parents allow it no more), `courses.other_learner`.
 */
export async function requirePupil(ctx: Pick<Ctx, 'db' | 'actor'>, key: string | null, mark: string): Promise<void> {
  const pupil = await found(ctx, key);
  if (pupil && written(pupil.mark) === mark) {
    if (pupil.state === 'ended') throw classErrors.ended();
    return;
  }
  if (!MARK.test(mark) || !(await hasMark(ctx.db, mark.slice(1)))) throw classErrors.pupilGone();
  throw otherLearner();
}

/** A class that has ended is as it was on its last day: its pupils answer nothing in it any more. Throws `classes.learning_over`. */
export async function requireLearning(ctx: Pick<Ctx, 'db' | 'actor'>, key: string | null): Promise<void> {
  if ((await found(ctx, key))?.state === 'ended') throw classErrors.learningOver();
}
