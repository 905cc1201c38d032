import { recordAudit } from '#modules/ground/audit';
import { oneAct, type Ctx } from '#platform/context';
import { findWish, insertWish } from '../data/papers.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { findOwn, type OwnKey } from '../people/own-page.ts';
import type { Period } from '../rules/hours.ts';
import { certifiable, readPeriod } from './paper-hours.ts';

/**
 * A volunteer asks for a certificate of their hours over a period; staff confirm it. Throws `volunteers.not_found`, `state_forbids`, `already_asked`,
 * `period_certified`, `too_few_hours`, `platform.invalid_input`.
 */
export async function askPaper(ctx: Ctx, key: OwnKey, input: Period): Promise<void> {
  const own = await findOwn(ctx, key);
  const period = readPeriod(ctx, own, input);
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const volunteer = await lockVolunteer(trx, own.id);
    if (volunteer?.state !== 'active') throw volunteerErrors.stateForbids();
    if (await findWish(trx, own.id)) throw volunteerErrors.alreadyAsked();
    await certifiable(trx, volunteer, period);
    await insertWish(trx, { ...period, volunteerId: own.id, askedAt: act.clock.now() });
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_certificate.asked', entity: 'volunteer', entityId: own.id, libraryId: own.library.id },
      ...{ subjectId: own.memberId, after: { from: period.fromOn, until: period.untilOn } },
    });
  });
}
