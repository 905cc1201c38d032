import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import type { SpeakerPage } from '#modules/community/programs';
import {
  findCertificate,
  selectOfMember,
  selectOfSpeaker,
  selectOfTicket,
  type CertificateRow,
} from './data/certificates.queries.ts';
import { certificateErrors } from './errors.ts';
import type { CertificateRole } from './rules/types.ts';

/** What anybody may know of a certificate by its code. */
export interface VerifiedCertificate {
  code: string;
  number: string;
  /** Empty where it stands on the paper alone. */
  name: string;
  /** Of a speaker: position and institution. */
  institution: string;
  /** As what they took part. */
  role: CertificateRole;
  program: string;
  placeAndDays: string;
  library: { name: string; timeZone: string };
  jp: number;
  /** Of somebody who gave their time: how long; null: of something that was learnt or taught. */
  servedMinutes: number | null;
  issuedAt: Date;
  /** When it was taken back; null = it holds. */
  revokedAt: Date | null;
}

/** As printed, in any case, with or without the dash. */
export function plainCode(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}

/**
 * Is this certificate genuine, and does it still hold? Open to whoever has the code: name and institution are said, as on the paper.
 * @param ip who asks: nobody may try all codes (`platform.too_many_requests`)
 * Refuses `certificates.not_found`.
 */
export async function verifyCertificate(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  code: string,
  ip: string,
): Promise<VerifiedCertificate> {
  return verifiedOf(await checkCode(ctx, code, ip));
}

/** The certificate of a code, for whoever was not too eager. */
export async function checkCode(ctx: Pick<Ctx, 'db' | 'clock'>, code: string, ip: string): Promise<CertificateRow> {
  await countAttempt(ctx, `verify-certificate:${networkOf(ip)}`, SHARED_ADDRESS);
  const row = await findCertificate(ctx.db, plainCode(code));
  if (!row) throw certificateErrors.notFound();
  return row;
}

/** Whether a code is that of a certificate, for who has counted the attempt. */
export const isCertificate = async (ctx: Pick<Ctx, 'db'>, code: string): Promise<boolean> =>
  (await findCertificate(ctx.db, plainCode(code))) !== undefined;

const verifiedOf = ({
  code,
  number,
  content,
  basis,
  issuedAt,
  revokedAt,
  timeZone,
}: CertificateRow): VerifiedCertificate => ({
  code,
  number,
  name: content.isNameless === true ? '' : content.name,
  institution: content.institution,
  role: content.role,
  program: content.program,
  placeAndDays: content.placeAndDays,
  library: { name: content.library, timeZone },
  jp: content.jp,
  servedMinutes: 'served' in basis ? basis.served.minutes : null,
  issuedAt,
  revokedAt,
});

/** Whether somebody's ticket has a certificate that holds; open to whoever has the ticket. */
export const hasCertificate = async (ctx: Pick<Ctx, 'db'>, ticket: string): Promise<boolean> =>
  (await selectOfTicket(ctx.db, ticket)) !== undefined;

/** The certificate of a speaker that holds. @param page of that speaker, whose link was shown */
export async function speakerCertificate(
  { db }: Pick<Ctx, 'db'>,
  { speaker }: Pick<SpeakerPage, 'speaker'>,
): Promise<Pick<VerifiedCertificate, 'number' | 'code'> | null> {
  const found = await selectOfSpeaker(db, speaker.id);
  return found ? { number: found.number, code: found.code } : null;
}

/** The certificates of the member who is signed in, the newest first. */
export async function ownCertificates(ctx: Ctx): Promise<VerifiedCertificate[]> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  return (await selectOfMember(ctx.db, ctx.actor.id)).map(verifiedOf);
}
