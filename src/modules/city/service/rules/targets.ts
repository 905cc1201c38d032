import type { TicketKind } from './states.ts';

/** In how many working days something of a kind is answered, and solved (null: nothing is to be solved). */
export interface ServiceTarget {
  kind: TicketKind;
  firstDays: number;
  solveDays: number | null;
  /** The rule that it comes from, as entered; '' = the library's own promise. */
  source: string;
}

/** What holds until a library enters its own; no regulation fixes these for libraries. */
export const DEFAULT_TARGETS: Readonly<Record<TicketKind, Omit<ServiceTarget, 'kind'>>> = {
  question: { firstDays: 1, solveDays: 2, source: '' },
  complaint: { firstDays: 2, solveDays: 5, source: '' },
  suggestion: { firstDays: 5, solveDays: 14, source: '' },
  praise: { firstDays: 5, solveDays: null, source: '' },
};

/** The week that is taken where no hours are entered at all: Monday to Friday, 08–16. */
export const ASSUMED_WEEK: Readonly<Record<number, readonly { opens: number; closes: number }[]>> = Object.fromEntries(
  [1, 2, 3, 4, 5].map((weekday) => [weekday, [{ opens: 480, closes: 960 }]]),
);
