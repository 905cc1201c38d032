import { randomInt } from 'node:crypto';

/** Without letters and digits that look alike: a ticket is read aloud and typed, too. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 79 bits: nobody guesses one. */
const LENGTH = 16;

/** A new ticket: whoever has it may look at the enrolment, cancel it, and be let in with it. */
export const newTicket = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
