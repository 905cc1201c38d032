import { randomInt } from 'node:crypto';

/** No letters that one takes for figures. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 7;

/** `K` and seven letters (35 random bits): nobody finds the contents of boxes by counting up. */
export const newBoxCode = (): string =>
  `K${Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')}`;

/** What a scanner or a hand entered: the code, or the address from the QR code that ends with it. */
export const readBoxCode = (scanned: string): string => (scanned.trim().split('/').at(-1) ?? '').toUpperCase();
