import Papa from 'papaparse';
import type { Ctx, Locale } from '#platform/context';
import { sheetBytes } from '#platform/sheet-file';
import { FORMULA } from '#shared/csv-cell';
import { m } from '#i18n/messages';
import { answerInWords } from './answer-words.ts';
import type { SingleResponse } from './disclose.ts';
import { listResponses } from './list-responses.ts';
import { said, type Content } from './rules/content.ts';

export interface ResponsesFile {
  fileName: string;
  mediaType: string;
  body: string | Uint8Array<ArrayBuffer>;
}

/**
 * Single answers as a table: a line per answer, a column per question, in words. Formulas in texts stay texts in a spreadsheet.
 * Needs `responses.read`; without names after the end, from five answers on, in an order that says nothing. Throws as {@link listResponses}.
 */
export async function exportResponses(ctx: Ctx, placementId: number, format: 'csv' | 'xlsx'): Promise<ResponsesFile> {
  const { placement, content, responses } = await listResponses(ctx, placementId);
  const rows = tableOf(content, responses, placement.privacy === 'named', ctx.locale);
  const fileName = `kuesioner-${placement.questionnaire.id}-${placement.code}.${format}`;
  if (format === 'csv') {
    const body = Papa.unparse(rows, { escapeFormulae: FORMULA, newline: '\r\n' });
    return { fileName, mediaType: 'text/csv; charset=utf-8', body };
  }
  const [head = [], ...lines] = rows;
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { fileName, mediaType, body: await sheetBytes(head, lines) };
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
