import { getProgram } from '#modules/community/programs';
import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import { openCoursesById } from '#modules/learning/courses';
import { actorName, type Ctx } from '#platform/context';
import { violatedForeignKey } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import type { z } from 'zod';
import { deleteTie, insertTie, lockTie, setTieShown } from '../data/together.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import { tieInput, type TieInput } from './schema.ts';

/** Of these everybody reads. */
const SEEN: ReadonlySet<string> = new Set(['published', 'running', 'closed', 'archived']);

/** Throws `programs.not_found`, `partners.thing_not_found` where people do not see it, whatever staff do; of a collection the database alone knows. */
async function checkThing(ctx: Ctx, { programId, courseId }: z.output<typeof tieInput>): Promise<void> {
  if (programId !== null) {
    const { isTemplate, state } = await getProgram(ctx, programId);
    if (isTemplate || !SEEN.has(state)) throw partnerErrors.thingNotFound();
  }
  if (courseId !== null && (await openCoursesById(ctx, [courseId])).length === 0) throw partnerErrors.thingNotFound();
}

/**
 * Ties a partner to a programme, a course or a collection, with the part it has there. Needs `partners.manage`. Throws `partners.not_found`,
 * `merged`, `thing_not_found`, `tied_twice`, `programs.not_found`, `platform.invalid_input`. @returns its id
 */
export async function tiePartner(ctx: Ctx, partnerId: number, input: TieInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const tie = parseInput(tieInput, input);
  const now = ctx.clock.now();
  if (tie.since !== null && tie.since > localDate(now, await zoneOf(ctx)))
    throw platformErrors.invalidInput({}, { since: 'date_in_future' });
  await checkThing(ctx, tie);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const { libraryId } = await livingPartner(trx, partnerId);
      const made = await insertTie(trx, { ...tie, partnerId, createdAt: now, createdBy: actorName(ctx.actor) });
      if (made === null) throw partnerErrors.tiedTwice();
      const { programId, courseId, collectionId, part } = tie;
      await recordAudit(trx, ctx, {
        ...{ action: 'partner.tied', entity: 'partner', entityId: partnerId, libraryId },
        after: { part, programId, courseId, collectionId },
      });
      return made;
    });
  } catch (error) {
    // it was deleted in this moment, or there is no such collection: modules above this one are not asked
    if (violatedForeignKey(error) !== null) throw partnerErrors.thingNotFound();
    throw error;
  }
}

/** Takes a tie back. Needs `partners.manage`. Throws `partners.tie_not_found`. */
export async function untiePartner(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockTie(trx, id);
    if (!held) throw partnerErrors.tieNotFound();
    await deleteTie(trx, id);
    const { partnerId, libraryId, part, programId, courseId, collectionId } = held;
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.untied', entity: 'partner', entityId: partnerId, libraryId },
      before: { part, programId, courseId, collectionId },
    });
  });
}

/** Says whether everybody reads a tie, as far as the partner agreed to be named. Needs `partners.manage`. Throws `partners.tie_not_found`. */
export async function showTie(ctx: Ctx, id: number, shown: boolean): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockTie(trx, id);
    if (!held) throw partnerErrors.tieNotFound();
    await setTieShown(trx, id, shown);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.tie_shown', entity: 'partner', entityId: held.partnerId, libraryId: held.libraryId },
      before: { shown: held.shown },
      after: { shown },
    });
  });
}
