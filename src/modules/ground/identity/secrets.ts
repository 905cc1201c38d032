import { createHash, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { compare } from 'bcryptjs';
import { oldDigests, readOldHash, type OldDigest } from './rules/old-hash.ts';

/** About 60 ms and 32 MB a guess on a small server. */
const COST: Required<Pick<ScryptOptions, 'N' | 'r' | 'p' | 'maxmem'>> = {
  N: 2 ** 15,
  r: 8,
  p: 1,
  maxmem: 64 * 1024 ** 2,
};
/**
 * Over the plain digest of an older system: an eighth of it, since twenty thousand members move in at once. It holds until each of them signs in.
 */
const OVER_DIGEST: typeof COST = { ...COST, N: 2 ** 12 };
const KEY_BYTES = 32;

const derive = async (secret: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFC'), salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

const HOUSE = 'scrypt';

/** Hash of a password or PIN, with its own salt and parameters: `scrypt$N$r$p$salt$key` (base64url). */
export const hashSecret = async (secret: string): Promise<string> => hashAs(HOUSE, secret);

async function hashAs(scheme: string, secret: string, cost = COST): Promise<string> {
  const salt = randomBytes(16);
  return written(scheme, salt, await derive(secret, salt, cost), cost);
}
const written = (scheme: string, salt: Buffer, key: Buffer, { N, r, p }: typeof COST): string =>
  [scheme, N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');

/**
 * A hash that no password or PIN has: to compare with it costs what comparing with a real one does, so that an unknown name takes as long as
 * a known one. To make it costs nothing, also the first time.
 */
export const decoyHash = (): string => written(HOUSE, randomBytes(16), randomBytes(KEY_BYTES), COST);

const wrapped = (digest: OldDigest): string => `${HOUSE}-${digest}`;
const digestOf = (digest: OldDigest, secret: string): string => createHash(digest).update(secret).digest('hex');

/**
 * What is kept of the hash of a password from an older system, so that the old password opens the door once more. bcrypt stays as it is, behind
 * `bcrypt`; a plain MD5 or SHA-1, which is soon guessed, is hashed over again: `scrypt-md5$…`, `scrypt-sha1$…`.
 * @returns null where no password can be compared with it
 */
export async function keepOldHash(hash: string): Promise<string | null> {
  const old = readOldHash(hash);
  if (!old) return null;
  return old.kind === 'bcrypt' ? `bcrypt${old.hash}` : hashAs(wrapped(old.kind), old.digest, OVER_DIGEST);
}

/** Was it made by {@link keepOldHash}? Whoever has just heard the right password makes a hash of the house's own kind. */
export const isOldHash = (stored: string): boolean => !stored.startsWith(`${HOUSE}$`);

/**
 * Is it a plain SHA-1 behind the house's own, as INLISLite has it? Such a list of digests is guessed in an hour: whoever knows the password may change
 * it with it, and nothing else.
 */
export const opensOnce = (stored: string): boolean => stored.startsWith(`${wrapped('sha1')}$`);

/** Compares in constant time; false for anything that is no hash of {@link hashSecret} or {@link keepOldHash}, and for no secret at all. */
export async function verifySecret(secret: string, stored: string): Promise<boolean> {
  if (secret === '') return false;
  const [scheme, n, r, p, salt, key] = stored.split('$');
  // it gives the others a turn every tenth of a second
  if (scheme === 'bcrypt') return compare(secret, stored.slice('bcrypt'.length));
  const digest = oldDigests.find((one) => scheme === wrapped(one));
  if ((scheme !== HOUSE && !digest) || !n || !r || !p || !salt || !key) return false;
  const options = { N: Number(n), r: Number(r), p: Number(p), maxmem: COST.maxmem };
  // an answer that comes sooner than that of an unknown number would tell who moved in
  if (digest) await derive(secret, Buffer.from(salt, 'base64url'), COST);
  const wanted = Buffer.from(key, 'base64url');
  const given = await derive(digest ? digestOf(digest, secret) : secret, Buffer.from(salt, 'base64url'), options);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** How the tokens of sessions begin; those of the API begin otherwise. */
export const SESSION_PREFIX = 'ls';

/** A new bearer secret of 256 bits; only its hash is stored. */
export const newToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** The secret has 256 bits of chance, so a plain hash is enough and fast. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
