import { FEWEST_TOLD } from '#shared/small-counts';

/** A programme in one year: who came to it then, each participant once, a group by its heads. */
export interface ProgramYear {
  programId: number;
  people: number;
  /** Days of its first and last session of that year, also those to come. */
  firstOn: string;
  lastOn: string;
  /** When its last session of that year ends. */
  endsAt: Date;
}

/** How many were reached, as far as it may be told. */
export interface Reached {
  people: number;
  /** Programmes in which they were counted. */
  programs: number;
  /** Programmes of the time that are not counted: they go on, lie partly outside of it, few came, or nobody was noted. */
  left: number;
}

/**
 * People of programmes in a time. A programme counts with a whole year of it or not at all, once that is over, and from ten people on: whatever times
 * or partners somebody compares, the difference is made of wholes of ten and more.
 */
export function reachedOf(
  cells: readonly ProgramYear[],
  { from, until, now }: { from: string; until: string; now: Date },
): Reached {
  const within = cells.filter(({ firstOn, lastOn }) => firstOn <= until && lastOn >= from);
  const told = within.filter(
    ({ firstOn, lastOn, endsAt, people }) =>
      firstOn >= from && lastOn <= until && endsAt <= now && people >= FEWEST_TOLD,
  );
  const counted = new Set(told.map(({ programId }) => programId));
  const others = new Set(within.map(({ programId }) => programId).filter((id) => !counted.has(id)));
  return { people: told.reduce((sum, { people }) => sum + people, 0), programs: counted.size, left: others.size };
}
