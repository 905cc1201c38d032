import { createECDH, createPrivateKey, sign } from 'node:crypto';
import type { Secrets } from '#platform/secrets';

const CURVE = 'prime256v1';
const PURPOSE = 'offline-desk.sign';

export interface SigningKey {
  /** The point of the public key, uncompressed, base64url: what browsers import as `raw`. */
  publicKey: string;
  /** ECDSA with SHA-256, r and s one after the other, base64url: what browsers verify. */
  sign(text: string): string;
}

function signingKey(scalar: Buffer): SigningKey {
  const pair = createECDH(CURVE);
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const coordinate = (from: number): string => point.subarray(from, from + 32).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', d: scalar.toString('base64url'), x: coordinate(1), y: coordinate(33) };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return {
    publicKey: point.toString('base64url'),
    sign: (text) => sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
}

/** The keys with which this installation signs, the present one first. Derived from its secrets: nothing more is to be kept. */
export const signingKeys = (secrets: Secrets): SigningKey[] => secrets.macs(PURPOSE, CURVE).map(signingKey);
