import type { QuestionAnswer, TaskAnswer } from './outcome.ts';
import type { Asked, Task } from './tasks.ts';

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((words, at) => words === other[at]);

/** What stands below a question, in its order: nothing of what is right. By its Indonesian words, of which the English are a translation. */
function shownOf(asked: Asked): string[] {
  switch (asked.form) {
    case 'one':
    case 'several':
      return asked.options.map(({ label }) => label.id);
    case 'order':
      return asked.items.map(({ id }) => id);
    case 'match':
      return asked.pairs.flatMap(({ left, right }) => [left.id, right.id]);
    case 'gap':
      return [asked.text.id];
    case 'number':
    case 'short':
      return [];
  }
}

type Prompted = Pick<Task, 'prompt'> & { asked: Asked };

const isSameAsked = (own: Prompted, printed: Prompted): boolean =>
  own.prompt.id === printed.prompt.id &&
  own.asked.form === printed.asked.form &&
  isSame(shownOf(own.asked), shownOf(printed.asked));

/** Whether two versions of a task ask the same, whatever is right in each and is said of it. Own words are own words. */
export function asksTheSame(own: Task, printed: Task): boolean {
  if (own.kind === 'reflect') return printed.kind === 'reflect';
  if (own.kind === 'question') return printed.kind === 'question' && isSameAsked(own, printed);
  if (own.kind !== 'bank' || printed.kind !== 'bank') return false;
  return (
    own.prompt.id === printed.prompt.id &&
    own.draw === printed.draw &&
    own.questions.length === printed.questions.length &&
    own.questions.every((question, at) => {
      const other = printed.questions[at];
      return other !== undefined && isSameAsked(question, other);
    })
  );
}

const areApart = (all: readonly string[]): boolean => new Set(all).size === all.length;

/**
 * Numbers of options on the sheet as those of the own options of the same words. Null: one of them has none, two read the same, or what is right is not
 * on the sheet.
 */
function ownChoices(own: Asked, printed: Asked, choices: readonly number[]): number[] | null {
  if (own.form !== printed.form || (own.form !== 'one' && own.form !== 'several')) return null;
  const [there, here] = [shownOf(printed), shownOf(own)];
  if (!areApart(there) || !areApart(here)) return null;
  // nobody can tick what does not stand there
  if (own.options.some(({ label, right }) => right && !there.includes(label.id))) return null;
  const found = choices.map((choice) => here.indexOf(there[choice] ?? ''));
  return found.includes(-1) ? null : found.toSorted((a, b) => a - b);
}

function ownChoice(own: Asked, printed: Asked, answer: TaskAnswer): QuestionAnswer | null {
  if (answer.kind === 'one') {
    const [choice] = ownChoices(own, printed, [answer.choice]) ?? [];
    return choice === undefined ? null : { kind: 'one', choice };
  }
  const choices = answer.kind === 'several' ? ownChoices(own, printed, answer.choices) : null;
  return choices && { kind: 'several', choices };
}

/**
 * An answer to a task as it is printed, as one to the own version of whoever gave it: what was ticked is looked for by its words. Null: the own
 * version asks something else, and what was written says nothing about it.
 */
export function asOwnAnswer(own: Task, printed: Task, answer: TaskAnswer): TaskAnswer | null {
  if (asksTheSame(own, printed)) return answer;
  return own.kind === 'question' && printed.kind === 'question' ? ownChoice(own.asked, printed.asked, answer) : null;
}
