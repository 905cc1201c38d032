import { randomInt } from 'node:crypto';

/** Without letters and digits that look alike: it is read aloud and typed, too. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 79 bits: nobody guesses one. */
const LENGTH = 16;

/** A new code: whoever has it sees the page of a volunteer. */
export const newTicket = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
