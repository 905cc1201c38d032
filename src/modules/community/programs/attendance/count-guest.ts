import type { Ctx } from '#platform/context';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';

/** A teacher enrols a class by their own telephone number. */
const PER_CONTACT = { limit: 60, windowSeconds: 3600 };

/** Counts the enrolment of a guest by the address they leave, and by that of their network. Refuses `platform.too_many_requests`. */
export async function countGuest(
  ctx: Ctx,
  secrets: Pick<Secrets, 'mac'>,
  { ip, contact }: { ip: string; contact: string },
): Promise<void> {
  if (ctx.actor.kind !== 'anonymous') return;
  await countAttempt(ctx, `enrol:${networkOf(ip)}`, SHARED_ADDRESS);
  const plain = contact.trim().toLowerCase();
  if (plain === '') return;
  // counted without being kept
  const whose = secrets.mac('enrol-contact', plain).toString('base64url');
  await countAttempt(ctx, `enrol-contact:${whose}`, PER_CONTACT);
}
