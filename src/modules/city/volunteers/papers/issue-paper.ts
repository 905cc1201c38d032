import { issueServiceCertificate } from '#modules/community/certificates';
import { recordAudit } from '#modules/ground/audit';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import type { Volunteer } from '../client.ts';
import { deleteWish, findWish, insertPaper } from '../data/papers.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { looksAfter } from '../people/held-volunteer.ts';
import { needsGuardian } from '../rules/fits.ts';
import type { Period } from '../rules/hours.ts';
import { declineInput } from '../schema.ts';
import { tellVolunteer } from '../tell.ts';
import { certifiable, readPeriod } from './paper-hours.ts';

/** On one line of a certificate so many tasks are named. */
const NAMED = 4;

/**
 * Gives a volunteer a certificate of their hours over a period, with a number, a code to check it by and thanks. No hour stands on two that hold; of
 * whoever may be below 18 the name is on the paper alone. What they asked for is answered by it, and they are told. Needs `volunteers.manage` at
 * their library. Throws `volunteers.not_found`, `state_forbids`, `period_certified`, `too_few_hours`, `platform.invalid_input`. @returns its code
 */
export async function issuePaper(ctx: Ctx, volunteerId: number, input: Period): Promise<{ code: string }> {
  const seen = await looksAfter(ctx, volunteerId);
  const period = readPeriod(ctx, seen, input);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const volunteer = await lockVolunteer(trx, volunteerId);
    if (volunteer?.state !== 'active') throw volunteerErrors.stateForbids();
    const { code } = await issueIn(trx, act, volunteer, period);
    await tellVolunteer(trx, act, volunteer, { kind: 'paper_issued', nth: code });
    return { code };
  });
}

/** The same in the transaction of the caller, who holds the volunteer and tells them. Throws `volunteers.period_certified`, `too_few_hours`. */
export async function issueIn(trx: Tx, act: Ctx, volunteer: Volunteer, period: Period): Promise<{ code: string }> {
  const served = await certifiable(trx, volunteer, period);
  const titles = served.work.map(({ title }) => title);
  const { id: certificateId, code } = await issueServiceCertificate(trx, act, {
    ...{ libraryId: volunteer.library.id, memberId: volunteer.memberId, name: volunteer.name, served, ...period },
    isNameless: needsGuardian(volunteer, localDate(act.clock.now(), volunteer.library.timeZone)),
    tasks: [...titles.slice(0, NAMED), ...(titles.length > NAMED ? ['tugas lain'] : [])].join(', '),
  });
  await insertPaper(trx, { ...period, certificateId, volunteerId: volunteer.id, minutes: served.minutes });
  await deleteWish(trx, volunteer.id);
  return { code };
}

/** Declines a certificate that was asked for, with words; they are told. Needs `volunteers.manage` at their library. Throws `volunteers.not_found`, `paper_not_found`, `platform.invalid_input`. */
export async function declinePaper(ctx: Ctx, volunteerId: number, input: { words: string }): Promise<void> {
  await looksAfter(ctx, volunteerId);
  const { words } = parseInput(declineInput, input);
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const volunteer = await lockVolunteer(trx, volunteerId);
    const wish = volunteer && (await findWish(trx, volunteerId));
    if (!wish) throw volunteerErrors.paperNotFound();
    await deleteWish(trx, volunteerId);
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_certificate.declined', entity: 'volunteer', entityId: volunteerId },
      ...{ libraryId: volunteer.library.id, subjectId: volunteer.memberId },
    });
    const nth = String(wish.askedAt.getTime());
    await tellVolunteer(trx, act, volunteer, { kind: 'paper_declined', words, nth });
  });
}
