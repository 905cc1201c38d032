import type { Answer, Answers, Condition, Question } from './content.ts';

/** What an answer counts: a number itself, an option its score; null = nothing. */
export function scoreOf(question: Question, answer: Answer | undefined): number | null {
  if (typeof answer === 'number') return answer;
  if (typeof answer !== 'string' || (question.kind !== 'single' && question.kind !== 'likert')) return null;
  return question.options.find(({ value }) => value === answer)?.score ?? null;
}

/** The options in an answer; stars and numbers are options of their own. */
export function chosenIn(answer: Answer): string[] {
  if (Array.isArray(answer)) return answer;
  return typeof answer === 'object' ? Object.values(answer) : [String(answer)];
}

function holds(condition: Condition, asked: Question, answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  const chosen = chosenIn(answer);
  const score = scoreOf(asked, answer);
  const bound = Number(condition.values[0]);
  switch (condition.is) {
    case 'any_of':
      return condition.values.some((value) => chosen.includes(value));
    case 'none_of':
      return !condition.values.some((value) => chosen.includes(value));
    case 'at_least':
      return score !== null && score >= bound;
    case 'at_most':
      return score !== null && score <= bound;
  }
}

/**
 * Which questions are asked, given what was answered so far. What hangs on a question that is not asked is not asked either; with a
 * section its questions go. Answers to questions that are not asked count for nothing.
 */
export function askedQuestions(questions: readonly Question[], answers: Answers): Question[] {
  const asked = new Map<string, Question>();
  let sectionAsked = true;
  for (const question of questions) {
    const on = question.when ? asked.get(question.when.question) : undefined;
    const wanted = question.when === null || (on !== undefined && holds(question.when, on, answers[on.id]));
    if (question.kind === 'section') sectionAsked = wanted;
    if (wanted && sectionAsked) asked.set(question.id, question);
  }
  return [...asked.values()];
}

/**
 * The pages of a form. A page ends before a question that hangs on one of the same page, so that without a script nobody sees what
 * does not concern them; in a `paged` form also before every section.
 */
export function pagesOf(questions: readonly Question[], paged: boolean): Question[][] {
  const pages: Question[][] = [];
  let page: Question[] = [];
  for (const question of questions) {
    const hangs = question.when !== null && page.some(({ id }) => id === question.when?.question);
    const begins = paged && question.kind === 'section';
    if (page.length > 0 && (hangs || begins)) {
      pages.push(page);
      page = [];
    }
    page.push(question);
  }
  if (page.length > 0) pages.push(page);
  return pages;
}

/** The page after (`1`) or before (`-1`) one that has something to ask; null = there is none. */
export function neighbourPage(
  pages: readonly (readonly Question[])[],
  questions: readonly Question[],
  answers: Answers,
  from: number,
  step: 1 | -1,
): number | null {
  const asked = new Set(askedQuestions(questions, answers).map(({ id }) => id));
  for (let at = from + step; at >= 0 && at < pages.length; at += step) {
    if (pages[at]?.some(({ id, kind }) => asked.has(id) && kind !== 'section')) return at;
  }
  return null;
}
