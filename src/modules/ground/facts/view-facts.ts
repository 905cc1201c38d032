import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { factSources, type FactSource } from '#platform/facts';
import { day, id, withinDays } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { addDays, addMonths, firstOfMonth, type LocalDate } from '#shared/dates';
import { progressOf } from './data/roll-up.queries.ts';
import {
  selectChanges,
  selectFirstDay,
  sumDays,
  sumMonths,
  type FactFigure,
  type FactsWanted,
} from './data/facts.queries.ts';
import { factErrors } from './errors.ts';

/** The longest time that is asked for at once, in days: ten years. */
const LONGEST_DAYS = 3660;
/** More figures than this no page shows. */
const MOST_FIGURES = 10_000;
const CHANGES_SHOWN = 20;

export const factsQuery = z
  .object({
    kind: z.string().max(60),
    from: day,
    to: day,
    libraryIds: z.array(id).max(1000).optional(),
    cut: z.string().max(40).optional(),
    step: z.enum(['none', 'day', 'month', 'year', 'weekday']).default('none'),
    byLibrary: z.boolean().default(false),
    limit: z.number().int().min(1).max(MOST_FIGURES).default(MOST_FIGURES),
  })
  .superRefine(withinDays(LONGEST_DAYS));

/** How a figure was made. */
export interface FactOrigin {
  kind: string;
  label: string;
  unit: FactSource['unit'];
  /** Who or what is not in it; null: all are. */
  without: string | null;
  /** Through which day it is counted, and when that was done; null = not yet. */
  through: LocalDate | null;
  countedAt: Date | null;
  /** The first day with anything at these libraries; null = no data yet. */
  since: LocalDate | null;
}

export interface Facts extends FactOrigin {
  figures: FactFigure[];
  /** Days of this time whose figure was corrected after it had been counted. */
  changes: Awaited<ReturnType<typeof selectChanges>>;
}

/** A kind by its name. Refuses `facts.kind_unknown`. */
export function factsOf(kind: string): FactSource {
  const source = factSources().find((one) => one.kind === kind);
  if (!source) throw factErrors.kindUnknown({ kind });
  return source;
}

/** The libraries whose figures this person may see; null = all, with those of the network. Needs `reports.read` somewhere. */
export function visibleLibraries(ctx: Ctx, asked: readonly number[] | undefined): readonly number[] | null {
  authorizeAnywhere(ctx, 'reports.read');
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  if (granted === 'all') return asked ?? null;
  return asked ? granted.filter((one) => asked.includes(one)) : granted;
}

async function originOf(
  ctx: Ctx,
  { kind, label, unit, without }: FactSource,
  libraryIds: readonly number[] | null,
): Promise<FactOrigin> {
  const progress = await progressOf(ctx.db, kind);
  return {
    kind,
    label: label({}, { locale: ctx.locale }),
    unit,
    without: without?.({}, { locale: ctx.locale }) ?? null,
    through: progress?.through ?? null,
    countedAt: progress?.countedAt ?? null,
    since: await selectFirstDay(ctx.db, kind, libraryIds),
  };
}

/**
 * Figures of a kind over some days, both included, of the libraries that this person may see, with where they come from.
 * Refuses `facts.kind_unknown`, `facts.cut_unknown`.
 */
export async function viewFacts(ctx: Ctx, input: z.input<typeof factsQuery>): Promise<Facts> {
  const query = parseInput(factsQuery, input);
  const libraryIds = visibleLibraries(ctx, query.libraryIds);
  const source = factsOf(query.kind);
  const { kind, from, to, cut = '', step, byLibrary, limit } = query;
  if (cut !== '' && !source.cuts.includes(cut)) throw factErrors.cutUnknown({ cut });
  const wanted: FactsWanted = { kind, libraryIds, from, to };
  const [origin, figures, changes] = await Promise.all([
    originOf(ctx, source, libraryIds),
    sumDays(ctx.db, { ...wanted, cut, step, byLibrary, limit }),
    selectChanges(ctx.db, wanted, CHANGES_SHOWN),
  ]);
  return { ...origin, figures, changes };
}

export const whoQuery = z
  .object({
    kind: z.string().max(60),
    from: day,
    to: day,
    libraryIds: z.array(id).max(1000).optional(),
    cut: z.string().max(40),
  })
  .superRefine(withinDays(LONGEST_DAYS));

/** Who it was, in the whole months of a time; `key` null = all others, and whoever is not known. */
export interface WhoFacts extends FactOrigin {
  /** The months that lie in the time whole and have ended; null where none does. */
  months: { from: LocalDate; to: LocalDate } | null;
  figures: { key: string | null; n: number }[];
}

/** Refuses `facts.kind_unknown`, `facts.cut_unknown`. */
export async function viewWho(ctx: Ctx, input: z.input<typeof whoQuery>): Promise<WhoFacts> {
  const { kind, from, to, cut, libraryIds: asked } = parseInput(whoQuery, input);
  const libraryIds = visibleLibraries(ctx, asked);
  const source = factsOf(kind);
  if (!source.who.includes(cut)) throw factErrors.cutUnknown({ cut });
  const origin = await originOf(ctx, source, libraryIds);
  const until = origin.through !== null && origin.through < to ? origin.through : to;
  const first = firstOfMonth(from) === from ? from : addMonths(firstOfMonth(from), 1);
  const last = addMonths(firstOfMonth(addDays(until, 1)), -1);
  const months = origin.through !== null && first <= last ? { from: first, to: last } : null;
  const figures = months ? await sumMonths(ctx.db, { kind, libraryIds, ...months, cut }) : [];
  return { ...origin, months, figures };
}

/** The first day of a kind on which anything was counted, at some libraries or (null) at any; null = never yet. */
export const firstDayCounted = async (
  { db }: Pick<Ctx, 'db'>,
  { kind }: Pick<FactSource, 'kind'>,
  libraryIds: readonly number[] | null = null,
): Promise<LocalDate | null> => selectFirstDay(db, kind, libraryIds);

/** All kinds that are counted, in the order in which the modules build. Needs `reports.read` somewhere. */
export async function listFactKinds(
  ctx: Ctx,
): Promise<(FactOrigin & { cuts: readonly string[]; who: readonly string[] })[]> {
  const libraryIds = visibleLibraries(ctx, undefined);
  return Promise.all(
    factSources().map(async (source) => ({
      ...(await originOf(ctx, source, libraryIds)),
      cuts: source.cuts,
      who: source.who,
    })),
  );
}
