import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import { formatNumber } from '#shared/money';
import type { CertificateRow } from './data/certificates.queries.ts';
import { certificateErrors } from './errors.ts';
import { ROLE_WORDS } from './rules/role-words.ts';
import { wholeHours } from './rules/served.ts';
import type { CertificateRole } from './rules/types.ts';
import { signCredential } from './sign-credential.ts';
import { statusEntry } from './status-list.ts';
import { checkCode } from './verify-certificate.ts';

const CONTEXT = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];

/**
 * A certificate as Open Badges 3.0 credential: a signed JSON Web Token (ES256), to be put into a wallet. Its header names the published
 * key, and it says where its status is: whoever checks it learns that it was taken back.
 * Of the person it holds a hash of the name with the code as salt (IdentityObject): who has the certificate can show that it is theirs.
 * Open to whoever has the code. Refuses `certificates.not_found`, also for one that was taken back or that names nobody.
 * @param origin where the network is reached, the issuer of the credential
 */
export async function openBadge(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  secrets: Secrets,
  code: string,
  { origin, ip }: { origin: string; ip: string },
): Promise<string> {
  const certificate = await checkCode(ctx, code, ip);
  // a hash of the name would tell whoever guesses it that it is so
  if (certificate.revokedAt || certificate.content.isNameless === true) throw certificateErrors.notFound();
  const credential = credentialOf(certificate, origin);
  return signCredential(secrets, origin, {
    ...credential,
    iss: origin,
    jti: credential.id,
    sub: credential.credentialSubject.id,
    nbf: Math.floor(certificate.issuedAt.getTime() / 1000),
  });
}

function credentialOf({ id, code, number, content, basis, issuedAt }: CertificateRow, origin: string) {
  const address = `${origin}/sertifikat/${code}`;
  const hash = createHash('sha256')
    .update(content.name + code)
    .digest('hex');
  return {
    '@context': CONTEXT,
    id: `${origin}/api/v1/certificates/${code}/credential`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: origin, type: ['Profile'], name: content.library, url: origin },
    validFrom: issuedAt.toISOString(),
    name: content.program,
    credentialStatus: statusEntry(origin, id),
    credentialSubject: {
      id: `${address}#penerima`,
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          identityType: 'name',
          hashed: true,
          identityHash: `sha256$${hash}`,
          salt: code,
        },
      ],
      activityStartDate: content.startsOn,
      activityEndDate: content.endsOn,
      achievement: {
        id: address,
        type: ['Achievement'],
        achievementType: 'Certificate',
        name: content.program,
        description: `Sebagai ${ROLE_WORDS[content.role]}; nomor ${number}; ${lengthOf(content, basis)}; ${content.placeAndDays}.`,
        ...('served' in basis ? {} : { creditsAvailable: content.jp }),
        criteria: { narrative: narrativeOf(content.role, basis) },
      },
    },
  };
}

const lengthOf = ({ jp }: CertificateRow['content'], basis: CertificateRow['basis']): string =>
  'served' in basis
    ? `${formatNumber(wholeHours(basis.served.minutes), 'id')} jam`
    : `${formatNumber(jp, 'id')} jam pelajaran (JP) @ 45 menit`;

function narrativeOf(role: CertificateRole, basis: CertificateRow['basis']): string {
  if ('gave' in basis) {
    const word = ROLE_WORDS[role];
    return `${word.charAt(0).toUpperCase()}${word.slice(1)} yang memberikan ${basis.gave.sessions} sesi, ${formatNumber(basis.gave.jp, 'id')} jam pelajaran.`;
  }
  if ('finished' in basis) return `Menyelesaikan semua pelajaran dari kursus ini (${basis.finished.lessons}).`;
  if ('served' in basis)
    return `Relawan yang membantu selama ${formatNumber(wholeHours(basis.served.minutes), 'id')} jam.`;
  const { minAttendance, needsTests, needsPlan, facts } = basis;
  const parts = [`hadir sedikitnya ${minAttendance}% jam pelajaran`];
  // of tests without names nothing is said (decision 118)
  if (needsTests && facts.tests > 0) parts.push('mengerjakan semua tes');
  if (needsPlan) parts.push('menyerahkan rencana aksi');
  return `Peserta ${parts.join(', ')}.`;
}
