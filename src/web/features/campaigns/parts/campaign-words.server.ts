import { campaignsAhead } from '#modules/city/campaigns';
import { nameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';

/** Words of campaigns that run or are to come, for what is made at these libraries, with the names of the campaigns. */
export async function campaignWords(
  ctx: Ctx,
  libraryIds: readonly number[],
): Promise<{ value: string; label: string }[]> {
  const campaigns = await campaignsAhead(ctx, libraryIds);
  const nameOf = await nameLibraries(ctx);
  // what is made is of one library, and a campaign counts links of its own alone
  const saysWhose = libraryIds.length > 1;
  return campaigns.map(({ code, name, libraryId }) => ({
    value: code,
    label: saysWhose && libraryId !== null ? `${name} (${nameOf(libraryId).name})` : name,
  }));
}
