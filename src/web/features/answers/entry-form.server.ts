import { ANSWER_THEMES, type AnswerSource } from '#modules/city/answers/client';
import type { EntryInput, SourceInput } from '#modules/city/answers';
import { platformErrors } from '#platform/errors';
import { isDay } from '#shared/dates';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
import { themeWords } from './answer-words.server.ts';

export const themeOptions = () => ANSWER_THEMES.map((value) => ({ value, label: themeWords(value) }));

/** Sources as lines that can be changed and read again. */
export const sourceLines = (sources: readonly AnswerSource[]): string =>
  sources
    .map((source) =>
      source.kind === 'record' ? `/katalog/${source.bibId}` : `${source.url} | ${source.title} | ${source.seenOn}`,
    )
    .join('\n');

/** A line of the field: `/katalog/12`, or `https://… | title | day`. Throws a refusal at the field. */
function sourceOf(line: string): SourceInput {
  const [, bib] = /^(?:https?:\/\/[^\s/]+)?(?:\/en)?\/katalog\/(\d{1,15})$/.exec(line) ?? [];
  if (bib !== undefined) return { bibId: Number(bib) };
  const [url = '', title = '', seenOn = ''] = line.split('|').map((part) => part.trim());
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url) || title === '' || !isDay(seenOn))
    throw platformErrors.invalidInput({}, { sources: 'answers_source' });
  return { url, title, seenOn };
}

/** What a form of an entry says. Throws refusals at the fields of the theme and the sources. */
export function entryOf(values: Readonly<Record<string, string | undefined>>): EntryInput {
  const lines = (values.sources ?? '').split('\n').map((line) => line.trim());
  return {
    question: values.question ?? '',
    answer: values.answer ?? '',
    questionEn: values.questionEn ?? '',
    answerEn: values.answerEn ?? '',
    theme: choiceIn(values, 'theme', ANSWER_THEMES),
    words: values.words ?? '',
    sources: lines.filter((line) => line !== '').map(sourceOf),
  };
}
