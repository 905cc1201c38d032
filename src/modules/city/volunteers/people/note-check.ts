import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { insertCheck, updateVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { checkInput, guardianInput, type CheckInput, type GuardianInput } from '../schema.ts';
import { heldAt } from './held-volunteer.ts';

/**
 * Notes today that something was seen, and until when it holds. Needs `volunteers.manage` at their library. Throws `volunteers.not_found`,
 * `volunteers.state_forbids` (declined or gone), `platform.version_conflict`, `platform.invalid_input`.
 */
export async function noteCheck(
  ctx: Ctx,
  id: number,
  { version, ...input }: CheckInput & { version: number },
): Promise<void> {
  const { kind, untilOn } = parseInput(checkInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.state !== 'active' && held.state !== 'offered') throw volunteerErrors.stateForbids();
    const notedOn = localDate(ctx.clock.now(), held.library.timeZone);
    if (untilOn !== null && untilOn < notedOn) throw platformErrors.invalidInput({}, { untilOn: 'invalid' });
    await insertCheck(trx, { volunteerId: id, kind, notedOn, untilOn, notedBy: actorName(ctx.actor) });
    await updateVolunteer(trx, id, {});
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer.checked', entity: 'volunteer', entityId: id, libraryId: held.library.id },
      ...{ subjectId: held.memberId, after: { kind, untilOn } },
    });
  });
}

/** Notes that a guardian has agreed, and on which day. Needs and throws as {@link noteCheck}. */
export async function noteGuardian(
  ctx: Ctx,
  id: number,
  { version, ...input }: GuardianInput & { version: number },
): Promise<void> {
  const { name, relation, on } = parseInput(guardianInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.state !== 'active' && held.state !== 'offered') throw volunteerErrors.stateForbids();
    if (on > localDate(ctx.clock.now(), held.library.timeZone))
      throw platformErrors.invalidInput({}, { on: 'invalid' });
    await updateVolunteer(trx, id, {
      ...{
        guardianName: name,
        guardianRelation: relation,
        guardianConsentOn: on,
        guardianNotedBy: actorName(ctx.actor),
      },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer.guardian_noted', entity: 'volunteer', entityId: id, libraryId: held.library.id },
      ...{ subjectId: held.memberId, after: { on } },
    });
  });
}
