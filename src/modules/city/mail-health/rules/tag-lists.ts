import type { Judged } from './record-states.ts';

/** Lists `tag=value; …` (RFC 6376, RFC 7489), tags in small letters; null: it is none. */
function tagsOf(record: string): Map<string, string> | null {
  const tags = new Map<string, string>();
  for (const part of record.split(';')) {
    if (part.trim() === '') continue;
    const at = part.indexOf('=');
    const tag = part.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (tag === '' || tags.has(tag)) return null;
    tags.set(tag, part.slice(at + 1).trim());
  }
  return tags;
}

const bare = (text: string): string => text.replaceAll(/\s+/g, '');

/** What stands where our key should stand. @param publicKey as we would publish it */
export function judgeDkim(records: readonly string[], publicKey: string): Judged {
  const [only, ...others] = records;
  if (only === undefined) return { state: 'missing', reason: '' };
  if (others.length > 0) return { state: 'different', reason: 'twice' };
  const tags = tagsOf(only);
  const key = tags?.get('p');
  const version = tags?.get('v') ?? 'DKIM1';
  if (key === undefined || version !== 'DKIM1' || (tags?.get('k') ?? 'rsa') !== 'rsa') {
    return { state: 'different', reason: 'unreadable' };
  }
  if (bare(key) === '') return { state: 'different', reason: 'key_revoked' };
  return bare(key) === publicKey ? { state: 'present', reason: '' } : { state: 'different', reason: 'key_differs' };
}

export const isDmarc = (record: string): boolean => /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(record.trim());
const POLICIES = ['none', 'quarantine', 'reject'];

/** What the records say that begin as such a record does. @param isParent they stand with a domain above */
export function judgeDmarc(records: readonly string[], isParent: boolean): Judged {
  const [only, ...others] = records.filter(isDmarc);
  if (only === undefined) return { state: 'missing', reason: '' };
  if (others.length > 0) return { state: 'different', reason: 'twice' };
  const tags = tagsOf(only);
  if (tags === null) return { state: 'different', reason: 'unreadable' };
  const policy = ((isParent ? tags.get('sp') : undefined) ?? tags.get('p') ?? '').toLowerCase();
  if (!POLICIES.includes(policy)) return { state: 'different', reason: 'no_policy' };
  if (policy === 'none') return { state: 'present', reason: 'only_watching' };
  return { state: 'present', reason: isParent ? 'of_parent' : '' };
}

export const DMARC_TO_PUBLISH = 'v=DMARC1; p=none';
export const dkimToPublish = (publicKey: string): string => `v=DKIM1; k=rsa; p=${publicKey}`;
