/** Those who are let in a few at a time: whoever is on the way to the desks, whoever does something, whoever reads. */
export type Line = 'newcomer' | 'act' | 'reader';
/** `desk`: staff who are known pass at once. */
export type Lane = 'desk' | Line;
export const LINES: readonly Line[] = ['newcomer', 'act', 'reader'];

export interface LineRule {
  /** So many of a line are answered at a time; fewer while a desk is being answered, or the process is slow. Never none: nobody waits for ever. */
  places: number;
  placesBesideDesk: number;
  /** A longer line is refused. */
  waiting: number;
  /** Milliseconds: nobody waits longer. */
  patience: number;
}

/**
 * Together they are fewer than the connections that they may hold (`OTHERS_SHARE`): whoever is let in need not wait a second time. One page
 * at a time keeps one process busy as long as the database answers at once; the others use the time in which it does not.
 */
export const RULES: Readonly<Record<Line, LineRule>> = {
  newcomer: { places: 2, placesBesideDesk: 1, waiting: 100, patience: 10_000 },
  act: { places: 2, placesBesideDesk: 1, waiting: 200, patience: 10_000 },
  reader: { places: 2, placesBesideDesk: 1, waiting: 500, patience: 5_000 },
};

/** What is looked at when somebody is let in or refused. */
export interface Load {
  /** Desks that are being answered. */
  desks: number;
  /** By how much the event loop is late, in milliseconds, over some time. */
  delay: number;
}

/** Milliseconds by which the event loop may be late; later, everybody feels it. */
export const SLOW = 150;
/** Of the line that is kept waiting at other times, so much is when the process is slow: the rest would wait in vain. */
const SLOW_SHARE = 0.25;

export const placesOf = (rule: LineRule, { desks, delay }: Load): number =>
  desks > 0 || delay > SLOW ? rule.placesBesideDesk : rule.places;

export const mayEnter = (rule: LineRule, inside: number, load: Load): boolean => inside < placesOf(rule, load);

export const mayWait = (rule: LineRule, waiting: number, { delay }: Load): boolean =>
  waiting < (delay > SLOW ? Math.ceil(rule.waiting * SLOW_SHARE) : rule.waiting);

/** By a clock that only goes forward; one that is set back keeps nobody longer than it says from then on. */
export const isOver = (since: number, now: number, most: number): boolean => now - since >= most || now < since;

/** What was seen last counts for a fifth: one long computation is no slow process. */
export const smoothed = (before: number, seen: number): number => before + (Math.max(0, seen) - before) / 5;

const SOONEST = 3;
const SPREAD = 6;
/** Seconds until a refused one may come again: not all of them at the same moment. @param nth how many were refused before */
export const comeAgainAfter = (nth: number): number => SOONEST + (nth % SPREAD);
