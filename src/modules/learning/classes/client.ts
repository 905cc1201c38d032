/** What pages may know about classes: fixed lists and types, safe for the browser. */
import type { LessonState } from './rules/standing.ts';

export { NAME_LENGTH, PICTURES } from './rules/roster.ts';
export { LESSON_STATES, STOPPED_DAYS, type LessonState } from './rules/standing.ts';

export const CLASS_STATES = ['active', 'ended'] as const;
export type ClassState = (typeof CLASS_STATES)[number];

/** The course that a class learns. */
export interface LearntCourse {
  id: number;
  slug: string;
  title: string;
  /** Pupils can learn it now; false: it was taken out of sight. */
  isOpen: boolean;
}

/** A class in the list of those who teach it. */
export interface ClassLine {
  id: number;
  libraryId: number;
  name: string;
  schoolYear: string;
  code: string;
  state: ClassState;
  startsOn: string;
  endedAt: Date | null;
  course: LearntCourse;
  pupils: number;
  version: number;
}

/** A pupil as the teachers of the class see them. */
export interface PupilLine {
  id: number;
  name: string;
  picture: number;
  /** When it was noted that a parent or guardian allows it, and by whom; null: not yet. */
  consentAt: Date | null;
  consentBy: string;
  /** Minutes that they still wait after wrong PINs; null: they need not. */
  pausedMinutes: number | null;
  /** When they did something last; null: they never came. */
  seenAt: Date | null;
  finishedAt: Date | null;
  /** Days since then, where those are enough to ask after them. */
  stoppedDays: number | null;
  /** One for each lesson. */
  lessons: LessonState[];
  version: number;
}

/** A task that a class finds hard. */
export interface HardTask {
  id: number;
  lessonId: number;
  prompt: string;
  /** Pupils who tried it, and those of them who have not solved it yet. */
  people: number;
  unsolved: number;
}

/** A class as its teachers see it. */
export interface TaughtClass extends ClassLine {
  teachers: { id: number; name: string }[];
  lessons: { id: number; slug: string; number: number; title: string }[];
  /** By their names. */
  members: PupilLine[];
  hard: HardTask[];
}

/** A PIN that is told once: only its hash is kept. */
export interface ToldPin {
  id: number;
  name: string;
  picture: number;
  pin: string;
}

/** A class in figures, for those who answer for the courses of a library. */
export interface ClassFigures {
  id: number;
  libraryId: number;
  name: string;
  course: LearntCourse;
  /** Null: fewer than ten, of whom nothing is told. */
  pupils: number | null;
  came: number | null;
  finished: number | null;
  /** Who could teach it, where nobody who teaches it may any longer; null: somebody does. */
  candidates: { id: number; name: string }[] | null;
}
