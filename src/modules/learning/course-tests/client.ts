/** What pages may know about tests of courses: fixed lists and types, safe for the browser. */
import type { ShownQuestion, Task, TaskAnswer } from '#modules/learning/courses/client';
import type { TestCheck } from './rules/checks.ts';
import type { TestPart } from './rules/figures.ts';

export type { TestCheck } from './rules/checks.ts';
export { TEST_PARTS, type TestPart } from './rules/figures.ts';

export const TEST_STATES = ['draft', 'open', 'closed'] as const;
export type TestState = (typeof TEST_STATES)[number];

/** A question of a lesson, as a test asks it. */
export type Question = Extract<Task, { kind: 'question' }>;

/** An item as whoever writes has it. */
export interface WrittenItem {
  id: number;
  /** From 1: how often it was changed after it had been given out. */
  number: number;
  body: Question;
  competenceId: number;
  /** Nobody gets it any more. */
  retired: boolean;
  version: number;
}

/** A test as whoever writes has it. */
export interface WrittenTest {
  courseId: number;
  courseTitle: string;
  libraryId: number | null;
  state: TestState;
  minutes: number;
  /** So many items each learner gets of every competence; null: all. */
  perCompetence: number | null;
  items: WrittenItem[];
  checks: TestCheck[];
  version: number;
}

/** An item as whoever takes the test sees it: without what is right. */
export interface ShownItem {
  id: number;
  prompt: string;
  /** In which language it is asked. */
  language: 'id' | 'en';
  asked: ShownQuestion;
  /** What was kept so far. */
  answer: TaskAnswer | null;
}

/** How somebody stands with a part of a test. */
export type SittingState = 'closed' | 'early' | 'late' | 'offered' | 'begun' | 'handed_in';

/** What somebody can do, by what they answered. */
export interface CompetenceOutcome {
  id: number;
  /** Goes on with "Anda bisa …". */
  canDo: string;
  right: number;
  total: number;
  reached: boolean;
}

/** Where to go on. */
export interface NextStep {
  canDo: string;
  right: number;
  total: number;
  /** Null: no lesson for these people teaches it. */
  lesson: { course: string; slug: string; lesson: string; lessonSlug: string } | null;
}

/** What is told after the test after a course. */
export interface TestOutcome {
  competences: CompetenceOutcome[];
  /** Null: everything was reached. */
  next: NextStep | null;
}

/** A part of a test as whoever takes it sees it. */
export interface Sitting {
  /** `language`: of its title. */
  course: { slug: string; title: string; language: 'id' | 'en' };
  part: TestPart;
  state: SittingState;
  minutes: number;
  /** The test before was handed in: the test after asks the same. */
  didBefore: boolean;
  /** While it was begun and not handed in. */
  items: ShownItem[];
  /** After the test after the course alone. */
  outcome: TestOutcome | null;
}

/** What people gained between two tests. */
export interface ToldGain {
  /** Those who did both. */
  pairs: number;
  /** Percent that was right, of those people alone. */
  before: number;
  after: number;
  gain: number;
  /** 95 %; null where all gained alike. */
  interval: { low: number; high: number } | null;
}

/** How an item went in a part. */
export interface ItemFigure {
  /** Who got it; null: one to nine. */
  people: number | null;
  /** 0 … 1; null: those who were right, or those who were not, are one to nine. */
  share: number | null;
  /** How it goes with the rest of the test, −1 … 1; null with `share`, and where nobody differs from anybody. */
  discrimination: number | null;
}

export interface ResultItem {
  itemId: number;
  versionId: number;
  number: number;
  prompt: string;
  /** What it tests, in words. */
  canDo: string;
  before: ItemFigure;
  after: ItemFigure;
}

/** What everybody is told of what came of a course, on the day on which it was counted; what may not be told is null. */
export interface PublicOutcome {
  countedAt: Date;
  learners: number;
  finished: number | null;
  /** Of those who did both tests, where not all gained alike. `isRough`: fewer than thirty did. */
  gain: { pairs: number; gain: number; interval: { low: number; high: number }; isRough: boolean } | null;
}

/** What came of a course; of one to nine people nothing is told, by no difference either. */
export interface CourseResults {
  course: { id: number; title: string; libraryId: number | null };
  /** Halves of years that can be told, the last first: `2026-2`. */
  periods: string[];
  /** Of which the gain is; null: of all. */
  period: string | null;
  learners: number | null;
  finished: number | null;
  /** Null: fewer than ten did both. */
  gain: ToldGain | null;
  onlyBefore: number | null;
  onlyAfter: number | null;
  competences: { id: number; canDo: string; gain: ToldGain | null }[];
  items: ResultItem[];
  lessons: { id: number; number: number; title: string; done: number | null }[];
}

/** A course in the list of results. */
export interface ResultLine {
  course: { id: number; title: string; libraryId: number | null };
  learners: number | null;
  finished: number | null;
  gain: ToldGain | null;
}

/** Results of courses, of those who began in a school year, or of all. */
export interface ListedResults {
  /** The school year; null: all. */
  year: string | null;
  data: ResultLine[];
  next: string | null;
}

/** What the tests of a course say of a class that learns it; what may not be told is null. */
export interface GroupResults {
  /** Null: fewer than ten did both, or others would be told by the difference. */
  gain: ToldGain | null;
  competences: { id: number; canDo: string; gain: ToldGain | null }[];
  onlyBefore: number | null;
  onlyAfter: number | null;
  items: ResultItem[];
}

/** A cell of a table of results: words, a count (null: it is not told), a gain, how an item went. */
export type ResultCell = string | number | ToldGain | ItemFigure | null;

/** A table of results, for a page, a document and a workbook alike. */
export interface ResultTable {
  title: string;
  /** `as`: a gain, or how an item went in the part that the label names; both are several columns of a workbook. */
  columns: { label: string; as?: 'gain' | 'item' }[];
  /** `id`: of what a line is, where it has a page of its own. */
  rows: { id: number; cells: ResultCell[] }[];
}

/** Results in words. */
export interface ResultPaper {
  /** Without its ending. */
  fileName: string;
  title: string;
  about: string;
  people: string;
  lead: string[];
  tables: ResultTable[];
  note: string;
}
