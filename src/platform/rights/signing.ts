import { createECDH, createPrivateKey, sign } from 'node:crypto';
import type { Secrets } from './secrets.ts';

const CURVE = 'prime256v1';

export interface SigningKey {
  /** The point of the public key, uncompressed, base64url: what browsers import as `raw`. */
  publicKey: string;
  /** The same as a JSON Web Key (RFC 7517). */
  jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string };
  /** ECDSA with SHA-256, r and s one after the other, base64url: what browsers verify, and `ES256` of RFC 7518. */
  sign(text: string): string;
}

function signingKey(scalar: Buffer): SigningKey {
  const pair = createECDH(CURVE);
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const coordinate = (from: number): string => point.subarray(from, from + 32).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) } as const;
  const key = createPrivateKey({ key: { ...jwk, d: scalar.toString('base64url') }, format: 'jwk' });
  return {
    publicKey: point.toString('base64url'),
    jwk,
    sign: (text) => sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
}

/**
 * The keys with which this installation signs for a purpose (`offline-desk.sign`), the present one first. Derived from its secrets: nothing
 * more is to be kept.
 */
export const signingKeys = (secrets: Secrets, purpose: string): SigningKey[] =>
  secrets.macs(purpose, CURVE).map(signingKey);
