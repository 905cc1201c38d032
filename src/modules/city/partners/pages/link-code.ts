import { randomInt } from 'node:crypto';

/** Without letters and digits that look alike: it is read aloud and typed, too. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** A hundred bits: nobody guesses one. */
const LENGTH = 20;

/** A new code: whoever has it sees the page of a partner. */
export const newLinkCode = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Whether a text can be such a code at all. */
export const isLinkCode = (text: string): boolean => /^[2-9A-HJ-NP-Z]{20}$/.test(text);

/** The page, from the root. */
export const pagePath = (code: string): string => `/mitra/${code}`;
