import { askedQuestions } from './flow.ts';
import type { Answer, Answers, Question } from './content.ts';

const isTestQuestion = (question: Question): question is Question & { points: number } => question.points !== null;

/** Of several right options all must be chosen and no other. */
function isRight(question: Question, answer: Answer | undefined): boolean {
  const right = question.options.filter(({ correct }) => correct).map(({ value }) => value);
  if (Array.isArray(answer)) return answer.length === right.length && right.every((value) => answer.includes(value));
  return typeof answer === 'string' && right.includes(answer);
}

/**
 * What a test came to, in percent of the points of the questions that were asked; what was left out is wrong.
 * @returns null when there is nothing to score
 */
export function scoreTest(questions: readonly Question[], answers: Answers): number | null {
  const asked = askedQuestions(questions, answers).filter(isTestQuestion);
  const most = asked.reduce((sum, { points }) => sum + points, 0);
  if (most === 0) return null;
  const got = asked.reduce((sum, question) => sum + (isRight(question, answers[question.id]) ? question.points : 0), 0);
  return (100 * got) / most;
}

/** How many of these answers to one test question are right. */
export const countRight = (question: Question, answers: readonly (Answer | undefined)[]): number =>
  answers.filter((answer) => isRight(question, answer)).length;
