import { foldedKey } from '#shared/text/fold';
import { normaliseIsbn } from '#shared/isbn';
import type { PracticeFault, PracticeGoal } from '#shared/practice-goal';

/** What belongs to a seat: the card and the copies that whoever sits there works with, and the ticket that they answer. */
export interface SeatThings {
  lendMember: string;
  lendItem: string;
  returnItem: string;
  ticketId: number;
}

/** The parts by which an act is compared with what was asked. */
export const ACT_PARTS = ['item', 'member', 'ticket', 'title', 'isbn', 'name'] as const;
export type ActPart = (typeof ACT_PARTS)[number];
export type ActParts = Partial<Record<ActPart, string>>;

/** Something that was really done in the practice space. */
export interface DoneAct {
  /** The account that did it. */
  by: number;
  at: Date;
  parts: ActParts;
}

/** What has to be done, as a seat has it. */
export function wantedParts(goal: PracticeGoal, seat: SeatThings): ActParts {
  switch (goal.act) {
    case 'lend':
      return { item: seat.lendItem, member: seat.lendMember };
    case 'take_back':
      return { item: seat.returnItem };
    case 'answer':
      return { ticket: String(seat.ticketId) };
    case 'catalogue':
      return { title: goal.title, isbn: goal.isbn };
    case 'register':
      return { name: goal.name };
  }
}

const FAULT_OF: Record<ActPart, PracticeFault> = {
  item: 'other_item',
  member: 'other_member',
  ticket: 'other_ticket',
  title: 'other_title',
  isbn: 'other_isbn',
  name: 'other_name',
};

function isSame(part: ActPart, wanted: string, done: string | undefined): boolean {
  if (done === undefined) return false;
  // a record may have several
  if (part === 'isbn') {
    const asked = normaliseIsbn(wanted);
    return asked !== null && done.split(' ').some((one) => normaliseIsbn(one) === asked);
  }
  return foldedKey(done) === foldedKey(wanted);
}

/** The parts of what was asked that an act has otherwise. */
const differing = (wanted: ActParts, done: ActParts): ActPart[] =>
  ACT_PARTS.filter((part) => {
    const asked = wanted[part];
    return asked !== undefined && !isSame(part, asked, done[part]);
  });

/**
 * Judges what was really done against what was asked. Only what this trainee did since they took the task counts; else it is said why: the
 * parts that are others, that somebody else did it, that it was done before, that nothing was done.
 * @param acts of the kind that was asked, by anybody, the newest first
 * @returns none: it is done
 */
export function judgeActs(
  wanted: ActParts,
  acts: readonly DoneAct[],
  { account, since }: { account: number; since: Date },
): PracticeFault[] {
  const own = acts.filter(({ by, at }) => by === account && at >= since);
  const closest = own
    .map(({ parts }) => differing(wanted, parts))
    .toSorted((a, b) => a.length - b.length)
    .at(0);
  if (closest?.length === 0) return [];
  if (closest) return closest.map((part) => FAULT_OF[part]);
  const right = acts.filter(({ parts }) => differing(wanted, parts).length === 0);
  if (right.some(({ by }) => by === account)) return ['before'];
  if (right.some(({ at }) => at >= since)) return ['by_other'];
  return ['nothing'];
}
