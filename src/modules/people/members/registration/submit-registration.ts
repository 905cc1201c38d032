import { recordAudit } from '#modules/ground/audit';
import { countHeard, type HeardFrom } from '#modules/ground/heard-from';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { isSolved, makeChallenge } from '#platform/requests/proof-of-work';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import { openCodeWays, sendCode, type CodeServices } from './confirm-contact.ts';
import { updateRegistration } from '../data/registrations.queries.ts';
import { memberErrors } from '../errors.ts';
import { lockOwn, personOf, viewRegistration } from './registration-form.ts';
import { consentSpeaker, isAskedOf, isBare, type ConsentPurpose } from '../rules/consent.ts';
import { needsGuardian } from '../rules/membership.ts';
import type { CodeWay } from '../rules/registration.ts';

const SUBMITS_PER_ADDRESS = { limit: 20, windowSeconds: 3600 };
const UNPROVEN_PER_ADDRESS = { limit: 5, windowSeconds: 3600 };

export interface SubmitRegistration {
  token: string | null;
  /** What is allowed beyond the service itself. */
  purposes: readonly ConsentPurpose[];
  /** The applicant, below 18 the guardian, wants this registration. */
  agreed: boolean;
  /** The solved riddle in base64; empty without JavaScript. */
  proof: string;
  /** Where a code is to go; `none`: verified at the desk. Left out: to the mailbox, if there is one. */
  way?: CodeWay | 'none';
  /** From where they know of the library; left out: they did not say. */
  heardFrom?: HeardFrom | undefined;
  ip: string | null;
}

/** The riddle for the form of this browser, or null where there is no form to send. */
export async function registrationChallenge(ctx: Ctx, secrets: Secrets, token: string | null) {
  const own = await viewRegistration(ctx, token);
  return own?.status === 'draft' ? makeChallenge(ctx, secrets, own.number) : null;
}

/**
 * Third page: what is allowed, and sending it. A code goes to the mailbox or the telephone, as the applicant chose; without JavaScript the
 * applicant confirms the code or is verified at the desk by the form's number.
 * Throws `members.registration_gone`, `platform.invalid_input` (agreed, guardianName, way), `platform.too_many_requests`.
 */
export async function submitRegistration(
  ctx: Ctx,
  services: CodeServices,
  input: SubmitRegistration,
): Promise<{ number: string }> {
  if (!input.agreed) throw platformErrors.invalidInput({}, { agreed: 'must_agree' });
  if (input.ip) await countAttempt(ctx, `register-send:${networkOf(input.ip)}`, SUBMITS_PER_ADDRESS);
  const own = await viewRegistration(ctx, input.token);
  if (!own) throw memberErrors.registrationGone();
  const ways = openCodeWays(own, services.mailer);
  const way = input.way ?? (ways.includes('email') ? 'email' : 'none');
  if (way !== 'none' && !ways.includes(way)) throw platformErrors.invalidInput({}, { way: 'code_way' });
  const proven = await isSolved(ctx, services.secrets, own.number, input.proof);
  if (!proven && input.ip) await countAttempt(ctx, `register-unproven:${networkOf(input.ip)}`, UNPROVEN_PER_ADDRESS);
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockOwn(trx, ctx, input.token, 'draft');
    const person = personOf(row);
    const today = localDate(ctx.clock.now(), row.timeZone);
    if (!person) throw memberErrors.registrationGone();
    if (needsGuardian(person.birthDate, today) && person.guardianName === null) {
      throw platformErrors.invalidInput({}, { guardianName: 'guardian_needed' });
    }
    const speaker = consentSpeaker(person.birthDate, today);
    const purposes = input.purposes.filter(
      (purpose) => purpose !== 'membership' && isBare(purpose) && isAskedOf(purpose, speaker),
    );
    await updateRegistration(trx, row.id, {
      status: 'submitted',
      proven,
      consents: speaker === 'guardian' ? ['membership', ...purposes] : purposes,
      submittedAt: ctx.clock.now(),
    });
    if (input.heardFrom) {
      const heard = { libraryId: row.homeLibraryId, answer: input.heardFrom };
      await countHeard(trx, ctx, { ...heard, moment: 'registration' });
    }
    await recordAudit(trx, ctx, {
      action: 'registration.submitted',
      entity: 'registration',
      entityId: row.number,
      libraryId: row.homeLibraryId,
      after: { proven },
    });
  });
  if (way !== 'none') await sendCode(ctx, services, { token: input.token, way, ip: input.ip });
  return { number: own.number };
}
