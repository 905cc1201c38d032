import type { z } from 'zod';
import { listLibraries } from '#modules/ground/libraries';
import { factsOf, visibleLibraries, viewFacts, viewWho, type FactOrigin, type FactStep } from '#modules/ground/facts';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { can } from '#platform/rights/authorize';
import type { FactSource } from '#platform/facts';
import { addDays, addMonths } from '#shared/dates';
import { selectTitles, selectTopTitles, sumTitles } from './data/titles.queries.ts';
import { reportErrors } from './errors.ts';
import { reportWords } from './report-words.ts';
import { besideKey, comparedPeriod, keysOf, type Period } from './rules/compared-period.ts';
import { changeOf, compareRows, type ReportRow } from './rules/compare-rows.ts';
import { EVERY_SPLIT, reportQuery, type ReportQuery } from './schema.ts';

/** So many titles are shown; the rest stands in one row. */
const TITLES_SHOWN = 100;

/** A row with its name, and what lies behind it: null where nothing more is known. */
export interface NamedRow extends ReportRow {
  label: string;
  /** The main class whose titles lie behind it. */
  within: string | null;
  /** The record that it is. */
  bibId: number | null;
}

export interface Report extends FactOrigin {
  query: ReportQuery;
  /** "Kelas DDC". */
  byLabel: string;
  /** What is counted: of people only the months that lie in the time whole; null where none does. */
  period: Period | null;
  before: Period | null;
  /** A comparison was asked for, with a time of which there are no data. */
  withoutBefore: boolean;
  rows: NamedRow[];
  /** Of all, also of what is not shown; null where nothing is counted. */
  total: number | null;
  totalBefore: number | null;
  totalChange: number | null;
  /** Of which libraries: a name, or null = all that this person may see. */
  library: string | null;
  /** Days whose figure was corrected after it had been counted. */
  corrected: { day: string; was: number; became: number }[];
}

/** By what a kind can be split, things first. */
export const splitsOf = ({ cuts, who }: Pick<FactSource, 'cuts' | 'who'>): string[] => [
  ...EVERY_SPLIT,
  ...cuts,
  ...who,
];

type Figures = readonly { key: string | null; n: number }[];
interface Asked {
  ctx: Ctx;
  source: FactSource;
  by: string;
  libraryIds: number[] | undefined;
}

/**
 * A report. Needs `reports.read`: of some libraries, their figures. Days before anything was counted are told by `since`, days to come by
 * `through`. Refuses `facts.kind_unknown`, `reports.by_unknown`, `libraries.not_found`.
 */
export async function makeReport(ctx: Ctx, input: z.input<typeof reportQuery>): Promise<Report> {
  const query = parseInput(reportQuery, input);
  visibleLibraries(ctx, undefined);
  const source = factsOf(query.kind);
  const { by } = query;
  if (!splitsOf(source).includes(by)) throw reportErrors.byUnknown({ by });
  const library = query.library === undefined ? null : await libraryOf(ctx, query.library);
  const asked: Asked = { ctx, source, by, libraryIds: library ? [library.id] : undefined };
  const words = await reportWords(ctx, query.kind, by);
  const { rows, ...made } = by === 'bib' ? await titleRows(asked, query) : await splitRows(asked, query);
  return {
    ...made,
    query,
    withoutBefore: query.compare !== 'none' && made.before === null && made.period !== null,
    byLabel: words.by(by),
    library: library?.name ?? null,
    totalChange: made.total === null ? null : changeOf(made.total, made.totalBefore),
    rows: rows.map((row) => ({
      ...row,
      label: 'title' in row && typeof row.title === 'string' ? row.title : words.value(by, row.key),
      within: by === 'class' && row.key !== null && row.key !== '' && source.cuts.includes('bib') ? row.key : null,
      bibId: by === 'bib' && row.key !== null ? Number(row.key) : null,
    })),
  };
}

async function libraryOf(ctx: Ctx, code: string) {
  const library = (await listLibraries(ctx)).find((one) => one.code === code);
  // where somebody may not read, a report of nothing would not be true
  if (!library || !can(ctx.actor, 'reports.read', library.id)) throw reportErrors.notFound();
  return library;
}

/** With which days some are compared: with none of which these libraries have no data. */
function beforeOf({ since }: FactOrigin, period: Period | null, { compare }: ReportQuery): Period | null {
  const wanted = period && comparedPeriod(period, compare);
  return wanted && since !== null && since <= wanted.to ? wanted : null;
}

type Made = Omit<Report, 'query' | 'withoutBefore' | 'byLabel' | 'library' | 'totalChange' | 'rows'> & {
  rows: (ReportRow & { title?: string })[];
};

