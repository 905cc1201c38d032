import type { TicketKind } from './states.ts';

/** In how many working days something of a kind is answered, and solved (null: nothing is to be solved). */
export interface ServiceTarget {
  kind: TicketKind;
  firstDays: number;
  solveDays: number | null;
  /** The rule behind it, as entered; '' = the library's own promise alone. */
  source: string;
  /** What that rule allows until the solution; null = it says nothing of that. */
  lawDays: number | null;
  lawUnit: LawUnit;
}

/** Rules count working days, or every day of the calendar. */
export const LAW_UNITS = ['working', 'calendar'] as const;
export type LawUnit = (typeof LAW_UNITS)[number];

const NO_LAW = { source: '', lawDays: null, lawUnit: 'working' } as const;
/** What holds until a library enters its own; no regulation fixes these for libraries. */
export const DEFAULT_TARGETS: Readonly<Record<TicketKind, Omit<ServiceTarget, 'kind'>>> = {
  question: { firstDays: 1, solveDays: 2, ...NO_LAW },
  complaint: { firstDays: 2, solveDays: 5, ...NO_LAW },
  suggestion: { firstDays: 5, solveDays: 14, ...NO_LAW },
  praise: { firstDays: 5, solveDays: null, ...NO_LAW },
};

/** The week that is taken where no hours are entered at all: Monday to Friday, 08–16. */
export const ASSUMED_WEEK: Readonly<Record<number, readonly { opens: number; closes: number }[]>> = Object.fromEntries(
  [1, 2, 3, 4, 5].map((weekday) => [weekday, [{ opens: 480, closes: 960 }]]),
);
