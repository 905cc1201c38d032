import { randomBytes } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { mainLibrary, networkZone } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { isSolved, makeChallenge } from '#platform/requests/proof-of-work';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { insertPartner } from '../data/partners.queries.ts';
import { insertPerson, insertRole } from '../data/people.queries.ts';
import { keysOf } from '../rules/keys.ts';
import { offerInput, type OfferInput } from '../schema.ts';

/** Who solved no riddle may be a machine. */
const UNPROVEN_PER_ADDRESS = { limit: 30, windowSeconds: 3600 };

const formOf = (token: string): string => `mitra:${token}`;

/** A form of its own for who is about to offer something: its token, and the riddle that a browser with JavaScript solves meanwhile. */
export async function offerForm(ctx: Ctx, secrets: Secrets) {
  const token = randomBytes(18).toString('base64url');
  return { token, challenge: await makeChallenge(ctx, secrets, formOf(token)) };
}

/**
 * Anybody offers to carry the library: they stand among the prospects, with whoever is to be asked, until staff take them in. A form sent
 * twice is one. Without the riddle solved (no JavaScript) fewer are taken from one address. Throws `platform.too_many_requests`,
 * `platform.invalid_input`.
 */
export async function offerHelp(
  ctx: Ctx,
  secrets: Secrets,
  { token, proof, ip, ...input }: OfferInput & { token: string; proof: string; ip: string },
): Promise<void> {
  const { contactName, phone, email, kind, name, offer } = parseInput(offerInput, input);
  if (!/^[A-Za-z0-9_-]{20,60}$/.test(token)) throw platformErrors.invalidInput({}, { token: 'invalid' });
  if (phone === '' && email === '') throw platformErrors.invalidInput({}, { phone: 'required' });
  await countAttempt(ctx, `partner-offer:${networkOf(ip)}`, SHARED_ADDRESS);
  const proven = await isSolved(ctx, secrets, formOf(token), proof);
  if (!proven) await countAttempt(ctx, `partner-offer-unproven:${networkOf(ip)}`, UNPROVEN_PER_ADDRESS);
  const library = await mainLibrary(ctx);
  if (!library) throw platformErrors.notReady();
  const now = ctx.clock.now();
  const today = localDate(now, await networkZone(ctx.db));
  await ctx.db.transaction().execute(async (trx) => {
    const keys = keysOf({ name, phone, email, site: '' });
    const made = { createdAt: now, changedAt: now, createdBy: actorName(ctx.actor) };
    const partnerId = await insertPartner(trx, {
      ...{ kind, name, offer, ...keys, ...made, proven },
      ...{ formToken: token, state: 'prospect', libraryId: library.id },
    });
    if (partnerId === null) return;
    const consent = { consentOn: today, consentHow: m.partners_consent_form({}, { locale: 'id' }) };
    const personId = await insertPerson(trx, { name: contactName, phone, email, ...consent, createdAt: now });
    await insertRole(trx, { partnerId, personId, role: m.partners_role_contact({}, { locale: 'id' }) });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.offered', entity: 'partner', entityId: partnerId, libraryId: library.id },
      after: { kind, proven },
    });
  });
}
