import { m } from '#i18n/messages';
import { viewFacts } from '#modules/ground/facts';
import { sentenceOf } from '#platform/requests/problem';
import type { Chart } from '#shared/chart';
import { addMonths, formatDate, instantAt } from '#shared/dates';
import { LEAST } from '#shared/disclosure';
import { formatNumber } from '#shared/money';
import { nothing, type AnalysisDefinition, type AnalysisSheet, type Asked, type SheetTable } from '../analysis.ts';
import { firstLoanDay, selectHoldings, type ClassHoldings } from '../data/holdings.queries.ts';
import { factNotes } from '../fact-notes.ts';
import { mostLacking, sharesOf, type ClassShare } from '../rules/class-shares.ts';
import { percentOf } from '../rules/opening-use.ts';

/** After so long without a use a copy lies untouched. */
const UNUSED_MONTHS = 36;
/** So many classes are drawn by themselves; the colours end there. */
const CLASSES_DRAWN = 5;

type Row = ClassShare & Pick<ClassHoldings, 'unused' | 'age'>;

const nameOf = (key: string, { locale }: Asked['ctx']): string =>
  key === ''
    ? m.analyses_classes_unclassed({}, { locale })
    : `${key}00 ${sentenceOf('ddc', key, {}, locale) ?? ''}`.trim();

/** Two wholes, the copies and the demand, each with its classes. */
function chartOf(rows: readonly Row[], { ctx }: Asked): Chart {
  const said = { locale: ctx.locale };
  const [drawn, others] = [rows.slice(0, CLASSES_DRAWN), rows.slice(CLASSES_DRAWN)];
  const demandOf = ({ loans, holds }: Row): number => loans + holds;
  const sum = (figure: (row: Row) => number): number => others.reduce((all, row) => all + figure(row), 0);
  return {
    kind: 'share',
    title: m.analyses_classes_chart({}, said),
    unit: m.analyses_classes_unit({}, said),
    keyName: m.analyses_col_class({}, said),
    keys: [
      { key: 'copies', label: m.analyses_classes_share({}, said) },
      { key: 'demand', label: m.analyses_classes_demand({}, said) },
    ],
    series: [
      ...drawn.map((row) => ({ name: nameOf(row.key, ctx), values: [row.copies, demandOf(row)] })),
      ...(others.length > 0
        ? [
            {
              name: m.analyses_classes_others({}, said),
              values: [sum(({ copies }) => copies), sum(demandOf)],
              rest: true as const,
            },
          ]
        : []),
    ],
  };
}

/** @param isCounted the nights have counted loans and holds; else nobody knows how many there were */
function tableOf(rows: readonly Row[], { ctx, from, to, library }: Asked, isCounted: boolean): SheetTable {
  const said = { locale: ctx.locale };
  const address = new URLSearchParams({ dari: from, sampai: to, banding: 'none' });
  if (library) address.set('perpustakaan', library.code);
  const sum = (figure: (row: Row) => number): number => rows.reduce((all, row) => all + figure(row), 0);
  return {
    title: m.analyses_classes_table({}, said),
    columns: [
      { label: m.analyses_col_class({}, said), unit: 'text' },
      { label: m.analyses_col_copies({}, said), unit: 'count' },
      { label: m.analyses_classes_share({}, said), unit: 'percent' },
      { label: m.analyses_col_loans({}, said), unit: 'count' },
      { label: m.analyses_classes_holds({}, said), unit: 'count' },
      { label: m.analyses_classes_turnover({}, said), unit: 'decimal' },
      { label: m.analyses_classes_demand({}, said), unit: 'percent' },
      { label: m.analyses_classes_gap({}, said), unit: 'points' },
      { label: m.analyses_classes_unused({}, said), unit: 'count' },
      { label: m.analyses_classes_age({}, said), unit: 'decimal' },
    ],
    rows: rows.map((row) => ({
      cells: [
        nameOf(row.key, ctx),
        row.copies,
        row.share,
        isCounted ? row.loans : null,
        isCounted ? row.holds : null,
        isCounted ? row.turnover : null,
        row.demand,
        row.gap,
        row.unused,
        row.age,
      ],
      // the titles of the class by their loans
      href: row.key === '' ? undefined : `/staf/laporan/peminjaman-kelas?dalam=${row.key}&${address.toString()}`,
    })),
    total: [
      m.analyses_total({}, said),
      sum(({ copies }) => copies),
      null,
      isCounted ? sum(({ loans }) => loans) : null,
      isCounted ? sum(({ holds }) => holds) : null,
      ...[null, null, null],
      sum(({ unused }) => unused),
      null,
    ],
  };
}

