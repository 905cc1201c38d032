import type { Ctx, Locale } from '#platform/context';
import type { HeavyFile } from '#platform/heavy';
import { tableFile, type TableFormat } from '#platform/table-file';
import { m } from '#i18n/messages';
import { answerInWords } from './answer-words.ts';
import type { SingleResponse } from './disclose.ts';
import { listResponses } from './list-responses.ts';
import { said, type Content } from './rules/content.ts';

/**
 * Single answers as a table: a line per answer, a column per question, in words. Formulas in texts stay texts in a spreadsheet.
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
  const asked = questions.filter(({ kind }) => kind !== 'section');
  const told = { locale };
  const head = [
    ...(named ? [m.quest_col_name({}, told), m.quest_col_when({}, told)] : []),
    m.quest_col_channel({}, told),
    ...asked.map(({ label }) => said(label, locale)),
  ];
  const lines = responses.map(({ name, answeredAt, channel, answers }) => [
    ...(named ? [name ?? '', answeredAt?.toISOString() ?? ''] : []),
    channelName(channel, locale),
    ...asked.map((question) => answerInWords(question, answers[question.id], locale)),
  ]);
  return [head, ...lines];
}

const channelName = (channel: SingleResponse['channel'], locale: Locale): string => {
  if (channel === null) return '';
  if (channel === 'paper') return m.quest_channel_paper({}, { locale });
  return channel === 'kiosk' ? m.quest_channel_kiosk({}, { locale }) : m.quest_channel_link({}, { locale });
};
