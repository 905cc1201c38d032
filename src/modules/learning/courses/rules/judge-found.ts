import type { Away, FoundFault, NamedLibrary, Outcome } from './outcome.ts';
import type { AskedFilter, SearchGoal } from './tasks.ts';

/** What the catalogue knows of a record that was chosen. */
export interface FoundFacts {
  bibId: number;
  /** Null: readers find no such record. */
  record: {
    year: number | null;
    languages: readonly string[];
    material: string;
    audience: string | null;
    ddc: string | null;
    /** Copies by library; `onShelf` now, to be taken home or read there. */
    holdings: readonly { libraryId: number; total: number; onShelf: number }[];
  } | null;
  /** The search for the goal's words finds it; where the goal names classes instead this is not asked. */
  byWords: boolean;
}

const isAbout = (goal: SearchGoal, ddc: string | null, byWords: boolean): boolean =>
  goal.ddc.length === 0 ? byWords : goal.ddc.some((beginning) => ddc?.startsWith(beginning) === true);

type Holdings = NonNullable<FoundFacts['record']>['holdings'];

/** @param wanted ids of the libraries that the goal names; null: any */
function placeFaults({ standing }: SearchGoal, holdings: Holdings, wanted: readonly number[] | null): FoundFault[] {
  if (standing === 'any') return [];
  const held = holdings.filter(({ total }) => total > 0);
  if (held.length === 0) return ['no_copy'];
  const here = wanted === null ? held : held.filter(({ libraryId }) => wanted.includes(libraryId));
  if (here.length === 0) return ['elsewhere'];
  if (standing === 'held' || here.some(({ onShelf }) => onShelf > 0)) return [];
  return ['on_loan'];
}

/** Why a record is not what was asked for; none: it is. */
export function faultsOf(
  goal: SearchGoal,
  { record, byWords }: FoundFacts,
  wanted: readonly number[] | null,
): FoundFault[] {
  if (record === null) return ['unknown'];
  const { year, languages, material, audience, ddc, holdings } = record;
  const faults: FoundFault[] = [];
  if (!isAbout(goal, ddc, byWords)) faults.push('other_topic');
  if ((goal.yearFrom !== null || goal.yearTo !== null) && year === null) faults.push('no_year');
  if (goal.yearFrom !== null && year !== null && year < goal.yearFrom) faults.push('too_old');
  if (goal.yearTo !== null && year !== null && year > goal.yearTo) faults.push('too_new');
  if (goal.language !== null && !languages.includes(goal.language)) faults.push('other_language');
  if (goal.material !== null && material !== goal.material) faults.push('other_material');
  if (goal.audience !== null && audience !== goal.audience) faults.push('other_audience');
  return [...faults, ...placeFaults(goal, holdings, wanted)];
}

/** Where the nearest copy is, on a shelf where that is asked; undefined: nowhere. */
function nextCopy({ standing }: SearchGoal, holdings: Holdings, all: readonly Away[]): Away | undefined {
  const has = (isThere: (held: Holdings[number]) => boolean): Away | undefined =>
    all.find(({ library }) => holdings.some((held) => held.libraryId === library.id && isThere(held)));
  const onShelf = standing === 'shelf' ? has((held) => held.onShelf > 0) : undefined;
  return onShelf ?? has(({ total }) => total > 0);
}

/** The same of a record that is in other libraries than near ones: it is too far, and where it is next. */
function judgedNear(
  goal: SearchGoal,
  { record }: FoundFacts,
  faults: readonly FoundFault[],
  all: readonly Away[],
): { faults: FoundFault[]; away?: Away } {
  if (record === null || !faults.includes('elsewhere')) return { faults: [...faults] };
  const away = nextCopy(goal, record.holdings, all);
  return { faults: faults.map((one) => (one === 'elsewhere' ? 'too_far' : one)), ...(away && { away }) };
}

/** What comes of records that were found: right when there are enough, none of them is wrong, and the search used what it was to use. */
export function judgeFound(
  goal: SearchGoal,
  {
    facts,
    used,
    wanted,
    around = null,
  }: {
    facts: readonly FoundFacts[];
    used: readonly AskedFilter[];
    wanted: readonly number[] | null;
    /** Where it is asked what is near: near which library, and all of them, the nearest first. */
    around?: { from: NamedLibrary; all: readonly Away[] } | null;
  },
): Extract<Outcome, { kind: 'search' }> {
  const found = facts.map((one) => {
    const faults = faultsOf(goal, one, wanted);
    return { bibId: one.bibId, ...(around ? judgedNear(goal, one, faults, around.all) : { faults }) };
  });
  const right = found.filter(({ faults }) => faults.length === 0).length;
  const unused = goal.filters.filter((filter) => !used.includes(filter));
  const missing = Math.max(0, goal.count - right);
  return {
    kind: 'search',
    right: missing === 0 && unused.length === 0 && found.every(({ faults }) => faults.length === 0),
    ...{ found, unused, missing },
    ...(around && { near: around.from }),
  };
}
