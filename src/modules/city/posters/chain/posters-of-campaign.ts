import { chainOfLinks } from '#modules/community/programs';
import type { Db, Tx } from '#platform/database/db';
import { selectCodesOnPosters, selectOfCampaign, type CampaignPoster } from '../data/posters.queries.ts';
import { sumSteps, type CountedSteps } from '../rules/tell-chain.ts';

/** More posters than one campaign has. */
const MOST = 500;

/** Posters that bear the word of a campaign, at these libraries (null = everywhere), the newest first. Whoever asks has checked the permission. */
export const postersOfCampaign = async (
  db: Db | Tx,
  campaign: string,
  { libraryIds }: { libraryIds: readonly number[] | null },
): Promise<CampaignPoster[]> => selectOfCampaign(db, campaign, { libraryIds, limit: MOST });

/**
 * How far those went who enrolled by the codes of each of these posters, as each of them tells it. Bare counts, also of one person: whoever asks
 * has checked the permission, and tells sums of which no poster of few comes out.
 */
export async function chainsOfPosters(
  db: Db | Tx,
  posters: readonly Pick<CampaignPoster, 'codes' | 'programId'>[],
): Promise<CountedSteps[]> {
  const counted: CountedSteps[] = [];
  for (const { codes, programId } of posters) {
    const chains = codes.length === 0 ? [] : await chainOfLinks(db, codes, programId);
    counted.push(sumSteps(chains));
  }
  return counted;
}

/** Which of these codes hang, or hung, on a poster, whatever campaign it is of. */
export const codesOnPosters = async (db: Db | Tx, codes: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(await selectCodesOnPosters(db, codes));
