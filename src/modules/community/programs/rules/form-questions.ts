/** What the order of a form depends on. */
interface Question {
  id: string;
  kind: 'text' | 'long_text' | 'choice' | 'yes_no' | 'number';
  options: readonly string[];
  /** Asked only where the answer to an earlier question is this one. */
  when: { id: string; equals: string } | null;
}

/** Can this question be answered so? What is written freely can. */
const mayAnswer = ({ kind, options }: Question, answer: string): boolean =>
  kind === 'yes_no' ? answer === 'yes' || answer === 'no' : kind === 'choice' ? options.includes(answer) : true;

/**
 * The first question that hangs on what no question above it asks, or on an answer that this one does not offer. A form without one can be
 * read from above.
 */
export function hangsInTheAir<Q extends Question>(form: readonly Q[]): Q | undefined {
  const above = new Map<string, Q>();
  for (const question of form) {
    if (question.when) {
      const asked = above.get(question.when.id);
      if (!asked || !mayAnswer(asked, question.when.equals)) return question;
    }
    above.set(question.id, question);
  }
  return undefined;
}

/** A question in the place of the one with its id; at the end where none has it. */
export const putQuestion = <Q extends Question>(form: readonly Q[], question: Q): Q[] =>
  form.some(({ id }) => id === question.id)
    ? form.map((one) => (one.id === question.id ? question : one))
    : [...form, question];

/** A question one place up (`-1`) or down (`1`); at an end nothing changes. */
export function moveQuestion<Q extends Question>(form: readonly Q[], id: string, by: -1 | 1): Q[] {
  const from = form.findIndex((one) => one.id === id);
  const [moved, other] = [form[from], form[from + by]];
  if (!moved || !other) return [...form];
  return form.with(from, other).with(from + by, moved);
}
