/** What pages may know about volunteers: fixed lists and types, safe for the browser. */
import type { CheckKind, PlaceStatus, Skill, VolunteerState } from './rules/terms.ts';

export { ANSWER_DAYS, CHECK_KINDS, SKILLS, type CheckKind, type Skill, type VolunteerState } from './rules/terms.ts';

/** What was seen of somebody, by whom and until when. */
export interface Check {
  kind: CheckKind;
  notedOn: string;
  notedBy: string;
  untilOn: string | null;
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
  checks: Check[];
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
