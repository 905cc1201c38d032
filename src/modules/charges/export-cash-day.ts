import Papa from 'papaparse';
import type { Ctx } from '#platform/context';
import { sheetBytes } from '#platform/sheet-file';
import { FORMULA } from '#shared/csv-cell';
import { m } from '#i18n/messages';
import { formatTime } from '#shared/dates';
import { viewCashDay, type CashDay, type CashDayQuery } from './cash-day.ts';
import { methodInWords } from './charge-words.ts';

export interface CashDayFile {
  fileName: string;
  mediaType: string;
  body: string | Uint8Array<ArrayBuffer>;
}

/** The day's cash as a table, the sums below the lines. Needs `cash.read` at the library. */
export async function exportCashDay(ctx: Ctx, query: CashDayQuery, format: 'csv' | 'xlsx'): Promise<CashDayFile> {
  const day = await viewCashDay(ctx, query);
  const rows = tableOf(day, ctx);
  const fileName = `kas-${day.library.code}-${day.day}.${format}`;
  if (format === 'csv') {
    const body = Papa.unparse(rows, { escapeFormulae: FORMULA, newline: '\r\n' });
    return { fileName, mediaType: 'text/csv; charset=utf-8', body };
  }
  const [head = [], ...lines] = rows;
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { fileName, mediaType, body: await sheetBytes(head, lines) };
}

function tableOf(day: CashDay, { locale }: Ctx): (string | number)[][] {
  const said = { locale };
  const head = [
    m.charges_receipt_number({}, said),
    m.cash_col_time({}, said),
    m.charges_receipt_member({}, said),
    m.charges_receipt_method({}, said),
    m.charges_receipt_reference({}, said),
    m.charges_receipt_by({}, said),
    m.charges_receipt_total({}, said),
    m.cash_treasury({}, said),
  ];
  const lines = day.lines.map((line) => [
    line.receiptNumber,
    formatTime(line.at, day.library.timeZone, locale),
    line.memberNumber,
    methodInWords(line.method, locale),
    line.reference ?? '',
    line.byName,
    line.amount,
    line.kind === 'payment' ? line.treasury : -line.treasury,
  ]);
  const sum = (label: string, amount: number, treasury: number | string = '') => [
    '',
    '',
    '',
    '',
    '',
    label,
    amount,
    treasury,
  ];
  return [
    head,
    ...lines,
    sum(m.charges_method_cash({}, said), day.cash.net, day.cash.treasury),
    sum(m.charges_method_qris({}, said), day.qris.net, day.qris.treasury),
    sum(m.cash_opening({}, said), day.opening),
    sum(m.cash_expected({}, said), day.expectedCash),
    sum(m.cash_to_deposit({}, said), day.toDeposit),
  ];
}
