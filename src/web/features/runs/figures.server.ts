import { tableInWords } from '#modules/moving/runs';
import { isMoneyRight, type MoneyReport } from '#shared/moving/money-sums';
import { addsUp, type TableReport } from '#shared/moving/report';
import type { SlimsRunView } from '#modules/moving/runs/client';
import type { Locale } from '#platform/context';
import { formatNumber, formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';

/** What became of the rows of each table, and whether all of them are accounted for. */
function rowsOf(tables: readonly TableReport[], locale: Locale) {
  const number = (value: number): string => formatNumber(value, locale);
  return tables.flatMap((one) =>
    one.kind === 'rows' && one.rows > 0
      ? [
          {
            table: one.table,
            name: tableInWords(one.table, locale),
            rows: number(one.rows),
            carried: number(one.fates.carried),
            merged: number(one.fates.merged),
            refused: number(one.fates.refused),
            known: number(one.fates.known),
            addsUp: addsUp(one),
          },
        ]
      : [],
  );
}

/** Money on both sides; null where SLiMS knows of none. */
function moneyOf(money: MoneyReport | null, locale: Locale) {
  if (!money || (money.dump.debet === 0 && money.dump.credit === 0)) return null;
  const line = (name: string, { debet, credit }: MoneyReport['dump']) => ({
    name,
    owed: formatRupiah(debet),
    paid: formatRupiah(credit),
    rest: formatRupiah(debet - credit),
  });
  const { dump, carried, refused, known, booked } = money;
  return {
    lines: [
      line(m.slims_money_there({}, { locale }), dump),
      line(m.slims_count_carried({}, { locale }), carried),
      line(m.slims_count_refused({}, { locale }), refused),
      line(m.slims_count_known({}, { locale }), known),
    ],
    booked: booked === null ? null : formatRupiah(booked),
    expected: formatRupiah(carried.debet - carried.credit),
    isRight: isMoneyRight(money),
  };
}

/** The figures of a migration or its trial. */
export function figuresOf({ tables, money }: SlimsRunView, locale: Locale) {
  const number = (value: number): string => formatNumber(value, locale);
  const named = (kind: TableReport['kind']) =>
    tables
      .filter((one) => one.kind === kind && one.rows > 0)
      .map(({ table, rows }) => ({ table, name: tableInWords(table, locale), rows: number(rows) }));
  const all = tables.flatMap((one) => (one.kind === 'rows' ? [one] : []));
  const sum = (fate: keyof (typeof all)[number]['fates']): string =>
    number(all.reduce((total, one) => total + one.fates[fate], 0));
  return {
    tables: rowsOf(tables, locale),
    codes: named('codes'),
    left: named('left'),
    money: moneyOf(money, locale),
    carried: sum('carried'),
    refused: sum('refused'),
  };
}
