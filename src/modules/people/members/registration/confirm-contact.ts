import { randomInt } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { getSetting } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors, type AppError } from '#platform/errors';
import type { Mailer } from '#platform/sending/mail';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { tellApplicant } from './applicant-messages.ts';
import { cancelCodes } from '../data/applicant-messages.queries.ts';
import { updateRegistration, type RegistrationRow } from '../data/registrations.queries.ts';
import { memberErrors } from '../errors.ts';
import { lockOwn, viewRegistration, type OwnRegistration } from './registration-form.ts';
import {
  CODE_LENGTH,
  CODE_MINUTES,
  codeHolds,
  codeLife,
  isCodeConfirmed,
  PHONE_CODE_HOURS,
  type CodeWay,
} from '../rules/registration.ts';

const CODES_PER_FORM = { limit: 4, windowSeconds: 3600 };
const CODES_PER_CONTACT = { limit: 5, windowSeconds: 86_400 };
/** Each may be a message that a librarian sends by hand. */
const PHONE_CODES_PER_ADDRESS = { limit: 10, windowSeconds: 3600 };

export type CodeServices = Pick<Services, 'secrets' | 'mailer' | 'jobs'>;

const codeHash = (secrets: Secrets, row: { number: string }, code: string): Buffer =>
  secrets.mac('registration-code', `${row.number} ${code}`);

/** How a code can be sent to this applicant now: by e-mail only where there is a mail server. */
export const openCodeWays = (own: Pick<OwnRegistration, 'ways'>, mailer: Pick<Mailer, 'available'>): CodeWay[] =>
  own.ways.filter((way) => way === 'phone' || mailer.available);

/**
 * Sends a (new) code to the mailbox or the telephone on the form; the older one ends. To a telephone it goes by WhatsApp, or from the
 * library's own where WhatsApp is not connected. Whether the address belongs to a member is neither looked up nor said.
 * A mailbox that cannot be reached does not lose the registration.
 * Throws `members.registration_gone`, `platform.invalid_input` (way), `platform.too_many_requests` (by form, by mailbox or number, by IP).
 */
export async function sendCode(
  ctx: Ctx,
  services: CodeServices,
  input: { token: string | null; way: CodeWay; ip: string | null },
): Promise<{ sent: boolean }> {
  const own = await viewRegistration(ctx, input.token);
  if (!own) throw memberErrors.registrationGone();
  if (!openCodeWays(own, services.mailer).includes(input.way)) {
    throw platformErrors.invalidInput({}, { way: 'code_way' });
  }
  const code = String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0');
  await countAttempt(ctx, `register-code:${own.number}`, CODES_PER_FORM);
  return input.way === 'phone'
    ? sendToPhone(ctx, services, { ...input, own, code })
    : sendToMailbox(ctx, services, { ...input, own, code });
}

interface CodeToSend {
  token: string | null;
  ip: string | null;
  own: OwnRegistration;
  code: string;
}
const contactKey = (secrets: Secrets, kind: 'mail' | 'phone', address: string): string =>
  `register-${kind}:${secrets.mac('mailbox', address.toLowerCase()).toString('base64')}`;

async function sendToPhone(
  ctx: Ctx,
  services: CodeServices,
  { token, ip, own, code }: CodeToSend,
): Promise<{ sent: boolean }> {
  const { secrets } = services;
  const phone = own.codePhone;
  if (phone === null) throw memberErrors.registrationGone();
  if (ip) await countAttempt(ctx, `register-phone-ip:${networkOf(ip)}`, PHONE_CODES_PER_ADDRESS);
  await countAttempt(ctx, contactKey(secrets, 'phone', phone), CODES_PER_CONTACT);
  const { locale } = ctx;
  const network = await getSetting(ctx.db, 'networkName');
  const about = { code, hours: PHONE_CODE_HOURS, number: own.number, network };
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockOwn(trx, ctx, token, 'submitted');
    await keepCode(trx, ctx, secrets, row, { way: 'phone', code });
    await tellApplicant(trx, ctx, services, {
      registrationId: row.id,
      kind: 'code',
      channel: 'whatsapp',
      expiresAt: new Date(ctx.clock.now().getTime() + codeLife('phone')),
      to: phone,
      language: locale,
      subject: m.registration_mail_subject({ network }, { locale }),
      text: m.registration_phone_text(about, { locale }),
    });
  });
  return { sent: true };
}

async function sendToMailbox(
  ctx: Ctx,
  { secrets, mailer }: CodeServices,
  { token, own, code }: CodeToSend,
): Promise<{ sent: boolean }> {
  const email = own.person?.email;
  if (!email) throw memberErrors.registrationGone();
  await countAttempt(ctx, contactKey(secrets, 'mail', email), CODES_PER_CONTACT);
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockOwn(trx, ctx, token, 'submitted');
    await keepCode(trx, ctx, secrets, row, { way: 'email', code });
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

/** Only its hash is kept. */
async function keepCode(
  trx: Parameters<typeof updateRegistration>[0],
  ctx: Ctx,
  secrets: Secrets,
  row: RegistrationRow,
  { way, code }: { way: CodeWay; code: string },
): Promise<void> {
  const now = ctx.clock.now();
  await cancelCodes(trx, row.id, now);
  await updateRegistration(trx, row.id, {
    codeHash: codeHash(secrets, row, code),
    codeWay: way,
    codeSentAt: now,
    codeFailed: 0,
  });
}

/**
 * The code from the mailbox or the telephone. Throws `members.code_wrong`, and after five wrong ones, half an hour (e-mail) or a day
 * (telephone) `members.code_over`.
 */
export async function confirmCode(ctx: Ctx, secrets: Secrets, token: string | null, typed: string): Promise<void> {
  const code = typed.replace(/\s/g, '');
  // a refusal is written down too, so it is returned from the transaction and thrown after it
  const refusal = await ctx.db.transaction().execute(async (trx): Promise<AppError | null> => {
    const row = await lockOwn(trx, ctx, token, 'submitted');
    if (isCodeConfirmed(row)) return null;
    const now = ctx.clock.now();
    if (!codeHolds(row, now)) return memberErrors.codeOver({}, { code: 'code_over' });
    if (row.codeHash === null || !codeHash(secrets, row, code).equals(row.codeHash)) {
      await updateRegistration(trx, row.id, { codeFailed: row.codeFailed + 1 });
      return memberErrors.codeWrong({}, { code: 'code_wrong' });
    }
    const byPhone = row.codeWay === 'phone';
    await updateRegistration(trx, row.id, {
      ...(byPhone ? { phoneConfirmedAt: now } : { emailConfirmedAt: now }),
      codeHash: null,
    });
    await cancelCodes(trx, row.id, now);
    await recordAudit(trx, ctx, {
      action: byPhone ? 'registration.phone_confirmed' : 'registration.email_confirmed',
      entity: 'registration',
      entityId: row.number,
      libraryId: row.homeLibraryId,
    });
    return null;
  });
  if (refusal) throw refusal;
}
