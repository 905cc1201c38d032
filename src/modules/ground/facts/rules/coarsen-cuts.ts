import { coarsenCells, LEAST_PEOPLE, type KeptCell, type PeopleCell } from './coarsen-cells.ts';

/** What one person did at a library in a month, by who they were: a value of each cut, in their order, '' = unknown. */
export interface PersonSum {
  /** null = nobody knows; all of these may be one. */
  person: number | null;
  values: readonly string[];
  n: number;
}

/** The values of a cut that are shown; all others stand together, as if they were unknown. */
type Shown = ReadonlySet<string>;

/**
 * What is kept of who it was: {@link coarsenCells} of each cut, and of two cuts no more than they say apart. Where cells of one lie in a cell of
 * the other but for a few people (pupils, less those of 7 to 15 years), the difference would be theirs: then less is shown.
 * @param sums all of one library and month
 * @param cuts how many there are
 * @param tied so many values after those are told by the days anyway, to the last one
 */
export function coarsenCuts(sums: readonly PersonSum[], cuts: number, tied = 0): (KeptCell & { cut: number })[] {
  const every = Array.from({ length: cuts }, (_, cut) => cut);
  const valuesOf = (cut: number): Shown => new Set(sums.map(({ values }) => values[cut] ?? ''));
  const shown = every.map((cut) => enoughOf(sums, cut, valuesOf(cut)));
  const fixed = Array.from({ length: tied }, (_, nth) => sortInto(sums, cuts + nth, valuesOf(cuts + nth), true));
  const toldNow = () => toldByDifference(sums, [...shown.map((own, cut) => sortInto(sums, cut, own)), ...fixed]);
  for (let told = toldNow(); told !== null; told = toldNow()) {
    const { cut, key } = told;
    shown[cut] = enoughOf(sums, cut, new Set([...(shown[cut] ?? [])].filter((value) => value !== key)));
  }
  return every.flatMap((cut) =>
    coarsenCells(cellsOf(sums, cut, shown[cut] ?? new Set())).map((cell) => ({ ...cell, cut })),
  );
}

const keyOf = ({ values }: PersonSum, cut: number, shown: Shown): string => {
  const value = values[cut] ?? '';
  return shown.has(value) ? value : '';
};
const peopleIn = (sums: readonly PersonSum[]): number => new Set(sums.map(({ person }) => person)).size;

function cellsOf(sums: readonly PersonSum[], cut: number, shown: Shown): PeopleCell[] {
  const cells = Map.groupBy(sums, (sum) => keyOf(sum, cut, shown));
  return [...cells].map(([key, own]) => ({ key, n: own.reduce((all, { n }) => all + n, 0), people: peopleIn(own) }));
}

/** Of these values those that can be shown; whoever stands with the others is counted there once. */
function enoughOf(sums: readonly PersonSum[], cut: number, wanted: Shown): Shown {
  const kept = coarsenCells(cellsOf(sums, cut, wanted)).flatMap(({ key }) => (key === null ? [] : [key]));
  return kept.length === wanted.size ? wanted : enoughOf(sums, cut, new Set(kept));
}

/** In which cell of a cut each of the sums is, by number. */
interface Sorted {
  cut: number;
  keys: readonly string[];
  cellOf: readonly number[];
  /** Told anyway: nothing of it can be left out. */
  isFixed: boolean;
}

function sortInto(sums: readonly PersonSum[], cut: number, shown: Shown, isFixed = false): Sorted {
  const keys = ['', ...[...shown].filter((key) => key !== '').toSorted()];
  const numbers = new Map(keys.map((key, number) => [key, number]));
  return { cut, keys, cellOf: sums.map((sum) => numbers.get(keyOf(sum, cut, shown)) ?? 0), isFixed };
}

/** A value that is to be shown no more, for with it a few people could be told; null = none. */
function toldByDifference(sums: readonly PersonSum[], cuts: readonly Sorted[]): { cut: number; key: string } | null {
  for (const wide of cuts) {
    for (const narrow of cuts) {
      const told = wide.cut === narrow.cut || (wide.isFixed && narrow.isFixed) ? null : toldBy(sums, wide, narrow);
      if (told !== null) return told;
    }
  }
  return null;
}

/** The same of two cuts: whether of a cell of the one, or of all but that cell, a few are left beside the cells of the other that lie in it. */
function toldBy(sums: readonly PersonSum[], wide: Sorted, narrow: Sorted): { cut: number; key: string } | null {
  const sizes = narrow.keys.map(() => 0);
  const within = wide.keys.map(() => narrow.keys.map(() => 0));
  wide.cellOf.forEach((cell, i) => {
    const part = narrow.cellOf[i] ?? 0;
    sizes[part] = (sizes[part] ?? 0) + 1;
    const own = within[cell];
    if (own) own[part] = (own[part] ?? 0) + 1;
  });
  for (const [cell, own] of within.entries()) {
    for (const isCell of [true, false]) {
      const isInside = sizes.map((size, part) => size > 0 && own[part] === (isCell ? size : 0));
      if (!isInside.includes(true)) continue;
      const isRest = (i: number): boolean => (wide.cellOf[i] === cell) === isCell && !isInside[narrow.cellOf[i] ?? 0];
      if (!areFew(sums, isRest)) continue;
      const parts = narrow.keys.filter((key, part) => key !== '' && isInside[part]);
      const key = wide.keys[cell] ?? '';
      const told =
        smallest(sums, narrow, parts) ??
        (key === '' || wide.isFixed ? smallest(sums, wide, wide.keys.slice(1)) : { cut: wide.cut, key }) ??
        smallest(sums, narrow, narrow.keys.slice(1));
      if (told !== null) return told;
    }
  }
  return null;
}

/** Whether these are one to four people. */
function areFew(sums: readonly PersonSum[], isOne: (i: number) => boolean): boolean {
  const people = new Set<number | null>();
  for (const [i, { person }] of sums.entries()) {
    if (isOne(i)) people.add(person);
    if (people.size >= LEAST_PEOPLE) return false;
  }
  return people.size > 0;
}

/** Of some values of a cut the one of the fewest people. */
function smallest(sums: readonly PersonSum[], { cut, isFixed }: Sorted, keys: readonly string[]) {
  if (isFixed) return null;
  const cells = cellsOf(sums, cut, new Set(keys)).filter(({ key }) => key !== '');
  const [first] = cells.toSorted((a, b) => a.people - b.people || a.n - b.n || a.key.localeCompare(b.key));
  return first ? { cut, key: first.key } : null;
}
