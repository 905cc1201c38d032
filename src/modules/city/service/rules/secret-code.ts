/** Without letters that are mistaken for others (Crockford): no I, L, O, U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A hundred bits: nobody guesses one. */
const LENGTH = 20;

/** The code that some random bytes say: twenty letters. @param bytes at least as many as the code has letters, each as likely as the others */
export const codeOf = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** As it is shown: `K7F3-29A1-BC4D-8E2M-0XYZ`. */
export const printedCode = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1-');

/** As it was typed: groups, spaces and capitals do not matter, and letters that look like a digit are one. */
export const typedCode = (text: string): string =>
  text
    .slice(0, 100)
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '');

/** Whether a text can be such a code at all. */
export const isSecretCode = (text: string): boolean => new RegExp(`^[${LETTERS}]{${LENGTH}}$`).test(typedCode(text));
