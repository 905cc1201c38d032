import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { updateVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { answerInput } from '../schema.ts';
import { tellVolunteer } from '../tell.ts';
import { heldAt } from './held-volunteer.ts';

/**
 * Accepts or declines an offer with words for whoever made it. Needs `volunteers.manage` at its library. Throws `volunteers.not_found`,
 * `volunteers.state_forbids`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function answerOffer(
  ctx: Ctx,
  id: number,
  { version, ...input }: z.input<typeof answerInput> & { version: number },
): Promise<void> {
  const { accept, words } = parseInput(answerInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.state !== 'offered' || held.forgottenAt !== null) throw volunteerErrors.stateForbids();
    const state = accept ? 'active' : 'declined';
    await updateVolunteer(trx, id, {
      ...{ state, answer: words, answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor) },
    });
    await recordAudit(trx, ctx, {
      ...{ action: accept ? 'volunteer.accepted' : 'volunteer.declined', entity: 'volunteer', entityId: id },
      ...{ libraryId: held.library.id, subjectId: held.memberId },
    });
    await tellVolunteer(trx, ctx, held, { kind: accept ? 'accepted' : 'declined', words });
  });
}
