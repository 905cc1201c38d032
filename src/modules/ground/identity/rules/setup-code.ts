/** Without characters that are mistaken for one another on a console (0/O, 1/I/L). 31^8 ≈ 8.5 × 10^11 codes. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;

/**
 * A code in two groups, such as `K7PX-2MQ9`.
 * @param pick gives a random whole number from 0 to below its argument
 */
export function makeCode(pick: (below: number) => number): string {
  const characters = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET.charAt(pick(CODE_ALPHABET.length)));
  return `${characters.slice(0, 4).join('')}-${characters.slice(4).join('')}`;
}

/** What was typed, as it was printed: case, spaces and hyphens do not matter. */
export const plainCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
