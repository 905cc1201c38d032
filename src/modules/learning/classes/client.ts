/** What pages may know about classes: fixed lists and types, safe for the browser. */
import type { ResultItem, ToldGain } from '#modules/learning/course-tests/client';
import type { AttendanceState, ClassWay } from './rules/meetings.ts';
import type { LessonState } from './rules/standing.ts';

export {
  ATTENDANCE_STATES,
  mayMeetAt,
  MOST_MEETINGS,
  WAYS,
  type AttendanceState,
  type ClassWay,
} from './rules/meetings.ts';
export { MESSAGE_LENGTH } from './rules/messages.ts';
export { paperCell, readPaperCell } from './rules/paper-cell.ts';
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
  way: ClassWay;
  bulkLoanId: number | null;
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
  /** When a parent took it back. */
  consentWithdrawnAt: Date | null;
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
  /** Null: few, of whom nothing is told. */
  pupils: number | null;
  came: number | null;
  finished: number | null;
  /** Who could teach it, where nobody who teaches it may any longer; null: somebody does. */
  candidates: { id: number; name: string }[] | null;
}

type StateCounts = Record<AttendanceState, number>;

/** A meeting of a class. */
export interface MeetingLine {
  id: number;
  startsAt: Date;
  endsAt: Date;
  /** Whose clock counts. */
  timeZone: string;
  /** The library that holds it; null: it is at the school, at `place`. */
  libraryId: number | null;
  spaceId: number | null;
  room: string | null;
  librarianId: number | null;
  librarian: string | null;
  lessonId: number | null;
  lesson: string | null;
  place: string;
  note: string;
  cancelledAt: Date | null;
  cancelReason: string;
  states: StateCounts;
  /** Of whom something is noted. */
  noted: { pupilId: number; state: AttendanceState }[];
  version: number;
}

/** The plan of a class, with who came. */
export interface ClassPlan {
  id: number;
  name: string;
  state: ClassState;
  way: ClassWay;
  libraryId: number;
  timeZone: string;
  lessons: { id: number; number: number; title: string }[];
  meetings: MeetingLine[];
  /** By their names. */
  pupils: { id: number; name: string; states: StateCounts }[];
}

/** A meeting that a library holds. */
export interface HostedMeeting {
  id: number;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  libraryId: number;
  room: string | null;
  librarian: string | null;
  className: string;
  /** The library of the school. */
  schoolId: number;
  pupils: number;
  version: number;
}

/** What a teacher said, as the teachers of the class see it. */
export interface ClassMessageLine {
  id: number;
  /** To whom alone; null: to the whole class. */
  pupilId: number | null;
  pupil: string | null;
  words: string;
  at: Date;
  byName: string;
  /** Whoever looks wrote it, and may correct it. */
  isOwn: boolean;
  changedAt: Date | null;
  version: number;
}

/** The same as the pupil sees it. */
export interface ToldMessage {
  id: number;
  words: string;
  at: Date;
  byName: string;
  /** Said to this pupil alone. */
  isOwn: boolean;
  /** They have not said yet that they read it. */
  isNew: boolean;
  version: number;
}

/** What a pupil is told on coming in. */
export interface PupilStanding {
  name: string;
  className: string;
  courseId: number;
  /** The address of the course; null: it is gone. */
  course: string | null;
  /** What the teachers say to them, the newest first. */
  messages: ToldMessage[];
  /** The lesson that comes next; null: all are done. */
  next: { course: string; slug: string; title: string } | null;
  /** What the pupil can do already, in words, and in which language these are. */
  can: { text: string; language: 'id' | 'en' }[];
}

/** A course, as results name one. */
interface NamedCourse {
  id: number;
  title: string;
}

/** Some classes in figures: how many pupils there are and finished (null: it is not told), and meetings that were held. */
interface ClassesInFigures {
  pupils: number | null;
  finished: number | null;
  classes: number;
  meetings: number;
  minutes: number;
}

/** What came of the classes of a school in a school year, without a name. */
export interface SchoolResults {
  libraryId: number;
  /** In which it has classes, the last first. */
  years: string[];
  year: string;
  all: ClassesInFigures;
  courses: (ClassesInFigures & { course: NamedCourse })[];
  /** Whether who asks sees its classes. */
  hasClasses: boolean;
  /** By their names. */
  classes: (Omit<ClassesInFigures, 'classes'> & {
    id: number;
    name: string;
    state: ClassState;
    course: NamedCourse;
    gain: ToldGain | null;
  })[];
}

/** What came of the classes of schools in a school year. */
export interface CityResults {
  years: string[];
  year: string;
  /** Null: who asks does not see the whole network. */
  all: ClassesInFigures | null;
  schools: (ClassesInFigures & { libraryId: number })[];
}

/** A meeting that was held, and who came; null: it is not told. */
export interface ReportedMeeting {
  id: number;
  startsAt: Date;
  timeZone: string;
  lessonId: number | null;
  present: number | null;
  away: number | null;
}

/** What came of a class, without a name; null: it is not told. */
export interface ClassReport {
  id: number;
  /** Who asks teaches it and sees its pupils by name elsewhere. */
  teaches: boolean;
  libraryId: number;
  name: string;
  year: string;
  state: ClassState;
  course: NamedCourse;
  pupils: number | null;
  came: number | null;
  finished: number | null;
  lessons: { id: number; number: number; title: string; done: number | null }[];
  gain: ToldGain | null;
  onlyBefore: number | null;
  onlyAfter: number | null;
  competences: { id: number; canDo: string; gain: ToldGain | null }[];
  items: ResultItem[];
  /** In the order of time. */
  meetings: ReportedMeeting[];
}
