/** What pages may know about the practice space: fixed lists and types, safe for the browser. */
import type { PracticeState } from '#platform/practice-space';
import type { ActPart } from './rules/acts.ts';

export type { ActPart } from './rules/acts.ts';

/** How the practice space is for whoever asks: `off`, there is none; `staff`, one goes in as staff alone. */
export type PracticeWay = 'off' | 'staff' | PracticeState;

/** A task of practice for whoever learns. */
export interface PracticeTask {
  way: PracticeWay;
  /** With what it is to be done, as their place has it; null: they have not taken it yet, or cannot. */
  taken: { seat: number; at: Date; needs: { part: ActPart; text: string }[] } | null;
}

/** A place, and who sits there. */
export interface PracticeSeat {
  seat: number;
  holderName: string;
  enteredAt: Date;
}

/** The practice space as a trainer sees it. */
export interface PracticeView {
  way: PracticeWay;
  madeAt: Date | null;
  seats: number;
  taken: PracticeSeat[];
}
