import { said, type Question, type Task, type Words } from './tasks.ts';

type Locale = 'id' | 'en';

/** How many answers a task takes; null: as many as somebody likes. */
const triesOf = (task: Task): number | null =>
  task.kind === 'question' || task.kind === 'bank' ? (task.tries ?? null) : null;

/** No answer is taken any more: it was right, or there is no try left. One that takes as many as somebody likes always takes another. */
export function isClosed(task: Task, { tries, isRight }: { tries: number; isRight: boolean }): boolean {
  const most = triesOf(task);
  return most !== null && (isRight || tries >= most);
}

/** So many answers a task still takes; null: as many as somebody likes. */
export function triesLeft(task: Task, standing: { tries: number; isRight: boolean }): number | null {
  const most = triesOf(task);
  if (most === null) return null;
  return isClosed(task, standing) ? 0 : most - standing.tries;
}

/** A figure as it stands, with the comma of the language. */
const figure = (value: number, locale: Locale): string =>
  locale === 'id' ? String(value).replace('.', ',') : String(value);

/** What is right, line by line: told when no answer is taken any more. */
export function solutionOf({ asked }: Pick<Question, 'asked'>, locale: Locale): string[] {
  const inWords = (words: Words): string => said(words, locale);
  switch (asked.form) {
    case 'one':
    case 'several':
      return asked.options.flatMap(({ label, right }) => (right ? [inWords(label)] : []));
    case 'order':
      return asked.items.map((item, at) => `${at + 1}. ${inWords(item)}`);
    case 'match':
      return asked.pairs.map(({ left, right }) => `${inWords(left)} – ${inWords(right)}`);
    case 'number':
      return [figure(asked.right, locale)];
    case 'short':
      return asked.accepted.slice(0, 1);
    case 'gap':
      return asked.gaps.map(([form = ''], at) => `${at + 1}. ${form}`);
  }
}
