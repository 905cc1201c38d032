import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { selectOfContact } from '../data/enrolments.queries.ts';
import { ticketAgainInput, type TicketAgainInput } from '../schema.ts';
import { tellParticipant } from './tell-participants.ts';
import { getProgram } from '../planning/view-programs.ts';

const HOUR = 3_600_000;
const PER_CONTACT = { limit: 3, windowSeconds: 3600 };

/**
 * A guest has lost the way to their ticket: it is sent once more to the e-mail address or telephone number that they left when they enrolled,
 * and nowhere else; of what was called off they read that, not that their seat is sure. By telephone it goes out by WhatsApp; without that it waits for a person who tells it. Whether anybody was found is not
 * said. Refuses `programs.not_found`, `platform.invalid_input` (`contact`), `platform.too_many_requests`.
 */
export async function sendTicketAgain(
  ctx: Ctx,
  secrets: Pick<Secrets, 'mac'>,
  slug: string,
  input: TicketAgainInput,
  ip: string | null,
): Promise<void> {
  const program = await getProgram(ctx, slug);
  const { contact } = parseInput(ticketAgainInput, input);
  if (contact === '') throw platformErrors.invalidInput({}, { contact: 'required' });
  if (ip) await countAttempt(ctx, `ticket-again:ip:${networkOf(ip)}`, SHARED_ADDRESS);
  // counted without being kept: there are so few telephone numbers that a hash without a key is the number itself
  const whose = secrets.mac('ticket-again', contact).toString('base64url');
  await countAttempt(ctx, `ticket-again:${program.id}:${whose}`, PER_CONTACT);
  const hour = Math.floor(ctx.clock.now().getTime() / HOUR);
  await ctx.db.transaction().execute(async (trx) => {
    for (const enrolment of await selectOfContact(trx, program.id, contact)) {
      const { id, status, offerEndsAt } = enrolment;
      if (status !== 'requested' && status !== 'confirmed' && status !== 'waitlisted' && status !== 'offered') continue;
      const key = `again:${hour}`;
      const news =
        program.state === 'cancelled'
          ? { kind: 'program_cancelled' as const, key, reason: program.cancelReason }
          : { kind: status, key, ...(offerEndsAt && { until: offerEndsAt }) };
      await tellParticipant(trx, ctx, { program, enrolment }, news);
      await recordAudit(trx, ctx, {
        action: 'program.ticket_sent_again',
        entity: 'program_enrolment',
        entityId: id,
        libraryId: program.library.id,
      });
    }
  });
}
