/** What pages may know of what came of the work with partners: types, safe for the browser. */
import type { PublicOutcome, ToldGain } from '#modules/learning/course-tests/client';
import type { LocalDate } from '#shared/dates';
import type { Given } from './rules/given.ts';
import type { Reached } from './rules/reached.ts';

export type { Given, GivenKind, GivenLine, GivenUnit, ValueRule } from './rules/given.ts';
export type { Reached } from './rules/reached.ts';

/** A course with what its learners gained between two tests. */
export interface CourseGain<G = ToldGain> {
  id: number;
  title: string;
  gain: G;
}

/**
 * What partners gave, and what came of what was done together. Every figure is of a time, or says that it is not.
 * `G`: a gain, as whoever reads it may know it.
 */
export interface LedgerSums<G = ToldGain> {
  /** Both included. */
  from: LocalDate;
  until: LocalDate;
  given: Given;
  /** Programmes to which they are tied, and sessions of those that were held in the time. */
  programs: { programs: number; sessions: number; reached: Reached };
  /** Courses to which they are tied, since they are there: whatever the time. */
  courses: {
    courses: number;
    learners: number;
    /** Courses of whose learners nothing is told: they are few. */
    left: number;
    gains: CourseGain<G>[];
  };
  /** Copies that they gave until the end of the time; those that came, and those that were lent, within it. */
  books: { copies: number; came: number; lent: number; loans: number };
  /** Volunteers of theirs who came in the time, and how long; outside of the house in fives of people and tens of hours. */
  volunteers: { people: number; hours: number };
  /** Action plans that everybody may see. */
  plans: { begun: number; done: number };
}

/** The ledger of a partner, for staff. */
export interface Ledger extends LedgerSums {
  partnerId: number;
  /** Empty of a person who is forgotten. */
  partner: string;
}

/** The same for those who are no staff: of months that are over, and of courses what everybody is told. */
export type OutsideLedger = LedgerSums<NonNullable<PublicOutcome['gain']>>;

/** What partners and volunteers carried in a time, for everybody; null: not enough to be told. */
export interface YearTogether {
  from: LocalDate;
  until: LocalDate;
  books: { came: number; loans: number } | null;
  programs: { programs: number; people: number } | null;
  volunteerHours: number | null;
  /** Rupiah. */
  value: number | null;
}
