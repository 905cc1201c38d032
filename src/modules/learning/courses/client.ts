/** What pages may know about courses: fixed lists, types and rules, safe for the browser. */
import type { Picture, ShownBlock, WritingFile } from '#modules/ground/content/client';
import type { EmbedCard } from '#platform/embeds';
import type { PostState } from './rules/posts.ts';
import type { ShownTask } from './rules/show-task.ts';
import type { Audience, Phase, Task } from './rules/tasks.ts';
import type { WorkState } from './rules/works.ts';

export {
  ASKED_FILTERS,
  AUDIENCES,
  CITED_PARTS,
  FARTHEST_NEAR,
  MOST_OF_BANK,
  MOST_TRIES,
  PHASES,
  SIDES,
  STANDINGS,
  TASK_KINDS,
  TIERS,
  WORK_PARTS,
  type Asked,
  type AskedFilter,
  type Audience,
  type CitedParts,
  type Phase,
  type SearchGoal,
  type Side,
  type Task,
  type TaskKind,
  type WorkPart,
  type Words,
} from './rules/tasks.ts';
export { PAPER_FORMS, type PaperForm } from './rules/paper-cells.ts';
export type { ShownQuestion, ShownTask, TaskStanding } from './rules/show-task.ts';
export { PRACTICE_ACTS, type PracticeAct, type PracticeFault, type PracticeGoal } from '#shared/practice-goal';
export type {
  Away,
  FoundFault,
  Outcome,
  QuestionAnswer,
  QuestionOutcome,
  ShelfFault,
  TaskAnswer,
} from './rules/outcome.ts';
export type { PostState } from './rules/posts.ts';

export type CourseState = 'draft' | 'submitted' | 'published' | 'withdrawn';

/** The embed of a writing by which a task stands in it; its reference is the number of the task. */
export const TASK_EMBED = 'task';

/** An archive of a course: its size as a whole, in megabytes of 1024 × 1024 bytes, and what lies in it at most. */
export const ARCHIVE_MEGABYTES = 250;
export const MOST_ARCHIVE_PICTURES = 120;
export const MOST_ARCHIVE_FILES = 60;

/** A course as a list of open courses shows it. */
export interface OpenCourse {
  id: number;
  slug: string;
  libraryId: number | null;
  title: string;
  summary: string;
  /** In which language title and summary are. */
  language: 'id' | 'en';
  audience: Audience;
  phase: Phase | null;
  /** Tier of "program literasi informasi". */
  tier: number | null;
  jp: number | null;
  lessons: number;
  /** Of all lessons together. */
  minutes: number;
}

/** How far somebody is in a lesson. */
export type LessonStanding = 'new' | 'begun' | 'done';

/** A lesson in the list of its course. */
export interface LessonLine {
  id: number;
  slug: string;
  /** From 1. */
  number: number;
  /** Empty: it belongs to none. */
  module: string;
  moduleLanguage: 'id' | 'en';
  title: string;
  /** In which language the title is. */
  language: 'id' | 'en';
  minutes: number;
  tasks: number;
  standing: LessonStanding;
  /** Tasks that were solved. */
  solved: number;
}

/** A course as whoever learns sees it. */
export interface PublicCourse extends OpenCourse {
  authors: string;
  /** That which the reader has: whoever began with an earlier one stays with it. */
  versionNumber: number;
  publishedAt: Date;
  lines: LessonLine[];
  /** Whether the reader takes part. */
  joined: boolean;
  finishedAt: Date | null;
  /** What one can do after it, each goes on with "Sesudahnya Anda bisa …". */
  can: { text: string; language: 'id' | 'en' }[];
  /** The lesson to go on with; null = all are done. */
  next: LessonLine | null;
}

/** A part of a lesson: words, or something to do. */
export type LessonPart = { kind: 'words'; blocks: ShownBlock[] } | { kind: 'task'; task: ShownTask };

