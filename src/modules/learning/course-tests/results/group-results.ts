import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { FEWEST_TOLD, isTold, toldPlaces } from '#shared/small-counts';
import type { GroupResults, ToldGain } from '../client.ts';
import { selectGainCells, type GainCell } from '../data/gain-cells.queries.ts';
import { selectItemCells } from '../data/item-cells.queries.ts';
import { toldParts } from '../rules/tell.ts';
import { linesInWords } from '../taking/outcome.ts';
import { byLine, linesIn, toldGain } from './gain.ts';
import { resultItems, type AskedGroup } from './items.ts';

/** The gain of classes of a course, by class, where they may be told beside all others of it. */
function gainsOf(cells: readonly GainCell[]): Map<number, ToldGain | null> {
  const { groups } = toldParts(cells, ({ pairs }) => pairs);
  return new Map([...groups].map((id) => [id, toldGain(cells.filter(({ groupId }) => groupId === id))] as const));
}

/** So many of a class did one test alone, where neither they nor those of all others are few. */
function alone(cells: readonly GainCell[], group: AskedGroup, of: (cell: GainCell) => number): number | null {
  const count = cells.reduce((sum, cell) => (cell.groupId === group.id ? sum + of(cell) : sum), 0);
  const told = toldPlaces(
    cells.map((cell) => ({ place: [String(cell.groupId ?? '')], cells: [of(cell)] })),
    { own: group.least, others: FEWEST_TOLD },
  );
  return isTold(count, group.least) && (told.has(String(group.id)) || count === 0) ? count : null;
}

/**
 * What the tests of a course say of a class that learns it, without a name: gain from ten with both tests on, items, who did one test alone; never
 * where those of other classes would come out by the difference. Null: nobody in it handed one in. The caller has checked who asks.
 */
export async function groupResults(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  courseId: number,
  group: AskedGroup,
): Promise<GroupResults | null> {
  const cells = await selectGainCells(ctx.db, [courseId], await networkZone(ctx.db));
  const own = cells.filter(({ groupId }) => groupId === group.id);
  if (own.length === 0) return null;
  const lines = byLine(cells);
  const all = lines.get(null) ?? [];
  const gain = gainsOf(all).get(group.id) ?? null;
  const words = await linesInWords(ctx, linesIn(own));
  return {
    gain,
    competences: [...words].map(([id, canDo]) => ({
      ...{ id, canDo },
      gain: gain && (gainsOf(lines.get(id) ?? []).get(group.id) ?? null),
    })),
    onlyBefore: alone(all, group, ({ onlyBefore }) => onlyBefore),
    onlyAfter: alone(all, group, ({ onlyAfter }) => onlyAfter),
    items: await resultItems(ctx, { courseId, group, cells: await selectItemCells(ctx.db, courseId) }),
  };
}

/** The gain of all classes of some courses that may be told, by class. The caller has checked who asks. */
export async function groupGains(ctx: Pick<Ctx, 'db'>, courseIds: readonly number[]): Promise<Map<number, ToldGain>> {
  const cells = byLine(await selectGainCells(ctx.db, courseIds, await networkZone(ctx.db))).get(null) ?? [];
  const byCourse = Map.groupBy(cells, ({ courseId }) => courseId).values();
  return new Map(
    [...byCourse].flatMap((own) => [...gainsOf(own)].flatMap(([id, gain]) => (gain ? [[id, gain] as const] : []))),
  );
}
