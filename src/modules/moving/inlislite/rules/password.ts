import { createHash } from 'node:crypto';

/** What a reset in INLISLite makes of every password: everybody knows it. */
const AFTER_RESET = 'member123';
const DIGEST_OF_RESET = createHash('sha1').update(AFTER_RESET).digest('hex');

/** What becomes of a password: a hash that can be kept for once; or `default`, everybody's; or `unusable`; or there is none. */
export type ReadPassword = { hash: string; why: null } | { hash: null; why: 'default' | 'unusable' | 'none' };

/** @param isHash can a password be compared with it? */
export function passwordOf(written: string | null, isHash: (text: string) => boolean): ReadPassword {
  const text = written?.trim() ?? '';
  if (text === '') return { hash: null, why: 'none' };
  if (text === AFTER_RESET || text.toLowerCase() === DIGEST_OF_RESET) return { hash: null, why: 'default' };
  return isHash(text) ? { hash: text, why: null } : { hash: null, why: 'unusable' };
}
