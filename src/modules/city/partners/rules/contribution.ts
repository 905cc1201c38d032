import type { LocalDate } from '#shared/dates';
import { WISH_KINDS } from './terms.ts';

/** What is given: the same that partners need and offer. */
export const CONTRIBUTION_KINDS = WISH_KINDS;
export type ContributionKind = (typeof CONTRIBUTION_KINDS)[number];

/** In what it is counted. */
export const CONTRIBUTION_UNITS = ['copies', 'hours', 'days', 'sheets', 'portions', 'pieces'] as const;
export type ContributionUnit = (typeof CONTRIBUTION_UNITS)[number];

/** Who says what it is worth: the giver, the price elsewhere with its source, nobody. */
export const VALUE_RULES = ['own', 'market', 'none'] as const;
export type ValueRule = (typeof VALUE_RULES)[number];

/** What was promised, what came, and what was noted by mistake or taken back. */
export const CONTRIBUTION_STATES = ['promised', 'received', 'void'] as const;
export type ContributionState = (typeof CONTRIBUTION_STATES)[number];

/** Units in which a kind is counted; money has none. */
export const UNITS_OF: Readonly<Record<ContributionKind, readonly ContributionUnit[]>> = {
  money: [],
  books: ['copies'],
  venue: ['hours', 'days'],
  speaker: ['hours'],
  hours: ['hours', 'days'],
  printing: ['sheets', 'copies', 'pieces'],
  food: ['portions', 'pieces'],
  other: ['pieces', 'hours', 'days'],
};

/** So many days after it came a contribution that nobody gave thanks for waits for somebody. */
export const THANKS_DAYS = 14;

/** What is said of a contribution, as far as one part of it rules another. */
export interface ContributionSaid {
  kind: ContributionKind;
  fromOn: LocalDate | null;
  untilOn: LocalDate | null;
  quantity: number | null;
  unit: ContributionUnit | null;
  valuedBy: ValueRule;
  value: number | null;
  valueBasis: string;
  donationId: number | null;
  sessionId: number | null;
  speakerId: number | null;
}

type Fault = readonly [field: string, reason: 'required' | 'invalid' | 'before_start'];

function valueFaults({ kind, valuedBy, value, valueBasis }: ContributionSaid): Fault[] {
  const faults: Fault[] = [];
  // money is worth what it is
  if (kind === 'money' && valuedBy !== 'own') faults.push(['valuedBy', 'invalid']);
  if (valuedBy !== 'none' && value === null) faults.push(['value', 'required']);
  if (valuedBy === 'none' && value !== null) faults.push(['value', 'invalid']);
  if (valuedBy === 'market' && valueBasis === '') faults.push(['valueBasis', 'required']);
  return faults;
}

function countFaults({ kind, quantity, unit, donationId, sessionId }: ContributionSaid): Fault[] {
  // copies are those of the gift, hours those of the session: nobody types them
  if (donationId !== null || sessionId !== null) return quantity === null ? [] : [['quantity', 'invalid']];
  if (quantity === null) return unit === null ? [] : [['quantity', 'required']];
  if (unit === null) return [['unit', 'required']];
  return UNITS_OF[kind].includes(unit) ? [] : [['unit', 'invalid']];
}

function tieFaults({ kind, donationId, sessionId, speakerId }: ContributionSaid): Fault[] {
  const faults: Fault[] = [];
  if (donationId !== null && kind !== 'books') faults.push(['donationId', 'invalid']);
  if (sessionId !== null && kind !== 'speaker' && kind !== 'venue') faults.push(['sessionId', 'invalid']);
  // a speaker of a session is one: without their name the session could be counted twice
  if (kind === 'speaker' && sessionId !== null && speakerId === null) faults.push(['speakerId', 'required']);
  if (speakerId !== null && (kind !== 'speaker' || sessionId === null)) faults.push(['speakerId', 'invalid']);
  return faults;
}

function dayFaults({ fromOn, untilOn, donationId, sessionId }: ContributionSaid): Fault[] {
  if (fromOn === null) return donationId === null && sessionId === null ? [['fromOn', 'required']] : [];
  return untilOn !== null && untilOn < fromOn ? [['untilOn', 'before_start']] : [];
}

/** What does not go together in what is said of a contribution, by fields. */
export const contributionFaults = (said: ContributionSaid): Fault[] => [
  ...dayFaults(said),
  ...countFaults(said),
  ...valueFaults(said),
  ...tieFaults(said),
];

/** Hours that a session takes, whole ones, one at least. */
export const sessionHours = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): number =>
  Math.max(1, Math.round((endsAt.getTime() - startsAt.getTime()) / 3_600_000));
