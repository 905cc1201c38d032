/** Nothing that one takes for something else: no i, l, o, 0, 1. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 6;
const CODE = /^[2-9a-hjkmnp-z]{6}$/;

/** Six letters and figures (887 million): short enough for a small label, random so that nobody counts up. */
export const makeCode = (randomBelow: (max: number) => number): string =>
  Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomBelow(ALPHABET.length))).join('');

/** What a scanner or a hand entered: the code, or an address that ends with `/q/<code>`; null = neither. */
export function readCode(entered: string): string | null {
  const text = entered.trim();
  const address = /^https?:\/\/[^/]+(?:\/en)?\/q\/([^/?#]+)\/?$/i.exec(text);
  const code = (address?.[1] ?? text).toLowerCase();
  return CODE.test(code) ? code : null;
}
