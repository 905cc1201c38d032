import { addDays, type LocalDate } from '#shared/dates';
import type { DutySide } from './terms.ts';

export const MEETING_STATES = ['planned', 'held', 'called_off'] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

/** Which meetings a list is of: still to come, past and without minutes, all. */
export const MEETING_VIEWS = ['coming', 'unwritten', 'all'] as const;
export type MeetingView = (typeof MEETING_VIEWS)[number];

export const COMMITMENT_STATES = ['proposed', 'agreed', 'doing', 'done', 'stopped'] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

/** Which commitments a list is of: agreed and not done, past their day, done and to be looked at again. */
export const COMMITMENT_VIEWS = ['open', 'late', 'follow'] as const;
export type CommitmentView = (typeof COMMITMENT_VIEWS)[number];

/** Where each state leads: what was done or stopped by mistake comes back. */
const NEXT: Record<CommitmentState, readonly CommitmentState[]> = {
  proposed: ['agreed', 'stopped'],
  agreed: ['doing', 'done', 'stopped'],
  doing: ['doing', 'done', 'stopped'],
  done: ['doing'],
  stopped: ['agreed'],
};
export const nextStates = (state: CommitmentState): readonly CommitmentState[] => NEXT[state];

/** Whether it is promised and not done. A proposal is none yet. */
const isOpen = (state: CommitmentState): boolean => state === 'agreed' || state === 'doing';

export const isLate = (
  { state, dueOn }: { state: CommitmentState; dueOn: LocalDate | null },
  today: LocalDate,
): boolean => isOpen(state) && dueOn !== null && dueOn < today;

/** So many days before its day whoever promised something is reminded. */
const REMIND_DAYS = 3;
/** What was late before reminders began, or while the server was off for long, is told by a person. */
const LATE_DAYS = 14;

/** Between which days something is due that is told of today. */
export const remindedDays = (today: LocalDate): { from: LocalDate; until: LocalDate } => ({
  from: addDays(today, -LATE_DAYS),
  until: addDays(today, REMIND_DAYS),
});

/** Which of the two reminders is due: of days that were slept through the later one alone. */
export const reminderOf = (dueOn: LocalDate, today: LocalDate): 'ahead' | 'late' => (dueOn < today ? 'late' : 'ahead');

/** A meeting in a list. */
export interface MeetingLine {
  id: number;
  partnerId: number;
  /** Empty of a person who is forgotten. */
  partner: string;
  libraryId: number;
  title: string;
  onDay: LocalDate;
  /** Minutes of the day; null = nobody has said. */
  atMinute: number | null;
  state: MeetingState;
  /** Commitments that are agreed and not done. */
  open: number;
  /** Those past their day. */
  late: number;
}
/** Who is asked to a meeting, or was there: an account of ours, or somebody of the partner. */
export interface MeetingGuest {
  accountId: number | null;
  personId: number | null;
  /** Empty once they are forgotten. */
  name: string;
}
export interface CommitmentStep {
  id: number;
  state: CommitmentState;
  words: string;
  saidBy: string;
  saidAt: Date;
}
export interface CommitmentLine {
  id: number;
  meetingId: number;
  meeting: string;
  meetingOn: LocalDate;
  partnerId: number;
  partner: string;
  side: DutySide;
  text: string;
  dueOn: LocalDate | null;
  accountId: number | null;
  personId: number | null;
  /** Who sees to it, by name; null = nobody is named, '' = somebody who is forgotten. */
  owner: string | null;
  state: CommitmentState;
  doneOn: LocalDate | null;
  /** When somebody is to look what came of it; null = never. */
  followOn: LocalDate | null;
  /** What came of it; '' = nobody has said. */
  outcome: string;
  version: number;
}
export interface Commitment extends CommitmentLine {
  steps: CommitmentStep[];
}
export interface Meeting extends MeetingLine {
  place: string;
  link: string;
  agenda: string;
  minutes: string;
  callOffReason: string;
  createdBy: string;
  version: number;
  guests: MeetingGuest[];
  commitments: Commitment[];
}
