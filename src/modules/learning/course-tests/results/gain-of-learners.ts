import type { Ctx } from '#platform/context';
import type { GroupGain } from '../client.ts';
import { countPairs } from '../data/pairs.queries.ts';
import { selectHandedIn, type HandedInRow } from '../data/sittings.queries.ts';
import { pairsOf } from '../rules/figures.ts';
import { linesInWords, outcomesOf } from '../taking/outcome.ts';
import { gainByLine, linesIn, toldGain } from './gain.ts';

/** What each handed in last: after the course, else before it. */
const lastOf = (own: readonly HandedInRow[]): HandedInRow | undefined =>
  own.find(({ part }) => part === 'after') ?? own[0];

/**
 * What a group of learners of a course gained, from ten with both tests on, and as long as the others of the course are not one to nine, of each
 * line as well; and of each of them what is not reached yet. The caller has checked that who asks may see these learners by name. Null: none of
 * them handed in.
 */
export async function gainOfLearners(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  courseId: number,
  learnerIds: readonly number[],
): Promise<GroupGain | null> {
  const own = await selectHandedIn(ctx.db, courseId, learnerIds);
  if (own.length === 0) return null;
  const words = await linesInWords(ctx, linesIn(own));
  const everybody = await countPairs(ctx.db, courseId);
  const { pairs } = pairsOf(own, null);
  const gain = toldGain(pairs, [everybody.get(null) ?? 0]);
  const lines = gainByLine(own, words, (id) => [pairs.length, everybody.get(id) ?? 0]);
  return {
    gain,
    competences: lines.map((line) => ({ ...line, gain: gain && line.gain })),
    byLearner: new Map(
      [...Map.groupBy(own, ({ learnerId }) => learnerId)].flatMap(([learnerId, both]) => {
        const last = lastOf(both);
        return last ? [[learnerId, { part: last.part, competences: outcomesOf(last.answers, words) }] as const] : [];
      }),
    ),
  };
}
