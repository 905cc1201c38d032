import type { Ctx } from '#platform/context';
import type { HeavyFile } from '#platform/background/heavy';
import { tableFile, type TableFormat } from '#platform/papers/table-file';
import { m } from '#i18n/messages';
import { formatTime } from '#shared/dates';
import { viewCashDay, type CashDay, type CashDayQuery } from './cash-day.ts';
import { methodInWords, remarkOf } from '../charge-words.ts';

/** The day's cash as a table, the sums below the lines. Needs `cash.read` at the library. The worker writes it (ask-cash-table.ts). */
export async function exportCashDay(ctx: Ctx, query: CashDayQuery, format: TableFormat): Promise<HeavyFile> {
  const day = await viewCashDay(ctx, query);
  return tableFile(`kas-${day.library.code}-${day.day}`, format, tableOf(day, ctx));
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
    [line.reference, remarkOf(line, locale)].filter(Boolean).join(' · '),
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
    ...(day.cash.voided + day.qris.voided > 0
      ? [sum(m.cash_voided({}, said), -(day.cash.voided + day.qris.voided))]
      : []),
    sum(m.cash_opening({}, said), day.opening),
    sum(m.cash_expected({}, said), day.expectedCash),
    sum(m.cash_to_deposit({}, said), day.toDeposit),
  ];
}
