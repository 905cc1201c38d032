import { chainsOfPosters, codesOnPosters, postersOfCampaign } from '#modules/city/posters';
import { chainOfLinks, countPresentAt } from '#modules/community/programs';
import { zoneOf } from '#modules/ground/libraries';
import { linksOfCampaign } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { addDays, instantAt } from '#shared/dates';
import type { CampaignFigures, CampaignLinkLine } from '../client.ts';
import type { CampaignRow } from '../data/campaigns.queries.ts';
import { selectCosts } from '../data/costs.queries.ts';
import { selectThings } from '../data/things.queries.ts';
import { seenCampaign } from '../held-campaign.ts';
import { costEach, percentOf } from '../rules/cost.ts';
import { tellChain, tellPresent, toldSum, type CountedPart, type ToldChain } from '../rules/tell.ts';
import type { Measure } from '../rules/terms.ts';

/** So many links are shown beside their sum. */
const MOST_SHOWN = 50;

/** Links of a campaign count at its library, of one of the network everywhere. */
const reachOf = ({ libraryId }: Pick<CampaignRow, 'libraryId'>) => ({
  libraryIds: libraryId === null ? null : [libraryId],
});

function channelsOf(links: readonly CampaignLinkLine[]): CampaignFigures['channels'] {
  return [...Map.groupBy(links, ({ channel }) => channel)]
    .map(([channel, own]) => ({
      ...{ channel, links: own.length },
      opened: own.reduce((sum, { opened }) => sum + opened, 0),
    }))
    .toSorted((one, other) => other.opened - one.opened);
}

/** Who came to programmes that a campaign promotes, in its days, by programme. */
async function presentOf(ctx: Ctx, row: CampaignRow, programIds: readonly number[]): Promise<number[]> {
  if (programIds.length === 0) return [];
  const zone = await zoneOf({ db: ctx.db, libraryId: row.libraryId });
  const days = { from: instantAt(row.fromOn, 0, zone), to: instantAt(addDays(row.untilOn, 1), 0, zone) };
  return [...(await countPresentAt(ctx.db, { programIds, ...days })).values()];
}

/** Who came to some programmes by the codes of each poster and of each other link. */
async function cameByCode(
  ctx: Ctx,
  programIds: readonly number[],
  { posters, others }: { posters: Awaited<ReturnType<typeof postersOfCampaign>>; others: readonly string[] },
): Promise<number[]> {
  const posterOf = new Map(posters.flatMap((poster) => poster.codes.map((code) => [code, poster] as const)));
  const codes = [...posterOf.keys(), ...others];
  const parts = new Map<string | number, number>();
  for (const programId of programIds)
    for (const { code, attended } of await chainOfLinks(ctx.db, codes, programId)) {
      const poster = posterOf.get(code);
      // a poster that is about another programme than before tells of that alone
      if (poster && poster.programId !== null && poster.programId !== programId) continue;
      const part = poster?.id ?? code;
      parts.set(part, (parts.get(part) ?? 0) + attended);
    }
  return [...parts.values()];
}

/** How much of what is measured was reached; null = it is not told. */
const reachedOf = (measure: Measure, opened: number, chain: ToldChain, present: number | null): number | null =>
  ({
    openings: opened,
    enrolled: chain.enrolled,
    attended: chain.attended,
    present,
    with_card: chain.withCard,
    first_loans: chain.firstLoans,
  })[measure];

/**
 * What came of a campaign: openings of its links, how far those went who enrolled by them, who came, what it cost. Openings are of nobody and stand
 * apart; people are told of from ten on, and not where few of them would come out by the difference to what each poster tells. Throws
 * `campaigns.not_found`, `platform.forbidden`.
 */
export async function campaignFigures(ctx: Ctx, id: number): Promise<CampaignFigures> {
  const row = await seenCampaign(ctx, id);
  const found = await linksOfCampaign(ctx.db, row.code, reachOf(row));
  const links = found.map(({ code, label, place, channel, isRetired, hits }) => ({
    ...{ code, label, place, channel, isRetired },
    opened: hits,
  }));
  const posters = await postersOfCampaign(ctx.db, row.code, reachOf(row));
  const codes = links.map(({ code }) => code);
  const onPosters = await codesOnPosters(ctx.db, codes);
  const others = codes.filter((code) => !onPosters.has(code));
  const parts: CountedPart[] = [...(await chainsOfPosters(ctx.db, posters)), ...(await chainOfLinks(ctx.db, others))];
  const chain = tellChain(parts);
  const programIds = (await selectThings(ctx.db, id)).flatMap(({ programId }) => programId ?? []);
  const present = tellPresent(
    await presentOf(ctx, row, programIds),
    toldSum(await cameByCode(ctx, programIds, { posters, others })),
  );
  const costs = await selectCosts(ctx.db, id);
  const spent = costs.reduce((sum, { amount }) => sum + amount, 0);
  const known = costs.flatMap(({ reach }) => reach ?? []);
  const seen = known.length === 0 ? null : known.reduce((sum, reach) => sum + reach, 0);
  const opened = links.reduce((sum, link) => sum + link.opened, 0);
  const reached = reachedOf(row.measure, opened, chain, present);
  const openedBy = new Map(links.map((link) => [link.code, link.opened]));
  return {
    ...{ seen, opened, chain, present, spent, reached, budget: row.budget },
    ...{ channels: channelsOf(links), measure: row.measure, target: row.target },
    percent: percentOf(reached, row.target),
    each: {
      ...{ seen: costEach(spent, seen), opened: costEach(spent, opened), present: costEach(spent, present) },
      ...{ enrolled: costEach(spent, chain.enrolled), attended: costEach(spent, chain.attended) },
    },
    links: links.slice(0, MOST_SHOWN),
    posters: posters.map(({ codes: own, libraryId, title, archived, id: posterId }) => ({
      ...{ id: posterId, libraryId, title, archived },
      opened: own.reduce((sum, code) => sum + (openedBy.get(code) ?? 0), 0),
    })),
  };
}
