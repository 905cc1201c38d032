import { createHash, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** About 60 ms and 32 MB a guess on a small server. */
const COST: Required<Pick<ScryptOptions, 'N' | 'r' | 'p' | 'maxmem'>> = {
  N: 2 ** 15,
  r: 8,
  p: 1,
  maxmem: 64 * 1024 ** 2,
};
const KEY_BYTES = 32;

const derive = async (secret: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFC'), salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** Hash of a password or PIN, with its own salt and parameters: `scrypt$N$r$p$salt$key` (base64url). */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(secret, salt, COST);
  return written(salt, key);
}
const written = (salt: Buffer, key: Buffer): string =>
  ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');

/**
 * A hash that no password or PIN has: to compare with it costs what comparing with a real one does, so that an unknown name takes as long as
 * a known one. To make it costs nothing, also the first time.
 */
export const decoyHash = (): string => written(randomBytes(16), randomBytes(KEY_BYTES));

/** Compares in constant time; false for anything that is not a hash of ours. */
export async function verifySecret(secret: string, stored: string): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || !n || !r || !p || !salt || !key) return false;
  const options = { N: Number(n), r: Number(r), p: Number(p), maxmem: COST.maxmem };
  const wanted = Buffer.from(key, 'base64url');
  const given = await derive(secret, Buffer.from(salt, 'base64url'), options);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** How the tokens of sessions begin; those of the API begin otherwise. */
export const SESSION_PREFIX = 'ls';

/** A new bearer secret of 256 bits; only its hash is stored. */
export const newToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** The secret has 256 bits of chance, so a plain hash is enough and fast. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
