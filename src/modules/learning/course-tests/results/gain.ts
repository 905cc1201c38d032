import { pairedGain } from '#modules/community/questionnaires';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { ToldGain } from '../client.ts';
import { pairsOf, type HandedIn, type Pair } from '../rules/figures.ts';
import { toldPart } from '../rules/tell.ts';

/**
 * The gain of learners with both tests, from ten on.
 * @param wholes how many learners with both tests there are in each group of whom they are a part: no rest may be one to nine
 */
export function toldGain(pairs: readonly Pair[], wholes: readonly number[]): ToldGain | null {
  if (pairs.length < FEWEST_TOLD || wholes.some((all) => toldPart(pairs.length, all) === null)) return null;
  const found = pairedGain(pairs);
  if (!found) return null;
  const { before, after, gain, interval } = found;
  return { pairs: pairs.length, before, after, gain, interval };
}

/** The same of each line that sittings test. @param wholesOf groups of whom those with both tests of a line are a part */
export function gainByLine(
  sittings: readonly HandedIn[],
  words: ReadonlyMap<number, string>,
  wholesOf: (competenceId: number) => readonly number[],
): { id: number; canDo: string; gain: ToldGain | null }[] {
  return [...words].map(([id, canDo]) => ({ id, canDo, gain: toldGain(pairsOf(sittings, id).pairs, wholesOf(id)) }));
}

/** Lines that sittings test. */
export const linesIn = (sittings: readonly HandedIn[]): number[] => [
  ...new Set(sittings.flatMap(({ answers }) => answers.map(({ competenceId }) => competenceId))),
];
