import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashSecret, isOldHash, keepOldHash, verifySecret } from './secrets.ts';

const digest = (kind: string, word: string): string => createHash(kind).update(word).digest('hex');
/** Of `sawah123`. */
const BCRYPT = '$2y$04$xGoiee5JFG6cgdCHLdqTgOOqEwWYjuhf7CQqytFUsq3l/KLstrbnO';

test.for([
  ['bcrypt of PHP', BCRYPT, /^bcrypt\$2y\$04\$/],
  ['MD5', digest('md5', 'sawah123'), /^scrypt-md5\$/],
  ['SHA-1 in capitals', digest('sha1', 'sawah123').toUpperCase(), /^scrypt-sha1\$/],
] as const)('%s: the old password is known again, and no other', async ([, old, kept]) => {
  const stored = (await keepOldHash(` ${old} `)) ?? '';
  expect(stored).toMatch(kept);
  expect(isOldHash(stored)).toBe(true);
  if (!stored.startsWith('bcrypt')) expect(stored).not.toContain(old.toLowerCase());
  expect(await verifySecret('sawah123', stored)).toBe(true);
  for (const wrong of ['', 'Sawah123', 'sawah123 ', old, old.toLowerCase(), stored]) {
    expect(await verifySecret(wrong, stored), wrong).toBe(false);
  }
});

test.for([
  ['nothing', ''],
  ['a bcrypt hash that a column cut off', BCRYPT.slice(0, 32)],
  ['MD5 of nothing', digest('md5', '')],
  ['SHA-1 of nothing', digest('sha1', '')],
  ['more rounds than a server has time for', BCRYPT.replace('$04$', '$31$')],
  ['a word', 'sandi-lama'],
] as const)('%s is no hash of a password', async ([, old]) => {
  expect(await keepOldHash(old)).toBeNull();
});

test('an own hash is no old one', async () => {
  const stored = await hashSecret('sawah123');
  expect(isOldHash(stored)).toBe(false);
  expect(await verifySecret('sawah123', stored)).toBe(true);
  expect(await verifySecret('', await hashSecret(''))).toBe(false);
});
