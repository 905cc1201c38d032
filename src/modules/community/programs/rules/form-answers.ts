interface Question {
  id: string;
  kind: 'text' | 'long_text' | 'choice' | 'yes_no' | 'number';
  options: readonly string[];
  required: boolean;
  when: { id: string; equals: string } | null;
}

const LONGEST = { text: 200, long_text: 2000 } as const;

/** Is a question asked, given the answers before it? */
const isAsked = ({ when }: Pick<Question, 'when'>, answers: Readonly<Record<string, string>>): boolean =>
  when === null || answers[when.id] === when.equals;

/**
 * The questions that are asked, given what was answered so far, in order. What hangs on a question that is not asked is not asked either.
 * @param given answers by the id of their question
 */
export function askedQuestions<Q extends Pick<Question, 'id' | 'when'>>(
  form: readonly Q[],
  given: Readonly<Record<string, string>>,
): Q[] {
  const answers: Record<string, string> = {};
  return form.filter((question) => {
    if (!isAsked(question, answers)) return false;
    answers[question.id] = (given[question.id] ?? '').trim();
    return true;
  });
}

/**
 * Keeps the answers to the questions that are asked, in order: an answer to a question that is not asked does not count, nor does what
 * nobody asks. `yes_no` is `yes` or `no`.
 * @returns answers, or which fields (`answers.<id>`) are wrong and why
 */
export function readAnswers(
  form: readonly Question[],
  given: Readonly<Record<string, string>>,
): { answers: Record<string, string>; wrong: Record<string, string> } {
  const answers: Record<string, string> = {};
  const wrong: Record<string, string> = {};
  for (const question of form) {
    if (!isAsked(question, answers)) continue;
    const answer = (given[question.id] ?? '').trim();
    const reason = answer === '' ? (question.required ? 'required' : null) : wrongWith(question, answer);
    if (reason) wrong[`answers.${question.id}`] = reason;
    else if (answer !== '') answers[question.id] = answer;
  }
  return { answers, wrong };
}

function wrongWith({ kind, options }: Question, answer: string): string | null {
  switch (kind) {
    case 'text':
    case 'long_text':
      return answer.length > LONGEST[kind] ? 'too_long' : null;
    case 'number':
      return /^-?\d{1,9}([.,]\d{1,4})?$/.test(answer) ? null : 'invalid';
    case 'yes_no':
      return answer === 'yes' || answer === 'no' ? null : 'invalid';
    case 'choice':
      return options.includes(answer) ? null : 'invalid';
  }
}
