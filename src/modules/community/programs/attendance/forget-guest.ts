import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { PersonalDataSource } from '#platform/rights/personal-data';
import { selectByTicket, selectEnrolment } from '../data/enrolments.queries.ts';
import { lockProgram, selectProgram } from '../data/programs.queries.ts';
import { programErrors } from '../errors.ts';
import { passOnSeats } from '../enrolment/pass-on-seats.ts';

/**
 * A guest asks by their ticket to be forgotten (UU 27/2022 on personal data): a seat that is still to come goes to the queue, and no module
 * keeps their name, address or answers by name; the ticket opens nothing any more. A certificate that was issued stays as it is, an official
 * document that is found by its own code. Open to whoever has the ticket. Refuses `programs.enrolment_not_found`, `is_member` (a member asks
 * for all of their data at once).
 * @param sources what each module knows of people
 * @returns the address part of the programme
 */
export const forgetGuest = async (
  ctx: Ctx,
  sources: readonly PersonalDataSource[],
  ticket: string,
): Promise<{ slug: string }> =>
  ctx.db.transaction().execute(async (trx) => {
    const found = await selectByTicket(trx, ticket);
    if (found) await lockProgram(trx, found.programId);
    const enrolment = found && (await selectEnrolment(trx, found.id));
    const program = found && (await selectProgram(trx, found.programId));
    // by the same ticket another may have asked meanwhile
    if (!program || enrolment?.ticket !== ticket) throw programErrors.enrolmentNotFound();
    if (enrolment.memberId !== null || enrolment.placedByMemberId !== null) throw programErrors.isMember();
    for (const source of sources) await source.eraseGuest?.(trx, ctx, enrolment.id);
    await recordAudit(trx, ctx, {
      action: 'program_enrolment.forgotten',
      entity: 'program_enrolment',
      entityId: enrolment.id,
      libraryId: program.library.id,
      before: { status: enrolment.status },
    });
    await passOnSeats(trx, ctx, program.id);
    return { slug: program.slug };
  });
