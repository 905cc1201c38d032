import type { RubricLine } from './tasks.ts';

/** What becomes of work that was handed in: it waits to be marked, goes back to be mended, or is done. */
export const WORK_STATES = ['waiting', 'returned', 'done'] as const;
export type WorkState = (typeof WORK_STATES)[number];

/** Work as whoever handed it in sees it. */
export interface OwnWork {
  id: number;
  state: WorkState;
  /** Null: without a file. */
  fileName: string | null;
  /** For each line of the rubric the level, from 0; null: nobody has marked it yet. */
  marks: number[] | null;
  /** What whoever marked it says. */
  words: string;
}

/** Whether each line of a rubric has a level of its own. */
export const fitsRubric = (marks: readonly number[], rubric: readonly RubricLine[]): boolean =>
  marks.length === rubric.length && rubric.every(({ levels }, at) => levels[marks[at] ?? -1] !== undefined);
