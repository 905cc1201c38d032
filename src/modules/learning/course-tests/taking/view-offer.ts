import type { Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { SittingState } from '../client.ts';
import { findStanding, stateOf } from './standing.ts';

/** How a reader stands with both parts of the test of a course. */
export interface TestOffer {
  minutes: number;
  before: SittingState;
  after: SittingState;
}

/** What the page of a course offers of its test; null: it has none. Throws `courses.not_found`, `withdrawn`. */
export async function viewTestOffer(ctx: Ctx, course: string, learner: Learner): Promise<TestOffer | null> {
  const standing = await findStanding(ctx, course, learner);
  return (
    standing && {
      minutes: standing.test.minutes,
      before: stateOf(standing, 'before'),
      after: stateOf(standing, 'after'),
    }
  );
}
