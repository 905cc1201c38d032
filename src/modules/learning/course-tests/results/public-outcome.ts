import { networkZone } from '#modules/ground/libraries';
import { participation } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import { LEAST } from '#shared/disclosure';
import type { PublicOutcome } from '../client.ts';
import { selectGainCells } from '../data/gain-cells.queries.ts';
import { selectOpenCourses, selectOutcomes, writeOutcome } from '../data/outcomes.queries.ts';
import { nextOutcome } from '../rules/outcome-steps.ts';
import { byLine, toldGain } from './gain.ts';

const AT_ONCE = 20;

/** What everybody is told of what came of courses, as it was counted at night, by their numbers; of some there is nothing yet. */
export async function courseOutcomes(
  { db }: Pick<Ctx, 'db'>,
  courseIds: readonly number[],
): Promise<Map<number, PublicOutcome>> {
  if (courseIds.length === 0) return new Map();
  const found = await selectOutcomes(db, courseIds);
  return new Map(
    [...found].map(([id, told]) => [
      id,
      { ...told, gain: told.gain && { ...told.gain, isRough: told.gain.pairs < LEAST.rough } },
    ]),
  );
}

/** The same of one course; null: nothing yet. */
export const viewCourseOutcome = async (ctx: Pick<Ctx, 'db'>, courseId: number): Promise<PublicOutcome | null> =>
  (await courseOutcomes(ctx, [courseId])).get(courseId) ?? null;

async function countSome(db: Db | Tx, courseIds: readonly number[], { at, zone }: { at: Date; zone: string }) {
  const people = await participation(db, courseIds);
  const gains = Map.groupBy(
    byLine(await selectGainCells(db, courseIds, zone)).get(null) ?? [],
    ({ courseId }) => courseId,
  );
  const before = await selectOutcomes(db, courseIds);
  for (const courseId of courseIds) {
    const { learners, finished } = people.get(courseId) ?? { learners: 0, finished: 0 };
    const shown = before.get(courseId) ?? null;
    const next = nextOutcome(shown, { learners, finished, gain: toldGain(gains.get(courseId) ?? []) });
    // what stays was counted when it was counted
    if (next && next !== shown) await writeOutcome(db, courseId, { ...next, countedAt: at });
  }
}

/** Counts what came of every open course: the page of a course reads it, and counts nothing itself. */
export async function countOutcomesIn(db: Db | Tx, at: Date, signal?: AbortSignal): Promise<void> {
  const zone = await networkZone(db);
  for (let afterId = 0; ;) {
    const courseIds = await selectOpenCourses(db, { afterId, limit: AT_ONCE });
    if (courseIds.length === 0 || signal?.aborted === true) return;
    await countSome(db, courseIds, { at, zone });
    afterId = courseIds.at(-1) ?? afterId;
  }
}

/** The same at night. */
export const countOutcomes = async (
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  signal?: AbortSignal,
): Promise<void> => countOutcomesIn(db, clock.now(), signal);
