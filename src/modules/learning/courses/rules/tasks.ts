/** What a lesson asks of whoever learns. Data alone: no names of people, no HTML. */

import type { PracticeGoal } from '#shared/practice-goal';

/** What is said, in Indonesian and, where somebody wrote it, in English. */
export interface Words {
  id: string;
  en: string;
}

/** In the reader's language, else in Indonesian. */
export const said = (words: Words, locale: 'id' | 'en'): string =>
  locale === 'en' && words.en !== '' ? words.en : words.id;

export const TASK_KINDS = [
  'search',
  'compare',
  'citation',
  'question',
  'bank',
  'reflect',
  'shelf',
  'reading',
  'discussion',
  'assignment',
  'practice',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Where copies of a found record have to be: on a shelf now, in a collection at all, or it does not matter. */
export const STANDINGS = ['shelf', 'held', 'any'] as const;
/** Filters of the search that a task can ask to be used. */
export const ASKED_FILTERS = ['year', 'available'] as const;
export type AskedFilter = (typeof ASKED_FILTERS)[number];

/** So many kilometres are near at most. */
export const FARTHEST_NEAR = 50;
/** So often a question may be answered at most, where it is not as often as somebody likes. */
export const MOST_TRIES = 5;
export const MOST_OF_BANK = 20;

/** Which records of our own catalogue are right. */
export interface SearchGoal {
  /** So many records are to be found, 1 to 5. */
  count: number;
  /** Beginnings of DDC numbers, one of which a record has; none: `words` say what it is about. */
  ddc: string[];
  /** What the catalogue's search has to find a record by; empty: `ddc` alone says what it is about. */
  words: string;
  yearFrom: number | null;
  yearTo: number | null;
  /** MARC code (`ind`, `jav`, `eng`). */
  language: string | null;
  material: string | null;
  audience: string | null;
  standing: (typeof STANDINGS)[number];
  /** Codes of the libraries in which it has to be; none: in any. */
  places: string[];
  /** The search by which it was found has to use these. */
  filters: AskedFilter[];
  /** It has to be in the library of whoever learns, or so many kilometres from it; left out or null: it does not matter. */
  near?: number | null | undefined;
}

/** A source that is laid beside another. */
export interface Source {
  title: Words;
  text: Words;
  /** Who wrote it, when, where it stood. */
  about: Words;
}
export const SIDES = ['a', 'b', 'same'] as const;
export type Side = (typeof SIDES)[number];

/** What is cited, as a reference names it. */
export interface CitedParts {
  author: string;
  year: string;
  title: string;
  place: string;
  publisher: string;
}
export const CITED_PARTS = ['author', 'year', 'title', 'place', 'publisher'] as const satisfies (keyof CitedParts)[];

/** How a question is answered. */
export type Asked =
  | { form: 'one' | 'several'; options: { label: Words; right: boolean; feedback: Words }[] }
  /** In the right order as it is written; it is shown in another. */
  | { form: 'order'; items: Words[] }
  | { form: 'match'; pairs: { left: Words; right: Words }[] }
  | { form: 'number'; right: number; tolerance: number }
  /** Any of the accepted forms, whatever its capitals and accents. */
  | { form: 'short'; accepted: string[] }
  /** `___` in the text is a gap; accepted forms of each. */
  | { form: 'gap'; text: Words; gaps: string[][] };

interface Common {
  prompt: Words;
  /** Shown one after the other, when they are asked for. */
  hints: Words[];
}
export type SearchTask = Common & { kind: 'search'; goal: SearchGoal };
export type CompareTask = Common & {
  kind: 'compare';
  /** Two. */
  sources: Source[];
  /** What the two are judged by, with what an expert says. */
  lines: { label: Words; right: Side; why: Words }[];
  /** What an expert says of both; shown after the own reason. */
  expert: Words;
};
export type CitationTask = Common & {
  kind: 'citation';
  /** The source as it lies before the reader: what its title page says. */
  shown: Words;
  work: CitedParts;
};
/** Something that is asked, with what is right. */
export interface Question {
  asked: Asked;
  /** Said after a right answer, and when there is no try left. */
  why: Words;
}
interface Tried {
  /** So many answers are taken; left out or null: as many as somebody likes. */
  tries?: number | null | undefined;
}
export type QuestionTask = Common & Question & Tried & { kind: 'question' };
/** A question of a bank. */
type BankQuestion = Question & { prompt: Words };
/** Several questions, of which each learner gets some by lot: the same at every look (decision 219). */
export type BankTask = Common &
  Tried & { kind: 'bank'; questions: BankQuestion[]; /** So many each gets. */ draw: number };
/** Own words, which nobody marks. */
export type ReflectTask = Common & { kind: 'reflect'; /** Letters at least. */ least: number };
/** Something that is really done, in the practice space, which tells whether it was. */
export type PracticeTask = Common & { kind: 'practice'; goal: PracticeGoal };

/** Which place on the shelf is looked for: on foot, on a drawing, or either. */
export interface ShelfGoal {
  /** The call number, as a label says it. */
  call: string;
  /** Beginnings of call numbers of which a copy in that place has one; none: it is not found on foot. */
  beginnings: string[];
  /** Codes of the libraries in which it stands; none: in any. */
  places: string[];
  /** Call numbers of a drawn shelf, from left to right; none: it is found on foot alone. */
  drawn: string[];
}
export type ShelfTask = Common & { kind: 'shelf'; goal: ShelfGoal };

/** A record of a reading list. */
export interface ListedBook {
  /** Null: no record of ours. */
  bibId: number | null;
  /** 13 figures, by which another catalogue finds it; empty: it has none. */
  isbn: string;
  title: string;
  /** Why it is read. */
  why: Words;
}
export type ReadingTask = Common & { kind: 'reading'; books: ListedBook[] };
/** Others of the group read what somebody answers, once it was looked at. */
export type DiscussionTask = Common & { kind: 'discussion' };

/** By what work is handed in. */
export const WORK_PARTS = ['text', 'file'] as const;
export type WorkPart = (typeof WORK_PARTS)[number];
/** By what work is marked: levels in words, the lowest first. */
export interface RubricLine {
  label: Words;
  levels: Words[];
}
export type AssignmentTask = Common & { kind: 'assignment'; takes: WorkPart[]; rubric: RubricLine[] };

export type Task =
  | SearchTask
  | CompareTask
  | CitationTask
  | QuestionTask
  | BankTask
  | ReflectTask
  | ShelfTask
  | ReadingTask
  | DiscussionTask
  | AssignmentTask
  | PracticeTask;

export const AUDIENCES = [
  'pupils',
  'youth',
  'adults',
  'parents',
  'elderly',
  'business',
  'teachers',
  'librarians',
] as const;
export type Audience = (typeof AUDIENCES)[number];

export { PHASES, TIERS, type Phase } from '#shared/schooling';
