import { LEAST } from '#shared/disclosure';

/** Of fewer people than this no cell is kept. */
export const LEAST_PEOPLE = LEAST.people;

/** A cell of one cut: its value, how often, and by how many people at least. */
export interface PeopleCell {
  key: string;
  n: number;
  people: number;
}
/** What is kept of it; `key` null = all others, and whoever is not known. */
export interface KeptCell {
  key: string | null;
  n: number;
}

/**
 * Joins the cells of too few people to one. Where those are again too few, the smallest of the rest goes with them: otherwise the sum less
 * all that is shown would be theirs.
 * @param cells all of one library, month and cut
 */
export function coarsenCells(cells: readonly PeopleCell[]): KeptCell[] {
  const isEnough = ({ key, people }: PeopleCell): boolean => key !== '' && people >= LEAST_PEOPLE;
  const shown = cells.filter(isEnough).toSorted((a, b) => a.people - b.people || a.n - b.n);
  const others = cells.filter((cell) => !isEnough(cell));
  const peopleOf = (some: readonly PeopleCell[]): number => some.reduce((sum, { people }) => sum + people, 0);
  if (others.length > 0 && peopleOf(others) < LEAST_PEOPLE) others.push(...shown.splice(0, 1));
  const rest = others.reduce((sum, { n }) => sum + n, 0);
  const kept: KeptCell[] = shown.map(({ key, n }) => ({ key, n }));
  return others.length === 0 ? kept : [...kept, { key: null, n: rest }];
}
