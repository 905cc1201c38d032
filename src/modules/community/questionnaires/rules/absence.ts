import type { Answers, Question } from './content.ts';
import { askedQuestions } from './flow.ts';
import { LEAST_SHOWN } from './least.ts';

/**
 * Why a figure is not there, which are three different things: nobody was asked (not in this version, or through a condition), whoever was
 * asked said nothing, or so few said something that it is not told.
 */
export const ABSENCES = ['not_asked', 'unanswered', 'too_few'] as const;
export type Absence = (typeof ABSENCES)[number];

/** Of a number of people: how many were asked and answered. */
export const absenceFor = (asked: number, answered: number, least = LEAST_SHOWN): Absence | null => {
  if (asked === 0) return 'not_asked';
  if (asked < least) return 'too_few';
  if (answered === 0) return 'unanswered';
  return answered < least ? 'too_few' : null;
};

/** What of a question has an answer of its own: the question, or the rows of a matrix. */
export const columnsOf = (question: Question): { id: string; row: string | null }[] =>
  question.kind === 'matrix'
    ? question.rows.map(({ id }) => ({ id: `${question.id}.${id}`, row: id }))
    : [{ id: question.id, row: null }];

/** Whether a column has an answer. */
export function hasAnswer(answers: Answers, question: Question, row: string | null): boolean {
  const answer = answers[question.id];
  if (row === null) return answer !== undefined;
  return typeof answer === 'object' && !Array.isArray(answer) && answer[row] !== undefined;
}

/**
 * Of every column why it is not told; null = it is. That nobody was asked is said only where everybody may see why: a question that hangs on one
 * of which too few answers are told would tell what those few said.
 */
export function absences(questions: readonly Question[], responses: readonly Answers[]): Map<string, Absence | null> {
  const askedOf = responses.map((answers) => new Set(askedQuestions(questions, answers)));
  const told = new Map<string, Absence | null>();
  let ofSection: string[] = [];
  for (const question of questions) {
    const own = question.when ? [question.when.question] : [];
    if (question.kind === 'section') {
      ofSection = own;
      continue;
    }
    const those = responses.filter((_, at) => askedOf[at]?.has(question));
    const hangsOnFew = [...own, ...ofSection].some((id) => told.get(id) === 'too_few');
    for (const { id, row } of columnsOf(question)) {
      const answered = those.filter((answers) => hasAnswer(answers, question, row)).length;
      const absence = absenceFor(those.length, answered);
      told.set(id, absence === 'not_asked' && hangsOnFew ? 'too_few' : absence);
    }
  }
  return told;
}

/**
 * Of one sheet: why a column is blank, by column.
 * @param kept columns of which nothing may be told
 */
export function blanksOf(
  questions: readonly Question[],
  answers: Answers,
  kept: ReadonlySet<string>,
): Record<string, Absence> {
  const asked = new Set(askedQuestions(questions, answers));
  return Object.fromEntries(
    questions
      .filter(({ kind }) => kind !== 'section')
      .flatMap((question) =>
        columnsOf(question).flatMap(({ id, row }): [string, Absence][] => {
          if (kept.has(id)) return [[id, 'too_few']];
          if (asked.has(question) && hasAnswer(answers, question, row)) return [];
          return [[id, asked.has(question) ? 'unanswered' : 'not_asked']];
        }),
      ),
  );
}
