import { recordAudit } from '#modules/ground/audit';
import { actorName, oneAct, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { takeBackCheckRow, updateVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { takeBackInput } from '../schema.ts';
import { endUnfit } from '../shifts/end-unfit.ts';
import { lockWithShifts } from './forget.ts';
import { heldAt } from './held-volunteer.ts';

/**
 * Takes a check back with a reason. Places in shifts to come that ask for it go to who waits, and whoever had them is told. Needs
 * `volunteers.manage` at their library. Throws `volunteers.not_found`, `check_not_found`, `platform.version_conflict`, `platform.invalid_input`.
 * @returns how many places ended
 */
export async function takeBackCheck(
  ctx: Ctx,
  id: number,
  { checkId, version, ...input }: { checkId: number; reason: string; version: number },
): Promise<number> {
  const { reason } = parseInput(takeBackInput, input);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, act, id, version);
    const now = act.clock.now();
    const shiftIds = await lockWithShifts(trx, now, id);
    const by = actorName(act.actor);
    const on = localDate(now, held.library.timeZone);
    const kind = await takeBackCheckRow(trx, checkId, { volunteerId: id, on, by, reason });
    if (kind === undefined) throw volunteerErrors.checkNotFound();
    await updateVolunteer(trx, id, {});
    const ended = await endUnfit(trx, act, id, shiftIds);
    // why stays with whom it is about, and goes with them; the trace does not keep it
    await recordAudit(trx, act, {
      ...{ action: 'volunteer.check_taken_back', entity: 'volunteer', entityId: id, libraryId: held.library.id },
      ...{ subjectId: held.memberId, after: { kind, ended } },
    });
    return ended;
  });
}
