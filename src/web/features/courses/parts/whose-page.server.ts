import { pupilMark } from '#modules/learning/classes';
import { learnerMark, type Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { WHOSE, whoseHeader } from '#web/kit/offline/lesson-rules.ts';

/** By what a browser tells whoever learns in it from others. */
export const markOf = async (ctx: Ctx, { key }: Pick<Learner, 'key'>): Promise<string> =>
  (await pupilMark(ctx, key)) ?? learnerMark(ctx, { key });

/** Says to the worker of the app whose a page of courses is, so that it is shown without a network to nobody else on a shared tablet. */
export async function whosePage(ctx: Ctx, learner: Learner): Promise<Record<string, string>> {
  const mark = await pupilMark(ctx, learner.key);
  return { [WHOSE]: whoseHeader(mark ?? learnerMark(ctx, learner), mark !== null) };
}
