import { countDaysWithoutWord } from '#modules/insights/odd-days';
import type { OddKind } from '#modules/insights/odd-days/client';
import type { Ctx } from '#platform/context';
import type { InputShown } from './client.ts';

/** Which inputs are counted from the acts of single days. */
const COUNTED_FROM: Readonly<Partial<Record<string, OddKind>>> = {
  visits: 'visit',
  loans: 'loan',
  copies_lent: 'loan',
};

/**
 * How many days in the figures of packs are far from their usual without a word of what happened: of libraries whose value was counted here. Where
 * somebody entered a value, no day of that library is in it.
 */
export async function daysWithoutWord(
  ctx: Pick<Ctx, 'db'>,
  year: number,
  packs: readonly { inputs: readonly InputShown[] }[],
): Promise<number> {
  const counted = new Map<OddKind, Set<number>>();
  for (const { code, way, library } of packs.flatMap(({ inputs }) => inputs)) {
    const kind = COUNTED_FROM[code];
    if (kind && library && way === 'measured') counted.set(kind, (counted.get(kind) ?? new Set()).add(library.id));
  }
  return countDaysWithoutWord(ctx, {
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    of: [...counted].map(([kind, libraryIds]) => ({ kind, libraryIds: [...libraryIds] })),
  });
}
