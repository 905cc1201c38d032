import { networkZone } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { promiseMeasures, type PromiseMeasure, type PromiseSpan } from '#platform/promise-measures';
import { addDays, instantAt, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { Edition, Performance } from './client.ts';
import { writeFigure, type FigureRow } from './data/figures.queries.ts';
import { selectEditions } from './data/standards.queries.ts';
import { keptPercent, lastMonths, standingOf } from './rules/standing.ts';

/** The measure of this key; undefined where no module contributes it (any more). */
export const measureOf = (key: string | null): PromiseMeasure | undefined =>
  promiseMeasures().find((one) => one.key === key);

/** The last three whole months, as measures are told of them. */
async function spanOf({ db, clock }: { db: Db | Tx; clock: Ctx['clock'] }): Promise<PromiseSpan> {
  const zone = await networkZone(db);
  const now = clock.now();
  const { from, to } = lastMonths(localDate(now, zone));
  return { from, to, after: instantAt(from, 0, zone), before: instantAt(addDays(to, 1), 0, zone), now, zone };
}

/** Measures an edition and keeps what it gives; one without a measure is left alone. */
export async function measureEdition(
  { db, clock }: { db: Db | Tx; clock: Ctx['clock'] },
  { id, measure, measureLimit }: Pick<Edition, 'id' | 'measure' | 'measureLimit'>,
): Promise<void> {
  const by = measureOf(measure);
  if (!by) return;
  const span = await spanOf({ db, clock });
  const { n, kept } = await by.count(db, span, measureLimit ?? 0);
  await writeFigure(db, { editionId: id, fromOn: span.from, toOn: span.to, n, kept, measuredAt: span.now });
}

/** Measures every published promise anew. One after another, so that it takes no more than one connection. */
export async function measurePromises(
  ctx: Pick<Ctx, 'db' | 'clock' | 'requestId'>,
  signal?: AbortSignal,
): Promise<void> {
  const round = new Round(ctx, signal);
  await round.each(await selectEditions(ctx.db, { states: ['published'] }), async (edition) =>
    measureEdition(ctx, edition),
  );
  round.end();
}

const UNITS = { hours: m.promises_limit_hours, days: m.promises_limit_days, working_days: m.promises_limit_working };

/** How long it may take: "paling lama 2 hari"; '' where the measure knows no such thing. */
function limitInWords({ unit }: PromiseMeasure, limit: number | null, locale: Locale): string {
  return unit === null || limit === null ? '' : UNITS[unit]({ count: limit }, { locale });
}

/** How the promise of an edition is kept, as it may be told to everybody: nothing of what happened too seldom. */
export function performanceOf(edition: Edition | null, figure: FigureRow | undefined, locale: Locale): Performance {
  const measure = measureOf(edition?.measure ?? null);
  const count = edition && measure && figure ? figure : null;
  const target = edition?.target ?? null;
  const standing = standingOf(count, target);
  const percent = count && keptPercent(count);
  const told = percent === null ? null : count;
  const words = measure && [
    measure.label({}, { locale }),
    limitInWords(measure, edition?.measureLimit ?? null, locale),
  ];
  return {
    standing,
    percent,
    target,
    n: told?.n ?? null,
    kept: told?.kept ?? null,
    from: count?.fromOn ?? null,
    to: count?.toOn ?? null,
    what: words?.filter(Boolean).join(', ') ?? '',
    counted: told && measure ? measure.counts({ count: told.n }, { locale }) : '',
    without: measure?.without?.({}, { locale }) ?? '',
  };
}
