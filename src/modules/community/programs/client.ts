/** What pages may know about programmes: types and fixed lists, safe for the browser. */
export { askedQuestions } from './rules/form-answers.ts';

export const PROGRAM_KINDS = ['workshop', 'seminar', 'talk', 'training', 'club', 'event'] as const;
export type ProgramKind = (typeof PROGRAM_KINDS)[number];

/** In which language a programme is held: Indonesian, Javanese, English. */
export const PROGRAM_LANGUAGES = ['id', 'jv', 'en'] as const;

export const AUDIENCES = ['all', 'children', 'teens', 'adults', 'librarians', 'teachers'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const PROGRAM_STATES = ['draft', 'review', 'published', 'running', 'closed', 'archived', 'cancelled'] as const;
export type ProgramState = (typeof PROGRAM_STATES)[number];

export const SESSION_FORMATS = [
  'lecture',
  'discussion',
  'simulation',
  'brainstorm',
  'lesson',
  'talk',
  'self_paced',
] as const;
export type SessionFormat = (typeof SESSION_FORMATS)[number];

export const SPEAKER_ROLES = ['speaker', 'facilitator', 'moderator'] as const;
export type SpeakerRole = (typeof SPEAKER_ROLES)[number];

export const SPEAKER_ANSWERS = ['accepted', 'declined'] as const;
export type SpeakerAnswer = (typeof SPEAKER_ANSWERS)[number];

/** The three strategies of TPBIS (library services for social inclusion). */
export const TPBIS_STRATEGIES = ['information_services', 'community_engagement', 'advocacy'] as const;
export type TpbisStrategy = (typeof TPBIS_STRATEGIES)[number];

export const ENROLMENT_STATUSES = [
  'requested',
  'confirmed',
  'waitlisted',
  'offered',
  'expired',
  'cancelled',
  'declined',
] as const;
export type EnrolmentStatus = (typeof ENROLMENT_STATUSES)[number];

/** How it is known that somebody came: badge scanned by staff, room scanned by the participant, a list by hand, a sheet entered later. */
export const ATTENDANCE_WAYS = ['badge', 'room', 'list', 'sheet'] as const;
export type AttendanceWay = (typeof ATTENDANCE_WAYS)[number];

export const QUESTION_KINDS = ['text', 'long_text', 'choice', 'yes_no', 'number'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** A question of the registration form. */
export interface FormQuestion {
  /** Short, of letters and digits; answers are kept under it. */
  id: string;
  label: string;
  kind: QuestionKind;
  /** Of a choice. */
  options: string[];
  required: boolean;
  /** Asked only where the answer to an earlier question is this one. */
  when: { id: string; equals: string } | null;
}

/** What a picture of a programme may have at most, in megabytes. */
export const PICTURE_MEGABYTES = 20;

export interface Program {
  id: number;
  library: { id: number; code: string; name: string; timeZone: string };
  kind: ProgramKind;
  /** Editions of one series are compared with each other; empty: of none. */
  series: string;
  edition: number | null;
  /** Part of the public address, `/kegiatan/<slug>`. */
  slug: string;
  title: string;
  summary: string;
  description: string;
  goals: string;
  outcomes: string;
  audience: Audience;
  language: string;
  place: string;
  /** How many people; null: as many as come. */
  capacity: number | null;
  /** People of one institution or library; null: no limit. */
  institutionQuota: number | null;
  needsApproval: boolean;
  /** Null: from publication. */
  enrolmentOpensAt: Date | null;
  /** Null: when the first session begins. */
  enrolmentClosesAt: Date | null;
  /** How long a free seat is held for the first in the queue. */
  offerHours: number;
  /** Whole rupiah. */
  fee: number;
  funding: string;
  partners: string[];
  tpbisStrategy: TpbisStrategy | null;
  theme: string;
  form: FormQuestion[];
  /** The picture in storage, and what it shows in words. */
  cover: { key: string; alt: string } | null;
  state: ProgramState;
  cancelReason: string;
  isTemplate: boolean;
  clonedFromId: number | null;
  createdAt: Date;
  publishedAt: Date | null;
  /** People whose seat is sure. */
  confirmedCount: number;
  /** People for whom a seat is held until they answer. */
  offeredCount: number;
  /** Participants who asked for a seat that staff give, and were not answered. */
  requestedCount: number;
  /** People in the queue. */
  waitlistedCount: number;
  /** Of the first and the last session; null without sessions. */
  startsAt: Date | null;
  endsAt: Date | null;
  sessionCount: number;
  /** Lesson hours of 45 minutes, of all sessions. */
  jp: number;
}

export interface ProgramSpeaker {
  id: number;
  name: string;
  /** Position and institution. */
  title: string;
  role: SpeakerRole;
}

export interface ProgramSession {
  id: number;
  programId: number;
  title: string;
  format: SessionFormat;
  startsAt: Date;
  endsAt: Date;
  room: string;
  jp: number;
  materials: string;
  revision: number;
  speakers: ProgramSpeaker[];
}

export { isOver, isPublic, mayBecome } from './rules/states.ts';
export { attendanceTime } from './rules/room-code.ts';
export { enrolmentWindow } from './rules/enrolment.ts';

/** Is every seat taken or held? Derived, never kept. */
export const isFull = (program: Pick<Program, 'capacity' | 'confirmedCount' | 'offeredCount'>): boolean =>
  program.capacity !== null && program.confirmedCount + program.offeredCount >= program.capacity;

/** Seats that nobody has; null: no limit. */
export const freeSeats = (program: Pick<Program, 'capacity' | 'confirmedCount' | 'offeredCount'>): number | null =>
  program.capacity === null ? null : Math.max(0, program.capacity - program.confirmedCount - program.offeredCount);

/** What participants are told of. */
export const PROGRAM_NEWS = [
  'requested',
  'confirmed',
  'waitlisted',
  'offered',
  'expired',
  'declined',
  'cancelled',
  'changed',
  'program_cancelled',
] as const;
export type ProgramNews = (typeof PROGRAM_NEWS)[number];
export type { MonthDay } from './rules/recurrence.ts';
