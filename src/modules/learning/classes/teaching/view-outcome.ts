import { reachedBy } from '#modules/learning/course-tests';
import { learnersOfKeys } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { selectPupils } from '../data/pupils.queries.ts';
import { taughtClass } from '../held-class.ts';

/** What a pupil who handed in a test has not reached yet, in words. */
export interface PupilOutcome {
  id: number;
  name: string;
  part: 'before' | 'after';
  notYet: string[];
}

/**
 * What each pupil of a class who handed in a test of its course has not reached yet, by their names; what the class gained is told by its report.
 * For its teachers alone. Throws `classes.not_found`, `not_yours`, `platform.forbidden`.
 */
export async function viewClassOutcome(ctx: Ctx, id: number): Promise<PupilOutcome[]> {
  const { courseId } = await taughtClass(ctx, id);
  const pupils = await selectPupils(ctx.db, id);
  const learners = await learnersOfKeys(
    ctx.db,
    courseId,
    pupils.map(({ learnerKey }) => learnerKey),
  );
  const found = await reachedBy(ctx, courseId, [...learners.values()]);
  return pupils.flatMap(({ id: pupilId, name, learnerKey }) => {
    const so = found.get(learners.get(learnerKey) ?? 0);
    if (!so) return [];
    const notYet = so.competences.filter(({ reached }) => !reached).map(({ canDo }) => canDo);
    return [{ id: pupilId, name, part: so.part, notYet }];
  });
}
