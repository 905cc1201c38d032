import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { insertStanding } from '../data/map.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import { standingInput, type StandingInput } from './schema.ts';

/**
 * Says where a partner or a prospect stands on the map, and why. What was said before stays as its history. Needs `partners.manage`. Throws
 * `partners.not_found`, `merged`, `state_forbids` (who is put away), `platform.invalid_input`. @returns its id
 */
export async function placePartner(ctx: Ctx, partnerId: number, input: StandingInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const standing = parseInput(standingInput, input);
  const now = ctx.clock.now();
  if (standing.onDay > localDate(now, await networkZone(ctx.db)))
    throw platformErrors.invalidInput({}, { onDay: 'date_in_future' });
  return ctx.db.transaction().execute(async (trx) => {
    const { libraryId, state } = await livingPartner(trx, partnerId);
    if (state === 'archived') throw partnerErrors.stateForbids({ state });
    const id = await insertStanding(trx, { ...standing, partnerId, saidBy: actorName(ctx.actor), createdAt: now });
    const { interest, influence, onDay } = standing;
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.placed', entity: 'partner', entityId: partnerId, libraryId },
      after: { interest, influence, onDay },
    });
    return id;
  });
}
