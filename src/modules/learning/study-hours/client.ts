/** What pages may know about study hours: fixed lists and types, safe for the browser. */
import type { CountedLine, Learnt } from './rules/year.ts';

export { YEAR_TARGET, type LearntSource, type NotCounted } from './rules/year.ts';

/** The longest training that can be entered, in lesson hours. */
export const MOST_JP = 200;

/** Something that somebody learnt, with where it is found. */
export interface LearntThing extends Learnt {
  /** Address of the course, while everybody can begin it. */
  slug: string | null;
  /** By which its certificate is checked. */
  code: string | null;
  /** Of an own entry or a workshop: by which it is changed. */
  rowId: number | null;
}
export type YearLine = CountedLine<LearntThing>;

/** What is offered to go on with. */
export interface OfferedCourse {
  id: number;
  slug: string;
  title: string;
  jp: number;
}

/** A year of somebody's learning. */
export interface StudyYear {
  year: number;
  /** Years of which there is something, and the present one; the newest first. */
  years: number[];
  name: string;
  library: string;
  target: number;
  /** Counted so far. */
  total: number;
  lines: YearLine[];
  /** Courses that were finished in any year: one can have been part of something else. */
  courses: { id: number; title: string }[];
}

/** An own entry as whoever wrote it has it. */
export interface StudyEntry {
  id: number;
  title: string;
  organiser: string;
  heldOn: string;
  jp: number;
  certificateNumber: string;
  note: string;
  courseId: number | null;
  version: number;
}

/** Somebody of staff in the table of their head. */
export interface StaffYear {
  id: number;
  name: string;
  total: number;
  fromCourses: number;
  fromWorkshops: number;
  /** As they say themselves. */
  fromOwn: number;
  isReached: boolean;
}

/** A library in figures without names. */
export interface LibraryYear {
  libraryId: number;
  /** How many work there; null: too few to tell. */
  staff: number | null;
  /** How many reached the hours; null: told of nobody, for it or the rest is one to nine. */
  reached: number | null;
}
