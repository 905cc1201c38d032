import { chainOfLinks } from '#modules/community/programs';
import { hitsByLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { FIRST_DAY } from '#shared/dates';
import { splitSmallCounts } from '#shared/small-counts';
import type { PosterChain } from '../client.ts';
import { sumSteps, tellSteps } from '../rules/tell-chain.ts';
import { seePlaces } from '../see-places.ts';
import { seenPoster } from '../view-posters.ts';

/** A page where one enrols: whoever opens a code that leads there takes it along. */
const ENROLS = /^(?:\/en)?\/kegiatan\/[^/?#]+(?:[?#]|$)/;

/**
 * What came of a poster, from its first day on: openings of its codes, which are of nobody and therefore stand apart, and how far those went who
 * enrolled by one. Needs `posters.make` at its library. Throws `posters.not_found`.
 */
export async function viewChain(ctx: Ctx, id: number): Promise<PosterChain> {
  const row = await seenPoster(ctx, id);
  const places = await seePlaces(ctx.db, id);
  const codes = places.map(({ code }) => code);
  const opened = await hitsByLink(ctx.db, codes, FIRST_DAY);
  // a poster that is about another programme than before tells of that alone
  const chains = await chainOfLinks(ctx.db, codes, row.programId);
  const steps = tellSteps(sumSteps(chains));
  // a place from which it was taken down, and where it hangs again, is one
  const nameOf = new Map(places.map(({ code, name }) => [code, name]));
  const enrolledAt = new Map<string, number>();
  for (const { code, enrolled } of chains) {
    const name = nameOf.get(code) ?? '';
    enrolledAt.set(name, (enrolledAt.get(name) ?? 0) + enrolled);
  }
  return {
    opened: [...opened.values()].reduce((total, hits) => total + hits, 0),
    leads: row.subject === 'program' || ENROLS.test(row.address ?? ''),
    steps,
    places: splitSmallCounts(enrolledAt).told.map(([name, enrolled]) => ({ name, enrolled })),
  };
}
