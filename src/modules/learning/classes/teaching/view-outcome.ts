import { gainOfLearners } from '#modules/learning/course-tests';
import type { GroupGain } from '#modules/learning/course-tests/client';
import { learnersOfKeys } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { selectPupils } from '../data/pupils.queries.ts';
import { taughtClass } from '../held-class.ts';

/** What a class gained, and what each pupil has not reached yet. */
export interface ClassOutcome extends Pick<GroupGain, 'gain' | 'competences'> {
  /** Pupils who handed in, by their names. */
  pupils: { id: number; name: string; part: 'before' | 'after'; notYet: string[] }[];
}

/**
 * What came of a class by the tests of its course; null: nobody handed one in. For its teachers alone. Throws `classes.not_found`, `not_yours`,
 * `platform.forbidden`.
 */
export async function viewClassOutcome(ctx: Ctx, id: number): Promise<ClassOutcome | null> {
  const { courseId } = await taughtClass(ctx, id);
  const pupils = await selectPupils(ctx.db, id);
  const learners = await learnersOfKeys(
    ctx.db,
    courseId,
    pupils.map(({ learnerKey }) => learnerKey),
  );
  const found = await gainOfLearners(ctx, courseId, [...learners.values()]);
  return (
    found && {
      ...{ gain: found.gain, competences: found.competences },
      pupils: pupils.flatMap(({ id: pupilId, name, learnerKey }) => {
        const so = found.byLearner.get(learners.get(learnerKey) ?? 0);
        if (!so) return [];
        const notYet = so.competences.filter(({ reached }) => !reached).map(({ canDo }) => canDo);
        return [{ id: pupilId, name, part: so.part, notYet }];
      }),
    }
  );
}
