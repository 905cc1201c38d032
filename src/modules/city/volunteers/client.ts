/** What pages may know about volunteers: fixed lists and types, safe for the browser. */
import type { Fit } from './rules/match.ts';
import type { CheckKind, IncidentKind, InvitationState, PlaceStatus, Skill, VolunteerState } from './rules/terms.ts';

export {
  ANSWER_DAYS,
  CHECK_KINDS,
  INCIDENT_KINDS,
  LEAST_CERTIFICATE_MINUTES,
  SKILLS,
  type CheckKind,
  type IncidentKind,
  type InvitationState,
  type Skill,
  type VolunteerState,
} from './rules/terms.ts';

/** What was seen of somebody, by whom and until when. */
export interface Check {
  id: number;
  kind: CheckKind;
  notedOn: string;
  notedBy: string;
  untilOn: string | null;
}

/** A check that was taken back, and why. */
export interface TakenBack {
  kind: CheckKind;
  on: string;
  by: string;
  reason: string;
}

/** Somebody who offered their time. */
export interface Volunteer {
  id: number;
  library: { id: number; code: string; name: string; timeZone: string };
  memberId: number | null;
  /** Empty where they were forgotten. */
  name: string;
  contact: string;
  language: 'id' | 'en';
  birthYear: number | null;
  skills: Skill[];
  ownWords: string;
  /** 1 = Monday. */
  days: number[];
  ticket: string;
  state: VolunteerState;
  guardianName: string;
  guardianRelation: string;
  guardianConsentOn: string | null;
  guardianNotedBy: string;
  conductAt: Date | null;
  offeredAt: Date;
  answerBy: string;
  answeredBy: string;
  answer: string;
  forgottenAt: Date | null;
  version: number;
  /** Those that were not taken back. */
  checks: Check[];
  takenBack: TakenBack[];
  /** With which group they come, as they wrote it. */
  groupWords: string;
  /** Whose volunteer they are; a name that was forgotten is empty. */
  partner: { id: number; name: string } | null;
  /** Something is open that staff look into. */
  isPaused: boolean;
}

/** Something to do. */
export interface Task {
  id: number;
  library: { id: number; code: string; name: string; timeZone: string };
  title: string;
  titleEn: string;
  description: string;
  descriptionEn: string;
  skills: Skill[];
  needs: CheckKind[];
  withChildren: boolean;
  state: 'open' | 'ended';
  version: number;
}

/** A time at which a task is done. */
export interface Shift {
  id: number;
  task: Task;
  startsAt: Date;
  endsAt: Date;
  places: number;
  taken: number;
  waiting: number;
  state: 'planned' | 'cancelled';
  cancelReason: string;
}

/** Somebody's place in a shift. */
export interface Place {
  id: number;
  shiftId: number;
  volunteerId: number;
  name: string;
  status: PlaceStatus;
  cameAt: Date | null;
  leftAt: Date | null;
  leftByRule: boolean;
  correctedBy: string;
}

/** Somebody who fits a shift, and why. */
export interface Match extends Fit {
  id: number;
  name: string;
  /** How long they helped in the last months. */
  recentMinutes: number;
}

/** Somebody whom staff asked to help in a shift. */
export interface Invitation {
  id: number;
  shiftId: number;
  volunteerId: number;
  name: string;
  state: InvitationState;
  invitedAt: Date;
  invitedBy: string;
  answeredAt: Date | null;
}

/** What staff noted of somebody in confidence. */
export interface Incident {
  id: number;
  volunteerId: number;
  kind: IncidentKind;
  onDay: string;
  text: string;
  notedAt: Date;
  notedBy: string;
  /** When it was settled; null: it is open, or praise. */
  closedAt: Date | null;
  closedBy: string;
  outcome: string;
}

/** A certificate of hours, and over which days. */
export interface Paper {
  fromOn: string;
  untilOn: string;
  minutes: number;
  code: string;
  number: string;
  issuedAt: Date;
  /** When it was taken back; null: it holds. */
  revokedAt: Date | null;
}

/** A certificate that was asked for. */
export interface PaperWish {
  fromOn: string;
  untilOn: string;
  askedAt: Date;
}

/** What somebody did in a period, for a certificate. */
export interface PaperHours {
  minutes: number;
  /** Of these, by rule: nobody noted when they left. */
  byRuleMinutes: number;
  work: { title: string; shifts: number; minutes: number }[];
}

/** Who volunteers for a partner, and who of theirs came and how long in a period. */
export interface PartnerHours {
  active: number;
  people: number;
  minutes: number;
}
