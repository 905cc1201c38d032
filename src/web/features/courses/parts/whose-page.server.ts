import { learnerMark, type Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { WHOSE, whoseHeader } from '#web/kit/offline/lesson-rules.ts';

/** Says to the worker of the app whose a page of courses is, so that it is shown without a network to nobody else on a shared tablet. */
export const whosePage = (ctx: Ctx, learner: Learner, pupil: object | null): Record<string, string> => ({
  [WHOSE]: whoseHeader(learnerMark(ctx, learner), pupil !== null),
});
