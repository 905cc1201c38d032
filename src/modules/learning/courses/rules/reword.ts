import { feedbackOf } from './judge.ts';
import type { Outcome, QuestionOutcome, TaskAnswer } from './outcome.ts';
import { said, type Question, type Task } from './tasks.ts';
import { solutionOf } from './tries.ts';

/**
 * What came of an answer, in the words of the present language: the verdict stays as it was given, what people read is taken from the task as
 * the learner has it.
 */
export function reworded(
  task: Task,
  answer: TaskAnswer | null,
  outcome: Outcome,
  {
    locale,
    closed,
  }: { locale: 'id' | 'en'; /** No answer is taken any more: what is right is told. */ closed: boolean },
): Outcome {
  const inWords = ({ asked, why }: Question, given: TaskAnswer | null, { right, feedback }: QuestionOutcome) => ({
    feedback: given ? feedbackOf(asked, given, locale) : feedback,
    why: right || closed ? said(why, locale) : '',
    solution: closed ? solutionOf({ asked }, locale) : [],
  });
  if (outcome.kind === 'compare' && task.kind === 'compare')
    return {
      ...outcome,
      lines: outcome.lines.map((line, i) => {
        const why = task.lines[i]?.why;
        return { ...line, why: why ? said(why, locale) : line.why };
      }),
      expert: said(task.expert, locale),
    };
  if (outcome.kind === 'question' && task.kind === 'question') return { ...outcome, ...inWords(task, answer, outcome) };
  if (outcome.kind === 'bank' && task.kind === 'bank') {
    const given = answer?.kind === 'bank' ? answer.answers : [];
    return {
      ...outcome,
      questions: outcome.questions.map((one) => {
        const own = task.questions[one.question];
        const answered = given.find(({ question }) => question === one.question)?.said ?? null;
        return own ? { ...one, ...inWords(own, answered, one) } : one;
      }),
    };
  }
  return outcome;
}
