import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { ToldGain } from '../client.ts';
import { selectGainCells } from '../data/gain-cells.queries.ts';
import { byLine, toldGain } from './gain.ts';

/**
 * What all learners of some courses gained, by course, from ten with both tests on: as their own results tell it.
 * It is reckoned anew each time, so whoever looks every day learns of few: for staff alone, who may read those results. What others are told is
 * `courseOutcomes`. The caller has checked who asks.
 */
export async function courseGains(ctx: Pick<Ctx, 'db'>, courseIds: readonly number[]): Promise<Map<number, ToldGain>> {
  if (courseIds.length === 0) return new Map();
  const cells = byLine(await selectGainCells(ctx.db, courseIds, await networkZone(ctx.db))).get(null) ?? [];
  return new Map(
    [...Map.groupBy(cells, ({ courseId }) => courseId)].flatMap(([id, own]) => {
      const gain = toldGain(own);
      return gain ? [[id, gain] as const] : [];
    }),
  );
}
