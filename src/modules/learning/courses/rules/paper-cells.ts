import { drawnOf, NOBODYS_DRAW } from './bank.ts';
import { answers } from './judge.ts';
import type { Outcome, QuestionAnswer, TaskAnswer } from './outcome.ts';
import type { Asked, BankTask, Task } from './tasks.ts';

/** How what was answered with a pencil is typed in. */
export const PAPER_FORMS = ['one', 'several', 'order', 'number', 'short', 'reflect', 'bank'] as const;
export type PaperForm = (typeof PAPER_FORMS)[number];

const QUESTION_FORMS = ['one', 'several', 'order', 'number', 'short'] as const satisfies PaperForm[];
type QuestionForm = (typeof QUESTION_FORMS)[number];
const questionForm = ({ form }: Asked): QuestionForm | null => QUESTION_FORMS.find((one) => one === form) ?? null;

/** The questions of a bank that stand on paper, by their numbers, with how each is typed in; null: one of them paper cannot answer. */
function paperBank(task: BankTask, taskId: number): { question: number; form: QuestionForm }[] | null {
  const drawn = drawnOf(task, { taskId, learnerId: NOBODYS_DRAW });
  const forms = drawn.flatMap((question) => {
    const own = task.questions[question];
    const form = own ? questionForm(own.asked) : null;
    return form === null ? [] : [{ question, form }];
  });
  return forms.length === drawn.length ? forms : null;
}

/** How answers to a task are typed from paper; null: paper cannot answer it, it is done here alone. */
export function paperForm(task: Task, taskId: number): PaperForm | null {
  if (task.kind === 'reflect') return 'reflect';
  if (task.kind === 'bank') return paperBank(task, taskId) === null ? null : 'bank';
  return task.kind === 'question' ? questionForm(task.asked) : null;
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

function answerIn(form: QuestionForm, said: string): QuestionAnswer | null {
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
  }
}

/** What parts the answers to questions of a bank, and what stands for one that was left open. */
const PARTED = ';';
const OPEN = '-';

/** Answers to the questions of a bank, in the order in which they stand on the sheet. */
function answersIn(task: BankTask, taskId: number, said: string): TaskAnswer | null {
  const asked = paperBank(task, taskId);
  const parts = said.split(PARTED).map((part) => part.trim());
  if (asked === null || parts.length !== asked.length) return null;
  const read = asked.map(({ question, form }, at) => {
    const part = parts[at] ?? '';
    const answer = part === OPEN || part === '' ? null : answerIn(form, part);
    return part === OPEN || answer ? { question, said: answer } : null;
  });
  return isWhole(read) ? { kind: 'bank', answers: read } : null;
}

function cellIn(task: Task, taskId: number, said: string): TaskAnswer | null {
  if (task.kind === 'reflect') return DONE.test(said) ? { kind: 'reflect', text: '' } : null;
  if (task.kind === 'bank') return answersIn(task, taskId, said);
  const form = task.kind === 'question' ? questionForm(task.asked) : null;
  return form && answerIn(form, said);
}

/** An answer as somebody typed it from paper; null: it is none to that task. */
export function readCell(task: Task, taskId: number, said: string): TaskAnswer | null {
  const answer = cellIn(task, taskId, said.trim());
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
