import { placeKey, toldPlaces } from '#shared/small-counts';
import { schoolYearOf } from '#shared/school-year';

/** A day's half of a year: `2026-2`. */
export const halfOf = (day: string): string => `${day.slice(0, 4)}-${Number(day.slice(5, 7)) > 6 ? 2 : 1}`;

/** Learners of one class (or of none) of one month. */
interface Cell {
  groupId: number | null;
  month: string;
}

/** Where they lie: in a school year, in its half, in a class. */
const placeOf = ({ groupId, month }: Cell): readonly string[] => [
  schoolYearOf(month),
  halfOf(month),
  groupId === null ? '' : String(groupId),
];

/** What may be told of parts of the learners of a course. */
export interface ToldParts {
  years: ReadonlySet<string>;
  halves: ReadonlySet<string>;
  groups: ReadonlySet<number>;
}

/** School years, halves of years and classes of which may be told, so that nothing of few others comes out by any difference. */
export function toldParts<T extends Cell>(cells: readonly T[], countOf: (cell: T) => number): ToldParts {
  const told = toldPlaces(cells.map((cell) => ({ place: placeOf(cell), cells: [countOf(cell)] })));
  const isToldAt = (cell: T, depth: number): boolean => told.has(placeKey(placeOf(cell).slice(0, depth)));
  const those = cells.filter((cell) => countOf(cell) > 0);
  return {
    years: new Set(those.filter((cell) => isToldAt(cell, 1)).map(({ month }) => schoolYearOf(month))),
    halves: new Set(those.filter((cell) => isToldAt(cell, 2)).map(({ month }) => halfOf(month))),
    groups: new Set(those.flatMap((cell) => (cell.groupId !== null && isToldAt(cell, 3) ? [cell.groupId] : []))),
  };
}