/** A lesson as whoever learns sees it. */
export interface PublicLesson {
  /** `language`: of its title. */
  course: { id: number; slug: string; title: string; language: 'id' | 'en' };
  id: number;
  slug: string;
  number: number;
  of: number;
  title: string;
  /** In which language the title is. */
  language: 'id' | 'en';
  minutes: number;
  parts: LessonPart[];
  previous: LessonLine | null;
  next: LessonLine | null;
  joined: boolean;
  standing: LessonStanding;
  /** What the blocks show. */
  pictures: ReadonlyMap<number, Picture>;
  files: ReadonlyMap<number, WritingFile>;
  embeds: ReadonlyMap<string, ReadonlyMap<string, EmbedCard>>;
}

/** A course in the list of those who write. */
export interface CourseLine {
  id: number;
  slug: string;
  libraryId: number | null;
  title: string;
  audience: Audience;
  state: CourseState;
  lessons: number;
  /** Who asked for a second person; empty: nobody. */
  submittedBy: string;
  changedAt: Date;
  /** Who takes part; null: too few to tell. */
  learners: number | null;
  /** Too few books are left for something that is searched in it. */
  isShort: boolean;
  /** Work to be marked and words to be looked at, of who learn by themselves. */
  waiting: number;
}

/** What a file of work may have, in megabytes of 1024 × 1024 bytes. */
export const WORK_MEGABYTES = 8;

/** Work that waits to be marked. */
export interface MarkedWork {
  id: number;
  taskId: number;
  /** They are called by it where nobody knows them. */
  number: number;
  /** Of the browser, where a teacher asked by it. */
  key: string | null;
  state: WorkState;
  handedInAt: Date;
  tries: number;
  text: string;
  fileName: string | null;
  /** Of the last time. */
  marks: number[] | null;
  words: string;
  prompt: string;
  rubric: { label: string; levels: string[] }[];
  version: number;
}

/** What somebody said to the others of their group. */
export interface PostToSettle {
  id: number;
  taskId: number;
  number: number;
  key: string | null;
  state: PostState;
  /** Somebody asked to look at it again; null: nobody. */
  reportedAt: Date | null;
  sentAt: Date;
  text: string;
  prompt: string;
  version: number;
}

/** What of a group waits for whoever marks and looks after it. */
export interface Waiting {
  /** The oldest first. */
  works: MarkedWork[];
  /** What waits first, then the last. */
  posts: PostToSettle[];
  /** Where each goes on; null: that was all. */
  next: { works: string | null; posts: string | null };
}
/** From where what waits is read on, and how much of it at once. */
export interface WaitingPage {
  works?: string | undefined;
  posts?: string | undefined;
  limit?: number | undefined;
}

export const VERDICTS = ['agreed', 'changes'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How a course stands between those who answer for it and those of another house who write it with them. */
export interface CourseReview {
  /** Whoever asks answers for it: they may publish it, and choose who writes it. */
  isManager: boolean;
  /** Names of those of another house; empty: there are none, and nothing is asked of anybody. */
  authors: string[];
  /** Which side is to agree; null: none. */
  asked: 'library' | 'author' | null;
  /** It was submitted as it stands, and that side has agreed; true where none is asked. */
  agreed: boolean;
  /** Whoever asks is waited for. */
  mayJudge: boolean;
  /** What was said, the last first. */
  reviews: { id: number; side: 'library' | 'author'; byName: string; verdict: Verdict; words: string; at: Date }[];
}

/** A course in the list of somebody who writes it with others. */
export interface AuthoredCourse {
  id: number;
  title: string;
  state: CourseState;
  libraryId: number | null;
  lessons: number;
  /** Comments that are not settled. */
  openComments: number;
  submittedBy: string;
  /** It waits for their word. */
  mayJudge: boolean;
  changedAt: Date;
}

/** A task as whoever writes has it. */
export interface WrittenTask {
  id: number;
  body: Task;
  /** The line of a framework that it tests; null: nobody has said. */
  competenceId: number | null;
  version: number;
}
