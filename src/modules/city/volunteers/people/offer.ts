import { createHash } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { getOwnMember, lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import { addDays, localDate } from '#shared/dates';
import { findOfMember, findVolunteer, insertVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { oldEnough } from '../rules/fits.ts';
import { ANSWER_DAYS } from '../rules/terms.ts';
import { offerInput, type OfferInput } from '../schema.ts';
import { tellVolunteer } from '../tell.ts';
import { newTicket } from './ticket.ts';

/** One address is written to no more often than this by offers. */
const PER_CONTACT = { limit: 4, windowSeconds: 86_400 };

/**
 * Anybody offers to help; whoever is signed in is known by their card, others leave a name and an address or number. Nobody below 13 is taken.
 * Throws `volunteers.already_offered` (a member who did), `platform.invalid_input`, `platform.too_many_requests`.
 * @returns the code that opens their page
 */
export async function offerHelp(ctx: Ctx, { ip, ...input }: OfferInput & { ip: string }): Promise<{ ticket: string }> {
  const offer = parseInput(offerInput, input);
  await countAttempt(ctx, `volunteer-offer:${networkOf(ip)}`, SHARED_ADDRESS);
  const library = await getLibrary(ctx, offer.libraryId);
  if (!library.active) throw platformErrors.invalidInput({}, { libraryId: 'unknown' });
  const now = ctx.clock.now();
  const today = localDate(now, library.timeZone);
  const member = ctx.actor.kind === 'member' ? await getOwnMember(ctx) : null;
  const birthYear = member?.birthDate ? Number(member.birthDate.slice(0, 4)) : offer.birthYear;
  if (!oldEnough(birthYear, today)) throw platformErrors.invalidInput({}, { birthYear: 'volunteers_too_young' });
  if (!member) {
    const missing = { ...(!offer.name && { name: 'required' }), ...(!offer.contact && { contact: 'required' }) };
    if (Object.keys(missing).length > 0) throw platformErrors.invalidInput({}, missing);
    const known = createHash('sha256').update(offer.contact.toLowerCase()).digest('base64url');
    await countAttempt(ctx, `volunteer-contact:${known}`, PER_CONTACT);
  }
  const ticket = newTicket();
  await ctx.db.transaction().execute(async (trx) => {
    if (member) {
      // two at once: the second one waits here and finds the first
      await lockMembersById(trx, [member.id]);
      await refuseSecond(trx, member.id);
    }
    const id = await insertVolunteer(trx, {
      ...{ libraryId: library.id, language: ctx.locale, birthYear, skills: offer.skills, days: offer.days, ticket },
      groupWords: offer.groupWords,
      ...(member ? { memberId: member.id } : { name: offer.name, contact: offer.contact }),
      ...{ ownWords: offer.ownWords, state: 'offered', conductAt: now, offeredAt: now },
      answerBy: addDays(today, ANSWER_DAYS),
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer.offered', entity: 'volunteer', entityId: id, libraryId: library.id },
      ...(member && { subjectId: member.id }),
    });
    const made = await findVolunteer(trx, id);
    if (made) await tellVolunteer(trx, ctx, made, { kind: 'received' });
  });
  return { ticket };
}

/** A member has one offer that is open or accepted. */
async function refuseSecond(trx: Tx, memberId: number): Promise<void> {
  const had = await findOfMember(trx, memberId);
  if (had && (had.state === 'offered' || had.state === 'active')) throw volunteerErrors.alreadyOffered();
}
