import type { Ctx, Locale } from '#platform/context';
import type { HeavyFile } from '#platform/background/heavy';
import { tableFile, type TableFormat } from '#platform/papers/table-file';
import { m } from '#i18n/messages';
import { answerInWords } from '../answers/answer-words.ts';
import type { SingleResponse } from './disclose.ts';
import { listResponses } from '../answers/list-responses.ts';
import { said, type Answer, type Answers, type Content, type Question } from '../rules/content.ts';
import { absenceWords } from './result-words.ts';
import { scoreOf } from '../rules/flow.ts';

/**
 * Single answers as a table: a line per answer, a column per question and per row of a matrix, in words, with its score
 * beside it where options have one. What is blank says why: not asked of them, not answered, or answered by too few to be told. Formulas in texts stay texts in a spreadsheet.
 * Needs `responses.read`; without names after the end, from five answers on, in an order that says nothing. Throws as {@link listResponses}.
 * The worker writes it (ask-responses-table.ts).
 */
export async function exportResponses(ctx: Ctx, placementId: number, format: TableFormat): Promise<HeavyFile> {
  const { placement, content, responses } = await listResponses(ctx, placementId);
  const rows = tableOf(content, responses, placement.privacy === 'named', ctx.locale);
  return tableFile(`kuesioner-${placement.questionnaire.id}-${placement.code}`, format, rows);
}

function tableOf(
  { questions }: Content,
  responses: readonly SingleResponse[],
  named: boolean,
  locale: Locale,
): string[][] {
  const columns = questions.filter(({ kind }) => kind !== 'section').flatMap((one) => columnsOf(one, locale));
  const told = { locale };
  const head = [
    ...(named ? [m.quest_col_name({}, told), m.quest_col_when({}, told)] : []),
    m.quest_col_channel({}, told),
    ...columns.map(({ label }) => label),
  ];
  const lines = responses.map(({ name, answeredAt, channel, answers, missing }) => [
    ...(named ? [name ?? '', answeredAt?.toISOString() ?? ''] : []),
    channelName(channel, locale),
    ...columns.map(({ of }) => of(answers, missing)),
  ]);
  return [head, ...lines];
}

interface Column {
  label: string;
  of: (answers: Answers, missing: SingleResponse['missing']) => string;
}

function columnsOf(question: Question, locale: Locale): Column[] {
  const label = said(question.label, locale);
  if (question.kind !== 'matrix')
    return withScore(question, { id: question.id, label, answerOf: (answers) => answers[question.id] }, locale);
  return question.rows.flatMap((row) =>
    withScore(
      { ...question, kind: 'likert' },
      {
        id: `${question.id}.${row.id}`,
        label: `${label}: ${said(row.label, locale)}`,
        answerOf: (answers) => {
          const given = answers[question.id];
          return typeof given === 'object' && !Array.isArray(given) ? given[row.id] : undefined;
        },
      },
      locale,
    ),
  );
}

/** A column in words, and one of scores where an option has one. */
function withScore(
  question: Question,
  { id, label, answerOf }: { id: string; label: string; answerOf: (answers: Answers) => Answer | undefined },
  locale: Locale,
): Column[] {
  const words: Column = {
    label,
    of: (answers, { [id]: absent }) =>
      absent ? `(${absenceWords(absent, locale)})` : answerInWords(question, answerOf(answers), locale),
  };
  const scored = ['single', 'likert'].includes(question.kind) && question.options.some(({ score }) => score !== null);
  if (!scored) return [words];
  const score = (answers: Answers): string => String(scoreOf(question, answerOf(answers)) ?? '');
  return [words, { label: m.quest_col_score({ label }, { locale }), of: score }];
}

const channelName = (channel: SingleResponse['channel'], locale: Locale): string => {
  if (channel === null) return `(${m.quest_absent_too_few({}, { locale })})`;
  if (channel === 'paper') return m.quest_channel_paper({}, { locale });
  return channel === 'kiosk' ? m.quest_channel_kiosk({}, { locale }) : m.quest_channel_link({}, { locale });
};