/** Split by time, library, or a cut. */
async function splitRows(asked: Asked, query: ReportQuery): Promise<Made> {
  const { source, by } = asked;
  const isPeople = source.who.includes(by);
  const count = isPeople ? people : things;
  const now = await count(asked, query);
  // of people whole months stand beside as many
  const before = beforeOf(now.origin, now.period, query);
  const earlier = before && (await count(asked, before));
  const figures = withEmpty(now, by);
  const isTime = keysOf(by, query).length > 0;
  return {
    ...now.origin,
    before,
    period: now.period,
    corrected: now.corrected,
    rows:
      before && earlier && isTime
        ? timesBeside(figures, earlier.figures, (key) => besideKey(by, key, before, query))
        : compareRows(figures, earlier?.figures ?? null, isPeople),
    total: now.total,
    totalBefore: earlier?.total ?? null,
  };
}

/** Days, months or years, each beside the one that it is like. */
function timesBeside(now: Figures, before: Figures, beside: (key: string) => string | null): ReportRow[] {
  const earlier = new Map(before.map(({ key, n }) => [key, n]));
  return now.map(({ key, n }) => {
    const like = key === null ? null : beside(key);
    const was = like === null ? null : (earlier.get(like) ?? 0);
    return { key, n, was, change: changeOf(n, was) };
  });
}

/** Times without anything stand there with nothing, as far as there are data. */
function withEmpty({ figures, period, origin: { since, through } }: Counted, by: string): Figures {
  if (period === null || since === null || through === null) return figures;
  const from = since > period.from ? since : period.from;
  const counted = new Map(figures.map(({ key, n }) => [key, n]));
  const keys = keysOf(by, { from, to: through < period.to ? through : period.to });
  return keys.length === 0 ? figures : keys.map((key) => ({ key, n: counted.get(key) ?? 0 }));
}

interface Counted {
  origin: FactOrigin;
  period: Period | null;
  figures: Figures;
  total: number | null;
  corrected: Report['corrected'];
}

const sum = (figures: Figures): number => figures.reduce((all, { n }) => all + n, 0);

async function people({ ctx, source, by, libraryIds }: Asked, { from, to }: Period): Promise<Counted> {
  const { months, figures, ...origin } = await viewWho(ctx, { kind: source.kind, from, to, cut: by, libraryIds });
  const period = months && { from: months.from, to: addDays(addMonths(months.to, 1), -1) };
  return { origin, period, figures, total: months ? sum(figures) : null, corrected: [] };
}

const STEPS: Partial<Record<string, FactStep>> = { day: 'day', month: 'month', year: 'year', weekday: 'weekday' };

async function things({ ctx, source, by, libraryIds }: Asked, { from, to }: Period): Promise<Counted> {
  const step = STEPS[by] ?? 'none';
  const cut = step !== 'none' || by === 'library' ? undefined : by;
  const { kind } = source;
  const { figures, changes, ...origin } = await viewFacts(ctx, {
    kind,
    from,
    to,
    libraryIds,
    step,
    cut,
    byLibrary: by === 'library',
  });
  const keyed = figures.map(({ libraryId, period, key, n }) => ({
    key: by === 'library' ? String(libraryId ?? '') : step === 'none' ? key : period,
    n,
  }));
  // times stand in their order, all else by size
  const inTime = step !== 'none' || by === 'hour';
  const ordered = inTime ? keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)) : keyed;
  const corrected = changes.map(({ day, was, became }) => ({ day, was, became }));
  return { origin, period: { from, to }, figures: ordered, total: sum(ordered), corrected };
}

/** The titles with the largest figures, and one row for all others. */
async function titleRows(asked: Asked, query: ReportQuery): Promise<Made> {
  const { ctx, source } = asked;
  const libraryIds = visibleLibraries(ctx, asked.libraryIds);
  const { from, to, within = null } = query;
  const { kind } = source;
  const top = await selectTopTitles(ctx.db, { kind, libraryIds, from, to, within, limit: TITLES_SHOWN });
  const bibIds = top.map(({ bibId }) => bibId);
  const byClass = { ...asked, by: 'class' };
  const wholeOf = async (period: Period): Promise<Counted & { of: number }> => {
    const whole = await things(byClass, period);
    // a title may stand in another class than when it was counted: its class is as large as what is shown of it
    const of = within === null ? (whole.total ?? 0) : await sumTitles(ctx.db, { kind, libraryIds, ...period, within });
    return { ...whole, of };
  };
  const all = await wholeOf({ from, to });
  const before = beforeOf(all.origin, query, query);
  const earlier = before ? await selectTitles(ctx.db, { kind, libraryIds, ...before, bibIds }) : null;
  const allBefore = before ? await wholeOf(before) : null;
  const shown = compareRows(
    top.map(({ bibId, n }) => ({ key: String(bibId), n })),
    earlier?.map(({ bibId, n }) => ({ key: String(bibId), n })) ?? null,
    false,
  );
  const titles = new Map(top.map(({ bibId, title }) => [String(bibId), title]));
  const rest = all.of - sum(shown);
  return {
    ...all.origin,
    before,
    period: all.period,
    corrected: all.corrected,
    total: all.of,
    totalBefore: allBefore?.of ?? null,
    rows: [
      ...shown.map((row) => ({ ...row, title: titles.get(row.key ?? '') ?? '' })),
      ...(rest > 0 ? [{ key: null, n: rest, was: null, change: null }] : []),
    ],
  };
}
