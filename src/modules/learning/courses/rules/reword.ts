import { feedbackOf } from './judge.ts';
import type { Outcome, TaskAnswer } from './outcome.ts';
import { said, type Task } from './tasks.ts';

/**
 * What came of an answer, in the words of the present language: the verdict stays as it was given, what people read is taken from the task as
 * the learner has it.
 */
export function reworded(task: Task, answer: TaskAnswer | null, outcome: Outcome, locale: 'id' | 'en'): Outcome {
  if (outcome.kind === 'compare' && task.kind === 'compare')
    return {
      ...outcome,
      lines: outcome.lines.map((line, i) => {
        const why = task.lines[i]?.why;
        return { ...line, why: why ? said(why, locale) : line.why };
      }),
      expert: said(task.expert, locale),
    };
  if (outcome.kind === 'question' && task.kind === 'question')
    return {
      ...outcome,
      feedback: answer ? feedbackOf(task, answer, locale) : outcome.feedback,
      why: outcome.right ? said(task.why, locale) : '',
    };
  return outcome;
}
