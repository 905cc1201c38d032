import type { Cookies } from '@sveltejs/kit';
import { isPupilKey, requireLearning } from '#modules/learning/classes';
import type { Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { learnerOf } from './learner-key.server.ts';

/** Whoever learns in a browser and does something now. Throws `classes.learning_over` for a pupil whose class has ended. @param ip from where it acts */
export async function actingLearner(ctx: Ctx, cookies: Cookies, ip?: string): Promise<Learner> {
  const learner = learnerOf(cookies, ip);
  await requireLearning(ctx, learner.key);
  return learner;
}

/** Whether a pupil of a class learns in a browser where nobody is signed in, also of one that has ended. */
export const holdsPupil = async (ctx: Ctx, cookies: Cookies): Promise<boolean> =>
  ctx.actor.kind === 'anonymous' && (await isPupilKey(ctx, learnerOf(cookies).key));
