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
 */
export function coarsenCuts(sums: readonly PersonSum[], cuts: number): (KeptCell & { cut: number })[] {
  const every = Array.from({ length: cuts }, (_, cut) => cut);
  const shown = every.map((cut) => enoughOf(sums, cut, new Set(sums.map(({ values }) => values[cut] ?? ''))));
  for (let told = toldByDifference(sums, shown); told !== null; told = toldByDifference(sums, shown)) {
    const { cut, key } = told;
    shown[cut] = enoughOf(sums, cut, shown[cut]?.difference(new Set([key])) ?? new Set());
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

/** A value that is to be shown no more, for with it a few people could be told; null = none. */
function toldByDifference(sums: readonly PersonSum[], shown: readonly Shown[]): { cut: number; key: string } | null {
  for (let wide = 0; wide < shown.length; wide++) {
    for (let narrow = 0; narrow < shown.length; narrow++) {
      const told = wide === narrow ? null : toldBy(sums, shown, wide, narrow);
      if (told !== null) return told;
    }
  }
  return null;
}

/** The same of two cuts: of every cell of the one, and of all but that cell. */
function toldBy(sums: readonly PersonSum[], shown: readonly Shown[], wide: number, narrow: number) {
  const [wideShown = new Set<string>(), narrowShown = new Set<string>()] = [shown[wide], shown[narrow]];
  const wideOf = (sum: PersonSum): string => keyOf(sum, wide, wideShown);
  const narrowOf = (sum: PersonSum): string => keyOf(sum, narrow, narrowShown);
  const rows = Map.groupBy(sums, wideOf);
  const sizes = new Map([...Map.groupBy(sums, narrowOf)].map(([key, own]) => [key, own.length]));
  for (const [key, own] of rows) {
    const within = new Map([...Map.groupBy(own, narrowOf)].map(([part, some]) => [part, some.length]));
    for (const isCell of [true, false]) {
      const whole = isCell ? own : sums.filter((sum) => wideOf(sum) !== key);
      const isInside = (part: string): boolean => (within.get(part) ?? 0) === (isCell ? sizes.get(part) : 0);
      const inside = [...sizes.keys()].filter(isInside);
      const few = peopleIn(whole.filter((sum) => !isInside(narrowOf(sum))));
      if (inside.length === 0 || few === 0 || few >= LEAST_PEOPLE) continue;
      const told =
        smallest(sums, narrow, narrowShown, inside) ??
        (key === '' ? smallest(sums, wide, wideShown, [...wideShown]) : { cut: wide, key });
      if (told !== null) return told;
    }
  }
  return null;
}

/** Of some values of a cut the one of the fewest people. */
function smallest(sums: readonly PersonSum[], cut: number, shown: Shown, keys: readonly string[]) {
  const cells = cellsOf(sums, cut, shown).filter(({ key }) => key !== '' && keys.includes(key));
  const [first] = cells.toSorted((a, b) => a.people - b.people || a.n - b.n || a.key.localeCompare(b.key));
  return first ? { cut, key: first.key } : null;
}
