import { fold } from '#shared/text/fold';
import { nameVariantKey } from '#shared/text/name-variants';
import { nameSpelling } from '#shared/text/old-spelling';

const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
const usualSpelling = (word: string): string => nameVariantKey(word) ?? nameSpelling(word) ?? word;

/**
 * What a name is found by: its words as written and in their usual spelling, folded, each after a space.
 * `Achmad Fauzi` → ` achmad fauzi ahmad`
 */
export function searchName(fullName: string): string {
  const written = fold(fullName).match(WORDS) ?? [];
  return [...new Set([...written, ...written.map(usualSpelling)])].map((word) => ` ${word}`).join('');
}

/** The words of a name that is looked for; each must be found, as typed or in its usual spelling. */
export function nameWords(query: string): { typed: string; key: string }[] {
  const words = fold(query).match(WORDS) ?? [];
  return words.slice(0, 8).map((typed) => ({ typed, key: usualSpelling(typed) }));
}

/** The figures of a phone number without country code or leading zero, when the query is one; else null. */
export function phoneDigits(query: string): string | null {
  if (!/^\+?[\d\s().-]+$/.test(query)) return null;
  const digits = query.replace(/\D/g, '').replace(/^(62|0)/, '');
  return digits.length >= 5 ? digits : null;
}