async function make(asked: Asked): Promise<AnalysisSheet> {
  const { ctx, from, to, libraryIds, today, zone } = asked;
  const said = { locale: ctx.locale };
  const since = addMonths(today, -UNUSED_MONTHS);
  const about = { from, to, cut: 'class', ...(libraryIds && { libraryIds: [...libraryIds] }) };
  const [held, firstLoan, loans, holds] = await Promise.all([
    selectHoldings(ctx.db, {
      ...{ libraryIds, since, sinceAt: instantAt(since, 0, zone) },
      year: Number(today.slice(0, 4)),
    }),
    firstLoanDay(ctx.db, zone),
    viewFacts(ctx, { ...about, kind: 'loan' }),
    viewFacts(ctx, { ...about, kind: 'hold' }),
  ]);
  const notes = [
    m.analyses_classes_note_copies({}, said),
    firstLoan === null
      ? m.analyses_classes_note_unused_none({}, said)
      : m.analyses_classes_note_unused({ since: formatDate(firstLoan, ctx.locale) }, said),
    m.analyses_classes_note_age({ count: held.reduce((sum, { ageless }) => sum + ageless, 0) }, said),
    m.analyses_classes_note_demand({}, said),
    ...factNotes(asked, loans),
    ...factNotes(asked, holds),
  ];
  if (held.length === 0) return nothing(notes);
  const figure = (some: typeof loans.figures, wanted: string): number => some.find(({ key }) => key === wanted)?.n ?? 0;
  const holdings = new Map(held.map((one) => [one.key, one]));
  const keys = new Set([...holdings.keys(), ...[...loans.figures, ...holds.figures].map(({ key }) => key)]);
  const shares = sharesOf(
    [...keys].map((key) => ({
      key,
      copies: holdings.get(key)?.copies ?? 0,
      loans: figure(loans.figures, key),
      holds: figure(holds.figures, key),
    })),
  );
  const rows = shares
    .map((one) => ({ ...one, unused: holdings.get(one.key)?.unused ?? 0, age: holdings.get(one.key)?.age ?? null }))
    .toSorted((a, b) => b.copies - a.copies || (a.key < b.key ? -1 : 1));
  const copies = rows.reduce((sum, row) => sum + row.copies, 0);
  const demand = rows.reduce((sum, row) => sum + row.loans + row.holds, 0);
  const unused = percentOf(
    rows.reduce((sum, row) => sum + row.unused, 0),
    copies,
  );
  const isCounted = loans.through !== null && holds.through !== null;
  const lacks = demand < LEAST.compared ? undefined : mostLacking(shares);
  return {
    finding: lacks
      ? m.analyses_classes_finding(
          { under: nameOf(lacks.key, ctx), demand: lacks.demand ?? 0, share: lacks.share ?? 0, unused: unused ?? 0 },
          said,
        )
      : (isCounted ? m.analyses_classes_finding_still : m.analyses_classes_finding_uncounted)(
          { copies: formatNumber(copies, ctx.locale), unused: unused ?? 0 },
          said,
        ),
    notes,
    chart: demand > 0 ? chartOf(rows, asked) : null,
    tables: [tableOf(rows, asked, isCounted)],
  };
}

/** The collection by main class. */
export const classCollection: AnalysisDefinition = {
  key: 'koleksi-kelas',
  name: m.analyses_classes_name,
  about: m.analyses_classes_about,
  may: 'reports.read',
  inputs: [],
  make,
};
