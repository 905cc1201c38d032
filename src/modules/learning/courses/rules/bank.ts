import { lotOf } from '#shared/lot';
import type { TaskAnswer } from './outcome.ts';
import type { BankTask } from './tasks.ts';

/** Of whom the draw is that stands on paper and in previews, where nobody is known: no learner has this number. */
export const NOBODYS_DRAW = 0;

/** By what the order of a question of a bank is mixed: another one for each. */
export const questionSeed = (taskId: number, question: number): number => taskId * 32 + question;

/**
 * Which questions of a bank a learner gets, as their numbers from 0 in the order of the bank: the same at every look, for what was published stays
 * as it was for whoever has begun.
 */
export function drawnOf(
  { questions, draw }: Pick<BankTask, 'questions' | 'draw'>,
  { taskId, learnerId }: { taskId: number; learnerId: number },
): number[] {
  const lot = (at: number): number => lotOf(learnerId, questionSeed(taskId, at));
  return questions
    .map((_, at) => at)
    .toSorted((a, b) => lot(a) - lot(b) || a - b)
    .slice(0, draw)
    .toSorted((a, b) => a - b);
}

/** Whether somebody answered just so many questions that are there. */
const fits = ({ questions, draw }: Pick<BankTask, 'questions' | 'draw'>, asked: readonly number[]): boolean =>
  asked.length === draw && asked.every((at) => at < questions.length);

/**
 * The same, or what was answered already: on paper everybody gets the same questions, and stays with them. What came from the paper of a later
 * version than the learner has may be none of theirs.
 */
export function asksOf(
  task: Pick<BankTask, 'questions' | 'draw'>,
  { answer, ...who }: { taskId: number; learnerId: number; answer: TaskAnswer | null },
): number[] {
  const answered = answer?.kind === 'bank' ? answer.answers.map(({ question }) => question) : null;
  return answered && fits(task, answered) ? answered : drawnOf(task, who);
}
