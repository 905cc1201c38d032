import { PLACES_OF_READERS } from './letter-places.ts';

/**
 * What an address in a letter is. A letter is read away from our site: only what says everything (`https://…`) leads anywhere.
 * `other`: writes or calls somebody (`mailto:`, `tel:`), or is put in for each reader.
 */
export type AddressKind = 'secure' | 'insecure' | 'other' | 'relative' | 'empty' | 'forbidden';

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

export function judgeAddress(address: string): AddressKind {
  const trimmed = address.trim();
  if (trimmed === '' || trimmed === '#') return 'empty';
  if (PLACES_OF_READERS.includes(trimmed)) return 'other';
  const scheme = SCHEME.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'relative';
  if (scheme === 'mailto' || scheme === 'tel') return trimmed.length > scheme.length + 1 ? 'other' : 'empty';
  if (scheme !== 'https' && scheme !== 'http') return 'forbidden';
  if (!URL.canParse(trimmed)) return 'empty';
  return scheme === 'https' ? 'secure' : 'insecure';
}
