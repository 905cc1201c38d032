import type { QuestionInput } from '#modules/community/programs';
import { QUESTION_KINDS, type FormQuestion, type QuestionKind } from '#modules/community/programs/client';
import { m } from '#i18n/messages';

const kindWords: Record<QuestionKind, () => string> = {
  text: m.enrol_form_kind_text,
  long_text: m.enrol_form_kind_long_text,
  choice: m.enrol_form_kind_choice,
  yes_no: m.enrol_form_kind_yes_no,
  number: m.enrol_form_kind_number,
};
export const questionKinds = () => QUESTION_KINDS.map((value) => ({ value, label: kindWords[value]() }));

/** An answer that a question offers, in words. */
export const answerInWords = (value: string): string =>
  value === 'yes' ? m.programs_yes() : value === 'no' ? m.programs_no() : value;

/** The form as staff see it, in order. */
export const questionLines = (form: readonly FormQuestion[]) =>
  form.map(({ id, label, kind, options, required, when }, at) => {
    const asked = when && form.find((one) => one.id === when.id);
    return {
      id,
      label,
      kind: kindWords[kind](),
      options,
      required,
      condition:
        when && asked ? m.programs_question_when({ question: asked.label, answer: answerInWords(when.equals) }) : '',
      first: at === 0,
      last: at === form.length - 1,
    };
  });

/** Answers of earlier questions that a question may hang on: `<id>=<answer>`. @param id of the question itself; null: a new one, the last */
export function conditionChoices(form: readonly FormQuestion[], id: string | null): { value: string; label: string }[] {
  const at = form.findIndex((one) => one.id === id);
  return form.slice(0, at < 0 ? form.length : at).flatMap((earlier) => {
    const answers = earlier.kind === 'yes_no' ? ['yes', 'no'] : earlier.options;
    return answers.map((answer) => ({
      value: `${earlier.id}=${answer}`,
      label: m.enrol_form_when_is({ question: earlier.label, answer: answerInWords(answer) }),
    }));
  });
}

/** A question as the fields of the editor hold it. */
export const questionFields = ({ id, label, kind, options, required, when }: FormQuestion): Record<string, string> => ({
  id,
  label,
  kind,
  options: options.join('\n'),
  required: required ? '1' : '',
  when: when === null ? '' : `${when.id}=${when.equals}`,
});

/** What was typed into them. */
export function questionFrom({
  id,
  label = '',
  kind,
  options = '',
  required,
  when = '',
}: Record<string, string>): QuestionInput {
  const [asked = '', ...equals] = when.split('=');
  const wanted = QUESTION_KINDS.find((one) => one === kind) ?? 'text';
  return {
    ...(id && { id }),
    label,
    kind: wanted,
    options: wanted === 'choice' ? [...new Set(options.split('\n').map((line) => line.trim()))].filter(Boolean) : [],
    required: required === '1',
    when: asked === '' ? null : { id: asked, equals: equals.join('=') },
  };
}
