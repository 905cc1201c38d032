import { randomInt } from 'node:crypto';
import { recordAudit } from '#modules/audit';
import { getSetting } from '#modules/libraries';
import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import { platformErrors } from '#platform/errors';
import type { Mailer } from '#platform/mail';
import { countAttempt } from '#platform/rate-limit';
import type { Secrets } from '#platform/secrets';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { updateRegistration, type RegistrationRow } from './data/registrations.queries.ts';
import { memberErrors } from './errors.ts';
import { isSolved, makeChallenge } from './proof-of-work.ts';
import { lockOwn, personOf, viewRegistration } from './registration-form.ts';
import { consentSpeaker, isAskedOf, type ConsentPurpose } from './rules/consent.ts';
import { needsGuardian } from './rules/membership.ts';
import { CODE_LENGTH, CODE_MINUTES, codeHolds } from './rules/registration.ts';

const SUBMITS_PER_ADDRESS = { limit: 20, windowSeconds: 3600 };
const UNPROVEN_PER_ADDRESS = { limit: 5, windowSeconds: 3600 };
const CODES_PER_FORM = { limit: 4, windowSeconds: 3600 };
const CODES_PER_MAILBOX = { limit: 5, windowSeconds: 86_400 };

export interface SubmitRegistration {
  token: string | null;
  /** What is allowed beyond the service itself. */
  purposes: readonly ConsentPurpose[];
  /** The applicant, below 18 the guardian, wants this registration. */
  agreed: boolean;
  /** The solved riddle in base64; empty without JavaScript. */
  proof: string;
  ip: string | null;
}

/** The riddle for the form of this browser, or null where there is no form to send. */
export async function registrationChallenge(ctx: Ctx, secrets: Secrets, token: string | null) {
  const own = await viewRegistration(ctx, token);
  return own?.status === 'draft' ? makeChallenge(ctx, secrets, own.number) : null;
}

const codeHash = (secrets: Secrets, row: { number: string }, code: string): Buffer =>
  secrets.mac('registration-code', `${row.number} ${code}`);

/**
 * Third page: what is allowed, and sending it. With an e-mail address and a mail server a code goes there; without JavaScript the
 * applicant confirms the code or is verified at the desk by the form's number.
 * Throws `members.registration_gone`, `platform.invalid_input` (agreed, guardianName), `platform.too_many_requests`.
 */
export async function submitRegistration(
  ctx: Ctx,
  services: { secrets: Secrets; mailer: Mailer },
  input: SubmitRegistration,
): Promise<{ number: string }> {
  if (!input.agreed) throw platformErrors.invalidInput({}, { agreed: 'must_agree' });
  if (input.ip) await countAttempt(ctx, `register-send:${input.ip}`, SUBMITS_PER_ADDRESS);
  const own = await viewRegistration(ctx, input.token);
  if (!own) throw memberErrors.registrationGone();
  const proven = await isSolved(ctx, services.secrets, own.number, input.proof);
  if (!proven && input.ip) await countAttempt(ctx, `register-unproven:${input.ip}`, UNPROVEN_PER_ADDRESS);
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockOwn(trx, ctx, input.token, 'draft');
    const person = personOf(row);
    const today = localDate(ctx.clock.now(), row.timeZone);
    if (!person) throw memberErrors.registrationGone();
    if (needsGuardian(person.birthDate, today) && person.guardianName === null) {
      throw platformErrors.invalidInput({}, { guardianName: 'guardian_needed' });
    }
    const speaker = consentSpeaker(person.birthDate, today);
    const purposes = input.purposes.filter((purpose) => purpose !== 'membership' && isAskedOf(purpose, speaker));
    await updateRegistration(trx, row.id, {
      status: 'submitted',
      proven,
      consents: speaker === 'guardian' ? ['membership', ...purposes] : purposes,
      submittedAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, {
      action: 'registration.submitted',
      entity: 'registration',
      entityId: row.number,
      libraryId: row.homeLibraryId,
      after: { proven },
    });
  });
  if (own.person?.email && services.mailer.available) await sendCode(ctx, services, input.token);
  return { number: own.number };
}

/** Sends a (new) code to the address on the form. A mailbox that cannot be reached does not lose the registration. */
export async function sendCode(
  ctx: Ctx,
  { secrets, mailer }: { secrets: Secrets; mailer: Mailer },
  token: string | null,
): Promise<{ sent: boolean }> {
  const code = String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0');
  const own = await viewRegistration(ctx, token);
  const email = own?.person?.email;
  if (!own || !email) throw memberErrors.registrationGone();
  await countAttempt(ctx, `register-code:${own.number}`, CODES_PER_FORM);
  await countAttempt(
    ctx,
    `register-mail:${secrets.mac('mailbox', email.toLowerCase()).toString('base64')}`,
    CODES_PER_MAILBOX,
  );
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockOwn(trx, ctx, token, 'submitted');
    await updateRegistration(trx, row.id, {
      codeHash: codeHash(secrets, row, code),
      codeSentAt: ctx.clock.now(),
      codeFailed: 0,
    });
  });
  const { locale } = ctx;
  try {
    const network = await getSetting(ctx.db, 'networkName');
    await mailer.send({
      to: email,
      subject: m.registration_mail_subject({ network }, { locale }),
      text: m.registration_mail_text({ code, minutes: CODE_MINUTES, number: own.number, network }, { locale }),
    });
    return { sent: true };
  } catch (error) {
    process.stderr.write(`mail: code not sent: ${error instanceof Error ? error.message : String(error)}\n`);
    return { sent: false };
  }
}

/**
 * The code from the e-mail. Throws `members.code_wrong`, and after five wrong ones or half an hour `members.code_over`.
 */
export async function confirmCode(ctx: Ctx, secrets: Secrets, token: string | null, typed: string): Promise<void> {
  const code = typed.replace(/\s/g, '');
  // a refusal is written down too, so it is returned from the transaction and thrown after it
  const refusal = await ctx.db.transaction().execute(async (trx): Promise<AppError | null> => {
    const row = await lockOwn(trx, ctx, token, 'submitted');
    if (row.emailConfirmedAt !== null) return null;
    if (!codeHolds(row, ctx.clock.now())) return memberErrors.codeOver({}, { code: 'code_over' });
    if (!isRight(row, secrets, code)) {
      await updateRegistration(trx, row.id, { codeFailed: row.codeFailed + 1 });
      return memberErrors.codeWrong({}, { code: 'code_wrong' });
    }
    await updateRegistration(trx, row.id, { emailConfirmedAt: ctx.clock.now(), codeHash: null });
    await recordAudit(trx, ctx, {
      action: 'registration.email_confirmed',
      entity: 'registration',
      entityId: row.number,
      libraryId: row.homeLibraryId,
    });
    return null;
  });
  if (refusal) throw refusal;
}

const isRight = (row: RegistrationRow, secrets: Secrets, code: string): boolean =>
  row.codeHash !== null && codeHash(secrets, row, code).equals(row.codeHash);
