import type { Ctx } from '#platform/context';
import type { Earlier, FollowUp, Round, WeightMode } from '../client.ts';
import { selectEarlier } from '../data/earlier.queries.ts';
import { selectFollowUps } from '../data/follow-ups.queries.ts';
import { selectPublished } from '../data/rounds.queries.ts';
import { satisfactionErrors } from '../errors.ts';
import { publishedIndex, readResults, resultsBefore, type RoundResults } from './round-results.ts';

/** A value of the line through the years. */
export interface LinePoint {
  label: string;
  endsOn: string;
  hundredths: number;
  respondents: number | null;
  mode: WeightMode;
  /** 95 %; null = an earlier value, or a round that has none. */
  interval: { low: number; high: number } | null;
  /** Where an earlier value comes from; '' = a round of ours. */
  source: string;
}

/** What everybody may read of the latest published round, or of one of them. */
export interface PublicRound {
  round: Round;
  results: RoundResults;
  followUps: FollowUp[];
  before: { round: Round; results: RoundResults; followUps: FollowUp[] } | null;
  line: LinePoint[];
  /** All that are published, the latest first. */
  rounds: Round[];
}

/**
 * The published round that was asked for, else that of the latest period; null = none is published. For everybody. Throws
 * `satisfaction.round_not_found` for one that is not published.
 */
export async function publicRound(ctx: Pick<Ctx, 'db' | 'clock'>, id: number | null): Promise<PublicRound | null> {
  const rounds = await selectPublished(ctx.db);
  const round = id === null ? rounds[0] : rounds.find((one) => one.id === id);
  if (!round && id !== null) throw satisfactionErrors.roundNotFound();
  if (!round) return null;
  const before = await resultsBefore(ctx, round, ['published']);
  return {
    round,
    results: await readResults(ctx, round, before?.results ?? null),
    followUps: await selectFollowUps(ctx.db, round.id),
    before: before && { ...before, followUps: await selectFollowUps(ctx.db, before.round.id) },
    line: await lineOf(ctx, round, rounds),
    rounds,
  };
}

/** What a published round came to. */
export interface PublishedValue extends Pick<Round, 'name' | 'service'> {
  /** null = all libraries. */
  library: string | null;
  index: NonNullable<ReturnType<typeof publishedIndex>>['exact'];
}

/** The index of the published round of the latest period, for everybody; null = none is published. */
export async function latestValue(ctx: Pick<Ctx, 'db'>): Promise<PublishedValue | null> {
  const [round] = await selectPublished(ctx.db);
  const index = round && publishedIndex(round);
  return index
    ? { name: round.name, service: round.service, library: round.library?.name ?? null, index: index.exact }
    : null;
}

/** Earlier values and published rounds of one service and place, up to one of them, the oldest first. */
export async function lineOf(
  ctx: Pick<Ctx, 'db'>,
  { service, library, endsOn }: Round,
  published: readonly Round[],
): Promise<LinePoint[]> {
  const libraryId = library?.id ?? null;
  const earlier = await selectEarlier(ctx.db, { libraryId, service });
  const own = published.filter((one) => one.service === service && (one.library?.id ?? null) === libraryId);
  return [...earlier.map(earlierPoint), ...own.flatMap(roundPoint)]
    .filter((point) => point.endsOn <= endsOn)
    .toSorted((a, b) => (a.endsOn < b.endsOn ? -1 : 1));
}

const earlierPoint = ({ label, endsOn, hundredths, respondents, mode, source }: Earlier): LinePoint => ({
  ...{ label, endsOn, hundredths, respondents, mode, interval: null, source },
});

function roundPoint(round: Round): LinePoint[] {
  const index = publishedIndex(round);
  if (!index) return [];
  const { exact, complete, interval } = index;
  const about = { label: round.name, endsOn: round.endsOn, mode: 'exact' as const, source: '' };
  return [{ ...about, hundredths: exact.hundredths, respondents: complete, interval }];
}
