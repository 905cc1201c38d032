/** Letters and figures that are not taken for one another. */
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 10;

/** The code of a certificate, drawn at random: forty-nine bits. @param draw a number below the one given */
export const certificateCode = (draw: (below: number) => number): string =>
  `K${Array.from({ length: LENGTH }, () => SIGNS[draw(SIGNS.length)] ?? 'A').join('')}`;

/** A code as it was typed, with dashes and in any case; null: it is none. */
export function readCertificateCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  return /^K[A-HJKMNP-Z2-9]{10}$/.test(plain) ? plain : null;
}
