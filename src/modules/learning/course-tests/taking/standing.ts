import { courseLearner, type CourseLearner, type Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { SittingState } from '../client.ts';
import { selectSittings, type SittingRow } from '../data/sittings.queries.ts';
import { findTest, type TestRow } from '../data/tests.queries.ts';
import { testErrors } from '../errors.ts';
import type { TestPart } from '../rules/figures.ts';

/** Where somebody stands with the test of a course. */
export interface Standing {
  who: CourseLearner;
  test: TestRow;
  sittings: SittingRow[];
}

/** A reader with the test of the course at an address; null while that was never opened. Throws `courses.not_found`, `withdrawn`. */
export async function findStanding(
  ctx: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  slug: string,
  learner: Learner,
): Promise<Standing | null> {
  const who = await courseLearner(ctx, slug, learner);
  const test = await findTest(ctx.db, who.course.id);
  if (!test || test.state === 'draft') return null;
  return { who, test, sittings: who.learnerId === null ? [] : await selectSittings(ctx.db, who.learnerId) };
}

/** The same where there has to be one. Throws as {@link findStanding}, `course_tests.not_found`. */
export async function standingOf(
  ctx: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  slug: string,
  learner: Learner,
): Promise<Standing> {
  const found = await findStanding(ctx, slug, learner);
  if (!found) throw testErrors.notFound();
  return found;
}

/** What of a part of the test is to be done now: before the first lesson, and when all lessons are done. */
export function stateOf({ who, test, sittings }: Standing, part: TestPart): SittingState {
  const own = sittings.find((one) => one.part === part);
  if (own && own.handedInAt !== null) return 'handed_in';
  // what was begun in time may be handed in later, until the same is asked again
  const isInTime = own ? sittings.length === 1 : !who.begun;
  if (part === 'before' && !isInTime) return 'late';
  if (part === 'after' && who.finishedAt === null) return 'early';
  if (own) return 'begun';
  return test.state === 'open' ? 'offered' : 'closed';
}

const REFUSALS = {
  closed: testErrors.notOpen,
  early: testErrors.tooEarly,
  late: testErrors.tooLate,
  offered: testErrors.notBegun,
  handed_in: testErrors.handedIn,
};

/** Throws `course_tests.not_open`, `too_early`, `too_late`, `not_begun`, `handed_in` unless a part is in one of these states. */
export function mustBe(state: SittingState, ...wanted: readonly SittingState[]): void {
  if (!wanted.includes(state)) throw state === 'begun' ? testErrors.notOpen() : REFUSALS[state]();
}
