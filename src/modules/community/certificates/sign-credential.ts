import { createHash } from 'node:crypto';
import { platformErrors } from '#platform/errors';
import type { Secrets } from '#platform/rights/secrets';
import { signingKeys, type SigningKey } from '#platform/rights/signing';

const PURPOSE = 'certificates.sign';
/** Where the keys are published, under the address of the network. */
const KEYS = '/api/v1/certificates/keys';

interface PublishedKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  kid: string;
  alg: 'ES256';
  use: 'sig';
}

/** The thumbprint of a key (RFC 7638): its members in the order of the alphabet, nothing between. */
const thumbprint = ({ crv, kty, x, y }: SigningKey['jwk']): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');

const published = ({ jwk }: SigningKey): PublishedKey => ({ ...jwk, kid: thumbprint(jwk), alg: 'ES256', use: 'sig' });

/** The public keys with which certificates were and are signed, the present one first (a JWK Set, RFC 7517). Open to anybody. */
export const certificateKeys = (secrets: Secrets): { keys: PublishedKey[] } => ({
  keys: signingKeys(secrets, PURPOSE).map(published),
});

/** One of them, to which the header of a credential points. Refuses `platform.not_found`. */
export function certificateKey(secrets: Secrets, kid: string): PublishedKey {
  const found = certificateKeys(secrets).keys.find((key) => key.kid === kid);
  if (!found) throw platformErrors.notFound();
  return found;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A credential as signed JSON Web Token (ES256). Its header names the key by the address at which we publish it, and does not carry it: a key
 * that came with the token would prove nothing.
 */
export function signCredential(secrets: Secrets, origin: string, claims: object): string {
  const [key] = signingKeys(secrets, PURPOSE);
  if (!key) throw new Error('this installation has no secrets to sign with');
  const kid = `${origin}${KEYS}/${thumbprint(key.jwk)}`;
  const signed = `${encoded({ alg: 'ES256', typ: 'JWT', kid })}.${encoded(claims)}`;
  return `${signed}.${key.sign(signed)}`;
}
