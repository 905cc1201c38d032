import type { Ctx } from '#platform/context';
import { addDays, localDate, HOME_ZONE } from '#shared/dates';
import { planCampaign } from './save-campaign.ts';
import type { NewCampaign } from './schema.ts';

export { savePastCampaign, type PastCampaign } from './save-sample.ts';
export type { ThingInput } from './schema.ts';

let made = 0;

/**
 * A draft of a campaign with a name of its own, that runs for thirty days from today; of the whole network unless it is said.
 * @param t what makes a context: the database of a test
 * @returns its id, and the word that its links bear
 */
export async function aCampaign(
  t: { ctx: () => Ctx },
  { libraryId = null, ...input }: Partial<NewCampaign> & { libraryId?: number | null } = {},
): Promise<{ id: number; code: string }> {
  made += 1;
  const ctx = t.ctx();
  const today = localDate(ctx.clock.now(), HOME_ZONE);
  const code = `kampanye-uji-${made}`;
  const campaign = { code, name: `Kampanye uji ${made}`, goal: 'Lebih banyak yang datang.', ...input };
  const id = await planCampaign(ctx, libraryId, {
    ...{ measure: 'enrolled', target: 100, fromOn: today, untilOn: addDays(today, 30), ...campaign },
  });
  return { id, code: campaign.code ?? code };
}
