import type { Db } from './database/db.ts';

/** How the practice space is now: its copy is being made, it is open, or its process does not run. */
export type PracticeState = 'making' | 'open' | 'down';

/** A throw-away copy of the sample city, run beside the real network by the same server (docs/decisions/216). */
export interface PracticeSpace {
  readonly state: PracticeState;
  /** Since when the copy of now is worked in; null = not known. */
  readonly madeAt: Date | null;
  /** Its database, while it is open. */
  readonly db: Db;
  /** Under which address a browser reaches it. @param own the address under which that browser reaches us */
  addressFor(own: URL): string;
  /** Throws the copy away and makes a fresh one; returns when that has begun. @param renew also what copies are made of, for the day of today */
  reset(options: { renew: boolean }): void;
}

let space: PracticeSpace | null = null;

/** Called once by the server that runs one. */
export function providePractice(value: PracticeSpace | null): void {
  space = value;
}

/** null = there is none beside this network. */
export const practiceSpace = (): PracticeSpace | null => space;
