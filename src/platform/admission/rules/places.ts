/** Those who are let in a few at a time: whoever is on the way to the desks, whoever does something, whoever reads. */
export type Line = 'newcomer' | 'act' | 'reader';
/** `desk`: staff who are known pass at once. */
export type Lane = 'desk' | Line;
export const LINES: readonly Line[] = ['newcomer', 'act', 'reader'];

export interface LineRule {
  /** So many of a line are answered at a time; one where the process is slow or a desk is being answered. */
  places: number;
  /** While desks are being answered one comes in after so many milliseconds, so that nobody waits for ever. */
  pauseBesideDesk: number;
  /** A longer line is refused. */
  waiting: number;
  /** Milliseconds: nobody waits longer. */
  patience: number;
}

/**
 * Each of a line finds a connection at least (src/platform/database/others-share.ts). One page at a time does not keep a process busy, since
 * it waits for the database; more than four gain little, and a desk that comes finds them begun.
 */
export const RULES: Readonly<Record<Line, LineRule>> = {
  newcomer: { places: 2, pauseBesideDesk: 100, waiting: 100, patience: 10_000 },
  act: { places: 2, pauseBesideDesk: 100, waiting: 200, patience: 10_000 },
  reader: { places: 4, pauseBesideDesk: 100, waiting: 500, patience: 5_000 },
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

/** @param sinceLast milliseconds since the last one of the line came in */
export function mayEnter(
  rule: LineRule,
  { inside, sinceLast }: { inside: number; sinceLast: number },
  { desks, delay }: Load,
): boolean {
  if (desks > 0) return inside === 0 && (sinceLast >= rule.pauseBesideDesk || sinceLast < 0);
  return inside < (delay > SLOW ? 1 : rule.places);
}

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
