import { said, type Answer, type Question } from '../rules/content.ts';

/** An answer as people read it; '' = none. */
export function answerInWords(question: Question, answer: Answer | undefined, locale: 'id' | 'en'): string {
  const option = (value: string): string => {
    const found = question.options.find((one) => one.value === value);
    return found ? said(found.label, locale) : value;
  };
  if (answer === undefined) return '';
  if (typeof answer === 'number') return String(answer);
  if (Array.isArray(answer)) return answer.map(option).join('; ');
  if (typeof answer === 'object') {
    return question.rows
      .flatMap(({ id, label }) => (answer[id] === undefined ? [] : [`${said(label, locale)}: ${option(answer[id])}`]))
      .join('; ');
  }
  return question.options.length > 0 ? option(answer) : answer;
}
