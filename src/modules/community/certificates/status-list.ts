import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { Secrets } from '#platform/rights/secrets';
import { lastCertificateId, revokedBetween } from './data/certificates.queries.ts';
import { encodedList, idsOfList, placeInList } from './rules/status-list.ts';
import { signCredential } from './sign-credential.ts';

const pathOf = (list: number): string => `/api/v1/certificates/status/${list}`;

/** What a credential says of where its status is: a bit of a published list, which is set once the certificate was taken back. */
export function statusEntry(origin: string, id: number) {
  const { list, index } = placeInList(id);
  const address = `${origin}${pathOf(list)}`;
  return {
    id: `${address}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: address,
  };
}

/**
 * A list of which certificates were taken back (W3C Bitstring Status List v1.0), as signed JSON Web Token. Open to anybody: it names nobody.
 * Refuses `platform.not_found` for a list that no certificate is in.
 * @param origin the address of the network, the issuer
 */
export async function statusList(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  secrets: Secrets,
  list: number,
  origin: string,
): Promise<string> {
  if (list > 1 && placeInList(await lastCertificateId(ctx.db)).list < list) throw platformErrors.notFound();
  const { from, before } = idsOfList(list);
  const revoked = await revokedBetween(ctx.db, from, before);
  const address = `${origin}${pathOf(list)}`;
  const now = ctx.clock.now();
  return signCredential(secrets, origin, {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: address,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: origin,
    validFrom: now.toISOString(),
    credentialSubject: {
      id: `${address}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodedList(revoked.map((id) => placeInList(id).index)),
    },
    iss: origin,
    jti: address,
    nbf: Math.floor(now.getTime() / 1000),
  });
}
