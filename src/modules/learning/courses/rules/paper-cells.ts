import type { Outcome, TaskAnswer } from './outcome.ts';
import type { Task } from './tasks.ts';
import { answers } from './judge.ts';

/** How what was answered with a pencil is typed in. */
export const PAPER_FORMS = ['one', 'several', 'order', 'number', 'short', 'reflect'] as const;
export type PaperForm = (typeof PAPER_FORMS)[number];

/** How answers to a task are typed from paper; null: paper cannot answer it, it is done here alone. */
export function paperForm(task: Task): PaperForm | null {
  if (task.kind === 'reflect') return 'reflect';
  if (task.kind !== 'question') return null;
  return PAPER_FORMS.find((form) => form === task.asked.form) ?? null;
}

const DONE = /^(?:v|x|ya|y|1|✓|√)$/i;
const LETTER = /^[a-z]$/i;

/** The number of an option, from 0, by its letter (A) or its number (1). */
function optionAt(said: string): number | null {
  if (LETTER.test(said)) return said.toUpperCase().charCodeAt(0) - 65;
  return /^[1-9]\d?$/.test(said) ? Number(said) - 1 : null;
}

/** Marks that stand beside one another, with or without signs between them: `A, C`, `AC`, `1 3`. */
const marksIn = (said: string): string[] => said.match(/[a-z]|\d+/gi) ?? [];
const isWhole = <T>(all: (T | null)[]): all is T[] => all.every((one) => one !== null);

function numberIn(said: string): number | null {
  const value = /^-?\d{1,15}(?:[.,]\d{1,9})?$/.test(said) ? Number(said.replace(',', '.')) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function answerIn(form: PaperForm, said: string): TaskAnswer | null {
  switch (form) {
    case 'one': {
      const choice = optionAt(said);
      return choice === null ? null : { kind: 'one', choice };
    }
    case 'several': {
      const choices = marksIn(said).map(optionAt);
      return isWhole(choices) && choices.length > 0
        ? { kind: 'several', choices: [...new Set(choices)].toSorted((a, b) => a - b) }
        : null;
    }
    case 'order': {
      const places = marksIn(said).map((mark) => (/^\d+$/.test(mark) ? Number(mark) : null));
      return isWhole(places) ? { kind: 'order', places } : null;
    }
    case 'number': {
      const value = numberIn(said);
      return value === null ? null : { kind: 'number', value };
    }
    case 'short':
      return { kind: 'short', text: said };
    case 'reflect':
      return DONE.test(said) ? { kind: 'reflect', text: '' } : null;
  }
}

/** An answer as somebody typed it from paper; null: it is none to that task. */
export function readCell(task: Task, said: string): TaskAnswer | null {
  const form = paperForm(task);
  const answer = form && answerIn(form, said.trim());
  return answer && answers(task, answer) ? answer : null;
}

/** Own words on paper stay there: that they were written is enough. */
export const WRITTEN_ON_PAPER: Outcome = { kind: 'reflect', right: true, missing: 0 };

/**
 * Whether somebody has done a lesson by paper: what their own version and that of the sheets both ask is answered, for what one of the two alone asks
 * stands on no sheet or is not theirs. Where nothing of it is the same any more, it is what the sheets ask.
 */
export function isDoneByPaper(
  { own, sheet }: { own: readonly number[]; sheet: readonly number[] },
  answered: ReadonlySet<number>,
): boolean {
  const both = own.filter((id) => sheet.includes(id));
  return (both.length > 0 ? both : sheet).every((id) => answered.has(id));
}
