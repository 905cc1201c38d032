import type { PracticeGoal } from '#shared/practice-goal';
import { foldedKey } from '#shared/text/fold';
import type { Outcome, TaskAnswer } from './outcome.ts';
import type { PostState, ShownPost } from './posts.ts';
import { asksOf, questionSeed } from './bank.ts';
import { shownOrder } from './shuffle.ts';
import { triesLeft } from './tries.ts';
import {
  said,
  type Asked,
  type AskedFilter,
  type BankTask,
  type CitedParts,
  type Task,
  type WorkPart,
  type Words,
  CITED_PARTS,
} from './tasks.ts';
import type { OwnWork } from './works.ts';

type Locale = 'id' | 'en';

/** A question as it is asked, without what is right. */
export type ShownQuestion =
  | { form: 'one' | 'several'; options: string[] }
  | { form: 'order'; items: string[] }
  | { form: 'match'; lefts: string[]; rights: string[] }
  | { form: 'number' | 'short' }
  /** Words around the gaps: one more than there are gaps. */
  | { form: 'gap'; pieces: string[] };

/** A question that was drawn from a bank, by its number there. */
interface ShownOfBank {
  number: number;
  prompt: string;
  language: Locale;
  asked: ShownQuestion;
}

/** How somebody stands with a task. */
export interface TaskStanding {
  /** Answers so far. */
  tries: number;
  /** Hints that were asked for. */
  hints: number;
  isRight: boolean;
  answer: TaskAnswer | null;
  outcome: Outcome | null;
}
export const UNTOUCHED: TaskStanding = { tries: 0, hints: 0, isRight: false, answer: null, outcome: null };

/** What a task has beside itself: whose it is, what others say, and how work was marked. */
export interface Beside {
  /** Of whom the draw of a bank is; null: of nobody who takes part, and nothing was drawn. */
  learnerId: number | null;
  /** What somebody said to the others; null: nothing yet. */
  own: PostState | null;
  /** What others of the group said, once it was looked at. */
  posts: ShownPost[];
  /** What somebody handed in; null: nothing yet. */
  work: OwnWork | null;
}
export const NOTHING_BESIDE: Beside = { learnerId: null, own: null, posts: [], work: null };

/** A task as whoever learns sees it: in their language, without what is right. */
export type ShownTask = {
  id: number;
  prompt: string;
  /** In which language the prompt is. */
  language: Locale;
  /** Those that were asked for. */
  hints: string[];
  moreHints: number;
  standing: TaskStanding;
  /** So many answers are still taken; null: as many as somebody likes. */
  left: number | null;
} & (
  | {
      kind: 'search';
      count: number;
      filters: AskedFilter[];
      /** So many kilometres from the own library. */ near: number | null;
    }
  | { kind: 'compare'; sources: { title: string; text: string; about: string }[]; lines: string[] }
  | { kind: 'citation'; shown: string; parts: (keyof CitedParts)[] }
  | { kind: 'question'; asked: ShownQuestion }
  /** `draw` of `of` questions are drawn for whoever takes part; until then there are none. */
  | { kind: 'bank'; draw: number; of: number; questions: ShownOfBank[] }
  | { kind: 'reflect'; least: number }
  | { kind: 'shelf'; call: string; onFoot: boolean; drawn: string[] }
  | { kind: 'reading'; books: { bibId: number | null; title: string; why: string }[] }
  | { kind: 'discussion'; own: PostState | null; posts: ShownPost[] }
  | { kind: 'assignment'; takes: WorkPart[]; rubric: { label: string; levels: string[] }[]; work: OwnWork | null }
  | { kind: 'practice'; goal: PracticeGoal }
);

const GAP = /_{3,}/;
/** How many gaps a text has. */
export const gapsIn = (text: string): number => text.split(GAP).length - 1;

/** The right sides of pairs in the order in which they are shown, each of their words once: as the numbers of their pairs. */
export function shownRights(pairs: readonly { right: Words }[], taskId: number): number[] {
  const words = (at: number): string => pairs[at]?.right.id ?? '';
  const order = shownOrder(pairs.length, taskId);
  return order.filter((at, i) => order.findIndex((other) => words(other) === words(at)) === i);
}

