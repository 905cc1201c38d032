import type { PracticeFault } from '#shared/practice-goal';
import type { AskedFilter, CitedParts, Side } from './tasks.ts';

/** Why a found record is not what was asked for. */
export const FOUND_FAULTS = [
  'unknown',
  'other_topic',
  'too_old',
  'too_new',
  'no_year',
  'other_language',
  'other_material',
  'other_audience',
  'no_copy',
  'on_loan',
  'elsewhere',
  'too_far',
] as const;
export type FoundFault = (typeof FOUND_FAULTS)[number];

/** Why a place on the shelf is not the one that was asked for: of a copy that stands there, or of a gap on the drawing. */
export const SHELF_FAULTS = [
  'unknown_code',
  'other_place',
  'elsewhere',
  'not_on_shelf',
  'too_far_left',
  'too_far_right',
] as const;
export type ShelfFault = (typeof SHELF_FAULTS)[number];

/** An answer to a question, by its form. */
export type QuestionAnswer =
  | { kind: 'one'; choice: number }
  | { kind: 'several'; choices: number[] }
  /** For each shown item its place, from 1. */
  | { kind: 'order'; places: number[] }
  /** For each left side the shown right side, from 0. */
  | { kind: 'match'; choices: number[] }
  | { kind: 'number'; value: number }
  | { kind: 'short'; text: string }
  | { kind: 'gap'; texts: string[] };

/** What whoever learns answers, by the kind of task and the form of a question. Numbers of options and lines begin at 0. */
export type TaskAnswer =
  /** `used`: filters of the search by which they were found; `near`: the library (id or code) that somebody chose as theirs. */
  | { kind: 'search'; bibIds: number[]; used: AskedFilter[]; near?: number | string | null | undefined }
  | { kind: 'compare'; lines: Side[]; reason: string }
  | { kind: 'citation'; parts: CitedParts }
  | QuestionAnswer
  /** To each question that was drawn, by its number in the bank; null: it was left open. */
  | { kind: 'bank'; answers: { question: number; said: QuestionAnswer | null }[] }
  | { kind: 'reflect'; text: string }
  /** What the label of a copy in that place says. */
  | { kind: 'shelf'; code: string }
  /** Before the copy of this number on the drawn shelf; as many as there are: behind the last. */
  | { kind: 'gap_on_shelf'; gap: number }
  /** Numbers of listed books. */
  | { kind: 'reading'; seen: number[] }
  | { kind: 'discussion'; text: string }
  | { kind: 'assignment'; text: string }
  /** It is looked at what was done. */
  | { kind: 'practice' };

/** A library as it was called when it was looked at. */
export interface NamedLibrary {
  id: number;
  code: string;
  name: string;
  timeZone: string;
}
/** Where the nearest copy is of a record that is too far; `km` null: nobody noted where one of the two lies. */
export interface Away {
  library: NamedLibrary;
  km: number | null;
}
/**
 * What came of an answer to a question. `marks`: of each item, gap or option; an option that was not chosen says nothing (true). `feedback`: what is
 * said of what was chosen. `solution`: what is right, line by line, once no answer is taken any more; else empty.
 */
export interface QuestionOutcome {
  right: boolean;
  marks: boolean[];
  feedback: string[];
  why: string;
  solution: string[];
}

/** What came of an answer. */
export type Outcome = { right: boolean } & (
  | {
      kind: 'search';
      /** Of each record that was chosen; none: it is right. `away`: of one that is too far, where it is next. */
      found: { bibId: number; faults: FoundFault[]; away?: Away | undefined }[];
      /** The library near which it was to be; left out: that was not asked. */
      near?: NamedLibrary | undefined;
      /** Filters that were to be used and were not. */
      unused: AskedFilter[];
      /** So many right ones are still to be found. */
      missing: number;
    }
  /** `why` is empty where nobody wrote one. */
  | { kind: 'compare'; lines: { agrees: boolean; right: Side; why: string }[]; expert: string }
  | { kind: 'citation'; parts: Record<keyof CitedParts, boolean> }
  | ({ kind: 'question' } & QuestionOutcome)
  /** Of each question that was drawn, by its number in the bank. */
  | { kind: 'bank'; questions: ({ question: number } & QuestionOutcome)[] }
  | { kind: 'reflect'; missing: number }
  | { kind: 'shelf'; faults: ShelfFault[] }
  | { kind: 'reading' }
  /** `contact`: a way to reach somebody stands in it, which nobody else is shown. */
  | { kind: 'discussion'; contact: boolean }
  /** It was handed in; what comes of it whoever marks it says. */
  | { kind: 'assignment' }
  /** None: it is done. */
  | { kind: 'practice'; faults: PracticeFault[] }
);
