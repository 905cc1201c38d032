/** A room's code changes every two minutes and is taken for as long again: time to look, and to type. */
const STEP_SECONDS = 120;
/** Without I, L, O and U: nothing is read wrongly, and no words come about. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 40 bits: nobody guesses one of the two that hold. */
const LENGTH = 8;

export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS);

/** When the code of an instant gives way to the next. */
export const stepEnds = (now: Date): Date => new Date((stepAt(now) + 1) * STEP_SECONDS * 1000);

/** The code of a keyed hash. @param mac at least 8 bytes */
export const codeOf = (mac: Uint8Array): string =>
  [...mac.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** What was typed or scanned as the code is written: without spaces and hyphens, capital, and what looks alike taken for it. */
export const tidyCode = (text: string): string =>
  text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** `K7QM-2XPD`, as it is read aloud and typed. */
export const spacedCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
