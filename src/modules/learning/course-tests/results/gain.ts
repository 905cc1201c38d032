import { meanInterval } from '#modules/community/questionnaires';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { ToldGain } from '../client.ts';
import type { GainCell } from '../data/gain-cells.queries.ts';
import { gainOf, type GainSums } from '../rules/figures.ts';

/** The gain of learners with both tests, from ten on. */
export function toldGain(sums: readonly GainSums[]): ToldGain | null {
  const found = gainOf(sums);
  if (!found || found.pairs < FEWEST_TOLD) return null;
  const { pairs, before, after, gain, variance } = found;
  return { pairs, before, after, gain, interval: meanInterval({ n: pairs, mean: gain, variance }) };
}

/** Cells by the line that their items test; null: of all items. */
export const byLine = (cells: readonly GainCell[]): Map<number | null, GainCell[]> =>
  Map.groupBy(cells, ({ competenceId }) => competenceId);

/** Lines that were tested. */
export const linesIn = (cells: readonly GainCell[]): number[] => [
  ...new Set(cells.flatMap(({ competenceId }) => (competenceId === null ? [] : [competenceId]))),
];