function shownQuestion(asked: Asked, taskId: number, locale: Locale): ShownQuestion {
  switch (asked.form) {
    case 'one':
    case 'several':
      return { form: asked.form, options: asked.options.map(({ label }) => said(label, locale)) };
    case 'order':
      return {
        form: 'order',
        items: shownOrder(asked.items.length, taskId).flatMap((at) => {
          const item = asked.items[at];
          return item ? [said(item, locale)] : [];
        }),
      };
    case 'match':
      return {
        form: 'match',
        lefts: asked.pairs.map(({ left }) => said(left, locale)),
        rights: shownRights(asked.pairs, taskId).flatMap((at) => {
          const pair = asked.pairs[at];
          return pair ? [said(pair.right, locale)] : [];
        }),
      };
    case 'gap':
      return { form: 'gap', pieces: said(asked.text, locale).split(GAP) };
    case 'number':
    case 'short':
      return { form: asked.form };
  }
}

/** The parts of a reference that are asked: those that the source has. */
export const askedParts = (work: CitedParts): (keyof CitedParts)[] =>
  CITED_PARTS.filter((part) => foldedKey(work[part]) !== '');

const languageOf = (words: Words, locale: Locale): Locale => (locale === 'en' && words.en !== '' ? 'en' : 'id');

/** The questions of a bank that somebody gets. */
const shownBank = (id: number, task: BankTask, drawn: readonly number[], locale: Locale): ShownOfBank[] =>
  drawn.flatMap((number) => {
    const own = task.questions[number];
    if (!own) return [];
    const { prompt, asked } = own;
    return [
      {
        ...{ number, prompt: said(prompt, locale), language: languageOf(prompt, locale) },
        asked: shownQuestion(asked, questionSeed(id, number), locale),
      },
    ];
  });

/** A task for whoever learns. @param id of the task: it decides in which order things are shown, the same for everybody */
export function showTask(
  id: number,
  task: Task,
  standing: TaskStanding,
  locale: Locale,
  beside: Beside = NOTHING_BESIDE,
): ShownTask {
  const base = {
    id,
    prompt: said(task.prompt, locale),
    language: languageOf(task.prompt, locale),
    hints: task.hints.slice(0, standing.hints).map((hint) => said(hint, locale)),
    moreHints: Math.max(0, task.hints.length - standing.hints),
    standing,
    left: triesLeft(task, standing),
  };
  switch (task.kind) {
    case 'search':
      return {
        ...base,
        kind: 'search',
        count: task.goal.count,
        filters: task.goal.filters,
        near: task.goal.near ?? null,
      };
    case 'compare':
      return {
        ...base,
        kind: 'compare',
        sources: task.sources.map(({ title, text, about }) => ({
          title: said(title, locale),
          text: said(text, locale),
          about: said(about, locale),
        })),
        lines: task.lines.map(({ label }) => said(label, locale)),
      };
    case 'citation':
      return { ...base, kind: 'citation', shown: said(task.shown, locale), parts: askedParts(task.work) };
    case 'question':
      return { ...base, kind: 'question', asked: shownQuestion(task.asked, id, locale) };
    case 'bank': {
      const { learnerId } = beside;
      const drawn = learnerId === null ? [] : asksOf(task, { taskId: id, learnerId, answer: standing.answer });
      return {
        ...{ ...base, kind: 'bank', draw: task.draw, of: task.questions.length },
        questions: shownBank(id, task, drawn, locale),
      };
    }
    case 'reflect':
      return { ...base, kind: 'reflect', least: task.least };
    case 'shelf': {
      const { call, beginnings, drawn } = task.goal;
      return { ...base, kind: 'shelf', call, onFoot: beginnings.length > 0, drawn };
    }
    case 'reading':
      return {
        ...base,
        kind: 'reading',
        books: task.books.map(({ bibId, title, why }) => ({ bibId, title, why: said(why, locale) })),
      };
    case 'discussion':
      return { ...base, kind: 'discussion', own: beside.own, posts: beside.posts };
    case 'assignment':
      return {
        ...base,
        kind: 'assignment',
        takes: task.takes,
        rubric: task.rubric.map(({ label, levels }) => ({
          label: said(label, locale),
          levels: levels.map((level) => said(level, locale)),
        })),
        work: beside.work,
      };
    case 'practice':
      return { ...base, kind: 'practice', goal: task.goal };
  }
}
